//! One figure over time.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::civil::Date;

use super::asked::{SeriesParameters, TimeParameters};
use super::envelope::Answer;
use super::parameters::{Parameters, shortened};
use super::statistics::as_of;
use super::streams::in_background;
use crate::http::problem::Broken;
use crate::http::query::unusable;
use crate::http::{App, Problem, Reading};
use crate::read::series::{POINTS_MAX, Series, SeriesError, Step, series as count};

/// A figure of the statistics at the end of each step, as the registry had it then.
#[utoipa::path(
    get, path = "/api/v1/statistics/series", tag = "statistics",
    params(SeriesParameters, TimeParameters),
    responses((status = 200, body = Answer<Series>)),
)]
pub(super) async fn series(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &["figure", "from", "to", "step"]);
    let figure = given.text("figure").unwrap_or_default();
    let step = given.choice("step", &Step::ALL.map(Step::key), Step::from_key);
    let step = step.unwrap_or(Step::Month);
    let days = days(&mut given, &app, &reading);
    given.finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let (reading, series) = in_background(move || {
        let series = count(&figure, days, step, &reading.views, app.registry.zone());
        let series = series.map_err(|error| refused(error, &figure))?;
        Ok((reading, series))
    })
    .await?;
    reading.json(&tag, &Answer::new(&reading, reading.at, series))
}

/// The days asked for, never past the answer's own.
fn days(given: &mut Parameters, app: &App, reading: &Reading) -> (Date, Date) {
    let zone = app.registry.zone();
    let last = zone.to_datetime(as_of(reading)).date();
    let opening = reading.views.editions().opening();
    let first = opening.map_or(last, |opening| zone.to_datetime(opening.place.recorded_at).date());
    let from = given.day("from").unwrap_or(first);
    let to = given.day("to").unwrap_or(last);
    (from, to.min(last))
}

fn refused(error: SeriesError, figure: &str) -> Broken {
    match error {
        SeriesError::Reversed | SeriesError::TooLong => {
            unusable("from", "series.bounds").with(POINTS_MAX)
        }
        SeriesError::NoSuchFigure => unusable("figure", "figure.unknown").with(shortened(figure)),
    }
}
