//! Any input as a table of text cells with the row numbers a spreadsheet shows.
//!
//! CSV and XLSX end up alike here: what a cell means is not known yet, only where it stands.

mod text;
mod workbook;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use registry_core::name::normalise;

/// The largest file.
pub const FILE_BYTES_MAX: u64 = 50 * 1024 * 1024;
/// The most rows of a table.
pub const ROWS_MAX: usize = 200_000;
/// The most columns of a table.
pub const COLUMNS_MAX: usize = 500;
/// The longest cell, as in a spreadsheet.
pub const CELL_CHARACTERS_MAX: usize = 32_767;

/// Which of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// One row for each cluster.
    Clusters,
    /// One row for each membership.
    Participants,
    /// One row for each item of another list of one cluster.
    Items,
}

impl Sheet {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Clusters, Self::Participants, Self::Items];

    /// What it is called, also as a sheet of a workbook.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Clusters => "Кластеры",
            Self::Participants => "Участники",
            Self::Items => "Список",
        }
    }

    /// Whether a workbook's sheet of this name is meant.
    fn is_named(self, name: &str) -> bool {
        let key = match self {
            Self::Clusters => "clusters",
            Self::Participants => "participants",
            Self::Items => "items",
        };
        let name = normalise(name);
        name == key || name == normalise(self.title())
    }
}

/// A table of text.
#[derive(Debug)]
pub struct Table {
    /// Which of the tables.
    pub sheet: Sheet,
    /// The headings.
    pub header: Row,
    /// Rows that aren't blank, in the order of their numbers.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default, Clone)]
pub struct Row {
    /// Its number, from 1, as a spreadsheet shows it.
    pub number: u32,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
}

impl Row {
    /// The text of a cell; a short row is filled up with empty ones.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

impl Table {
    /// A row by its number; the heading too.
    pub fn row(&self, number: u32) -> Option<&Row> {
        if self.header.number == number {
            return Some(&self.header);
        }
        let found = self.rows.binary_search_by_key(&number, |row| row.number);
        found.ok().and_then(|index| self.rows.get(index))
    }
}

/// What is to be imported.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Clusters.
    pub clusters: Option<Table>,
    /// Their participants.
    pub participants: Option<Table>,
    /// Items of another list of one cluster.
    pub items: Option<Table>,
}

impl Inputs {
    /// Reads the files that were named; a workbook with both sheets serves as both.
    ///
    /// # Errors
    /// When a file can't be read as a table.
    pub fn read(clusters: Option<&Path>, participants: Option<&Path>) -> Result<Self> {
        let mut inputs = Self::default();
        for (sheet, path) in [(Sheet::Clusters, clusters), (Sheet::Participants, participants)] {
            let Some(path) = path else { continue };
            let opened = open(path).with_context(|| path.display().to_string())?;
            inputs.take(sheet, opened).with_context(|| path.display().to_string())?;
        }
        Ok(inputs)
    }

    /// The table of one kind.
    pub const fn table(&self, sheet: Sheet) -> Option<&Table> {
        match sheet {
            Sheet::Clusters => self.clusters.as_ref(),
            Sheet::Participants => self.participants.as_ref(),
            Sheet::Items => self.items.as_ref(),
        }
    }

    /// Reads one table from the bytes of a file, or from lines that were pasted; of a workbook of other
    /// sheets the table that it has.
    ///
    /// # Errors
    /// When they can't be read as a table.
    pub fn of(sheet: Sheet, bytes: Vec<u8>) -> Result<Self> {
        let (mut inputs, mut file) = (Self::default(), opened(bytes)?);
        let mut all = [sheet, Sheet::Participants, Sheet::Items].into_iter();
        let found = all.find(|one| file.has(*one)).unwrap_or(sheet);
        *inputs.place(found) = Some(file.table(found)?);
        Ok(inputs)
    }

    fn take(&mut self, wanted: Sheet, mut file: Opened) -> Result<()> {
        *self.place(wanted) = Some(file.table(wanted)?);
        let other = match wanted {
            Sheet::Clusters => Sheet::Participants,
            Sheet::Participants => Sheet::Clusters,
            Sheet::Items => return Ok(()),
        };
        if self.table(other).is_none() && file.has(other) {
            *self.place(other) = Some(file.table(other)?);
        }
        Ok(())
    }

