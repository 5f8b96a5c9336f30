//! How a cluster stands on the register, and its level of organisational development as recorded.

use jiff::civil::Date;
use registry_events::event::LevelAssessed;
use registry_events::ids::ClusterId;
use registry_events::level::Level;
use registry_events::path::ItemPath;
use registry_events::value::Code;
use serde::Serialize;

use crate::place::Place;

/// The state of a cluster's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingStatus {
    /// On the register; the only one that statistics count.
    Listed,
    /// Suspended by an officer.
    Suspended,
    /// Minimum requirements stayed open for too long.
    Inactive,
    /// It became part of another cluster.
    Merged,
    /// It left the register for good.
    Withdrawn,
}

impl ListingStatus {
    /// All states.
    pub const ALL: [Self; 5] =
        [Self::Listed, Self::Suspended, Self::Inactive, Self::Merged, Self::Withdrawn];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Suspended => "suspended",
            Self::Inactive => "inactive",
            Self::Merged => "merged",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Finds a state by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }
}

/// A minimum requirement that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// Since when.
    pub since: Place,
    /// Until when it can stay open before the record becomes inactive.
    pub until: Date,
    /// The official status it was waived for at listing.
    pub waived_for: Option<ItemPath>,
}

/// The state of a cluster's record with its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The state.
    pub status: ListingStatus,
    /// Since when, and by whom.
    pub since: Place,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The cluster it became part of, once it has.
    pub merged_into: Option<ClusterId>,
}

/// The level a cluster has, as the last assessment recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentLevel {
    /// The level.
    pub level: Level,
    /// The assessment that brought the cluster to it.
    pub since: Place,
    /// The rulebook's edition of the last assessment.
    pub edition: Code,
    /// The last assessment.
    pub assessed: Place,
}

impl CurrentLevel {
    /// The level after an assessment; `since` stays while the level does.
    pub(super) fn after(before: Option<&Self>, assessed: &LevelAssessed, place: &Place) -> Self {
        let same = before.filter(|before| before.level == assessed.after);
        Self {
            level: assessed.after,
            since: same.map_or(place, |before| &before.since).clone(),
            edition: assessed.edition.clone(),
            assessed: place.clone(),
        }
    }
}
