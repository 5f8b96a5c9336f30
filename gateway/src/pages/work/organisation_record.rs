//! What the registry holds of an organisation itself, as an officer keeps it: its name, its numbers, and
//! who followed it.

mod read;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::state::{OrganisationState, StreamState};
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Identifier};

use super::acts::evidence_field;
use super::letters::{Letters, brought};
use super::plain::{Asked, FormView, Part, PlainPage, admit};
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::organisation::identifier;
use crate::pages::picker::{self, Picker};
use crate::read::parts::IdentifierShown;
use crate::words::typography::set;

/// The dictionaries of forms of a reorganisation and of countries.
const FORMS: &str = "organisation_succession";
const COUNTRY: &str = "country";
/// How a sole trader's tax number is named, which nobody is shown.
const SEALED: &str = "sealed_inn";

/// Where an organisation's record is kept.
pub(in crate::pages) fn path(id: OrganisationId) -> String {
    format!("/work/organisations/{id}/record")
}

/// An organisation whose record an officer keeps.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    id: OrganisationId,
    state: std::sync::Arc<StreamState>,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        id: OrganisationId,
    ) -> Result<Self, Problem> {
        admit(app, who, Operation::RenameOrganisation).await?;
        let loaded = app.registry.executor().streams().load(&StreamId::organisation(id)).await?;
        let work = Self { app, who, reading, id, state: loaded.state };
        let known = work.organisation().is_some_and(|state| state.registered.is_some());
        if known { Ok(work) } else { Err(Problem::new("not-found").with("organisation")) }
    }

    fn organisation(&self) -> Option<&OrganisationState> {
        match self.state.as_ref() {
            StreamState::Organisation(state) => Some(state),
            _ => None,
        }
    }

    /// The numbers that it has now.
    fn numbers(&self) -> Vec<&Identifier> {
        let current =
            self.organisation().into_iter().flat_map(OrganisationState::current_identifiers);
        current.map(|dated| &dated.identifier).collect()
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &path(self.id))
    }
}

/// How a number is named in what is sent.
fn key(number: &Identifier) -> String {
    match number.number() {
        Some(digits) if !number.is_personal() => digits.to_owned(),
        _ => SEALED.to_owned(),
    }
}

/// `/work/organisations/{id}/record`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let work = Work::of(&app, &who, &reading, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame, &[]))
}

/// Renames it, records or retires a number, records who followed it.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<OrganisationId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let work = Work::of(&app, who, &reading, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let documents = brought(&app, &sent, &mut form, &frame).await?;
    let until = read::until_name(sent.fields.get("retired"));
    let retirement = [("", until.as_str())];
    let (command, places) = match sent.fields.get("act") {
        "rename" => (work.renamed(&mut form, &frame), read::OF_NAME),
        "record" => (work.recorded(&mut form, &frame), read::OF_NUMBER),
        "retire" => (work.retired(&mut form, &frame)?, &retirement[..]),
        "succeed" => (work.succeeded(&documents, &mut form, &frame), read::OF_SUCCESSION),
        _ => return Err(Problem::new("form.malformed")),
    };
    let next = frame.plain_link(&path(work.id));
    let asked = Asked { who, request: &sent.request, places, next: &next };
    match asked.perform(command, &mut form, &app, &frame).await? {
        Some(receipt) => Ok(receipt),
        None => to_correct(&work.page(form, frame, &documents)),
    }
}

