//! Organisations.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::Caller;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::OrganisationId;
use registry_events::personal::open_inn;
use registry_events::seal::SealPlace;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, Inn, Ogrn};
use registry_projections::organisations::DatedIdentifier;

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
    memberships, one as shown_one, personal,
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
///
/// The INN of a sole trader is opened for officers and for who represents it; nobody may keep such
/// an answer.
#[utoipa::path(
    get, path = "/api/v1/organisations/{id}", tag = "organisations",
    security((), ("token" = [])),
    params(("id" = String, Path, description = "The organisation"), TimeParameters, DayParameters),
    responses((status = 200, body = Answer<OrganisationShown>), (status = 404, description = "Unknown")),
)]
pub(super) async fn one(
    State(app): State<App>,
    caller: Option<Caller>,
    Path(id): Path<OrganisationId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut organisation = organisation(&app, &reading, id).await?;
    Parameters::of(&uri, &["on"]).finish()?;
    if let Some(caller) = caller {
        open_numbers(&app, caller, id, &mut organisation, &reading.lens()).await?;
        return reading.private_json(&Answer::new(&reading, reading.at, organisation));
    }
    let tag = reading.tag(reading.at);
    reading.json(&tag, &Answer::new(&reading, reading.at, organisation))
}

/// Opens a sole trader's INN for who may see it; one whose key was erased stays sealed.
async fn open_numbers(
    app: &App,
    caller: Caller,
    id: OrganisationId,
    shown: &mut OrganisationShown,
    lens: &Lens<'_>,
) -> Result<(), Problem> {
    if !may_see_numbers(app, caller, id).await? {
        return Ok(());
    }
    let Some(organisation) = find(id, lens) else { return Ok(()) };
    for dated in personal(organisation, lens) {
        if let Some(inn) = opened(app, id, dated).await {
            shown.open_number(dated, &inn, lens);
        }
    }
    Ok(())
}

async fn may_see_numbers(app: &App, caller: Caller, id: OrganisationId) -> Result<bool, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
    let fits = |scope: &Scope| match caller.role {
        Role::Officer => *scope == Scope::Registry,
        Role::OrganisationRepresentative => *scope == Scope::Organisation(id),
        Role::ClusterRepresentative
        | Role::RegionRepresentative
        | Role::Auditor
        | Role::Administrator
        | Role::Clerk => false,
    };
    Ok(access.grants_for(caller, fits).next().is_some())
}

async fn opened(app: &App, id: OrganisationId, dated: &DatedIdentifier) -> Option<Inn> {
    let sealed = match &dated.identifier {
        Identifier::SealedInn(sealed) => sealed,
        Identifier::Inn(inn) => return Some(inn.clone()),
        Identifier::Ogrn(_) | Identifier::Foreign(_) => return None,
    };
    let stream = StreamId::organisation(id);
    let place = SealPlace { stream: &stream, version: dated.place.version };
    open_inn(&app.registry.keys().open_value(sealed, place).await?)
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
