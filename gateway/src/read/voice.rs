//! Reports of mistakes and proposals as they are shown: to everybody what they are about and what came
//! of them, to officers (and who made a proposal) their own words too.

use jiff::Timestamp;
use registry_events::event::{ProposalOutcome, ProposalTopic, ReportOutcome};
use registry_events::ids::{AccountId, ClusterId};
use registry_projections::voice::{Decided, Proposal, Report};
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::moderation::label;
use super::parts::{ActorShown, Bilingual, NamedCluster};

/// What waits for a decision.
pub const WAITING: &str = "waiting";

/// What is asked of the list of reports; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportQuery {
    /// About any of these clusters.
    pub clusters: Vec<ClusterId>,
    /// Decided in any of these ways; none stands for not yet.
    pub outcomes: Vec<Option<ReportOutcome>>,
}

/// What is asked of the list of proposals; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProposalQuery {
    /// About any of these.
    pub topics: Vec<ProposalTopic>,
    /// Answered in any of these ways; none stands for not yet.
    pub outcomes: Vec<Option<ProposalOutcome>>,
}

/// A page of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportList {
    /// The reports of this page, the last that came first.
    pub items: Vec<ReportShown>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A page of proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposalList {
    /// The proposals of this page, the last that was made first.
    pub items: Vec<ProposalShown>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

/// A report of a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportShown {
    /// Which.
    pub report: String,
    /// The cluster.
    pub cluster: NamedCluster,
    /// The field.
    pub path: String,
    /// What it is called.
    pub field: Bilingual,
    /// The version of the claim that was current; null where nothing was stated.
    pub claim: Option<u64>,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub filed_at: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// What is wrong, in the reporter's words; for officers, else null.
    pub text: Option<String>,
    /// What came of it.
    pub decision: Option<DecisionShown>,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposalShown {
    /// Which.
    pub proposal: String,
    /// `questionnaire` or `rules`.
    pub about: &'static str,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// Who made it.
    pub made_by: ActorShown,
    /// What is proposed, once an officer published it.
    pub text: Option<String>,
    /// When that was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Timestamp>,
    /// What is proposed, in the author's words; for officers and the author, else null.
    pub own_words: Option<String>,
    /// How it was answered.
    pub answer: Option<DecisionShown>,
    /// The editions that took it.
    pub taken_by: Vec<TakenBy>,
}

/// An edition that took a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TakenBy {
    /// `catalogue`, `dictionaries`, `regions` or `rulebook`.
    pub kind: &'static str,
    /// Its name.
    pub edition: String,
    /// Where its adoption was recorded.
    pub position: u64,
}

/// What an officer decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecisionShown {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// Who decided.
    pub by: ActorShown,
    /// How.
    pub outcome: String,
    /// Why.
    pub reason: String,
}

/// The reports that match and may be told, the last that came first.
pub fn reports<'v>(query: &ReportQuery, lens: &Lens<'v>) -> Vec<&'v Report> {
    let at = lens.at;
    let told = lens.views.voice().reports(at).filter(|report| lens.is_public(&report.path));
    let mut found: Vec<_> = told
        .filter(|report| query.clusters.is_empty() || query.clusters.contains(&report.cluster))
        .filter(|report| {
            let outcome = report.decided_at(at).map(|decided| decided.outcome);
            query.outcomes.is_empty() || query.outcomes.contains(&outcome)
        })
        .collect();
    found.sort_by_key(|report| std::cmp::Reverse(report.filed.position));
    found
}

/// The proposals that match, the last that was made first.
pub fn proposals<'v>(query: &ProposalQuery, lens: &Lens<'v>) -> Vec<&'v Proposal> {
    let at = lens.at;
    let all = lens.views.voice().proposals(at);
    let mut found: Vec<_> = all
        .filter(|proposal| query.topics.is_empty() || query.topics.contains(&proposal.about))
        .filter(|proposal| {
            let outcome = proposal.answered_at(at).map(|answered| answered.outcome);
            query.outcomes.is_empty() || query.outcomes.contains(&outcome)
        })
        .collect();
    found.sort_by_key(|proposal| std::cmp::Reverse(proposal.made.position));
    found
}

impl ReportShown {
    /// A report, with its own words where this reader may have them.
    pub fn of(report: &Report, words: Option<String>, lens: &Lens<'_>) -> Self {
        Self {
            report: report.report.to_string(),
            cluster: NamedCluster::of(report.cluster, lens),
            path: report.path.to_string(),
            field: label(&report.path, lens),
            claim: report.version.map(|version| version.0),
            filed_at: report.filed.recorded_at,
            position: report.filed.position.0,
            text: words,
            decision: report.decided_at(lens.at).map(|decided| DecisionShown::of(decided, lens)),
        }
    }
}

impl ProposalShown {
    /// A proposal, with its own words where this reader may have them.
    pub fn of(proposal: &Proposal, words: Option<String>, lens: &Lens<'_>) -> Self {
        let published = proposal.published_at(lens.at);
        let adoptions = lens.views.editions().adoptions();
        let taken = adoptions.iter().filter(|adoption| {
            adoption.position <= lens.at && adoption.proposals.contains(&proposal.proposal)
        });
        Self {
            proposal: proposal.proposal.to_string(),
            about: proposal.about.key(),
            made_at: proposal.made.recorded_at,
            position: proposal.made.position.0,
            made_by: ActorShown::of(&proposal.made.actor, lens),
            text: published.map(|(_, text)| text.clone()),
            published_at: published.map(|(place, _)| place.recorded_at),
            own_words: words,
            answer: proposal.answered_at(lens.at).map(|answer| DecisionShown::of(answer, lens)),
            taken_by: taken
                .map(|adoption| TakenBy {
                    kind: adoption.kind.key(),
                    edition: adoption.edition.to_string(),
                    position: adoption.position.0,
                })
                .collect(),
        }
    }

    /// Who made a proposal.
    pub fn author(proposal: &Proposal) -> AccountId {
        proposal.made.actor.account
    }
}

impl DecisionShown {
    fn of<O: ToString>(decided: &Decided<O>, lens: &Lens<'_>) -> Self {
        Self {
            at: decided.place.recorded_at,
            position: decided.place.position.0,
            by: ActorShown::of(&decided.place.actor, lens),
            outcome: decided.outcome.to_string(),
            reason: decided.reason.clone(),
        }
    }
}
