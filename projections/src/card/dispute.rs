//! A dispute as the public sees it: from its admission on.

use jiff::civil::Date;
use registry_events::claim::{ClaimRef, Evidence, Stated};
use registry_events::event::{
    DisputeAdmitted, DisputeAnswered, DisputeDeadlineMissed, DisputeEvent, DisputeOutcome,
    DisputeResolved, DisputeStep,
};
use registry_events::value::{Code, Value};
use serde::Serialize;

use crate::place::Place;

/// A dispute that an officer admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// The claim that is contested.
    pub claim: ClaimRef,
    /// What that claim says: whoever says it of the field again says what is contested.
    #[serde(skip)]
    pub(super) stated: Option<Stated>,
    /// By what the item of that claim is known under another number: a field and what it says.
    #[serde(skip)]
    pub(super) known: Option<(Code, Value)>,
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
    /// When an officer confirmed that it has become true meanwhile.
    pub lifted: Option<Place>,
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
    /// What it was decided on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

impl Dispute {
    pub(super) fn admitted(
        place: &Place,
        event: &DisputeAdmitted,
        stated: Option<Stated>,
        known: Option<(Code, Value)>,
    ) -> Self {
        Self {
            claim: event.claim.clone(),
            stated,
            known,
            admitted: place.clone(),
            text: event.text.clone(),
            evidence: event.evidence.clone(),
            answer_until: event.answer_until,
            answer: None,
            unanswered: None,
            resolution: None,
            lifted: None,
        }
    }

    /// Since when it says that the claim doesn't stand: by a decision that nothing lifted, or while
    /// an answer that didn't come in time leaves it open.
    pub fn contests(&self) -> Option<&Place> {
        let upheld = |end: &Resolution| end.outcome == DisputeOutcome::Upheld;
        if self.lifted.is_some() || self.resolution.as_ref().is_some_and(|end| !upheld(end)) {
            return None;
        }
        let decided = self.resolution.as_ref().map(|end| &end.place);
        self.unanswered.as_ref().or(decided)
    }

    /// Takes away what it found of a value that is hidden by law.
    pub(super) fn hide(&mut self) {
        (self.stated, self.known) = (None, None);
    }

    /// Takes a later step.
    pub(super) fn apply(&mut self, place: &Place, event: &DisputeEvent) {
        match event {
            DisputeEvent::DisputeFiled(_)
            | DisputeEvent::DisputeRefused(_)
            | DisputeEvent::DisputeAdmitted(_) => {}
            DisputeEvent::DisputeAnswered(answered) => {
                self.answer = Some(Answer::of(place, answered));
            }
            DisputeEvent::DisputeDeadlineMissed(missed) => self.miss(place, missed),
            DisputeEvent::DisputeResolved(resolved) => self.resolve(place, resolved),
            DisputeEvent::DisputeLifted(_) => self.lifted = Some(place.clone()),
        }
    }

    fn miss(&mut self, place: &Place, missed: &DisputeDeadlineMissed) {
        if missed.step == DisputeStep::Answer {
            self.unanswered = Some(place.clone());
        }
    }

    fn resolve(&mut self, place: &Place, resolved: &DisputeResolved) {
        self.resolution = Some(Resolution {
            place: place.clone(),
            outcome: resolved.outcome,
            reason: resolved.reason.clone(),
            evidence: resolved.evidence.clone(),
        });
    }
}

impl Answer {
    fn of(place: &Place, event: &DisputeAnswered) -> Self {
        let (text, evidence) = (event.text.clone(), event.evidence.clone());
        Self { place: place.clone(), text, evidence }
    }
}
