//! How many clusters each value of a filter would leave.

use std::collections::BTreeMap;

use registry_events::level::Level;
use registry_events::value::Code;
use serde::Serialize;

use crate::card::ListingStatus;
use crate::support::Support;

/// Counts per value, each facet computed without its own filter; a value of no cluster is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Facets {
    /// By region; a cluster of two regions counts in both.
    pub region: BTreeMap<Code, u32>,
    /// By federal district; a cluster of two regions of one district counts once.
    pub district: BTreeMap<Code, u32>,
    /// By key specialisation.
    pub specialisation: BTreeMap<Code, u32>,
    /// By level.
    pub level: BTreeMap<Level, u32>,
    /// By support on the day asked of.
    pub support: BTreeMap<Support, u32>,
    /// By standing.
    pub status: BTreeMap<ListingStatus, u32>,
    /// With a profile in English.
    pub english: u32,
}
