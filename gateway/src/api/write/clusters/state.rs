//! State claims of a listed cluster.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StateClaims;
use registry_events::ids::ClusterId;

use crate::api::write::answer::Written;
use crate::api::write::changes::ChangesBody;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// State claims, open or close items
///
/// All of it is recorded in one commit, or nothing.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/claims", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path, example = "3z5k0a7c41")),
    request_body = ChangesBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn state(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateClaims, cluster, async |asked| {
            let (cluster, expected) = (asked.subject, asked.expected);
            let command = |changes| StateClaims { cluster, changes, expected };
            asked.changing(&asked.json()?, command).await
        })
        .await
}
