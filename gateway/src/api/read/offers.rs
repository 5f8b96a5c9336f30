//! What clusters offer and look for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::Position;

use super::asked::{DayParameters, OfferParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::filters::{known_region, known_term};
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use super::streams::{in_background, listed_cards};
use crate::http::language::{LANGUAGES, code, named};
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::offers::{
    Kind, OFFER_KIND, OfferList, OfferQuery, OfferShown, list as found, offered,
};
use crate::read::row::SPECIALISATION;

/// The filters of the list, and the day it is asked of.
pub(crate) const FILTERS: [&str; 7] =
    ["kind", "offer_kind", "specialisation", "region", "language", "until", "on"];

/// Open offers, requests, available sites, and clusters that accept participants.
#[utoipa::path(
    get, path = "/api/v1/offers", tag = "clusters",
    params(OfferParameters, PageParameters, TimeParameters, DayParameters),
    responses((status = 200, body = Answer<OfferList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of(&uri, &[&FILTERS[..], &PAGING].concat());
    let query = query(&mut given, &reading.lens());
    let name = format!("offers {query:?} {:?}", reading.on);
    let page = page(&app, &reading, given, &name).await?;
    let tag = reading.tag(shown(&reading, page.at));
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let offered = everything(&app, &reading, page.at).await?;
    let list = found(&query, &offered, reading.day(), &page);
    let next = list.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = reading.json(&tag, &answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// Everything that clusters offered and looked for at a position.
pub(crate) async fn everything(
    app: &App,
    reading: &Reading,
    at: Position,
) -> Result<Arc<Vec<OfferShown>>, Problem> {
    let key = (reading.views.position(), at);
    app.offers.get_or_find(key, read_from_cards(app, reading, at)).await
}

async fn read_from_cards(
    app: &App,
    reading: &Reading,
    at: Position,
) -> Result<Vec<OfferShown>, Problem> {
    let cards = listed_cards(app, reading, at).await?;
    let views = Arc::clone(&reading.views);
    in_background(move || Ok(offered(&cards, &Lens::new(&views, at)))).await
}

/// Reads the filters; a code that no dictionary knows is a mistake, not an empty answer.
pub(crate) fn query(given: &mut Parameters, lens: &Lens<'_>) -> OfferQuery {
    OfferQuery {
        kinds: given.choices("kind", &Kind::ALL.map(Kind::key), Kind::from_key),
        offer_kinds: given.all("offer_kind", known_term(OFFER_KIND, lens)),
        specialisations: given.all("specialisation", known_term(SPECIALISATION, lens)),
        regions: given.all("region", known_region(lens)),
        languages: given.choices("language", &LANGUAGES.map(code), named),
        until: given.day("until"),
    }
}
