//! One matter of an application: its question, made from the catalogue, beside the requirements as what
//! is typed meets them. «Проверить» records nothing; a script asks it as one types.

mod judged;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::command::Command;
use registry_core::profile::Profile;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::ApplicationId;
use registry_events::value::Language;

use super::super::acts::tell;
use super::super::control::Control;
use super::super::report::RowView;
use super::filled::standing;
use super::matters::{self, Matter};
use super::members::Types;
use super::own::Own;
use super::question::{self, Question};
use super::requirements::Requirements;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, id_of};
use crate::pages::frame::{Frame, localised};
use crate::people::whereabouts::Whereabouts;
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
            lead: question::lead(&self.matter, in_force.rulebook, &self.speaker, &frame),
            place: id_of(self.matter.key()),
            questions: question::questions(&self.matter, profile, &self.speaker, &form, &frame),
            members: matches!(self.matter, Matter::Members(_))
                .then(|| question::members(&self.types, &form, &frame)),
            report_rows: Vec::new(),
            requirements: self.own.requirements(profile, self.app, &self.speaker, &frame)?,
            form,
            frame,
        })
    }
}
