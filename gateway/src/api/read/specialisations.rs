//! Key specialisations.

use axum::http::Uri;
use axum::response::Response;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{Problem, Reading};
use crate::read::specialisations::{self, SpecialisationList, SpecialisationShown};

/// All key specialisations with their listed clusters by level.
#[utoipa::path(
    get, path = "/api/v1/specialisations", tag = "specialisations",
    params(TimeParameters),
    responses((status = 200, body = Answer<SpecialisationList>)),
)]
pub(super) async fn list(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let list = specialisations::list(&reading.lens());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, list))
}

/// A key specialisation with its clusters.
#[utoipa::path(
    get, path = "/api/v1/specialisations/{key}", tag = "specialisations",
    params(("key" = String, Path, description = "The key"), TimeParameters),
    responses(
        (status = 200, body = Answer<SpecialisationShown>),
        (status = 404, description = "Unknown"),
    ),
)]
pub(super) async fn one(
    Path(key): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let found = specialisations::one(&key, &reading.lens());
    let found = found.ok_or_else(|| Problem::new("not-found").with("specialisation"))?;
    Parameters::of(&uri, &[]).finish()?;
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, found))
}
