//! The auditor's desk: the journal of the whole registry, every act of one account.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, PROGRAM_ACCOUNT, ReadOperation, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::entry::Recorded;
use registry_events::event::Event;
use registry_events::ids::{AccountId, Position};
use registry_events::stream::{StreamId, StreamKind};
use registry_projections::journal::{JournalFilter, Topic};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{ActParameters, JournalParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::filters::known_region;
use super::paging::{link_next, page, shown};
use super::parameters::Parameters;
use crate::http::caller::desk_needs_token;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::cursor::Page;
use crate::read::journal::{self, AccountShown, JournalList, JournalRow};
use crate::read::lens::Lens;
use crate::read::samples::stream_until;

const OF_JOURNAL: [&str; 9] =
    ["category", "type", "actor", "stream", "region", "since", "until", "limit", "cursor"];
const OF_ACTS: [&str; 6] = ["category", "type", "since", "until", "limit", "cursor"];

/// Lets an auditor in whose role stands; refuses everybody else before anything is looked at.
///
/// # Errors
/// 401 without a token, 403 for another role and for a role that was taken back.
pub(crate) async fn admit(
    app: &App,
    caller: Option<Caller>,
    operation: ReadOperation,
) -> Result<(), Problem> {
    let caller = caller.ok_or_else(desk_needs_token)?;
    operation.check(caller.role)?;
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    match access.state.as_ref() {
        StreamState::Access(access) => {
            Ok(access.actor(caller, "registry", whole_registry).map(drop)?)
        }
        _ => Err(Rejection::NoGrant("registry").into()),
    }
}

/// Every entry of every stream, newest first
///
/// For auditors. A sealed entry says its place, stream and time.
#[utoipa::path(
    get, path = "/api/v1/journal", tag = "audit",
    security(("token" = [])),
    params(JournalParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<JournalList>)),
)]
pub(super) async fn journal(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadJournal).await?;
    let reading = reading?;
    let mut given = Parameters::of(&uri, &OF_JOURNAL);
    let filter = journal_filter(&mut given, &app, &reading);
    let page = page(&app, &reading, given, &format!("journal {filter:?}")).await?;
    let list = list(&app, &reading, &filter, &page).await?;
    let next = list.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = reading.private_json(&answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// An account with its roles, and what it did.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(super) struct ActsShown {
    #[serde(flatten)]
    account: AccountShown,
    #[serde(flatten)]
    acts: JournalList,
}

/// Every act of one account, newest first, with the roles it was given
///
/// For auditors.
#[utoipa::path(
    get, path = "/api/v1/accounts/{id}/acts", tag = "audit",
    security(("token" = [])),
    params(
        ("id" = String, Path, description = "The account"),
        ActParameters, PageParameters, TimeParameters,
    ),
    responses((status = 200, body = Answer<ActsShown>), (status = 404, description = "No such account")),
)]
pub(super) async fn acts(
    State(app): State<App>,
    caller: Option<Caller>,
    id: Result<Path<AccountId>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadActs).await?;
    let (Path(id), reading) = (id?, reading?);
    let account = account(&app, &reading, id).await?;
    let mut given = Parameters::of(&uri, &OF_ACTS);
    let filter = acts_filter(&mut given, &app, id);
    let page = page(&app, &reading, given, &format!("acts {filter:?}")).await?;
    let acts = list(&app, &reading, &filter, &page).await?;
    let next = acts.next_cursor.clone();
    let answer = Answer::new(&reading, shown(&reading, page.at), ActsShown { account, acts });
    let mut response = reading.private_json(&answer)?;
    link_next(&mut response, &uri, next.as_deref());
    Ok(response)
}

/// An account with its roles at the position asked for.
///
/// # Errors
/// 404 when there is no such account; a fault when the log can't be read.
pub(crate) async fn account(
    app: &App,
    reading: &Reading,
    id: AccountId,
) -> Result<AccountShown, Problem> {
    let lens = reading.lens();
    let access = stream_until(&**app.registry.log(), &StreamId::access(), lens.at).await;
    let access = access.map_err(|error| Problem::fault(&error))?;
    let account = AccountShown::of(id, id == PROGRAM_ACCOUNT, &access, &lens);
    account.ok_or_else(|| Problem::new("not-found").with("account"))
}

/// A page of the journal.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn list(
    app: &App,
    reading: &Reading,
    filter: &JournalFilter,
    page: &Page,
) -> Result<JournalList, Problem> {
    if reading.at.is_none() {
        return Ok(JournalList { items: Vec::new(), total: 0, next_cursor: None });
    }
    let lens = Lens::new(&reading.views, page.at);
    let log = &**app.registry.log();
    let prove = app.registry.provable().is_some();
    let index = app.journal.until(page.at, log).await.map_err(|error| Problem::fault(&error))?;
    let found = journal::found(&index, filter, &lens, (page.offset, page.limit));
    let entries: Vec<Recorded> =
        journal::entries(log, &found.positions).await.map_err(|error| Problem::fault(&error))?;
    Ok(JournalList {
        items: entries.iter().map(|entry| JournalRow::of(entry, &index, &lens, prove)).collect(),
        total: found.total,
        next_cursor: page.next(found.total).as_ref().map(ToString::to_string),
    })
}

/// Reads the filters of the journal.
pub(crate) fn journal_filter(
    given: &mut Parameters,
    app: &App,
    reading: &Reading,
) -> JournalFilter {
    let stream = |name: &str| {
        let stream = name.parse::<StreamId>().ok();
        stream.filter(|stream| stream.kind() != StreamKind::Unknown)
    };
    let at = Lens::new(&reading.views, reading.at.unwrap_or(Position(0)));
    let region = given.one("region", "filter.unknown-value", known_region(&at));
    JournalFilter {
        account: given.id("actor"),
        stream: given.one("stream", "filter.unknown-value", stream),
        among: region.map(|region| journal::of_region(&region, &at)),
        ..kinds_and_times(given, app)
    }
}

/// Reads the filters of an account's acts.
pub(crate) fn acts_filter(given: &mut Parameters, app: &App, id: AccountId) -> JournalFilter {
    JournalFilter { account: Some(id), ..kinds_and_times(given, app) }
}

fn kinds_and_times(given: &mut Parameters, app: &App) -> JournalFilter {
    let zone = app.registry.zone();
    let keys: Vec<_> = Topic::all().map(Topic::key).collect();
    let known_type = |name: &str| Event::newest_schema(name).map(|_| name.to_owned());
    JournalFilter {
        topics: given.choices("category", &keys, Topic::from_key),
        types: given.several("type", "query.not-an-event-type", known_type),
        since: given.instant("since", zone, false),
        until: given.instant("until", zone, true),
        ..JournalFilter::default()
    }
}
