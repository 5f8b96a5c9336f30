//! The form of an item, made from the catalogue: a new one, or one that stands.
//!
//! All of an item is one commit. What goes wrong is told beside what was typed, which is never lost;
//! where somebody else changed the same field meanwhile, what stands now is shown beside it.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::profile::Item;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::catalogue::Field as Asked;
use registry_events::ids::{ClusterId, ItemId};
use registry_events::log::Receipt;
use registry_events::path::FieldPath;
use registry_events::value::ValueType;
use registry_projections::card::Card;

use super::super::asked::{Envelope, mark, seen_by};
use super::super::control::{Control, Making, title};
use super::super::drafts::{DraftNote, take_waiting};
use super::super::field::Above;
use super::super::opened::Opened;
use super::super::receipt;
use super::answers::{self, Body};
use super::organisation::{self, OrganisationAsked};
use super::{Listed, path_of};
use crate::api::read::streams::card_at;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm, Visit};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form, Select, id_of};
use crate::pages::frame::{Frame, address};
use crate::people::drafts::Saved;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The form.
#[derive(Template)]
#[template(path = "work/items/form.html")]
struct ItemPage {
    frame: Frame,
    subject: Above,
    list: (String, String),
    heading: String,
    form: Form,
    fields: Vec<AskedField>,
    envelope: Envelope,
    is_new: bool,
    /// What somebody else stated meanwhile: field and value.
    meanwhile: Vec<(String, String)>,
    close: Option<String>,
    /// That a draft is shown.
    draft: Option<DraftNote>,
}

impl Page for ItemPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A field of an item.
struct AskedField {
    id: String,
    label: String,
    hint: String,
    example: String,
    why: String,
    mark: String,
    seen_by: Option<String>,
    is_needed: bool,
    error: String,
    /// Whether the name of the field says all of what its only control asks.
    is_single: bool,
    controls: Vec<Control>,
    organisation: Option<OrganisationAsked>,
    day: Option<Field>,
    none: Option<Select>,
    /// What stood when the form was shown: names and values that nobody sees.
    shown: [(String, String); 2],
}

/// Everything that the form is made from.
struct Work<'w> {
    app: &'w App,
    who: &'w SignedIn,
    listed: Listed<'w>,
    item: Option<&'w Item>,
    speaker: Speaker<'w>,
}

/// `/work/clusters/{id}/lists/{list}/new`.
pub async fn new(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, list)) = named?;
    asked(&app, (&who, &visit), (id, &list, None), &reading, &headers, &uri).await
}

/// `/work/clusters/{id}/lists/{list}/{item}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String, ItemId)>, Problem>,
    reading: Reading,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, list, item)) = named?;
    asked(&app, (&who, &visit), (id, &list, Some(item)), &reading, &headers, &uri).await
}

/// What the form of a new item asks for.
pub async fn add(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((id, list)) = named?;
    act(&app, (id, &list, None), &reading, &headers, &uri, &sent).await
}

/// What the form of an item asks for.
pub async fn change(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String, ItemId)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let Path((id, list, item)) = named?;
    act(&app, (id, &list, Some(item)), &reading, &headers, &uri, &sent).await
}

/// A cluster, a list, and an item of it unless it is a new one.
type Named<'n> = (ClusterId, &'n str, Option<ItemId>);

async fn asked(
    app: &App,
    (who, visit): (&SignedIn, &Visit),
    (id, list, item): Named<'_>,
    reading: &Reading,
    headers: &HeaderMap,
    uri: &Uri,
) -> Result<Response, Problem> {
    let opened = Opened::of(app, who, id).await?;
    let card = card_at(app, reading, id, reading.at.unwrap_or_default()).await?;
    let work = Work::new(app, who, &opened, (list, item), (reading, &card))?;
    let frame = frame(app, reading.language, headers, uri, &who.present);
    take_waiting(app, visit, &opened, who).await?;
    let draft = app.registry.accounts().draft(who.caller.account, &work.path()).await?;
    let fields = draft.as_ref().map(|draft| Fields::from(draft.fields.clone()));
    let form = work.form(&frame).sent(fields.unwrap_or_else(|| work.standing()));
    let note = draft.map(|draft| DraftNote::of(&draft, app, reading.language));
    rendered_privately(&ItemPage { draft: note, ..work.shown(form, frame, Vec::new()) })
}

