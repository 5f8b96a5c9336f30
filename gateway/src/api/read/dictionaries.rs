//! The lists of terms and the catalogue of fields.

use axum::http::Uri;
use axum::response::Response;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use crate::http::{Problem, Reading};
use crate::read::catalogue::{self, CatalogueShown};
use crate::read::dictionaries::{self, DictionariesShown};

/// The lists of terms in force, subjects of the federation among them.
#[utoipa::path(
    get, path = "/api/v1/dictionaries", tag = "editions",
    params(TimeParameters),
    responses((status = 200, body = Answer<DictionariesShown>)),
)]
pub(super) async fn dictionaries(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let lists = dictionaries::of(&reading.lens());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, lists))
}

/// The catalogue of fields in force.
#[utoipa::path(
    get, path = "/api/v1/catalogue", tag = "editions",
    params(TimeParameters),
    responses((status = 200, body = Answer<CatalogueShown>)),
)]
pub(super) async fn catalogue(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let catalogue = catalogue::of(&reading.lens());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, catalogue))
}
