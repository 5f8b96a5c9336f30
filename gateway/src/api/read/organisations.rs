//! Organisations.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::OrganisationId;

use super::asked::{OrganisationParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use super::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::organisations::{
    Cards, OrganisationList, OrganisationQuery, OrganisationShown, find, list as found,
    memberships, one as shown_one,
};

/// Organisations by name.
#[utoipa::path(
    get, path = "/api/v1/organisations", tag = "organisations",
    params(OrganisationParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<OrganisationList>)),
)]
pub(super) async fn list(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &["q", "inn", "limit", "cursor"]);
    let query = OrganisationQuery { q: given.text("q"), inn: given.text("inn") };
    let page = page(&reading, given, &format!("organisations {query:?}"))?;
    let tag = reading.tag(shown(&reading, page.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let list = found(&query, &page, &Lens::new(&reading.views, page.at));
    let next = list.next_cursor.clone();
    let mut response =
        reading.json(&tag, &Answer::new(&reading, shown(&reading, page.at), list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// An organisation and every cluster it is or was in.
#[utoipa::path(
    get, path = "/api/v1/organisations/{id}", tag = "organisations",
    params(("id" = String, Path, description = "The organisation"), TimeParameters),
    responses((status = 200, body = Answer<OrganisationShown>), (status = 404, description = "Unknown")),
)]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let organisation = organisation(&app, &reading, id).await?;
    Parameters::of(&uri, &[]).finish()?;
    let tag = reading.tag(reading.at);
    reading.json(&tag, &Answer::new(&reading, reading.at, organisation))
}

/// The most clusters of one organisation that are looked into.
const CLUSTERS_MAX: usize = 200;

/// An organisation with the cards of its clusters as they were.
pub(crate) async fn organisation(
    app: &App,
    reading: &Reading,
    id: OrganisationId,
) -> Result<OrganisationShown, Problem> {
    let lens = reading.lens();
    let absent = || Problem::new("not-found").with("organisation");
    let organisation = find(id, &lens).ok_or_else(absent)?;
    let mut cards: Cards = BTreeMap::new();
    for membership in memberships(id, &lens).take(CLUSTERS_MAX) {
        if let Entry::Vacant(vacant) = cards.entry(membership.cluster) {
            vacant.insert(card_at(app, reading, membership.cluster, lens.at).await?);
        }
    }
    Ok(shown_one(organisation, &cards, &lens))
}
