//! Журнал рассмотрения: what came to the registry's officers, and what they decided.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_core::editions::RegistryState;
use registry_events::ids::Position;
use registry_projections::moderation::{CaseOutcome, Matter};

use super::asked::{ModerationParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use super::streams::{registry, rules_of};
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page;
use crate::read::lens::Lens;
use crate::read::moderation::{ModerationList, ModerationQuery};

/// The filters and the paging of the list.
pub(crate) const ASKED: [&str; 7] =
    ["kind", "outcome", "cluster", "since", "until", "limit", "cursor"];

/// Applications, reports of mistakes and disputes with what was decided, the last that came first
///
/// Of an application that isn't listed only that it was handed in, and how it was decided.
#[utoipa::path(
    get, path = "/api/v1/moderation", tag = "moderation",
    params(ModerationParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<ModerationList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of(&uri, &ASKED);
    let query = query(&mut given, &app);
    let page = page(&app, &reading, given, &format!("moderation {query:?}")).await?;
    let list = cases(&app, &reading, &query, &page).await?;
    let next = list.next_cursor.clone();
    let shown = shown(&reading, page.at);
    let mut response = reading.json(&reading.tag(shown), &Answer::new(&reading, shown, list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// Reads the filters.
pub(crate) fn query(given: &mut Parameters, app: &App) -> ModerationQuery {
    let zone = app.registry.zone();
    ModerationQuery {
        matters: given.choices("kind", &Matter::ALL.map(Matter::key), Matter::from_key),
        outcomes: given.choices(
            "outcome",
            &CaseOutcome::ALL.map(CaseOutcome::key),
            CaseOutcome::from_key,
        ),
        clusters: given.ids("cluster"),
        since: given.instant("since", zone, false),
        until: given.instant("until", zone, true),
    }
}

/// A page of the cases.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn cases(
    app: &App,
    reading: &Reading,
    query: &ModerationQuery,
    page: &Page,
) -> Result<ModerationList, Problem> {
    if reading.at.is_none() {
        return Ok(ModerationList::empty());
    }
    let lens = Lens::new(&reading.views, page.at);
    let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
    let cases = app.moderation.until(lens.at, log, keys).await;
    let cases = cases.map_err(|error| Problem::fault(&error))?;
    let registry = registry(app).await?;
    let rulebook = rules_of(&registry).and_then(RegistryState::rulebook).map(AsRef::as_ref);
    Ok(ModerationList::of(&cases, query, page, reading.day(), (rulebook, &lens)))
}

/// That some cases are still missing.
pub(crate) struct Folding {
    /// Up to when they are there; none where nothing is yet.
    pub(crate) until: Option<Timestamp>,
}

/// A page of as many of the cases as are folded after a moment, and whether some are still missing.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn cases_at_once(
    app: &App,
    reading: &Reading,
    query: &ModerationQuery,
    page: &Page,
) -> Result<(ModerationList, Option<Folding>), Problem> {
    if reading.at.is_none() {
        return Ok((ModerationList::empty(), None));
    }
    let lens = Lens::new(&reading.views, page.at);
    let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
    let cases = app.moderation.within(app.settings.folded_within, lens.at, log, keys).await;
    let cases = cases.map_err(|error| Problem::fault(&error))?;
    let last = cases.next().0.checked_sub(1).map(Position);
    let until = last.and_then(|last| reading.views.times().recorded_at(last));
    let folding = (cases.next() <= lens.at).then_some(Folding { until });
    let registry = registry(app).await?;
    let rulebook = rules_of(&registry).and_then(RegistryState::rulebook).map(AsRef::as_ref);
    let told = ModerationList::of(&cases, query, page, reading.day(), (rulebook, &lens));
    Ok((told, folding))
}
