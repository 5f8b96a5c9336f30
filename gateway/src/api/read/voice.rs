//! Reports of mistakes and proposals. Their own words are opened for officers alone, and a proposal's
//! for who made it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{Caller, whole_registry};
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::confidential::Confidential;
use registry_events::event::{
    Event, ProposalEvent, ProposalOutcome, ProposalTopic, ReportEvent, ReportOutcome,
};
use registry_events::ids::{ProposalId, ReportId, StreamVersion};
use registry_events::personal::open_words;
use registry_events::seal::SealPlace;
use registry_events::stream::StreamId;
use registry_projections::voice::{Proposal, Report};
use serde::Serialize;

use super::asked::{PageParameters, ProposalParameters, ReportParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::lens::Lens;
use crate::read::voice::{
    self, ProposalList, ProposalQuery, ProposalShown, ReportList, ReportQuery, ReportShown, WAITING,
};

/// Reports of mistakes, the last that came first
///
/// What each is about and what came of it is public; its words are for officers.
#[utoipa::path(
    get, path = "/api/v1/reports", tag = "moderation",
    params(ReportParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<ReportList>)),
)]
pub(super) async fn reports(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &[&["cluster", "outcome"][..], &PAGING].concat());
    let query = report_query(&mut given);
    let page = page(&app, &reading, given, &format!("reports {query:?}")).await?;
    let lens = Lens::new(&reading.views, page.at);
    let opens = is_officer(&app, caller).await?;
    let found = page.cut(voice::reports(&query, &lens));
    let mut items = Vec::with_capacity(found.items.len());
    for report in found.items {
        items.push(report_shown(&app, report, opens, &lens).await?);
    }
    let next_cursor = found.next.as_ref().map(ToString::to_string);
    let list = ReportList { items, total: found.total, next_cursor: next_cursor.clone() };
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = answered(&reading, opens, &answer)?;
    link_next(&mut response, &uri, next_cursor.as_deref());
    Ok(response)
}

/// One report.
#[utoipa::path(
    get, path = "/api/v1/reports/{report}", tag = "moderation",
    params(("report" = String, Path), TimeParameters),
    responses((status = 200, body = Answer<ReportShown>), (status = 404, description = "None")),
)]
pub(super) async fn report(
    State(app): State<App>,
    caller: Option<Caller>,
    Path(id): Path<ReportId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let lens = reading.lens();
    let known = lens
        .views
        .voice()
        .report(id)
        .filter(|report| report.filed.position <= lens.at && lens.is_public(&report.path));
    let known = known.ok_or_else(|| Problem::new("not-found").with("report"))?;
    let opens = is_officer(&app, caller).await?;
    let shown = report_shown(&app, known, opens, &lens).await?;
    answered(&reading, opens, &Answer::new(&reading, reading.at, shown))
}

/// Proposals on the questionnaire and the rules, the last that was made first
///
/// What is proposed is public once an officer published it.
#[utoipa::path(
    get, path = "/api/v1/proposals", tag = "moderation",
    params(ProposalParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<ProposalList>)),
)]
pub(super) async fn proposals(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &[&["about", "outcome"][..], &PAGING].concat());
    let query = proposal_query(&mut given);
    let page = page(&app, &reading, given, &format!("proposals {query:?}")).await?;
    let lens = Lens::new(&reading.views, page.at);
    let opens = is_officer(&app, caller).await?;
    let found = page.cut(voice::proposals(&query, &lens));
    let mut items = Vec::with_capacity(found.items.len());
    for proposal in found.items {
        items.push(proposal_shown(&app, proposal, (opens, caller), &lens).await?);
    }
    let next_cursor = found.next.as_ref().map(ToString::to_string);
    let list = ProposalList { items, total: found.total, next_cursor: next_cursor.clone() };
    let answer = Answer::new(&reading, shown(&reading, page.at), list);
    let mut response = answered(&reading, caller.is_some(), &answer)?;
    link_next(&mut response, &uri, next_cursor.as_deref());
    Ok(response)
}

