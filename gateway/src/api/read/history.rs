//! The history of a cluster.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::tz::TimeZone;
use registry_events::event::Event;
use registry_events::ids::ClusterId;
use registry_projections::history::{Category, HistoryFilter, PathPrefix};

use super::asked::{HistoryParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use super::streams::check_listed;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::history::{self, HistoryList};
use crate::read::lens::Lens;

const KNOWN: [&str; 8] = ["category", "type", "actor", "path", "since", "until", "limit", "cursor"];

/// Every event of a cluster as lines, newest first.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}/history", tag = "clusters",
    params(
        ("id" = String, Path, description = "The cluster"),
        HistoryParameters, PageParameters, TimeParameters,
    ),
    responses((status = 200, body = Answer<HistoryList>), (status = 404, description = "Never listed")),
)]
pub(super) async fn history(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    check_listed(&reading, id)?;
    let mut given = Parameters::of(&uri, &KNOWN);
    let filter = history_filter(&mut given, app.registry.zone());
    let page = page(&app, &reading, given, &format!("history {id} {filter:?}")).await?;
    let card = reading.views.card(id).filter(|card| card.listed.position <= page.at);
    let card = card.ok_or_else(|| Problem::new("not-found").with("cluster"))?;
    let tag = reading.tag(shown(&reading, page.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let lens = Lens::new(&reading.views, page.at);
    let list = history::list(card, &filter, &page, &lens, app.registry.provable().is_some());
    let next = list.next_cursor.clone();
    let mut response =
        reading.json(&tag, &Answer::new(&reading, shown(&reading, page.at), list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// Reads the filters of a history.
pub(crate) fn history_filter(given: &mut Parameters, zone: &TimeZone) -> HistoryFilter {
    let known_type = |name: &str| Event::newest_schema(name).map(|_| name.to_owned());
    HistoryFilter {
        categories: given.choices(
            "category",
            &Category::ALL.map(Category::key),
            Category::from_key,
        ),
        types: given.several("type", "query.not-an-event-type", known_type),
        account: given.id("actor"),
        path: given.one("path", "claim.path-malformed", |path| path.parse::<PathPrefix>().ok()),
        since: given.instant("since", zone, false),
        until: given.instant("until", zone, true),
        at: None,
    }
}
