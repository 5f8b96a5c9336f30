//! Access tokens of one's own, each for a role and a time; it only reads unless more is asked for, and may
//! be held to one of what its owner speaks for. A token is told once, in the answer to the
//! form that made it. It outlasts the session, so who wants one proves once more who they are.

mod asked;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::actor::Role;
use registry_events::ids::Digest;
use std::sync::Arc;

use self::asked::{ALL, Asked, READS, Subject, WRITES};
use super::sign_in::too_often;
use super::{capital, frame, own_form};
use crate::http::form::AnyRoleForm;
use crate::http::{AnyRole, App, Present, Problem, Reading};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::people::security::Kind;
use crate::people::sessions::has_factor;
use crate::people::sign_in::Proved;
use crate::people::whereabouts::Whereabouts;
use crate::private::StoredToken;
use crate::private::security_journal::SecurityFilter;
use crate::tokens::days_max;
use crate::words::terms;

const PATH: &str = "/account/tokens";
/// The most tokens of one person.
const OF_ONE_PERSON_MAX: usize = 20;
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
    /// Whether it only reads.
    access: Choices,
    /// What it is held to, where its owner speaks for something by name.
    subject: Option<Choices>,
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
    /// Whether it only reads, and what it is held to.
    may: String,
    until: String,
}

impl TokenView {
    fn of(token: &StoredToken, subjects: &[Subject], frame: &Frame) -> Self {
        let access = if token.writes { "token-writes" } else { "token-reads" };
        let held_to = token.caller.only.map(|only| {
            let known = subjects.iter().find(|subject| subject.grant == only);
            known.map_or_else(|| frame.say("token-held-to-none"), |known| known.name.clone())
        });
        let may: Vec<_> = std::iter::once(frame.say(access)).chain(held_to).collect();
        Self {
            name: token.digest.to_string(),
            label: token.label.clone(),
            role: terms::role(token.caller.role).get(frame.language),
            may: may.join(" · "),
            until: frame.day(token.expires_at),
        }
    }
}

/// `/account/tokens`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, reading.language, &headers, &uri, &present);
    let form = own_form(&app, &frame, &present, PATH);
    let subjects = Subject::all(&app, &present, &reading).await?;
    rendered_privately(&tokens_page(&app, frame, form, &present, &subjects, None).await?)
}

async fn tokens_page(
    app: &App,
    frame: Frame,
    form: Form,
    present: &Arc<Present>,
    subjects: &[Subject],
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
        access: access(&form, &frame),
        subject: subject(&form, subjects, &frame),
        password: password.password("current-password").hint(frame.say("token-password-hint")),
        code: has_factor(&present.record).then_some(code),
        tokens: tokens.iter().map(|token| TokenView::of(token, subjects, &frame)).collect(),
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

/// Whether a token only reads: that is what one does unless it is asked for more.
fn access(form: &Form, frame: &Frame) -> Choices {
    let answers = [READS, WRITES].map(|key| (key.to_owned(), frame.say(&format!("token-{key}"))));
    let choices = form.choices("access", frame.say("token-access"), "radio", answers);
    choices.hint(frame.say("token-access-hint")).chosen(READS)
}

/// What a token is held to: one of what its owner speaks for, or all of it.
fn subject(form: &Form, subjects: &[Subject], frame: &Frame) -> Option<Choices> {
    let first = subjects.first()?;
    let named = subjects.iter().map(|one| (one.grant.to_string(), one.name.clone()));
    let answers = named.chain([(ALL.to_owned(), frame.say("token-subject-all"))]);
    let choices = form.choices("subject", frame.say("token-subject"), "radio", answers);
    let choices = choices.hint(frame.say("token-subject-hint"));
    let only = (subjects.len() == 1).then(|| first.grant.to_string());
    Some(choices.chosen(only.as_deref().unwrap_or_default()))
}

/// What a form of the page asks for.
pub async fn act(
    State(app): State<App>,
    reading: Reading,
    from: Whereabouts,
    headers: HeaderMap,
    uri: Uri,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let frame = frame(&app, reading.language, &headers, &uri, &sent.present);
    match sent.fields.get("act") {
        "remove" => remove(&app, &from, &sent, &frame).await,
        _ => issue(&app, &from, sent, &reading, frame).await,
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

/// The token of a form as it was filled in, with the password and the code: sent again as it is it brings
/// the same one, and otherwise another, which is proved anew. What was removed is never made again.
async fn of_form(app: &App, sent: &AnyRoleForm) -> Result<String, Problem> {
    let account = sent.present.person.account;
    let kind = Some(Kind::TokenRemoved.key().into());
    let removed = SecurityFilter { kind, account: Some(account), before: None };
    let removed = app.registry.accounts().security_events(removed, 1).await?;
    let since = removed.first().map(|removed| removed.id);
    let filled = format!("{:?} {since:?}", sent.fields.pairs());
    Ok(app.registry.tokens().of_form(account, &filled))
}

/// Makes the token that was asked for. The form that made one gets the same again.
async fn issue(
    app: &App,
    from: &Whereabouts,
    sent: AnyRoleForm,
    reading: &Reading,
    frame: Frame,
) -> Result<Response, Problem> {
    let present = sent.present.clone();
    let mut form = own_form(app, &frame, &present, PATH).sent(sent.fields.clone());
    let subjects = Subject::all(app, &present, reading).await?;
    let asked = Asked::read(&present, &subjects, &mut form, &frame);
    let (account, tokens) = (present.person.account, app.registry.tokens());
    let token = of_form(app, &sent).await?;
    let own = async || tokens.of_account(account).await.map_err(|error| Problem::fault(&error));
    let is_it = |known: &StoredToken| known.digest == tokens.digest(&token);
    let before = own().await?;
    if before.iter().any(is_it) {
        return made(app, frame, &present, &subjects, token).await;
    }
    if before.len() >= OF_ONE_PERSON_MAX {
        form.wrong("label", frame.count("token-too-many", OF_ONE_PERSON_MAX));
    }
    if !form.is_wrong() {
        prove(app, from, &present, &mut form, &frame).await?;
        // The code may have been used up by another press of this very form.
        if form.is_wrong() && own().await?.iter().any(is_it) {
            return made(app, frame, &present, &subjects, token).await;
        }
    }
    let Some(asked) = asked.filter(|_| !form.is_wrong()) else {
        return to_correct(&tokens_page(app, frame, form, &present, &subjects, None).await?);
    };
    asked.issue(app, from, &present, &token).await?;
    made(app, frame, &present, &subjects, token).await
}

/// The page with a token that was made just now.
async fn made(
    app: &App,
    frame: Frame,
    present: &Arc<Present>,
    subjects: &[Subject],
    token: String,
) -> Result<Response, Problem> {
    let form = own_form(app, &frame, present, PATH);
    rendered_privately(&tokens_page(app, frame, form, present, subjects, Some(token)).await?)
}

/// Notes what is wrong with the password or the code; a code is used up by that, so it comes last.
pub(in crate::pages) async fn prove(
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
