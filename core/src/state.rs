//! Streams folded into what rules need to know of them. `evolve` has no rules and can't fail.

mod application;
mod dispute;
mod enquiries;
mod expected;
mod organisation;
mod publications;
mod voice;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::{ClaimRef, Relation, Stated};
use registry_events::entry::{Content, Recorded};
use registry_events::event::{
    AccountEvent, ClusterEvent, DisputeAdmitted, DisputeEvent, DisputeOutcome, Event, HoldingEvent,
    MembershipDenied, RegionEvent,
};
use registry_events::ids::{AccountId, ClusterId, OrganisationId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::stream::{EventRef, StreamId, StreamKind};
use registry_events::value::Code;

pub use application::{ApplicationStanding, ApplicationState};
pub use dispute::{Dispute, DisputeEnd, DisputeStanding};
pub use enquiries::EnquiriesState;
pub use expected::{ExpectedStanding, ExpectedState};
pub use organisation::{Branch, DatedIdentifier, OrganisationDetails, OrganisationState};
pub use publications::{KnownPublication, Publications};
pub use voice::{ProposalState, ReportState};

use crate::access::AccessState;
use crate::assessment::RecordedAssessment;
use crate::editions::RegistryState;
use crate::paged::Paged;
use crate::profile::{Contested, Known, Profile};

/// The state of a stream of any kind.
#[derive(Debug, Clone)]
pub enum StreamState {
    /// `access`.
    Access(AccessState),
    /// `account/…`.
    Account(AccountState),
    /// `application/…`.
    Application(Box<ApplicationState>),
    /// `cluster/…`.
    Cluster(Box<ClusterState>),
    /// `enquiries/…`.
    Enquiries(EnquiriesState),
    /// `expected/…`.
    Expected(ExpectedState),
    /// `name/…` and `identifier/…`.
    Holding(HoldingState),
    /// `organisation/…`.
    Organisation(Box<OrganisationState>),
    /// `proposal/…`.
    Proposal(ProposalState),
    /// `region/…`.
    Region(RegionState),
    /// `registry`.
    Registry(Box<RegistryState>),
    /// `report/…`.
    Report(ReportState),
    /// A kind this program has no rules for.
    Other,
}

/// A stream as it was loaded: its version and its state.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// How many events it has.
    pub version: StreamVersion,
    /// What they amount to.
    pub state: Arc<StreamState>,
    /// Whether a newer program wrote to it; then it can be read, not written.
    pub newer_than_program: bool,
}

impl Loaded {
    /// A stream without events.
    pub fn empty(stream: &StreamId) -> Self {
        let state = match stream.kind() {
            StreamKind::Access => StreamState::Access(AccessState::default()),
            StreamKind::Application(_) => StreamState::Application(Box::default()),
            StreamKind::Cluster(_) => StreamState::Cluster(Box::default()),
            StreamKind::Enquiries(_) => StreamState::Enquiries(EnquiriesState::default()),
            StreamKind::Expected(_) => StreamState::Expected(ExpectedState::default()),
            StreamKind::Identifier | StreamKind::Name => {
                StreamState::Holding(HoldingState::default())
            }
            StreamKind::Organisation(_) => StreamState::Organisation(Box::default()),
            StreamKind::Proposal(_) => StreamState::Proposal(ProposalState::default()),
            StreamKind::Region(_) => StreamState::Region(RegionState::default()),
            StreamKind::Report(_) => StreamState::Report(ReportState::default()),
            StreamKind::Registry => StreamState::Registry(Box::default()),
            StreamKind::Account(_) => StreamState::Account(AccountState::default()),
            StreamKind::Unknown => StreamState::Other,
        };
        Self { version: StreamVersion::EMPTY, state: Arc::new(state), newer_than_program: false }
    }

    /// Takes the next entry of the stream; a sealed one must have been opened before.
    pub fn evolve(&mut self, recorded: &Recorded) {
        self.version = recorded.version;
        match &recorded.content {
            Content::Clear(clear) => {
                Arc::make_mut(&mut self.state).evolve(recorded.version, &clear.actor, &clear.event);
            }
            // An application whose key was erased stays readable as «there was one».
            Content::Sealed(_) => {}
            Content::Unknown { .. } => self.newer_than_program = true,
        }
    }
}

