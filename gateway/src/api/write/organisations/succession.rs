//! One organisation follows another.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{SucceedOrganisation, Successor};
use registry_core::profile::changes::Said;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Identifier, Value};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{EvidenceBody, Reader, day, nullable};
use crate::api::write::once::Once;
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::api::write::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Who follows an organisation, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct SuccessionBody {
    /// The organisation that follows: its id, or its name and numbers.
    #[schema(value_type = serde_json::Value, example = json!({ "name": "АО «Завод» (демо)", "ogrn": "1027700132195" }))]
    successor: Once,
    /// The form of the reorganisation, of the dictionary `organisation_succession`.
    #[schema(example = "merger")]
    form: String,
    /// Since when.
    #[schema(format = Date)]
    on: String,
    /// What shows it: public addresses and documents.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
    /// Numbers of the predecessor that are the successor's from then on.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Vec<serde_json::Value>)]
    passing: Vec<Once>,
}

/// Record that another organisation followed this one
///
/// Memberships stay as they are until the clusters restate them.
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/succession",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path, description = "The predecessor")),
    request_body = SuccessionBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn succeed(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::SucceedOrganisation, organisation, async |asked| {
            Ok(read(asked.subject, &asked.json()?)?.into())
        })
        .await
}

fn read(
    predecessor: OrganisationId,
    body: &SuccessionBody,
) -> Result<SucceedOrganisation, Problem> {
    let mut reader = Reader::default();
    let successor = reader.take(successor(&body.successor));
    let form = Code::parse(&body.form).map_err(|invalid| Broken::new("/form", invalid.code));
    let (form, on) = (reader.take(form), reader.take(day(&body.on, "/on")));
    let evidence = reader.evidence(&body.evidence, "/evidence");
    let passing = passing(&mut reader, &body.passing);
    match (successor, form, on, reader.problems) {
        (Some(successor), Some(form), Some(on), problems) if problems.is_empty() => {
            Ok(SucceedOrganisation { predecessor, successor, form, on, evidence, passing })
        }
        (.., problems) => Err(problems.into()),
    }
}

fn successor(given: &Once) -> Result<Successor, Broken> {
    match given.read("/successor", values::organisation)? {
        Said::Organisation(named) => Ok(Successor::Named(named)),
        Said::Value(Value::Organisation(id)) => Ok(Successor::Known(id)),
        _ => Err(Broken::new("/successor", "organisation.malformed")),
    }
}

fn passing(reader: &mut Reader, given: &[Once]) -> Vec<Identifier> {
    let numbers = given.iter().enumerate().filter_map(|(index, number)| {
        reader.take(number.read(&format!("/passing/{index}"), values::identifier))
    });
    numbers.collect()
}
