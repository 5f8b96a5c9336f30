//! List the cluster an application is for.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::ListApplication;
use registry_events::ids::ApplicationId;

use super::NothingBody;
use crate::api::write::answer::Written;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// List the cluster
///
/// An officer's act: the cluster's stream opens, and everything that was applied for is public.
#[utoipa::path(post, path = "/api/v1/applications/{application}/listing", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = Option<NothingBody>,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The cluster"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn list(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::ListApplication, application, async |asked| {
            let NothingBody {} = asked.json_or_nothing()?;
            Ok(ListApplication { application: asked.subject }.into())
        })
        .await
}
