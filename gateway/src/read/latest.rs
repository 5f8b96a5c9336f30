//! The few places asked for last, each of which is filled once by whoever comes first.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Places by what they are for; the one asked for longest ago goes first.
#[derive(Debug)]
pub struct Latest<K, P> {
    places: Mutex<VecDeque<(K, P)>>,
    most: usize,
}

impl<K: PartialEq, P: Clone + Default> Latest<K, P> {
    /// Room for so many.
    pub fn new(most: usize) -> Self {
        Self { places: Mutex::default(), most }
    }

    /// The place of a key; an empty one where it has none yet.
    pub fn place(&self, key: K) -> P {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let found = places.iter().position(|(known, _)| *known == key);
        let found = found.and_then(|index| places.remove(index));
        let (key, place) = found.unwrap_or_else(|| (key, P::default()));
        places.push_front((key, place.clone()));
        places.truncate(self.most);
        place
    }
}
