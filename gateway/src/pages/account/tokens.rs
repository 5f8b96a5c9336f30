//! Access tokens of one's own, each for a role and a time. A token is told once, in the answer to the
//! form that made it. It outlasts the session, so who wants one proves once more who they are.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use registry_core::access::Caller;
use registry_events::actor::Role;
use registry_events::ids::Digest;
use registry_events::value::Language;
use std::sync::Arc;

use super::sign_in::too_often;
use super::{capital, frame, own_form};
use crate::http::form::AnyRoleForm;
use crate::http::{AnyRole, App, Present, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::people::security::Kind;
use crate::people::sessions::has_factor;
use crate::people::sign_in::Proved;
use crate::people::whereabouts::Whereabouts;
use crate::tokens::days_max;
use crate::words::terms;

const PATH: &str = "/account/tokens";
/// The most tokens of one person.
const OF_ONE_PERSON_MAX: usize = 20;
/// The most characters of what a token is called.
const LABEL_CHARACTERS_MAX: usize = 80;
/// For how many days one may work.
const DAYS: [i64; 3] = [30, 90, 365];
const DAYS_USUAL: &str = "90";

/// The page.
#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    frame: Frame,
    form: Form,
    label: Field,
    roles: Choices,
    days: Choices,
    password: Field,
    /// Where the person has a second factor.
    code: Option<Field>,
    tokens: Vec<TokenView>,
    /// A token that was made just now.
    made: Option<String>,
}

impl Page for TokensPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct TokenView {
    name: String,
    label: String,
    role: &'static str,
    until: String,
}

/// `/account/tokens`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, PATH);
    rendered_privately(&tokens_page(&app, frame, form, &present, None).await?)
}

async fn tokens_page(
    app: &App,
    frame: Frame,
    form: Form,
    present: &Arc<Present>,
    made: Option<String>,
) -> Result<TokensPage, Problem> {
    let account = present.person.account;
    let tokens = app.registry.tokens().of_account(account).await;
    let tokens = tokens.map_err(|error| Problem::fault(&error))?;
    let role = |role| terms::role(role).get(frame.language);
    let usable = present.roles.iter().filter(|held| held.usable);
    let answers = usable.map(|held| (held.role.key().to_owned(), capital(role(held.role))));
    let roles = form.choices("role", frame.say("token-role"), "radio", answers);
    let days = days(&form, &frame, present);
    let password = form.field("password", frame.say("token-password"));
    let code = form.field("code", frame.say("field-code")).code();
    let code = code.hint(frame.say("token-code-hint"));
    Ok(TokensPage {
        label: form.field("label", frame.say("token-label")).hint(frame.say("token-label-hint")),
        roles: roles.chosen(present.role.map(Role::key).unwrap_or_default()),
        days: days.chosen(DAYS_USUAL),
        password: password.password("current-password").hint(frame.say("token-password-hint")),
        code: has_factor(&present.record).then_some(code),
        tokens: tokens
            .iter()
            .map(|token| TokenView {
                name: token.digest.to_string(),
                label: token.label.clone(),
                role: role(token.caller.role),
                until: frame.day(token.expires_at),
            })
            .collect(),
        made,
        form,
        frame,
    })
}

/// For how long a token may work: as long as any role lets it that the person may act in.
fn days(form: &Form, frame: &Frame, present: &Present) -> Choices {
    let usable = || present.roles.iter().filter(|held| held.usable);
    let most = usable().map(|held| days_max(held.role)).max().unwrap_or_default();
    let least = usable().map(|held| days_max(held.role)).min().unwrap_or_default();
    let named = |days: i64| {
        (days.to_string(), frame.count("days", usize::try_from(days).unwrap_or_default()))
    };
    let offered = DAYS.into_iter().filter(|days| *days <= most).map(named);
    let choices = form.choices("days", frame.say("token-days"), "radio", offered);
    if least < most { choices.hint(frame.say("token-days-hint")) } else { choices }
}

/// What a form of the page asks for.
pub async fn act(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &sent.present);
    match sent.fields.get("act") {
        "remove" => remove(&app, &from, &sent, &frame).await,
        _ => issue(&app, &from, sent, frame).await,
    }
}

