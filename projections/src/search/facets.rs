//! How many clusters each value of a filter would leave.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::level::Level;
use registry_events::value::Code;
use serde::Serialize;

use super::matcher::{Filter, Matcher, Misses};
use crate::card::ListingStatus;
use crate::register::RegisterRow;
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
}

impl Facets {
    pub(super) fn count(&mut self, row: &RegisterRow, misses: Misses, matcher: &Matcher<'_>) {
        if misses.none_but(Filter::Region) {
            add(&mut self.region, row.regions.iter());
        }
        if misses.none_but(Filter::District) {
            add(&mut self.district, matcher.districts(row));
        }
        if misses.none_but(Filter::Specialisation) {
            add(&mut self.specialisation, &row.specialisation);
        }
        if misses.none_but(Filter::Level) {
            add(&mut self.level, &row.level);
        }
        if misses.none_but(Filter::Support) {
            add(&mut self.support, matcher.support(row).as_ref());
        }
        if misses.none_but(Filter::Status) {
            add(&mut self.status, [&row.status]);
        }
    }
}

fn add<'v, T: Ord + Clone + 'v>(
    counts: &mut BTreeMap<T, u32>,
    values: impl IntoIterator<Item = &'v T>,
) {
    let distinct: BTreeSet<_> = values.into_iter().collect();
    for value in distinct {
        *counts.entry(value.clone()).or_default() += 1;
    }
}
