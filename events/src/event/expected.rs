//! Clusters that are known and not registered yet, each in a stream of its own: «Ожидаются на Карте».
//!
//! That one applied is sealed, like its application: before the listing nobody but officers knows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::{Evidence, Source};
use crate::ids::{ApplicationId, ClusterId};
use crate::value::{Code, Text};

event_family! {
    /// Events of the stream `expected/…`.
    ExpectedEvent {
        ExpectedClusterNoted = 1,
        ExpectedClusterInvited = 1,
        ExpectedClusterApplied = 1,
        ExpectedClusterRegistered = 1,
        ExpectedClusterRemoved = 1,
    }
}

/// A cluster is known that isn't registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedClusterNoted {
    /// What it is called.
    pub name: Text,
    /// The subject of the federation.
    pub region: Code,
    /// Where it is known from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The day since which it is known.
    pub known_since: Date,
}

/// It was invited to the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedClusterInvited {
    /// The day of the invitation.
    pub invited_on: Date,
}

/// It applied; sealed as a whole under the key of its stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedClusterApplied {
    /// The application.
    pub application: ApplicationId,
}

/// It is in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedClusterRegistered {
    /// As which cluster.
    pub cluster: ClusterId,
}

/// It isn't expected any more: noted by mistake, twice, or gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedClusterRemoved {
    /// Why, in words fit to publish.
    pub reason: String,
}

impl ExpectedEvent {
    /// Whether the event isn't for everybody.
    pub const fn is_sealed(&self) -> bool {
        match self {
            Self::ExpectedClusterApplied(_) => true,
            Self::ExpectedClusterNoted(_)
            | Self::ExpectedClusterInvited(_)
            | Self::ExpectedClusterRegistered(_)
            | Self::ExpectedClusterRemoved(_) => false,
        }
    }
}
