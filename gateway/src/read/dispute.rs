//! Disputes that were admitted, and minimum requirements that are open, as everybody sees them.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::catalogue::Visibility;
use registry_events::ids::StreamVersion;
use registry_events::value::Code;
use registry_projections::card::{Answer, Card, Dispute, Requirement, Resolution};
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::{ActorShown, EvidenceShown};

/// A dispute that an officer admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DisputeShown {
    /// Its number: the version of its filing in the cluster's stream.
    pub dispute: u64,
    /// The contested claim's field.
    pub path: String,
    /// The version of the claim.
    pub version: u64,
    /// Whether nothing was decided yet.
    pub open: bool,
    /// What is contested and why.
    pub text: String,
    /// The source it names.
    pub evidence: Vec<EvidenceShown>,
    /// When it was admitted.
    #[schema(value_type = String, format = DateTime)]
    pub admitted_at: Timestamp,
    /// Where.
    pub admitted_position: u64,
    /// Until when the cluster answers.
    #[schema(value_type = String, format = Date)]
    pub answer_until: Date,
    /// When it was noted that no answer came in time.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub unanswered_since: Option<Timestamp>,
    /// The cluster's answer.
    pub answer: Option<AnswerShown>,
    /// The decision.
    pub resolution: Option<ResolutionShown>,
    /// When an officer confirmed that what was found not to stand has become true.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub lifted_at: Option<Timestamp>,
}

/// A cluster's answer to a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnswerShown {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where it was recorded.
    pub position: u64,
    /// Who answered.
    pub actor: ActorShown,
    /// What it says.
    pub text: String,
    /// What shows it.
    pub evidence: Vec<EvidenceShown>,
}

/// The decision of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResolutionShown {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where it was recorded.
    pub position: u64,
    /// Who decided.
    pub actor: ActorShown,
    /// `upheld` or `rejected`.
    pub outcome: &'static str,
    /// Why.
    pub reason: String,
    /// What it was decided on.
    pub evidence: Vec<EvidenceShown>,
}

/// A minimum requirement that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RequirementShown {
    /// The marker.
    pub marker: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Where its opening was recorded.
    pub position: u64,
    /// Until when it can stay open before the record becomes inactive.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// Whether it was waived at listing.
    pub waived: bool,
    /// The official status it was waived for.
    pub waived_for: Option<String>,
}

/// The disputes of a card, of claims that everybody may see.
pub fn public<'c>(
    card: &'c Card,
    lens: &Lens<'_>,
) -> impl Iterator<Item = (StreamVersion, &'c Dispute)> {
    let all = card.disputes.iter().map(|(number, dispute)| (*number, dispute.as_ref()));
    all.filter(|(_, dispute)| lens.visibility(&dispute.claim.path) == Visibility::Public)
}

impl DisputeShown {
    /// The disputes of a card, in the order of filing.
    pub fn all(card: &Card, lens: &Lens<'_>) -> Vec<Self> {
        public(card, lens).map(|(number, dispute)| Self::of(number, dispute, lens)).collect()
    }

    fn of(number: StreamVersion, dispute: &Dispute, lens: &Lens<'_>) -> Self {
        Self {
            dispute: number.0,
            path: dispute.claim.path.to_string(),
            version: dispute.claim.version.0,
            open: dispute.resolution.is_none(),
            text: dispute.text.clone(),
            evidence: EvidenceShown::all(&dispute.evidence),
            admitted_at: dispute.admitted.recorded_at,
            admitted_position: dispute.admitted.position.0,
            answer_until: dispute.answer_until,
            unanswered_since: dispute.unanswered.as_ref().map(|place| place.recorded_at),
            answer: dispute.answer.as_ref().map(|answer| AnswerShown::of(answer, lens)),
            resolution: dispute.resolution.as_ref().map(|end| ResolutionShown::of(end, lens)),
            lifted_at: dispute.lifted.as_ref().map(|place| place.recorded_at),
        }
    }
}

impl AnswerShown {
    fn of(answer: &Answer, lens: &Lens<'_>) -> Self {
        Self {
            at: answer.place.recorded_at,
            position: answer.place.position.0,
            actor: ActorShown::of(&answer.place.actor, lens),
            text: answer.text.clone(),
            evidence: EvidenceShown::all(&answer.evidence),
        }
    }
}

impl ResolutionShown {
    fn of(resolution: &Resolution, lens: &Lens<'_>) -> Self {
        Self {
            at: resolution.place.recorded_at,
            position: resolution.place.position.0,
            actor: ActorShown::of(&resolution.place.actor, lens),
            outcome: resolution.outcome.key(),
            reason: resolution.reason.clone(),
            evidence: EvidenceShown::all(&resolution.evidence),
        }
    }
}

impl RequirementShown {
    /// The open requirements of a card, in the order of markers.
    pub fn all(card: &Card) -> Vec<Self> {
        card.requirements.iter().map(|(marker, open)| Self::of(marker, open)).collect()
    }

    fn of(marker: &Code, open: &Requirement) -> Self {
        Self {
            marker: marker.to_string(),
            since: open.since.recorded_at,
            position: open.since.position.0,
            until: open.until,
            waived: open.waived_for.is_some(),
            waived_for: open.waived_for.as_ref().map(ToString::to_string),
        }
    }
}
