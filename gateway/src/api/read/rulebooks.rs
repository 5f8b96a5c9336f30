//! The editions of the rulebook.

use axum::http::Uri;
use axum::response::Response;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{Problem, Reading};
use crate::read::rulebooks::{self, RulebookList, RulebookShown};

/// Every edition adopted.
#[utoipa::path(
    get, path = "/api/v1/rulebooks", tag = "editions",
    params(TimeParameters),
    responses((status = 200, body = Answer<RulebookList>)),
)]
pub(super) async fn list(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let list = rulebooks::list(&reading.lens());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, list))
}

/// An edition: markers, gates, thresholds, and its text with the digest.
#[utoipa::path(
    get, path = "/api/v1/rulebooks/{edition}", tag = "editions",
    params(("edition" = String, Path, description = "The edition's name"), TimeParameters),
    responses((status = 200, body = Answer<RulebookShown>), (status = 404, description = "Unknown")),
)]
pub(super) async fn one(
    Path(edition): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let found = rulebooks::one(&edition, &reading.lens());
    let found = found.ok_or_else(|| Problem::new("not-found").with("rulebook"))?;
    Parameters::of(&uri, &[]).finish()?;
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, found))
}
