//! `If-Match`: the version of the stream that the caller saw, plain or quoted.

use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use registry_events::ids::StreamVersion;

use super::header::only;
use super::{App, Problem};

/// The version that must not have passed, when the caller named one.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<StreamVersion>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Problem> {
        let Some(given) = only(&parts.headers, &IF_MATCH)? else { return Ok(Self(None)) };
        let text = given.to_str().unwrap_or_default().trim().trim_matches('"');
        match text.parse() {
            Ok(version) => Ok(Self(Some(StreamVersion(version)))),
            Err(_) => Err(Problem::new("if-match.malformed")),
        }
    }
}
