//! The register: filters, a table, pages.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::level::Level;

use super::answer::{CachePolicy, Page, rendered};
use super::filters::Filters;
use super::frame::{Frame, address};
use super::shown::{LANGUAGE, LevelView};
use crate::api::read::filters::{cluster_query, query_name};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::read::clusters;
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::read::row::RowShown;
use crate::words::terms;
use crate::words::typography::{self, set};

/// The page.
#[derive(Template)]
#[template(path = "clusters.html")]
struct ClustersPage {
    frame: Frame,
    filters: Filters,
    total: String,
    span: String,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    files: Vec<(&'static str, String)>,
}

impl Page for ClustersPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A row of the table.
struct Row {
    address: String,
    name: String,
    level: Option<LevelView>,
    specialisation: Option<String>,
    regions: String,
    participants: String,
    employees: Option<String>,
    projects: Option<String>,
    updated: String,
    status: Option<&'static str>,
}

/// `/clusters`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let mut reading = reading.of_day();
    reading.language = LANGUAGE;
    let mut given = Parameters::of_page(&uri);
    let query = cluster_query(&mut given, &reading);
    let asked = page_of(&app, &reading, given, &query_name(&query, &reading)).await?;
    let shown = shown(&reading, asked.at);
    if let Some(unchanged) = reading.unchanged(&reading.tag(shown)) {
        return Ok(unchanged);
    }
    let list = clusters::list(&query, &asked, &Lens::new(&reading.views, asked.at));
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let page = ClustersPage {
        filters: Filters::new(&query, &list.facets, &uri, &frame),
        total: typography::integer(as_i128(list.total)),
        span: span(&asked, list.items.len()),
        rows: list.items.iter().map(|row| Row::of(row, &frame, &app)).collect(),
        next: list.next_cursor.map(|cursor| with_cursor(&uri, Some(cursor))),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None)),
        files: files(&uri),
        frame,
    };
    rendered(&reading, shown, &page)
}

fn as_i128(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// «Строки 1–50», «Строка 51».
fn span(asked: &PageAsked, items: usize) -> String {
    if items == 0 {
        return String::new();
    }
    let number = |count| typography::integer(as_i128(count));
    let (first, last) = (number(asked.offset + 1), number(asked.offset + items));
    if items == 1 {
        format!("Строка {first}")
    } else {
        format!("Строки {first}–{last}")
    }
}

/// This list from another place on.
fn with_cursor(uri: &Uri, cursor: Option<String>) -> String {
    let others =
        pairs(uri).into_iter().filter(|(name, value)| name != "cursor" && !value.is_empty());
    let cursor = cursor.map(|cursor| ("cursor".to_owned(), cursor));
    address(uri.path(), &others.chain(cursor).collect::<Vec<_>>())
}

/// The whole list as files, with the same filters.
fn files(uri: &Uri) -> Vec<(&'static str, String)> {
    let pairs = pairs(uri).into_iter();
    let kept = |name: &str| !["cursor", "limit", "lang"].contains(&name);
    let known: Vec<_> =
        pairs.filter(|(name, value)| kept(name) && !value.trim().is_empty()).collect();
    [("CSV", "csv"), ("XLSX", "xlsx"), ("GeoJSON", "geojson"), ("JSON Lines", "jsonl")]
        .map(|(name, extension)| (name, address(&format!("/api/v1/clusters.{extension}"), &known)))
        .into()
}

impl Row {
    fn of(row: &RowShown, frame: &Frame, app: &App) -> Self {
        let level = row.level.and_then(Level::from_key);
        let status = registry_projections::card::ListingStatus::from_key(row.status);
        let listed = registry_projections::card::ListingStatus::Listed;
        let regions: Vec<_> =
            row.regions.iter().map(|region| region.label.in_language(LANGUAGE)).collect();
        let name = row.name.as_ref().map_or(row.id.as_str(), |name| name.in_language(LANGUAGE));
        let specialisation = row.specialisation.as_ref();
        Self {
            address: frame.link(&format!("/clusters/{}", row.id)),
            name: set(name),
            level: level.map(LevelView::from),
            specialisation: specialisation
                .map(|labelled| set(labelled.label.in_language(LANGUAGE))),
            regions: set(&regions.join(", ")),
            participants: typography::integer(as_i128(row.participants.total)),
            employees: row.employees_total.map(typography::integer),
            projects: row.projects.map(|projects| typography::integer(as_i128(projects))),
            updated: typography::day(row.updated_at, app.registry.zone(), LANGUAGE),
            status: status
                .filter(|status| *status != listed)
                .map(|s| terms::status(s).get(LANGUAGE)),
        }
    }
}
