//! The second step of signing in: a code of the second factor, or a recovery code.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::value::Language;

use super::sign_in::{begin, next, too_often};
use super::visitors_form;
use crate::http::appearance::Appearance;
use crate::http::form::WaitingForm;
use crate::http::query::pairs;
use crate::http::signed_in::{Waiting, first_usable, roles_of};
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::security::Kind;
use crate::people::sign_in::CodeGiven;
use crate::people::whereabouts::Whereabouts;
use crate::private::sessions::Proof;

/// The page.
#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    frame: Frame,
    form: Form,
    code: Field,
}

impl Page for CodePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl CodePage {
    fn new(frame: Frame, form: Form) -> Self {
        let code = form.field("code", frame.say("field-code")).code();
        Self { code: code.hint(frame.say("field-code-hint")), form, frame }
    }
}

/// `/sign-in/code`.
pub async fn page(
    State(app): State<App>,
    waiting: Waiting,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let given = pairs(&uri).into_iter().find(|(name, _)| name == "next");
    let next = next(&given.map(|(_, next)| next).unwrap_or_default(), language);
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let form = visitors_form(&app, &frame, &waiting.csrf, "/sign-in/code").with("next", next);
    rendered_privately(&CodePage::new(frame, form))
}

/// A code that was sent.
pub async fn give(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: WaitingForm,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let next = next(sent.fields.get("next"), language);
    let (accounts, present) = (app.registry.accounts(), &sent.present);
    let given = accounts.give_code(&present.record, sent.fields.get("code"), &from).await;
    let mut form =
        visitors_form(&app, &frame, &present.csrf, "/sign-in/code").with("next", next.as_str());
    match given? {
        CodeGiven::Right => {
            let account = present.person.account;
            let role = first_usable(&roles_of(&app, account).await?, Proof::Both);
            let session = present.session.clone();
            let session = accounts.rotate_session(session, Proof::Both, role).await?;
            accounts.note(Kind::SignedIn, Some(account), "", &from).await?;
            return Ok(begin(&app, &session, language, &next));
        }
        CodeGiven::Wrong => form.wrong("code", frame.say("code-wrong")),
        CodeGiven::Wait(wait) => form.wrong("code", too_often(&frame, wait)),
    }
    to_correct(&CodePage::new(frame, form))
}
