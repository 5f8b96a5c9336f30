//! Estimates of how many clusters the country has, which an officer states with their source.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StateEstimate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::envelope::{EvidenceBody, Reader, day, nullable};
use super::request::Write;
use super::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Somebody's estimate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "clusters": 200, "source": "Экспертная оценка (демо)", "stated_for": "2015-09-01",
    "evidence": ["https://press.example/presentation"] }))]
pub(super) struct EstimateBody {
    /// How many clusters there may be in the country.
    clusters: u32,
    /// Whose estimate it is, in words fit to publish.
    source: String,
    /// The day it is of.
    #[schema(format = Date)]
    stated_for: String,
    /// What shows it.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// State how many clusters somebody thinks there are in the country
///
/// The last one stated stands in the statistics as `coverage.estimate`, with its source.
#[utoipa::path(post, path = "/api/v1/statistics/estimates", tag = "statistics",
    security(("token" = [])),
    request_body = EstimateBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn state(State(app): State<App>, write: Write) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateEstimate, Named::new(), async |asked| {
            Ok(read(asked.json()?)?.into())
        })
        .await
}

fn read(body: EstimateBody) -> Result<StateEstimate, Problem> {
    let mut reader = Reader::default();
    let stated_for = reader.take(day(&body.stated_for, "/stated_for"));
    let evidence = reader.evidence(&body.evidence, "/evidence");
    let EstimateBody { clusters, source, .. } = body;
    match stated_for.filter(|_| reader.problems.is_empty()) {
        Some(stated_for) => Ok(StateEstimate { clusters, source, stated_for, evidence }),
        None => Err(reader.problems.into()),
    }
}
