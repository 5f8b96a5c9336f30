//! The way of an application for its applicant: those they started with where each stands, and the
//! form that starts one more.

mod again;
mod alike;
mod entering;
pub mod entry;
pub mod fill;
mod filled;
mod matters;
mod members;
pub mod one;
mod own;
mod question;
mod requirements;
mod told;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_core::command::{Command, StartApplication, StateRightToSpeak};
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::state::{ApplicationStanding, StreamState};
use registry_events::document::DocumentRef;
use registry_events::event::{ApplicationEvent, Event};
use registry_events::ids::{AccountId, ApplicationId};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::Language;

pub(super) use alike::{AlikeView, alike_clusters, known as known_organisation, meant};
pub(super) use requirements::Requirements;

use super::acts::{field_named, tell};
use super::letters::{Letters, the_one};
use crate::execute::Done;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, SignedIn, execute_for, was_done};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::whereabouts::Whereabouts;
use crate::read::waiting::KnownApplication;
use crate::words::typography::set;

/// The address of the list; each application stands below.
pub(super) const PATH: &str = "/work/applications";

/// The page.
#[derive(Template)]
#[template(path = "work/applications/index.html")]
struct ApplicationsPage {
    frame: Frame,
    applications: Vec<ApplicationView>,
    form: Form,
    right_to_speak: Field,
    letters: Letters,
}

impl Page for ApplicationsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// An application in the list.
struct ApplicationView {
    name: String,
    address: String,
    stand: StandingView,
    since: String,
}

/// Where an application stands, as a tag.
pub(super) struct StandingView {
    /// Chooses its look.
    pub(super) key: &'static str,
    pub(super) words: String,
}

impl StandingView {
    pub(super) fn of(standing: ApplicationStanding, frame: &Frame) -> Self {
        let (name, key) = match standing {
            ApplicationStanding::NotStarted | ApplicationStanding::Draft => {
                ("draft", "stand-partly")
            }
            ApplicationStanding::Submitted => ("submitted", "stand-awaiting"),
            ApplicationStanding::Returned => ("returned", "stand-stale"),
            ApplicationStanding::Listed => ("listed", "stand-filled"),
            ApplicationStanding::Withdrawn => ("withdrawn", "stand-partly"),
        };
        Self { key, words: frame.say(&format!("application-{name}")) }
    }
}

/// `/work/applications`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &who.present);
    if entering::may_enter(who.caller.role) {
        return entering::page(&app, &who, frame);
    }
    Operation::StartApplication.check(who.caller.role)?;
    let form = own_form(&app, &frame, &who.present, PATH);
    rendered_privately(&list(&app, who.caller.account, frame, form, None).await?)
}

/// A form that starts an application, or lets somebody come to do so.
pub async fn start(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    if entering::may_enter(who.caller.role) {
        return entering::enter(&app, &sent, &from, language).await;
    }
    Operation::StartApplication.check(who.caller.role)?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let mut form = own_form(&app, &frame, &who.present, PATH).sent(sent.fields.clone());
    let right_to_speak = sent.fields.get("right_to_speak").trim().to_owned();
    let letter = the_one(&app, &sent, &mut form, &frame).await?;
    if form.is_wrong() {
        return to_correct(&list(&app, who.caller.account, frame, form, letter).await?);
    }
    let changes = Changes::default();
    let start: Command =
        StartApplication { right_to_speak: right_to_speak.clone(), changes }.into();
    let is_repeated = was_done(&app, who.caller, &sent.request, &start).await?;
    let before = if is_repeated { None } else { again::Empty::of(&app, who, &from).await? };
    let begun = match before {
        Some(empty) => match empty.restated(&right_to_speak, letter) {
            None => Ok(empty.id()),
            Some(restated) => {
                let done = execute_for(&app, who.caller, &sent.request, restated).await;
                done.map(|_| empty.id())
            }
        },
        None => begin(&app, &sent, start, right_to_speak, letter).await,
    };
    match begun {
        Ok(application) => {
            let matters = frame.plain_link(&format!("{PATH}/{application}"));
            Ok(Redirect::to(&matters).into_response())
        }
        Err(problem) => {
            tell(&app, problem, &mut form, &frame, field_named).await?;
            to_correct(&list(&app, who.caller.account, frame, form, letter).await?)
        }
    }
}

