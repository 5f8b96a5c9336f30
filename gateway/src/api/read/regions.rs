//! Subjects of the federation.

use axum::http::Uri;
use axum::response::Response;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{Problem, Reading};
use crate::read::regions::{self, RegionList, RegionShown};

/// All subjects with their listed clusters by level.
#[utoipa::path(
    get, path = "/api/v1/regions", tag = "regions",
    params(TimeParameters),
    responses((status = 200, body = Answer<RegionList>)),
)]
pub(super) async fn list(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let list = regions::list(&reading.lens());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, list))
}

/// A subject with its clusters and development centres.
#[utoipa::path(
    get, path = "/api/v1/regions/{code}", tag = "regions",
    params(("code" = String, Path, description = "ISO 3166-2 code"), TimeParameters),
    responses((status = 200, body = Answer<RegionShown>), (status = 404, description = "Unknown")),
)]
pub(super) async fn one(
    Path(code): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let region = regions::one(&code, &reading.lens());
    let region = region.ok_or_else(|| Problem::new("not-found").with("region"))?;
    Parameters::of(&uri, &[]).finish()?;
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, region))
}
