//! What the rules and the log refuse, as problems. A fault of ours is written to the journal once,
//! here; its cause never leaves the server.

use registry_core::rejection::Rejection;
use registry_events::claim::Stated;
use registry_events::ids::StreamVersion;
use serde_json::{Value, json};
use tracing::error;

use super::{Problem, json_value};
use crate::execute::ExecuteError;
use crate::follow::NotYet;
use crate::people::PeopleError;

/// After how many seconds a lost race, or a log that takes no writes, is worth another try.
const RETRY_SOON_SECONDS: u64 = 1;
const RETRY_LATER_SECONDS: u64 = 30;

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let problem = Self::new(rejection.code());
        match rejection {
            Rejection::RoleMayNot { role, operation } => problem.with(role).with(operation),
            Rejection::NoGrant(about) | Rejection::NotFound(about) => problem.with(about),
            Rejection::Invalid(problems) => Self::invalid(problems),
            Rejection::Conflict { .. } | Rejection::NewerThanProgram => problem,
            Rejection::TooMany { most, .. } => problem.with(most),
            Rejection::ClaimReplaced { path, expected, actual, current, proposed } => problem
                .with(&path)
                .member("path", path.to_string())
                .member("expected", version(expected))
                .member("actual", version(actual))
                .member("current", stated(current.as_deref()))
                .member("proposed", stated(proposed.as_deref())),
            Rejection::VersionPassed { expected, actual } => problem
                .with(expected)
                .with(actual)
                .member("expected", expected.0)
                .member("version", actual.0),
        }
    }
}

fn version(version: Option<StreamVersion>) -> Value {
    version.map_or(Value::Null, |version| version.0.into())
}

fn stated(stated: Option<&Stated>) -> Value {
    stated.map_or(Value::Null, |stated| {
        json!({ "value": json_value::value(stated), "absence": json_value::absence(stated) })
    })
}

impl From<ExecuteError> for Problem {
    fn from(refused: ExecuteError) -> Self {
        match refused {
            ExecuteError::Rejected(rejection) => rejection.into(),
            ExecuteError::RequestReused(first) => {
                Self::new("idempotency-key.reused").with(first).member("position", first.0)
            }
            ExecuteError::Contended => {
                Self::new("server.contended").retry_after(RETRY_SOON_SECONDS)
            }
            ExecuteError::TooLarge(_) => Self::new("request.too-much-for-one-commit"),
            ExecuteError::ReadOnly(reason) => {
                error!(reason, "the log takes no writes: {reason}");
                Self::new("log.read-only").retry_after(RETRY_LATER_SECONDS)
            }
            ExecuteError::Unknown(reason) => {
                error!(reason, "the outcome of a write is not known: {reason}");
                Self::new("outcome.unknown").retry_after(RETRY_SOON_SECONDS)
            }
            fault @ (ExecuteError::Read(_)
            | ExecuteError::Keys(_)
            | ExecuteError::Documents(_)
            | ExecuteError::Encode(_)) => Self::fault(&fault),
        }
    }
}

impl From<PeopleError> for Problem {
    fn from(failed: PeopleError) -> Self {
        Self::fault(&failed)
    }
}

impl From<NotYet> for Problem {
    fn from(NotYet(position): NotYet) -> Self {
        Self::new("views.not-yet").with(position).retry_after(RETRY_SOON_SECONDS)
    }
}

impl Problem {
    /// A fault of ours: told to the journal with its causes, and to the caller without.
    pub fn fault(cause: &dyn std::error::Error) -> Self {
        let mut words = cause.to_string();
        let mut source = cause.source();
        while let Some(inner) = source {
            words = format!("{words}: {inner}");
            source = inner.source();
        }
        error!(cause = words, "a request failed: {words}");
        Self::new("server.fault")
    }
}
