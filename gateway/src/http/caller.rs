//! Who asks: the account and role of an access token, or of a session where pages stand. A handler that takes `Option<Caller>` refuses a
//! token that doesn't work as well, so that nobody believes to act under one that has expired.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use registry_core::access::Caller;

use super::header::only;
use super::signed_in::{Present, is_page, present};
use super::{App, Problem};

/// What the middleware found out about the caller, once per request.
#[derive(Debug, Clone)]
pub(super) enum Identity {
    /// No token was sent.
    Anonymous,
    /// A token of this account and role.
    Known(Caller),
    /// A session of this person, on a page.
    Present(Arc<Present>),
    /// What was sent is no token that works.
    Refused(Problem),
}

/// The text of a bearer token; the error is the header that is none.
pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let malformed = || challenge("authorization.malformed", "invalid_request");
    let given = only(headers, &AUTHORIZATION).map_err(|_| malformed())?;
    let Some(given) = given else { return Ok(None) };
    let (scheme, token) =
        given.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(malformed)?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer") && (1..=200).contains(&token.len());
    if fits { Ok(Some(token)) } else { Err(malformed()) }
}

/// Finds out who asks. A token that only reads is refused here whatever it asks to change; what a token is
/// held to goes with the caller, whose grants the rules count.
pub(super) async fn identify(
    app: &App,
    headers: &HeaderMap,
    path: &str,
    method: &Method,
) -> Identity {
    let token = match bearer(headers) {
        Ok(Some(token)) => token,
        Ok(None) if is_page(path) => return of_session(app, headers).await,
        Ok(None) => return Identity::Anonymous,
        Err(problem) => return Identity::Refused(problem),
    };
    match app.registry.tokens().caller(token, app.registry.now()).await {
        Ok(Some((_, false))) if !method.is_safe() => {
            Identity::Refused(Problem::new("token.only-reads"))
        }
        Ok(Some((caller, _))) => Identity::Known(caller),
        Ok(None) => Identity::Refused(challenge("token.unknown", "invalid_token")),
        Err(error) => Identity::Refused(Problem::fault(&error)),
    }
}

async fn of_session(app: &App, headers: &HeaderMap) -> Identity {
    match present(app, headers).await {
        Ok(Some(present)) => Identity::Present(Arc::new(present)),
        Ok(None) => Identity::Anonymous,
        Err(problem) => Identity::Refused(problem),
    }
}

/// The account and role of a session; only to read with, since a form has to show that it is ours.
fn reads(present: &Present, method: &Method) -> Option<Caller> {
    let role = present.role.filter(|_| method.is_safe())?;
    Some(Caller::of(present.person.account, role))
}

/// The refusal of who asks for the desk without a token.
pub fn desk_needs_token() -> Problem {
    challenge("desk.token-needed", "")
}

fn challenge(code: &'static str, error: &'static str) -> Problem {
    let challenge = match error {
        "" => HeaderValue::from_static("Bearer"),
        "invalid_token" => HeaderValue::from_static("Bearer error=\"invalid_token\""),
        _ => HeaderValue::from_static("Bearer error=\"invalid_request\""),
    };
    Problem::new(code).header(WWW_AUTHENTICATE, challenge)
}

fn identity(parts: &Parts) -> Identity {
    parts.extensions.get().cloned().unwrap_or(Identity::Anonymous)
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        match identity(parts) {
            Identity::Known(caller) => Ok(caller),
            Identity::Refused(problem) => Err(problem),
            Identity::Present(present) => {
                reads(&present, &parts.method).ok_or_else(|| challenge("token.needed", ""))
            }
            Identity::Anonymous => Err(challenge("token.needed", "")),
        }
    }
}

impl OptionalFromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Option<Self>, Problem> {
        match identity(parts) {
            Identity::Known(caller) => Ok(Some(caller)),
            Identity::Refused(problem) => Err(problem),
            Identity::Present(present) => Ok(reads(&present, &parts.method)),
            Identity::Anonymous => Ok(None),
        }
    }
}
