//! Drafts of the questionnaire: shown where they were typed and on the list of tasks, opened, thrown
//! away. Nothing follows from one until its person sends it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Language};

use super::opened::Opened;
use crate::http::form::{SignedForm, Visit};
use crate::http::path::Path;
use crate::http::{App, Problem, SignedIn};
use crate::pages::account::own_form;
use crate::pages::form::Form;
use crate::pages::frame::{Frame, localised};
use crate::people::drafts::{Draft, FILES_LOST};
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The field that names a draft.
const NAME: &str = "draft";

/// That a form shows a draft.
pub(super) struct DraftNote {
    /// When it was saved.
    pub(super) saved: String,
    /// Whether files came with it, which aren't kept.
    pub(super) files_lost: bool,
}

impl DraftNote {
    pub(super) fn of(draft: &Draft, app: &App, language: Language) -> Self {
        let saved = typography::minute(draft.saved_at, app.registry.zone(), language);
        let files_lost = draft.fields.iter().any(|(name, _)| name == FILES_LOST);
        Self { saved, files_lost }
    }
}

/// A draft on the list of tasks.
pub(super) struct DraftLine {
    pub(super) label: String,
    pub(super) saved: String,
    /// Its form.
    pub(super) address: String,
    /// Throws it away.
    pub(super) discard: Form,
}

/// Where the drafts of a profile begin.
pub(super) fn start(opened: &Opened) -> String {
    format!("{}/", opened.path())
}

/// Makes what waited in this browser for its person to sign in again their drafts.
pub(super) async fn take_waiting(
    app: &App,
    visit: &Visit,
    opened: &Opened,
    who: &SignedIn,
) -> Result<(), Problem> {
    let (accounts, account) = (app.registry.accounts(), who.caller.account);
    accounts.take_waiting(&visit.csrf, &start(opened), account).await?;
    Ok(())
}

/// The drafts of a profile, the last saved first.
pub(super) async fn lines(
    app: &App,
    who: &SignedIn,
    opened: &Opened,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Result<Vec<DraftLine>, Problem> {
    let drafts = app.registry.accounts().drafts(who.caller.account, &start(opened)).await?;
    let action = format!("{}/drafts", opened.path());
    let line = |draft: &Draft| DraftLine {
        label: label(draft, opened, speaker, frame),
        saved: typography::minute(draft.saved_at, app.registry.zone(), frame.language),
        address: frame.plain_link(&draft.form),
        discard: own_form(app, frame, &who.present, &action).with(NAME, draft.form.as_str()),
    };
    Ok(drafts.iter().map(line).collect())
}

/// What a draft is about: its field, else its list.
fn label(draft: &Draft, opened: &Opened, speaker: &Speaker<'_>, frame: &Frame) -> String {
    let own = draft.form.strip_prefix(&start(opened)).unwrap_or_default();
    let mut parts = own.split('/');
    match (parts.next(), parts.next().and_then(|key| Code::parse(key).ok())) {
        (Some("fields"), Some(key)) => set(&speaker.label(&FieldPath::of_cluster(key))),
        (Some("lists"), Some(key)) => set(&speaker.collection(&key)),
        (Some("renewal"), _) => frame.say("renewal"),
        _ => frame.say("draft-of-form"),
    }
}

/// `POST /work/clusters/{id}/drafts`: throws a draft away.
pub async fn discard(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    language: Language,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let opened = Opened::of(&app, &sent.signed_in, named?.0).await?;
    let form = sent.fields.get(NAME);
    if form.starts_with(&start(&opened)) {
        let account = sent.signed_in.caller.account;
        app.registry.accounts().discard_draft(account, form).await?;
    }
    Ok(Redirect::to(&localised(language, &opened.path())).into_response())
}

/// `/work/clusters/{id}/drafts`: they stand on the list of tasks.
pub async fn page(
    named: Result<Path<ClusterId>, Problem>,
    language: Language,
) -> Result<Response, Problem> {
    let tasks = format!("/work/clusters/{}", named?.0);
    Ok(Redirect::to(&localised(language, &tasks)).into_response())
}
