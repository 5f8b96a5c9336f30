//! The statistics document, and the same figures as tables with headings for pages and downloads.

mod tables;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use registry_events::value::{Decimal, Language};
use registry_projections::statistics::Statistics;
use serde::Serialize;
use utoipa::ToSchema;

pub use tables::{age, tables};

use super::lens::Lens;
use super::table::{Cell, Table};
use crate::words::Said;

/// Every figure, folded from events and from nothing else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatisticsShown {
    /// The instant the figures are of.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// The last position counted; null before the first event.
    pub position: Option<u64>,
    /// Whether everything in this registry is invented.
    pub demonstration: bool,
    /// The blocks, each with its base.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub figures: Statistics,
}

/// Some figures under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureTable {
    /// Its key, which anchors it on the page.
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// «по данным N из M», where the block tells its base.
    pub base: Option<Base>,
    /// Headings of the columns behind the first one.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<FigureRow>,
}

/// Of how many the figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// Those that state it.
    pub stated: u32,
    /// All.
    pub of: u32,
}

/// Figures of one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// What they are of.
    pub label: String,
    /// A cluster the row is of, to lead there.
    pub cluster: Option<String>,
    /// A region the row is of.
    pub region: Option<String>,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// A figure by its path in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its path, e.g. `clusters.by_level.high`.
    pub path: String,
    /// Its value; none where nobody states it.
    pub value: Option<Decimal>,
}

/// Counts at the lens's position; `instant` is what the answer is of.
pub fn count(lens: &Lens<'_>, instant: Timestamp, zone: &TimeZone) -> Statistics {
    Statistics::at(lens.views, lens.at, zone.to_datetime(instant).date())
}

/// Every figure in one table: a line each, under its heading and label.
pub fn table(tables: &[FigureTable], language: Language) -> Table {
    let columns = [
        ("figure", Said::new("Показатель", "Figure")),
        ("block", Said::new("Раздел", "Block")),
        ("label", Said::new("Строка", "Row")),
        ("column", Said::new("Столбец", "Column")),
        ("value", Said::new("Значение", "Value")),
        ("stated", Said::new("По данным", "Stated by")),
        ("base", Said::new("Из", "Of")),
    ];
    let rows = tables.iter().flat_map(lines).collect();
    let title = Said::new("Статистика", "Statistics").get(language);
    Table::new(title, columns.map(|(key, heading)| (key, heading.get(language))), rows)
}

fn lines(table: &FigureTable) -> impl Iterator<Item = Vec<Cell>> {
    table.rows.iter().flat_map(move |row| {
        let figures = row.figures.iter().zip(&table.columns);
        figures.filter(|(figure, _)| !figure.path.is_empty()).map(move |(figure, column)| {
            vec![
                Cell::text(&figure.path),
                Cell::text(&table.title),
                Cell::text(&row.label),
                Cell::text(column),
                figure.cell(),
                Cell::optional_integer(table.base.map(|base| i64::from(base.stated))),
                Cell::optional_integer(table.base.map(|base| i64::from(base.of))),
            ]
        })
    })
}

/// A sheet per table.
pub fn sheets(tables: &[FigureTable], language: Language) -> Vec<Table> {
    let mut sheets = vec![table(tables, language)];
    sheets.extend(tables.iter().map(|table| sheet(table, language)));
    sheets
}

fn sheet(table: &FigureTable, language: Language) -> Table {
    let first = Said::new("Строка", "Row").get(language);
    let headings = std::iter::once(first).chain(table.columns.iter().map(String::as_str));
    let rows = table.rows.iter().map(|row| {
        std::iter::once(Cell::text(&row.label))
            .chain(row.figures.iter().map(Figure::cell))
            .collect()
    });
    Table::new(&table.title, headings.map(|heading| ("", heading)), rows.collect())
}

impl Figure {
    /// A cell that has no figure.
    pub const fn none() -> Self {
        Self { path: String::new(), value: None }
    }

    fn cell(&self) -> Cell {
        let Some(value) = self.value else { return Cell::Empty };
        match i64::try_from(value) {
            Ok(whole) if Decimal::from(whole) == value => Cell::Integer(whole),
            Ok(_) | Err(_) => value.to_string().parse().map_or(Cell::Empty, Cell::Number),
        }
    }
}
