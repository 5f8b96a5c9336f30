//! One application for its applicant: its matters with how each stands, what an officer returned it for,
//! what the minimum still needs, clusters it may be a second entry of; handing it in and taking it back.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::command::{Command, StateRightToSpeak, SubmitApplication, WithdrawApplication};
use registry_core::profile::Profile;
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::rejection::Problem as Broken;
use registry_core::state::{ApplicationStanding as Standing, StreamState};
use registry_events::document::DocumentRef;
use registry_events::entry::Recorded;
use registry_events::event::{
    ApplicationEvent, ApplicationReturned, Event, ReturnReason, UnmetRequirement,
};
use registry_events::ids::ApplicationId;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;

use super::super::acts::{WHOLE, reason_field, tell, to_receipt};
use super::super::control::title;
use super::super::letters::{Letters, the_one};
use super::super::open_requirements::{self, OpenRequirement};
use super::matters::{self, Matter};
use super::own::Own;
use super::{AlikeView, PATH, Requirements, StandingView, alike_clusters, shown_name};
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
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
    /// Its matters with how each stands.
    matters: Vec<MatterView>,
    /// Requirements that are open for the cluster that came of it.
    open_requirements: Vec<OpenRequirement>,
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

/// A matter of the application.
struct MatterView {
    label: String,
    /// Its page; none where nothing can be changed any more.
    address: Option<String>,
    /// What is said of it.
    said: Option<String>,
    /// How it stands: chooses the look, and words.
    stand: (&'static str, String),
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
    address: Option<String>,
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
    rendered_privately(&shown(&app, &who, &own, &reading, None, form, frame).await?)
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
    let form = own_form(&app, &frame, &who.present, &own.path());
    let mut form = form.sent(sent.fields.clone());
    let mut brought = None;
    // Of an application that isn't open nothing is kept.
    if sent.fields.get("act") == "right" && own.is_open()? {
        brought = the_one(&app, &sent, &mut form, &frame).await?;
    }
    let command = asked(application, &own, brought, &sent.fields)?;
    if form.is_wrong() {
        return to_correct(&shown(&app, who, &own, &reading, brought, form, frame).await?);
    }
    match execute_for(&app, who.caller, &sent.request, command).await {
        Ok(done) => Ok(to_receipt(&frame, &done, &frame.plain_link(&own.path()))),
        Err(problem) => {
            tell(&app, problem, &mut form, &frame, place_of).await?;
            to_correct(&shown(&app, who, &own, &reading, brought, form, frame).await?)
        }
    }
}

/// What a form of the page asks for.
fn asked(
    application: ApplicationId,
    own: &Own,
    brought: Option<DocumentRef>,
    sent: &Fields,
) -> Result<Command, Problem> {
    let typed = |name: &str| sent.get(name).trim().to_owned();
    Ok(match sent.get("act") {
        "withdraw" => {
            let reason = Some(typed("reason")).filter(|reason| !reason.is_empty());
            WithdrawApplication { application, reason }.into()
        }
        "right" => {
            let letter = brought.or(own.state()?.letter);
            StateRightToSpeak { application, right_to_speak: typed(RIGHT), letter }.into()
        }
        _ => SubmitApplication { application }.into(),
    })
}

/// The field of the page that a problem is about.
fn place_of(broken: &Broken) -> String {
    let place = match broken.pointer.as_str() {
        "/reason" => "reason",
        "/right_to_speak" => RIGHT,
        _ => WHOLE,
    };
    place.to_owned()
}

async fn shown(
    app: &App,
    who: &SignedIn,
    own: &Own,
    reading: &Reading,
    brought: Option<DocumentRef>,
    form: Form,
    frame: Frame,
) -> Result<ApplicationPage, Problem> {
    let (state, entries) = (own.state()?, &own.opened.entries);
    let lens = reading.lens();
    let is_listed = state.standing == Standing::Listed;
    let speaker = Speaker { lens, card: None, language: reading.language };
    let is_returned = state.standing == Standing::Returned;
    let returned = returned(entries).filter(|_| is_returned);
    let requirements = own.requirements(&state.profile, app, &speaker, &frame)?;
    let making = Making { own, speaker: &speaker, requirements: &requirements, frame: &frame };
    let matters = making.matters(returned.map(|(_, event)| event))?;
    let view = |(entry, event): (&Recorded, &ApplicationReturned)| {
        let (on, reasons) = (frame.day(entry.recorded_at), making.reasons(event, &state.profile)?);
        Ok::<_, Problem>(ReturnedView { on, reasons })
    };
    let returned = returned.map(view).transpose()?;
    let withdrawal = reason_field(&form, &frame, "application-withdrawal-reason").optional();
    let said = right_to_speak(entries);
    let right = form.field(RIGHT, frame.say("application-right")).lines(3);
    let right = right.hint(frame.say("application-right-hint")).value(said.clone());
    Ok(ApplicationPage {
        letter: state.letter.as_ref().map(|it| said_document(it, frame.language)),
        right,
        letters: Letters::new(&form, &frame, "application-letter", brought.as_slice()).only_one(),
        withdrawal,
        name: shown_name(&state.profile, &frame),
        stand: StandingView::of(state.standing, &frame),
        right_to_speak: set(&said),
        is_open: own.is_open()?,
        is_submitted: state.standing == Standing::Submitted,
        is_living: !matches!(state.standing, Standing::Listed | Standing::Withdrawn),
        matters,
        open_requirements: open_after(app, who, own, &frame).await?,
        cluster: state.cluster.map(|id| frame.plain_link(&format!("/clusters/{id}"))),
        questionnaire: state.cluster.map(|id| frame.plain_link(&format!("/work/clusters/{id}"))),
        returned,
        requirements,
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

/// Everything that the matters and reasons of the page are made from.
struct Making<'m> {
    own: &'m Own,
    speaker: &'m Speaker<'m>,
    requirements: &'m Requirements,
    frame: &'m Frame,
}

impl Making<'_> {
    fn matters(&self, returned: Option<&ApplicationReturned>) -> Result<Vec<MatterView>, Problem> {
        let (catalogue, profile) = (self.own.in_force()?.catalogue, &self.own.state()?.profile);
        let is_open = self.own.is_open()?;
        let path = |matter: &Matter<'_>| self.frame.plain_link(&self.own.path_of(matter.key()));
        let view = |matter: &Matter<'_>| {
            let reasons = returned.map(|event| &event.reasons[..]).unwrap_or_default();
            let is_named = |reason: &ReturnReason| {
                reason.path.as_ref().is_some_and(|path| matter_named(path) == matter.key())
            };
            MatterView {
                label: set(self.speaker.text(matter.label())),
                address: is_open.then(|| path(matter)),
                said: self.said(matter, profile),
                stand: self.stand(matter, profile, reasons.iter().any(is_named)),
            }
        };
        Ok(matters::all(catalogue).iter().map(view).collect())
    }

    fn said(&self, matter: &Matter<'_>, profile: &Profile) -> Option<String> {
        match matter {
            Matter::Field(field) => {
                let current = profile.cluster_claim(field.key.as_str())?;
                Some(set(&self.speaker.claim(&current.claim)))
            }
            Matter::Item(item) => Some(set(&title(self.speaker, item.standing(profile)?))),
            Matter::Members(_) => {
                let count = profile.open_items(PARTICIPANTS).count();
                (count > 0).then(|| self.frame.count("application-members-count", count))
            }
        }
    }

    fn stand(
        &self,
        matter: &Matter<'_>,
        profile: &Profile,
        is_to_mend: bool,
    ) -> (&'static str, String) {
        let said = matter.is_said(profile);
        let mut open = self.requirements.about(matter.key()).filter(|row| !row.is_met());
        let open = open.next();
        let (look, key) = match open {
            _ if is_to_mend => ("stand-stale", "application-matter-mend"),
            Some(row) if row.is_waived => ("stand-awaiting", "application-needs-waived"),
            Some(_) if said => ("stand-partly", "application-matter-partly"),
            None if said => ("stand-filled", "stand-filled"),
            None => ("stand-not-provided", "application-matter-optional"),
            Some(_) => ("stand-not-provided", "application-matter-open"),
        };
        (look, self.frame.say(key))
    }

    fn reasons(
        &self,
        event: &ApplicationReturned,
        profile: &Profile,
    ) -> Result<Vec<ReasonView>, Problem> {
        let address = |path: &FieldPath| {
            let catalogue = self.own.in_force().ok()?.catalogue;
            let matter = Matter::of(catalogue, matter_named(path))?;
            Some(self.frame.plain_link(&self.own.path_of(matter.key())))
        };
        let rulebook = self.own.in_force()?.rulebook;
        let view = |reason: &ReturnReason| {
            let (path, unmet) = (reason.path.as_ref(), reason.unmet.as_ref());
            let cluster = unmet.and_then(UnmetRequirement::cluster);
            let right =
                (unmet == Some(&UnmetRequirement::RightToSpeak)).then(|| "#right".to_owned());
            ReasonView {
                label: path.map(|path| place(path, profile, self.speaker)),
                words: set(&reason.reason),
                unmet: unmet.map(|unmet| unmet::requirement(unmet, rulebook, self.frame)),
                cluster: cluster.map(|id| self.frame.plain_link(&format!("/clusters/{id}"))),
                address: path.and_then(address).or(right),
            }
        };
        Ok(event.reasons.iter().map(view).collect())
    }
}

/// The matter that a field belongs to.
fn matter_named(path: &FieldPath) -> &str {
    path.item.as_ref().map_or(path.field.as_str(), |item| item.collection.as_str())
}

/// What is open for the cluster that came of an application.
async fn open_after(
    app: &App,
    who: &SignedIn,
    own: &Own,
    frame: &Frame,
) -> Result<Vec<OpenRequirement>, Problem> {
    let Some(cluster) = own.state()?.cluster else { return Ok(Vec::new()) };
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
    let StreamState::Cluster(state) = loaded.state.as_ref() else { return Ok(Vec::new()) };
    Ok(open_requirements::of(state, cluster, own.in_force()?, who, frame))
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
    set(&format!("{} · {label}", title(speaker, item)))
}
