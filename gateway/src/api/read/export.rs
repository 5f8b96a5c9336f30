//! The whole register as a file that is written while it is read.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use http_body_util::channel::{Channel, Sender};
use registry_events::ids::ClusterId;
use tracing::error;

use super::asked::TimeParameters;
use super::envelope::Answer;
use super::files::{JSONL, mark_demonstration};
use super::parameters::Parameters;
use super::streams::card_at;
use crate::http::{App, Problem, Reading};
use crate::read::card::CardShown;

/// How many lines are made ahead of a slow reader.
const LINES_AHEAD: usize = 4;

/// Every card, one per line, as the registry had them at one position.
#[utoipa::path(
    get, path = "/api/v1/export/clusters.jsonl", tag = "export",
    params(TimeParameters),
    responses((status = 200, content_type = "application/jsonl", body = CardShown<'static>)),
)]
pub(super) async fn clusters(
    State(app): State<App>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let tag = reading.tag(reading.at);
    if let Some(unchanged) = reading.unchanged(&tag) {
        return Ok(unchanged);
    }
    let (sender, body) = Channel::<Bytes, std::io::Error>::new(LINES_AHEAD);
    let mut response = ([(CONTENT_TYPE, JSONL)], Body::new(body)).into_response();
    response.headers_mut().insert(axum::http::header::ETAG, tag.header());
    mark_demonstration(&mut response, &reading);
    tokio::spawn(write(app, reading, sender));
    Ok(response)
}

/// Writes line after line; a reader that goes away ends it, a fault breaks the body off visibly.
async fn write(app: App, reading: Reading, mut sender: Sender<Bytes, std::io::Error>) {
    let rows = reading.views.register().rows_at(reading.lens().at);
    let clusters: Vec<ClusterId> = rows.map(|row| row.cluster).collect();
    for cluster in clusters {
        let line = match line(&app, &reading, cluster).await {
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

async fn line(app: &App, reading: &Reading, cluster: ClusterId) -> Result<Bytes, Problem> {
    let lens = reading.lens();
    let card = card_at(app, reading, cluster, lens.at).await?;
    let answer = Answer::new(reading, reading.at, CardShown::of(&card, &lens));
    let mut line = sonic_rs::to_vec(&answer).map_err(|error| Problem::fault(&error))?;
    line.push(b'\n');
    Ok(line.into())
}
