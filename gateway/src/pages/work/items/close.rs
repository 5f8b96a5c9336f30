//! The end of an item: on which day, and why. What was said of it stays in the history.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::ids::{ClusterId, ItemId};
use serde_json::json;

use super::super::control::title;
use super::super::field::Above;
use super::super::opened::Opened;
use super::super::receipt;
use super::super::typed::day;
use super::Listed;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, address};
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::typography::set;
use crate::words::value::Speaker;

/// The form.
#[derive(Template)]
#[template(path = "work/items/close.html")]
struct ClosePage {
    frame: Frame,
    subject: Above,
    list: (String, String),
    item: String,
    form: Form,
    on: Field,
    reason: Field,
}

impl Page for ClosePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Everything that the form is made from.
struct Work<'w> {
    listed: Listed<'w>,
    number: ItemId,
    speaker: Speaker<'w>,
}

/// `/work/clusters/{id}/lists/{list}/{item}/close`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String, ItemId)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path((id, list, number)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let work = Work::new(&opened, &who, (&list, number), &reading)?;
    work.listed.item(number)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &work.path());
    rendered_privately(&work.asked(form, frame))
}

/// Ends an item.
pub async fn close(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String, ItemId)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path((id, list, number)), who) = (named?, &sent.signed_in);
    let opened = Opened::of(&app, who, id).await?;
    let work = Work::new(&opened, who, (&list, number), &reading)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &work.path());
    let mut form = form.sent(sent.fields.clone());
    let read = OfForm::read(&work.body(&sent.fields), &app).await?;
    tell(&app, &mut form, &read.problems, &frame).await;
    if form.is_wrong() {
        return to_correct(&work.asked(form, frame));
    }
    match opened.send(&app, who, &sent.request, &read.changes).await {
        Ok(done) => {
            let list = frame.plain_link(&work.listed.path());
            let done = [("done".to_owned(), "closed".to_owned()), receipt::mark(&done.receipt)];
            Ok(Redirect::to(&address(&list, &done)).into_response())
        }
        Err(ExecuteError::Rejected(Rejection::Invalid(problems))) => {
            tell(&app, &mut form, &read.translate(problems), &frame).await;
            to_correct(&work.asked(form, frame))
        }
        Err(refused) => Err(refused.into()),
    }
}

impl<'w> Work<'w> {
    fn new(
        opened: &'w Opened,
        who: &SignedIn,
        (list, number): (&str, ItemId),
        reading: &'w Reading,
    ) -> Result<Self, Problem> {
        let listed = Listed::of(opened, list, who.caller.role)?;
        listed.check_asked()?;
        let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
        Ok(Self { listed, number, speaker })
    }

    fn path(&self) -> String {
        format!("{}/{}/close", self.listed.path(), self.number)
    }

    fn body(&self, sent: &Fields) -> serde_json::Value {
        let on = Some(sent.get("on").trim()).filter(|text| !text.is_empty()).map(day);
        let path = format!("{}/{}", self.listed.key(), self.number);
        json!({ "close": [{ "path": path, "on": on, "reason": sent.get("reason") }] })
    }

    fn asked(&self, form: Form, frame: Frame) -> ClosePage {
        let item = self.listed.item(self.number).ok().map(|item| title(&self.speaker, item));
        let on = form.field("on", frame.say("items-close-on")).of("date").width("short");
        let reason = form.field("reason", frame.say("items-close-reason")).lines(3);
        ClosePage {
            subject: self.listed.above(&self.speaker, &frame),
            list: (frame.plain_link(&self.listed.path()), self.listed.label(&self.speaker)),
            item: set(&item.unwrap_or_default()),
            on: on.optional().hint(frame.say("items-close-on-hint")),
            reason: reason.hint(frame.say("items-close-reason-hint")),
            form,
            frame,
        }
    }
}

async fn tell(app: &App, form: &mut Form, problems: &[Broken], frame: &Frame) {
    if problems.is_empty() {
        return;
    }
    let labels = LabelsInForce::load(app).await;
    for problem in problems {
        let words = sentence_on_page(problem.code, &problem.details, frame.language, &labels);
        let place = if problem.pointer.ends_with("/on") { "on" } else { "reason" };
        form.wrong(place, set(&words));
    }
}
