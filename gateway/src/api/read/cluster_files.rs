//! The register as files: the same rows, all of them, and in tables every public field beside.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::asked::{ClusterParameters, DayParameters, TimeParameters};
use super::files::File;
use super::filters::{FILTERS, cluster_query};
use super::parameters::Parameters;
use super::streams::{asked_register, card_at, in_background};
use crate::http::{App, Problem, Reading};
use crate::read::clusters::{self, Line};
use crate::read::geojson::{GEOJSON, of_rows};
use crate::read::row::RowShown;
use crate::read::table::Table;

/// Every row that matches, for a file.
pub(super) async fn rows(
    app: &App,
    reading: Reading,
    uri: &Uri,
) -> Result<(Reading, Vec<RowShown>), Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of(uri, &FILTERS);
    let query = cluster_query(&mut given, &reading);
    given.finish()?;
    let register = asked_register(app, &reading, reading.lens().at, &query).await?;
    in_background(move || {
        let rows = clusters::all(&query, &register, &reading.lens());
        Ok((reading, rows))
    })
    .await
}

/// The same rows with the card of each.
pub(super) async fn lines(
    app: &App,
    reading: Reading,
    uri: &Uri,
) -> Result<(Reading, Vec<Line>), Problem> {
    let (reading, rows) = rows(app, reading, uri).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.id.parse().map_err(|error| Problem::fault(&error))?;
        let card = card_at(app, &reading, id, reading.lens().at).await?;
        lines.push(Line { row, card });
    }
    Ok((reading, lines))
}

/// The table of them.
pub(super) fn table(reading: &Reading, lines: &[Line]) -> Table {
    clusters::table(lines, &reading.lens(), reading.language)
}

pub(super) fn file(reading: &Reading) -> File<'_> {
    File { reading, shown: reading.at, name: "clusters" }
}

/// The register as CSV: UTF-8 with BOM, parted by semicolons.
#[utoipa::path(
    get, path = "/api/v1/clusters.csv", tag = "clusters",
    params(ClusterParameters, TimeParameters, DayParameters),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn csv(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, lines) = lines(&app, reading, &uri).await?;
    in_background(move || file(&reading).csv(&table(&reading, &lines))).await
}

/// The register as a workbook.
#[utoipa::path(
    get, path = "/api/v1/clusters.xlsx", tag = "clusters",
    params(ClusterParameters, TimeParameters, DayParameters),
    responses((status = 200, body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn xlsx(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, lines) = lines(&app, reading, &uri).await?;
    in_background(move || file(&reading).xlsx(&[table(&reading, &lines)])).await
}

/// The register as JSON Lines: a row per line.
#[utoipa::path(
    get, path = "/api/v1/clusters.jsonl", tag = "clusters",
    params(ClusterParameters, TimeParameters, DayParameters),
    responses((status = 200, content_type = "application/jsonl", body = RowShown)),
)]
pub(super) async fn jsonl(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, rows) = rows(&app, reading, &uri).await?;
    file(&reading).jsonl(&rows)
}

/// The register as `GeoJSON`: a point per cluster.
#[utoipa::path(
    get, path = "/api/v1/clusters.geojson", tag = "clusters",
    params(ClusterParameters, TimeParameters, DayParameters),
    responses((status = 200, content_type = "application/geo+json", body = Object)),
)]
pub(super) async fn geojson(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let (reading, rows) = rows(&app, reading, &uri).await?;
    points(&reading, &rows)
}

/// Rows as points.
pub(super) fn points(reading: &Reading, rows: &[RowShown]) -> Result<Response, Problem> {
    let demonstration = reading.views.editions().is_demonstration();
    let document = of_rows(rows, reading.language, demonstration);
    file(reading).json(GEOJSON, "geojson", &document)
}