/// One proposal.
#[utoipa::path(
    get, path = "/api/v1/proposals/{proposal}", tag = "moderation",
    params(("proposal" = String, Path), TimeParameters),
    responses((status = 200, body = Answer<ProposalShown>), (status = 404, description = "None")),
)]
pub(super) async fn proposal(
    State(app): State<App>,
    caller: Option<Caller>,
    Path(id): Path<ProposalId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let lens = reading.lens();
    let known = lens.views.voice().proposal(id);
    let known = known.filter(|proposal| proposal.made.position <= lens.at);
    let known = known.ok_or_else(|| Problem::new("not-found").with("proposal"))?;
    let opens = is_officer(&app, caller).await?;
    let shown = proposal_shown(&app, known, (opens, caller), &lens).await?;
    answered(&reading, caller.is_some(), &Answer::new(&reading, reading.at, shown))
}

fn report_query(given: &mut Parameters) -> ReportQuery {
    let ways = ReportOutcome::ALL.map(ReportOutcome::key);
    ReportQuery {
        clusters: given.ids("cluster"),
        outcomes: outcomes(given, &ways, ReportOutcome::from_key),
    }
}

/// Reads the filters of proposals.
pub(crate) fn proposal_query(given: &mut Parameters) -> ProposalQuery {
    let topics = ProposalTopic::ALL.map(ProposalTopic::key);
    let ways = ProposalOutcome::ALL.map(ProposalOutcome::key);
    ProposalQuery {
        topics: given.choices("about", &topics, ProposalTopic::from_key),
        outcomes: outcomes(given, &ways, ProposalOutcome::from_key),
    }
}

/// Outcomes, of which none stands for what waits.
fn outcomes<O>(
    given: &mut Parameters,
    ways: &[&str],
    from_key: impl Fn(&str) -> Option<O>,
) -> Vec<Option<O>> {
    let allowed = [&[WAITING], ways].concat();
    given.choices("outcome", &allowed, |word| {
        if word == WAITING { Some(None) } else { from_key(word).map(Some) }
    })
}

async fn report_shown(
    app: &App,
    report: &Report,
    opens: bool,
    lens: &Lens<'_>,
) -> Result<ReportShown, Problem> {
    let stream = StreamId::report(report.report);
    let words = if opens { words(app, &stream).await? } else { None };
    Ok(ReportShown::of(report, words, lens))
}

/// A proposal as its reader may see it.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn proposal_shown(
    app: &App,
    proposal: &Proposal,
    (opens, caller): (bool, Option<Caller>),
    lens: &Lens<'_>,
) -> Result<ProposalShown, Problem> {
    let own = caller.is_some_and(|caller| caller.account == ProposalShown::author(proposal));
    let stream = StreamId::proposal(proposal.proposal);
    let words = if opens || own { words(app, &stream).await? } else { None };
    Ok(ProposalShown::of(proposal, words, lens))
}

/// What somebody reported or proposed; none where its key was erased.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn words(app: &App, stream: &StreamId) -> Result<Option<String>, Problem> {
    let read = app.registry.log().read_stream(stream, StreamVersion::EMPTY, 1).await;
    let Some(entry) = read.map_err(|error| Problem::fault(&error))?.into_iter().next() else {
        return Ok(None);
    };
    let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
    let said = match recorded.event() {
        Some(Event::Report(ReportEvent::ReportFiled(filed))) => &filed.text,
        Some(Event::Proposal(ProposalEvent::ProposalMade(made))) => &made.text,
        _ => return Ok(None),
    };
    let sealed = match said {
        Confidential::Clear(words) => return Ok(Some(words.clone())),
        Confidential::Sealed(sealed) => sealed,
    };
    let place = SealPlace { stream, version: recorded.version };
    let plain = app.registry.keys().open_value(sealed, place).await;
    Ok(plain.and_then(open_words))
}

/// Whether the caller is an officer whose role stands.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn is_officer(app: &App, caller: Option<Caller>) -> Result<bool, Problem> {
    let Some(caller) = caller.filter(|caller| caller.role == Role::Officer) else {
        return Ok(false);
    };
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    Ok(matches!(access.state.as_ref(),
        StreamState::Access(access) if access.actor(caller, "registry", whole_registry).is_ok()))
}

/// An answer that everybody may keep, or that of one reader alone.
fn answered<T: Serialize>(
    reading: &Reading,
    of_one: bool,
    answer: &Answer<T>,
) -> Result<Response, Problem> {
    if of_one {
        return reading.private_json(answer);
    }
    reading.json(&reading.tag(reading.at), answer)
}
