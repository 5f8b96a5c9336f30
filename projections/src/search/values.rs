//! Sets of rows: which rows have which value of a filter.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

/// Rows, each by its place in the index.
pub(super) type Rows = FixedBitSet;

/// The rows that have each value of one filter.
#[derive(Debug, Clone)]
pub(super) struct Values<K> {
    rows: usize,
    of: BTreeMap<K, Rows>,
}

impl<K: Ord + Clone> Values<K> {
    /// No value yet, of so many rows.
    pub(super) const fn new(rows: usize) -> Self {
        Self { rows, of: BTreeMap::new() }
    }

    /// A row has a value; said twice, it has it once.
    pub(super) fn insert(&mut self, value: &K, row: usize) {
        if let Some(rows) = self.of.get_mut(value) {
            return rows.insert(row);
        }
        let mut rows = Rows::with_capacity(self.rows);
        rows.insert(row);
        self.of.insert(value.clone(), rows);
    }

    /// The rows that have any of these values; none when nothing is asked.
    pub(super) fn any(&self, asked: &[K]) -> Option<Rows> {
        let mut all = (!asked.is_empty()).then(|| Rows::with_capacity(self.rows))?;
        asked.iter().filter_map(|value| self.of.get(value)).for_each(|rows| all.union_with(rows));
        Some(all)
    }

    /// How many of some rows have each value; a value that none has is left out.
    pub(super) fn counts(&self, among: &Rows) -> BTreeMap<K, u32> {
        let counted = self.of.iter().filter_map(|(value, rows)| {
            let count = count(rows, among);
            (count > 0).then(|| (value.clone(), count))
        });
        counted.collect()
    }
}

/// How many of some rows are among others.
pub(super) fn count(rows: &Rows, among: &Rows) -> u32 {
    u32::try_from(rows.intersection_count(among)).unwrap_or(u32::MAX)
}
