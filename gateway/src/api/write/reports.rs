//! Reports of mistakes: filed with a token, decided by an officer.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{DecideReport, FileReport};
use registry_core::rejection::Problem as Broken;
use registry_events::event::ReportOutcome;
use registry_events::ids::{ClusterId, ReportId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::request::Write;
use super::subject::Named;
use crate::http::problem::Explained;
use crate::http::voice_bound::check_reports;
use crate::http::{App, Problem};

/// What is wrong, and where.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "path": "employees_total", "text": "По отчёту за тот же год работников вдвое меньше" }))]
pub(super) struct ReportBody {
    /// The field: `summary`, or `participants/17/organisation` of an item.
    path: String,
    /// What is wrong with it; only officers read it.
    text: String,
}

/// How a report is decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportDecisionBody {
    /// `corrected`, `declined` or `passed_to_cluster`.
    #[schema(example = "corrected")]
    outcome: String,
    /// Why, in words fit to publish.
    reason: String,
}

/// Report that something told of a cluster is wrong
///
/// That it came, of which field, from which account, and the decision are public; its words are for
/// officers.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/reports", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = ReportBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The report"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn file(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::FileReport, cluster, async |asked| {
            check_reports(&asked.app, asked.caller)?;
            let ReportBody { path, text } = asked.json()?;
            let path = path.parse().map_err(|_| Broken::new("/path", "claim.path-malformed"));
            Ok(FileReport { cluster: asked.subject, path: path?, text }.into())
        })
        .await
}

/// Decide a report
#[utoipa::path(post, path = "/api/v1/reports/{report}/decision", tag = "moderation",
    security(("token" = [])),
    params(("report" = String, Path)),
    request_body = ReportDecisionBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn decide(
    State(app): State<App>,
    report: Named<ReportId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::DecideReport, report, async |asked| {
            let ReportDecisionBody { outcome, reason } = asked.json()?;
            let outcome = ReportOutcome::from_key(&outcome).ok_or_else(|| {
                let allowed = ReportOutcome::ALL.map(ReportOutcome::key).join(", ");
                Broken::new("/outcome", "report.outcome").with(allowed)
            })?;
            Ok(DecideReport { report: asked.subject, outcome, reason }.into())
        })
        .await
}
