//! The form by which somebody who is signed in proposes something.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Operation;
use registry_core::command::{Command, MakeProposal};
use registry_events::event::{Event, ProposalEvent, ProposalTopic};
use registry_events::stream::StreamKind;
use registry_events::value::Language;

use super::{PATH, about};
use crate::http::act::was_done;
use crate::http::form::SignedForm;
use crate::http::voice_bound::check_proposals;
use crate::http::{App, Problem, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::told::tell;

/// The fields by the places in a command that they stand for.
const PLACES: [(&str, &str); 2] = [("/text", "text"), ("/about", "about")];

/// The page.
#[derive(Template)]
#[template(path = "proposals/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    list: String,
    about: Choices,
    text: Field,
}

impl Page for NewPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/proposals/new`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Operation::MakeProposal.check(who.caller.role)?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &format!("{PATH}/new"));
    rendered_privately(&NewPage::new(frame, form))
}

/// Makes the proposal.
pub async fn make(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    Operation::MakeProposal.check(who.caller.role)?;
    let frame = frame(&app, language, &headers, &uri, &who.present);
    let form = own_form(&app, &frame, &who.present, &format!("{PATH}/new"));
    let mut form = form.sent(sent.fields.clone());
    let Some(about) = ProposalTopic::from_key(sent.fields.get("about")) else {
        form.wrong("about", frame.say("proposals-about-wrong"));
        return to_correct(&NewPage::new(frame, form));
    };
    let command: Command = MakeProposal { about, text: sent.fields.get("text").into() }.into();
    if !was_done(&app, who.caller, &sent.request, &command).await? {
        check_proposals(&app, who.caller)?;
    }
    let done = match execute_for(&app, who.caller, &sent.request, command).await {
        Ok(done) => done,
        Err(refused) => {
            tell(&mut form, refused, &PLACES, &app, &frame).await?;
            return to_correct(&NewPage::new(frame, form));
        }
    };
    let made = done.entries.iter().find_map(|entry| match (entry.event()?, entry.stream.kind()) {
        (Event::Proposal(ProposalEvent::ProposalMade(_)), StreamKind::Proposal(id)) => Some(id),
        _ => None,
    });
    let made = made.ok_or_else(|| Problem::new("server.fault"))?;
    let page = frame.plain_link(&format!("{PATH}/{made}"));
    Ok(Redirect::to(&format!("{page}?done=made")).into_response())
}

impl NewPage {
    fn new(frame: Frame, form: Form) -> Self {
        let topics = ProposalTopic::ALL.map(ProposalTopic::key);
        let topics = topics.map(|key| (key.to_owned(), about(key, &frame)));
        let text = form.field("text", frame.say("proposals-text"));
        Self {
            list: frame.plain_link(PATH),
            about: form.choices("about", frame.say("proposals-about-what"), "radio", topics),
            text: text.hint(frame.say("proposals-text-hint")).lines(8),
            form,
            frame,
        }
    }
}