impl StreamState {
    /// Takes one event. An event that doesn't belong to this kind of stream changes nothing.
    pub fn evolve(&mut self, version: StreamVersion, actor: &Actor, event: &Event) {
        match (self, event) {
            (Self::Access(state), Event::Access(event)) => state.evolve(version, event),
            (Self::Application(state), Event::Application(event)) => {
                state.evolve(version, actor, event);
            }
            (Self::Application(state), Event::Profile(event)) => {
                state.profile.evolve(version, actor, event);
            }
            (Self::Cluster(state), Event::Cluster(event)) => state.evolve(version, actor, event),
            (Self::Cluster(state), Event::Profile(event)) => {
                state.profile.evolve(version, actor, event);
            }
            (Self::Cluster(state), Event::Dispute(event)) => {
                state.take_dispute(version, actor, event);
            }
            (Self::Account(state), Event::Account(event)) => state.evolve(event),
            (Self::Enquiries(state), Event::Enquiry(event)) => state.evolve(event),
            (Self::Expected(state), Event::Expected(event)) => state.evolve(event),
            (Self::Holding(state), Event::Holding(event)) => state.evolve(event),
            (Self::Organisation(state), Event::Organisation(event)) => state.evolve(version, event),
            (Self::Proposal(state), Event::Proposal(event)) => state.evolve(actor, event),
            (Self::Region(state), Event::Region(event)) => state.evolve(event),
            (Self::Report(state), Event::Report(event)) => state.evolve(actor, event),
            (Self::Registry(state), Event::Registry(event)) => state.evolve(version, event),
            (Self::Registry(state), Event::Publication(event)) => state.publish(version, event),
            _ => {}
        }
    }
}

/// Where a cluster stands on the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It was never listed.
    #[default]
    NotListed,
    /// On the register.
    Listed,
    /// Suspended by an officer.
    Suspended,
    /// Requirements stayed open for too long; what is stated still counts, and can end it.
    Inactive,
    /// Became part of another cluster.
    Merged(ClusterId),
    /// Left the register.
    Withdrawn,
}

impl Standing {
    /// Whether its record still changes.
    pub const fn is_living(self) -> bool {
        matches!(self, Self::Listed | Self::Inactive | Self::Suspended)
    }
}

/// A cluster.
#[derive(Debug, Clone, Default)]
pub struct ClusterState {
    /// Where it stands.
    pub standing: Standing,
    /// What is said of it.
    pub profile: Profile,
    /// Its recorded assessment.
    pub assessment: Option<RecordedAssessment>,
    /// The versions of every assessment ever recorded.
    pub assessments: BTreeSet<StreamVersion>,
    /// Standing confirmations by the version that gave them.
    pub confirmations: Paged<StreamVersion, GivenConfirmation>,
    /// Organisations that said that they don't take part, by the version at which they said so.
    pub denials: BTreeMap<StreamVersion, Denial>,
    /// Disputes that are open, by the version of their filing.
    pub disputes: BTreeMap<StreamVersion, Dispute>,
    /// Disputes that are closed, by the version of their filing.
    pub closed_disputes: BTreeMap<StreamVersion, DisputeEnd>,
    /// What doesn't stand, as decisions say that nothing has lifted.
    upheld: Vec<Contested>,
    /// Minimum requirements that are open, with the day until which they can stay so.
    pub requirements: BTreeMap<Code, Requirement>,
}

/// A minimum requirement that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Until when.
    pub until: Date,
    /// Whether it was waived at listing.
    pub waived: bool,
}

/// A confirmation as it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenConfirmation {
    /// Of which claim.
    pub claim: ClaimRef,
    /// By which account.
    pub account: AccountId,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// How that party stood to the cluster.
    pub relation: Relation,
}

/// An organisation's word that it doesn't take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// The membership that this ended.
    pub item: ItemPath,
}

impl ClusterState {
    /// Whether an organisation says that it doesn't take part.
    pub fn is_denied_by(&self, organisation: OrganisationId) -> bool {
        self.denials.values().any(|denial| denial.organisation == organisation)
    }

