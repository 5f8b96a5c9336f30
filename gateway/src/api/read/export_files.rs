//! The whole register as tables and points, for who wants all of it: the workbook has a sheet for the
//! clusters and one for each of their lists.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::asked::{DayParameters, TimeParameters};
use super::cluster_files::{file, lines, points, rows, table};
use super::parameters::Parameters;
use super::streams::in_background;
use crate::http::{App, Problem, Reading};
use crate::read::clusters;

/// The whole register isn't filtered.
fn check_unfiltered(uri: &Uri) -> Result<(), Problem> {
    Parameters::of(uri, &["on"]).finish()
}

/// The whole register as CSV: UTF-8 with BOM, parted by semicolons.
#[utoipa::path(
    get, path = "/api/v1/export/clusters.csv", tag = "export",
    params(TimeParameters, DayParameters),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub(super) async fn csv(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    check_unfiltered(&uri)?;
    let (reading, lines) = lines(&app, reading, &uri).await?;
    in_background(move || file(&reading).csv(&table(&reading, &lines))).await
}

/// The whole register as a workbook: a sheet of clusters and one per list.
#[utoipa::path(
    get, path = "/api/v1/export/clusters.xlsx", tag = "export",
    params(TimeParameters, DayParameters),
    responses((status = 200, body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub(super) async fn xlsx(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    check_unfiltered(&uri)?;
    let (reading, lines) = lines(&app, reading, &uri).await?;
    let work = move || {
        let lists = clusters::lists(&lines, &reading.lens(), reading.language);
        let tables: Vec<_> = std::iter::once(table(&reading, &lines)).chain(lists).collect();
        file(&reading).xlsx(&tables)
    };
    in_background(work).await
}

/// The whole register as `GeoJSON`: a point per cluster.
#[utoipa::path(
    get, path = "/api/v1/export/clusters.geojson", tag = "export",
    params(TimeParameters, DayParameters),
    responses((status = 200, content_type = "application/geo+json", body = Object)),
)]
pub(super) async fn geojson(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    check_unfiltered(&uri)?;
    let (reading, rows) = rows(&app, reading, &uri).await?;
    points(&reading, &rows)
}
