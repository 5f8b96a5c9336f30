//! The register: filters, a table, pages, the same list as files.

pub mod feed;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use registry_projections::search::Query;

use super::answer::{CachePolicy, Page, keep, kept};
use super::filters::Filters;
use super::frame::{Frame, address, localised};
use super::jump;
use super::picks;
use super::row::{Row, as_i128};
use super::standing::{Outside, in_register, shown_exactly};
use crate::api::read::filters::{cluster_query, query_name};
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::asked_register;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::read::clusters;
use crate::read::cursor::Page as PageAsked;
use crate::read::lens::Lens;
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "clusters.html")]
struct ClustersPage {
    frame: Frame,
    filters: Filters,
    total: usize,
    outside: Option<Outside>,
    span: String,
    rows: Vec<Row>,
    next: Option<String>,
    /// The next page's cursor, for the button that takes along what is picked.
    further: Option<String>,
    first: Option<String>,
    files: Vec<(&'static str, String)>,
    feed: String,
}

impl Page for ClustersPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

const CLUSTERS: &str = "/clusters";

/// `/clusters`.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let reading = reading.of_day();
    if let Some(elsewhere) = leads_to(&app, &reading, &uri).await {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let (query, asked) = asked(&app, &reading, &uri).await?;
    let until = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, until, &uri) {
        return Ok(answer);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let frame = Frame::new(&app, &reading, &uri, CLUSTERS);
    if let Some(named) = jump::target(&query, &lens) {
        return Ok(Redirect::to(&frame.link(&named)).into_response());
    }
    let register = asked_register(&app, &reading, asked.at, &query).await?;
    let list = clusters::list(&query, &asked, &register, &lens);
    let shown = shown_exactly(&query, &uri);
    let page = ClustersPage {
        filters: Filters::new(&query, &list.facets, &lens, &uri, &frame),
        total: list.total,
        outside: Outside::of(&list.facets, &uri, &frame),
        span: span(&asked, list.items.len(), list.total, &frame),
        rows: list.items.iter().map(|row| Row::of(row, &frame)).collect(),
        next: list.next_cursor.clone().map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        further: list.next_cursor,
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        files: files_of(&shown),
        feed: feed::of(shown, &frame),
        frame,
    };
    keep(&app, &reading, until, &uri, &page)
}

/// The query of an address, and which page of its list is asked for.
async fn asked(app: &App, reading: &Reading, uri: &Uri) -> Result<(Query, PageAsked), Problem> {
    let mut given = Parameters::of_page(uri);
    let query = in_register(cluster_query(&mut given, reading));
    let page = page_of(app, reading, given, &query_name(&query, reading)).await?;
    Ok((query, page))
}

/// Where a button of the form leads to, with what is picked: to the comparison, or to another page of
/// the list.
async fn leads_to(app: &App, reading: &Reading, uri: &Uri) -> Option<String> {
    if let Some(comparison) = picks::comparison(uri, reading.language) {
        return Some(comparison);
    }
    let [further, beginning] = picks::turned(uri, reading.language)?;
    let goes_on = match further.parse() {
        Ok(further) => asked(app, reading, &further).await.is_ok(),
        Err(_) => false,
    };
    Some(if goes_on { further } else { beginning })
}

/// «Строки 1–50 из 213», «Строка 51 из 51».
pub(super) fn span(asked: &PageAsked, items: usize, total: usize, frame: &Frame) -> String {
    let number = |count| typography::integer(as_i128(count));
    let (first, last) = (number(asked.offset + 1), number(asked.offset + items));
    let rows = if items > 1 { format!("{first}–{last}") } else { first };
    let key = if items > 1 { "rows-of" } else { "row-of" };
    frame.words.say_with(key, &[("rows", &rows), ("total", &number(total))])
}

/// This list from another place on.
pub(super) fn with_cursor(uri: &Uri, cursor: Option<String>, frame: &Frame) -> String {
    let others =
        pairs(uri).into_iter().filter(|(name, value)| name != "cursor" && !value.is_empty());
    let cursor = cursor.map(|cursor| ("cursor".to_owned(), cursor));
    let path = localised(frame.language, uri.path());
    address(&path, &others.chain(cursor).collect::<Vec<_>>())
}

/// The list of some parameters in each format.
pub fn files_of(parameters: &[(String, String)]) -> Vec<(&'static str, String)> {
    let file =
        |(name, extension)| (name, address(&format!("/api/v1/clusters.{extension}"), parameters));
    let formats =
        [("CSV", "csv"), ("XLSX", "xlsx"), ("GeoJSON", "geojson"), ("JSON Lines", "jsonl")];
    formats.map(file).into()
}
