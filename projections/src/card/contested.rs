//! Which claims of a card are disputed: those that say what a dispute found not to stand, of the same
//! field or of the same thing under another number.

use registry_events::claim::Claim;
use registry_events::event::{DisputeAdmitted, DisputeEvent, DisputeOutcome};
use registry_events::ids::StreamVersion;
use registry_events::letters::is_read_as;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Value};
use std::sync::Arc;

use super::apply::Effect;
use super::{Card, CurrentClaim, Dispute};
use crate::place::Place;

impl Card {
    /// Takes a step of a dispute; what isn't admitted isn't on the card.
    pub(super) fn apply_dispute(&mut self, place: &Place, event: &DisputeEvent) -> Effect {
        let number = event.dispute(place.version);
        if let DisputeEvent::DisputeAdmitted(admitted) = event {
            let (about, known) = (&admitted.claim, self.known(number, admitted));
            let said = self.claim(&about.path).and_then(|claim| claim.said_at(about.version));
            let dispute = Dispute::admitted(place, admitted, said.cloned(), known);
            self.disputes.insert(number, Arc::new(dispute));
        }
        if let DisputeEvent::DisputeLifted(lifted) = event {
            self.drop_confirmed_before(lifted.claim.version, number);
        }
        let Some(dispute) = self.disputes.get_mut(&number).map(Arc::make_mut) else {
            return Effect::Plain;
        };
        dispute.apply(place, event);
        let about = dispute.claim.clone();
        // What it was found not to be keeps no words for what is said in its place.
        if let Some(current) = self.claim_mut(&about.path).filter(|_| is_upheld(event)) {
            current.support.drop_kept();
        }
        let items = self.mark_alike(&about.path);
        Effect::Disputed { about, items }
    }

    /// By what the item of a contested claim was known when the dispute was filed.
    fn known(&self, filed: StreamVersion, admitted: &DisputeAdmitted) -> Option<(Code, Value)> {
        let field = admitted.known_by.clone()?;
        let path = FieldPath { field: field.clone(), ..admitted.claim.path.clone() };
        Some((field, self.claim(&path)?.said_at(filed)?.value()?.clone()))
    }

    /// Drops the words given before a version of all that says what a dispute found not to stand:
    /// they spoke of that.
    fn drop_confirmed_before(&mut self, version: StreamVersion, number: StreamVersion) {
        let Some(dispute) = self.disputes.get(&number).map(Arc::clone) else { return };
        let about = &dispute.claim.path;
        let of_item = about.item.iter().flat_map(|item| self.items(item.collection.as_str()));
        let items = of_item.map(|item| Some(item.path.clone()));
        let own = about.item.is_none().then_some(None);
        for item in items.chain(own).collect::<Vec<_>>() {
            let path = FieldPath { item, field: about.field.clone() };
            let says_it = self.claim(&path).is_some_and(|it| dispute.contests_claim(it, self));
            if let Some(current) = self.claim_mut(&path).filter(|_| says_it) {
                current.support.drop_given_before(version);
            }
        }
    }

    /// Marks the claims on a field, of every item of its list; answers with the items it marked anew.
    fn mark_alike(&mut self, path: &FieldPath) -> Vec<ItemPath> {
        let Some(item) = &path.item else {
            self.mark(path);
            return Vec::new();
        };
        let items = self.items(item.collection.as_str()).map(|item| item.path.clone());
        let mut marked = items.collect::<Vec<_>>();
        marked.retain(|item| {
            self.mark(&FieldPath { item: Some(item.clone()), field: path.field.clone() })
        });
        marked
    }

    /// Marks what was just stated, and what else is said of the same items: they may be known by it.
    pub(super) fn mark_stated(&mut self, claims: &[Arc<Claim>]) {
        if self.disputes.is_empty() {
            return;
        }
        for claim in claims {
            let item = claim.path.item.as_ref().and_then(|item| self.item(item));
            let of_item = item.into_iter().flat_map(|item| item.claims.iter());
            let paths = of_item.map(|current| current.claim.path.clone());
            for path in paths.chain([claim.path.clone()]).collect::<Vec<_>>() {
                self.mark(&path);
            }
        }
    }

    /// Marks a claim as disputed or not; answers whether that is new.
    fn mark(&mut self, path: &FieldPath) -> bool {
        let Some(current) = self.claim(path) else { return false };
        let since = self.disputes.values().filter(|it| it.contests_claim(current, self));
        let since = since.filter_map(|dispute| dispute.contests());
        let disputed = since.min_by_key(|place| place.version).cloned();
        if current.disputed == disputed {
            return false;
        }
        if let Some(current) = self.claim_mut(path) {
            current.disputed = disputed;
        }
        true
    }

    /// Whether an item is the one known by a value.
    fn is(&self, item: &ItemPath, known: Option<&(Code, Value)>) -> bool {
        let Some((field, value)) = known else { return false };
        let current = self.item(item).and_then(|item| item.claims.get(field.as_str()));
        let said = current.and_then(|current| current.claim.stated.value());
        said.is_some_and(|said| is_read_as(said, value))
    }
}

fn is_upheld(event: &DisputeEvent) -> bool {
    matches!(event, DisputeEvent::DisputeResolved(resolved)
        if resolved.outcome == DisputeOutcome::Upheld)
}

impl Dispute {
    /// Whether a claim says what is contested, of the same field or of the same thing.
    fn contests_claim(&self, current: &CurrentClaim, card: &Card) -> bool {
        let (about, path) = (&self.claim.path, &current.claim.path);
        let collection = |path: &FieldPath| path.item.as_ref().map(|item| item.collection.clone());
        let is_alike = path.field == about.field && collection(path) == collection(about);
        let item = path.item.as_ref();
        let same = || item.is_some_and(|item| card.is(item, self.known.as_ref()));
        let repeats = |said| current.claim.stated.may_repeat(said);
        self.stated.as_ref().is_some_and(repeats) && (path == about || (is_alike && same()))
    }
}
