//! Where somebody is signed in, and the way to end it: one session, or all of them.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::ids::{AccountId, Digest};
use registry_events::value::Language;

use super::{frame, own_form};
use crate::http::cookies::SESSION;
use crate::http::form::AnyRoleForm;
use crate::http::{AnyRole, App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::form::{Choices, Form};
use crate::pages::frame::{Frame, localised};
use crate::people::security::Kind;
use crate::people::whereabouts::Whereabouts;
use crate::private::sessions::StoredSession;
use crate::words::{terms, typography};

/// What the box of the tokens sends.
const WITH_TOKENS: &str = "too";

/// The page.
#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    frame: Frame,
    form: Form,
    sessions: Vec<SessionView>,
    /// Whether tokens go with the sessions; none where there are none.
    tokens: Option<Choices>,
}

impl Page for SessionsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct SessionView {
    /// Names it in the form: no more than a digest of what the browser holds.
    name: String,
    agent: String,
    address: String,
    role: &'static str,
    began: String,
    seen: String,
    is_this: bool,
}

/// `/account/sessions`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let frame = frame(&app, language, &headers, &uri, &present);
    let all = app.registry.accounts().sessions_of(&present.record).await?;
    let this = present.session_digest();
    let sessions = all.iter().map(|one| SessionView::of(one, this, &app, &frame)).collect();
    let form = own_form(&app, &frame, &present, "/account/sessions");
    let tokens = tokens(&app, &form, &frame, present.person.account).await?;
    rendered_privately(&SessionsPage { frame, form, sessions, tokens })
}

/// The box, ticked, by which tokens go too: whoever took a session over may have made some.
async fn tokens(
    app: &App,
    form: &Form,
    frame: &Frame,
    account: AccountId,
) -> Result<Option<Choices>, Problem> {
    let own = app.registry.tokens().of_account(account).await;
    let count = own.map_err(|error| Problem::fault(&error))?.len();
    let answer = [(WITH_TOKENS.to_owned(), frame.count("session-end-tokens", count))];
    let choices = form.choices("tokens", frame.say("session-end-with"), "checkbox", answer);
    let choices = choices.chosen(WITH_TOKENS).hint(frame.say("session-end-tokens-hint"));
    Ok((count > 0).then_some(choices))
}

impl SessionView {
    fn of(session: &StoredSession, this: Digest, app: &App, frame: &Frame) -> Self {
        let minute = |at| typography::minute(at, app.registry.zone(), frame.language);
        let agent = Some(session.agent.clone()).filter(|agent| !agent.is_empty());
        Self {
            name: session.digest.to_string(),
            agent: agent.unwrap_or_else(|| frame.say("session-unknown-browser")),
            address: session.address.clone(),
            role: session
                .role
                .map(|role| terms::role(role).get(frame.language))
                .unwrap_or_default(),
            began: minute(session.began_at),
            seen: minute(session.seen_at),
            is_this: session.digest == this,
        }
    }
}

/// Ends the session that is named, or every one.
pub async fn end(
    State(app): State<App>,
    language: Language,
    from: Whereabouts,
    sent: AnyRoleForm,
) -> Result<Response, Problem> {
    let (accounts, account) = (app.registry.accounts(), sent.present.person.account);
    let named = sent.fields.get("session");
    if named == "all" {
        accounts.end_sessions(account, None).await?;
        accounts.note(Kind::SessionsEnded, Some(account), "", &from).await?;
        if sent.fields.get("tokens") == WITH_TOKENS {
            let removed = app.registry.tokens().remove_all(account).await;
            let removed = removed.map_err(|error| Problem::fault(&error))?;
            let about = format!("× {removed}");
            accounts.note(Kind::TokenRemoved, Some(account), &about, &from).await?;
        }
        let home = Redirect::to(&localised(language, "/"));
        return Ok(([(SET_COOKIE, SESSION.end(&app))], home).into_response());
    }
    let named: Digest = named.parse().map_err(|_| Problem::new("form.malformed"))?;
    if accounts.end_session(account, named).await? {
        accounts.note(Kind::SessionsEnded, Some(account), "", &from).await?;
    }
    Ok(Redirect::to(&localised(language, "/account/sessions")).into_response())
}
