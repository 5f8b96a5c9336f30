//! Publications: reports, reviews, ratings and announcements that officers keep.
//!
//! They stand in the stream `registry`. A publication is named by the version of its recording, as a
//! dispute is by that of its filing.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::Evidence;
use crate::ids::StreamVersion;
use crate::value::{Code, Text};

event_family! {
    /// Events of publications, in the stream `registry`.
    PublicationEvent {
        PublicationRecorded = 1,
        PublicationCorrected = 1,
        PublicationWithdrawn = 1,
    }
}

/// What kind of publication it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicationKind {
    /// A report: what was done and what came of it.
    Report,
    /// A review of a field or of a group of clusters.
    Review,
    /// A rating that somebody made.
    Rating,
    /// An announcement: what is going to happen, or is open now.
    Announcement,
}

/// What is said of a publication; a correction says all of it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// What kind it is.
    pub kind: PublicationKind,
    /// Its title, on one line.
    pub title: Text,
    /// What stands in it, in a few sentences.
    pub summary: Option<Text>,
    /// The day it came out.
    pub published_on: Date,
    /// Where it can be read; only an announcement can do without.
    pub found_at: Option<Evidence>,
    /// Subjects of the federation it is about; none of what is about all.
    pub regions: Vec<Code>,
    /// Specialisations it is about; none of what is about all.
    pub specialisations: Vec<Code>,
}

/// A publication was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationRecorded {
    /// What is said of it.
    pub says: Publication,
}

/// What was said of a publication was wrong or not enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationCorrected {
    /// Which one, by the version of its recording.
    pub publication: StreamVersion,
    /// What is said of it now.
    pub says: Publication,
    /// Why, in words fit to publish.
    pub reason: String,
}

/// A publication isn't listed any more; that it was stays in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationWithdrawn {
    /// Which one, by the version of its recording.
    pub publication: StreamVersion,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl PublicationKind {
    /// All of them, in the order of filters.
    pub const ALL: [Self; 4] = [Self::Report, Self::Review, Self::Rating, Self::Announcement];

    /// The key, the same in events, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Review => "review",
            Self::Rating => "rating",
            Self::Announcement => "announcement",
        }
    }

    /// Finds a kind by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

impl fmt::Display for PublicationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl PublicationEvent {
    /// The publication it is about, by the version of its recording; `version` is the event's own.
    pub const fn publication(&self, version: StreamVersion) -> StreamVersion {
        match self {
            Self::PublicationRecorded(_) => version,
            Self::PublicationCorrected(corrected) => corrected.publication,
            Self::PublicationWithdrawn(withdrawn) => withdrawn.publication,
        }
    }
}
