//! One application for its applicant: where it stands, what an officer returned it for, what the minimum
//! still needs, clusters it may be a second entry of; handing it in and taking it back.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::command::{Command, StateRightToSpeak, SubmitApplication, WithdrawApplication};
use registry_core::profile::Profile;
use registry_core::rulebook::Rulebook;
use registry_core::state::ApplicationStanding as Standing;
use registry_events::entry::Recorded;
use registry_events::event::{
    ApplicationEvent, ApplicationReturned, Event, ReturnReason, UnmetRequirement,
};
use registry_events::ids::ApplicationId;
use registry_events::path::FieldPath;

use super::super::acts::{WHOLE, reason_field, tell, to_receipt};
use super::super::letters::{Letters, fresh};
use super::fill::Own;
use super::{AlikeView, PATH, Requirements, StandingView, alike_clusters, shown_name};
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, id_of};
use crate::pages::frame::Frame;
use crate::pages::unmet;
use crate::people::whereabouts::Whereabouts;
use crate::words::typography::set;
use crate::words::value::{Speaker, said_document};

/// The field in which the right to speak is explained.
const RIGHT: &str = "right_to_speak";

/// The page.
#[derive(Template)]
#[template(path = "work/applications/one.html")]
struct ApplicationPage {
    frame: Frame,
    form: Form,
    withdrawal: Field,
    name: String,
    stand: StandingView,
    right_to_speak: String,
    /// «PDF, 120 КБ», where a letter shows that right.
    letter: Option<String>,
    /// The form that explains it anew.
    right: Field,
    letters: Letters,
    /// Whether it can be filled in and handed in.
    is_open: bool,
    /// Whether it waits for an officer.
    is_submitted: bool,
    /// Whether it can be taken back.
    is_living: bool,
    fill: String,
    cluster: Option<String>,
    /// Its questionnaire, once it is listed.
    questionnaire: Option<String>,
    returned: Option<ReturnedView>,
    requirements: Requirements,
    alike: Vec<AlikeView>,
    all: String,
}

impl Page for ApplicationPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A return.
struct ReturnedView {
    on: String,
    reasons: Vec<ReasonView>,
}

/// A reason of a return.
struct ReasonView {
    /// The field it is about.
    label: Option<String>,
    words: String,
    /// The requirement that isn't met, where the return names one.
    unmet: Option<String>,
    /// The cluster of the registry that it is.
    cluster: Option<String>,
    address: String,
}

/// `/work/applications/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ApplicationId>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let own = Own::of(&app, &who, id, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &own.path());
    rendered_privately(&shown(&app, &own, &reading, form, frame)?)
}

/// Hands an application in, or takes it back.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ApplicationId>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(application) = named?;
    let who = &sent.signed_in;
    let own = Own::of(&app, who, application, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let reason = Some(sent.fields.get("reason").trim().to_owned()).filter(|it| !it.is_empty());
    let form = own_form(&app, &frame, &who.present, &own.path());
    let mut form = form.sent(sent.fields.clone());
    let command: Command = match sent.fields.get("act") {
        "withdraw" => WithdrawApplication { application, reason }.into(),
        "right" => {
            let brought = fresh(&app, &sent, &mut form, &frame).await?.pop();
            let right_to_speak = sent.fields.get(RIGHT).trim().to_owned();
            let letter = brought.or(own.state()?.letter);
            StateRightToSpeak { application, right_to_speak, letter }.into()
        }
        _ => SubmitApplication { application }.into(),
    };
    if form.is_wrong() {
        return to_correct(&shown(&app, &own, &reading, form, frame)?);
    }
    match execute_for(&app, who.caller, &sent.request, command).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link(&own.path()))),
        Err(problem) => {
            let place = |broken: &registry_core::rejection::Problem| {
                let place = match broken.pointer.as_str() {
                    "/reason" => "reason",
                    "/right_to_speak" => RIGHT,
                    _ => WHOLE,
                };
                place.to_owned()
            };
            tell(&app, problem, &mut form, &frame, place).await?;
            to_correct(&shown(&app, &own, &reading, form, frame)?)
        }
    }
}