    fn evolve(&mut self, version: StreamVersion, actor: &Actor, event: &ClusterEvent) {
        match event {
            ClusterEvent::ClusterListed(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterReactivated(_) => {
                self.standing = Standing::Listed;
            }
            ClusterEvent::ClusterSuspended(_) => self.standing = Standing::Suspended,
            ClusterEvent::ClusterWithdrawn(_) => self.standing = Standing::Withdrawn,
            ClusterEvent::ClaimConfirmed(confirmed) => {
                self.profile.confirm(version, actor, confirmed);
                let given = GivenConfirmation {
                    claim: confirmed.claim.clone(),
                    account: actor.account,
                    organisation: actor.organisation,
                    relation: confirmed.relation,
                };
                self.confirmations.insert(version, given);
            }
            ClusterEvent::ConfirmationWithdrawn(withdrawn) => {
                if let Some(given) = self.confirmations.remove(&withdrawn.confirmation) {
                    self.profile.withdraw_confirmation(&given.claim, withdrawn.confirmation);
                }
            }
            ClusterEvent::MembershipDenied(denied) => self.deny(version, denied),
            ClusterEvent::MembershipDenialWithdrawn(withdrawn) => {
                self.denials.remove(&withdrawn.denial);
            }
            ClusterEvent::LevelAssessed(assessed) => {
                let before = self.assessment.take();
                self.assessment = Some(RecordedAssessment::after(before, version, assessed));
                self.assessments.insert(version);
            }
            ClusterEvent::ClaimLapsed(lapsed) => self.profile.lapse(lapsed),
            ClusterEvent::RequirementOpened(opened) => {
                let waived = opened.waived_for.is_some();
                let requirement = Requirement { until: opened.until, waived };
                self.requirements.insert(opened.marker.clone(), requirement);
            }
            ClusterEvent::RequirementClosed(closed) => {
                self.requirements.remove(&closed.marker);
            }
            ClusterEvent::ClusterDeactivated(_) => self.standing = Standing::Inactive,
            ClusterEvent::ClusterMerged(merged) => self.standing = Standing::Merged(merged.into),
            ClusterEvent::ValueMasked(_) | ClusterEvent::MaskLifted(_) => {
                self.profile.mask(version, event);
            }
            ClusterEvent::ClusterAbsorbed(_) | ClusterEvent::AssessmentCorrected(_) => {}
        }
    }

    fn deny(&mut self, version: StreamVersion, denied: &MembershipDenied) {
        self.profile.close(&denied.item, denied.since);
        let denial = Denial { organisation: denied.organisation, item: denied.item.clone() };
        self.denials.insert(version, denial);
    }

    fn take_dispute(&mut self, version: StreamVersion, actor: &Actor, event: &DisputeEvent) {
        let number = event.dispute(version);
        match event {
            DisputeEvent::DisputeFiled(filed) => {
                let dispute = Dispute::filed(filed, self.said(&filed.claim), actor);
                self.disputes.insert(number, dispute);
                return;
            }
            DisputeEvent::DisputeAdmitted(admitted) => self.admit(number, admitted),
            DisputeEvent::DisputeLifted(lifted) => self.lift(number, lifted.claim.version),
            DisputeEvent::DisputeRefused(_)
            | DisputeEvent::DisputeAnswered(_)
            | DisputeEvent::DisputeDeadlineMissed(_)
            | DisputeEvent::DisputeResolved(_) => {}
        }
        if let Some(dispute) = self.disputes.get_mut(&number) {
            dispute.evolve(event);
        }
        if let Some(end) = DisputeEnd::by(event) {
            self.close_dispute(number, version, event, end);
        }
        self.profile.contest(self.contested());
    }

    fn admit(&mut self, number: StreamVersion, admitted: &DisputeAdmitted) {
        let (stated, known) = (self.said(&admitted.claim), self.known(number, admitted));
        let unopened = || Dispute::admitted(admitted, stated);
        self.disputes.entry(number).or_insert_with(unopened).known = known;
    }

    /// What a dispute found not to stand counts again, confirmed by what was said since the claim
    /// that became true was stated.
    fn lift(&mut self, number: StreamVersion, anew: StreamVersion) {
        for contested in self.upheld.extract_if(.., |it| it.dispute == number) {
            self.profile.drop_confirmed_before(anew, &contested);
        }
    }

    fn close_dispute(
        &mut self,
        number: StreamVersion,
        version: StreamVersion,
        event: &DisputeEvent,
        end: DisputeEnd,
    ) {
        let Some(dispute) = self.disputes.remove(&number) else { return };
        self.closed_disputes.insert(number, end);
        if let DisputeEvent::DisputeResolved(resolved) = event
            && resolved.outcome == DisputeOutcome::Upheld
            && let Some(contested) = dispute.contested(number, Some(version))
        {
            self.profile.drop_kept(&contested.path);
            self.upheld.push(contested);
        }
    }

    /// What a claim says, also when another one has replaced it.
    fn said(&self, claim: &ClaimRef) -> Option<Stated> {
        self.profile.said_at(&claim.path, claim.version).cloned()
    }

    /// By what the item of a contested claim was known when the dispute was filed.
    fn known(&self, filed: StreamVersion, admitted: &DisputeAdmitted) -> Option<Known> {
        let field = admitted.known_by.clone()?;
        let path = FieldPath { field: field.clone(), ..admitted.claim.path.clone() };
        let value = self.profile.said_at(&path, filed)?.value()?.clone();
        Some(Known { field, value })
    }

    /// What doesn't stand, by any decision or missed answer; rejecting one dispute says nothing of
    /// another.
    fn contested(&self) -> Vec<Contested> {
        let missed = self.disputes.iter().filter(|(_, dispute)| dispute.missed_answer);
        let missed = missed.filter_map(|(number, dispute)| dispute.contested(*number, None));
        self.upheld.iter().cloned().chain(missed).collect()
    }
}

/// Who holds a name or identifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HoldingState {
    /// The cluster that holds the name.
    pub cluster: Option<ClusterId>,
    /// The organisation that has the identifier.
    pub organisation: Option<OrganisationId>,
    /// The organisation that gave the identifier up last.
    pub former_organisation: Option<OrganisationId>,
}

