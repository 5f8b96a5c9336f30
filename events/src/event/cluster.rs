//! What happens to a cluster on the register: listing, confirmation, level, standing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::{ClaimRef, Evidence, Relation};
use crate::ids::{ClusterId, Digest, OrganisationId, StreamVersion};
use crate::level::Level;
use crate::path::{FieldPath, ItemPath};
use crate::stream::EventRef;
use crate::value::Code;

event_family! {
    /// Events of a cluster's own stream beside those of its profile.
    ClusterEvent {
        ClusterListed = 1,
        ClaimConfirmed = 3,
        ConfirmationWithdrawn = 1,
        MembershipDenied = 1,
        MembershipDenialWithdrawn = 1,
        ClaimLapsed = 2,
        LevelAssessed = 1,
        AssessmentCorrected = 1,
        RequirementOpened = 1,
        RequirementClosed = 1,
        ClusterSuspended = 1,
        ClusterResumed = 1,
        ClusterDeactivated = 1,
        ClusterReactivated = 1,
        ClusterMerged = 1,
        ClusterAbsorbed = 1,
        ClusterWithdrawn = 1,
        ValueMasked = 1,
        MaskLifted = 1,
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
    /// The day on which the confirmer saw what it confirms, where it says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_on: Option<Date>,
    /// Until when it holds before it lapses, where such confirmations age; a later edition doesn't
    /// move it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Date>,
}

/// A confirmation was taken back by who gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationWithdrawn {
    /// The version of the [`ClaimConfirmed`] taken back.
    pub confirmation: StreamVersion,
    /// Why.
    pub reason: String,
}

/// An organisation that the cluster names as its participant said that it doesn't take part; by its
/// own right this ended the membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipDenied {
    /// The membership, by collection and number.
    pub item: ItemPath,
    /// The organisation; the cluster can't name it as a participant while this stands.
    pub organisation: OrganisationId,
    /// The day since which it takes no part, where it says one.
    pub since: Option<Date>,
    /// Why, in its own words.
    pub reason: String,
}

/// The organisation took that back: the cluster can name it as a participant again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipDenialWithdrawn {
    /// The version of the [`MembershipDenied`] taken back.
    pub denial: StreamVersion,
    /// Why.
    pub reason: String,
}

/// A claim grew too old, a changed one was not confirmed anew in time, or who confirmed it saw it too
/// long ago; noted by the clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLapsed {
    /// Which claim.
    pub claim: ClaimRef,
    /// What ran out.
    pub cause: LapseCause,
    /// The day it held until, before the days of grace.
    pub held_until: Date,
}

/// What ran out when a claim lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LapseCause {
    /// The claim itself: it counts nowhere until it is stated anew.
    Outdated,
    /// The confirmations of the value before: the claim stays, as well supported as by itself.
    ChangeNotConfirmed,
    /// Confirmations that held until that day: what they saw was seen too long ago.
    SeenTooLongAgo,
}

impl LapseCause {
    /// The key, the same in log and API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Outdated => "outdated",
            Self::ChangeNotConfirmed => "change_not_confirmed",
            Self::SeenTooLongAgo => "seen_too_long_ago",
        }
    }
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

/// A minimum requirement is not met: it was waived at listing, or is no longer met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementOpened {
    /// The marker, e.g. `M8`.
    pub marker: Code,
    /// Until when it can stay open before the record becomes inactive.
    pub until: Date,
    /// The official status it was waived for at listing; none when it was met before.
    pub waived_for: Option<ItemPath>,
}

/// An open requirement is met again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementClosed {
    /// The marker.
    pub marker: Code,
}

/// The record became inactive: requirements stayed open for too long; noted by the clerk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterDeactivated {
    /// The markers that stayed open.
    pub markers: Vec<Code>,
}

/// All requirements of an inactive record are met again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterReactivated {}

/// The cluster became part of another one, whose record speaks from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterMerged {
    /// The other cluster.
    pub into: ClusterId,
    /// Since when in the world.
    pub merged_on: Date,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// Another cluster became part of this one; written in the same commit as its [`ClusterMerged`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterAbsorbed {
    /// The other cluster.
    pub cluster: ClusterId,
    /// Since when in the world.
    pub merged_on: Date,
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

/// What was stated of a field is hidden by law, in every answer and at every time asked for. The
/// entries stay, and so does what follows from the statement for the level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueMasked {
    /// The field.
    pub path: FieldPath,
    /// The version of the one statement that is meant; none for every one, later ones too.
    pub version: Option<StreamVersion>,
    /// The law, in words fit to publish.
    pub law: String,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// A mask ended: what it hid may be seen again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaskLifted {
    /// The version of the [`ValueMasked`] that ended.
    pub mask: StreamVersion,
    /// Why, in words fit to publish.
    pub reason: String,
}