fn shown(
    app: &App,
    own: &Own,
    reading: &Reading,
    form: Form,
    frame: Frame,
) -> Result<ApplicationPage, Problem> {
    let (state, entries) = (own.state()?, &own.opened.entries);
    let lens = reading.lens();
    let is_listed = state.standing == Standing::Listed;
    let speaker = Speaker { lens, card: None, language: reading.language };
    let fill = frame.plain_link(&format!("{}/form", own.path()));
    let rulebook = own.in_force()?.rulebook;
    let is_returned = state.standing == Standing::Returned;
    let returned = returned(entries).filter(|_| is_returned);
    let returned = returned.map(|(entry, event)| ReturnedView {
        on: frame.day(entry.recorded_at),
        reasons: reasons(event, &state.profile, rulebook, &speaker, (&fill, &frame)),
    });
    let withdrawal = reason_field(&form, &frame, "application-withdrawal-reason").optional();
    let said = right_to_speak(entries);
    let right = form.field(RIGHT, frame.say("application-right")).lines(3);
    let right = right.hint(frame.say("application-right-hint")).value(said.clone());
    Ok(ApplicationPage {
        letter: state.letter.as_ref().map(|it| said_document(it, frame.language)),
        right,
        letters: Letters::new(&form, &frame, "application-letter", &[]).only_one(),
        withdrawal,
        name: shown_name(&state.profile, &frame),
        stand: StandingView::of(state.standing, &frame),
        right_to_speak: set(&said),
        is_open: matches!(state.standing, Standing::Draft | Standing::Returned),
        is_submitted: state.standing == Standing::Submitted,
        is_living: !matches!(state.standing, Standing::Listed | Standing::Withdrawn),
        fill,
        cluster: state.cluster.map(|id| frame.plain_link(&format!("/clusters/{id}"))),
        questionnaire: state.cluster.map(|id| frame.plain_link(&format!("/work/clusters/{id}"))),
        returned,
        requirements: own.requirements(&state.profile, app, &frame)?,
        alike: if is_listed { Vec::new() } else { alike_clusters(&state.profile, &lens, &frame) },
        all: frame.plain_link(PATH),
        form,
        frame,
    })
}

/// The last return of an application.
pub(in crate::pages::work) fn returned(
    entries: &[Recorded],
) -> Option<(&Recorded, &ApplicationReturned)> {
    entries.iter().rev().find_map(|entry| match entry.event()? {
        Event::Application(ApplicationEvent::ApplicationReturned(event)) => Some((entry, event)),
        _ => None,
    })
}

/// How the applicant explains the right to speak for the cluster.
pub(in crate::pages::work) fn right_to_speak(entries: &[Recorded]) -> String {
    let mut said = entries.iter().rev().filter_map(|entry| match entry.event()? {
        Event::Application(ApplicationEvent::RightToSpeakStated(it)) => {
            Some(it.right_to_speak.clone())
        }
        Event::Application(ApplicationEvent::ApplicationStarted(it)) => {
            Some(it.right_to_speak.clone())
        }
        _ => None,
    });
    said.next().unwrap_or_default()
}

fn reasons(
    event: &ApplicationReturned,
    profile: &Profile,
    rulebook: &Rulebook,
    speaker: &Speaker<'_>,
    (fill, frame): (&str, &Frame),
) -> Vec<ReasonView> {
    let view = |reason: &ReturnReason| {
        let (path, unmet) = (reason.path.as_ref(), reason.unmet.as_ref());
        let cluster = unmet.and_then(UnmetRequirement::cluster);
        ReasonView {
            label: path.map(|path| place(path, profile, speaker)),
            words: set(&reason.reason),
            unmet: unmet.map(|unmet| unmet::requirement(unmet, rulebook, frame)),
            cluster: cluster.map(|id| frame.plain_link(&format!("/clusters/{id}"))),
            address: match path {
                Some(path) => format!("{fill}#{}", anchor(path)),
                None if unmet == Some(&UnmetRequirement::RightToSpeak) => "#right".to_owned(),
                None => fill.to_owned(),
            },
        }
    };
    event.reasons.iter().map(view).collect()
}

/// What a field is called, of an item's with what that is called.
pub(in crate::pages::work) fn place(
    path: &FieldPath,
    profile: &Profile,
    speaker: &Speaker<'_>,
) -> String {
    let label = speaker.label(path);
    let Some(item) = path.item.as_ref().and_then(|item| profile.item(item)) else {
        return set(&label);
    };
    set(&format!("{} · {label}", super::super::control::title(speaker, item)))
}

/// Where in the form a field is filled in.
fn anchor(path: &FieldPath) -> String {
    id_of(path.item.as_ref().map_or(path.field.as_str(), |item| item.collection.as_str()))
}
