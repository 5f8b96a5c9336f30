//! How many clusters somebody thinks there are in the country, as an officer records it with its source.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Command, StateEstimate};

use super::acts::{evidence, evidence_field};
use super::plain::{Asked, FormView, Part, PlainPage, admit, day_of};
use crate::http::form::SignedForm;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::pages::told::Places;

/// The page's path.
pub(in crate::pages) const PATH: &str = "/work/estimate";
/// The fields by the places in a command that they stand for.
const PLACES: &Places<'_> = &[
    ("/clusters", "clusters"),
    ("/source", "source"),
    ("/stated_for", "stated_for"),
    ("/evidence", "evidence"),
];

/// `/work/estimate`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    admit(&app, &who, Operation::StateEstimate).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, PATH);
    rendered_privately(&shown(form, frame))
}

/// Records an estimate.
pub async fn act(
    State(app): State<App>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    admit(&app, who, Operation::StateEstimate).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut form = own_form(&app, &frame, &who.present, PATH).sent(sent.fields.clone());
    let command = read(&mut form, &frame);
    let next = frame.plain_link("/statistics");
    let asked = Asked { who, request: &sent.request, places: PLACES, next: &next };
    match asked.perform(command, &mut form, &app, &frame).await? {
        Some(receipt) => Ok(receipt),
        None => to_correct(&shown(form, frame)),
    }
}

fn read(form: &mut Form, frame: &Frame) -> Option<Command> {
    let digits: String = form.typed("clusters").split_whitespace().collect();
    let clusters = digits.parse().ok();
    if clusters.is_none() {
        form.wrong("clusters", frame.say("estimate-clusters-wrong"));
    }
    let source = form.typed("source").to_owned();
    let stated_for = day_of("stated_for", form, frame);
    let sent = form.sent_fields().clone();
    let evidence = evidence(&sent, form, frame);
    let (clusters, stated_for) = (clusters?, stated_for?);
    Some(StateEstimate { clusters, source, stated_for, evidence }.into())
}

fn shown(form: Form, frame: Frame) -> PlainPage {
    let clusters = form.field("clusters", frame.say("estimate-clusters")).width("short");
    let source = form.field("source", frame.say("estimate-source"));
    let day = form.field("stated_for", frame.say("estimate-stated-for"));
    let parts = vec![
        Part::Field(Field { inputmode: "numeric", ..clusters }),
        Part::Field(source.hint(frame.say("estimate-source-hint"))),
        Part::Field(day.of("date").width("short")),
        Part::Field(evidence_field(&form, &frame, false)),
    ];
    PlainPage {
        back: (frame.plain_link("/statistics"), frame.say("section-statistics")),
        title: frame.say("estimate"),
        lead: frame.say("estimate-lead"),
        told: Vec::new(),
        forms: vec![FormView::new("state", "estimate-state", parts, &frame)],
        form,
        frame,
    }
}
