//! What happens to a cluster on the register: listing, confirmation, level, standing.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::{ClaimRef, Evidence, Relation};
use crate::ids::{Digest, StreamVersion};
use crate::level::Level;
use crate::stream::EventRef;
use crate::value::Code;

event_family! {
    /// Events of a cluster's own stream beside those of its profile.
    ClusterEvent {
        ClusterListed = 1,
        ClaimConfirmed = 1,
        ConfirmationWithdrawn = 1,
        LevelAssessed = 1,
        AssessmentCorrected = 1,
        ClusterSuspended = 1,
        ClusterResumed = 1,
        ClusterWithdrawn = 1,
    }
}

/// The cluster entered the register; its claims follow in the same commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterListed {
    /// The submission it was listed from; none when an officer entered it from a source.
    pub application: Option<EventRef>,
}

/// A second party confirmed a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimConfirmed {
    /// Which claim.
    pub claim: ClaimRef,
    /// How the confirmer stands to the cluster.
    pub relation: Relation,
    /// What the confirmer saw.
    pub evidence: Vec<Evidence>,
    /// A remark fit to publish.
    pub note: Option<String>,
}

/// A confirmation was taken back by who gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationWithdrawn {
    /// The version of the [`ClaimConfirmed`] taken back.
    pub confirmation: StreamVersion,
    /// Why.
    pub reason: String,
}

/// A commit changed the outcome of at least one marker; written in that same commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelAssessed {
    /// The rulebook's edition.
    pub edition: Code,
    /// The version of the facts document the edition was applied to.
    pub facts_version: u32,
    /// The level before; none at listing.
    pub before: Option<Level>,
    /// The level after.
    pub after: Level,
    /// Markers met now and not before, by id.
    pub gained: Vec<Code>,
    /// Markers met before and not now, by id.
    pub lost: Vec<Code>,
    /// BLAKE3 of the facts in their canonical form.
    pub facts_digest: Digest,
}

/// An earlier assessment was found to differ from what its edition says; why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentCorrected {
    /// The version of the [`LevelAssessed`] that was wrong.
    pub assessment: StreamVersion,
    /// Why it was wrong.
    pub reason: String,
}

/// The cluster's record was suspended by an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterSuspended {
    /// Why, in words fit to publish.
    pub reason: String,
}

/// A suspension ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterResumed {
    /// Why, in words fit to publish.
    pub reason: String,
}

/// The cluster left the register, at its own request or because it ceased to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterWithdrawn {
    /// Why, in words fit to publish.
    pub reason: String,
}
