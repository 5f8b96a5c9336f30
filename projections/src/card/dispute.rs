//! A dispute as the public sees it: from its admission on.

use jiff::civil::Date;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::event::{
    DisputeAdmitted, DisputeAnswered, DisputeDeadlineMissed, DisputeEvent, DisputeOutcome,
    DisputeResolved, DisputeStep,
};
use serde::Serialize;

use crate::place::Place;

/// A dispute that an officer admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// The claim that is contested.
    pub claim: ClaimRef,
    /// Its admission.
    pub admitted: Place,
    /// What is contested and why.
    pub text: String,
    /// The source it names.
    pub evidence: Vec<Evidence>,
    /// Until when the cluster answers.
    pub answer_until: Date,
    /// The cluster's answer.
    pub answer: Option<Answer>,
    /// When it was noted that no answer came in time.
    pub unanswered: Option<Place>,
    /// The decision.
    pub resolution: Option<Resolution>,
}

/// A cluster's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// When and by whom.
    pub place: Place,
    /// What it says.
    pub text: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// When and by whom.
    pub place: Place,
    /// How.
    pub outcome: DisputeOutcome,
    /// Why.
    pub reason: String,
}

impl Dispute {
    pub(super) fn admitted(place: &Place, event: &DisputeAdmitted) -> Self {
        Self {
            claim: event.claim.clone(),
            admitted: place.clone(),
            text: event.text.clone(),
            evidence: event.evidence.clone(),
            answer_until: event.answer_until,
            answer: None,
            unanswered: None,
            resolution: None,
        }
    }

    /// Takes a later step; answers whether the claim is disputed from here on, where that changes.
    pub(super) fn apply(&mut self, place: &Place, event: &DisputeEvent) -> Option<bool> {
        match event {
            DisputeEvent::DisputeFiled(_)
            | DisputeEvent::DisputeRefused(_)
            | DisputeEvent::DisputeAdmitted(_) => None,
            DisputeEvent::DisputeAnswered(answered) => {
                self.answer = Some(Answer::of(place, answered));
                None
            }
            DisputeEvent::DisputeDeadlineMissed(missed) => self.miss(place, missed),
            DisputeEvent::DisputeResolved(resolved) => Some(self.resolve(place, resolved)),
        }
    }

    fn miss(&mut self, place: &Place, missed: &DisputeDeadlineMissed) -> Option<bool> {
        match missed.step {
            DisputeStep::Admission => None,
            DisputeStep::Answer => {
                self.unanswered = Some(place.clone());
                Some(true)
            }
        }
    }

    fn resolve(&mut self, place: &Place, resolved: &DisputeResolved) -> bool {
        let (outcome, reason) = (resolved.outcome, resolved.reason.clone());
        self.resolution = Some(Resolution { place: place.clone(), outcome, reason });
        outcome == DisputeOutcome::Upheld
    }
}

impl Answer {
    fn of(place: &Place, event: &DisputeAnswered) -> Self {
        let (text, evidence) = (event.text.clone(), event.evidence.clone());
        Self { place: place.clone(), text, evidence }
    }
}