async fn act(
    app: &App,
    (id, list, item): Named<'_>,
    reading: &Reading,
    headers: &HeaderMap,
    uri: &Uri,
    sent: &SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let opened = Opened::of(app, who, id).await?;
    let card = card_at(app, reading, id, reading.at.unwrap_or_default()).await?;
    let work = Work::new(app, who, &opened, (list, item), (reading, &card))?;
    let frame = frame(app, reading.language, headers, uri, &who.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    organisation::tell(work.listed, &sent.fields, &work.speaker, &mut form, &frame);
    match sent.fields.get("act") {
        "draft" => work.save(form, frame, sent).await,
        "discard" => work.discard(&frame).await,
        "find" => {
            let fields = organisation::with_known(work.listed, &sent.fields, &work.speaker);
            work.answered(form.sent(fields), frame)
        }
        _ if form.is_wrong() => work.answered(form, frame),
        _ if organisation::lacks_known_type(work.listed, &sent.fields, &work.speaker) => {
            work.with_known(form, frame)
        }
        _ => work.send(form, frame, sent).await,
    }
}

impl<'w> Work<'w> {
    fn new(
        app: &'w App,
        who: &'w SignedIn,
        opened: &'w Opened,
        (list, item): (&str, Option<ItemId>),
        (reading, card): (&'w Reading, &'w Card),
    ) -> Result<Self, Problem> {
        let listed = Listed::of(opened, list, who.caller.role)?;
        listed.check_asked()?;
        let item = item.map(|number| listed.item(number)).transpose()?;
        let speaker =
            Speaker { lens: reading.lens(), card: Some(card), language: reading.language };
        Ok(Self { app, who, listed, item, speaker })
    }

    fn path(&self) -> String {
        let list = self.listed.path();
        self.item.map_or_else(|| format!("{list}/new"), |it| format!("{list}/{}", it.path.item))
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }

    fn standing(&self) -> Fields {
        let stands = self.listed.fields().flat_map(|it| answers::standing(it, self.item));
        stands.collect::<Vec<_>>().into()
    }

    /// The form once more, as something that has to be corrected where something is wrong.
    fn answered(&self, form: Form, frame: Frame) -> Result<Response, Problem> {
        let is_wrong = form.is_wrong();
        let page = self.shown(form, frame, Vec::new());
        if is_wrong { to_correct(&page) } else { rendered_privately(&page) }
    }

    /// The form with what is known of its organisation, to be looked at before it is sent: its type was
    /// left open.
    fn with_known(&self, form: Form, frame: Frame) -> Result<Response, Problem> {
        let known = organisation::with_known(self.listed, form.sent_fields(), &self.speaker);
        let mut form = form.sent(known);
        if let Some(field) = organisation::type_field(self.listed) {
            form.wrong(field.key.as_str(), frame.say("items-type-known"));
        }
        self.answered(form, frame)
    }

    fn shown(&self, form: Form, frame: Frame, meanwhile: Vec<(String, String)>) -> ItemPage {
        let (listed, speaker) = (self.listed, &self.speaker);
        let heading = match self.item {
            Some(item) => title(speaker, item),
            None => {
                format!("{}: {}", frame.say("items-new"), speaker.text(&listed.list.item_label))
            }
        };
        let close = self.item.map(|_| frame.plain_link(&format!("{}/close", self.path())));
        ItemPage {
            subject: listed.above(speaker, &frame),
            list: (frame.plain_link(&path_of(listed.opened, listed.list)), listed.label(speaker)),
            heading: set(&heading),
            fields: listed.fields().map(|field| self.asked(field, &form, &frame)).collect(),
            envelope: Envelope::new(&form, self.item.is_some(), false, &frame),
            is_new: self.item.is_none(),
            meanwhile,
            close,
            draft: None,
            form,
            frame,
        }
    }

    fn asked(&self, field: &Asked, form: &Form, frame: &Frame) -> AskedField {
        let (speaker, profile) = (&self.speaker, self.listed.profile());
        let words = |text| set(speaker.text(text));
        let is_organisation = field.value_type == ValueType::Organisation;
        let controls = if is_organisation {
            Vec::new()
        } else {
            Making { field, form, frame, speaker, profile }.controls()
        };
        let shown = [answers::seen_of(field), answers::was_of(field)];
        AskedField {
            id: id_of(field.key.as_str()),
            label: words(&field.label),
            hint: words(&field.hint),
            example: words(&field.example),
            why: words(&field.why),
            mark: frame.say(mark(field.mark)),
            seen_by: seen_by(field.visibility).map(|key| frame.say(key)),
            is_needed: field.needed,
            error: form.error_of(field.key.as_str()),
            is_single: controls.len() == 1,
            controls,
            organisation: is_organisation
                .then(|| OrganisationAsked::of(field, form, frame, speaker)),
            day: field.dated.then(|| day(field, form, frame)),
            none: none(field, form, frame),
            shown: shown.map(|name| (name.clone(), form.typed(&name).to_owned())),
        }
    }

    async fn send(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &SignedForm,
    ) -> Result<Response, Problem> {
        let found = organisation::with_found(self.listed, &sent.fields, &self.speaker);
        let body = match answers::body(self.listed, self.item, &found) {
            Ok(Some(body)) => body,
            Ok(None) => {
                form.wrong(self.listed.list.title_field.as_str(), frame.say("items-same"));
                return self.answered(form, frame);
            }
            Err(wrong) => {
                for (field, key) in wrong {
                    form.wrong(field.key.as_str(), frame.say(key));
                }
                return self.answered(form, frame);
            }
        };
        let read = OfForm::read(&body.json, self.app).await?;
        self.tell(&mut form, &read.problems, &body, &frame).await;
        if form.is_wrong() {
            return self.answered(form, frame);
        }
        match self.listed.opened.send(self.app, self.who, &sent.request, &read.changes).await {
            Ok(done) => {
                self.forget().await?;
                Ok(self.done(&frame, &done.receipt))
            }
            Err(ExecuteError::Rejected(Rejection::Invalid(problems))) => {
                self.tell(&mut form, &read.translate(problems), &body, &frame).await;
                self.answered(form, frame)
            }
            Err(ExecuteError::Rejected(Rejection::ClaimReplaced { .. })) => {
                self.meanwhile(form, frame, &sent.fields).await
            }
            Err(refused) => Err(refused.into()),
        }
    }

    /// Keeps what was typed, and leads to the list of tasks, where drafts stand.
    async fn save(
        &self,
        mut form: Form,
        frame: Frame,
        sent: &SignedForm,
    ) -> Result<Response, Problem> {
        let (accounts, account) = (self.app.registry.accounts(), self.who.caller.account);
        let too = match accounts.save_draft(account, &self.path(), sent.fields.pairs()).await? {
            Saved::Kept => {
                let tasks = frame.plain_link(&self.listed.opened.path());
                return Ok(Redirect::to(&tasks).into_response());
            }
            Saved::TooMany => "draft-too-many",
            Saved::TooLarge => "draft-too-large",
        };
        form.wrong(self.listed.list.title_field.as_str(), frame.say(too));
        self.answered(form, frame)
    }

    async fn forget(&self) -> Result<(), Problem> {
        let (accounts, account) = (self.app.registry.accounts(), self.who.caller.account);
        Ok(accounts.discard_draft(account, &self.path()).await?)
    }

    async fn discard(&self, frame: &Frame) -> Result<Response, Problem> {
        self.forget().await?;
        Ok(Redirect::to(&frame.plain_link(&self.path())).into_response())
    }

    fn done(&self, frame: &Frame, recorded: &Receipt) -> Response {
        let done = if self.item.is_some() { "changed" } else { "added" };
        let list = frame.plain_link(&self.listed.path());
        let done = [("done".to_owned(), done.to_owned()), receipt::mark(recorded)];
        Redirect::to(&address(&list, &done)).into_response()
    }

    async fn tell(&self, form: &mut Form, problems: &[Broken], body: &Body<'_>, frame: &Frame) {
        if problems.is_empty() {
            return;
        }
        let labels = LabelsInForce::load(self.app).await;
        for problem in problems {
            let words = sentence_on_page(problem.code, &problem.details, frame.language, &labels);
            let needed = Some("item.field-needed") == Some(problem.code);
            let first = problem.details.first().map(String::as_str).filter(|_| needed);
            let first = first.or(Some(self.listed.list.title_field.as_str()));
            let place = answers::place_of(&problem.pointer, first, body).unwrap_or_default();
            let words = if needed { frame.say("items-needed") } else { words };
            form.wrong(&place, set(&words));
        }
    }

    /// The form with what was typed over what stands now, and what somebody else changed of it.
    async fn meanwhile(
        &self,
        form: Form,
        frame: Frame,
        sent: &Fields,
    ) -> Result<Response, Problem> {
        let listed = self.listed;
        let now = Opened::of(self.app, self.who, listed.opened.cluster).await?;
        let listed = Listed::of(&now, listed.key(), self.who.caller.role)?;
        let item = self.item.map(|item| listed.item(item.path.item)).transpose()?;
        let work = Work { listed, item, speaker: self.speaker, ..*self };
        let changed = listed.fields().filter(|field| answers::is_touched(field, sent));
        let changed = changed.filter_map(|field| work.differs(field, sent)).collect();
        let form = form.sent(answers::over_what_stands(listed, item, sent));
        let mut response = rendered_privately(&work.shown(form, frame, changed))?;
        *response.status_mut() = StatusCode::CONFLICT;
        Ok(response)
    }

    /// What stands of a field, where it isn't what its form showed.
    fn differs(&self, field: &Asked, sent: &Fields) -> Option<(String, String)> {
        let item = self.item?;
        let current = item.claim(field.key.as_str())?;
        let path = FieldPath { item: Some(item.path.clone()), field: field.key.clone() };
        let differs = sent.get(&answers::seen_of(field)) != current.version.0.to_string();
        let label = set(&self.speaker.label(&path));
        differs.then(|| (label, set(&self.speaker.claim(&current.claim))))
    }
}

/// The day that a value describes.
fn day(field: &Asked, form: &Form, frame: &Frame) -> Field {
    let day = form.field(&answers::day_of(field), frame.say("work-described-on"));
    day.of("date").width("short").optional().hint(frame.say("work-described-on-hint"))
}

/// Why there is no value.
fn none(field: &Asked, form: &Form, frame: &Frame) -> Option<Select> {
    let absences = answers::absences(field);
    let answers = absences.into_iter().map(|absence| {
        let key = format!("work-said-{}", absence.key().replace('_', "-"));
        (absence.key().to_owned(), frame.say(&key))
    });
    let answers: Vec<_> = answers.collect();
    let ask = || form.select(&answers::none_of(field), frame.say("items-none"), answers.clone());
    (!answers.is_empty()).then(ask)
}
