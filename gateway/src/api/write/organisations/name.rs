//! Rename an organisation.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::RenameOrganisation;
use registry_events::ids::OrganisationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::Reader;
use crate::api::write::once::Once;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::api::write::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// The name an organisation has now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct NameBody {
    /// The name: a string in Russian, or `{"ru": …, "en": …}`.
    #[schema(example = json!({ "ru": "ООО «Завод» (демо)", "en": null }))]
    #[schema(value_type = serde_json::Value)]
    name: Once,
    /// `change` (it is called so now) or `correction` (it had been); `change` when left out.
    kind: Option<String>,
}

/// Rename an organisation
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/name", tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = NameBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn rename(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RenameOrganisation, organisation, async |asked| {
            Ok(read(asked.subject, &asked.json()?)?.into())
        })
        .await
}

fn read(organisation: OrganisationId, body: &NameBody) -> Result<RenameOrganisation, Problem> {
    let mut reader = Reader::default();
    let kind = reader.kind(body.kind.as_deref(), "/kind");
    let name = reader.take(body.name.at("/name").and_then(|name| values::text(name, "/name")));
    match name.filter(|_| reader.problems.is_empty()) {
        Some(name) => Ok(RenameOrganisation { organisation, name, kind }),
        None => Err(reader.problems.into()),
    }
}
