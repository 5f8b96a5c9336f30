//! The card of a cluster: what is stated of it and its items, who confirmed what, how it stands.
//!
//! Folded from the cluster's own stream alone, so a card of the past is the same fold stopped early.
//! It doesn't judge: the level is the one that was recorded.

mod apply;
mod claims;
mod contested;
mod difference;
mod dispute;
mod item;
mod standing;

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;
use registry_events::entry::{Clear, Content, Recorded};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position, StreamVersion};
use registry_events::masks::{Masks, key_of_mask};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::stream::StreamKind;
use registry_events::value::Code;
use serde::Serialize;

pub(crate) use apply::{Confirmed, Effect, Replacement, take_claims};
pub use claims::{Claims, Confirmation, CurrentClaim};
pub use difference::{FieldDifference, differences};
pub use dispute::{Answer, Dispute, Resolution};
pub use item::{Closed, Item};
pub use standing::{CurrentLevel, ListingStatus, Requirement, Standing};

use crate::masked::Unnamed;
use crate::place::Place;

/// A cluster that was listed at some time, as it stands after the last event folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of its stream, events this follower can't open included.
    pub version: StreamVersion,
    /// Its entry into the register.
    pub listed: Place,
    /// The last event shown.
    pub updated: Place,
    /// How it stands on the register.
    pub standing: Standing,
    /// Its level; none until it was assessed.
    pub level: Option<CurrentLevel>,
    /// Minimum requirements that are open, by marker.
    pub requirements: BTreeMap<Code, Requirement>,
    /// Disputes that were admitted, by the version of their filing.
    pub disputes: BTreeMap<StreamVersion, Arc<Dispute>>,
    /// Clusters that became part of this one, in the order of recording.
    pub absorbed: Vec<ClusterId>,
    /// Whether its stream holds an event of a type or schema this program doesn't know.
    pub newer_than_program: bool,
    fields: Claims,
    collections: BTreeMap<Code, OrdMap<ItemId, Arc<Item>>>,
    confirmations: OrdMap<StreamVersion, Confirmed>,
}

impl Card {
    /// The card of a cluster as the registry had it at a position, from its own stream's entries.
    ///
    /// None when it wasn't listed by then. Entries after the position are passed over.
    pub fn fold<'a>(
        entries: impl IntoIterator<Item = &'a Recorded>,
        until: Position,
    ) -> Option<Self> {
        let mut card = None;
        for recorded in entries.into_iter().filter(|recorded| recorded.position <= until) {
            if let StreamKind::Cluster(cluster) = recorded.stream.kind() {
                fold_one(&mut card, cluster, recorded);
            }
        }
        card
    }

    /// The claim in force on a path; of a closed item the last one.
    pub fn claim(&self, path: &FieldPath) -> Option<&CurrentClaim> {
        let claims = match &path.item {
            None => &self.fields,
            Some(item) => &self.item(item)?.claims,
        };
        claims.get(path.field.as_str())
    }

    /// The claims on fields of the cluster itself.
    pub const fn fields(&self) -> &Claims {
        &self.fields
    }

    /// An item, open or closed.
    pub fn item(&self, path: &ItemPath) -> Option<&Item> {
        self.item_of(path.collection.as_str(), path.item)
    }

    /// An item by its collection's key, open or closed.
    pub fn item_of(&self, collection: &str, item: ItemId) -> Option<&Item> {
        self.collections.get(collection)?.get(&item).map(AsRef::as_ref)
    }

    /// An open item by its collection's key.
    pub fn open_item(&self, collection: &str, item: ItemId) -> Option<&Item> {
        self.item_of(collection, item).filter(|item| item.is_open())
    }

    /// The items of a collection in the order of opening, open and closed.
    pub fn items(&self, collection: &str) -> impl Iterator<Item = &Item> {
        self.collections.get(collection).into_iter().flat_map(OrdMap::values).map(AsRef::as_ref)
    }

    /// Every item, open and closed, by collection.
    pub fn every_item(&self) -> impl Iterator<Item = &Item> {
        self.collections.values().flat_map(OrdMap::values).map(AsRef::as_ref)
    }

    /// The open items of a collection in the order of opening.
    pub fn open_items(&self, collection: &str) -> impl Iterator<Item = &Item> {
        self.items(collection).filter(|item| item.is_open())
    }

    /// Every claim in force: of the cluster, then of its open items.
    pub fn claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        let items = self.collections.values().flat_map(OrdMap::values);
        let open = items.filter(|item| item.is_open());
        self.fields.iter().chain(open.flat_map(|item| item.claims.iter()))
    }
}

impl Card {
    /// The same card, in which masked values read as sealed. What supports them stays told as a degree.
    pub(crate) fn without_masked(&self, masks: &Masks, unnamed: &Unnamed) -> Self {
        let mut shown = self.clone();
        for (mask, masked) in masks.iter() {
            let key = key_of_mask(self.cluster, mask);
            if let Some(current) = shown.claim_mut(&masked.path) {
                current.hide(masked, key);
            }
        }
        for organisation in unnamed {
            shown.hide_words_of(*organisation);
        }
        for dispute in shown.disputes.values_mut() {
            if masks.over(&dispute.claim.path, dispute.claim.version).is_some() {
                Arc::make_mut(dispute).hide();
            }
        }
        shown
    }

    /// Takes away that an organisation said anything of the cluster.
    fn hide_words_of(&mut self, organisation: OrganisationId) {
        self.fields.hide_words_of(organisation);
        for items in self.collections.values_mut() {
            let numbers: Vec<_> = items.keys().copied().collect();
            for number in numbers {
                if let Some(item) = items.get_mut(&number) {
                    Arc::make_mut(item).hide_words_of(organisation);
                }
            }
        }
    }
}

fn fold_one(card: &mut Option<Card>, cluster: ClusterId, recorded: &Recorded) {
    let place = |clear: &Clear| Place::of(recorded, Arc::new(clear.actor.clone()));
    match (&recorded.content, card) {
        (Content::Clear(clear), Some(card)) => {
            let mut event = clear.event.clone();
            let claims = take_claims(&mut event);
            card.apply(&place(clear), &event, claims);
        }
        (Content::Clear(clear), card @ None) => {
            if is_listing(&clear.event) {
                *card = Some(Card::open(cluster, &place(clear)));
            }
        }
        (Content::Unknown { .. }, Some(card)) => card.pass_over(recorded.version, true),
        (Content::Sealed(_), Some(card)) => card.pass_over(recorded.version, false),
        (Content::Unknown { .. } | Content::Sealed(_), None) => {}
    }
}

/// Whether an event is the one that opens a card; what stands before it is passed over.
pub(crate) const fn is_listing(event: &Event) -> bool {
    matches!(event, Event::Cluster(ClusterEvent::ClusterListed(_)))
}
