//! The form of an application: the fields that the minimum needs, made from the catalogue, with the
//! requirements as what is typed meets them. «Проверить» records nothing; a script asks it as one types.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_core::command::{Command, StateApplication};
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::{ApplicationStanding, ApplicationState, Loaded, StreamState};
use registry_events::catalogue::Field as Asked;
use registry_events::event::Event;
use registry_events::ids::ApplicationId;
use registry_events::value::ValueType;

use super::super::acts::tell;
use super::super::control::{Control, Making};
use super::super::typed::part;
use super::PATH;
use super::filled::{Filled, MEMBERS, contact_fields, own_fields, standing};
use super::members::Types;
use super::requirements::Requirements;
use crate::api::read::streams::{registry, rules_of};
use crate::api::write::applications::show;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form, id_of};
use crate::pages::frame::Frame;
use crate::people::whereabouts::Whereabouts;
use crate::problems::{LabelsInForce, sentence};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/applications/fill.html")]
struct FillPage {
    frame: Frame,
    form: Form,
    name: String,
    application: String,
    questions: Vec<Question>,
    contact: Vec<Question>,
    contact_place: String,
    members: Field,
    requirements: Requirements,
}

impl Page for FillPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A field of the form.
struct Question {
    id: String,
    label: String,
    hint: String,
    example: String,
    error: String,
    controls: Vec<Control>,
    /// The day it describes, where it is of one.
    on: Option<Field>,
    /// That it isn't told, where that may be.
    withheld: Option<Choices>,
}

/// An application that its applicant may fill in.
pub(super) struct Own {
    pub(super) id: ApplicationId,
    pub(super) opened: show::Opened,
    registry: Loaded,
}

impl Own {
    /// The application, where it is the caller's own.
    pub(super) async fn of(
        app: &App,
        who: &SignedIn,
        id: ApplicationId,
        from: &Whereabouts,
    ) -> Result<Self, Problem> {
        Operation::StateApplication.check(who.caller.role)?;
        let opened = show::seen(app, who.caller, id, from).await?;
        Ok(Self { id, opened, registry: registry(app).await? })
    }

    pub(super) fn state(&self) -> Result<&ApplicationState, Problem> {
        match self.opened.loaded.state.as_ref() {
            StreamState::Application(state) => Ok(state),
            _ => Err(Problem::new("not-found").with("application")),
        }
    }

    pub(super) fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    pub(super) fn path(&self) -> String {
        format!("{PATH}/{}", self.id)
    }

    pub(super) fn requirements(
        &self,
        profile: &Profile,
        app: &App,
        frame: &Frame,
    ) -> Result<Requirements, Problem> {
        let rulebook = self.in_force()?.rulebook;
        Ok(Requirements::of(profile, rulebook, app.registry.today(), frame.language))
    }

    fn is_open(&self) -> Result<bool, Problem> {
        use ApplicationStanding as A;
        Ok(matches!(self.state()?.standing, A::Draft | A::Returned))
    }
}

/// Everything that the page is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    own: &'w Own,
    reading: &'w Reading,
    types: Types,
}

/// `/work/applications/{id}/form`.
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
    if !own.is_open()? {
        return Ok(Redirect::to(&frame.plain_link(&own.path())).into_response());
    }
    let work = Work::new(&app, &who, &own, &reading);
    let profile = &own.state()?.profile;
    let stands = standing(profile, own.in_force()?.catalogue, &work.types, reading.language);
    let form = work.form(&frame).sent(stands.into());
    let page = work.page(form, frame, profile)?;
    rendered_privately(&page)
}

/// What the form asks for: to be checked, or kept.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ApplicationId>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let own = Own::of(&app, &sent.signed_in, id, &from).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let work = Work::new(&app, &sent.signed_in, &own, &reading);
    let form = work.form(&frame).sent(sent.fields.clone());
    match sent.fields.get("act") {
        "save" => work.save(form, frame, &sent).await,
        _ => work.check(form, frame, &sent.fields).await,
    }
}

/// What is wrong, or what would follow.
type Attempt = (Vec<Broken>, Option<(StateApplication, Profile)>);

/// What is typed, read and judged.
struct Judged {
    filled: Filled,
    problems: Vec<Broken>,
    command: Option<StateApplication>,
    /// The profile as it would be by what of it is right.
    profile: Profile,
}

