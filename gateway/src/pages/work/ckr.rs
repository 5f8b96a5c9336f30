//! The cluster development centres of a region as an officer keeps them: one was opened, one was closed.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{CloseCkr, Command, OpenCkr};
use registry_events::claim::Evidence;
use registry_events::dictionary::Region;
use registry_events::document::DocumentRef;
use registry_events::ids::OrganisationId;
use registry_events::value::{Identifier, Inn, NamedOrganisation, Ogrn, Text};
use registry_projections::regions::Ckr;

use super::acts::{evidence, evidence_field};
use super::letters::{Letters, brought};
use super::plain::{Asked, FormView, Part, PlainPage, admit, day_of};
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::picker::{self, Picker};
use crate::pages::told::Places;
use crate::words::typography::{self, set};

/// The list of regions.
pub(in crate::pages) const PATH: &str = "/work/regions";
/// The fields by the places in a command that they stand for.
const PLACES: &Places<'_> =
    &[("/organisation", "organisation"), ("/opened_on", "opened_on"), ("/evidence", "evidence")];

/// Where the centres of a region are kept.
pub(in crate::pages) fn path(code: &str) -> String {
    format!("{PATH}/{code}/ckr")
}

/// `/work/regions`: which region is meant.
pub async fn regions(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &who, Operation::OpenCkr).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let regions = picker::regions(&reading.lens(), &frame).into_iter();
    let told = regions.map(|(code, name)| (name, Some(frame.plain_link(&path(&code)))));
    rendered_privately(&PlainPage {
        back: (frame.plain_link("/work"), frame.say("work-daily")),
        title: frame.say("ckr-regions"),
        lead: frame.say("ckr-regions-lead"),
        told: told.collect(),
        forms: Vec::new(),
        form: Form::default(),
        frame,
    })
}

/// A region whose centres an officer keeps.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    reading: &'w Reading,
    region: &'w Region,
}

impl<'w> Work<'w> {
    async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        code: &str,
    ) -> Result<Self, Problem> {
        admit(app, who, Operation::OpenCkr).await?;
        let region = reading.lens().region(code);
        let region = region.ok_or_else(|| Problem::new("not-found").with("region"))?;
        Ok(Self { app, who, reading, region })
    }

    fn path(&self) -> String {
        path(self.region.code.as_str())
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }
}

/// `/work/regions/{code}/ckr`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    Path(code): Path<String>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let work = Work::of(&app, &who, &reading, &code).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame, &[]))
}

/// Records that a centre was opened or closed.
pub async fn act(
    State(app): State<App>,
    Path(code): Path<String>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let work = Work::of(&app, who, &reading, &code).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let documents = brought(&app, &sent, &mut form, &frame).await?;
    let closed = sent.fields.get("centre");
    let (on, reason) = (closed_on(closed), reason_of(closed));
    let of_closing = [("/closed_on", on.as_str()), ("", reason.as_str())];
    let (command, places) = match sent.fields.get("act") {
        "open" => (work.opened(&documents, &mut form, &frame), PLACES),
        "close" => (work.closed(closed, &mut form, &frame)?, &of_closing[..]),
        _ => return Err(Problem::new("form.malformed")),
    };
    let next = frame.plain_link(&work.path());
    let asked = Asked { who, request: &sent.request, places, next: &next };
    match asked.perform(command, &mut form, &app, &frame).await? {
        Some(receipt) => Ok(receipt),
        None => to_correct(&work.page(form, frame, &documents)),
    }
}

fn closed_on(centre: &str) -> String {
    format!("closed_on.{centre}")
}

fn reason_of(centre: &str) -> String {
    format!("reason.{centre}")
}

