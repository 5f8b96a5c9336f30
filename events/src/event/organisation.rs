//! Organisations: legal entities with ids of their own.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::{ClaimKind, Evidence, Source};
use crate::ids::OrganisationId;
use crate::value::{Code, Identifier, Kpp, MailDomain, Point, Text, WebUrl};

event_family! {
    /// Events of an organisation's stream.
    OrganisationEvent {
        OrganisationRegistered = 2,
        OrganisationRenamed = 1,
        IdentifierRecorded = 1,
        IdentifierRetired = 1,
        BranchOpened = 1,
        BranchClosed = 1,
        OrganisationSizeStated = 1,
        OrganisationDetailsStated = 1,
        OrganisationSucceeded = 1,
        PredecessorRecorded = 1,
        MailboxDomainTied = 1,
        MailboxDomainReleased = 1,
    }
}

/// An organisation became known to the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRegistered {
    /// Its name.
    pub name: Text,
    /// Its numbers at the time.
    pub identifiers: Vec<Identifier>,
}

/// It is called differently now, or had been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRenamed {
    /// The name.
    pub name: Text,
    /// Whether it changed or was corrected.
    pub kind: ClaimKind,
}

/// It has a further number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierRecorded {
    /// The number.
    pub identifier: Identifier,
    /// Since when in the world.
    pub since: Option<Date>,
}

/// A number is its own no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierRetired {
    /// The number.
    pub identifier: Identifier,
    /// The last day it had it.
    pub until: Date,
}

/// A branch became known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchOpened {
    /// Its number within the organisation, from 1, never reused.
    pub branch: u32,
    /// Its name.
    pub name: Text,
    /// The tax office's code of the branch.
    pub kpp: Kpp,
    /// The subject of the federation.
    pub region: Code,
}

/// A branch ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchClosed {
    /// Its number.
    pub branch: u32,
    /// The day it ended.
    pub closed_on: Date,
}

/// How large it is was stated: a dated claim of the organisation itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSizeStated {
    /// A term of dictionary `participant_type`: large, medium or small.
    pub size: Code,
    /// The day it describes.
    pub described_on: Date,
    /// Change or correction.
    pub kind: ClaimKind,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// Where it is found and what it does were stated: dated claims of the organisation itself. What isn't
/// named stays as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationDetailsStated {
    /// Its site.
    pub site: Option<WebUrl>,
    /// Its point on the map.
    pub point: Option<Point>,
    /// Its main activity by ОКВЭД2, e.g. `31.09`.
    pub okved: Option<Code>,
    /// The day they describe.
    pub described_on: Date,
    /// Change or correction.
    pub kind: ClaimKind,
    /// Where they come from.
    pub source: Source,
    /// What shows them.
    pub evidence: Vec<Evidence>,
}

/// Another organisation followed it; it ended with that, unless the form is a spin-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSucceeded {
    /// The organisation that follows.
    pub successor: OrganisationId,
    /// A term of dictionary `organisation_succession`.
    pub form: Code,
    /// The day of the reorganisation.
    pub on: Date,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// It followed another organisation; written in the same commit as that one's
/// [`OrganisationSucceeded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredecessorRecorded {
    /// The organisation before.
    pub predecessor: OrganisationId,
    /// A term of dictionary `organisation_succession`.
    pub form: Code,
    /// The day of the reorganisation.
    pub on: Date,
}

/// Mailboxes of a domain are its own: whoever answers from one speaks for it. A domain can be that of
/// several organisations, as in a holding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxDomainTied {
    /// The domain.
    pub domain: MailDomain,
    /// The public source that names it.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// Mailboxes of a domain are its own no more; what was said from them stays said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxDomainReleased {
    /// The domain.
    pub domain: MailDomain,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl OrganisationSucceeded {
    /// The form in which the organisation before lives on beside the new one: выделение.
    pub const SPIN_OFF: &'static str = "spin_off";

    /// Whether the organisation ended with it.
    pub fn ends_predecessor(&self) -> bool {
        self.form.as_str() != Self::SPIN_OFF
    }
}
