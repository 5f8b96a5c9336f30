//! «Наполнение»: how profiles stand, for officers, and for the development centre of a region those of
//! its own.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, ReadOperation};
use registry_events::ids::ClusterId;
use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::card::Card;
use registry_projections::completeness::PartState;

use super::asked::{CompletenessParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::expected::Insider;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use super::streams::card_at;
use crate::http::{App, Problem, Reading};
use crate::read::completeness::{CompletenessList, CompletenessQuery, Looking};
use crate::read::cursor::Page;
use crate::read::lens::Lens;

/// The filters and the paging of the list.
pub(crate) const ASKED: [&str; 9] =
    ["region", "level", "without", "state", "section", "since", "changed", "limit", "cursor"];

/// How profiles stand section by section, the emptiest first
///
/// For officers, and for the development centre of a region the clusters of its region.
#[utoipa::path(
    get, path = "/api/v1/completeness", tag = "clusters",
    security(("token" = [])),
    params(CompletenessParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<CompletenessList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    let insider = admit(&app, caller).await?;
    let reading = reading?;
    let mut given = Parameters::of(&uri, &ASKED);
    let query = query(&mut given, &app, &reading);
    let page = page(&app, &reading, given, &format!("completeness {query:?}")).await?;
    let list = profiles(&app, &reading, &insider, &query, &page).await?;
    let next = list.next_cursor.clone();
    let mut response =
        reading.private_json(&Answer::new(&reading, shown(&reading, page.at), list))?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// Lets in whoever looks after profiles, and auditors; refuses everybody else before anything is looked at.
///
/// # Errors
/// 403 for another role and for a role that was taken back.
pub(crate) async fn admit(app: &App, caller: Caller) -> Result<Insider, Problem> {
    ReadOperation::ReadCompleteness.check(caller.role)?;
    Insider::of(app, Some(caller)).await?.admitted()
}

/// Reads the filters.
pub(crate) fn query(given: &mut Parameters, app: &App, reading: &Reading) -> CompletenessQuery {
    let catalogue = reading.views.editions().catalogue();
    let is_part = |key: &str| {
        catalogue.is_some_and(|known| {
            known.collection(key).is_some()
                || known.cluster_fields().any(|field| field.key.as_str() == key)
        })
    };
    let is_section = |key: &str| {
        catalogue.is_some_and(|known| known.sections.iter().any(|it| it.key.as_str() == key))
    };
    let code = |key: &str| Code::parse(key).ok();
    CompletenessQuery {
        regions: given.all("region", code),
        levels: given.choices("level", &Level::ALL.map(Level::key), Level::from_key),
        without: given.all("without", |key| is_part(key).then(|| code(key)).flatten()),
        states: given.choices("state", &PartState::ALL.map(PartState::key), PartState::from_key),
        sections: given.all("section", |key| is_section(key).then(|| code(key)).flatten()),
        since: given.instant("since", app.registry.zone(), false),
        changed: given.choice("changed", &["true", "false"], |word| word.parse().ok()),
    }
}

/// A page of the profiles that the reader looks after.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn profiles(
    app: &App,
    reading: &Reading,
    insider: &Insider,
    query: &CompletenessQuery,
    page: &Page,
) -> Result<CompletenessList, Problem> {
    if reading.at.is_none() {
        return Ok(CompletenessList::empty());
    }
    let lens = Lens::new(&reading.views, page.at);
    let cards = cards(app, reading, &lens).await?;
    let theirs = |regions: &[Code]| regions.iter().any(|it| insider.looks_after(it, &lens));
    let all_fields = insider.sees_all();
    let looking = Looking { theirs: &theirs, all_fields };
    Ok(CompletenessList::of(query, &cards, &looking, page, &lens))
}

/// Every card as it stood at the lens's position.
async fn cards(app: &App, reading: &Reading, lens: &Lens<'_>) -> Result<Vec<Arc<Card>>, Problem> {
    let known = lens.views.cards().filter(|card| card.listed.position <= lens.at);
    let ids: Vec<ClusterId> = known.map(|card| card.cluster).collect();
    let mut cards = Vec::with_capacity(ids.len());
    for id in ids {
        cards.push(card_at(app, reading, id, lens.at).await?);
    }
    Ok(cards)
}
