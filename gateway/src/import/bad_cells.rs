//! Cells that can't be accepted, each with its place and the reason as a sentence.

use std::collections::BTreeMap;

use registry_events::value::Language;

use super::reasons::Reason;
use super::sheet::Sheet;

/// After so many the rest of the tables isn't checked: a wrong column spoils every row.
pub(super) const BAD_CELLS_MAX: usize = 10_000;

/// A place in one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which table.
    pub sheet: Sheet,
    /// The row's number.
    pub row: u32,
    /// The column, when it is one cell.
    pub column: Option<usize>,
}

impl Place {
    /// A cell.
    pub(super) const fn new(sheet: Sheet, row: u32, column: usize) -> Self {
        Self { sheet, row, column: Some(column) }
    }

    /// A whole row.
    pub(super) const fn row(sheet: Sheet, row: u32) -> Self {
        Self { sheet, row, column: None }
    }

    /// Another cell of the same row; the row itself when there is no such column.
    #[must_use]
    pub(super) const fn at(self, column: Option<usize>) -> Self {
        Self { column, ..self }
    }
}

/// Bad cells in the order of tables, rows and columns.
#[derive(Debug, Default)]
pub struct BadCells {
    found: BTreeMap<Place, Vec<Reason>>,
    count: usize,
}

impl BadCells {
    /// Adds one; the same reason at the same place is told once.
    pub(super) fn add(&mut self, place: Place, reason: impl Into<Reason>) {
        if self.is_full() {
            return;
        }
        let reason = reason.into();
        let reasons = self.found.entry(place).or_default();
        if !reasons.contains(&reason) {
            reasons.push(reason);
            self.count += 1;
        }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether there are too many to go on.
    pub(super) const fn is_full(&self) -> bool {
        self.count >= BAD_CELLS_MAX
    }

    /// Whether anything in a row is bad.
    pub(super) fn has_row(&self, row: Place) -> bool {
        let first = row.at(None);
        let found = self.found.range(first..).next();
        found.is_some_and(|(place, _)| place.at(None) == first)
    }

    /// Every one, told in a language.
    pub fn told(&self, language: Language) -> impl Iterator<Item = (Place, &str)> {
        self.found.iter().flat_map(move |(place, reasons)| {
            reasons.iter().map(move |reason| (*place, reason.in_language(language)))
        })
    }

    /// Every one, as the report of an import tells it: in Russian.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &str)> {
        self.told(Language::Ru)
    }
}
