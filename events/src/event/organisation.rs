//! Organisations: legal entities with ids of their own.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::ClaimKind;
use crate::value::{Inn, Ogrn, Text};

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

/// A number by which a register knows an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// The tax number.
    Inn(Inn),
    /// The state registration number.
    Ogrn(Ogrn),
}

impl Identifier {
    /// The scheme's key, as in names of streams.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::Inn(_) => "ru-inn",
            Self::Ogrn(_) => "ru-ogrn",
        }
    }

    /// The number as text.
    pub fn number(&self) -> &str {
        match self {
            Self::Inn(inn) => inn.as_str(),
            Self::Ogrn(ogrn) => ogrn.as_str(),
        }
    }
}
