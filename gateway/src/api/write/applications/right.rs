//! Explain the right to speak for an application's cluster.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::{Caller, Operation};
use registry_core::command::StateRightToSpeak;
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_events::document::DocumentRef;
use registry_events::ids::ApplicationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::documents::DocumentBody;
use crate::api::write::envelope::object;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// By what right the applicant speaks for the cluster.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RightBody {
    /// How the applicant explains it.
    #[schema(example = "Управляющая компания кластера, доверенность приложена")]
    right_to_speak: String,
    /// The signed letter or power of attorney: the object that the answer to its upload held.
    #[serde(default, deserialize_with = "object")]
    letter: Option<DocumentBody>,
}

/// Explain the right to speak
///
/// Anew, or with what shows it. The role that a listing gives rests on the letter.
#[utoipa::path(post, path = "/api/v1/applications/{application}/right-to-speak",
    tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = RightBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn state(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateRightToSpeak, application, async |asked| {
            let RightBody { right_to_speak, letter } = asked.json()?;
            let letter = letter.map(|body| body.read("/letter")).transpose()?;
            check_brought(&asked.app, asked.caller, letter.as_ref()).await?;
            Ok(StateRightToSpeak { application: asked.subject, right_to_speak, letter }.into())
        })
        .await
}

/// A letter is one that the applicant brought: once a role rests on it, others may open it.
async fn check_brought(
    app: &App,
    caller: Caller,
    letter: Option<&DocumentRef>,
) -> Result<(), Problem> {
    let Some(letter) = letter else { return Ok(()) };
    if app.registry.accounts().has_brought(caller.account, letter.digest).await? {
        return Ok(());
    }
    let unknown = Broken::new("/letter", "document.unknown");
    Err(Rejection::Invalid(vec![unknown]).into())
}
