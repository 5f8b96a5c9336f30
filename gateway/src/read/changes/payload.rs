//! The payload of an event as JSON, without what isn't public.

use registry_events::claim::{Absence, Claim, Stated};
use registry_events::event::{
    AccessEvent, ApplicationEvent, ClaimsStated, ClusterEvent, DisputeEvent, EnquiryEvent, Event,
    ExpectedEvent, HoldingEvent, ItemOpened, LevelAssessed, OrganisationEvent,
    OrganisationRegistered, ProfileEvent, ProposalEvent, PublicationEvent, RegionEvent,
    RegistryEvent, ReportEvent,
};
use registry_events::value::Value;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::read::lens::{Lens, Seen};
use crate::read::parts::is_public;

/// The payload; none for one that JSON can't hold, which none of ours is.
///
/// Where it isn't told who acted, neither is told what a confirmation says of its giver.
pub(super) fn of(event: &Event, told: bool, lens: &Lens<'_>) -> Option<Json> {
    match event {
        Event::Profile(event) => profile(event, lens),
        Event::Cluster(event) => cluster(event, told, lens),
        Event::Dispute(event) => dispute(event),
        // An account's stream is sealed; an event of it in the clear would be a fault.
        Event::Account(_) => None,
        Event::Application(event) => application(event),
        Event::Access(event) => access(event),
        Event::Organisation(event) => organisation(event),
        Event::Holding(event) => holding(event),
        Event::Region(event) => region(event),
        Event::Registry(event) => registry(event),
        Event::Publication(event) => publication(event),
        Event::Enquiry(event) => enquiry(event),
        Event::Report(event) => report(event, lens),
        Event::Proposal(event) => proposal(event),
        Event::Expected(event) => expected(event),
    }
}

fn to_json<T: Serialize>(payload: &T) -> Option<Json> {
    serde_json::to_value(payload).ok()
}

/// A report without its own words; of a field that isn't public nothing.
fn report(event: &ReportEvent, lens: &Lens<'_>) -> Option<Json> {
    match event {
        ReportEvent::ReportFiled(filed) => lens.is_public(&filed.path).then(|| {
            let (cluster, path, version) = (filed.cluster, &filed.path, filed.version);
            json!({ "cluster": cluster, "path": path, "version": version, "text": null })
        }),
        ReportEvent::ReportDecided(decided) => to_json(decided),
    }
}

/// A proposal without words that weren't published.
fn proposal(event: &ProposalEvent) -> Option<Json> {
    match event {
        ProposalEvent::ProposalMade(made) => Some(json!({ "about": made.about, "text": null })),
        ProposalEvent::ProposalPublished(event) => to_json(event),
        ProposalEvent::ProposalAnswered(event) => to_json(event),
    }
}

/// A cluster that is expected; that it applied is sealed, and stays unshown.
fn expected(event: &ExpectedEvent) -> Option<Json> {
    match event {
        ExpectedEvent::ExpectedClusterApplied(_) => None,
        ExpectedEvent::ExpectedClusterNoted(event) => to_json(event),
        ExpectedEvent::ExpectedClusterInvited(event) => to_json(event),
        ExpectedEvent::ExpectedClusterRegistered(event) => to_json(event),
        ExpectedEvent::ExpectedClusterRemoved(event) => to_json(event),
    }
}

fn enquiry(event: &EnquiryEvent) -> Option<Json> {
    match event {
        EnquiryEvent::EnquiryReceived(event) => to_json(event),
        EnquiryEvent::EnquiryAnswered(event) => to_json(event),
    }
}

fn profile(event: &ProfileEvent, lens: &Lens<'_>) -> Option<Json> {
    let shown = |claims: &[Claim]| claims.iter().map(|claim| shown(claim, lens)).collect();
    match event {
        ProfileEvent::ClaimsStated(stated) => {
            to_json(&ClaimsStated { claims: shown(&stated.claims) })
        }
        ProfileEvent::ItemOpened(opened) => {
            to_json(&ItemOpened { item: opened.item.clone(), claims: shown(&opened.claims) })
        }
        ProfileEvent::ItemClosed(closed) => to_json(closed),
    }
}

/// A claim without a value that everybody mustn't see; of a field that isn't public also without
/// what shows it.
pub fn shown(claim: &Claim, lens: &Lens<'_>) -> Claim {
    let stated = match lens.seen(claim) {
        Seen::Absent(Absence::Withheld) => Stated::Absent(Absence::Withheld),
        Seen::Value(Value::NamedOrganisation(named)) => {
            let mut named = named.clone();
            named.identifiers.retain(is_public);
            Stated::Value(Value::NamedOrganisation(named))
        }
        Seen::Value(_) | Seen::Absent(_) => claim.stated.clone(),
    };
    let mut shown = Claim { stated, ..claim.clone() };
    if !lens.is_public(&claim.path) {
        shown.evidence.clear();
        shown.source.url = None;
    }
    shown
}

