//! A map by numbers whose copies share their pages: a copy costs a pointer, and a change copies the
//! list of pages and the one page it falls on.
//!
//! A cluster's state is copied for every decision on it; with this, the copy of one that has a long
//! past costs little more than that of a young one. What was worked out of a page is remembered with
//! it, for all copies that share it, until it changes.

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

/// Values by their numbers; of each page an `M` is remembered.
#[derive(Debug)]
pub struct Paged<K, V, M = ()> {
    pages: Arc<Pages<K, V, M>>,
}

/// Pages by their numbers, none of them empty.
type Pages<K, V, M> = BTreeMap<u64, Arc<Page<K, V, M>>>;

/// The values of some consecutive numbers.
#[derive(Debug)]
pub struct Page<K, V, M> {
    values: BTreeMap<K, Arc<V>>,
    remembered: M,
}

impl<K, V, M> Default for Paged<K, V, M> {
    fn default() -> Self {
        Self { pages: Arc::default() }
    }
}

impl<K, V, M> Clone for Paged<K, V, M> {
    fn clone(&self) -> Self {
        Self { pages: self.pages.clone() }
    }
}

impl<K: PartialEq, V: PartialEq, M> PartialEq for Paged<K, V, M> {
    fn eq(&self, other: &Self) -> bool {
        self.pages == other.pages
    }
}

impl<K: Eq, V: Eq, M> Eq for Paged<K, V, M> {}

/// A copy is made to be changed, so what is remembered of the original isn't true of it.
impl<K: Clone, V, M: Default> Clone for Page<K, V, M> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), remembered: M::default() }
    }
}

impl<K: PartialEq, V: PartialEq, M> PartialEq for Page<K, V, M> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<K: Eq, V: Eq, M> Eq for Page<K, V, M> {}

impl<K, V, M> Page<K, V, M> {
    /// The values, in the order of their numbers.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.values.values().map(Arc::as_ref)
    }

    /// What is remembered of exactly these values.
    pub const fn remembered(&self) -> &M {
        &self.remembered
    }
}

impl<K: Number, V, M> Paged<K, V, M> {
    /// The value of a number.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.pages.get(&page_of(*key))?.values.get(key).map(Arc::as_ref)
    }

    /// Whether a number has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// The numbers and their values, in the order of numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let entries = self.pages().flat_map(|page| page.values.iter());
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

    /// The pages, in the order of their numbers.
    pub fn pages(&self) -> impl Iterator<Item = &Page<K, V, M>> {
        self.pages.values().map(Arc::as_ref)
    }
}

impl<K: Number, V: Clone, M: Default> Paged<K, V, M> {
    /// Gives a number its value.
    pub fn insert(&mut self, key: K, value: V) {
        let pages = Arc::make_mut(&mut self.pages);
        let page = pages.entry(page_of(key)).or_insert_with(|| Arc::new(Page::empty()));
        Page::changed(page).insert(key, Arc::new(value));
    }

    /// Takes a number's value away.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.get(key)?;
        let number = page_of(*key);
        let pages = Arc::make_mut(&mut self.pages);
        let values = Page::changed(pages.get_mut(&number)?);
        let removed = values.remove(key);
        if values.is_empty() {
            pages.remove(&number);
        }
        removed.map(Arc::unwrap_or_clone)
    }

    /// The value of a number, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.get(key)?;
        let page = Arc::make_mut(&mut self.pages).get_mut(&page_of(*key))?;
        Page::changed(page).get_mut(key).map(Arc::make_mut)
    }
}

impl<K: Number, V, M: Default> Page<K, V, M> {
    fn empty() -> Self {
        Self { values: BTreeMap::new(), remembered: M::default() }
    }

    /// The values, to be changed: nothing that is remembered of them stays true.
    fn changed(page: &mut Arc<Self>) -> &mut BTreeMap<K, Arc<V>> {
        let page = Arc::make_mut(page);
        page.remembered = M::default();
        &mut page.values
    }
}

fn page_of(key: impl Number) -> u64 {
    key.number() / PAGE_NUMBERS
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;

    fn remembered_sum(paged: &Paged<ItemId, u8, OnceLock<u64>>) -> u64 {
        let sum = |page: &Page<_, u8, OnceLock<u64>>| page.values().copied().map(u64::from).sum();
        paged.pages().map(|page| *page.remembered().get_or_init(|| sum(page))).sum()
    }

    proptest! {
        #[test]
        fn it_is_a_map_whose_copies_stay_as_they_were_and_what_is_remembered_is_true(
            steps in prop::collection::vec((0..300_u32, 0..4_u8, any::<u8>()), 1..200)
        ) {
            let (mut paged, mut map) = (Paged::<_, _, OnceLock<u64>>::default(), BTreeMap::new());
            let mut copies = Vec::new();
            for (number, what, value) in steps {
                if value % 2 == 0 {
                    copies.push((paged.clone(), map.clone()));
                }
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
                prop_assert_eq!(remembered_sum(&paged), map.values().copied().map(u64::from).sum::<u64>());
            }
            copies.push((paged, map));
            for (paged, map) in copies {
                prop_assert!(paged.iter().eq(map.iter()), "{paged:?} {map:?}");
                prop_assert!(paged.pages().all(|page| !page.values.is_empty()), "{paged:?}");
            }
        }
    }
}
