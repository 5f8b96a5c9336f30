//! The whole register as a file that is written while it is read.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use registry_events::ids::ClusterId;
use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use tracing::error;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::files::{JSONL, mark_demonstration};
use super::parameters::Parameters;
use super::statistics::as_of_second;
use super::streams::{card_at, cluster_entries, in_background};
use crate::http::{App, Problem, Reading};
use crate::read::export::{ClusterExported, ExportHeading};
use crate::registry::DEFAULT_TIME_ZONE;

/// How many lines are made ahead of a slow reader.
const LINES_AHEAD: usize = 2;
/// When it is worth asking again, when as many exports as may be are being written.
const RETRY_AFTER_SECONDS: u64 = 10;

/// The whole register, a cluster per line, as the registry had it at one position.
///
/// The first line is a heading: position, instant, editions, development centres. Each line behind
/// it is a card with its facts, the level and the markers, all that a recomputation needs.
#[utoipa::path(
    get, path = "/api/v1/export/clusters.jsonl", tag = "export",
    params(TimeParameters),
    responses((status = 200, content_type = "application/jsonl", body = ClusterExported<'static>)),
)]
pub(super) async fn clusters(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    Parameters::of(&uri, &[]).finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let place = place(&app).await?;
    let (sender, body) = Channel::<Bytes, std::io::Error>::new(LINES_AHEAD);
    // Compression asks once more behind the end, which a channel doesn't bear.
    let body = Body::new(body.fuse());
    let mut response = ([(CONTENT_TYPE, JSONL)], body).into_response();
    response.headers_mut().insert(axum::http::header::ETAG, tag.header());
    mark_demonstration(&mut response, &reading);
    tokio::spawn(async move {
        write(app, Arc::new(reading), sender).await;
        drop(place);
    });
    Ok(response)
}

/// A place among the exports that are written at once; it is waited for, but not for long.
pub(super) async fn place(app: &App) -> Result<OwnedSemaphorePermit, Problem> {
    let place = Arc::clone(&app.exports).acquire_owned();
    let Ok(Ok(place)) = timeout(app.settings.patience, place).await else {
        return Err(Problem::new("server.busy").retry_after(RETRY_AFTER_SECONDS));
    };
    Ok(place)
}

/// Writes line after line; a reader that goes away ends it, a fault breaks the body off visibly.
async fn write(app: App, reading: Arc<Reading>, mut sender: Sender<Bytes, std::io::Error>) {
    let rows = reading.views.register().rows_at(reading.lens().at);
    let clusters: Vec<ClusterId> = rows.map(|row| row.cluster).collect();
    let lines = std::iter::once(None).chain(clusters.iter().copied().map(Some));
    for cluster in lines {
        let line = match cluster {
            None => heading(&app, &reading, clusters.len()),
            Some(cluster) => line(&app, &reading, cluster).await,
        };
        let line = match line {
            Ok(line) => line,
            Err(problem) => {
                error!(code = problem.code(), "an export broke off: {}", problem.code());
                sender.abort(std::io::Error::other("the export broke off"));
                return;
            }
        };
        if sender.send_data(line).await.is_err() {
            return;
        }
    }
}

fn heading(app: &App, reading: &Reading, clusters: usize) -> Result<Bytes, Problem> {
    let position = reading.at.map(|at| at.0);
    let zone = app.registry.zone().iana_name().unwrap_or(DEFAULT_TIME_ZONE).to_owned();
    let as_of = as_of_second(reading);
    written(&ExportHeading::of(&reading.lens(), position, as_of, zone, clusters))
}

async fn line(app: &App, reading: &Arc<Reading>, cluster: ClusterId) -> Result<Bytes, Problem> {
    let at = reading.lens().at;
    let card = card_at(app, reading, cluster, at).await?;
    let stream = cluster_entries(app, reading, cluster, at).await?;
    let reading = Arc::clone(reading);
    let line = move || {
        let line = ClusterExported::of(&card, &stream, &reading.lens(), reading.days());
        written(&Answer::new(&reading, reading.at, line))
    };
    in_background(line).await
}

fn written(line: &impl Serialize) -> Result<Bytes, Problem> {
    let mut line = sonic_rs::to_vec(line).map_err(|error| Problem::fault(&error))?;
    line.push(b'\n');
    Ok(line.into())
}
