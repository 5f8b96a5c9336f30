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
use super::places::Places;
use super::subject::{Named, Subject};
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
        let body = body::bytes(Request::from_parts(parts, body), app).await;
        Ok(Self { caller, key, if_match, body, method, path })
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
        let (subject, version) = named.find(&app, self.caller).await?;
        let key = self.key?.0;
        let body = self.body?;
        let digested =
            [self.method.as_str().as_bytes(), b" ", self.path.as_bytes(), b"\n"].concat();
        let request = Keyed { key, digested: [digested, canonical(&body)].concat() };
        if let Some(first) = request.first(&app, self.caller).await? {
            return Ok(answer::of(&app, &first));
        }
        let expected = self.if_match?.0;
        let asked = Asked { app, caller: self.caller, subject, expected, body };
        let ready = read(&asked).await?;
        asked.check_unguarded(&ready.command, version).await?;
        let done = request.execute(&asked.app, self.caller, ready).await?;
        Ok(answer::of(&asked.app, &done))
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

    /// `If-Match` for commands that guard no version by themselves; the right to the cluster is
    /// answered before it.
    async fn check_unguarded(
        &self,
        command: &Command,
        actual: Option<StreamVersion>,
    ) -> Result<(), Problem> {
        let (Some(expected), Some(actual)) = (self.expected, actual) else { return Ok(()) };
        if guards_version(command) || expected == actual {
            return Ok(());
        }
        self.app.registry.executor().rehearse(self.caller, command).await?;
        Err(Rejection::VersionPassed { expected, actual }.into())
    }
}

/// Whether the command carries the expected version itself.
const fn guards_version(command: &Command) -> bool {
    matches!(
        command,
        Command::StateApplication(_)
            | Command::StateClaims(_)
            | Command::SuspendCluster(_)
            | Command::ResumeCluster(_)
            | Command::WithdrawCluster(_)
    )
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

    async fn execute(self, app: &App, caller: Caller, ready: Ready) -> Result<Done, Problem> {
        let key = self.key.unwrap_or_else(|| app.registry.random_key());
        let done = app.registry.execute(caller, &key, &self.digested, ready.command).await;
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