    pub(super) const fn place(&mut self, sheet: Sheet) -> &mut Option<Table> {
        match sheet {
            Sheet::Clusters => &mut self.clusters,
            Sheet::Participants => &mut self.participants,
            Sheet::Items => &mut self.items,
        }
    }
}

/// A file whose kind is known.
enum Opened {
    Text(Vec<u8>),
    Workbook(Box<workbook::Workbook>),
}

impl Opened {
    fn has(&self, sheet: Sheet) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Workbook(book) => book.has(sheet),
        }
    }

    fn table(&mut self, sheet: Sheet) -> Result<Table> {
        let mut builder = Builder::default();
        match self {
            Self::Text(bytes) => text::read(bytes, &mut builder)?,
            Self::Workbook(book) => book.read(sheet, &mut builder)?,
        }
        builder.finish(sheet)
    }
}

/// Tells the kind by the first bytes: names of files lie.
fn open(path: &Path) -> Result<Opened> {
    let mut bytes = Vec::new();
    let file = File::open(path).context("can't be opened")?;
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).context("can't be read")?;
    ensure!(bytes.len() as u64 <= FILE_BYTES_MAX, "larger than 50 MiB; split it");
    opened(bytes)
}

fn opened(bytes: Vec<u8>) -> Result<Opened> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        bail!("a workbook of the old format XLS; save it as XLSX or CSV");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::Workbook::open(bytes).map(|book| Opened::Workbook(Box::new(book)));
    }
    Ok(Opened::Text(bytes))
}

/// Puts a table together, cell by cell, within its bounds.
#[derive(Default)]
struct Builder {
    rows: Vec<Row>,
    current: Row,
}

impl Builder {
    /// Adds a cell; rows come in the order of their numbers.
    fn cell(&mut self, row: u32, column: usize, text: &str) -> Result<()> {
        if row != self.current.number {
            self.begin(row)?;
        }
        ensure!(column < COLUMNS_MAX, "row {row}: more than {COLUMNS_MAX} columns");
        ensure!(
            text.len() <= CELL_CHARACTERS_MAX || text.chars().count() <= CELL_CHARACTERS_MAX,
            "row {row}, column {}: more than {CELL_CHARACTERS_MAX} characters in a cell",
            column_letter(column)
        );
        let cells = &mut self.current.cells;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = clean(text);
        Ok(())
    }

    fn begin(&mut self, row: u32) -> Result<()> {
        ensure!(row > self.current.number, "the rows are out of order at {row}");
        let before = std::mem::replace(&mut self.current, Row { number: row, cells: Vec::new() });
        if !before.is_blank() {
            ensure!(self.rows.len() <= ROWS_MAX, "more than {ROWS_MAX} rows; split the file");
            self.rows.push(before);
        }
        Ok(())
    }

    fn finish(mut self, sheet: Sheet) -> Result<Table> {
        self.begin(u32::MAX)?;
        ensure!(!self.rows.is_empty(), "no row is filled in");
        let header = self.rows.remove(0);
        Ok(Table { sheet, header, rows: self.rows })
    }
}

/// Trims, evens out line breaks, and takes back the apostrophe that keeps an exported text from
/// being taken for a formula.
fn clean(text: &str) -> String {
    let text = text.trim();
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into() }
}

/// A column as a spreadsheet names it: A, B, …, Z, AA.
pub fn column_letter(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        let named: Vec<_> = [0, 25, 26, 499].map(column_letter).into();
        assert_eq!(named, ["A", "Z", "AA", "SF"]);
    }

    #[test]
    fn the_apostrophe_of_an_export_is_taken_back_and_no_other() {
        assert_eq!(clean("'=1+1"), "=1+1");
        assert_eq!(clean("'тверской'"), "'тверской'");
        assert_eq!(clean("=1+1"), "=1+1");
    }

    #[test]
    fn a_cell_over_the_bound_is_refused_with_its_place() {
        let long = "я".repeat(CELL_CHARACTERS_MAX + 1);
        let refused = Builder::default().cell(7, 2, &long).expect_err("too long");
        assert_eq!(refused.to_string(), "row 7, column C: more than 32767 characters in a cell");
    }
}
