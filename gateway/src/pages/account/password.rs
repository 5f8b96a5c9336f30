//! Changing one's password, which ends every session but the one that is begun for it.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::value::Language;

use super::sign_in::{begin, too_often};
use super::{frame, own_form};
use crate::http::form::AnyRoleForm;
use crate::http::{AnyRole, App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::passwords::{CHARACTERS_MIN, Weakness};
use crate::people::sign_in::Changed;
use crate::people::whereabouts::Whereabouts;

/// The page.
#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    frame: Frame,
    form: Form,
    current: Field,
    password: Field,
}

impl Page for PasswordPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl PasswordPage {
    fn new(frame: Frame, form: Form) -> Self {
        let current = form.field("current", frame.say("field-current-password"));
        let password = form.field("password", frame.say("field-new-password"));
        let hint = frame.say("field-new-password-hint");
        Self {
            current: current.password("current-password"),
            password: password.password("new-password").hint(hint),
            form,
            frame,
        }
    }
}

/// What is wrong with a password, in words.
pub(super) fn said(weakness: Weakness, frame: &Frame) -> String {
    match weakness {
        Weakness::TooShort => frame.count("password-too-short", CHARACTERS_MIN),
        Weakness::TooLong => frame.say("password-too-long"),
        Weakness::OfMailbox => frame.say("password-of-mailbox"),
        Weakness::Usual => frame.say("password-usual"),
    }
}

/// `/account/password`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, "/account/password");
    rendered_privately(&PasswordPage::new(frame, form))
}

/// A change that was sent.
pub async fn change(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let present = &sent.present;
    let frame = frame(&app, language, &headers, &uri, present);
    let mut form = own_form(&app, &frame, present, "/account/password");
    let (current, new) = (sent.fields.get("current"), sent.fields.get("password"));
    let accounts = app.registry.accounts();
    match accounts.change_password(&present.record, current, new, &from).await? {
        Changed::Done => {
            let session = accounts.renew_session(present.session.clone()).await?;
            return Ok(begin(&app, &session, language, &localised(language, "/account")));
        }
        Changed::Wrong => form.wrong("current", frame.say("password-wrong")),
        Changed::Weak(weakness) => form.wrong("password", said(weakness, &frame)),
        Changed::Wait(wait) => form.wrong("current", too_often(&frame, wait)),
    }
    to_correct(&PasswordPage::new(frame, form))
}
