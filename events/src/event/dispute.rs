//! Disputes of a cluster's claims in four steps: filed, admitted or refused, answered, resolved.
//!
//! A dispute is named by the version of its [`DisputeFiled`] in the cluster's stream. Until it is
//! admitted all its entries are sealed, so that nobody is accused in public by whoever likes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::{ClaimRef, Evidence};
use crate::ids::StreamVersion;
use crate::value::Code;

event_family! {
    /// Events of disputes in a cluster's stream.
    DisputeEvent {
        DisputeFiled = 1,
        DisputeRefused = 1,
        DisputeAdmitted = 2,
        DisputeAnswered = 1,
        DisputeDeadlineMissed = 1,
        DisputeResolved = 2,
        DisputeLifted = 1,
    }
}

/// Somebody contests a claim; sealed, without effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeFiled {
    /// Which claim.
    pub claim: ClaimRef,
    /// What is wrong with it, in the words of who contests it.
    pub grounds: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Until when an officer admits or refuses it.
    pub decide_until: Date,
}

/// An officer declined to admit a dispute; sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeRefused {
    /// The dispute.
    pub dispute: StreamVersion,
    /// Why, for who filed it.
    pub reason: String,
}

/// An officer admitted a dispute that names a source; from here on it is public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeAdmitted {
    /// The dispute.
    pub dispute: StreamVersion,
    /// The claim that is contested.
    pub claim: ClaimRef,
    /// What is contested and why, in words fit to publish.
    pub text: String,
    /// The source it names.
    pub evidence: Vec<Evidence>,
    /// Until when the cluster answers.
    pub answer_until: Date,
    /// The field by whose value an item is known again under another number; none for a field of the
    /// cluster itself, and where no field of the list tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_by: Option<Code>,
}

/// The cluster answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeAnswered {
    /// The dispute.
    pub dispute: StreamVersion,
    /// The answer.
    pub text: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A deadline of a dispute passed; noted by the clerk, sealed while the dispute isn't admitted.
///
/// When the answer is missing, the claim counts as disputed from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeDeadlineMissed {
    /// The dispute.
    pub dispute: StreamVersion,
    /// What didn't come.
    pub step: DisputeStep,
    /// The day it was due.
    pub due_on: Date,
}

/// A step of a dispute that has a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeStep {
    /// The officer's: admit or refuse.
    Admission,
    /// The cluster's: answer.
    Answer,
}

/// An officer decided a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeResolved {
    /// The dispute.
    pub dispute: StreamVersion,
    /// How.
    pub outcome: DisputeOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
    /// What it was decided on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// What a dispute found not to stand has become true: it was stated anew, and an officer confirmed
/// that having seen evidence. From here on nothing of this dispute counts against the claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeLifted {
    /// The dispute.
    pub dispute: StreamVersion,
    /// The claim that was confirmed.
    pub claim: ClaimRef,
}

/// How a dispute ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeOutcome {
    /// What the claim says counts as disputed, whenever it is said, until an officer confirms it anew.
    Upheld,
    /// The claim stands as it was.
    Rejected,
}

impl DisputeStep {
    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admission => "admission",
            Self::Answer => "answer",
        }
    }
}

impl DisputeOutcome {
    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }

    /// Finds an outcome by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Upheld, Self::Rejected].into_iter().find(|outcome| outcome.key() == key)
    }
}

impl DisputeEvent {
    /// The dispute an event belongs to, when it stands at a version.
    pub const fn dispute(&self, at: StreamVersion) -> StreamVersion {
        match self {
            Self::DisputeFiled(_) => at,
            Self::DisputeRefused(event) => event.dispute,
            Self::DisputeAdmitted(event) => event.dispute,
            Self::DisputeAnswered(event) => event.dispute,
            Self::DisputeDeadlineMissed(event) => event.dispute,
            Self::DisputeResolved(event) => event.dispute,
            Self::DisputeLifted(event) => event.dispute,
        }
    }

    /// Whether it isn't public: what comes before an admission, and what never got one.
    pub const fn is_sealed(&self) -> bool {
        match self {
            Self::DisputeFiled(_) | Self::DisputeRefused(_) => true,
            Self::DisputeDeadlineMissed(event) => matches!(event.step, DisputeStep::Admission),
            Self::DisputeAdmitted(_)
            | Self::DisputeAnswered(_)
            | Self::DisputeResolved(_)
            | Self::DisputeLifted(_) => false,
        }
    }
}
