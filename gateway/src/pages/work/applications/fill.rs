//! One matter of an application: its question, made from the catalogue, beside the requirements as what
//! is typed meets them. «Проверить» records nothing; a script asks it as one types.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_core::command::{Command, StateApplication};
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::rulebook::Rulebook;
use registry_core::state::{ApplicationStanding, ApplicationState, Loaded, StreamState};
use registry_events::catalogue::Field as Asked;
use registry_events::event::Event;
use registry_events::ids::ApplicationId;
use registry_events::value::{Language, ValueType};

use super::super::acts::tell;
use super::super::control::{Control, Making};
use super::super::report::{RowView, WRONG};
use super::super::typed::{lacks_main, part};
use super::PATH;
use super::filled::{Filled, MEMBERS, standing};
use super::matters::{self, ItemMatter, Matter};
use super::members::{Effect, Types};
use super::requirements::Requirements;
use crate::api::read::streams::{registry, rules_of};
use crate::api::write::applications::show;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::import;
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choice, Choices, Field, Form, id_of};
use crate::pages::frame::{Frame, localised};
use crate::people::whereabouts::Whereabouts;
use crate::problems::{LabelsInForce, sentence};
use crate::words::typography::{capitalised, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/applications/fill.html")]
struct FillPage {
    frame: Frame,
    form: Form,
    name: String,
    application: String,
    /// «Дело 3 из 10».
    step: String,
    label: String,
    /// What is to be known before one answers, where the questions don't say it themselves.
    lead: Option<String>,
    /// The place of the whole, for a matter of several questions.
    place: String,
    questions: Vec<Question>,
    members: Option<Field>,
    /// What the rows of participants would do.
    report_rows: Vec<RowView>,
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
    /// Whether it is all that the page asks, so that its label is the heading.
    is_heading: bool,
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

    /// The page of a matter.
    pub(super) fn path_of(&self, matter: &str) -> String {
        format!("{}/form/{matter}", self.path())
    }

    pub(super) fn requirements(
        &self,
        profile: &Profile,
        app: &App,
        speaker: &Speaker<'_>,
        frame: &Frame,
    ) -> Result<Requirements, Problem> {
        let rulebook = self.in_force()?.rulebook;
        let found = Requirements::of(profile, rulebook, app.registry.today(), speaker);
        let is_open = self.is_open()?;
        Ok(found.leading(|matter| is_open.then(|| frame.plain_link(&self.path_of(matter)))))
    }

    pub(super) fn is_open(&self) -> Result<bool, Problem> {
        use ApplicationStanding as A;
        Ok(matches!(self.state()?.standing, A::Draft | A::Returned))
    }
}

/// Everything that the page is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    own: &'w Own,
    matter: Matter<'w>,
    speaker: Speaker<'w>,
    types: Types,
}

/// `/work/applications/{id}/form`: where it once stood as a whole, now its list of matters.
pub async fn whole(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ApplicationId>, Problem>,
    language: Language,
    from: Whereabouts,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let own = Own::of(&app, &who, id, &from).await?;
    Ok(Redirect::to(&localised(language, &own.path())).into_response())
}

/// `/work/applications/{id}/form/{matter}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ApplicationId, String)>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, matter)) = named?;
    let own = Own::of(&app, &who, id, &from).await?;
    let work = Work::new(&app, &who, &own, &reading, &matter)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    if !own.is_open()? {
        return Ok(Redirect::to(&frame.plain_link(&own.path())).into_response());
    }
    let profile = &own.state()?.profile;
    let stands = standing(&work.matter, profile, &work.types, reading.language);
    let form = work.form(&frame).sent(stands.into());
    let page = work.page(form, frame, profile)?;
    rendered_privately(&page)
}

/// What the form asks for: to be checked, or kept.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<(ApplicationId, String)>, Problem>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((id, matter)) = named?;
    let own = Own::of(&app, &sent.signed_in, id, &from).await?;
    let work = Work::new(&app, &sent.signed_in, &own, &reading, &matter)?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let form = work.form(&frame).sent(sent.fields.clone());
    match sent.fields.get("act") {
        "save" => work.save(form, frame, &sent).await,
        _ => work.check(form, frame, &sent.fields).await,
    }
}

/// What is wrong, or what would follow.
type Attempt = (Vec<Broken>, Option<(StateApplication, Profile)>);

/// That lines can't be read as a table: the key of its words.
const UNREADABLE: &str = "import-unreadable";
/// The most rows of a report that are shown.
const SHOWN_MAX: usize = 500;

/// What is typed, read and judged.
struct Judged {
    filled: Filled,
    problems: Vec<Broken>,
    command: Option<StateApplication>,
    /// The profile as it would be by what of it is right.
    profile: Profile,
}

