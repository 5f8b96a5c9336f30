//! Bulletins: statistics that were published.

use axum::http::Uri;
use axum::response::Response;
use jiff::civil::Date;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::parameters::Parameters;
use super::streams::in_background;
use crate::http::path::Path;
use crate::http::{Problem, Reading};
use crate::read::bulletins::{self, BulletinList, BulletinShown};

/// All bulletins, the latest day first.
#[utoipa::path(
    get, path = "/api/v1/bulletins", tag = "statistics",
    params(TimeParameters),
    responses((status = 200, body = Answer<BulletinList>)),
)]
pub(super) async fn list(reading: Reading, uri: Uri) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let list = bulletins::list(&reading.views, reading.at.unwrap_or_default());
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, list))
}

/// The statistics of a day as they were published: the figures at its position, the digest that was
/// recorded, and the digest as it is computed now.
#[utoipa::path(
    get, path = "/api/v1/bulletins/{date}", tag = "statistics",
    params(("date" = String, Path, description = "A day such as 2015-12-01"), TimeParameters),
    responses((status = 200, body = Answer<BulletinShown>), (status = 404, description = "None")),
)]
pub(super) async fn one(
    Path(date): Path<String>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let (reading, found) = in_background(move || {
        let date = date.parse::<Date>().ok();
        let at = reading.at.unwrap_or_default();
        let found = date.and_then(|date| bulletins::one(date, &reading.views, at));
        Ok((reading, found))
    })
    .await?;
    let bulletin = found.ok_or_else(|| Problem::new("not-found").with("bulletin"))?;
    reading.json(&reading.tag(reading.at), &Answer::new(&reading, reading.at, bulletin))
}
