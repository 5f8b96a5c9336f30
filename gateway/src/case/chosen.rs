//! What was chosen at the desk: entries by their places, and of an entry all of its lines or some.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::ids::{ClusterId, Position};
use registry_projections::card::Card;
use registry_projections::history::HistoryFilter;
use registry_projections::journal::{Journal, JournalFilter};
use registry_projections::samples::Sample;

use super::format::{CHOSEN_MAX, Kind, Selection};
use super::made::CaseError;
use crate::read::history;
use crate::read::journal;
use crate::read::lens::Lens;
use crate::read::samples::{Found, SampleRow, rows};

/// What was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// What was asked for.
    pub selection: Selection,
    /// The entries.
    pub entries: BTreeMap<Position, Lines>,
    /// What a sample found, where it is one.
    pub sample: Option<Vec<SampleRow>>,
}

/// Which lines of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// Every line.
    All,
    /// Those with these numbers.
    Some(BTreeSet<u32>),
}

/// By what a list was narrowed, as the manifest names it.
pub type Filters = BTreeMap<String, Vec<String>>;

impl Lines {
    /// Whether a line is among them.
    pub(super) fn have(&self, index: u32) -> bool {
        match self {
            Self::All => true,
            Self::Some(some) => some.contains(&index),
        }
    }
}

impl Chosen {
    /// Entries of the journal, or the acts of one account.
    ///
    /// # Errors
    /// [`CaseError::TooManyEntries`].
    pub fn of_journal(
        journal: &Journal,
        filter: &JournalFilter,
        lens: &Lens<'_>,
        selection: Selection,
    ) -> Result<Self, CaseError> {
        let page = journal::found(journal, filter, lens, (0, CHOSEN_MAX));
        check(page.total)?;
        let entries = page.positions.into_iter().map(|position| (position, Lines::All));
        Ok(Self { selection, entries: entries.collect(), sample: None })
    }

    /// Lines of a cluster's history.
    ///
    /// # Errors
    /// [`CaseError::TooManyEntries`].
    pub fn of_history(
        card: &Card,
        filter: &HistoryFilter,
        lens: &Lens<'_>,
        filters: Filters,
    ) -> Result<Self, CaseError> {
        let mut entries: BTreeMap<Position, BTreeSet<u32>> = BTreeMap::new();
        for line in history::every(card, filter, lens) {
            entries.entry(line.place.position).or_default().insert(line.index_in_event);
        }
        check(entries.len())?;
        let entries = entries.into_iter().map(|(position, some)| (position, Lines::Some(some)));
        let selection = Selection { kind: Kind::Cluster, subject: Some(id(card.cluster)), filters };
        Ok(Self { selection, entries: entries.collect(), sample: None })
    }

    /// What a sample found; of a burst every confirmation.
    ///
    /// # Errors
    /// [`CaseError::TooManyEntries`].
    pub fn of_sample(sample: Sample, found: &Found, lens: &Lens<'_>) -> Result<Self, CaseError> {
        let rows = rows(sample, found, lens, (0, found.count(sample)));
        let mut positions: BTreeSet<_> = rows.iter().map(|row| Position(row.position)).collect();
        if sample == Sample::Bursts {
            let given = found.bursts.iter().flat_map(|burst| &burst.given);
            positions.extend(given.map(|given| given.position));
        }
        check(positions.len().max(rows.len()))?;
        let subject = Some(sample.key().to_owned());
        Ok(Self {
            selection: Selection { kind: Kind::Sample, subject, filters: Filters::new() },
            entries: positions.into_iter().map(|position| (position, Lines::All)).collect(),
            sample: Some(rows),
        })
    }
}

fn check(found: usize) -> Result<(), CaseError> {
    if found > CHOSEN_MAX { Err(CaseError::TooManyEntries { found }) } else { Ok(()) }
}

fn id(cluster: ClusterId) -> String {
    cluster.to_string()
}