impl<'w> Work<'w> {
    fn new(
        app: &'w App,
        who: &'w SignedIn,
        own: &'w Own,
        reading: &'w Reading,
        matter: &str,
    ) -> Result<Self, Problem> {
        let unknown = || Problem::new("path.unknown").with(matter);
        let matter = Matter::of(own.in_force()?.catalogue, matter).ok_or_else(unknown)?;
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        Ok(Self { app, who, own, matter, types: Types::of(&speaker.lens), speaker })
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.own.path_of(self.matter.key()))
    }

    async fn check(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &Fields,
    ) -> Result<Response, Problem> {
        let judged = self.judge(sent).await?;
        let report_rows = self.tell(&mut form, &judged, &frame).await;
        let is_wrong = form.is_wrong();
        let page = FillPage { report_rows, ..self.page(form, frame, &judged.profile)? };
        if is_wrong { to_correct(&page) } else { rendered_privately(&page) }
    }

    async fn save(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &SignedForm,
    ) -> Result<Response, Problem> {
        let judged = self.judge(&sent.fields).await?;
        let report_rows = self.tell(&mut form, &judged, &frame).await;
        let next = self.next(&judged.profile, &frame)?;
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
            let page = self.page(form, frame, &judged.profile)?;
            return to_correct(&FillPage { report_rows, ..page });
        }
        Ok(Redirect::to(&next).into_response())
    }

    /// Where one goes on: to the next matter of which nothing is said while something needed is left, or
    /// back to the list.
    fn next(&self, profile: &Profile, frame: &Frame) -> Result<String, Problem> {
        let all = matters::all(self.own.in_force()?.catalogue);
        let is_left = |matter: &&Matter<'_>| !matter.is_said(profile);
        let is_needed = |matter: &Matter<'_>| !matter.is_optional() && is_left(&matter);
        if !all.iter().any(is_needed) {
            return Ok(frame.plain_link(&self.own.path()));
        }
        let place = all.iter().position(|matter| matter.key() == self.matter.key());
        let later = all.iter().skip(place.map_or(0, |place| place + 1));
        let mut left = later.filter(is_left);
        let next = left.next().map(|matter| self.own.path_of(matter.key()));
        Ok(frame.plain_link(&next.unwrap_or_else(|| self.own.path())))
    }

    /// Reads what is typed; where something of it is wrong, the rest is judged without it.
    async fn judge(&self, sent: &Fields) -> Result<Judged, Problem> {
        let state = self.own.state()?;
        let rows = import::own_rows(&self.app.registry, sent.get(MEMBERS)).await;
        let is_unreadable = rows.is_err();
        let rows = rows.unwrap_or_default();
        let filled = Filled::of((sent, &rows), &self.matter, &state.profile, &self.types);
        if is_unreadable {
            let profile = state.profile.clone();
            let filled = Filled::default();
            let problems = vec![Broken::new("", UNREADABLE)];
            return Ok(Judged { filled, problems, command: None, profile });
        }
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

    /// Tells on the form what is wrong, and what the rows of participants would do.
    async fn tell(&self, form: &mut Form, judged: &Judged, frame: &Frame) -> Vec<RowView> {
        if let Matter::Field(field) = &self.matter
            && lacks_main(field, form.sent_fields())
        {
            form.wrong(field.key.as_str(), frame.say("work-region-main-wrong"));
        }
        let mut wrong: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let labels = LabelsInForce::load(self.app).await;
        for problem in &judged.problems {
            if problem.code == UNREADABLE {
                form.wrong(MEMBERS, frame.say(UNREADABLE));
                continue;
            }
            let words = set(&sentence(problem.code, &problem.details, frame.language, &labels));
            match judged.filled.place(problem) {
                (_, Some(row)) => {
                    let told = format!("{} {row}: {words}", frame.say("application-line"));
                    form.wrong(&format!("row-{row}"), told);
                    wrong.entry(row).or_default().push(words);
                }
                (place, None) => form.wrong(&place, words),
            }
        }
        let effects = judged.filled.effects.iter().take(SHOWN_MAX);
        let view = |(number, name, key): &Effect| {
            let details = wrong.get(number).cloned().unwrap_or_default();
            let key = if details.is_empty() { *key } else { WRONG };
            let (name, outcome) = (set(name), frame.say(key));
            RowView { number: *number, name, key, outcome, details, only_in: None }
        };
        let mut rows: Vec<_> = effects.map(view).collect();
        let told: BTreeSet<_> = rows.iter().map(|row| row.number).collect();
        let others = wrong.into_iter().filter(|(number, _)| !told.contains(number));
        rows.extend(others.map(|(number, details)| RowView {
            number,
            name: String::new(),
            key: WRONG,
            outcome: frame.say(WRONG),
            details,
            only_in: None,
        }));
        rows.sort_by_key(|row| (row.number == 0, row.number));
        rows
    }

    fn page(&self, form: Form, frame: Frame, profile: &Profile) -> Result<FillPage, Problem> {
        let in_force = self.own.in_force()?;
        let all = matters::all(in_force.catalogue);
        let place = all.iter().position(|matter| matter.key() == self.matter.key());
        let (number, of) = (place.map_or(0, |place| place + 1).to_string(), all.len().to_string());
        let step = frame.words.say_with("application-step", &[("number", &number), ("of", &of)]);
        Ok(FillPage {
            name: super::shown_name(&self.own.state()?.profile, &frame),
            application: frame.plain_link(&self.own.path()),
            step,
            label: set(self.speaker.text(self.matter.label())),
            lead: self.lead(in_force.rulebook, &frame),
            place: id_of(self.matter.key()),
            questions: self.questions(&form, &frame, profile),
            members: matches!(self.matter, Matter::Members(_)).then(|| self.members(&form, &frame)),
            report_rows: Vec::new(),
            requirements: self.own.requirements(profile, self.app, &self.speaker, &frame)?,
            form,
            frame,
        })
    }

    fn lead(&self, rulebook: &Rulebook, frame: &Frame) -> Option<String> {
        match &self.matter {
            Matter::Item(item) if item.is_optional => {
                let term = |code| self.speaker.lens.term("official_status", code);
                let waiving = rulebook.waiving_statuses.iter().map(term);
                let waiving: Vec<_> = waiving.map(|it| self.speaker.text(&it).to_owned()).collect();
                let days = usize::try_from(rulebook.limits().requirement_days).unwrap_or_default();
                let days = frame.count("days", days);
                let waiving = waiving.join("; ");
                let parts = [("days", days.as_str()), ("statuses", &waiving)];
                Some(set(&frame.words.say_with("application-status-lead", &parts)))
            }
            Matter::Item(_) => Some(frame.say("application-contact-hint")),
            Matter::Field(_) | Matter::Members(_) => None,
        }
    }

    fn questions(&self, form: &Form, frame: &Frame, profile: &Profile) -> Vec<Question> {
        let speaker = &self.speaker;
        let making = |field| Making { field, form, frame, speaker, profile };
        match &self.matter {
            Matter::Field(field) => {
                vec![Question { is_heading: true, ..Question::new(field, making(field)) }]
            }
            Matter::Item(item) => {
                let asked = item.fields.iter();
                asked.map(|field| of_item(item, field, making(field))).collect()
            }
            Matter::Members(_) => Vec::new(),
        }
    }

    fn members(&self, form: &Form, frame: &Frame) -> Field {
        let types = self.types.names(self.speaker.language).join(", ");
        let members = form.field(MEMBERS, frame.say("application-members-lines")).lines(12);
        let hint = frame.words.say_with("application-members-hint", &[("types", &types)]);
        members.optional().hint(hint)
    }
}

