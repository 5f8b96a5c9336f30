//! Keys that were erased for good: what was sealed under them reads as erased, with the day and law.

use std::sync::Arc;

use imbl::OrdMap;
use registry_events::event::{RegistryEvent, SubjectForgotten};
use registry_events::ids::Position;
use registry_events::seal::KeyId;
use serde::Serialize;

use crate::place::Place;

/// Every key that was erased.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    keys: OrdMap<KeyId, Arc<Erasure>>,
    last: Option<Position>,
}

/// How keys were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// When and by whom.
    pub place: Place,
    /// The law.
    pub law: String,
    /// Why.
    pub reason: String,
}

impl Forgotten {
    /// How a key was erased; none for one that wasn't.
    pub fn get(&self, key: &KeyId) -> Option<&Erasure> {
        self.keys.get(key).map(AsRef::as_ref)
    }

    /// Since when no more keys were erased.
    pub(crate) const fn last(&self) -> Option<Position> {
        self.last
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.keys.iter()
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &RegistryEvent) {
        let RegistryEvent::SubjectForgotten(event) = event else { return };
        let SubjectForgotten { keys, law, reason } = event.clone();
        let erasure = Arc::new(Erasure { place: place.clone(), law, reason });
        for key in keys {
            self.keys.entry(key).or_insert_with(|| Arc::clone(&erasure));
        }
        self.last = Some(place.position);
    }
}
