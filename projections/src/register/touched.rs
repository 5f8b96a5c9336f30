//! Which parts of a row a commit can have changed, so that only they are made anew.

use registry_events::event::{ClusterEvent, Event, ProfileEvent};
use registry_events::ids::ItemId;
use registry_events::path::{FieldPath, ItemPath};

use crate::card::Effect;
use crate::keys;

/// A collection that rows read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Watched {
    Participants,
    Bodies,
    Projects,
    Partners,
    Statuses,
    Offers,
    Requests,
}

/// What a commit touched of one cluster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Touched {
    pub(super) fields: bool,
    items: Vec<(Watched, ItemId)>,
}

impl Watched {
    fn collection(key: &str) -> Option<Self> {
        match key {
            keys::PARTICIPANTS => Some(Self::Participants),
            keys::GOVERNING_BODIES => Some(Self::Bodies),
            keys::PROJECTS => Some(Self::Projects),
            keys::PARTNERS => Some(Self::Partners),
            keys::OFFICIAL_STATUSES => Some(Self::Statuses),
            keys::OFFERS => Some(Self::Offers),
            keys::REQUESTS => Some(Self::Requests),
            _ => None,
        }
    }
}

impl Touched {
    /// Notes what an event of the cluster's stream touched.
    pub(crate) fn note(&mut self, event: &Event, effect: &Effect) {
        match event {
            Event::Profile(event) => self.note_profile(event, effect),
            Event::Cluster(event) => self.note_cluster(event, effect),
            Event::Dispute(_) => {
                if let Effect::Disputed { about, items } = effect {
                    self.note_path(&about.path);
                    for item in items {
                        self.note_item(item);
                    }
                }
            }
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
            | Event::Enquiry(_) => {}
        }
    }

    /// Each touched item of a watched collection, once.
    pub(super) fn items(&mut self) -> &[(Watched, ItemId)] {
        self.items.sort_unstable();
        self.items.dedup();
        &self.items
    }

    fn note_profile(&mut self, event: &ProfileEvent, effect: &Effect) {
        match event {
            ProfileEvent::ClaimsStated(_) => {
                let Effect::Stated(claims) = effect else { return };
                for claim in claims {
                    self.note_path(&claim.new.path);
                }
            }
            ProfileEvent::ItemOpened(opened) => self.note_item(&opened.item),
            ProfileEvent::ItemClosed(closed) => self.note_item(&closed.item),
        }
    }

    fn note_cluster(&mut self, event: &ClusterEvent, effect: &Effect) {
        match event {
            ClusterEvent::ClaimConfirmed(event) => self.note_path(&event.claim.path),
            ClusterEvent::ConfirmationWithdrawn(_) => {
                if let Effect::ConfirmationWithdrawn(Some(confirmed)) = effect {
                    self.note_path(&confirmed.about.path);
                }
            }
            ClusterEvent::ClaimLapsed(event) => self.note_path(&event.claim.path),
            ClusterEvent::MembershipDenied(event) => self.note_item(&event.item),
            ClusterEvent::ClusterListed(_)
            | ClusterEvent::MembershipDenialWithdrawn(_)
            | ClusterEvent::LevelAssessed(_)
            | ClusterEvent::AssessmentCorrected(_)
            | ClusterEvent::RequirementOpened(_)
            | ClusterEvent::RequirementClosed(_)
            | ClusterEvent::ClusterDeactivated(_)
            | ClusterEvent::ClusterReactivated(_)
            | ClusterEvent::ClusterMerged(_)
            | ClusterEvent::ClusterAbsorbed(_)
            | ClusterEvent::ClusterSuspended(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterWithdrawn(_)
            | ClusterEvent::ValueMasked(_)
            | ClusterEvent::MaskLifted(_) => {}
        }
    }

    fn note_path(&mut self, path: &FieldPath) {
        match &path.item {
            Some(item) => self.note_item(item),
            None => self.fields |= keys::FIELDS_OF_ROW.contains(&path.field.as_str()),
        }
    }

    fn note_item(&mut self, item: &ItemPath) {
        if let Some(watched) = Watched::collection(item.collection.as_str()) {
            self.items.push((watched, item.item));
        }
    }
}
