//! How large an organisation is, as a dated statement.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StateOrganisationSize;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{EvidenceBody, Reader, SourceBody, day, nullable, object};
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// How large an organisation is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SizeBody {
    /// `large`, `medium` or `small`.
    #[schema(example = "medium")]
    size: String,
    /// The day it describes.
    #[schema(format = Date)]
    described_on: String,
    /// `change` (it became so) or `correction` (it had been so); `change` when left out.
    kind: Option<String>,
    /// Where it comes from; who states it when left out.
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    /// What shows it: public addresses and documents.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// State how large an organisation is
///
/// The type of its memberships follows.
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/size", tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = SizeBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn state(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateOrganisationSize, organisation, async |asked| {
            Ok(read(asked.subject, &asked.json()?)?.into())
        })
        .await
}

/// Reads what a body says.
///
/// # Errors
/// What is wrong with it, each at its place.
pub(crate) fn read(
    organisation: OrganisationId,
    body: &SizeBody,
) -> Result<StateOrganisationSize, Problem> {
    let mut reader = Reader::default();
    let size = Code::parse(&body.size).map_err(|invalid| Broken::new("/size", invalid.code));
    let size = reader.take(size);
    let described_on = reader.take(day(&body.described_on, "/described_on"));
    let kind = reader.kind(body.kind.as_deref(), "/kind");
    let source = reader.source(body.source.as_ref(), "/source");
    let evidence = reader.evidence(&body.evidence, "/evidence");
    match (size, described_on, reader.problems) {
        (Some(size), Some(described_on), problems) if problems.is_empty() => {
            Ok(StateOrganisationSize { organisation, size, described_on, kind, source, evidence })
        }
        (_, _, problems) => Err(problems.into()),
    }
}
