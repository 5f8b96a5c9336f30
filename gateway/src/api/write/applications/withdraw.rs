//! Take an application back.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::WithdrawApplication;
use registry_events::ids::ApplicationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Why an application is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawBody {
    /// Why, when it is to be said.
    reason: Option<String>,
}

/// Take an application back
#[utoipa::path(post, path = "/api/v1/applications/{application}/withdrawal", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = Option<WithdrawBody>,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn withdraw(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::WithdrawApplication, application, async |asked| {
            let WithdrawBody { reason } = asked.json_or_nothing()?;
            Ok(WithdrawApplication { application: asked.subject, reason }.into())
        })
        .await
}
