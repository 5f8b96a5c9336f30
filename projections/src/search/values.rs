//! Sets of rows: which rows have which value of a filter. What a row is, its owner knows.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

/// Rows, each by its place in the index.
pub type Rows = FixedBitSet;

/// The rows that have each value of one filter.
#[derive(Debug, Clone)]
pub struct Values<K> {
    rows: usize,
    of: BTreeMap<K, Rows>,
}

impl<K: Ord + Clone> Values<K> {
    /// No value yet, of so many rows.
    #[must_use]
    pub const fn new(rows: usize) -> Self {
        Self { rows, of: BTreeMap::new() }
    }

    /// A row has a value; said twice, it has it once.
    pub fn insert(&mut self, value: &K, row: usize) {
        if let Some(rows) = self.of.get_mut(value) {
            return rows.insert(row);
        }
        let mut rows = Rows::with_capacity(self.rows);
        rows.insert(row);
        self.of.insert(value.clone(), rows);
    }

    /// The rows that have any of these values; none when nothing is asked.
    pub fn any(&self, asked: &[K]) -> Option<Rows> {
        let mut all = (!asked.is_empty()).then(|| Rows::with_capacity(self.rows))?;
        asked.iter().filter_map(|value| self.of.get(value)).for_each(|rows| all.union_with(rows));
        Some(all)
    }

    /// How many of some rows have each value; a value that none has is left out.
    pub fn counts(&self, among: &Rows) -> BTreeMap<K, u32> {
        let counted = self.of.iter().filter_map(|(value, rows)| {
            let count = count(rows, among);
            (count > 0).then(|| (value.clone(), count))
        });
        counted.collect()
    }
}

/// The rows that have each of very many values, of which every one has few: kept by their places, as
/// a set for each would take as much room as all rows.
#[derive(Debug, Clone)]
pub struct Scattered<K> {
    rows: usize,
    of: BTreeMap<K, Vec<u32>>,
}

impl<K: Ord + Clone> Scattered<K> {
    /// No value yet, of so many rows.
    #[must_use]
    pub const fn new(rows: usize) -> Self {
        Self { rows, of: BTreeMap::new() }
    }

    /// A row has a value.
    pub fn insert(&mut self, value: &K, row: usize) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.of.entry(value.clone()).or_default().push(row);
    }

    /// The rows that have any of these values; none when nothing is asked.
    pub fn any(&self, asked: &[K]) -> Option<Rows> {
        let mut all = (!asked.is_empty()).then(|| Rows::with_capacity(self.rows))?;
        let places = asked.iter().filter_map(|value| self.of.get(value)).flatten();
        places.for_each(|row| all.insert(*row as usize));
        Some(all)
    }
}

/// The rows that are in each of some sets; all of them where nothing is asked.
pub fn in_each<'s>(rows: usize, sets: impl IntoIterator<Item = &'s Rows>) -> Rows {
    let mut all = Rows::with_capacity(rows);
    all.insert_range(..);
    sets.into_iter().for_each(|set| all.intersect_with(set));
    all
}

/// How many of some rows are among others.
pub fn count(rows: &Rows, among: &Rows) -> u32 {
    u32::try_from(rows.intersection_count(among)).unwrap_or(u32::MAX)
}
