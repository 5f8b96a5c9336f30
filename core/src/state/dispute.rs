//! A dispute of a claim, as far as rules need to know it.

use jiff::civil::Date;
use registry_events::actor::Actor;
use registry_events::claim::{ClaimRef, Stated};
use registry_events::event::{DisputeAdmitted, DisputeEvent, DisputeFiled, DisputeStep};
use registry_events::ids::{AccountId, StreamVersion};

use crate::access::PROGRAM_ACCOUNT;
use crate::profile::{Contested, CurrentClaim, Known, Profile, is_same};

/// A dispute that isn't closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The claim that is contested.
    pub claim: ClaimRef,
    /// What that claim says: whoever says it of the field again says what is contested.
    pub stated: Option<Stated>,
    /// By what the item of that claim is known under another number, once the dispute is admitted.
    pub known: Option<Known>,
    /// Who filed it.
    pub account: AccountId,
    /// Where it stands.
    pub standing: DisputeStanding,
    /// Until when the next step is due; none when no step has a deadline.
    pub due: Option<Date>,
    /// Whether the answer didn't come in time; it stays so when it comes later.
    pub missed_answer: bool,
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

/// How a dispute was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeEnd {
    /// It was never admitted, so nobody but officers and who filed it know of it.
    Refused,
    /// It was decided.
    Resolved,
}

impl DisputeEnd {
    pub(super) const fn by(event: &DisputeEvent) -> Option<Self> {
        match event {
            DisputeEvent::DisputeRefused(_) => Some(Self::Refused),
            DisputeEvent::DisputeResolved(_) => Some(Self::Resolved),
            DisputeEvent::DisputeFiled(_)
            | DisputeEvent::DisputeAdmitted(_)
            | DisputeEvent::DisputeAnswered(_)
            | DisputeEvent::DisputeDeadlineMissed(_)
            | DisputeEvent::DisputeLifted(_) => None,
        }
    }
}

impl Dispute {
    pub(super) fn filed(filed: &DisputeFiled, stated: Option<Stated>, actor: &Actor) -> Self {
        Self {
            claim: filed.claim.clone(),
            stated,
            known: None,
            account: actor.account,
            standing: DisputeStanding::Filed,
            due: Some(filed.decide_until),
            missed_answer: false,
        }
    }

    /// One whose filing can't be opened: what its admission tells of it is public. Who filed it isn't
    /// known then, and the registry's program stands for that account.
    pub(super) fn admitted(admitted: &DisputeAdmitted, stated: Option<Stated>) -> Self {
        Self {
            claim: admitted.claim.clone(),
            stated,
            known: None,
            account: PROGRAM_ACCOUNT,
            standing: DisputeStanding::Admitted,
            due: Some(admitted.answer_until),
            missed_answer: false,
        }
    }

    /// The step that has a deadline now, and the last day for it.
    pub fn awaited(&self) -> Option<(DisputeStep, Date)> {
        let step = match self.standing {
            DisputeStanding::Filed => DisputeStep::Admission,
            DisputeStanding::Admitted => DisputeStep::Answer,
            DisputeStanding::Answered | DisputeStanding::Unanswered | DisputeStanding::Closed => {
                return None;
            }
        };
        self.due.map(|due| (step, due))
    }

    /// Whether it is about a claim: the one it names, or one that says what that one says, also of
    /// the same thing under another number.
    pub fn is_about(&self, current: &CurrentClaim, profile: &Profile) -> bool {
        let says_it =
            self.stated.as_ref().is_some_and(|said| current.claim.stated.may_repeat(said));
        let same = || is_same(&self.claim.path, self.known.as_ref(), &current.claim.path, profile);
        current.is_named_by(&self.claim) || (says_it && same())
    }

    /// What it finds not to stand: by a decision, or for want of an answer.
    pub(super) fn contested(
        &self,
        dispute: StreamVersion,
        upheld: Option<StreamVersion>,
    ) -> Option<Contested> {
        let (path, known) = (self.claim.path.clone(), self.known.clone());
        let stated = self.stated.clone()?;
        Some(Contested { dispute, path, stated, known, upheld })
    }

    pub(super) fn evolve(&mut self, event: &DisputeEvent) {
        let (standing, due) = match event {
            DisputeEvent::DisputeFiled(_) | DisputeEvent::DisputeLifted(_) => return,
            DisputeEvent::DisputeRefused(_) | DisputeEvent::DisputeResolved(_) => {
                (DisputeStanding::Closed, None)
            }
            DisputeEvent::DisputeAdmitted(admitted) => {
                (DisputeStanding::Admitted, Some(admitted.answer_until))
            }
            DisputeEvent::DisputeAnswered(_) => (DisputeStanding::Answered, None),
            DisputeEvent::DisputeDeadlineMissed(missed) => match missed.step {
                DisputeStep::Admission => (self.standing, None),
                DisputeStep::Answer => {
                    self.missed_answer = true;
                    (DisputeStanding::Unanswered, None)
                }
            },
        };
        (self.standing, self.due) = (standing, due);
    }
}
