//! «Дело проверки»: what is chosen at the desk as one archive that is checked offline.

use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use registry_core::access::{Caller, ReadOperation};
use registry_events::ids::{AccountId, ClusterId, Position};

use super::asked::{ActParameters, HistoryParameters, JournalParameters, TimeParameters};
use super::desk::{account, acts_filter, admit, journal_filter};
use super::export::place;
use super::files::mark_demonstration;
use super::history::history_filter;
use super::parameters::Parameters;
use super::samples::{found, named};
use super::streams::card_at;
use crate::api::transparency::{damaged, provable};
use crate::case::chosen::Filters;
use crate::case::format::{CHOSEN_MAX, Kind, Selection};
use crate::case::{CaseError, Chosen, Sources, made};
use crate::http::path::Path;
use crate::http::query::stated;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;

/// By what a time line can be narrowed.
pub(crate) const OF_HISTORY: [&str; 6] = ["category", "type", "actor", "path", "since", "until"];
/// By what the journal can be narrowed.
pub(crate) const OF_JOURNAL: [&str; 7] =
    ["category", "type", "actor", "stream", "region", "since", "until"];
/// By what acts can be narrowed.
pub(crate) const OF_ACTS: [&str; 4] = ["category", "type", "since", "until"];

const ZIP: &str = "application/zip";
/// How long a case waits for a checkpoint that covers it; one is signed within a second.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// A cluster's time line as a case: one archive that is checked without this server
///
/// For auditors. At most 5,000 entries, with rows, entries, digests of evidence, a proof of each
/// entry and the checkpoint that all proofs lead to; `clustermap verify` checks it offline.
#[utoipa::path(
    get, path = "/api/v1/clusters/{id}/history/case.zip", tag = "audit",
    security(("token" = [])),
    params(
        ("id" = String, Path, description = "The cluster"),
        HistoryParameters, TimeParameters,
    ),
    responses(
        (status = 200, content_type = "application/zip", body = [u8]),
        (status = 404, description = "Never listed, or this server signs nothing"),
        (status = 503, description = "No checkpoint covers it yet, or the log isn't what was signed"),
    ),
)]
pub(super) async fn history(
    State(app): State<App>,
    caller: Option<Caller>,
    id: Result<Path<ClusterId>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadJournal).await?;
    let (Path(id), reading) = (id?, reading?);
    let mut given = Parameters::of(&uri, &OF_HISTORY);
    let filter = history_filter(&mut given, app.registry.zone());
    given.finish()?;
    let _place = place(&app).await?;
    let lens = reading.lens();
    let card = card_at(&app, &reading, id, lens.at).await?;
    let chosen = Chosen::of_history(&card, &filter, &lens, filters(&uri, &OF_HISTORY));
    file(&app, &reading, &chosen.map_err(|error| refused(&error))?).await
}

/// The journal of the registry as a case
///
/// For auditors; the same as of a cluster's time line.
#[utoipa::path(
    get, path = "/api/v1/journal/case.zip", tag = "audit",
    security(("token" = [])),
    params(JournalParameters, TimeParameters),
    responses(
        (status = 200, content_type = "application/zip", body = [u8]),
        (status = 404, description = "This server signs nothing"),
        (status = 503, description = "No checkpoint covers it yet, or the log isn't what was signed"),
    ),
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
    given.finish()?;
    let filters = filters(&uri, &OF_JOURNAL);
    let selection = Selection { kind: Kind::Journal, subject: None, filters };
    of_journal(&app, &reading, &filter, selection).await
}

/// Every act of one account as a case
///
/// For auditors; the same as of a cluster's time line.
#[utoipa::path(
    get, path = "/api/v1/accounts/{id}/acts/case.zip", tag = "audit",
    security(("token" = [])),
    params(
        ("id" = String, Path, description = "The account"),
        ActParameters, TimeParameters,
    ),
    responses(
        (status = 200, content_type = "application/zip", body = [u8]),
        (status = 404, description = "No such account, or this server signs nothing"),
        (status = 503, description = "No checkpoint covers it yet, or the log isn't what was signed"),
    ),
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
    account(&app, &reading, id).await?;
    let mut given = Parameters::of(&uri, &OF_ACTS);
    let filter = acts_filter(&mut given, &app, id);
    given.finish()?;
    let filters = filters(&uri, &OF_ACTS);
    let selection = Selection { kind: Kind::Account, subject: Some(id.to_string()), filters };
    of_journal(&app, &reading, &filter, selection).await
}

