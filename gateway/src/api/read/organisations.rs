//! Organisations.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::OrganisationId;
use registry_events::value::{Inn, Ogrn};

use super::asked::{DayParameters, OrganisationParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{link_next, page, shown};
use super::parameters::{Parameters, shortened};
use super::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::organisations::{
    Cards, OrganisationList, OrganisationQuery, OrganisationShown, find, list as found,
    memberships, one as shown_one,
};

/// The digits of a legal entity's OGRN; an INN has fewer.
const OGRN_DIGITS: usize = 13;

/// Organisations by name.
#[utoipa::path(
    get, path = "/api/v1/organisations", tag = "organisations",
    params(OrganisationParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<OrganisationList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &["q", "inn", "limit", "cursor"]);
    let query = OrganisationQuery { q: given.text("q"), inn: number(&mut given) };
    let page = page(&app, &reading, given, &format!("organisations {query:?}")).await?;
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

/// An INN or OGRN as it is stored; one that can be nobody's is refused as it is in a statement.
fn number(given: &mut Parameters) -> Option<String> {
    let asked = given.text("inn")?;
    // From 13 digits on it can only be an OGRN.
    let number = if asked.chars().filter(char::is_ascii_digit).count() < OGRN_DIGITS {
        Inn::parse(&asked).map(|inn| inn.as_str().to_owned())
    } else {
        Ogrn::parse(&asked).map(|ogrn| ogrn.as_str().to_owned())
    };
    number.map_err(|invalid| given.refuse("inn", invalid.code, shortened(&asked))).ok()
}

/// An organisation and every cluster it is or was in.
#[utoipa::path(
    get, path = "/api/v1/organisations/{id}", tag = "organisations",
    params(("id" = String, Path, description = "The organisation"), TimeParameters, DayParameters),
    responses((status = 200, body = Answer<OrganisationShown>), (status = 404, description = "Unknown")),
)]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<OrganisationId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let organisation = organisation(&app, &reading, id).await?;
    Parameters::of(&uri, &["on"]).finish()?;
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
    Ok(shown_one(organisation, &cards, reading.on, &lens))
}