impl HoldingState {
    /// The organisation that had the identifier last, when none has it now.
    pub const fn former(&self) -> Option<OrganisationId> {
        if self.organisation.is_none() { self.former_organisation } else { None }
    }

    const fn evolve(&mut self, event: &HoldingEvent) {
        match event {
            HoldingEvent::NameHeld(held) => self.cluster = Some(held.cluster),
            HoldingEvent::NameReleased(_) => self.cluster = None,
            HoldingEvent::IdentifierTaken(taken) => self.organisation = Some(taken.organisation),
            HoldingEvent::IdentifierReleased(released) => {
                self.organisation = None;
                self.former_organisation = Some(released.organisation);
            }
        }
    }
}

/// What is counted of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountState {
    /// Disputes it filed that are open, by their filing.
    pub open_disputes: BTreeSet<EventRef>,
}

impl AccountState {
    fn evolve(&mut self, event: &AccountEvent) {
        match event {
            AccountEvent::DisputeTaken(taken) => {
                self.open_disputes.insert(taken.dispute.clone());
            }
            AccountEvent::DisputeSettled(settled) => {
                self.open_disputes.remove(&settled.dispute);
            }
        }
    }
}

/// A region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionState {
    /// Its cluster development centres that are open, each with the day it opened.
    pub ckr: BTreeMap<OrganisationId, Date>,
    /// Organisations that are or were one: such a one never speaks as an authority of the region.
    pub ever_ckr: BTreeSet<OrganisationId>,
}

impl RegionState {
    fn evolve(&mut self, event: &RegionEvent) {
        match event {
            RegionEvent::CkrOpened(opened) => {
                self.ckr.insert(opened.organisation, opened.opened_on);
                self.ever_ckr.insert(opened.organisation);
            }
            RegionEvent::CkrClosed(closed) => {
                self.ckr.remove(&closed.organisation);
            }
        }
    }
}
