//! What stands in the path of an address. A piece that can't be an id leads to nothing: 404.

use axum::extract::FromRequestParts;
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::http::request::Parts;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use super::{App, Problem};

/// The pieces of a path, typed.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

/// A number as numbers are written, without a sign and without zeros before it: what it names has one
/// address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal(pub u64);

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = text.parse().ok().filter(|number: &u64| number.to_string() == text);
        number.map(Self).ok_or_else(|| D::Error::custom("not a number as numbers are written"))
    }
}

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
