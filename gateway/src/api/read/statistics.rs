//! The statistics document, and the same figures as files.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::json;

use super::asked::TimeParameters;
use super::files::File;
use super::parameters::Parameters;
use super::streams::in_background;
use crate::http::{App, Problem, Reading};
use crate::read::statistics::{FigureTable, StatisticsShown, count, sheets, table, tables};

/// Every figure of the register, each block with its base.
#[utoipa::path(
    get, path = "/api/v1/statistics", tag = "statistics",
    params(TimeParameters),
    responses((status = 200, body = StatisticsShown)),
)]
pub(super) async fn document(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let resource = match reading.as_of {
        None => "statistics".to_owned(),
        Some(_) => format!("statistics?as_of={}", reading.instant),
    };
    reading.kept_json(&app, &resource, reading.at, || Ok(shown(&app, &reading)))
}

/// The document at the position asked for.
pub(crate) fn shown(app: &App, reading: &Reading) -> StatisticsShown {
    let as_of = as_of(reading);
    StatisticsShown {
        as_of: as_of_second(reading),
        position: reading.at.map(|at| at.0),
        demonstration: reading.views.editions().is_demonstration(),
        figures: count(&reading.lens(), as_of, app.registry.zone()),
    }
}

/// The instant as documents name it: a day's end is its last nanosecond, they name its last second.
pub(crate) fn as_of_second(reading: &Reading) -> Timestamp {
    let as_of = as_of(reading);
    Timestamp::from_second(as_of.as_second()).unwrap_or(as_of)
}

/// The instant the figures are of: the one asked for, else that of the last event counted, so that
/// the same events give the same document.
pub(crate) fn as_of(reading: &Reading) -> Timestamp {
    let last = reading.at.and_then(|at| reading.views.times().recorded_at(at));
    if reading.as_of.is_some() { reading.instant } else { last.unwrap_or(reading.instant) }
}

async fn figures(
    app: App,
    reading: Reading,
    uri: &Uri,
) -> Result<(Reading, Vec<FigureTable>), Problem> {
    Parameters::of(uri, &[]).finish()?;
    in_background(move || {
        let statistics = shown(&app, &reading).figures;
        let tables = tables(&statistics, &reading.lens(), reading.language);
        Ok((reading, tables))
    })
    .await
}

fn file(reading: &Reading) -> File<'_> {
    File { reading, shown: reading.at, name: "statistics" }
}

/// The figures as CSV: a line each.
#[utoipa::path(
    get, path = "/api/v1/statistics.csv", tag = "statistics",
    params(TimeParameters),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn csv(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, tables) = figures(app, reading, &uri).await?;
    file(&reading).csv(&table(&tables, reading.language))
}

/// The figures as a workbook: all of them on the first sheet, then a sheet per block.
#[utoipa::path(
    get, path = "/api/v1/statistics.xlsx", tag = "statistics",
    params(TimeParameters),
    responses((status = 200, body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn xlsx(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, tables) = figures(app, reading, &uri).await?;
    in_background(move || file(&reading).xlsx(&sheets(&tables, reading.language))).await
}

/// The figures as JSON Lines: path and value.
#[utoipa::path(
    get, path = "/api/v1/statistics.jsonl", tag = "statistics",
    params(TimeParameters),
    responses((status = 200, content_type = "application/jsonl", body = Object)),
)]
pub(super) async fn jsonl(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let figures = shown(&app, &reading).figures.figures();
    let lines: Vec<_> = figures
        .into_iter()
        .map(|(figure, value)| json!({ "figure": figure, "value": value }))
        .collect();
    file(&reading).jsonl(&lines)
}
