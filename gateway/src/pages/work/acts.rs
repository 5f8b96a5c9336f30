//! What a form of work asks for: done, and shown with its receipt; or refused, and told on the form.

use axum::response::{IntoResponse, Redirect, Response};
use registry_core::rejection::Problem as Broken;
use registry_events::claim::Evidence;
use registry_events::document::DocumentRef;
use registry_events::value::WebUrl;

use super::typed::url;
use super::{letters, receipt};
use crate::execute::Done;
use crate::http::form::Fields;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::words::typography::set;

/// The place of what is wrong with no field of its own: where the form begins.
pub(super) const WHOLE: &str = "form";

/// Leads to the receipt of what was just done, and from there on.
pub(super) fn to_receipt(frame: &Frame, done: &Done, next: &str) -> Response {
    Redirect::to(&receipt::of(frame, &done.receipt, next)).into_response()
}

/// Notes on a form why the rules refuse what it asks: beside the field, where it is about one.
///
/// # Errors
/// What isn't to be mended by filling in the form again.
pub(super) async fn tell(
    app: &App,
    problem: Problem,
    form: &mut Form,
    frame: &Frame,
    place: impl Fn(&Broken) -> String,
) -> Result<(), Problem> {
    if !matches!(problem.status().as_u16(), 409 | 412 | 422) {
        return Err(problem);
    }
    let labels = LabelsInForce::load(app).await;
    let say =
        |code, details: &[String]| set(&sentence_on_page(code, details, frame.language, &labels));
    for broken in problem.errors() {
        form.wrong(&place(broken), say(broken.code, &broken.details));
    }
    if problem.errors().is_empty() {
        form.wrong(WHOLE, say(problem.code(), problem.details()));
    }
    Ok(())
}

/// The last piece of where a problem is, which names the field of most forms.
pub(super) fn field_named(broken: &Broken) -> String {
    let mut pieces = broken.pointer.split('/').skip(1);
    pieces.find(|piece| piece.parse::<usize>().is_err()).unwrap_or(WHOLE).to_owned()
}

/// The field in which links to what shows something are typed.
pub(super) fn evidence_field(form: &Form, frame: &Frame, is_needed: bool) -> Field {
    let field = form.field("evidence", frame.say("acts-evidence")).lines(3);
    let field = Field { required: is_needed, ..field };
    field.hint(frame.say("acts-evidence-hint"))
}

/// The links that were typed, each on its line; those that aren't are told on the form.
pub(super) fn evidence(sent: &Fields, form: &mut Form, frame: &Frame) -> Vec<Evidence> {
    let typed = sent.get("evidence").lines().map(str::trim).filter(|line| !line.is_empty());
    let mut links = Vec::new();
    for line in typed {
        if let Ok(link) = WebUrl::parse(&url(line)) {
            links.push(Evidence::Link(link));
        } else {
            let words = frame.words.say_with("acts-link-wrong", &[("link", line)]);
            form.wrong("evidence", words);
        }
    }
    links
}

/// What a form brings to show something.
pub(super) struct Brought {
    /// The links that were typed, and the documents.
    pub(super) evidence: Vec<Evidence>,
    /// The documents that came with the form or with it before: they stay with it while it is corrected.
    pub(super) documents: Vec<DocumentRef>,
}

/// What came with a form; what is wrong with it is told on the form.
///
/// # Errors
/// A fault when documents can't be kept.
pub(super) async fn brought(
    app: &App,
    sent: &SignedUpload,
    form: &mut Form,
    frame: &Frame,
) -> Result<Brought, Problem> {
    let documents = letters::brought(app, sent, form, frame).await?;
    let mut evidence = evidence(&sent.fields, form, frame);
    evidence.extend(documents.iter().copied().map(Evidence::Document));
    Ok(Brought { evidence, documents })
}

/// A reason in words fit to publish, or what is wrong with it.
pub(super) fn reason_field(form: &Form, frame: &Frame, label: &str) -> Field {
    form.field("reason", frame.say(label)).lines(4).hint(frame.say("acts-reason-hint"))
}