impl Work<'_> {
    fn page(&self, form: Form, frame: Frame, documents: &[DocumentRef]) -> PlainPage {
        let name = self.reading.lens().organisation(self.id);
        let name = set(name.in_language_or_other(frame.language));
        let mut forms = vec![self.rename(&form, &frame), self.record(&form, &frame)];
        let numbers = self.numbers();
        forms.extend(numbers.iter().map(|number| retire(number, &form, &frame)));
        forms.push(self.succeed(documents, &form, &frame));
        PlainPage {
            back: (frame.plain_link(&format!("/organisations/{}", self.id)), name),
            title: frame.say("record"),
            lead: frame.say("record-lead"),
            told: Vec::new(),
            forms,
            form,
            frame,
        }
    }

    fn rename(&self, form: &Form, frame: &Frame) -> FormView {
        let name = self.organisation().and_then(|state| state.name.as_ref());
        let part = |text: Option<&String>| text.cloned().unwrap_or_default();
        let (ru, en) = (name.and_then(|it| it.ru.as_ref()), name.and_then(|it| it.en.as_ref()));
        let kinds = ["change", "correction"];
        let kinds = kinds.map(|kind| (kind.to_owned(), frame.say(&format!("record-kind-{kind}"))));
        let kind = form.choices("kind", frame.say("record-kind"), "radio", kinds);
        let parts = vec![
            Part::Field(form.field("name", frame.say("record-name")).value(part(ru))),
            Part::Field(
                form.field("name_en", frame.say("record-name-en")).value(part(en)).optional(),
            ),
            Part::Choices(kind),
        ];
        FormView::new("rename", "record-rename", parts, frame)
    }

    fn record(&self, form: &Form, frame: &Frame) -> FormView {
        let number = form.field("number", frame.say("record-number"));
        let country =
            form.select("country", frame.say("items-country"), self.terms(COUNTRY, frame));
        let parts = vec![
            Part::Field(
                Field { autocomplete: "off", ..number }
                    .width("medium")
                    .hint(frame.say("record-number-hint")),
            ),
            Part::Select(country.hint(frame.say("record-country-hint"))),
            Part::Field(day_field("since", "record-since", form, frame).optional()),
        ];
        FormView::new("record", "record-identify", parts, frame)
    }

    fn succeed(&self, documents: &[DocumentRef], form: &Form, frame: &Frame) -> FormView {
        let field = |name: &str, label: &str| form.field(name, frame.say(label)).optional();
        let successor =
            field("successor", "record-successor").hint(frame.say("record-successor-hint"));
        let found = picker::organisations(&successor.value, &self.reading.lens(), frame);
        let kinds = self.terms(FORMS, frame);
        let own = self.numbers().into_iter().filter(|number| !number.is_personal());
        let passing = own.filter_map(|number| {
            Some((key(number), identifier(IdentifierShown::public([number]).first()?, frame)))
        });
        let passing = form.choices("passing", frame.say("record-passing"), "checkbox", passing);
        let new_number = field("successor_number", "record-successor-number");
        let parts = vec![
            Part::Picker(Picker::new(successor, found, form, frame)),
            Part::Field(
                field("successor_name", "record-successor-name")
                    .hint(frame.say("record-successor-name-hint")),
            ),
            Part::Field(new_number.width("medium").hint(frame.say("record-successor-number-hint"))),
            Part::Choices(form.choices("form", frame.say("record-form"), "radio", kinds)),
            Part::Field(day_field("on", "record-on", form, frame)),
            Part::Choices(passing.hint(frame.say("record-passing-hint"))),
            Part::Field(evidence_field(form, frame, false)),
            Part::Letters(Letters::new(form, frame, "domains-files", documents)),
        ];
        FormView::new("succeed", "record-succeed", parts, frame)
            .lead(frame.say("record-succeed-lead"))
    }

    /// The terms of a dictionary: code and name.
    fn terms(&self, dictionary: &str, frame: &Frame) -> Vec<(String, String)> {
        let lens = self.reading.lens();
        let named = |code: Code| {
            let name = lens.term(dictionary, &code);
            (code.to_string(), set(name.in_language_or_other(frame.language)))
        };
        lens.terms(dictionary).into_iter().map(named).collect()
    }
}

/// The form by which a number ends.
fn retire(number: &Identifier, form: &Form, frame: &Frame) -> FormView {
    let key = key(number);
    let shown = IdentifierShown::public([number]).first().map(|it| identifier(it, frame));
    let shown = shown.unwrap_or_else(|| frame.say("record-sealed"));
    let until = day_field(&read::until_name(&key), "record-until", form, frame);
    let view = FormView::new("retire", "record-retire", vec![Part::Field(until)], frame);
    view.about(&shown).with("retired", key)
}

fn day_field(name: &str, label: &str, form: &Form, frame: &Frame) -> Field {
    form.field(name, frame.say(label)).of("date").width("short")
}