fn cluster(event: &ClusterEvent, told: bool, lens: &Lens<'_>) -> Option<Json> {
    match event {
        ClusterEvent::ClaimConfirmed(event) if !told => {
            Some(json!({ "claim": event.claim, "relation": null, "evidence": [], "note": null }))
        }
        ClusterEvent::ConfirmationWithdrawn(event) if !told => {
            Some(json!({ "confirmation": event.confirmation, "reason": null }))
        }
        ClusterEvent::ClusterListed(event) => to_json(event),
        ClusterEvent::ClaimConfirmed(event) => to_json(event),
        ClusterEvent::ConfirmationWithdrawn(event) => to_json(event),
        ClusterEvent::MembershipDenied(event) => to_json(event),
        ClusterEvent::MembershipDenialWithdrawn(event) => to_json(event),
        ClusterEvent::LevelAssessed(event) => to_json(&in_order(event, lens)),
        ClusterEvent::AssessmentCorrected(event) => to_json(event),
        ClusterEvent::ClusterSuspended(event) => to_json(event),
        ClusterEvent::ClusterResumed(event) => to_json(event),
        ClusterEvent::ClusterWithdrawn(event) => to_json(event),
        ClusterEvent::ClaimLapsed(event) => to_json(event),
        ClusterEvent::RequirementOpened(event) => to_json(event),
        ClusterEvent::RequirementClosed(event) => to_json(event),
        ClusterEvent::ClusterDeactivated(event) => to_json(event),
        ClusterEvent::ClusterReactivated(event) => to_json(event),
        ClusterEvent::ClusterMerged(event) => to_json(event),
        ClusterEvent::ClusterAbsorbed(event) => to_json(event),
        ClusterEvent::ValueMasked(event) => to_json(event),
        ClusterEvent::MaskLifted(event) => to_json(event),
    }
}

/// A dispute from its admission on; what comes before is sealed, and stays unshown.
fn dispute(event: &DisputeEvent) -> Option<Json> {
    match event {
        sealed if sealed.is_sealed() => None,
        DisputeEvent::DisputeFiled(_) | DisputeEvent::DisputeRefused(_) => None,
        DisputeEvent::DisputeDeadlineMissed(event) => to_json(event),
        DisputeEvent::DisputeAdmitted(event) => to_json(event),
        DisputeEvent::DisputeAnswered(event) => to_json(event),
        DisputeEvent::DisputeResolved(event) => to_json(event),
        DisputeEvent::DisputeLifted(event) => to_json(event),
    }
}

/// An assessment with its markers in the rulebook's order, as every answer lists them.
fn in_order(event: &LevelAssessed, lens: &Lens<'_>) -> LevelAssessed {
    let mut event = event.clone();
    let editions = lens.views.editions();
    editions.put_in_order(&event.edition, &mut event.gained);
    editions.put_in_order(&event.edition, &mut event.lost);
    event
}

/// An application's events are sealed; one in the clear would be a fault, and stays unshown.
const fn application(event: &ApplicationEvent) -> Option<Json> {
    match event {
        ApplicationEvent::ApplicationStarted(_)
        | ApplicationEvent::ApplicationSubmitted(_)
        | ApplicationEvent::ApplicationReturned(_)
        | ApplicationEvent::ApplicationListed(_)
        | ApplicationEvent::ApplicationWithdrawn(_)
        | ApplicationEvent::RightToSpeakStated(_) => None,
    }
}

fn access(event: &AccessEvent) -> Option<Json> {
    match event {
        AccessEvent::AccountOpened(event) => to_json(event),
        AccessEvent::RoleGranted(event) => to_json(event),
        AccessEvent::RoleRevoked(event) => to_json(event),
    }
}

fn organisation(event: &OrganisationEvent) -> Option<Json> {
    match event {
        OrganisationEvent::OrganisationRegistered(event) => {
            let identifiers =
                event.identifiers.iter().filter(|one| is_public(one)).cloned().collect();
            to_json(&OrganisationRegistered { name: event.name.clone(), identifiers })
        }
        OrganisationEvent::OrganisationRenamed(event) => to_json(event),
        OrganisationEvent::IdentifierRecorded(event) if !is_public(&event.identifier) => None,
        OrganisationEvent::IdentifierRetired(event) if !is_public(&event.identifier) => None,
        OrganisationEvent::IdentifierRecorded(event) => to_json(event),
        OrganisationEvent::IdentifierRetired(event) => to_json(event),
        OrganisationEvent::BranchOpened(event) => to_json(event),
        OrganisationEvent::BranchClosed(event) => to_json(event),
        OrganisationEvent::OrganisationSizeStated(event) => to_json(event),
        OrganisationEvent::OrganisationDetailsStated(event) => to_json(event),
        OrganisationEvent::OrganisationSucceeded(event) => to_json(event),
        OrganisationEvent::PredecessorRecorded(event) => to_json(event),
        OrganisationEvent::MailboxDomainTied(event) => to_json(event),
        OrganisationEvent::MailboxDomainReleased(event) => to_json(event),
    }
}

fn holding(event: &HoldingEvent) -> Option<Json> {
    match event {
        HoldingEvent::NameHeld(event) => to_json(event),
        HoldingEvent::NameReleased(event) => to_json(event),
        HoldingEvent::IdentifierTaken(event) => to_json(event),
        HoldingEvent::IdentifierReleased(event) => to_json(event),
    }
}

fn region(event: &RegionEvent) -> Option<Json> {
    match event {
        RegionEvent::CkrOpened(event) => to_json(event),
        RegionEvent::CkrClosed(event) => to_json(event),
    }
}

fn registry(event: &RegistryEvent) -> Option<Json> {
    match event {
        RegistryEvent::RegistryOpened(event) => to_json(event),
        RegistryEvent::EditionTextRecorded(event) => to_json(event),
        RegistryEvent::EditionAdopted(event) => to_json(event),
        RegistryEvent::StatisticsPublished(event) => to_json(event),
        RegistryEvent::EstimateStated(event) => to_json(event),
        RegistryEvent::SubjectForgotten(event) => to_json(event),
    }
}

fn publication(event: &PublicationEvent) -> Option<Json> {
    match event {
        PublicationEvent::PublicationRecorded(event) => to_json(event),
        PublicationEvent::PublicationCorrected(event) => to_json(event),
        PublicationEvent::PublicationWithdrawn(event) => to_json(event),
    }
}
