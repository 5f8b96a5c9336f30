//! The register as a list.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::asked::{ClusterParameters, DayParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::filters::{FILTERS, cluster_query, query_name};
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use super::streams::asked_register;
use crate::http::{App, Problem, Reading};
use crate::read::clusters::{self, ClusterList};
use crate::read::lens::Lens;

/// The register: a page of clusters with facets.
#[utoipa::path(
    get, path = "/api/v1/clusters", tag = "clusters",
    params(ClusterParameters, PageParameters, TimeParameters, DayParameters),
    responses((status = 200, body = Answer<ClusterList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of(&uri, &[&FILTERS[..], &PAGING].concat());
    let query = cluster_query(&mut given, &reading);
    let page = page(&app, &reading, given, &query_name(&query, &reading)).await?;
    let tag = reading.tag(shown(&reading, page.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let register = asked_register(&app, &reading, page.at, &query).await?;
    let lens = Lens::new(&reading.views, page.at);
    let list = clusters::list(&query, &page, &register, &lens);
    let next = list.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = reading.json(&tag, &answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}
