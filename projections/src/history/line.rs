//! One line of a history.

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::claim::{Claim, ClaimRef, Evidence, Relation};
use registry_events::event::{DisputeOutcome, LapseCause};
use registry_events::ids::{ClusterId, OrganisationId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::Code;
use serde::Serialize;

use super::Category;
use crate::levels::Assessment;
use crate::place::Place;

/// One line: a claim of an event, or an event that states none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// The event.
    pub place: Place,
    /// The claim's number within its event, from 0.
    pub index_in_event: u32,
    /// The event's type.
    pub event_type: &'static str,
    /// What the line is about.
    pub category: Category,
    /// What was in force before; of a closed item its title.
    pub old: Option<Arc<Claim>>,
    /// What is in force after.
    pub new: Option<Arc<Claim>>,
    /// The claim that was confirmed, or whose confirmation was taken back.
    pub about: Option<Box<ClaimRef>>,
    /// What the event says beyond that.
    pub detail: Detail,
    /// Whether it speaks of a value that is hidden by law today.
    #[serde(skip)]
    pub hidden: bool,
    /// Whether its actor is an organisation that is hidden by law as that of an item.
    #[serde(skip)]
    pub unnamed: bool,
}

/// What an event says beyond path and values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// A value was stated.
    Stated,
    /// The cluster entered the register.
    Listed {
        /// From an application; else an officer entered it from a source.
        by_application: bool,
    },
    /// An item began.
    ItemOpened(ItemPath),
    /// An item ended.
    ItemClosed(Box<ItemEnd>),
    /// A second party confirmed a claim.
    Confirmed(Box<ConfirmationGiven>),
    /// A confirmation was taken back.
    ConfirmationWithdrawn(Box<ConfirmationTaken>),
    /// A participant said that it doesn't take part.
    MembershipDenied(Box<MembershipEnd>),
    /// It took that back.
    DenialWithdrawn {
        /// The version at which it had said so.
        denial: StreamVersion,
        /// Why.
        reason: Box<str>,
    },
    /// The level was assessed.
    Assessed(Arc<Assessment>),
    /// An assessment was found to be wrong.
    AssessmentCorrected {
        /// The version of the assessment.
        assessment: StreamVersion,
        /// Why it was wrong.
        reason: Box<str>,
    },
    /// The record was suspended, resumed or withdrawn; the type says which.
    Standing {
        /// Why.
        reason: Box<str>,
    },
    /// A claim grew too old, or a changed one was not confirmed anew in time.
    Lapsed {
        /// What ran out.
        cause: LapseCause,
        /// The day it held until.
        held_until: Date,
    },
    /// A minimum requirement is open.
    RequirementOpened {
        /// The marker.
        marker: Code,
        /// Until when it can stay open.
        until: Date,
        /// Whether it was waived at listing.
        waived: bool,
    },
    /// A minimum requirement is met again.
    RequirementClosed {
        /// The marker.
        marker: Code,
    },
    /// Requirements stayed open for too long.
    Deactivated {
        /// Their markers.
        markers: Box<[Code]>,
    },
    /// All requirements are met again.
    Reactivated,
    /// The cluster became part of another one.
    Merged {
        /// The other one.
        into: ClusterId,
        /// Since when in the world.
        on: Date,
        /// Why.
        reason: Box<str>,
    },
    /// Another cluster became part of this one.
    Absorbed {
        /// The other one.
        cluster: ClusterId,
        /// Since when in the world.
        on: Date,
    },
    /// What is stated of a field was hidden by law.
    Masked {
        /// The field.
        path: Box<FieldPath>,
        /// The law.
        law: Box<str>,
        /// Why.
        reason: Box<str>,
    },
    /// A mask ended.
    MaskLifted {
        /// The version that had set it.
        mask: StreamVersion,
        /// Why.
        reason: Box<str>,
    },
    /// A step of a dispute that is public.
    Dispute(Box<DisputeTold>),
}

/// A step of a dispute, in a history line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeTold {
    /// An officer admitted it.
    Admitted {
        /// What is contested and why.
        text: String,
        /// The source it names.
        evidence: Vec<Evidence>,
        /// Until when the cluster answers.
        answer_until: Date,
    },
    /// The cluster answered.
    Answered {
        /// What it says.
        text: String,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// No answer came in time.
    Unanswered {
        /// The day it was due.
        due_on: Date,
    },
    /// An officer decided.
    Resolved {
        /// How.
        outcome: DisputeOutcome,
        /// Why.
        reason: String,
        /// What it was decided on.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
    },
    /// What it found not to stand was confirmed by an officer after it was stated anew.
    Lifted,
}

/// The end of an item, in a history line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemEnd {
    /// Which item.
    pub item: ItemPath,
    /// The day in the world.
    pub on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// The end of a membership by the participant's own word, in a history line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MembershipEnd {
    /// Which membership.
    pub item: ItemPath,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Since when in the world.
    pub since: Option<Date>,
    /// Why.
    pub reason: String,
}

/// A confirmation, in a history line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmationGiven {
    /// How the confirmer stands to the cluster.
    pub relation: Relation,
    /// What it saw.
    pub evidence: Vec<Evidence>,
    /// Its remark.
    pub note: Option<String>,
    /// The claim, when it was in force.
    pub claim: Option<Arc<Claim>>,
}

/// A confirmation taken back, in a history line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmationTaken {
    /// The version of the confirmation.
    pub confirmation: StreamVersion,
    /// How the confirmer stands to the cluster, when there was such a confirmation.
    pub relation: Option<Relation>,
    /// Why.
    pub reason: String,
}

impl DisputeTold {
    fn evidence(&self) -> &[Evidence] {
        match self {
            Self::Admitted { evidence, .. }
            | Self::Answered { evidence, .. }
            | Self::Resolved { evidence, .. } => evidence,
            Self::Unanswered { .. } | Self::Lifted => &[],
        }
    }
}

impl HistoryLine {
    /// The field, when the line is about one; of a closed item the one that names it.
    pub fn path(&self) -> Option<&FieldPath> {
        let claim = self.new.as_ref().or(self.old.as_ref());
        claim.map(|claim| &claim.path).or_else(|| self.about.as_ref().map(|about| &about.path))
    }

    /// What shows it: the evidence of the stated claim, or what a confirmer saw.
    pub fn evidence(&self) -> &[Evidence] {
        match (&self.new, &self.detail) {
            (Some(claim), _) => &claim.evidence,
            (None, Detail::Confirmed(given)) => &given.evidence,
            (None, Detail::Dispute(told)) => told.evidence(),
            (None, _) => &[],
        }
    }
}

impl HistoryLine {
    /// The line without what confirms or shows a value that is hidden by law, and without an
    /// organisation that is one.
    pub(super) fn conceal(&mut self, organisation: bool) {
        (self.hidden, self.unnamed) = (true, organisation);
        if let Detail::Confirmed(given) = &mut self.detail {
            (given.evidence, given.note) = (Vec::new(), None);
        }
        if organisation && matches!(self.detail, Detail::MembershipDenied(_)) {
            self.detail = Detail::Stated;
        }
    }
}
