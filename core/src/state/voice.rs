//! What people from outside said, as far as rules need to know it: reports of mistakes and proposals.

use registry_events::actor::Actor;
use registry_events::event::{ProposalEvent, ProposalOutcome, ReportEvent};
use registry_events::ids::{AccountId, ClusterId};

/// A report of a mistake.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportState {
    /// Who filed it; none when there is no such report.
    pub filed_by: Option<AccountId>,
    /// Of which cluster.
    pub cluster: Option<ClusterId>,
    /// Whether an officer decided.
    pub decided: bool,
}

impl ReportState {
    pub(super) fn evolve(&mut self, actor: &Actor, event: &ReportEvent) {
        match event {
            ReportEvent::ReportFiled(filed) => {
                self.filed_by = Some(actor.account);
                self.cluster = Some(filed.cluster);
            }
            ReportEvent::ReportDecided(_) => self.decided = true,
        }
    }
}

/// A proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalState {
    /// Who made it; none when there is no such proposal.
    pub made_by: Option<AccountId>,
    /// Whether it was published.
    pub published: bool,
    /// How it was answered.
    pub outcome: Option<ProposalOutcome>,
}

impl ProposalState {
    pub(super) fn evolve(&mut self, actor: &Actor, event: &ProposalEvent) {
        match event {
            ProposalEvent::ProposalMade(_) => self.made_by = Some(actor.account),
            ProposalEvent::ProposalPublished(_) => self.published = true,
            ProposalEvent::ProposalAnswered(answered) => self.outcome = Some(answered.outcome),
        }
    }
}
