//! Control samples: how many records each finds, for everybody; which, for an auditor.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_projections::samples::Sample;

use super::asked::{PageParameters, TimeParameters};
use super::desk::admit;
use super::envelope::Answer;
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::{Cursor, Page};
use crate::read::lens::Lens;
use crate::read::samples::{Found, SampleList, SamplePage, SampleShown, Sources, rows};

/// When to ask for a day of the past again while another one is drawn.
const RETRY_AFTER_SECONDS: u64 = 5;

/// Every control sample with its rule and how many records it finds
///
/// Of the past by the day: an instant or a position means the end of the day before it.
#[utoipa::path(
    get, path = "/api/v1/samples", tag = "audit",
    params(TimeParameters),
    responses(
        (status = 200, body = Answer<SampleList>),
        (status = 503, description = "Another day of the past is drawn just now"),
    ),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day().by_day(&app)?;
    Parameters::of(&uri, &[]).finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let found = found_for_anybody(&app, &reading).await?;
    reading.json(&tag, &Answer::new(&reading, reading.at, SampleList::of(&found)))
}

/// The records that one sample finds
///
/// For auditors. Of an application only that it waits, and since when.
#[utoipa::path(
    get, path = "/api/v1/samples/{key}", tag = "audit",
    security(("token" = [])),
    params(("key" = String, Path, description = "The sample"), PageParameters, TimeParameters),
    responses((status = 200, body = Answer<SamplePage>), (status = 404, description = "No such sample")),
)]
pub(super) async fn one(
    State(app): State<App>,
    caller: Option<Caller>,
    key: Result<Path<String>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadSample).await?;
    let (Path(key), reading) = (key?, reading?);
    let sample = named(&key)?;
    let given = Parameters::of(&uri, &PAGING);
    let page = page(&app, &reading, given, &format!("sample {key}")).await?;
    let shown_page = one_page(&app, &reading, sample, &page).await?;
    let next = shown_page.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), shown_page);
    let mut response = reading.private_json(&answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// The sample of a key.
///
/// # Errors
/// 404.
pub(crate) fn named(key: &str) -> Result<Sample, Problem> {
    Sample::from_key(key).ok_or_else(|| Problem::new("not-found").with("sample"))
}

/// A page of what a sample finds.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn one_page(
    app: &App,
    reading: &Reading,
    sample: Sample,
    page: &Page,
) -> Result<SamplePage, Problem> {
    let lens = Lens::new(&reading.views, page.at);
    let found = found(app, reading, &lens).await?;
    let total = found.count(sample);
    if page.next(total).is_some() {
        app.samples.keep(&sources(app, reading, &lens), &found);
    }
    Ok(SamplePage {
        sample: SampleShown::of(sample, &found),
        items: rows(sample, &found, &lens, (page.offset, page.limit)),
        total,
        next_cursor: page.next(total).as_ref().map(Cursor::to_string),
    })
}

/// What every sample finds, for anybody; a day of the past only where no other one is drawn just now.
///
/// # Errors
/// 503, or a fault when the log can't be read.
pub(crate) async fn found_for_anybody(app: &App, reading: &Reading) -> Result<Arc<Found>, Problem> {
    if reading.at.is_none() {
        return Ok(Arc::default());
    }
    let found = app.samples.for_anybody(sources(app, reading, &reading.lens())).await;
    let found = found.map_err(|error| Problem::fault(&error))?;
    found.ok_or_else(|| Problem::new("server.busy").retry_after(RETRY_AFTER_SECONDS))
}

/// What every sample finds from a position, for an auditor.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn found(
    app: &App,
    reading: &Reading,
    lens: &Lens<'_>,
) -> Result<Arc<Found>, Problem> {
    if reading.at.is_none() {
        return Ok(Arc::default());
    }
    let found = app.samples.of(sources(app, reading, lens)).await;
    found.map_err(|error| Problem::fault(&error))
}

fn sources<'s>(app: &'s App, reading: &Reading, lens: &Lens<'s>) -> Sources<'s> {
    let log = &**app.registry.log();
    let keys = Some(&**app.registry.keys());
    let (journal, accounts) = (&*app.journal, app.registry.accounts());
    Sources { log, keys, journal, lens: *lens, today: reading.today, accounts }
}