impl Work<'_> {
    fn opened(&self, documents: &[DocumentRef], form: &mut Form, frame: &Frame) -> Option<Command> {
        let organisation = self.organisation(form, frame);
        let opened_on = day_of("opened_on", form, frame);
        let sent = form.sent_fields().clone();
        let mut shown = evidence(&sent, form, frame);
        shown.extend(documents.iter().copied().map(Evidence::Document));
        let (organisation, opened_on) = (organisation?, opened_on?);
        let region = self.region.code.clone();
        Some(OpenCkr { region, organisation, opened_on, evidence: shown }.into())
    }

    /// An organisation of the registry by its name and numbers, else a new one.
    fn organisation(&self, form: &mut Form, frame: &Frame) -> Option<NamedOrganisation> {
        let lens = self.reading.lens();
        let name = form.typed("name").trim().to_owned();
        if !name.is_empty() {
            let digits: String = form.typed("number").split_whitespace().collect();
            let inn = Inn::parse(&digits).map(Identifier::Inn);
            let number = inn.or_else(|_| Ogrn::parse(&digits).map(Identifier::Ogrn)).ok();
            let named = number.zip(Text::new(Some(&name), None).ok());
            if named.is_none() {
                form.wrong("number", frame.say("ckr-number-wrong"));
            }
            let (number, name) = named?;
            return Some(NamedOrganisation { name, identifiers: vec![number] });
        }
        let id: Option<OrganisationId> =
            picker::named("organisation", form.sent_fields()).parse().ok();
        let known = id.and_then(|id| lens.views.organisations().get(id));
        let Some(known) = known else {
            let offered = picker::organisations(form.typed("organisation"), &lens, frame);
            picker::tell(form, "organisation", &offered, "ckr-number-wrong", frame);
            return None;
        };
        let open = known.numbers_at(lens.at).filter(|number| !number.is_personal());
        let identifiers = open.cloned().collect();
        Some(NamedOrganisation { name: lens.organisation(known.id), identifiers })
    }

    fn closed(
        &self,
        centre: &str,
        form: &mut Form,
        frame: &Frame,
    ) -> Result<Option<Command>, Problem> {
        let organisation = centre.parse().map_err(|_| Problem::new("form.malformed"))?;
        let reason = form.typed(&reason_of(centre)).to_owned();
        let closed_on = day_of(&closed_on(centre), form, frame);
        let region = self.region.code.clone();
        Ok(closed_on.map(|closed_on| CloseCkr { region, organisation, closed_on, reason }.into()))
    }

    fn page(&self, form: Form, frame: Frame, documents: &[DocumentRef]) -> PlainPage {
        let lens = self.reading.lens();
        let name = set(self.region.name.in_language_or_other(frame.language));
        let open = lens.centres(&self.region.code).filter(|centre| centre.is_open_at(lens.at));
        let mut forms: Vec<_> = open.map(|centre| self.close(centre, &form, &frame)).collect();
        forms.push(self.open(&form, documents, &frame));
        PlainPage {
            back: (frame.plain_link(&format!("/regions/{}", self.region.code)), name),
            title: frame.say("ckr-keep"),
            lead: frame.say("ckr-keep-lead"),
            told: Vec::new(),
            forms,
            form,
            frame,
        }
    }

    fn open(&self, form: &Form, documents: &[DocumentRef], frame: &Frame) -> FormView {
        let field = |name: &str, label: &str| form.field(name, frame.say(label)).optional();
        let hint = frame.say("record-successor-hint");
        let organisation = field("organisation", "ckr-organisation").hint(hint);
        let lens = self.reading.lens();
        let found = picker::organisations(&organisation.value, &lens, frame);
        let day = form.field("opened_on", frame.say("ckr-opened-on")).of("date").width("short");
        let parts = vec![
            Part::Picker(Picker::new(organisation, found, form, frame)),
            Part::Field(field("name", "ckr-name")),
            Part::Field(field("number", "ckr-number").width("medium")),
            Part::Field(day),
            Part::Field(evidence_field(form, frame, false)),
            Part::Letters(Letters::new(form, frame, "domains-files", documents)),
        ];
        FormView::new("open", "ckr-open", parts, frame)
    }

    fn close(&self, centre: &Ckr, form: &Form, frame: &Frame) -> FormView {
        let id = centre.organisation.to_string();
        let name = set(self
            .reading
            .lens()
            .organisation(centre.organisation)
            .in_language_or_other(frame.language));
        let day = typography::date(centre.opened_on, frame.language);
        let stands = frame.words.say_with("ckr-stands", &[("name", &name), ("day", &day)]);
        let on = form.field(&closed_on(&id), frame.say("ckr-closed-on"));
        let reason = form.field(&reason_of(&id), frame.say("grant-reason")).lines(3);
        let parts = vec![
            Part::Field(Field { kind: "date", ..on.width("short") }),
            Part::Field(reason.hint(frame.say("acts-reason-hint"))),
        ];
        FormView::new("close", "ckr-close", parts, frame).about(&set(&stands)).with("centre", id)
    }
}
