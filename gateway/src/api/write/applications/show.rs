//! An application as its applicant and, once it was submitted, officers see it: where it stands,
//! everything that is stated, and what is still missing. Opened by its key; nothing of it is kept.
//! What the applicant changes after a return is nobody else's until it is submitted again.

mod document;

use axum::extract::State;
use axum::http::Uri;
use registry_core::access::Caller;
use registry_core::state::Loaded;
use registry_events::entry::Recorded;
use registry_events::event::{ApplicationEvent, Event};
use registry_events::ids::{ApplicationId, StreamVersion};
use registry_events::log::READ_ENTRIES_MAX;
use registry_events::stream::StreamId;
use registry_events::value::Language;

use crate::api::read::parameters::Parameters;
use crate::api::write::subject::{Named, load};
use crate::http::body::Json;
use crate::http::problem::Explained;
use crate::http::{App, Problem, note_look};
use crate::people::whereabouts::Whereabouts;
use document::ApplicationDocument;

/// Show an application
#[utoipa::path(get, path = "/api/v1/applications/{application}", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    responses(
        (status = 200, body = ApplicationDocument),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn show(
    State(app): State<App>,
    caller: Caller,
    language: Language,
    uri: Uri,
    application: Named<ApplicationId>,
    from: Whereabouts,
) -> Result<Json<ApplicationDocument>, Problem> {
    let application = application.find(&app, caller).await?;
    Parameters::of_write(&uri).finish()?;
    let registry = load(&app, &StreamId::registry()).await?;
    let Opened { entries, loaded } = opened(&app, caller, application, &from).await?;
    let document = ApplicationDocument::of(application, &loaded, &registry, &entries, language);
    document.map(Json).ok_or_else(|| Problem::new("not-found").with("application"))
}

/// An application as somebody sees it.
pub(crate) struct Opened {
    /// Its entries, opened.
    pub(crate) entries: Vec<Recorded>,
    /// What they amount to.
    pub(crate) loaded: Loaded,
}

/// An application that this caller may see, for pages.
///
/// # Errors
/// 404 for who may not, and a fault when it can't be read or the look can't be noted.
pub(crate) async fn seen(
    app: &App,
    caller: Caller,
    application: ApplicationId,
    from: &Whereabouts,
) -> Result<Opened, Problem> {
    let application = Named::of(application).find(app, caller).await?;
    opened(app, caller, application, from).await
}

/// An application; a look at one that is somebody else's is noted.
async fn opened(
    app: &App,
    caller: Caller,
    application: ApplicationId,
    from: &Whereabouts,
) -> Result<Opened, Problem> {
    let stream = StreamId::application(application);
    let mut entries = entries(app, &stream).await?;
    if !is_applicant(caller, &entries) {
        leave_out_later_statements(&mut entries);
        note_look(app, caller, &format!("application {application}"), from).await?;
    }
    let loaded = folded(&stream, &entries);
    Ok(Opened { entries, loaded })
}

/// The entries of an application as an auditor may see them; none where there is no such one, or it was
/// never submitted.
///
/// # Errors
/// A fault when it can't be read.
pub(crate) async fn for_auditor(
    app: &App,
    application: ApplicationId,
) -> Result<Vec<Recorded>, Problem> {
    let mut entries = entries(app, &StreamId::application(application)).await?;
    if !entries.iter().any(is_submission) {
        return Ok(Vec::new());
    }
    leave_out_later_statements(&mut entries);
    Ok(entries)
}

/// What entries of an application amount to.
pub(crate) fn folded_of(entries: &[Recorded]) -> Loaded {
    let stream = entries.first().map_or_else(StreamId::registry, |first| first.stream.clone());
    folded(&stream, entries)
}

/// An application is started by its applicant.
fn is_applicant(caller: Caller, entries: &[Recorded]) -> bool {
    let starter = entries.first().and_then(Recorded::actor);
    starter.is_some_and(|actor| actor.account == caller.account)
}

/// Leaves out what was stated after the last submission, the right to speak among it.
fn leave_out_later_statements(entries: &mut Vec<Recorded>) {
    let submissions = entries.iter().filter(|entry| is_submission(entry));
    let submitted = submissions.map(|entry| entry.version).max();
    let is_statement = |entry: &Recorded| {
        let right =
            |event: &ApplicationEvent| matches!(event, ApplicationEvent::RightToSpeakStated(_));
        match entry.event() {
            Some(Event::Application(event)) => right(event),
            event => matches!(event, Some(Event::Profile(_))),
        }
    };
    entries.retain(|entry| Some(entry.version) < submitted || !is_statement(entry));
}

const fn is_submission(entry: &Recorded) -> bool {
    let event = entry.event();
    matches!(event, Some(Event::Application(ApplicationEvent::ApplicationSubmitted(_))))
}

fn folded(stream: &StreamId, entries: &[Recorded]) -> Loaded {
    let mut loaded = Loaded::empty(stream);
    for entry in entries {
        loaded.evolve(entry);
    }
    loaded
}

/// The whole stream, opened.
///
/// # Errors
/// A fault when it can't be read.
pub(crate) async fn entries(app: &App, stream: &StreamId) -> Result<Vec<Recorded>, Problem> {
    let mut entries: Vec<Recorded> = Vec::new();
    loop {
        let after = entries.last().map_or(StreamVersion::EMPTY, |entry| entry.version);
        let read = app.registry.log().read_stream(stream, after, READ_ENTRIES_MAX).await;
        let read = read.map_err(|error| Problem::fault(&error))?;
        if read.is_empty() {
            return Ok(entries);
        }
        for entry in read {
            let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
            entries.push(app.registry.keys().open(recorded).await);
        }
    }
}