/// Starts an application; the letter that came with the form is kept with it.
async fn begin(
    app: &App,
    sent: &SignedUpload,
    start: Command,
    right_to_speak: String,
    letter: Option<DocumentRef>,
) -> Result<ApplicationId, Problem> {
    let caller = sent.signed_in.caller;
    let done = execute_for(app, caller, &sent.request, start).await?;
    let application = started(&done).ok_or_else(|| Problem::new("server.fault"))?;
    if letter.is_some() {
        let right = StateRightToSpeak { application, right_to_speak, letter };
        execute_for(app, caller, &sent.request, right.into()).await?;
    }
    Ok(application)
}

fn started(done: &Done) -> Option<ApplicationId> {
    let mut entries = done.entries.iter();
    entries.find_map(|entry| match (entry.stream.kind(), entry.event()?) {
        (
            StreamKind::Application(id),
            Event::Application(ApplicationEvent::ApplicationStarted(_)),
        ) => Some(id),
        _ => None,
    })
}

async fn list(
    app: &App,
    applicant: AccountId,
    frame: Frame,
    form: Form,
    letter: Option<DocumentRef>,
) -> Result<ApplicationsPage, Problem> {
    let hint = frame.say("application-right-hint");
    let right = form.field("right_to_speak", frame.say("application-right"));
    Ok(ApplicationsPage {
        applications: of_applicant(app, applicant, &frame).await?,
        right_to_speak: right.lines(3).hint(hint),
        letters: Letters::new(&form, &frame, "application-letter", letter.as_slice()).only_one(),
        form,
        frame,
    })
}

/// The applications that somebody started, the last that moved first.
async fn of_applicant(
    app: &App,
    applicant: AccountId,
    frame: &Frame,
) -> Result<Vec<ApplicationView>, Problem> {
    let mut own = known(app, |known| known.applicant == applicant).await?;
    own.sort_by_key(|(_, known)| std::cmp::Reverse(known.since));
    let mut views = Vec::new();
    for (id, known) in own {
        views.push(ApplicationView {
            name: name(app, id, frame).await?,
            address: frame.plain_link(&format!("{PATH}/{id}")),
            stand: StandingView::of(known.standing, frame),
            since: frame.day(known.since),
        });
    }
    Ok(views)
}

/// The applications that fit, with where each stands now.
pub(crate) async fn known(
    app: &App,
    fits: impl Fn(&KnownApplication) -> bool,
) -> Result<Vec<(ApplicationId, KnownApplication)>, Problem> {
    let head = app.registry.log().head().await.map_err(|error| Problem::fault(&error))?;
    let Some(last) = head.last() else { return Ok(Vec::new()) };
    let (log, keys) = (&**app.registry.log(), &**app.registry.keys());
    let waiting = app.waiting.until(last, log, keys).await;
    let waiting = waiting.map_err(|error| Problem::fault(&error))?;
    let found = waiting.applications().filter(|(_, known)| fits(known));
    Ok(found.map(|(id, known)| (id, *known)).collect())
}

/// What the cluster of an application is called so far.
pub(super) async fn name(app: &App, id: ApplicationId, frame: &Frame) -> Result<String, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::application(id)).await?;
    Ok(match loaded.state.as_ref() {
        StreamState::Application(state) => shown_name(&state.profile, frame),
        _ => frame.say("application-unnamed"),
    })
}

/// What a cluster that isn't listed yet is called so far.
pub(super) fn shown_name(profile: &Profile, frame: &Frame) -> String {
    let name = profile.shown_name().map(|name| name.in_language_or_other(frame.language));
    name.map_or_else(|| frame.say("application-unnamed"), set)
}
