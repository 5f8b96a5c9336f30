//! Clusters counted by place: how many, of which levels, and sums of what they state and counts, as
//! the statistics count it.

use std::collections::BTreeMap;

use registry_events::level::Level;

use crate::pages::frame::Frame;
use crate::pages::row::as_i128;
use crate::read::row::RowShown;
use crate::words::terms;
use crate::words::typography::NO_BREAK_SPACE;

/// Some clusters, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// How many there are.
    pub(super) clusters: usize,
    /// How many of each level; one that wasn't assessed is in none.
    pub(super) levels: BTreeMap<Level, usize>,
    /// Their participants.
    pub(super) participants: Sum,
    /// The people whom these employ.
    pub(super) employees: Sum,
    /// Their joint projects.
    pub(super) projects: Sum,
}

/// A sum with how many clusters state what is added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    total: i128,
    /// How many state it.
    pub(super) stated: usize,
}

impl Tally {
    /// Counts rows.
    pub(super) fn of(rows: &[RowShown]) -> Self {
        let mut tally = Self::default();
        for row in rows {
            tally.add(row);
        }
        tally
    }

    /// Counts rows by the keys of each; a cluster of several regions counts in each of them.
    pub(super) fn by<'r, K: Iterator<Item = &'r str>>(
        rows: &'r [RowShown],
        keys: impl Fn(&'r RowShown) -> K,
    ) -> BTreeMap<&'r str, Self> {
        let mut tallies: BTreeMap<&str, Self> = BTreeMap::new();
        for row in rows {
            for key in keys(row) {
                tallies.entry(key).or_default().add(row);
            }
        }
        tallies
    }

    /// Counts rows by region.
    pub(super) fn by_region(rows: &[RowShown]) -> BTreeMap<&str, Self> {
        Self::by(rows, |row| row.regions.iter().map(|region| region.key.as_str()))
    }

    /// Counts rows by key specialisation.
    pub(super) fn by_specialisation(rows: &[RowShown]) -> BTreeMap<&str, Self> {
        Self::by(rows, |row| row.specialisation.iter().map(|one| one.key.as_str()))
    }

    fn add(&mut self, row: &RowShown) {
        self.clusters += 1;
        if let Some(level) = row.level.and_then(Level::from_key) {
            *self.levels.entry(level).or_default() += 1;
        }
        self.participants.add(row.counted.participants.map(as_i128));
        self.employees.add(row.counted.employees_total.map(i128::from));
        self.projects.add(row.counted.projects.map(as_i128));
    }

    /// «высокий 4, средний 6, начальный 10».
    pub(super) fn levels_in_words(&self, frame: &Frame) -> String {
        let said = |(level, count): (&Level, &usize)| {
            format!("{}{NO_BREAK_SPACE}{count}", terms::level(*level).get(frame.language))
        };
        self.levels.iter().rev().map(said).collect::<Vec<_>>().join(", ")
    }
}

impl Sum {
    /// The sum; none where no cluster states it.
    pub(super) fn get(self) -> Option<i128> {
        (self.stated > 0).then_some(self.total)
    }

    fn add(&mut self, stated: Option<i128>) {
        if let Some(number) = stated {
            self.total += number;
            self.stated += 1;
        }
    }
}
