//! Contest a claim, and the steps that follow: admission or refusal, answer, resolution.

pub(crate) mod show;

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{
    AdmitDispute, AnswerDispute, Command, FileDispute, RefuseDispute, ResolveDispute,
};
use registry_core::rejection::Problem as Broken;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::event::DisputeOutcome;
use registry_events::ids::{ClusterId, StreamVersion};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::answer::Written;
use super::clusters::standing::ReasonBody;
use super::envelope::{EvidenceBody, Reader, nullable};
use super::request::{Ready, Write};
use super::subject::{DisputeOf, Named};
use crate::http::body::Object;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// What is contested and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "claim": { "path": "employees_total", "version": 40 },
    "grounds": "По отчёту за тот же год работников вдвое меньше",
    "evidence": ["https://press.example/report"] }))]
pub(super) struct FilingBody {
    /// The claim, as it was seen.
    #[schema(value_type = ClaimBody)]
    claim: Object<ClaimBody>,
    /// What is wrong with it; published in an officer's words only, once it is admitted.
    grounds: String,
    /// What shows it.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// A claim by its path and version.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClaimBody {
    /// `summary`, or `participants/17/organisation` for an item's.
    path: String,
    /// The version that names the claim.
    version: u64,
}

/// What is said in a step, and what shows it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepBody {
    /// In words fit to publish.
    text: String,
    /// What shows it; an admission names one source at least.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// How a dispute ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResolutionBody {
    /// `upheld` (what the claim says counts nowhere, whenever it is said, until an officer confirms it
    /// anew) or `rejected` (it stands).
    outcome: OutcomeBody,
    /// Why, in words fit to publish.
    reason: String,
    /// What it is decided on.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
}

/// How a dispute is decided.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OutcomeBody {
    /// What the claim says counts as disputed, until an officer confirms it anew.
    Upheld,
    /// The claim stands as it was.
    Rejected,
}

impl From<OutcomeBody> for DisputeOutcome {
    fn from(outcome: OutcomeBody) -> Self {
        match outcome {
            OutcomeBody::Upheld => Self::Upheld,
            OutcomeBody::Rejected => Self::Rejected,
        }
    }
}

/// A dispute in an address.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "what the description of the API says of each address below")]
struct OfDispute {
    cluster: String,
    /// Of the filing
    version: u64,
}

/// What a step of a dispute answers.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "what the description of the API says of each step below")]
#[expect(clippy::large_enum_variant, reason = "it is never made")]
enum Taken {
    #[response(status = 200)]
    Done(Written),
    #[response(status = "4XX", content_type = "application/problem+json")]
    Refused(Explained),
}

/// Contest a claim
///
/// An officer admits or refuses it within five working days; until then only officers and who filed
/// it know of it.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/disputes", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = FilingBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The dispute"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn file(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::FileDispute, cluster, async |asked| {
            Ok(read_filing(asked.subject, asked.json()?)?.into())
        })
        .await
}

fn read_filing(cluster: ClusterId, body: FilingBody) -> Result<FileDispute, Problem> {
    let mut reader = Reader::default();
    let Object(ClaimBody { path, version }) = body.claim;
    let path = path.parse().map_err(|_| Broken::new("/claim/path", "claim.path-malformed"));
    let path = reader.take(path);
    let evidence = reader.evidence(&body.evidence, "/evidence");
    match path.filter(|_| reader.problems.is_empty()) {
        Some(path) => {
            let claim = ClaimRef { path, version: StreamVersion(version) };
            Ok(FileDispute { cluster, claim, grounds: body.grounds, evidence })
        }
        None => Err(reader.problems.into()),
    }
}

/// Admit a dispute
///
/// It names a source and is public from now on; the cluster answers within ten working days.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/disputes/{version}/admission",
    tag = "clusters",
    security(("token" = [])),
    params(OfDispute),
    request_body = StepBody,
    responses(Taken))]
pub(super) async fn admit(
    State(app): State<App>,
    dispute: Named<DisputeOf>,
    write: Write,
) -> Result<Response, Problem> {
    say(
        app,
        write,
        Operation::AdmitDispute,
        dispute,
        |DisputeOf(cluster, dispute), text, evidence| AdmitDispute {
            cluster,
            dispute,
            text,
            evidence,
        },
    )
    .await
}

/// Decline to admit a dispute
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/disputes/{version}/refusal",
    tag = "clusters",
    security(("token" = [])),
    params(OfDispute),
    request_body = ReasonBody,
    responses(Taken))]
pub(super) async fn refuse(
    State(app): State<App>,
    dispute: Named<DisputeOf>,
    write: Write,
) -> Result<Response, Problem> {
    step(app, write, Operation::RefuseDispute, dispute, |DisputeOf(cluster, dispute), body| {
        let ReasonBody { reason } = body;
        Ok(RefuseDispute { cluster, dispute, reason })
    })
    .await
}

/// Answer a dispute for the cluster
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/disputes/{version}/answer",
    tag = "clusters",
    security(("token" = [])),
    params(OfDispute),
    request_body = StepBody,
    responses(Taken))]
pub(super) async fn answer(
    State(app): State<App>,
    dispute: Named<DisputeOf>,
    write: Write,
) -> Result<Response, Problem> {
    say(
        app,
        write,
        Operation::AnswerDispute,
        dispute,
        |DisputeOf(cluster, dispute), text, evidence| AnswerDispute {
            cluster,
            dispute,
            text,
            evidence,
        },
    )
    .await
}

/// Decide a dispute
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/disputes/{version}/resolution",
    tag = "clusters",
    security(("token" = [])),
    params(OfDispute),
    request_body = ResolutionBody,
    responses(Taken))]
pub(super) async fn resolve(
    State(app): State<App>,
    dispute: Named<DisputeOf>,
    write: Write,
) -> Result<Response, Problem> {
    step(app, write, Operation::ResolveDispute, dispute, |DisputeOf(cluster, dispute), body| {
        let ResolutionBody { outcome, reason, evidence } = body;
        let evidence = shown_by(&evidence)?;
        Ok(ResolveDispute { cluster, dispute, outcome: outcome.into(), reason, evidence })
    })
    .await
}

/// A step that says something, with what shows it.
async fn say<C: Into<Command>>(
    app: App,
    write: Write,
    operation: Operation,
    dispute: Named<DisputeOf>,
    command: impl FnOnce(DisputeOf, String, Vec<Evidence>) -> C,
) -> Result<Response, Problem> {
    step(app, write, operation, dispute, |dispute, body: StepBody| {
        let evidence = shown_by(&body.evidence)?;
        Ok(command(dispute, body.text, evidence))
    })
    .await
}

/// What shows what is said in a step.
fn shown_by(evidence: &[EvidenceBody]) -> Result<Vec<Evidence>, Problem> {
    let mut reader = Reader::default();
    let evidence = reader.evidence(evidence, "/evidence");
    if reader.problems.is_empty() { Ok(evidence) } else { Err(reader.problems.into()) }
}

/// A step of a dispute: its body is read into the command that takes it.
async fn step<B: DeserializeOwned, C: Into<Command>>(
    app: App,
    write: Write,
    operation: Operation,
    dispute: Named<DisputeOf>,
    command: impl FnOnce(DisputeOf, B) -> Result<C, Problem>,
) -> Result<Response, Problem> {
    write
        .perform(app, operation, dispute, async |asked| {
            Ok(Ready::from(command(asked.subject, asked.json()?)?))
        })
        .await
}
