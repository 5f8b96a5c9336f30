//! A write on its way through the order of answers: 401, 403 for the role, 404 for what the path
//! names, a repeat's first answer, 400 and 422 for the body, then what the rules decide.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::Method;
use axum::response::Response;
use registry_core::access::{Caller, Operation};
use registry_core::command::Command;
use registry_core::rejection::Rejection;
use registry_events::ids::StreamVersion;
use serde::de::DeserializeOwned;

use super::answer;
use super::documents;
use super::places::Places;
use super::subject::{Named, Subject};
use crate::api::read::parameters::Parameters;
use crate::execute::{Done, ExecuteError};
use crate::http::body::{self, canonical};
use crate::http::idempotency::IdempotencyKey;
use crate::http::if_match::IfMatch;
use crate::http::{App, Problem};
use crate::registry::PATIENCE;

/// A write as it came in. Only who asks is judged yet; the rest keeps for its turn.
pub(super) struct Write {
    caller: Caller,
    key: Result<IdempotencyKey, Problem>,
    if_match: Result<IfMatch, Problem>,
    query: Result<(), Problem>,
    body: Result<Bytes, Problem>,
    method: Method,
    path: String,
}

/// A write whose caller, role and path are fine and that is no repeat.
pub(super) struct Asked<S> {
    pub(super) app: App,
    pub(super) caller: Caller,
    /// What the path names.
    pub(super) subject: S,
    /// The version that must not have passed.
    pub(super) expected: Option<StreamVersion>,
    body: Bytes,
}

/// A command, and where in the body its statements stand.
pub(super) struct Ready {
    pub(super) command: Command,
    pub(super) places: Option<Places>,
}

impl<C: Into<Command>> From<C> for Ready {
    fn from(command: C) -> Self {
        Self { command: command.into(), places: None }
    }
}

impl FromRequest<App> for Write {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let key = IdempotencyKey::from_request_parts(&mut parts, app).await;
        let if_match = IfMatch::from_request_parts(&mut parts, app).await;
        let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
        let query = Parameters::of_write(&parts.uri).finish();
        let body = body::json_bytes(Request::from_parts(parts, body), app).await;
        Ok(Self { caller, key, if_match, query, body, method, path })
    }
}

impl Write {
    /// Does what is asked and answers with what was recorded.
    pub(super) async fn perform<S: Subject>(
        self,
        app: App,
        operation: Operation,
        named: Named<S>,
        read: impl AsyncFnOnce(&Asked<S>) -> Result<Ready, Problem>,
    ) -> Result<Response, Problem> {
        operation.check(self.caller.role)?;
        let first = self.first(&app).await;
        if let Ok(Some(first)) = &first {
            // Before existence: what was done may have removed what the path names.
            return Ok(answer::of(&app, first));
        }
        let subject = named.find(&app, self.caller).await?;
        first?;
        let request = self.keyed()?;
        let (expected, (), body) = (self.if_match?.0, self.query?, self.body?);
        let asked = Asked { app, caller: self.caller, subject, expected, body };
        let ready = read(&asked).await?;
        documents::check_kept(&asked.app, &asked.body).await?;
        let done = request.execute(&asked, ready).await?;
        Ok(answer::of(&asked.app, &done))
    }

    /// What the same request led to before; none for one that can't be read so far.
    async fn first(&self, app: &App) -> Result<Option<Done>, Problem> {
        match self.keyed() {
            Ok(request) => request.first(app, self.caller).await,
            Err(_) => Ok(None),
        }
    }

    /// The request as it is known again: its key, its method, path and canonical body.
    fn keyed(&self) -> Result<Keyed, Problem> {
        let key = self.key.as_ref().map_err(Problem::clone)?.0.clone();
        let body = self.body.as_ref().map_err(Problem::clone)?;
        let digested =
            [self.method.as_str().as_bytes(), b" ", self.path.as_bytes(), b"\n"].concat();
        Ok(Keyed { key, digested: [digested, canonical(body)].concat() })
    }
}

impl<S> Asked<S> {
    /// The body as a type.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        body::read(&self.body)
    }

    /// The body as a type, `{}` when there is none.
    pub(super) fn json_or_nothing<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if self.body.is_empty() { body::read(b"{}") } else { self.json() }
    }
}

/// A request with its key, as it is known again.
struct Keyed {
    key: Option<String>,
    digested: Vec<u8>,
}

impl Keyed {
    /// What the same request led to before.
    async fn first(&self, app: &App, caller: Caller) -> Result<Option<Done>, Problem> {
        let Some(key) = &self.key else { return Ok(None) };
        let registry = &app.registry;
        let (id, digest) =
            (registry.request_id(caller, key), registry.request_digest(&self.digested));
        Ok(registry.executor().repeated(id, digest).await?)
    }

    async fn execute<S>(self, asked: &Asked<S>, ready: Ready) -> Result<Done, Problem> {
        let app = &asked.app;
        let key = self.key.unwrap_or_else(|| app.registry.random_key());
        let (caller, expected) = (asked.caller, asked.expected);
        let registry = &app.registry;
        let done = registry.execute_at(caller, &key, &self.digested, ready.command, expected).await;
        app.note_outcome(&done);
        let done = done.map_err(|refused| placed(refused, ready.places.as_ref()))?;
        // The write stands whether or not the views show it in time.
        let _ = app.registry.published().at_least(done.receipt.last(), PATIENCE).await;
        Ok(done)
    }
}

/// A refusal with its pointers into the caller's own body.
fn placed(refused: ExecuteError, places: Option<&Places>) -> Problem {
    match (refused, places) {
        (ExecuteError::Rejected(Rejection::Invalid(problems)), Some(places)) => {
            places.translate(problems).into()
        }
        (refused, _) => refused.into(),
    }
}
