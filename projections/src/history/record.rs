//! From an event to its history lines: one line per claim, and one for an event without claims.

use std::sync::Arc;

use registry_events::catalogue::Catalogue;
use registry_events::claim::{ClaimRef, Relation};
use registry_events::event::{ClaimConfirmed, ClusterEvent, DisputeEvent, Event, ProfileEvent};
use registry_events::path::ItemPath;

use super::line::{ConfirmationGiven, ConfirmationTaken, DisputeTold, ItemEnd, MembershipEnd};
use super::{Category, Detail, HistoryLine};
use crate::card::{Card, CurrentClaim, Effect, Replacement};
use crate::levels::Assessment;
use crate::place::Place;

/// What an event did to a cluster, as the views behind its card are told.
pub(crate) struct Happening<'a> {
    /// The card after the event.
    pub(crate) card: &'a Card,
    /// The catalogue in force.
    pub(crate) catalogue: Option<&'a Catalogue>,
    /// Where the event stands.
    pub(crate) place: &'a Place,
    /// The event.
    pub(crate) event: &'a Event,
    /// What it changed on the card.
    pub(crate) effect: &'a Effect,
    /// The assessment it is, when it is one.
    pub(crate) assessment: Option<Arc<Assessment>>,
}

impl Happening<'_> {
    /// Hands each line of the event to the history, in order.
    pub(super) fn lines(&self, mut push: impl FnMut(HistoryLine)) {
        if let Effect::Stated(claims) = self.effect {
            for (index, claim) in (0..).zip(claims) {
                push(self.claim_line(index, claim));
            }
            if !claims.is_empty() {
                return;
            }
        }
        if let Some(category) = Category::of_event(self.event) {
            push(self.event_line(category));
        }
    }

    fn claim_line(&self, index: u32, claim: &Replacement) -> HistoryLine {
        let category = Category::of_path(&claim.new.path);
        HistoryLine {
            index_in_event: index,
            old: claim.old.clone(),
            new: Some(Arc::clone(&claim.new)),
            ..self.blank(category, self.detail())
        }
    }

    fn event_line(&self, category: Category) -> HistoryLine {
        let about = self.about();
        let title = self.title_of_closed();
        HistoryLine {
            old: title.map(|title| Arc::clone(&title.claim)),
            about: about.cloned().map(Box::new),
            ..self.blank(category, self.detail())
        }
    }

    fn blank(&self, category: Category, detail: Detail) -> HistoryLine {
        HistoryLine {
            place: self.place.clone(),
            index_in_event: 0,
            event_type: self.event.type_and_schema().0,
            category,
            old: None,
            new: None,
            about: None,
            detail,
            hidden: false,
            unnamed: false,
        }
    }

    fn about(&self) -> Option<&ClaimRef> {
        match self.effect {
            Effect::ConfirmationWithdrawn(confirmed) => {
                return confirmed.as_ref().map(|confirmed| &confirmed.about);
            }
            Effect::Disputed { about, .. } => return Some(about),
            Effect::Foreign | Effect::Stated(_) | Effect::DenialWithdrawn(_) | Effect::Plain => {}
        }
        match self.event {
            Event::Cluster(ClusterEvent::ClaimConfirmed(event)) => Some(&event.claim),
            Event::Cluster(ClusterEvent::ClaimLapsed(event)) => Some(&event.claim),
            _ => None,
        }
    }

    /// The claim that names an item which ended, by the catalogue's title field.
    fn title_of_closed(&self) -> Option<&CurrentClaim> {
        let item = self.closed_item()?;
        let collection = self.catalogue?.collection(item.collection.as_str())?;
        self.card.item(item)?.claims.get(collection.title_field.as_str())
    }

    /// The item whose end the event is about.
    fn closed_item(&self) -> Option<&ItemPath> {
        match (self.event, self.effect) {
            (Event::Profile(ProfileEvent::ItemClosed(closed)), _) => Some(&closed.item),
            (Event::Cluster(ClusterEvent::MembershipDenied(denied)), _) => Some(&denied.item),
            (_, Effect::DenialWithdrawn(item)) => item.as_ref(),
            _ => None,
        }
    }

    fn detail(&self) -> Detail {
        match self.event {
            Event::Profile(event) => profile_detail(event),
            Event::Cluster(event) => self.cluster_detail(event),
            Event::Dispute(event) => dispute_detail(event),
            Event::Application(_)
            | Event::Account(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Region(_)
            | Event::Registry(_)
            | Event::Publication(_)
            | Event::Expected(_)
            | Event::Proposal(_)
            | Event::Report(_)
            | Event::Enquiry(_) => Detail::Stated,
        }
    }

    fn cluster_detail(&self, event: &ClusterEvent) -> Detail {
        match event {
            ClusterEvent::ClusterListed(event) => {
                Detail::Listed { by_application: event.application.is_some() }
            }
            ClusterEvent::ClaimConfirmed(event) => self.confirmed(event),
            ClusterEvent::ConfirmationWithdrawn(event) => {
                Detail::ConfirmationWithdrawn(Box::new(ConfirmationTaken {
                    confirmation: event.confirmation,
                    relation: self.withdrawn_relation(),
                    reason: event.reason.clone(),
                }))
            }
            ClusterEvent::MembershipDenied(event) => {
                Detail::MembershipDenied(Box::new(MembershipEnd {
                    item: event.item.clone(),
                    organisation: event.organisation,
                    since: event.since,
                    reason: event.reason.clone(),
                }))
            }
            ClusterEvent::MembershipDenialWithdrawn(event) => Detail::DenialWithdrawn {
                denial: event.denial,
                reason: event.reason.as_str().into(),
            },
            ClusterEvent::LevelAssessed(event) => {
                let assessment = self.assessment.clone();
                let of_event = || Arc::new(Assessment::new(self.place, event, None));
                Detail::Assessed(assessment.unwrap_or_else(of_event))
            }
            ClusterEvent::AssessmentCorrected(event) => Detail::AssessmentCorrected {
                assessment: event.assessment,
                reason: event.reason.as_str().into(),
            },
            ClusterEvent::ClaimLapsed(event) => {
                Detail::Lapsed { cause: event.cause, held_until: event.held_until }
            }
            ClusterEvent::ValueMasked(event) => Detail::Masked {
                path: Box::new(event.path.clone()),
                law: event.law.as_str().into(),
                reason: event.reason.as_str().into(),
            },
            ClusterEvent::MaskLifted(event) => {
                Detail::MaskLifted { mask: event.mask, reason: event.reason.as_str().into() }
            }
            ClusterEvent::RequirementOpened(_)
            | ClusterEvent::RequirementClosed(_)
            | ClusterEvent::ClusterSuspended(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterDeactivated(_)
            | ClusterEvent::ClusterReactivated(_)
            | ClusterEvent::ClusterMerged(_)
            | ClusterEvent::ClusterAbsorbed(_)
            | ClusterEvent::ClusterWithdrawn(_) => standing_detail(event),
        }
    }

    fn confirmed(&self, event: &ClaimConfirmed) -> Detail {
        let current = self.card.claim(&event.claim.path);
        let claim = current.filter(|current| current.place.version == event.claim.version);
        Detail::Confirmed(Box::new(ConfirmationGiven {
            relation: event.relation,
            evidence: event.evidence.clone(),
            note: event.note.clone(),
            claim: claim.map(|current| Arc::clone(&current.claim)),
        }))
    }

    fn withdrawn_relation(&self) -> Option<Relation> {
        let Effect::ConfirmationWithdrawn(Some(confirmed)) = self.effect else { return None };
        Some(confirmed.relation)
    }
}

fn profile_detail(event: &ProfileEvent) -> Detail {
    match event {
        ProfileEvent::ClaimsStated(_) => Detail::Stated,
        ProfileEvent::ItemOpened(event) => Detail::ItemOpened(event.item.clone()),
        ProfileEvent::ItemClosed(event) => Detail::ItemClosed(Box::new(ItemEnd {
            item: event.item.clone(),
            on: event.closed_on,
            reason: event.reason.clone(),
        })),
    }
}

/// What an event says of the record's standing and its minimum requirements.
fn standing_detail(event: &ClusterEvent) -> Detail {
    match event {
        ClusterEvent::RequirementOpened(event) => Detail::RequirementOpened {
            marker: event.marker.clone(),
            until: event.until,
            waived: event.waived_for.is_some(),
        },
        ClusterEvent::RequirementClosed(event) => {
            Detail::RequirementClosed { marker: event.marker.clone() }
        }
        ClusterEvent::ClusterSuspended(event) => standing(&event.reason),
        ClusterEvent::ClusterResumed(event) => standing(&event.reason),
        ClusterEvent::ClusterWithdrawn(event) => standing(&event.reason),
        ClusterEvent::ClusterDeactivated(event) => {
            Detail::Deactivated { markers: event.markers.clone().into() }
        }
        ClusterEvent::ClusterReactivated(_) => Detail::Reactivated,
        ClusterEvent::ClusterMerged(event) => Detail::Merged {
            into: event.into,
            on: event.merged_on,
            reason: event.reason.as_str().into(),
        },
        ClusterEvent::ClusterAbsorbed(event) => {
            Detail::Absorbed { cluster: event.cluster, on: event.merged_on }
        }
        ClusterEvent::ClusterListed(_)
        | ClusterEvent::ClaimConfirmed(_)
        | ClusterEvent::ConfirmationWithdrawn(_)
        | ClusterEvent::MembershipDenied(_)
        | ClusterEvent::MembershipDenialWithdrawn(_)
        | ClusterEvent::ClaimLapsed(_)
        | ClusterEvent::LevelAssessed(_)
        | ClusterEvent::AssessmentCorrected(_)
        | ClusterEvent::ValueMasked(_)
        | ClusterEvent::MaskLifted(_) => Detail::Stated,
    }
}

fn dispute_detail(event: &DisputeEvent) -> Detail {
    let told = match event {
        // These are sealed and have no line.
        DisputeEvent::DisputeFiled(_) | DisputeEvent::DisputeRefused(_) => return Detail::Stated,
        DisputeEvent::DisputeAdmitted(event) => DisputeTold::Admitted {
            text: event.text.clone(),
            evidence: event.evidence.clone(),
            answer_until: event.answer_until,
        },
        DisputeEvent::DisputeAnswered(event) => {
            DisputeTold::Answered { text: event.text.clone(), evidence: event.evidence.clone() }
        }
        DisputeEvent::DisputeDeadlineMissed(event) => {
            DisputeTold::Unanswered { due_on: event.due_on }
        }
        DisputeEvent::DisputeResolved(event) => {
            let (reason, evidence) = (event.reason.clone(), event.evidence.clone());
            DisputeTold::Resolved { outcome: event.outcome, reason, evidence }
        }
        DisputeEvent::DisputeLifted(_) => DisputeTold::Lifted,
    };
    Detail::Dispute(Box::new(told))
}

fn standing(reason: &str) -> Detail {
    Detail::Standing { reason: reason.into() }
}
