//! Regions' cluster development centres (ЦКР): opened and closed.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{CloseCkr, OpenCkr};
use registry_events::value::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::envelope::{EvidenceBody, Reader, day, nullable};
use super::once::Once;
use super::request::Write;
use super::subject::{CkrOf, Named, RegionOf};
use super::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// A centre that was opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenCkrBody {
    /// The organisation that is the centre, by name and numbers.
    #[schema(value_type = serde_json::Value, example = json!({ "name": "Центр кластерного развития (демо)", "ogrn": "1027700132195" }))]
    organisation: Once,
    /// Since when.
    #[schema(format = Date)]
    opened_on: String,
    /// Public addresses that show it.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// A centre that was closed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseCkrBody {
    /// Since when it is no more.
    #[schema(format = Date)]
    closed_on: String,
    /// Why.
    reason: String,
}

/// Record that a region opened a cluster development centre
#[utoipa::path(post, path = "/api/v1/regions/{region}/ckr", tag = "regions",
    security(("token" = [])),
    params(("region" = String, Path, example = "RU-TOM")),
    request_body = OpenCkrBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The region"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn open_ckr(
    State(app): State<App>,
    region: Named<RegionOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::OpenCkr, region, async |asked| {
            Ok(read_open(asked.subject.0.clone(), &asked.json()?)?.into())
        })
        .await
}

fn read_open(region: Code, body: &OpenCkrBody) -> Result<OpenCkr, Problem> {
    let mut reader = Reader::default();
    let organisation =
        reader.take(body.organisation.read("/organisation", values::named_organisation));
    let opened_on = reader.take(day(&body.opened_on, "/opened_on"));
    let evidence = reader.evidence(&body.evidence, "/evidence");
    match (organisation, opened_on, reader.problems) {
        (Some(organisation), Some(opened_on), problems) if problems.is_empty() => {
            Ok(OpenCkr { region, organisation, opened_on, evidence })
        }
        (_, _, problems) => Err(problems.into()),
    }
}

/// Record that a region's centre was closed
#[utoipa::path(post, path = "/api/v1/regions/{region}/ckr/{organisation}/closing", tag = "regions",
    security(("token" = [])),
    params(("region" = String, Path), ("organisation" = String, Path)),
    request_body = CloseCkrBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn close_ckr(
    State(app): State<App>,
    ckr: Named<CkrOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::CloseCkr, ckr, async |asked| {
            let CloseCkrBody { closed_on, reason } = asked.json()?;
            let closed_on = day(&closed_on, "/closed_on")?;
            let CkrOf(region, organisation) = asked.subject.clone();
            Ok(CloseCkr { region, organisation, closed_on, reason }.into())
        })
        .await
}
