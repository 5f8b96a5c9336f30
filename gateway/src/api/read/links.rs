//! What clusters have in common.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::Position;

use super::asked::{DayParameters, LinkParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::filters::known_region;
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use super::streams::{in_background, listed_cards};
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page;
use crate::read::lens::Lens;
use crate::read::links::{Kind, LinkFacets, LinkList, LinkQuery, Links};

/// The filters of the list, and the day it is asked of.
pub(crate) const FILTERS: [&str; 4] = ["cluster", "region", "kind", "on"];

/// Pairs of clusters that share participants, partners or joint projects, or confirm a link.
///
/// Those with the most organisations in common come first. Counted are organisations that are
/// disclosed, and what neither lapsed nor is disputed; organisations that more than sixty clusters
/// name link nobody in particular and stand in `left_out`.
#[utoipa::path(
    get, path = "/api/v1/links", tag = "clusters",
    params(LinkParameters, PageParameters, TimeParameters, DayParameters),
    responses((status = 200, body = Answer<LinkList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of(&uri, &[&FILTERS[..], &PAGING].concat());
    let query = query(&mut given, &reading.lens());
    let page = page(&app, &reading, given, &name(&query, &reading)).await?;
    let tag = reading.tag(shown(&reading, page.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let (reading, list, _) = found(&app, reading, query, page).await?;
    let next = list.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = reading.json(&tag, &answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// Reads the filters; a code that no dictionary knows is a mistake, not an empty answer.
pub(crate) fn query(given: &mut Parameters, lens: &Lens<'_>) -> LinkQuery {
    LinkQuery {
        clusters: given.ids("cluster"),
        regions: given.all("region", known_region(lens)),
        kinds: given.choices("kind", &Kind::ALL.map(Kind::key), Kind::from_key),
    }
}

/// The query by name, for cursors.
pub(crate) fn name(query: &LinkQuery, reading: &Reading) -> String {
    format!("links {query:?} {:?}", reading.on)
}

/// A page of what matches, with the facets.
pub(crate) async fn found(
    app: &App,
    reading: Reading,
    query: LinkQuery,
    page: Page,
) -> Result<(Reading, LinkList, LinkFacets), Problem> {
    let key = (reading.views.position(), page.at, reading.on);
    let links = app.links.get_or_find(key, among(app, &reading, page.at)).await?;
    in_background(move || {
        let lens = Lens::new(&reading.views, page.at);
        let (list, facets) = (links.list(&query, &lens, &page), links.facets(&query, &lens));
        Ok((reading, list, facets))
    })
    .await
}

async fn among(app: &App, reading: &Reading, at: Position) -> Result<Links, Problem> {
    let cards = listed_cards(app, reading, at).await?;
    let (views, on) = (Arc::clone(&reading.views), reading.on);
    in_background(move || Ok(Links::among(&cards, on, &Lens::new(&views, at)))).await
}
