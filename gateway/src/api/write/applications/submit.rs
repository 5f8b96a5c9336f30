//! Hand an application in.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::SubmitApplication;
use registry_events::ids::ApplicationId;

use super::NothingBody;
use crate::api::write::answer::Written;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Hand an application in
///
/// 422 `minimum.open` names every requirement that is still open.
#[utoipa::path(post, path = "/api/v1/applications/{application}/submission", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = Option<NothingBody>,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn submit(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::SubmitApplication, application, async |asked| {
            let NothingBody {} = asked.json_or_nothing()?;
            Ok(SubmitApplication { application: asked.subject }.into())
        })
        .await
}
