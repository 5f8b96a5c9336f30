//! Confirm claims as a second party, and take a confirmation back.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Against, ConfirmClaims, TARGETS_MAX, Target, WithdrawConfirmation};
use registry_core::rejection::Problem as Broken;
use registry_events::claim::ClaimRef;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::path::FieldPath;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::clusters::standing::ReasonBody;
use super::envelope::{EvidenceBody, Reader, nullable, objects};
use super::request::Write;
use super::subject::{ConfirmationOf, Named};
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// What is confirmed, and what the confirmer saw.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "claims": [{ "path": "participants/17" }, { "path": "projects/31/title", "version": 40 }],
    "evidence": ["https://participant.example/agreement"], "note": "Договор проверен",
    "seen_on": "2026-06-30" }))]
pub(super) struct ConfirmBody {
    /// At least one.
    #[serde(deserialize_with = "objects")]
    claims: Vec<TargetBody>,
    /// What an officer held them against: `original` (a document) or `register`.
    against: Option<AgainstBody>,
    /// What shows it; an officer names at least one address or document.
    #[serde(default, deserialize_with = "nullable")]
    evidence: Vec<EvidenceBody>,
    /// A remark fit to publish.
    note: Option<String>,
    /// The day on which you saw what you confirm; today where none is given.
    #[schema(format = Date)]
    seen_on: Option<String>,
}

/// One claim by its path and version, or everything that is said of an item now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TargetBody {
    /// `summary`, `participants/17/organisation`, or `participants/17` for the whole item.
    path: String,
    /// The version that names the claim; none for an item.
    version: Option<u64>,
}

/// What an officer held the claims against.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AgainstBody {
    /// The original of a document.
    Original,
    /// A public register.
    Register,
}

impl From<AgainstBody> for Against {
    fn from(against: AgainstBody) -> Self {
        match against {
            AgainstBody::Original => Self::Original,
            AgainstBody::Register => Self::Register,
        }
    }
}

/// Confirm claims
///
/// A second party confirms: another person and another organisation than the claimant's.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/confirmations", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path)),
    request_body = ConfirmBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn confirm(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::ConfirmClaims, cluster, async |asked| {
            Ok(read(asked.subject, asked.json()?)?.into())
        })
        .await
}

fn read(cluster: ClusterId, body: ConfirmBody) -> Result<ConfirmClaims, Problem> {
    if body.claims.len() > TARGETS_MAX {
        let problem = Broken::new("/claims", "request.too-many-statements");
        return Err(problem.with(TARGETS_MAX).into());
    }
    let mut reader = Reader::default();
    let mut targets = Vec::new();
    for (index, given) in body.claims.iter().enumerate() {
        targets.extend(reader.take(target(given, &format!("/claims/{index}"))));
    }
    let evidence = reader.evidence(&body.evidence, "/evidence");
    let seen_on = reader.day(body.seen_on.as_deref(), "/seen_on");
    let against = body.against.map(Into::into).unwrap_or_default();
    if reader.problems.is_empty() {
        Ok(ConfirmClaims { cluster, targets, against, evidence, note: body.note, seen_on })
    } else {
        Err(reader.problems.into())
    }
}

fn target(given: &TargetBody, pointer: &str) -> Result<Target, Broken> {
    let field = given.path.parse::<FieldPath>();
    let malformed = || Broken::new(format!("{pointer}/path"), "claim.path-malformed");
    match (given.version, field) {
        (Some(version), Ok(path)) => {
            Ok(Target::Claim(ClaimRef { path, version: StreamVersion(version) }))
        }
        (Some(_), Err(_)) => Err(malformed()),
        // `participants/17` is an item; a field is only confirmed as it was seen.
        (None, field) => match (given.path.parse(), field) {
            (Ok(item), _) => Ok(Target::Item(item)),
            (Err(_), Ok(field)) => {
                Err(Broken::new(format!("{pointer}/version"), "claim.version-needed").with(field))
            }
            (Err(_), Err(_)) => Err(malformed()),
        },
    }
}

/// Take a confirmation back
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/confirmations/{version}/withdrawal",
    tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path), ("version" = u64, Path, description = "Of the confirmation")),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn withdraw(
    State(app): State<App>,
    confirmation: Named<ConfirmationOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::WithdrawConfirmation, confirmation, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            let ConfirmationOf(cluster, confirmation) = asked.subject;
            Ok(WithdrawConfirmation { cluster, confirmation, reason }.into())
        })
        .await
}
