//! Organisations: legal entities with ids of their own.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::ClaimKind;
use crate::value::{Identifier, Text};

event_family! {
    /// Events of an organisation's stream.
    OrganisationEvent { OrganisationRegistered = 1, OrganisationRenamed = 1 }
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
