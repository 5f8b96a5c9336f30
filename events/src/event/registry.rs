//! The registry itself: its opening, and the editions of its catalogue, rulebook, dictionaries.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::event_family;
use crate::claim::Evidence;
use crate::edition::EditionKind;
use crate::ids::{Digest, Position, ProposalId};
use crate::seal::KeyId;
use crate::value::Code;

event_family! {
    /// Events of the stream `registry`.
    RegistryEvent {
        RegistryOpened = 1,
        EditionTextRecorded = 1,
        EditionAdopted = 2,
        StatisticsPublished = 1,
        EstimateStated = 1,
        SubjectForgotten = 1,
    }
}

/// The registry began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryOpened {
    /// Whether everything in it is invented for demonstration.
    pub demonstration: bool,
    /// The IANA name of the zone whose days are the registry's days.
    pub time_zone: String,
}

/// A piece of an edition's text, so that the log explains itself without the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionTextRecorded {
    /// BLAKE3 of the whole text.
    pub digest: Digest,
    /// The piece's number, from 0.
    pub index: u32,
    /// How many pieces there are.
    pub count: u32,
    /// The piece.
    pub text: String,
}

/// An edition is in force from here on; its text stands in the events before this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionAdopted {
    /// Of what.
    pub kind: EditionKind,
    /// The edition's own name, e.g. `0.9`.
    pub edition: Code,
    /// BLAKE3 of the text.
    pub digest: Digest,
    /// The proposals that it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<ProposalId>,
}

/// A bulletin: the statistics of a day were published, and anybody can compute them again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsPublished {
    /// The day, to its end in the registry's zone.
    pub date: Date,
    /// The position the statistics were folded to; it was recorded before this event.
    pub position: Position,
    /// BLAKE3 of the figures in their canonical form.
    pub digest: Digest,
}

/// Somebody's estimate of how many clusters the country has, by which the register's coverage is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimateStated {
    /// How many there may be.
    pub clusters: u32,
    /// Whose estimate it is, in words fit to publish.
    pub source: String,
    /// The day it is of.
    pub stated_for: Date,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// Keys of sealed subjects were erased: what was sealed under them can be read by nobody any more,
/// in no copy of the log. An older keyring loses them again as soon as it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectForgotten {
    /// The keys, by their ids.
    pub keys: Vec<KeyId>,
    /// The law by which it was done, in words fit to publish.
    pub law: String,
    /// Why, in words fit to publish.
    pub reason: String,
}
