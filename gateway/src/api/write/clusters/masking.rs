//! Hide by law what is stated of a field, and show it again.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{LiftMask, MaskValue};
use registry_core::rejection::Problem as Broken;
use registry_events::ids::{ClusterId, StreamVersion};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::request::{Ready, Write};
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// What is hidden, and by which law.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct MaskBody {
    /// The field: `summary`, or `participants/17/organisation` for a field of an item.
    #[schema(example = "participants/17/organisation")]
    path: String,
    /// The version of the one statement that is meant; without it every one is hidden, later ones too.
    version: Option<u64>,
    /// The law, in words fit to publish.
    #[schema(example = "149-ФЗ, статья 10")]
    law: String,
    /// Why, in words fit to publish.
    #[schema(example = "По решению суда")]
    reason: String,
}

/// Which mask ends, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct UnmaskBody {
    /// The version of the event that set the mask.
    mask: u64,
    /// Why, in words fit to publish.
    #[schema(example = "Суд отменил решение")]
    reason: String,
}

/// Hide by law what is stated of a field
///
/// It is gone from every answer, those about the past too; card and history say since when and by
/// which law. The log keeps the entry, so the level stands and proofs hold.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/masking", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = MaskBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn mask(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::MaskValue, cluster, async |asked| {
            let body: MaskBody = asked.json()?;
            let path =
                body.path.parse().map_err(|_| vec![Broken::new("/path", "claim.path-malformed")]);
            let path = path.map_err(Problem::from)?;
            Ok(Ready::from(MaskValue {
                cluster: asked.subject,
                path,
                version: body.version.map(StreamVersion),
                law: body.law,
                reason: body.reason,
                expected: asked.expected,
            }))
        })
        .await
}

/// Show again what was hidden by law
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/unmasking", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = UnmaskBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn unmask(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::LiftMask, cluster, async |asked| {
            let UnmaskBody { mask, reason } = asked.json()?;
            let (cluster, expected) = (asked.subject, asked.expected);
            Ok(Ready::from(LiftMask { cluster, mask: StreamVersion(mask), reason, expected }))
        })
        .await
}
