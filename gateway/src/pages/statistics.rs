//! The statistics as plain tables, each with its base.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::answer::{CachePolicy, Page, rendered};
use super::frame::Frame;
use super::shown::LANGUAGE;
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
    files: Vec<(&'static str, String)>,
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
pub async fn page(
    State(app): State<App>,
    mut reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    reading.language = LANGUAGE;
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    let document = shown(&app, &reading);
    let tables = tables(&document.figures, &reading.lens(), LANGUAGE);
    let frame = Frame::new(&app, &reading, &uri, "/statistics");
    let file = |extension: &str| frame.link_as_of(&format!("/api/v1/statistics{extension}"));
    let page = StatisticsPage {
        tables: tables.iter().map(|table| TableView::of(table, &frame)).collect(),
        files: vec![
            ("JSON", file("")),
            ("CSV", file(".csv")),
            ("XLSX", file(".xlsx")),
            ("JSON Lines", file(".jsonl")),
        ],
        frame,
    };
    rendered(&reading, reading.at, &page)
}

impl TableView {
    fn of(table: &FigureTable, frame: &Frame) -> Self {
        let base = table.base.map(|base| {
            let number = |count: u32| typography::integer(count);
            format!("по данным {} из {}", number(base.stated), number(base.of))
        });
        Self {
            key: table.key,
            title: set(&table.title),
            base,
            columns: table.columns.iter().map(|column| set(column)).collect(),
            rows: table.rows.iter().map(|row| RowView::of(row, frame)).collect(),
        }
    }
}

impl RowView {
    fn of(row: &FigureRow, frame: &Frame) -> Self {
        let cluster = row.cluster.as_ref();
        let figures = row.figures.iter().map(|figure| {
            let number = figure.value.map(|value| typography::decimal(value, LANGUAGE));
            number.unwrap_or_else(|| "—".into())
        });
        Self {
            label: set(&row.label),
            address: cluster.map(|cluster| frame.link(&format!("/clusters/{cluster}"))),
            figures: figures.collect(),
        }
    }
}
