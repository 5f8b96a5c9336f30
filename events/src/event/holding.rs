//! Who holds what can be held once: a display name in a region, an organisation's identifier.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::ids::{ClusterId, OrganisationId};

event_family! {
    /// Events of the streams `name/…` and `identifier/…`.
    HoldingEvent {
        NameHeld = 1,
        NameReleased = 1,
        IdentifierTaken = 1,
        IdentifierReleased = 1,
    }
}

/// A cluster took the display name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameHeld {
    /// Who holds it.
    pub cluster: ClusterId,
}

/// The display name became free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameReleased {
    /// Who held it.
    pub cluster: ClusterId,
}

/// An organisation took the identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierTaken {
    /// Who has it.
    pub organisation: OrganisationId,
}

/// The identifier is no living organisation's any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierReleased {
    /// Who had it.
    pub organisation: OrganisationId,
}
