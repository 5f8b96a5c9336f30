//! The times of one level each: what brought it about, and everything it rested on when it began.

use std::sync::Arc;

use jiff::Timestamp;
use registry_core::rulebook::Rulebook;
use registry_events::edition::EditionKind;
use registry_events::entry::Recorded;
use registry_events::event::{ClusterEvent, DisputeEvent, Event, LapseCause, ProfileEvent};
use registry_events::ids::{Position, StreamVersion};
use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::levels::{Assessment, Cause, Period};
use serde::Serialize;
use utoipa::ToSchema;

use super::Given;
use super::lacking::{self, LackingShown};
use crate::api::transparency::proof;
use crate::read::basis::{MarkerBasis, Trail};
use crate::read::confirmers;
use crate::read::lens::Lens;
use crate::read::parts::{ActorShown, Bilingual};

/// A time during which the level stayed the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PeriodShown {
    /// `initial`, `medium` or `high`.
    #[schema(value_type = String)]
    pub level: Level,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Until when; null while it lasts.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// The place of the assessment that began it.
    pub position: u64,
    /// Where its proof is; null where the log isn't signed.
    pub proof_url: Option<String>,
    /// The rulebook's edition that was applied.
    pub rulebook: String,
    /// The event that brought it about.
    pub cause: Option<CauseShown>,
    /// Markers met then and not before.
    pub gained: Vec<String>,
    /// Markers met before and not then.
    pub lost: Vec<String>,
    /// After a fall: what the next level asked for and no longer held.
    pub lacking: Vec<LackingShown>,
    /// BLAKE3 of the facts, by which anyone can check a recomputation; null where one of them rests on
    /// a value that is hidden by law today.
    pub facts_digest: Option<String>,
    /// Why the assessment was found to be wrong later, when it was.
    pub corrected: Option<String>,
    /// Each gate and each marker met then, with the claims and confirmations behind it.
    pub basis: Vec<MarkerBasis>,
}

/// The event that brought an assessment about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CauseShown {
    /// Its type.
    #[serde(rename = "type")]
    pub event_type: &'static str,
    /// Its place in the log.
    pub position: u64,
    /// Who acted; null where it confirmed a field that isn't public.
    pub actor: Option<ActorShown>,
    /// The edition that came into force, where that brought it about.
    pub edition: Option<EditionNamed>,
    /// What kind of thing it was, for sentences.
    #[serde(skip)]
    pub kind: CauseKind,
}

/// What brings another level about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CauseKind {
    /// The cluster entered the register.
    Listing,
    /// Something was stated, or an item opened.
    Statement,
    /// An item ended.
    Ending,
    /// Somebody confirmed.
    Confirmation,
    /// An organisation said that it takes no part.
    Denial,
    /// A confirmation was taken back.
    Withdrawal,
    /// A claim grew too old.
    Outdated,
    /// A change wasn't confirmed anew in time.
    ChangeNotConfirmed,
    /// What a confirmation saw was seen too long ago.
    SeenTooLongAgo,
    /// A dispute was decided, or its answer missed.
    Dispute,
    /// An assessment was found to be wrong.
    Correction,
    /// Anything else, and what this reader can't open.
    Other,
}

/// An edition that levels were assessed anew for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EditionNamed {
    /// Of what: `catalogue`, `dictionaries`, `regions`, `rulebook`.
    #[schema(value_type = String)]
    pub kind: EditionKind,
    /// Its name.
    pub edition: String,
    /// What it changes and why, where it is of the rulebook and says so.
    pub note: Option<Bilingual>,
}

/// Walks the stream once, stopping where each period began; newest period first.
pub(super) fn walk(given: &Given<'_>, periods: &[Period]) -> (Trail, Vec<PeriodShown>) {
    let mut trail = Trail::new(given.cluster);
    let mut shown = Vec::with_capacity(periods.len());
    let mut ahead = periods.iter().peekable();
    let mut before = None;
    for recorded in given.stream {
        trail.take(recorded);
        let begins = |period: &&Period| period.assessment.place.version == recorded.version;
        if let Some(period) = ahead.next_if(begins) {
            shown.push(PeriodShown::of(period, before, &trail, given));
            before = Some(period.level);
        }
    }
    shown.reverse();
    (trail, shown)
}

