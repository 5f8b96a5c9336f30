//! What a cluster does with enquiries. That one came is noted by the registry's own program; nobody
//! with a token writes one.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::AnswerEnquiry;
use serde::Deserialize;

use super::answer::Written;
use super::request::Write;
use super::subject::{EnquiryOf, Named};
use crate::http::problem::Explained;
use crate::http::{App, Problem};

/// Nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Note that the cluster answered an enquiry
///
/// From five enquiries on the card says within how many days the cluster usually answers.
#[utoipa::path(post, path = "/api/v1/clusters/{cluster}/enquiries/{enquiry}/answer",
    tag = "clusters",
    security(("token" = [])),
    params(("cluster" = String, Path), ("enquiry" = String, Path)),
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn answer(
    State(app): State<App>,
    enquiry: Named<EnquiryOf>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::AnswerEnquiry, enquiry, async |asked| {
            let Nothing {} = asked.json_or_nothing()?;
            let EnquiryOf(cluster, enquiry) = asked.subject;
            Ok(AnswerEnquiry { cluster, enquiry }.into())
        })
        .await
}
