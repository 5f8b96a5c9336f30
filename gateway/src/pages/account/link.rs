//! `/l/{token}`: what a one-time link leads to. A look shows and never acts.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use registry_events::value::Language;

use super::password::said;
use super::register;
use super::sign_in::begin;
use super::visitors_form;
use crate::http::appearance::Appearance;
use crate::http::form::{AnonymousForm, Visit};
use crate::http::origin::Origin;
use crate::http::path::Path;
use crate::http::signed_in::{first_usable, roles_of};
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::contact::link::{self as contact, Followed};
use crate::pages::form::{Field, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::letters::ByLink;
use crate::people::links::{Link, LinkState, Purpose};
use crate::people::whereabouts::Whereabouts;
use crate::private::sessions::Proof;

/// The page on which a password is set.
#[derive(Template)]
#[template(path = "account/set_password.html")]
struct SetPasswordPage {
    frame: Frame,
    form: Form,
    password: Field,
    email: String,
    /// Whether its reader comes for the first time.
    is_first: bool,
}

impl Page for SetPasswordPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The page of a link that works no more.
#[derive(Template)]
#[template(path = "account/link_gone.html")]
struct LinkGonePage {
    frame: Frame,
    /// Why.
    why: String,
}

impl Page for LinkGonePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/l/{token}`.
pub async fn page(
    State(app): State<App>,
    language: Language,
    Path(token): Path<String>,
    visit: Visit,
    Origin(origin): Origin,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    if let Some(link) = of_others(&app, &token).await? {
        return contact::page(&app, Followed { link, token, origin }, &visit, frame).await;
    }
    if let Some(newcomer) = app.registry.accounts().newcomer(&token).await? {
        return register::by_link(&app, frame, &visit, &token, &newcomer);
    }
    let Some(asked) = asked(&app, &token).await? else { return gone(frame, "link-unknown") };
    match asked.state {
        LinkState::Open => {
            let form = visitors_form(&app, &frame, &visit.csrf, &format!("/l/{token}"));
            let page = SetPasswordPage::new(frame, form, asked);
            Ok(visit.keep(rendered_privately(&page)?))
        }
        LinkState::Used => gone(frame, "link-used"),
        LinkState::RanOut => gone(frame, "link-ran-out"),
    }
}

/// A link by which somebody without an account does something.
async fn of_others(app: &App, token: &str) -> Result<Option<Link>, Problem> {
    let link = app.registry.accounts().links().look(token).await?;
    Ok(link.filter(|link| !link.purpose.sets_password()))
}

/// What is asked of somebody who follows a link.
struct Asked {
    purpose: Purpose,
    state: LinkState,
    email: String,
}

async fn asked(app: &App, token: &str) -> Result<Option<Asked>, Problem> {
    let accounts = app.registry.accounts();
    let Some(link) = accounts.links().look(token).await? else { return Ok(None) };
    let person = accounts.person_of_link(token).await?;
    let asked = |email| Asked { purpose: link.purpose, state: link.state, email };
    Ok(person.map(|person| asked(person.email)))
}

impl SetPasswordPage {
    fn new(frame: Frame, form: Form, asked: Asked) -> Self {
        let password = form.field("password", frame.say("field-new-password"));
        let password = password.password("new-password").hint(frame.say("field-new-password-hint"));
        let is_first = asked.purpose == Purpose::Invitation;
        Self { password, is_first, email: asked.email, form, frame }
    }
}

pub(super) fn gone(frame: Frame, why: &str) -> Result<Response, Problem> {
    let why = frame.say(why);
    let page = rendered_privately(&LinkGonePage { frame, why })?;
    Ok((StatusCode::GONE, page).into_response())
}

/// What was sent from the page of a link: a password, or what another link is for.
pub async fn set(
    State(app): State<App>,
    language: Language,
    Path(token): Path<String>,
    (Origin(origin), from): (Origin, Whereabouts),
    headers: HeaderMap,
    uri: Uri,
    sent: AnonymousForm,
) -> Result<Response, Problem> {
    let frame = Frame::bare(&app, language, Appearance::of(&headers)).at(&uri, None);
    if let Some(link) = of_others(&app, &token).await? {
        return contact::act(&app, Followed { link, token, origin }, sent, frame).await;
    }
    let accounts = app.registry.accounts();
    if let Some(newcomer) = accounts.newcomer(&token).await? {
        return register::enter(&app, frame, &sent, &token, &newcomer, &from).await;
    }
    let Some(asked) = asked(&app, &token).await? else { return gone(frame, "link-unknown") };
    match accounts.password_by_link(&token, sent.fields.get("password"), &from).await? {
        ByLink::Done(person) => {
            let role = first_usable(&roles_of(&app, person.account).await?, Proof::Password);
            let session = accounts.welcome(&person, role, &from).await?;
            Ok(begin(&app, &session, language, &localised(language, "/account")))
        }
        ByLink::Weak(weakness) => {
            let mut form = visitors_form(&app, &frame, &sent.visit.csrf, &format!("/l/{token}"));
            form.wrong("password", said(weakness, &frame));
            to_correct(&SetPasswordPage::new(frame, form, asked))
        }
        ByLink::Gone => gone(frame, "link-used"),
    }
}
