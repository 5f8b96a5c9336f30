//! One figure over time.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::civil::Date;
use registry_events::ids::Position;
use registry_projections::figures::Figures;
use registry_projections::statistics::Statistics;

use super::asked::{SeriesParameters, TimeParameters};
use super::envelope::Answer;
use super::parameters::{Parameters, shortened};
use super::statistics::as_of;
use crate::http::answer::JSON;
use crate::http::problem::Broken;
use crate::http::query::unusable;
use crate::http::turns::Work;
use crate::http::{App, Problem, Reading};
use crate::read::series::{
    POINTS_MAX, Series, SeriesError, SeriesPoint, Step, days_of, end_position, has_block, value_of,
};

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
    let resource = format!("series {figure} {} {} {}", days.0, days.1, step.key());
    if let Some(bytes) = app.kept.get(&resource, &tag, JSON) {
        return Ok(reading.bytes(&tag, JSON, bytes));
    }
    let series = counted(&app, &reading, &figure, days, step).await?;
    let series = Answer::new(&reading, reading.at, series);
    reading.kept_json(&app, &resource, reading.at, || Ok(series))
}

/// Looks for the figure first, and counts only the documents of a series that there can be.
async fn counted(
    app: &App,
    reading: &Reading,
    figure: &str,
    days: (Date, Date),
    step: Step,
) -> Result<Series, Problem> {
    let zone = app.registry.zone();
    let unknown = || refused(SeriesError::NoSuchFigure, figure);
    let dates = days_of(days, step).map_err(|error| refused(error, figure))?;
    let newest = newest(app, reading).await?;
    // An empty log has no figures that could tell.
    if newest.as_ref().is_some_and(|newest| !has_block(figure, newest)) {
        return Err(unknown().into());
    }
    let mut items = Vec::with_capacity(dates.len());
    for date in dates {
        let at = end_position(date, &reading.views, zone);
        let figures = figures(app, reading, at, date).await?;
        let value = figures.and_then(|figures| value_of(figure, &figures));
        items.push(SeriesPoint { date, position: at.map(|at| at.0), value });
    }
    let is_known = newest.is_none_or(|newest| value_of(figure, &newest).is_some());
    if !is_known && items.iter().all(|point| point.value.is_none()) {
        return Err(unknown().into());
    }
    Ok(Series { figure: figure.into(), step: step.key(), items })
}

/// The figures of the last document of all; none of an empty log.
async fn newest(app: &App, reading: &Reading) -> Result<Option<Figures>, Problem> {
    let views = &reading.views;
    let Some(recorded_at) = views.recorded_at() else { return Ok(None) };
    let day = app.registry.zone().to_datetime(recorded_at).date();
    figures(app, reading, views.position(), day).await
}

/// The figures of the end of a day, counted once and kept: what a day ended with stays.
async fn figures(
    app: &App,
    reading: &Reading,
    at: Option<Position>,
    day: Date,
) -> Result<Option<Figures>, Problem> {
    let Some(at) = at else { return Ok(None) };
    let views = Arc::clone(&reading.views);
    let count = move || {
        let figures = Statistics::at(&views, at, day).figures();
        serde_json::to_vec(&figures).map(Bytes::from).map_err(|error| Problem::fault(&error))
    };
    let tag = reading.tag(Some(at));
    let work = Work { resource: &format!("figures {day}"), tag: &tag, format: JSON };
    let bytes = app.made_once(work, count).await?;
    serde_json::from_slice(&bytes).map(Some).map_err(|error| Problem::fault(&error))
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
