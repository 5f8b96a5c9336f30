//! Clusters that are known and not registered yet, as officers and development centres keep them.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{
    InviteExpectedCluster, LinkExpectedCluster, NoteExpectedCluster, RegisterExpectedCluster,
    RemoveExpectedCluster,
};
use registry_core::rejection::Problem as Broken;
use registry_events::ids::ExpectedId;
use registry_events::value::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::clusters::standing::ReasonBody;
use super::envelope::{EvidenceBody, Reader, SourceBody, day, nullable, object};
use super::once::Once;
use super::request::Write;
use super::subject::Named;
use super::values;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// A cluster that is known and not registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Кластер станкостроения (демо)", "region": "RU-TOM",
    "source": { "type": "press", "url": "https://press.example/1" },
    "evidence": [], "known_since": "2016-02-01" }))]
pub(super) struct ExpectedBody {
    /// What it is called: a string in Russian, or `{"ru": …, "en": …}`.
    #[schema(value_type = serde_json::Value)]
    name: Once,
    /// ISO 3166-2 code of its region.
    region: String,
    /// Where it is known from.
    #[serde(default, deserialize_with = "object")]
    source: Option<SourceBody>,
    /// What shows it; it or the source's address is needed.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
    /// The day since which it is known.
    #[schema(format = Date)]
    known_since: String,
}

/// An invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvitationBody {
    /// Its day.
    #[schema(format = Date)]
    invited_on: String,
}

/// Which application is its.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApplicationBody {
    /// The application.
    application: String,
}

/// As which cluster it is in the register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistrationBody {
    /// The cluster.
    #[schema(example = "3z5k0a7c41")]
    cluster: String,
}

/// Note a cluster that is known and not registered
///
/// Officers, and the development centre of its region.
#[utoipa::path(post, path = "/api/v1/expected", tag = "expected",
    security(("token" = [])),
    request_body = ExpectedBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The cluster"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn note(State(app): State<App>, write: Write) -> Result<Response, Problem> {
    write
        .perform(app, Operation::NoteExpectedCluster, Named::new(), async |asked| {
            Ok(read(&asked.json()?)?.into())
        })
        .await
}

fn read(body: &ExpectedBody) -> Result<NoteExpectedCluster, Problem> {
    let mut reader = Reader::default();
    let name = reader.take(body.name.read("/name", values::text));
    let region = Code::parse(&body.region).map_err(|bad| Broken::new("/region", bad.code));
    let region = reader.take(region);
    let source = reader.source(body.source.as_ref(), "/source");
    let evidence = reader.evidence(&body.evidence, "/evidence");
    let known_since = reader.take(day(&body.known_since, "/known_since"));
    match (name, region, known_since, reader.problems) {
        (Some(name), Some(region), Some(known_since), problems) if problems.is_empty() => {
            Ok(NoteExpectedCluster { name, region, source, evidence, known_since })
        }
        (.., problems) => Err(problems.into()),
    }
}

/// Record that an expected cluster was invited
#[utoipa::path(post, path = "/api/v1/expected/{expected}/invitation", tag = "expected",
    security(("token" = [])),
    params(("expected" = String, Path)),
    request_body = InvitationBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn invite(
    State(app): State<App>,
    expected: Named<ExpectedId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::InviteExpectedCluster, expected, async |asked| {
            let InvitationBody { invited_on } = asked.json()?;
            let invited_on = day(&invited_on, "/invited_on")?;
            Ok(InviteExpectedCluster { expected: asked.subject, invited_on }.into())
        })
        .await
}

/// Record which application is an expected cluster's
///
/// Officers only, and sealed: before the listing nobody else learns that it applied.
#[utoipa::path(post, path = "/api/v1/expected/{expected}/application", tag = "expected",
    security(("token" = [])),
    params(("expected" = String, Path)),
    request_body = ApplicationBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn link(
    State(app): State<App>,
    expected: Named<ExpectedId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::LinkExpectedCluster, expected, async |asked| {
            let ApplicationBody { application } = asked.json()?;
            let malformed = |_| Broken::new("/application", "expected.id-malformed");
            let application = application.parse().map_err(malformed)?;
            Ok(LinkExpectedCluster { expected: asked.subject, application }.into())
        })
        .await
}

/// Record as which cluster an expected one is in the register
#[utoipa::path(post, path = "/api/v1/expected/{expected}/registration", tag = "expected",
    security(("token" = [])),
    params(("expected" = String, Path)),
    request_body = RegistrationBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn register(
    State(app): State<App>,
    expected: Named<ExpectedId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RegisterExpectedCluster, expected, async |asked| {
            let RegistrationBody { cluster } = asked.json()?;
            let malformed = |_| Broken::new("/cluster", "expected.id-malformed");
            let cluster = cluster.parse().map_err(malformed)?;
            Ok(RegisterExpectedCluster { expected: asked.subject, cluster }.into())
        })
        .await
}

/// Record that a cluster isn't expected any more
#[utoipa::path(post, path = "/api/v1/expected/{expected}/removal", tag = "expected",
    security(("token" = [])),
    params(("expected" = String, Path)),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn remove(
    State(app): State<App>,
    expected: Named<ExpectedId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::RemoveExpectedCluster, expected, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            Ok(RemoveExpectedCluster { expected: asked.subject, reason }.into())
        })
        .await
}
