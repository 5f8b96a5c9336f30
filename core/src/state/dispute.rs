//! A dispute of a claim, as far as rules need to know it.

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::ClaimRef;
use registry_events::event::{DisputeEvent, DisputeFiled, DisputeOutcome, DisputeStep};
use registry_events::ids::AccountId;

/// A dispute that isn't closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The claim that is contested.
    pub claim: ClaimRef,
    /// Who filed it.
    pub account: AccountId,
    /// Where it stands.
    pub standing: DisputeStanding,
    /// Until when the next step is due; none when no step has a deadline.
    pub due: Option<Date>,
}

/// Where a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStanding {
    /// Waits for an officer; nobody else sees it.
    Filed,
    /// Waits for the cluster's answer.
    Admitted,
    /// Waits for the decision.
    Answered,
    /// Waits for the decision; the answer didn't come in time.
    Unanswered,
    /// Refused or resolved.
    Closed,
}

impl Dispute {
    pub(super) fn filed(filed: &DisputeFiled, actor: &Actor) -> Self {
        Self {
            claim: filed.claim.clone(),
            account: actor.account,
            standing: DisputeStanding::Filed,
            due: Some(filed.decide_until),
        }
    }

    /// Takes the next event; answers whether the claim is disputed now, where that changes.
    pub(super) fn evolve(&mut self, event: &DisputeEvent) -> Option<bool> {
        let (standing, due, disputed) = match event {
            DisputeEvent::DisputeFiled(_) => return None,
            DisputeEvent::DisputeRefused(_) => (DisputeStanding::Closed, None, None),
            DisputeEvent::DisputeAdmitted(admitted) => {
                (DisputeStanding::Admitted, Some(admitted.answer_until), None)
            }
            DisputeEvent::DisputeAnswered(_) => (DisputeStanding::Answered, None, None),
            DisputeEvent::DisputeDeadlineMissed(missed) => match missed.step {
                DisputeStep::Admission => (self.standing, None, None),
                DisputeStep::Answer => (DisputeStanding::Unanswered, None, Some(true)),
            },
            DisputeEvent::DisputeResolved(resolved) => {
                let upheld = resolved.outcome == DisputeOutcome::Upheld;
                (DisputeStanding::Closed, None, Some(upheld))
            }
        };
        (self.standing, self.due) = (standing, due);
        disputed
    }
}
