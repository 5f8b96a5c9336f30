//! A cluster becomes part of another one.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::MergeClusters;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::{ClusterId, StreamVersion};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::write::answer::Written;
use crate::api::write::envelope::{Reader, day};
use crate::api::write::request::Write;
use crate::api::write::subject::Named;
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Which cluster speaks for this one from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api::write) struct MergerBody {
    /// The cluster it is part of now.
    #[schema(example = "3z5k0a7c41")]
    into: String,
    /// Since when in the world.
    #[schema(format = Date)]
    merged_on: String,
    /// Why, in words fit to publish.
    #[schema(example = "Кластеры объединились по решению общего собрания")]
    reason: String,
}

/// Record that a cluster became part of another one
///
/// Nothing is moved: the other cluster states for itself what it took over.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/merger", tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path, description = "The cluster that is no more")),
    request_body = MergerBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(in crate::api::write) async fn merge(
    State(app): State<App>,
    cluster: Named<ClusterId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::MergeClusters, cluster, async |asked| {
            Ok(read(asked.subject, asked.json()?, asked.expected)?.into())
        })
        .await
}

fn read(
    cluster: ClusterId,
    body: MergerBody,
    expected: Option<StreamVersion>,
) -> Result<MergeClusters, Problem> {
    let mut reader = Reader::default();
    let into = body.into.parse().map_err(|_| Broken::new("/into", "cluster.malformed"));
    let (into, merged_on) = (reader.take(into), reader.take(day(&body.merged_on, "/merged_on")));
    match (into, merged_on) {
        (Some(into), Some(merged_on)) => {
            Ok(MergeClusters { cluster, into, merged_on, reason: body.reason, expected })
        }
        _ => Err(reader.problems.into()),
    }
}
