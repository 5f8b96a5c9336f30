//! The way back for who forgot their password. Whether somebody has the mailbox that is typed is told
//! to nobody: neither by words nor by the time it takes.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::value::Language;
use tracing::error;

use super::visitors_form;
use crate::http::appearance::Appearance;
use crate::http::form::{AnonymousForm, Visit};
use crate::http::origin::Origin;
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Field, Form};
use crate::pages::frame::Frame;
use crate::people::Mailbox;
use crate::people::whereabouts::Whereabouts;

/// The page.
#[derive(Template)]
#[template(path = "account/reset.html")]
struct ResetPage {
    frame: Frame,
    form: Form,
    email: Field,
}

impl Page for ResetPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page that tells to look into the mailbox.
#[derive(Template)]
#[template(path = "account/reset_sent.html")]
struct ResetSentPage {
    frame: Frame,
}

impl Page for ResetSentPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

impl ResetPage {
    fn new(frame: Frame, form: Form) -> Self {
        Self { email: form.field("email", frame.say("field-email")).email(), form, frame }
    }
}

/// `/sign-in/reset`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let form = visitors_form(&app, &frame, &visit.csrf, "/sign-in/reset");
    Ok(visit.keep(rendered_privately(&ResetPage::new(frame, form))?))
}

/// `/sign-in/reset/sent`.
pub async fn sent(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    rendered_privately(&ResetSentPage { frame })
}

/// A mailbox that was sent. What is done for it is done beside the answer, which so takes as long
/// whoever has it.
pub async fn ask(
    State(app): State<App>,
    language: Language,
    Origin(origin): Origin,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    let mut form = visitors_form(&app, &frame, &sent.visit.csrf, "/sign-in/reset");
    let Some(mailbox) = Mailbox::parse(sent.fields.get("email")) else {
        form.wrong("email", frame.say("email-wrong"));
        return to_correct(&ResetPage::new(frame, form.sent(sent.fields)));
    };
    let Some(origin) = origin else { return Err(Problem::new("site.address-unknown")) };
    let accounts = app.registry.accounts().clone();
    tokio::spawn(async move {
        if let Err(failed) = accounts.ask_reset(&mailbox, &origin, &from).await {
            error!(cause = %failed, "a link to set a password isn't sent: {failed}");
        }
    });
    Ok(Redirect::to(&frame.plain_link("/sign-in/reset/sent")).into_response())
}
