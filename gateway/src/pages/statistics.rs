//! The statistics as plain tables, each with its base.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::value::Language;

use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use crate::api::read::statistics::shown;
use crate::http::{App, Problem, Reading};
use crate::read::statistics::{FigureRow, FigureTable, tables};
use crate::words::typography::{self, set};

/// The page.
#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    frame: Frame,
    tables: Vec<TableView>,
    files: [(&'static str, String); 4],
}

impl Page for StatisticsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// Some figures under one heading.
struct TableView {
    key: &'static str,
    title: String,
    base: Option<String>,
    columns: Vec<String>,
    rows: Vec<RowView>,
}

/// Figures of one label.
struct RowView {
    label: String,
    address: Option<String>,
    figures: Vec<String>,
}

/// `/statistics`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let document = shown(&app, &reading);
    let tables = tables(&document.figures, &reading.lens(), reading.language);
    let frame = Frame::new(&app, &reading, &uri, "/statistics");
    let page = StatisticsPage {
        tables: tables.iter().map(|table| TableView::of(table, &frame)).collect(),
        files: FILES.map(|(name, path)| (name, file(path, &frame))),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// The figures in other forms.
const FILES: [(&str, &str); 4] = [
    ("JSON", "/api/v1/statistics"),
    ("CSV", "/api/v1/statistics.csv"),
    ("XLSX", "/api/v1/statistics.xlsx"),
    ("JSON Lines", "/api/v1/statistics.jsonl"),
];

/// A file with headings in the page's language.
fn file(path: &str, frame: &Frame) -> String {
    let in_english = frame.language == Language::En;
    frame.link_as_of(&if in_english { format!("{path}?lang=en") } else { path.to_owned() })
}

impl TableView {
    fn of(table: &FigureTable, frame: &Frame) -> Self {
        let base = table.base.map(|base| {
            let (stated, of) = (typography::integer(base.stated), typography::integer(base.of));
            frame.words.say_with("statistics-base", &[("stated", &stated), ("of", &of)])
        });
        Self {
            key: table.key,
            title: set(&table.title),
            base,
            columns: table.columns.iter().map(|column| set(column)).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| RowView::of(row, table.columns.len(), frame))
                .collect(),
        }
    }
}

impl RowView {
    /// A row with a cell for each column: one that has no such figure stays empty.
    fn of(row: &FigureRow, columns: usize, frame: &Frame) -> Self {
        let cluster = row.cluster.as_ref();
        let figures = row.figures.iter().map(|figure| {
            let number = figure.value.map(|value| typography::decimal(value, frame.language));
            number.unwrap_or_else(|| "—".into())
        });
        let empty = columns.saturating_sub(row.figures.len());
        Self {
            label: set(&row.label),
            address: cluster.map(|cluster| frame.link(&format!("/clusters/{cluster}"))),
            figures: figures.chain(std::iter::repeat_n(String::new(), empty)).collect(),
        }
    }
}