impl PeriodShown {
    fn of(period: &Period, before: Option<Level>, trail: &Trail, given: &Given<'_>) -> Self {
        let assessment = &period.assessment;
        let lens = Lens::new(given.lens.views, assessment.place.position);
        let rulebook = given.registry.rulebook_of(assessment.edition.as_str());
        let note = rulebook.as_ref().and_then(|book| book.note.as_ref()).map(Bilingual::from);
        let basis = |rulebook: &Arc<Rulebook>| trail.basis(rulebook, period.level, &lens);
        let fell = rulebook.as_ref().filter(|_| Some(period.level) < before).zip(trail.cluster());
        let codes = |codes: &[Code]| codes.iter().map(ToString::to_string).collect();
        Self {
            level: period.level,
            since: period.since,
            until: period.until,
            position: assessment.place.position.0,
            proof_url: given.prove.then(|| proof::address(assessment.place.position)),
            rulebook: assessment.edition.to_string(),
            cause: assessment
                .cause
                .as_ref()
                .map(|cause| CauseShown::of(cause, note.as_ref(), given, &lens)),
            gained: codes(&assessment.gained),
            lost: codes(&assessment.lost),
            lacking: fell.map(|(book, state)| lacking::of(book, state)).unwrap_or_default(),
            facts_digest: lens
                .views
                .masked()
                .tell_digest(given.cluster, assessment.place.position)
                .then(|| assessment.facts_digest.to_string()),
            corrected: corrected(assessment, given.lens.at),
            basis: rulebook.as_ref().map(basis).unwrap_or_default(),
        }
    }
}

/// The correction, where it was known at the answer's position.
fn corrected(assessment: &Assessment, at: Position) -> Option<String> {
    let known = assessment.corrected.as_ref().filter(|found| found.place.position <= at);
    known.map(|found| found.reason.clone())
}

impl CauseShown {
    fn of(cause: &Cause, note: Option<&Bilingual>, given: &Given<'_>, lens: &Lens<'_>) -> Self {
        let named = |(kind, edition): &(EditionKind, Code)| EditionNamed {
            kind: *kind,
            edition: edition.to_string(),
            note: note.filter(|_| *kind == EditionKind::Rulebook).cloned(),
        };
        let told = confirmers::are_told_at(&cause.place, given.cluster, lens);
        Self {
            event_type: cause.event_type,
            position: cause.place.position.0,
            actor: told.then(|| ActorShown::of(&cause.place.actor, lens)),
            edition: cause.edition.as_ref().map(named),
            kind: event_at(given.stream, cause.place.version)
                .map_or(CauseKind::Other, CauseKind::of),
        }
    }
}

fn event_at(stream: &[Recorded], version: StreamVersion) -> Option<&Event> {
    stream.iter().find(|recorded| recorded.version == version)?.event()
}

impl CauseKind {
    fn of(event: &Event) -> Self {
        match event {
            Event::Cluster(event) => Self::of_cluster(event),
            Event::Dispute(event) => Self::of_dispute(event),
            Event::Profile(ProfileEvent::ClaimsStated(_) | ProfileEvent::ItemOpened(_)) => {
                Self::Statement
            }
            Event::Profile(ProfileEvent::ItemClosed(_)) => Self::Ending,
            Event::Account(_)
            | Event::Application(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Region(_)
            | Event::Registry(_)
            | Event::Publication(_)
            | Event::Expected(_)
            | Event::Proposal(_)
            | Event::Report(_)
            | Event::Enquiry(_) => Self::Other,
        }
    }

    const fn of_cluster(event: &ClusterEvent) -> Self {
        use ClusterEvent as E;
        match event {
            E::ClusterListed(_) => Self::Listing,
            E::ClaimConfirmed(_) => Self::Confirmation,
            E::ConfirmationWithdrawn(_) => Self::Withdrawal,
            E::MembershipDenied(_) => Self::Denial,
            E::ClaimLapsed(lapsed) => match lapsed.cause {
                LapseCause::Outdated => Self::Outdated,
                LapseCause::ChangeNotConfirmed => Self::ChangeNotConfirmed,
                LapseCause::SeenTooLongAgo => Self::SeenTooLongAgo,
            },
            E::AssessmentCorrected(_) => Self::Correction,
            E::LevelAssessed(_)
            | E::MembershipDenialWithdrawn(_)
            | E::RequirementOpened(_)
            | E::RequirementClosed(_)
            | E::ClusterSuspended(_)
            | E::ClusterResumed(_)
            | E::ClusterDeactivated(_)
            | E::ClusterReactivated(_)
            | E::ClusterMerged(_)
            | E::ClusterAbsorbed(_)
            | E::ClusterWithdrawn(_)
            | E::ValueMasked(_)
            | E::MaskLifted(_) => Self::Other,
        }
    }

    const fn of_dispute(event: &DisputeEvent) -> Self {
        use DisputeEvent as E;
        match event {
            E::DisputeResolved(_) | E::DisputeDeadlineMissed(_) | E::DisputeLifted(_) => {
                Self::Dispute
            }
            E::DisputeFiled(_)
            | E::DisputeRefused(_)
            | E::DisputeAdmitted(_)
            | E::DisputeAnswered(_) => Self::Other,
        }
    }
}
