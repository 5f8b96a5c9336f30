//! The profile of a cluster or application, folded: what is said of each field now, of which items,
//! and who confirmed it.

pub mod changes;
pub mod reader;
mod restate;
mod validate;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::{Claim, ClaimRef, Corroboration, Relation, Stated};
use registry_events::event::{ClaimConfirmed, ProfileEvent};
use registry_events::ids::{AccountId, ItemId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};

use crate::access::Party;

pub use restate::restate;

/// Claims and items as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    claims: BTreeMap<FieldPath, Arc<CurrentClaim>>,
    items: BTreeMap<ItemPath, Item>,
    last_item: u32,
}

/// The claim that is current for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentClaim {
    /// The claim.
    pub claim: Arc<Claim>,
    /// The version of the event that stated it.
    pub version: StreamVersion,
    /// The account that stated it.
    pub claimant: AccountId,
    /// The party it spoke for.
    pub party: Party,
    /// Standing confirmations.
    pub confirmations: Vec<Confirmation>,
}

/// A confirmation that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The version of the event that gave it.
    pub version: StreamVersion,
    /// The account that gave it.
    pub account: AccountId,
    /// The party it spoke for.
    pub party: Party,
    /// How that party stands to the cluster.
    pub relation: Relation,
}

/// An item and whether it is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The version of the event that opened it.
    pub opened: StreamVersion,
    /// The day it ended, once closed.
    pub closed: Option<Option<Date>>,
}

impl CurrentClaim {
    /// How well it is supported.
    pub fn corroboration(&self) -> Corroboration {
        let relations = self.confirmations.iter().map(|confirmation| confirmation.relation);
        Corroboration::of(!self.claim.evidence.is_empty(), relations)
    }

    /// The name by which events refer to it.
    pub fn reference(&self) -> ClaimRef {
        ClaimRef { path: self.claim.path.clone(), version: self.version }
    }
}

impl Profile {
    pub(crate) fn evolve(&mut self, version: StreamVersion, actor: &Actor, event: &ProfileEvent) {
        match event {
            ProfileEvent::ClaimsStated(stated) => self.state(version, actor, &stated.claims),
            ProfileEvent::ItemOpened(opened) => {
                self.last_item = self.last_item.max(opened.item.item.0);
                self.items.insert(opened.item.clone(), Item { opened: version, closed: None });
                self.state(version, actor, &opened.claims);
            }
            ProfileEvent::ItemClosed(closed) => {
                if let Some(item) = self.items.get_mut(&closed.item) {
                    item.closed = Some(closed.closed_on);
                }
            }
        }
    }

    fn state(&mut self, version: StreamVersion, actor: &Actor, claims: &[Claim]) {
        for claim in claims {
            let current = CurrentClaim {
                claim: Arc::new(claim.clone()),
                version,
                claimant: actor.account,
                party: Party::of(actor),
                confirmations: Vec::new(),
            };
            self.claims.insert(claim.path.clone(), Arc::new(current));
        }
    }

    pub(crate) fn confirm(
        &mut self,
        version: StreamVersion,
        actor: &Actor,
        confirmed: &ClaimConfirmed,
    ) {
        let Some(current) = self.current_mut(&confirmed.claim) else { return };
        current.confirmations.push(Confirmation {
            version,
            account: actor.account,
            party: Party::of(actor),
            relation: confirmed.relation,
        });
    }

    pub(crate) fn withdraw_confirmation(&mut self, claim: &ClaimRef, confirmation: StreamVersion) {
        if let Some(current) = self.current_mut(claim) {
            current.confirmations.retain(|standing| standing.version != confirmation);
        }
    }

    /// The current claim, unless another one has replaced the one that is named.
    fn current_mut(&mut self, claim: &ClaimRef) -> Option<&mut CurrentClaim> {
        let current = self.claims.get_mut(&claim.path)?;
        if current.version == claim.version { Some(Arc::make_mut(current)) } else { None }
    }

    /// The current claim of a field.
    pub fn claim(&self, path: &FieldPath) -> Option<&CurrentClaim> {
        self.claims.get(path).map(Arc::as_ref)
    }

    /// The current claim of a cluster's own field.
    pub fn cluster_claim(&self, field: &str) -> Option<&CurrentClaim> {
        // The cluster's own fields come first in the order of paths.
        self.claims()
            .take_while(|current| current.claim.path.item.is_none())
            .find(|current| current.claim.path.field.as_str() == field)
    }

    /// Every current claim, in the order of paths.
    pub fn claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.claims.values().map(Arc::as_ref)
    }

    /// The current claims of an item.
    pub fn item_claims(&self, item: &ItemPath) -> impl Iterator<Item = &CurrentClaim> + use<'_> {
        let (before, within) = (item.clone(), item.clone());
        self.claims
            .iter()
            .skip_while(move |(path, _)| path.item.as_ref() < Some(&before))
            .take_while(move |(path, _)| path.item.as_ref() == Some(&within))
            .map(|(_, current)| current.as_ref())
    }

    /// An item.
    pub fn item(&self, path: &ItemPath) -> Option<&Item> {
        self.items.get(path)
    }

    /// Open items of a collection, in the order of opening.
    pub fn open_items<'a>(
        &'a self,
        collection: &'a str,
    ) -> impl Iterator<Item = &'a ItemPath> + 'a {
        self.items
            .iter()
            .filter(move |(path, item)| {
                path.collection.as_str() == collection && item.closed.is_none()
            })
            .map(|(path, _)| path)
    }

    /// Whether an item is there and open.
    pub fn is_open(&self, path: &ItemPath) -> bool {
        self.items.get(path).is_some_and(|item| item.closed.is_none())
    }

    /// Open items with all of their claims, and the cluster's own claims, in one pass.
    pub(crate) fn open_claims(&self) -> impl Iterator<Item = &CurrentClaim> {
        self.claims().filter(|current| {
            current.claim.path.item.as_ref().is_none_or(|item| self.is_open(item))
        })
    }

    /// The number the next item gets.
    pub(crate) const fn next_item(&self) -> ItemId {
        ItemId(self.last_item + 1)
    }

    /// What a cluster's own field says, when it says a value.
    pub fn stated(&self, field: &str) -> Option<&Stated> {
        self.cluster_claim(field).map(|current| &current.claim.stated)
    }
}
