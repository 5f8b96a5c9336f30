//! What a person sees of themselves: who they are here, in which role they act, how they sign in.

pub mod code;
pub mod link;
pub mod notifications;
pub mod password;
pub mod register;
pub mod reset;
pub mod role;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod tokens;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::answer::{CachePolicy, Page, rendered_privately};
use super::form::{Choices, Form};
use super::frame::Frame;
use crate::http::appearance::Appearance;
use crate::http::{AnyRole, App, Present, Problem};
use crate::words::terms;
use axum::http::HeaderMap;
use registry_events::actor::Role;
use registry_events::value::Language;

/// The page.
#[derive(Template)]
#[template(path = "account/index.html")]
struct AccountPage {
    frame: Frame,
    name: String,
    email: String,
    role: Option<&'static str>,
    roles: Choices,
    choose: Form,
    /// Roles that wait for the second factor.
    waiting: Vec<&'static str>,
    sign_out: Form,
    /// Whether an administrator's pages are open to them.
    is_administrator: bool,
    /// Whether an auditor's are.
    is_auditor: bool,
}

impl Page for AccountPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// `/account`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = |path: &str| own_form(&app, &frame, &present, path);
    let choose = form("/account/role");
    let label = |role| terms::role(role).get(language);
    let usable = present.roles.iter().filter(|held| held.usable);
    let answers = usable.map(|held| (held.role.key().to_owned(), capital(label(held.role))));
    let roles = choose.choices("role", frame.say("account-role"), "radio", answers);
    let waiting = present.roles.iter().filter(|held| !held.usable);
    let page = AccountPage {
        name: present.person.name.clone(),
        email: present.person.email.clone(),
        role: present.role.map(label),
        roles: roles.chosen(present.role.map(Role::key).unwrap_or_default()),
        choose,
        waiting: waiting.map(|held| label(held.role)).collect(),
        sign_out: form("/sign-out"),
        is_administrator: present.role == Some(Role::Administrator),
        is_auditor: present.role == Some(Role::Auditor),
        frame,
    };
    rendered_privately(&page)
}

/// A text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    crate::words::typography::capitalised(text)
}

/// The frame of a page about its reader.
pub fn frame(
    app: &App,
    language: Language,
    headers: &HeaderMap,
    uri: &Uri,
    present: &std::sync::Arc<Present>,
) -> Frame {
    let frame = Frame::bare(app, language, Appearance::of(headers)).at(uri, None);
    frame.for_reader(Some(present.clone()))
}

/// A form of a visit that leads to a page of the site.
pub fn visitors_form(app: &App, frame: &Frame, csrf: &str, path: &str) -> Form {
    Form::new(frame.plain_link(path), csrf, app.registry.accounts().random_text())
}

/// A form of the reader that leads to a page of the site.
pub fn own_form(app: &App, frame: &Frame, present: &Present, path: &str) -> Form {
    visitors_form(app, frame, &present.csrf, path)
}
