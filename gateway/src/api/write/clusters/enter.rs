//! Enter a cluster from a source, without an application.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::EnterCluster;

use crate::api::write::answer::Written;
use crate::api::write::changes::ChangesBody;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Enter a cluster from a source
///
/// An officer's act, for clusters that a public source tells of.
#[utoipa::path(post, path = "/api/v1/clusters", tag = "clusters",
    security(("token" = [])),
    request_body = ChangesBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The cluster"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn enter(
    State(app): State<App>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::EnterCluster, Named::new(), async |asked| {
            asked.changing(&asked.json()?, |changes| EnterCluster { changes }).await
        })
        .await
}
