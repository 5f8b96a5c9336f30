//! Start an application.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StartApplication;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::changes::{ChangesBody, CloseBody, OpenBody, StatementBody};
use crate::api::write::envelope::objects;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// An application as it begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StartBody {
    /// How the applicant explains the right to speak for the cluster.
    #[schema(example = "Управляющая компания кластера, устав прилагается")]
    right_to_speak: String,
    /// Statements about fields of the cluster.
    #[serde(default, deserialize_with = "objects")]
    claims: Vec<StatementBody>,
    /// Items that begin.
    #[serde(default, deserialize_with = "objects")]
    open: Vec<OpenBody>,
    /// Always empty: nothing is open yet.
    #[serde(default, deserialize_with = "objects")]
    close: Vec<CloseBody>,
}

/// Start an application
///
/// Its content is sealed: nobody but its applicant sees it until it is submitted, and the public
/// not before the cluster is listed.
#[utoipa::path(post, path = "/api/v1/applications", tag = "applications",
    security(("token" = [])),
    request_body = StartBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The application"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn start(
    State(app): State<App>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StartApplication, Named::new(), async |asked| {
            let StartBody { right_to_speak, claims, open, close } = asked.json()?;
            let body = ChangesBody { claims, open, close, renew: Vec::new() };
            let command = |changes| StartApplication { right_to_speak, changes };
            asked.changing(&body, command).await
        })
        .await
}