async fn remove(
    app: &App,
    from: &Whereabouts,
    sent: &AnyRoleForm,
    frame: &Frame,
) -> Result<Response, Problem> {
    let named: Digest =
        sent.fields.get("token").parse().map_err(|_| Problem::new("form.malformed"))?;
    let account = sent.present.person.account;
    let own = app.registry.tokens().of_account(account).await;
    let own = own.map_err(|error| Problem::fault(&error))?;
    if own.iter().any(|token| token.digest == named) {
        let removed = app.registry.tokens().remove_one(named).await;
        removed.map_err(|error| Problem::fault(&error))?;
        app.registry.accounts().note(Kind::TokenRemoved, Some(account), "", from).await?;
    }
    Ok(Redirect::to(&frame.plain_link(PATH)).into_response())
}

async fn issue(
    app: &App,
    from: &Whereabouts,
    sent: AnyRoleForm,
    frame: Frame,
) -> Result<Response, Problem> {
    let (present, fields) = (sent.present.clone(), sent.fields.clone());
    let mut form = own_form(app, &frame, &present, PATH).sent(fields.clone());
    let label = fields.get("label").trim().to_owned();
    let fits = (1..=LABEL_CHARACTERS_MAX).contains(&label.chars().count());
    if !fits || label.contains(char::is_control) {
        form.wrong("label", frame.say("token-label-wrong"));
    }
    let asked = Role::from_key(fields.get("role"));
    let held = |role: &Role| present.roles.iter().any(|held| held.role == *role && held.usable);
    let role = asked.filter(held);
    if role.is_none() {
        form.wrong("role", frame.say("token-role-wrong"));
    }
    let days = DAYS.into_iter().find(|days| days.to_string() == fields.get("days"));
    match (days, role) {
        (None, _) => form.wrong("days", frame.say("token-days-wrong")),
        (Some(days), Some(role)) if days > days_max(role) => {
            form.wrong("days", frame.say("token-days-too-long"));
        }
        _ => {}
    }
    let account = present.person.account;
    let tokens = app.registry.tokens();
    let own = tokens.of_account(account).await.map_err(|error| Problem::fault(&error))?;
    let token = tokens.of_form(account, &sent.request);
    if own.iter().any(|known| known.digest == tokens.digest(&token)) {
        let form = own_form(app, &frame, &present, PATH);
        return rendered_privately(&tokens_page(app, frame, form, &present, Some(token)).await?);
    }
    if own.len() >= OF_ONE_PERSON_MAX {
        form.wrong("label", frame.count("token-too-many", OF_ONE_PERSON_MAX));
    }
    if !form.is_wrong() {
        prove(app, from, &present, &mut form, &frame).await?;
    }
    let (Some(role), Some(days), false) = (role, days, form.is_wrong()) else {
        return to_correct(&tokens_page(app, frame, form, &present, None).await?);
    };
    let now = app.registry.now();
    let times = (now, now + SignedDuration::from_hours(24 * days));
    let made = tokens.issue_one(Caller { account, role }, &label, times, &token);
    made.await.map_err(|error| Problem::fault(&error))?;
    let (accounts, person) = (app.registry.accounts(), &present.record);
    accounts.note_and_tell(Kind::TokenIssued, person, role.key(), from).await?;
    let form = own_form(app, &frame, &present, PATH);
    rendered_privately(&tokens_page(app, frame, form, &present, Some(token)).await?)
}

/// Notes what is wrong with the password or the code; a code is used up by that, so it comes last.
pub(super) async fn prove(
    app: &App,
    from: &Whereabouts,
    present: &Present,
    form: &mut Form,
    frame: &Frame,
) -> Result<(), Problem> {
    let (password, code) = (form.typed("password").to_owned(), form.typed("code").to_owned());
    let accounts = app.registry.accounts();
    match accounts.prove_again(&present.record, &password, &code, from).await? {
        Proved::Right => {}
        Proved::WrongPassword => form.wrong("password", frame.say("password-wrong")),
        Proved::WrongCode => form.wrong("code", frame.say("code-wrong")),
        Proved::Wait(wait) => form.wrong("password", too_often(frame, wait)),
    }
    Ok(())
}