/// What one control sample finds as a case
///
/// For auditors; the same as of a cluster's time line, and what the sample says of each record.
#[utoipa::path(
    get, path = "/api/v1/samples/{key}/case.zip", tag = "audit",
    security(("token" = [])),
    params(("key" = String, Path, description = "The sample"), TimeParameters),
    responses(
        (status = 200, content_type = "application/zip", body = [u8]),
        (status = 404, description = "No such sample, or this server signs nothing"),
        (status = 503, description = "No checkpoint covers it yet, or the log isn't what was signed"),
    ),
)]
pub(super) async fn sample(
    State(app): State<App>,
    caller: Option<Caller>,
    key: Result<Path<String>, Problem>,
    reading: Result<Reading, Problem>,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, caller, ReadOperation::ReadSample).await?;
    let (Path(key), reading) = (key?, reading?);
    let sample = named(&key)?;
    Parameters::of(&uri, &[]).finish()?;
    let _place = place(&app).await?;
    let lens = reading.lens();
    let found = found(&app, &reading, &lens).await?;
    let chosen = Chosen::of_sample(sample, &found, &lens).map_err(|error| refused(&error))?;
    file(&app, &reading, &chosen).await
}

async fn of_journal(
    app: &App,
    reading: &Reading,
    filter: &registry_projections::journal::JournalFilter,
    selection: Selection,
) -> Result<Response, Problem> {
    let _place = place(app).await?;
    let (lens, log) = (reading.lens(), &**app.registry.log());
    let chosen = {
        let journal = app.journal.until(lens.at, log).await;
        let journal = journal.map_err(|error| Problem::fault(&error))?;
        Chosen::of_journal(&journal, filter, &lens, selection).map_err(|error| refused(&error))?
    };
    file(app, reading, &chosen).await
}

/// The filters that an address states, as the manifest names them.
fn filters(uri: &Uri, known: &[&str]) -> Filters {
    let mut filters = Filters::new();
    for (name, value) in stated(uri).into_iter().filter(|(name, _)| known.contains(&&**name)) {
        filters.entry(name).or_default().push(value);
    }
    filters
}

async fn file(app: &App, reading: &Reading, chosen: &Chosen) -> Result<Response, Problem> {
    let provable = provable(app)?;
    let lens: Lens<'_> = reading.lens();
    let checkpoint = provable.covering(lens.at, PATIENCE).await.filter(|_| reading.at.is_some());
    let checkpoint = checkpoint.ok_or_else(|| Problem::new("proof.not-ready").retry_after(1))?;
    let size = checkpoint.head().size;
    let prove = |position: Position| provable.tree().inclusion(position.0, size);
    let sources = Sources {
        log: &**app.registry.log(),
        lens,
        documents: app.registry.documents(),
        zone: app.registry.zone(),
        checkpoint: &checkpoint,
        prove: &prove,
    };
    let archive = made(chosen, &sources).await.map_err(|error| refused(&error))?;
    let mut response = (headers(&chosen.selection, lens.at)?, archive).into_response();
    mark_demonstration(&mut response, reading);
    Ok(response)
}

fn headers(selection: &Selection, at: Position) -> Result<[(HeaderName, HeaderValue); 4], Problem> {
    let what = match (selection.kind, &selection.subject) {
        (Kind::Cluster, Some(id)) => format!("cluster-{id}"),
        (Kind::Account, Some(id)) => format!("account-{id}"),
        (Kind::Sample, Some(key)) => format!("sample-{key}"),
        (_, _) => "journal".into(),
    };
    let name = format!("attachment; filename=\"case-{what}-{at}.zip\"");
    Ok([
        (CONTENT_TYPE, HeaderValue::from_static(ZIP)),
        (CONTENT_DISPOSITION, name.try_into().map_err(|error| Problem::fault(&error))?),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (VARY, HeaderValue::from_static("Authorization")),
    ])
}

fn refused(error: &CaseError) -> Problem {
    match error {
        CaseError::TooManyEntries { found } => {
            Problem::new("case.too-many-entries").with(found).with(CHOSEN_MAX)
        }
        CaseError::TooLong => Problem::new("case.too-long"),
        CaseError::Altered(position) => damaged(*position, &"its hash isn't the tree's"),
        CaseError::Read(_)
        | CaseError::Missing(_)
        | CaseError::Documents(_)
        | CaseError::Proof(_)
        | CaseError::Write(_) => Problem::fault(error),
    }
}