impl<'w> Work<'w> {
    fn new(app: &'w App, who: &'w SignedIn, own: &'w Own, reading: &'w Reading) -> Self {
        Self { app, who, own, reading, types: Types::of(&reading.lens()) }
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &format!("{}/form", self.own.path()))
    }

    async fn check(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &Fields,
    ) -> Result<Response, Problem> {
        let judged = self.judge(sent).await?;
        self.tell(&mut form, &judged, &frame).await;
        let is_wrong = form.is_wrong();
        let page = self.page(form, frame, &judged.profile)?;
        if is_wrong { to_correct(&page) } else { rendered_privately(&page) }
    }

    async fn save(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &SignedForm,
    ) -> Result<Response, Problem> {
        let judged = self.judge(&sent.fields).await?;
        self.tell(&mut form, &judged, &frame).await;
        let next = frame.plain_link(&self.own.path());
        let refused = match &judged.command {
            _ if form.is_wrong() => None,
            None => return Ok(Redirect::to(&next).into_response()),
            Some(command) => {
                let command = Command::from(command.clone());
                execute_for(self.app, self.who.caller, &sent.request, command).await.err()
            }
        };
        if let Some(problem) = refused {
            let place = |broken: &Broken| judged.filled.place(broken).0;
            tell(self.app, problem, &mut form, &frame, place).await?;
        }
        if form.is_wrong() {
            return to_correct(&self.page(form, frame, &judged.profile)?);
        }
        Ok(Redirect::to(&next).into_response())
    }

    /// Reads what is typed; where something of it is wrong, the rest is judged without it.
    async fn judge(&self, sent: &Fields) -> Result<Judged, Problem> {
        let (state, catalogue) = (self.own.state()?, self.own.in_force()?.catalogue);
        let filled = Filled::of(sent, &state.profile, catalogue, &self.types);
        let (problems, mut right) = self.attempt(&filled).await?;
        if right.is_none() {
            right = self.attempt(&filled.clone().without(&problems)).await?.1;
        }
        let stands = || state.profile.clone();
        let (command, profile) = right.map_or_else(|| (None, stands()), |(c, p)| (Some(c), p));
        Ok(Judged { filled, problems, command, profile })
    }

    /// What is wrong with what is typed, or the command that states it and the profile after that.
    async fn attempt(&self, filled: &Filled) -> Result<Attempt, Problem> {
        if filled.is_empty() {
            return Ok((Vec::new(), None));
        }
        let read = OfForm::read(&filled.body(), self.app).await?;
        if !read.problems.is_empty() {
            return Ok((read.problems, None));
        }
        let changes = read.changes.clone();
        let command = StateApplication { application: self.own.id, changes, expected: None };
        Ok(match self.foresee(&command).await? {
            Ok(profile) => (Vec::new(), Some((command, profile))),
            Err(refused) => (read.translate(refused), None),
        })
    }

    /// The profile as it would be, or what the rules refuse.
    async fn foresee(
        &self,
        command: &StateApplication,
    ) -> Result<Result<Profile, Vec<Broken>>, Problem> {
        let executor = self.app.registry.executor();
        let command = Command::from(command.clone());
        match executor.foresee(self.who.caller, &command).await {
            Ok(decision) => {
                let parts = decision.parts.iter().flat_map(|part| &part.events);
                let events = parts.filter_map(|decided| match &decided.event {
                    Event::Profile(event) => Some(event),
                    _ => None,
                });
                Ok(Ok(self.own.state()?.profile.after(events)))
            }
            Err(ExecuteError::Rejected(Rejection::Invalid(problems))) => Ok(Err(problems)),
            Err(refused) => Err(refused.into()),
        }
    }

    async fn tell(&self, form: &mut Form, judged: &Judged, frame: &Frame) {
        if judged.problems.is_empty() {
            return;
        }
        let labels = LabelsInForce::load(self.app).await;
        for problem in &judged.problems {
            let words = set(&sentence(problem.code, &problem.details, frame.language, &labels));
            let (place, line) = judged.filled.place(problem);
            let words = match line {
                Some(line) => format!("{} {line}: {words}", frame.say("application-line")),
                None => words,
            };
            form.wrong(&place, words);
        }
    }

    fn page(&self, form: Form, frame: Frame, profile: &Profile) -> Result<FillPage, Problem> {
        let catalogue = self.own.in_force()?.catalogue;
        let speaker =
            Speaker { lens: self.reading.lens(), card: None, language: self.reading.language };
        let question = |field| {
            let making = Making { field, form: &form, frame: &frame, speaker: &speaker, profile };
            Question::new(field, making)
        };
        let types = self.types.names(self.reading.language).join(", ");
        let members = form.field(MEMBERS, frame.say("application-members")).lines(12).optional();
        let hint = frame.words.say_with("application-members-hint", &[("types", &types)]);
        Ok(FillPage {
            name: super::shown_name(&self.own.state()?.profile, &frame),
            application: frame.plain_link(&self.own.path()),
            questions: own_fields(catalogue).map(question).collect(),
            contact: contact_fields(catalogue).map(question).collect(),
            contact_place: id_of(registry_core::profile::reader::CONTACTS),
            members: members.hint(hint),
            requirements: self.own.requirements(profile, self.app, &frame)?,
            form,
            frame,
        })
    }
}

impl Question {
    fn new(field: &Asked, making: Making<'_>) -> Self {
        let Making { form, frame, speaker, .. } = making;
        let on = form.field(&part(field, "on"), frame.say("work-described-on"));
        let withheld = form.choices(
            &part(field, "withheld"),
            frame.say("application-or"),
            "checkbox",
            [("yes".to_owned(), frame.say("work-said-withheld"))],
        );
        let is_figure = field.dated && field.value_type == ValueType::Integer;
        Self {
            id: id_of(field.key.as_str()),
            label: set(speaker.text(&field.label)),
            hint: set(speaker.text(&field.hint)),
            example: set(speaker.text(&field.example)),
            error: form.error_of(field.key.as_str()),
            controls: making.controls(),
            on: field.dated.then(|| on.of("date").width("short").optional()),
            withheld: is_figure.then_some(withheld),
        }
    }

    /// The places of what describes it.
    fn described_by(&self) -> String {
        let error =
            if self.error.is_empty() { String::new() } else { format!(" {}-error", self.id) };
        format!("{}-hint{error}", self.id)
    }
}
