//! Fill an application in.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StateApplication;
use registry_events::ids::ApplicationId;

use crate::api::write::answer::Written;
use crate::api::write::changes::ChangesBody;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Fill an application in
///
/// While it is a draft, or was returned.
#[utoipa::path(post, path = "/api/v1/applications/{application}/claims", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = ChangesBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn state(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateApplication, application, async |asked| {
            let (application, expected) = (asked.subject, asked.expected);
            let command = |changes| StateApplication { application, changes, expected };
            asked.changing(&asked.json()?, command).await
        })
        .await
}
