//! A map by numbers whose copies share their pages: a copy costs a pointer a page, and a change
//! copies the one page it falls on.
//!
//! A cluster's state is copied for every decision on it; with this, the copy of one that has a long
//! past costs little more than that of a young one.

use std::collections::BTreeMap;
use std::sync::Arc;

use registry_events::ids::{ItemId, StreamVersion};

/// How many consecutive numbers share a page.
const PAGE_NUMBERS: u64 = 64;

/// A number that values are found by.
pub trait Number: Copy + Ord {
    /// The number itself.
    fn number(self) -> u64;
}

impl Number for ItemId {
    fn number(self) -> u64 {
        u64::from(self.0)
    }
}

impl Number for StreamVersion {
    fn number(self) -> u64 {
        self.0
    }
}

type Page<K, V> = BTreeMap<K, Arc<V>>;

/// Values by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<K, V> {
    /// None is empty.
    pages: BTreeMap<u64, Arc<Page<K, V>>>,
}

impl<K, V> Default for Paged<K, V> {
    fn default() -> Self {
        Self { pages: BTreeMap::new() }
    }
}

impl<K: Number, V> Paged<K, V> {
    /// The value of a number.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.pages.get(&page_of(*key))?.get(key).map(Arc::as_ref)
    }

    /// Whether a number has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// The numbers and their values, in the order of numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let entries = self.pages.values().flat_map(|page| page.iter());
        entries.map(|(key, value)| (key, value.as_ref()))
    }

    /// The numbers that have values, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their numbers.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Number, V: Clone> Paged<K, V> {
    /// Gives a number its value.
    pub fn insert(&mut self, key: K, value: V) {
        let page = self.pages.entry(page_of(key)).or_default();
        Arc::make_mut(page).insert(key, Arc::new(value));
    }

    /// Takes a number's value away.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.get(key)?;
        let number = page_of(*key);
        let page = Arc::make_mut(self.pages.get_mut(&number)?);
        let removed = page.remove(key);
        if page.is_empty() {
            self.pages.remove(&number);
        }
        removed.map(Arc::unwrap_or_clone)
    }

    /// The value of a number, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let page = self.pages.get_mut(&page_of(*key))?;
        if page.contains_key(key) {
            Arc::make_mut(page).get_mut(key).map(Arc::make_mut)
        } else {
            None
        }
    }
}

fn page_of(key: impl Number) -> u64 {
    key.number() / PAGE_NUMBERS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map_and_a_copy_stays_as_it_was(
            steps in prop::collection::vec((0..300_u32, 0..4_u8, any::<u8>()), 1..200)
        ) {
            let (mut paged, mut map) = (Paged::default(), BTreeMap::new());
            let mut copies = Vec::new();
            for (number, what, value) in steps {
                copies.push((paged.clone(), map.clone()));
                let key = ItemId(number);
                match what {
                    0 => prop_assert_eq!(paged.remove(&key), map.remove(&key)),
                    1 => {
                        let (one, other) = (paged.get_mut(&key), map.get_mut(&key));
                        prop_assert_eq!(&one, &other);
                        one.into_iter().chain(other).for_each(|held| *held = value);
                    }
                    _ => {
                        paged.insert(key, value);
                        map.insert(key, value);
                    }
                }
                prop_assert_eq!(paged.get(&key), map.get(&key));
            }
            copies.push((paged, map));
            for (paged, map) in copies {
                prop_assert!(paged.iter().eq(map.iter()), "{paged:?} {map:?}");
                prop_assert!(paged.pages.values().all(|page| !page.is_empty()), "{paged:?}");
            }
        }
    }
}
