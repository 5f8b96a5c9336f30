//! Where an organisation is found and what it does, as dated statements.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::StateOrganisationDetails;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{
    EvidenceBody, Reader, SourceBody, day, nullable, object, web_url,
};
use crate::api::write::once::Once;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::api::write::values::point;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Where an organisation is found and what it does; what is left out stays as it was stated.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetailsBody {
    /// Its site.
    #[schema(example = "https://organisation.example")]
    site: Option<String>,
    /// Its point on the map: `lat`, `lng`, `precision`.
    #[schema(value_type = Option<Object>,
        example = json!({ "lat": 56.4977, "lng": 84.9744, "precision": "exact" }))]
    point: Option<Once>,
    /// Its main activity by ОКВЭД2.
    #[schema(example = "31.09")]
    okved: Option<String>,
    /// The day they describe.
    #[schema(format = Date)]
    described_on: String,
    /// `change` (it became so) or `correction` (it had been so); `change` when left out.
    kind: Option<String>,
    /// Where they come from; who states them when left out.
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    /// What shows them: public addresses and documents.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// State where an organisation is found and what it does
///
/// Its site, its point on the map and its main activity, each as far as it is given.
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/details", tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = DetailsBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn state(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::StateOrganisationDetails, organisation, async |asked| {
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
    body: &DetailsBody,
) -> Result<StateOrganisationDetails, Problem> {
    let mut reader = Reader::default();
    let site = body.site.as_deref().and_then(|url| reader.take(web_url(url, "/site")));
    let place = body.point.as_ref().and_then(|given| reader.take(given.read("/point", point)));
    let okved = body.okved.as_deref().and_then(|code| reader.take(activity(code)));
    let described_on = reader.take(day(&body.described_on, "/described_on"));
    let kind = reader.kind(body.kind.as_deref(), "/kind");
    let source = reader.source(body.source.as_ref(), "/source");
    let evidence = reader.evidence(&body.evidence, "/evidence");
    match (described_on, reader.problems) {
        (Some(described_on), problems) if problems.is_empty() => Ok(StateOrganisationDetails {
            organisation,
            site,
            point: place,
            okved,
            described_on,
            kind,
            source,
            evidence,
        }),
        (_, problems) => Err(problems.into()),
    }
}

fn activity(given: &str) -> Result<Code, Broken> {
    Code::parse(given).map_err(|invalid| Broken::new("/okved", invalid.code))
}
