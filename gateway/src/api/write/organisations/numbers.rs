//! Numbers of an organisation: recorded and retired.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{RecordIdentifier, RetireIdentifier};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::StreamState;
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::Identifier;
use serde::Deserialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{Reader, day};
use crate::api::write::once::Once;
use crate::api::write::request::{Asked, Write};
use crate::api::write::subject::{Named, load};
use crate::api::write::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// How a retirement names the INN of a sole trader, which nobody is shown.
const SEALED_INN: &str = "sealed_inn";

/// A further number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct IdentifierBody {
    /// The number: `{"inn": …}`, `{"ogrn": …}`, or `{"country": …, "number": …}`.
    #[schema(value_type = serde_json::Value, example = json!({ "ogrn": "1027700132195" }))]
    identifier: Once,
    /// Since when the organisation has it, where that is known.
    #[schema(format = Date)]
    since: Option<String>,
}

/// A number that is the organisation's own no more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct RetirementBody {
    /// The number, as when it was recorded; `"sealed_inn"` for the INN of a sole trader.
    #[schema(value_type = serde_json::Value, example = json!({ "ogrn": "1027700132195" }))]
    identifier: Once,
    /// The last day it had it.
    #[schema(format = Date)]
    until: String,
}

/// Record a further number of an organisation
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/identifiers",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = IdentifierBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn record(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RecordIdentifier, organisation, async |asked| {
            Ok(read_recorded(asked.subject, &asked.json()?)?.into())
        })
        .await
}

fn read_recorded(
    organisation: OrganisationId,
    body: &IdentifierBody,
) -> Result<RecordIdentifier, Problem> {
    let mut reader = Reader::default();
    let identifier = reader.take(body.identifier.read("/identifier", values::identifier));
    let since = reader.day(body.since.as_deref(), "/since");
    match identifier.filter(|_| reader.problems.is_empty()) {
        Some(identifier) => Ok(RecordIdentifier { organisation, identifier, since }),
        None => Err(reader.problems.into()),
    }
}

/// Record that a number is an organisation's own no more
#[utoipa::path(post, path = "/api/v1/organisations/{organisation}/identifiers/retirement",
    tag = "organisations",
    security(("token" = [])),
    params(("organisation" = String, Path)),
    request_body = RetirementBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn retire(
    State(app): State<App>,
    organisation: Named<OrganisationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RetireIdentifier, organisation, async |asked| {
            Ok(read_retired(asked, &asked.json()?).await?.into())
        })
        .await
}

async fn read_retired(
    asked: &Asked<OrganisationId>,
    body: &RetirementBody,
) -> Result<RetireIdentifier, Problem> {
    let (mut reader, organisation) = (Reader::default(), asked.subject);
    let until = reader.take(day(&body.until, "/until"));
    let identifier = match reader.take(body.identifier.at("/identifier")) {
        Some(given) if *given == SEALED_INN => sealed_inn(&asked.app, organisation).await?,
        given => given.and_then(|given| reader.take(not_personal(given))),
    };
    match (identifier, until) {
        (Some(identifier), Some(until)) => Ok(RetireIdentifier { organisation, identifier, until }),
        (None, Some(_)) if reader.problems.is_empty() => {
            Err(Rejection::NotFound("identifier").into())
        }
        _ => Err(reader.problems.into()),
    }
}

/// A number as the organisation has it; a person's is never compared with what is kept sealed.
fn not_personal(given: &Json) -> Result<Identifier, Broken> {
    let identifier = values::identifier(given, "/identifier")?;
    if identifier.is_personal() {
        return Err(Broken::new("/identifier", "identifier.sealed"));
    }
    Ok(identifier)
}

/// The sealed number that an organisation has now.
async fn sealed_inn(
    app: &App,
    organisation: OrganisationId,
) -> Result<Option<Identifier>, Problem> {
    let loaded = load(app, &StreamId::organisation(organisation)).await?;
    let StreamState::Organisation(state) = loaded.state.as_ref() else { return Ok(None) };
    let mut held = state.current_identifiers().map(|dated| &dated.identifier);
    Ok(held.find(|identifier| identifier.is_personal()).cloned())
}