/// A question about an item; where there may be none, the first says so.
fn of_item(item: &ItemMatter<'_>, field: &Asked, making: Making<'_>) -> Question {
    let (form, frame) = (making.form, making.frame);
    let mut question = Question::new(field, making);
    let is_first = item.fields.first().is_some_and(|first| first.key == field.key);
    if !item.is_optional {
        return question;
    }
    question.example = String::new();
    if let Some(Control::Choices(choices)) = question.controls.first_mut().filter(|_| is_first) {
        question.hint = frame.say("application-status-hint");
        let none = Choice {
            id: format!("{}-none", choices.id()),
            label: frame.say("application-status-none"),
            chosen: form.typed(&choices.name).is_empty(),
            ..Choice::default()
        };
        choices.choices.insert(0, none);
    }
    question
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
            label: capitalised(&set(speaker.text(&field.label))),
            hint: set(speaker.text(&field.hint)),
            example: set(speaker.text(&field.example)),
            error: form.error_of(field.key.as_str()),
            controls: making.controls(),
            on: field.dated.then(|| on.of("date").width("short").optional()),
            withheld: is_figure.then_some(withheld),
            is_heading: false,
        }
    }

    /// The places of what describes it.
    fn described_by(&self) -> String {
        let parts = [("hint", &self.hint), ("error", &self.error)];
        let there = parts.into_iter().filter(|(_, words)| !words.is_empty());
        there.map(|(part, _)| format!("{}-{part}", self.id)).collect::<Vec<_>>().join(" ")
    }
}
