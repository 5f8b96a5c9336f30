//! The tables of a case as rows of named cells.

use std::collections::HashMap;

use registry_events::ids::Position;

use super::Case;
use crate::failure::Failure;

/// A row, with the number of its line for whoever looks for it.
pub(super) struct Row<'t> {
    pub(super) line: u64,
    cells: HashMap<&'t str, String>,
}

impl Row<'_> {
    /// A cell; the columns were checked.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// A cell with a position.
    pub(super) fn position(&self, column: &str) -> Option<Position> {
        let number = self.cell(column).parse().ok().map(Position)?;
        (number.to_string() == self.cell(column)).then_some(number)
    }

    /// The words of a cell.
    pub(super) fn words(&self, column: &str) -> impl Iterator<Item = &str> {
        self.cell(column).split(' ').filter(|word| !word.is_empty())
    }

    /// Whether none of some cells says anything.
    pub(super) fn are_empty(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.cell(column).is_empty())
    }
}

/// The rows of a table with these columns and no other ones.
pub(super) fn read<'t>(
    case: &Case<'_>,
    file: &str,
    columns: &'t [&'t str],
) -> Result<Vec<Row<'t>>, Failure> {
    let text = case.text(file)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let told = |error: csv::Error| case.wrong(file, format!("it is no table: {error}"));
    if reader.headers().map_err(told)?.iter().ne(columns.iter().copied()) {
        return Err(case.wrong(file, "its columns aren't those of a case"));
    }
    let rows = reader.records().map(|record| {
        let record = record.map_err(told)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = columns.iter().copied().zip(record.iter().map(str::to_owned)).collect();
        Ok(Row { line, cells })
    });
    rows.collect()
}
