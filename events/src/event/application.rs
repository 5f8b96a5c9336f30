//! The way of an application; every entry of its stream is sealed.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::document::DocumentRef;
use crate::ids::ClusterId;
use crate::path::FieldPath;
use crate::value::Code;

event_family! {
    /// Events of an application's stream beside those of its profile.
    ApplicationEvent {
        ApplicationStarted = 1,
        ApplicationSubmitted = 1,
        ApplicationReturned = 2,
        ApplicationListed = 1,
        ApplicationWithdrawn = 1,
        RightToSpeakStated = 1,
    }
}

/// Somebody began to fill in an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationStarted {
    /// How the applicant explains the right to speak for the cluster.
    pub right_to_speak: String,
}

/// It was handed in; the minimum requirements hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSubmitted {}

/// An officer gave it back with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationReturned {
    /// At least one.
    pub reasons: Vec<ReturnReason>,
}

/// One reason of a return: an unmet requirement, named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReason {
    /// The field it is about, when it is about one.
    pub path: Option<FieldPath>,
    /// What is to be done, in words for the applicant.
    pub reason: String,
    /// Which requirement isn't met; none only in returns that were recorded before they named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmet: Option<UnmetRequirement>,
}

/// A requirement that stands against a listing. There are no others: an application isn't returned at
/// anybody's discretion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnmetRequirement {
    /// A minimum requirement of the rulebook is open by what is stated.
    Minimum {
        /// Its marker.
        marker: Code,
    },
    /// A statement isn't borne out by what shows it.
    NotBorneOut {
        /// The minimum requirement that rests on the statement, where one does.
        marker: Option<Code>,
    },
    /// That the applicant may speak for the cluster isn't shown.
    RightToSpeak,
    /// The cluster is in the registry already.
    AlreadyListed {
        /// Which it is there.
        cluster: ClusterId,
    },
}

impl UnmetRequirement {
    /// The keys of all kinds, the same in log and API.
    pub const KEYS: [&str; 4] = ["minimum", "not_borne_out", "right_to_speak", "already_listed"];

    /// The key of its kind.
    pub const fn key(&self) -> &'static str {
        let [minimum, not_borne_out, right_to_speak, already_listed] = Self::KEYS;
        match self {
            Self::Minimum { .. } => minimum,
            Self::NotBorneOut { .. } => not_borne_out,
            Self::RightToSpeak => right_to_speak,
            Self::AlreadyListed { .. } => already_listed,
        }
    }

    /// The minimum requirement it is about.
    pub const fn marker(&self) -> Option<&Code> {
        match self {
            Self::Minimum { marker } => Some(marker),
            Self::NotBorneOut { marker } => marker.as_ref(),
            Self::RightToSpeak | Self::AlreadyListed { .. } => None,
        }
    }

    /// The cluster that it is in the registry.
    pub const fn cluster(&self) -> Option<ClusterId> {
        match self {
            Self::AlreadyListed { cluster } => Some(*cluster),
            Self::Minimum { .. } | Self::NotBorneOut { .. } | Self::RightToSpeak => None,
        }
    }
}

/// An officer listed the cluster; from here on its own stream speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationListed {
    /// The cluster that was opened.
    pub cluster: ClusterId,
}

/// The applicant took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationWithdrawn {
    /// Why, when said.
    pub reason: Option<String>,
}

/// The applicant explained the right to speak anew, or brought what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightToSpeakStated {
    /// How the applicant explains it.
    pub right_to_speak: String,
    /// The signed letter or power of attorney that shows it, where there is one.
    pub letter: Option<DocumentRef>,
}
