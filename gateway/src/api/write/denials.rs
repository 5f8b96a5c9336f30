//! «Мы не участвуем»: say for an organisation that it takes no part in a cluster, and take that back.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{DenyMembership, WithdrawDenial};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::clusters::standing::ReasonBody;
use super::envelope::day;
use super::request::Write;
use super::subject::{MembershipOf, Named};
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Since when an organisation takes no part, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "since": "2018-05-01", "reason": "Мы не участвуем в кластере" }))]
pub(super) struct DenialBody {
    /// The day since which it takes no part; none where that can't be said.
    since: Option<String>,
    /// Why, in words fit to publish.
    reason: String,
}

/// Say for an organisation that it takes no part
///
/// By its own right: the membership ends at once, and the level follows. The cluster can't name the
/// organisation again until it takes this back.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/items/participants/{item}/denial",
    tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path), ("item" = u32, Path, description = "Of the membership")),
    request_body = DenialBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn deny(
    State(app): State<App>,
    membership: Named<MembershipOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::DenyMembership, membership, async |asked| {
            let DenialBody { since, reason } = asked.json()?;
            let since = since.map(|since| day(&since, "/since")).transpose()?;
            let (membership, expected) = (asked.subject, asked.expected);
            let (cluster, item) = (membership.0, membership.item());
            Ok(DenyMembership { cluster, item, since, reason, expected }.into())
        })
        .await
}

/// Take back that an organisation takes no part
///
/// The membership doesn't begin anew by this; the cluster can state it again.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/items/participants/{item}/denial/withdrawal",
    tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path), ("item" = u32, Path, description = "Of the membership")),
    request_body = ReasonBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn withdraw(
    State(app): State<App>,
    membership: Named<MembershipOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::WithdrawDenial, membership, async |asked| {
            let ReasonBody { reason } = asked.json()?;
            let (membership, expected) = (asked.subject, asked.expected);
            let (cluster, item) = (membership.0, membership.item());
            Ok(WithdrawDenial { cluster, item, reason, expected }.into())
        })
        .await
}
