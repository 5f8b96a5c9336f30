//! Proposals on the questionnaire and the rules, each in a stream of its own.
//!
//! What is proposed stands sealed until an officer publishes it, in words fit to publish.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::confidential::Confidential;

event_family! {
    /// Events of the stream `proposal/…`.
    ProposalEvent { ProposalMade = 1, ProposalPublished = 1, ProposalAnswered = 1 }
}

/// What a proposal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalTopic {
    /// The questionnaire: fields, hints, dictionaries.
    Questionnaire,
    /// The rules of levels and procedure.
    Rules,
}

/// Somebody with an account proposed something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalMade {
    /// About what.
    pub about: ProposalTopic,
    /// What is proposed, sealed under the proposal's key.
    pub text: Confidential,
}

/// An officer published it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalPublished {
    /// What is proposed, in words fit to publish.
    pub text: String,
}

/// An officer answered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalAnswered {
    /// How.
    pub outcome: ProposalOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// How a proposal is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalOutcome {
    /// It comes with an edition.
    Accepted,
    /// A part of it comes with an edition.
    PartlyAccepted,
    /// It doesn't come.
    Declined,
}

impl ProposalTopic {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Questionnaire, Self::Rules];

    /// The key, the same in log, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Questionnaire => "questionnaire",
            Self::Rules => "rules",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.key() == key)
    }
}

impl ProposalOutcome {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::PartlyAccepted, Self::Declined];

    /// The key, the same in log, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::PartlyAccepted => "partly_accepted",
            Self::Declined => "declined",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// Whether an edition can take it.
    pub const fn can_be_taken(self) -> bool {
        match self {
            Self::Accepted | Self::PartlyAccepted => true,
            Self::Declined => false,
        }
    }
}

impl fmt::Display for ProposalOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
