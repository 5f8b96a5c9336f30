//! Branches of an organisation: opened and closed.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{CloseBranch, OpenBranch};
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Kpp};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{Reader, day};
use crate::api::write::once::Once;
use crate::api::write::request::Write;
use crate::api::write::subject::{BranchOf, Named};
use crate::api::write::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// A branch of the same legal entity.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BranchBody {
    /// The name: a string in Russian, or `{"ru": …, "en": …}`.
    #[schema(value_type = serde_json::Value, example = json!("Томский филиал ООО «Завод» (демо)"))]
    name: Once,
    /// The tax office's code of the branch.
    #[schema(example = "701743001")]
    kpp: String,
    /// The subject of the federation.
    #[schema(example = "RU-TOM")]
    region: String,
}

/// A branch that ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct BranchClosingBody {
    /// The day it ended.
    #[schema(format = Date)]
    closed_on: String,
}

/// Record a branch of an organisation
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/branches",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = BranchBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn open(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::OpenBranch, organisation, async |asked| {
            Ok(read(asked.subject, &asked.json()?)?.into())
        })
        .await
}

/// Reads what a body says.
///
/// # Errors
/// What is wrong with it, each at its place.
pub(crate) fn read(organisation: OrganisationId, body: &BranchBody) -> Result<OpenBranch, Problem> {
    let mut reader = Reader::default();
    let name = reader.take(body.name.read("/name", values::text));
    let kpp = Kpp::parse(&body.kpp).map_err(|invalid| Broken::new("/kpp", invalid.code));
    let region = Code::parse(&body.region).map_err(|invalid| Broken::new("/region", invalid.code));
    let (kpp, region) = (reader.take(kpp), reader.take(region));
    match (name, kpp, region) {
        (Some(name), Some(kpp), Some(region)) => Ok(OpenBranch { organisation, name, kpp, region }),
        _ => Err(reader.problems.into()),
    }
}

/// Record that a branch ended
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/branches/{branch}/closing",
    tag = "organisations",
    security(("token" = [])),
    params(
        ("organisation" = String, Path),
        ("branch" = u32, Path, description = "Its number within the organisation")),
    request_body = BranchClosingBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn close(
    State(app): State<App>,
    branch: Named<BranchOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::CloseBranch, branch, async |asked| {
            let BranchClosingBody { closed_on } = asked.json()?;
            let closed_on = day(&closed_on, "/closed_on")?;
            let BranchOf(organisation, branch) = asked.subject;
            Ok(CloseBranch { organisation, branch, closed_on }.into())
        })
        .await
}
