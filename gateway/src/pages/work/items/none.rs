//! That there is nothing in a list: said on its page as a choice, and taken back there or by its first
//! item.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::rejection::Rejection;
use registry_events::claim::{Absence, Stated};
use registry_events::ids::ClusterId;
use serde_json::json;

use super::super::acts::tell;
use super::super::opened::Opened;
use super::super::receipt;
use super::Listed;
use super::table;
use crate::api::write::changes::OfForm;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::{Frame, address};
use crate::words::typography::capitalised;
use crate::words::value::Speaker;

/// The name of the answers.
const NONE: &str = "none";
/// The answers, the usual one first.
const ABSENCES: [Absence; 3] = [Absence::Zero, Absence::NotApplicable, Absence::Withheld];

/// The question why a list has no items.
pub(super) struct NoneAsked {
    pub(super) form: Form,
    pub(super) answers: Choices,
    /// The version of that, which an answer replaces.
    pub(super) seen: String,
}

impl NoneAsked {
    /// The question; none where a list has items, or can't do without.
    pub(super) fn of(listed: Listed<'_>, form: Form, frame: &Frame) -> Option<Self> {
        let is_empty = listed.profile().open_items(listed.key()).next().is_none();
        if !(is_empty && listed.may_be_empty()) {
            return None;
        }
        let current = listed.profile().cluster_claim(listed.key());
        let stands = current.and_then(|current| match current.claim.stated {
            Stated::Absent(absence) if absence != Absence::NotProvided => Some(absence),
            Stated::Absent(_) | Stated::Value(_) | Stated::Sealed(_) => None,
        });
        let taken_back = stands.map(|_| Absence::NotProvided);
        let answer = |absence: Absence| {
            let key = format!("items-none-{}", absence.key().replace('_', "-"));
            (absence.key().to_owned(), frame.say(&key))
        };
        let answers = ABSENCES.into_iter().chain(taken_back).map(answer);
        let answers = form.choices(NONE, frame.say("items-none-heading"), "radio", answers);
        Some(Self {
            answers: answers.chosen(stands.map_or("", Absence::key)),
            seen: current.map(|current| current.version.0.to_string()).unwrap_or_default(),
            form,
        })
    }
}

/// The form of a list's page.
pub(super) fn form(app: &App, who: &SignedIn, listed: Listed<'_>, frame: &Frame) -> Form {
    own_form(app, frame, &who.present, &listed.path())
}

/// `/work/clusters/{id}/lists/{list}`, sent.
pub async fn say(
    State(app): State<App>,
    named: Result<Path<(ClusterId, String)>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let (Path((id, key)), who) = (named?, &sent.signed_in);
    let opened = Opened::of(&app, who, id).await?;
    let listed = Listed::of(&opened, &key, who.caller.role)?;
    listed.check_asked()?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = form(&app, who, listed, &frame).sent(sent.fields.clone());
    if sent.fields.get(NONE).is_empty() {
        form.wrong(NONE, frame.say("items-none-choose"));
        return to_correct(&table::shown(&app, &listed, &reading, &uri, form, frame).await?);
    }
    let read = OfForm::read(&body(listed, &sent.fields), &app).await?;
    if let Some(problem) = read.problems.first() {
        return Err(vec![problem.clone()].into());
    }
    match opened.send(&app, who, &sent.request, &read.changes).await {
        Ok(done) => {
            let list = frame.plain_link(&listed.path());
            let told = [("done".to_owned(), "none".to_owned()), receipt::mark(&done.receipt)];
            Ok(Redirect::to(&address(&list, &told)).into_response())
        }
        Err(ExecuteError::Rejected(refused)) => {
            let now = Opened::of(&app, who, id).await?;
            let listed = Listed::of(&now, &key, who.caller.role)?;
            if let Some(meanwhile) = meanwhile(listed, &refused, &reading, &frame) {
                let page = table::shown(&app, &listed, &reading, &uri, form, frame).await?;
                let mut response = rendered_privately(&page.after(meanwhile))?;
                *response.status_mut() = StatusCode::CONFLICT;
                return Ok(response);
            }
            tell(&app, refused.into(), &mut form, &frame, |_| NONE.to_owned()).await?;
            to_correct(&table::shown(&app, &listed, &reading, &uri, form, frame).await?)
        }
        Err(refused) => Err(refused.into()),
    }
}

/// What somebody else changed of the list, where an answer is refused for that.
fn meanwhile(
    listed: Listed<'_>,
    refused: &Rejection,
    reading: &Reading,
    frame: &Frame,
) -> Option<String> {
    let items = listed.profile().open_items(listed.key()).count();
    let is_replaced = matches!(refused, Rejection::ClaimReplaced { .. });
    let current = listed.profile().cluster_claim(listed.key());
    if items > 0 {
        let count = frame.count("work-items", items);
        return Some(frame.words.say_with("items-none-filled", &[("count", &count)]));
    }
    let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
    let stands = current.map(|current| capitalised(&speaker.claim(&current.claim)));
    let told = |said: String| frame.words.say_with("items-none-answered", &[("said", &said)]);
    is_replaced.then(|| stands.map_or_else(|| frame.say("items-none-taken-back"), told))
}

/// What is said, as a body of the API.
fn body(listed: Listed<'_>, sent: &Fields) -> serde_json::Value {
    let seen = sent.get("seen").parse::<u64>().ok();
    json!({ "claims": [{
        "path": listed.key(), "absence": sent.get(NONE), "replaces": seen,
    }] })
}
