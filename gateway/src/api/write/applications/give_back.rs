//! Give an application back with reasons.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::ReturnApplication;
use registry_core::rejection::Problem as Broken;
use registry_events::event::{ReturnReason, UnmetRequirement};
use registry_events::ids::ApplicationId;
use registry_events::value::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{Reader, objects};
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Why an application is given back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReturnBody {
    /// At least one.
    #[serde(deserialize_with = "objects")]
    reasons: Vec<ReturnReasonBody>,
}

/// One reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReturnReasonBody {
    /// The field it is about, when it is about one.
    #[schema(example = "participants/3/organisation")]
    path: Option<String>,
    /// What is to be done, in words for the applicant.
    #[schema(example = "Приложите выписку")]
    reason: String,
    /// Which requirement isn't met: a `minimum` one, by what is stated; a statement is
    /// `not_borne_out` by what shows it; the `right_to_speak` for the cluster isn't shown, by a role
    /// for the organisation that manages it either; or it is `already_listed`.
    #[schema(example = "not_borne_out")]
    unmet: Option<String>,
    /// The marker of the minimum requirement that isn't met, or that rests on the statement.
    #[schema(example = "M8")]
    marker: Option<String>,
    /// The cluster that the application is a second entry of: of a similar name, or with three
    /// participants or managing organisations in common, or with one and the same region.
    cluster: Option<String>,
}

/// Give an application back
///
/// An officer's act; the applicant completes it and submits it again.
#[utoipa::path(post, path = "/api/v1/applications/{application}/return", tag = "applications",
    security(("token" = [])),
    params(("application" = String, Path)),
    request_body = ReturnBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn give_back(
    State(app): State<App>,
    application: Named<ApplicationId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::ReturnApplication, application, async |asked| {
            let reasons = reasons(asked.json()?)?;
            Ok(ReturnApplication { application: asked.subject, reasons }.into())
        })
        .await
}

fn reasons(body: ReturnBody) -> Result<Vec<ReturnReason>, Problem> {
    let mut reader = Reader::default();
    let read = |(index, given): (usize, ReturnReasonBody)| {
        let malformed = |_| Broken::new(format!("/reasons/{index}/path"), "claim.path-malformed");
        let path = given.path.as_ref().map(|path| path.parse().map_err(malformed)).transpose();
        let path = reader.take(path).flatten();
        let unmet = reader.take(unmet(&given, &format!("/reasons/{index}"))).flatten();
        ReturnReason { path, reason: given.reason.trim().into(), unmet }
    };
    let reasons = body.reasons.into_iter().enumerate().map(read).collect();
    if reader.problems.is_empty() { Ok(reasons) } else { Err(reader.problems.into()) }
}

/// What belongs to another requirement isn't passed over: who says it means something by it.
fn check_members(given: &ReturnReasonBody, at: &str) -> Result<(), Broken> {
    let Some(kind) = given.unmet.as_deref() else { return Ok(()) };
    let foreign = |member: &str| Broken::new(format!("{at}/{member}"), "return.member-of-another");
    let members = [
        ("marker", given.marker.is_some() && !["minimum", "not_borne_out"].contains(&kind)),
        ("cluster", given.cluster.is_some() && kind != "already_listed"),
    ];
    let is_known = UnmetRequirement::KEYS.contains(&kind);
    let found = members.into_iter().find(|(_, is_foreign)| *is_foreign && is_known);
    found.map_or(Ok(()), |(member, _)| Err(foreign(member).with(kind)))
}

/// The requirement that a reason names; none where it names none, which the rules refuse.
fn unmet(given: &ReturnReasonBody, at: &str) -> Result<Option<UnmetRequirement>, Broken> {
    let unknown =
        |member: &str, code, given: &str| Broken::new(format!("{at}/{member}"), code).with(given);
    let marker = given
        .marker
        .as_deref()
        .map(|id| Code::parse(id).map_err(|_| unknown("marker", "return.requirement-unknown", id)));
    let marker = marker.transpose()?;
    let needed = |member: &str| Broken::new(format!("{at}/{member}"), "return.requirement-needed");
    check_members(given, at)?;
    let Some(kind) = given.unmet.as_deref() else { return Ok(None) };
    Ok(Some(match kind {
        "minimum" => UnmetRequirement::Minimum { marker: marker.ok_or_else(|| needed("marker"))? },
        "not_borne_out" => UnmetRequirement::NotBorneOut { marker },
        "right_to_speak" => UnmetRequirement::RightToSpeak,
        "already_listed" => {
            let id = given.cluster.as_deref().ok_or_else(|| needed("cluster"))?;
            let cluster = id.parse().map_err(|_| unknown("cluster", "cluster.unknown", id))?;
            UnmetRequirement::AlreadyListed { cluster }
        }
        _ => {
            let allowed = UnmetRequirement::KEYS.join(", ");
            return Err(Broken::new(format!("{at}/unmet"), "return.requirement-kind").with(allowed));
        }
    }))
}
