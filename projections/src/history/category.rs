//! Categories of history lines, so that a reader can ask for participants or for level alone.

use registry_events::event::{ClusterEvent, Event, ProfileEvent};
use registry_events::path::{FieldPath, ItemPath};
use serde::Serialize;

use crate::keys;

/// What a history line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// The entry into the register.
    Listing,
    /// Fields of the cluster itself.
    Profile,
    /// Contacts.
    Contacts,
    /// Participants.
    Participants,
    /// Governing bodies.
    GoverningBodies,
    /// Joint projects.
    Projects,
    /// Items of a collection that has no category of its own yet.
    Items,
    /// Confirmations, given and taken back.
    Confirmation,
    /// Assessments of the level.
    Level,
    /// Claims that grew too old.
    Lapse,
    /// Disputes.
    Dispute,
    /// Suspension, its end, inactivity, merger, withdrawal.
    Standing,
}

impl Category {
    /// All categories, in the order of filters.
    pub const ALL: [Self; 12] = [
        Self::Listing,
        Self::Profile,
        Self::Contacts,
        Self::Participants,
        Self::GoverningBodies,
        Self::Projects,
        Self::Items,
        Self::Confirmation,
        Self::Level,
        Self::Lapse,
        Self::Dispute,
        Self::Standing,
    ];

    /// The key, the same in API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Profile => "profile",
            Self::Contacts => "contacts",
            Self::Participants => "participants",
            Self::GoverningBodies => "governing_bodies",
            Self::Projects => "projects",
            Self::Items => "items",
            Self::Confirmation => "confirmation",
            Self::Level => "level",
            Self::Lapse => "lapse",
            Self::Dispute => "dispute",
            Self::Standing => "standing",
        }
    }

    /// Finds a category by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    pub(crate) fn of_path(path: &FieldPath) -> Self {
        path.item.as_ref().map_or(Self::Profile, Self::of_item)
    }

    pub(super) fn of_item(item: &ItemPath) -> Self {
        match item.collection.as_str() {
            keys::CONTACTS => Self::Contacts,
            keys::PARTICIPANTS => Self::Participants,
            keys::GOVERNING_BODIES => Self::GoverningBodies,
            keys::PROJECTS => Self::Projects,
            _ => Self::Items,
        }
    }

    /// The category of an event that has one line; claims have theirs by path.
    pub(crate) fn of_event(event: &Event) -> Option<Self> {
        match event {
            Event::Profile(event) => Some(Self::of_profile(event)),
            Event::Cluster(event) => Some(Self::of_cluster(event)),
            Event::Dispute(event) => (!event.is_sealed()).then_some(Self::Dispute),
            Event::Application(_)
            | Event::Account(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Region(_)
            | Event::Registry(_)
            | Event::Publication(_)
            | Event::Expected(_)
            | Event::Proposal(_)
            | Event::Report(_)
            | Event::Enquiry(_) => None,
        }
    }

    fn of_profile(event: &ProfileEvent) -> Self {
        match event {
            ProfileEvent::ClaimsStated(_) => Self::Profile,
            ProfileEvent::ItemOpened(opened) => Self::of_item(&opened.item),
            ProfileEvent::ItemClosed(closed) => Self::of_item(&closed.item),
        }
    }

    fn of_cluster(event: &ClusterEvent) -> Self {
        match event {
            ClusterEvent::ClusterListed(_) => Self::Listing,
            ClusterEvent::ClaimConfirmed(_) | ClusterEvent::ConfirmationWithdrawn(_) => {
                Self::Confirmation
            }
            ClusterEvent::MembershipDenied(_) | ClusterEvent::MembershipDenialWithdrawn(_) => {
                Self::Participants
            }
            ClusterEvent::ClaimLapsed(_) => Self::Lapse,
            ClusterEvent::ValueMasked(masked) => Self::of_path(&masked.path),
            ClusterEvent::MaskLifted(_) => Self::Profile,
            ClusterEvent::LevelAssessed(_)
            | ClusterEvent::AssessmentCorrected(_)
            | ClusterEvent::RequirementOpened(_)
            | ClusterEvent::RequirementClosed(_) => Self::Level,
            ClusterEvent::ClusterSuspended(_)
            | ClusterEvent::ClusterDeactivated(_)
            | ClusterEvent::ClusterReactivated(_)
            | ClusterEvent::ClusterMerged(_)
            | ClusterEvent::ClusterAbsorbed(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterWithdrawn(_) => Self::Standing,
        }
    }
}
