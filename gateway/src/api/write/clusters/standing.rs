//! Where a cluster stands: suspension, its end, withdrawal.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Command, ResumeCluster, SuspendCluster, WithdrawCluster};
use registry_events::ids::{ClusterId, StreamVersion};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::request::{Ready, Write};
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Why it is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct ReasonBody {
    /// Why, in words fit to publish.
    #[schema(example = "По заявлению кластера")]
    pub(in crate::api::write) reason: String,
}

/// Suspend a cluster's record
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/suspension", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn suspend(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    for_reason(app, Operation::SuspendCluster, cluster, write, |cluster, reason, expected| {
        SuspendCluster { cluster, reason, expected }
    })
    .await
}

/// End a suspension
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/resumption", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn resume(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    for_reason(app, Operation::ResumeCluster, cluster, write, |cluster, reason, expected| {
        ResumeCluster { cluster, reason, expected }
    })
    .await
}

/// Take a cluster off the register
///
/// At its own request, or by an officer; what was public stays in the history.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/withdrawal", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn withdraw(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    for_reason(app, Operation::WithdrawCluster, cluster, write, |cluster, reason, expected| {
        WithdrawCluster { cluster, reason, expected }
    })
    .await
}

/// Does with a cluster what the body gives a reason for.
async fn for_reason<C: Into<Command>>(
    app: App,
    operation: Operation,
    cluster: Named<ClusterId>,
    write: Write,
    command: fn(ClusterId, String, Option<StreamVersion>) -> C,
) -> Result<Response, Problem> {
    write
        .perform(app, operation, cluster, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            Ok(Ready::from(command(asked.subject, reason, asked.expected)))
        })
        .await
}
