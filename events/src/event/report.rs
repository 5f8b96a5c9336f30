//! Reports that something told of a cluster is wrong, each in a stream of its own: «Сообщить об ошибке».
//!
//! What is told of stands in the clear; what its writer says is sealed, since it can name people.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::confidential::Confidential;
use crate::ids::{ClusterId, StreamVersion};
use crate::path::FieldPath;

event_family! {
    /// Events of the stream `report/…`.
    ReportEvent { ReportFiled = 1, ReportDecided = 1 }
}

/// Somebody reported a mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFiled {
    /// The cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// The version of the claim that was current; none where nothing was stated.
    pub version: Option<StreamVersion>,
    /// What is wrong, in the reporter's words, sealed under the report's key.
    pub text: Confidential,
}

/// An officer decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDecided {
    /// How.
    pub outcome: ReportOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// How a report is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportOutcome {
    /// It was a mistake, and is mended.
    Corrected,
    /// It is no mistake.
    Declined,
    /// The cluster has to say; it was told.
    PassedToCluster,
}

impl ReportOutcome {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 3] = [Self::Corrected, Self::Declined, Self::PassedToCluster];

    /// The key, the same in log, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Declined => "declined",
            Self::PassedToCluster => "passed_to_cluster",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

impl fmt::Display for ReportOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
