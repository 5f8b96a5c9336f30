//! What stands in the path of an address. A piece that can't be an id leads to nothing: 404.

use axum::extract::FromRequestParts;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::{App, Problem};

/// The pieces of a path, typed.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

#[expect(clippy::disallowed_types, reason = "the one place that wraps it")]
impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(pieces)) => Ok(Self(pieces)),
            Err(rejection) => Err(problem(&rejection)),
        }
    }
}

fn problem(rejection: &PathRejection) -> Problem {
    match rejection {
        PathRejection::FailedToDeserializePathParams(failed) => match failed.kind() {
            ErrorKind::InvalidUtf8InPathParam { .. } => Problem::new("path.malformed"),
            _ => Problem::new("not-found").with("thing"),
        },
        _ => Problem::new("server.fault"),
    }
}
