//! Proposals on the questionnaire and the rules: made by who has an account, published and answered by
//! an officer.

use axum::extract::State;
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{AnswerProposal, MakeProposal, PublishProposal};
use registry_core::rejection::Problem as Broken;
use registry_events::event::{ProposalOutcome, ProposalTopic};
use registry_events::ids::ProposalId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::Written;
use super::request::Write;
use super::subject::Named;
use crate::http::problem::Explained;
use crate::http::voice_bound::check_proposals;
use crate::http::{App, Problem};

/// What is proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "about": "questionnaire", "text": "Добавить поле о стажировках студентов" }))]
pub(super) struct ProposalBody {
    /// `questionnaire` or `rules`.
    about: String,
    /// What is proposed; only officers read it until one publishes it.
    text: String,
}

/// A proposal in words fit to publish.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishedBody {
    /// What is proposed.
    text: String,
}

/// How a proposal is answered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposalAnswerBody {
    /// `accepted`, `partly_accepted` or `declined`.
    #[schema(example = "accepted")]
    outcome: String,
    /// Why, in words fit to publish.
    reason: String,
}

/// Propose something for the questionnaire or the rules
#[utoipa::path(post, path = "/api/v1/proposals", tag = "moderation",
    security(("token" = [])),
    request_body = ProposalBody,
    responses(
        (status = 201, body = Written, headers(("Location" = String, description = "The proposal"))),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn make(State(app): State<App>, write: Write) -> Result<Response, Problem> {
    write
        .perform(app, Operation::MakeProposal, Named::new(), async |asked| {
            check_proposals(&asked.app, asked.caller)?;
            let ProposalBody { about, text } = asked.json()?;
            let about = ProposalTopic::from_key(&about).ok_or_else(|| {
                let allowed = ProposalTopic::ALL.map(ProposalTopic::key).join(", ");
                Broken::new("/about", "proposal.about").with(allowed)
            })?;
            Ok(MakeProposal { about, text }.into())
        })
        .await
}

/// Publish a proposal
///
/// In words fit to publish: from then on everybody reads what is proposed.
#[utoipa::path(post, path = "/api/v1/proposals/{proposal}/publication", tag = "moderation",
    security(("token" = [])),
    params(("proposal" = String, Path)),
    request_body = PublishedBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn publish(
    State(app): State<App>,
    proposal: Named<ProposalId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::PublishProposal, proposal, async |asked| {
            let PublishedBody { text } = asked.json()?;
            Ok(PublishProposal { proposal: asked.subject, text }.into())
        })
        .await
}

/// Answer a proposal
///
/// An edition can name those that were accepted, at least in part.
#[utoipa::path(post, path = "/api/v1/proposals/{proposal}/answer", tag = "moderation",
    security(("token" = [])),
    params(("proposal" = String, Path)),
    request_body = ProposalAnswerBody,
    responses(
        (status = 200, body = Written),
        (status = "4XX", body = Explained, content_type = "application/problem+json")))]
pub(super) async fn answer(
    State(app): State<App>,
    proposal: Named<ProposalId>,
    write: Write,
) -> Result<Response, Problem> {
    write
        .perform(app, Operation::AnswerProposal, proposal, async |asked| {
            let ProposalAnswerBody { outcome, reason } = asked.json()?;
            let outcome = ProposalOutcome::from_key(&outcome).ok_or_else(|| {
                let allowed = ProposalOutcome::ALL.map(ProposalOutcome::key).join(", ");
                Broken::new("/outcome", "proposal.outcome").with(allowed)
            })?;
            Ok(AnswerProposal { proposal: asked.subject, outcome, reason }.into())
        })
        .await
}
