//! Facts that were recorded more than a year after the day they describe.

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;
use registry_events::ids::{ClusterId, Position};
use registry_events::path::FieldPath;

use super::DayOf;
use crate::history::History;
use crate::place::Place;
use crate::views::Views;

/// A fact that was recorded late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateFact {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// The day the fact describes.
    pub described_on: Date,
    /// Where it was recorded.
    pub place: Place,
    /// The day of that in the registry's zone.
    pub recorded_on: Date,
}

/// The facts recorded late that the registry knew of at a position, the newest first; only of fields
/// that `shows` lets pass.
pub fn late_facts(
    views: &Views,
    at: Position,
    day: impl DayOf,
    shows: impl Fn(&FieldPath) -> bool,
) -> Vec<LateFact> {
    let of = |(cluster, history)| late_facts_of(cluster, history, at, &day, &shows);
    let mut late: Vec<_> = views.histories().flat_map(of).collect();
    late.sort_by_key(LateFact::order);
    late
}

/// Those of one cluster, the oldest first.
pub fn late_facts_of(
    cluster: ClusterId,
    history: &History,
    at: Position,
    day: impl DayOf,
    shows: impl Fn(&FieldPath) -> bool,
) -> Vec<LateFact> {
    let mut late = Vec::new();
    for line in history.lines().take_while(|line| line.place.position <= at) {
        let Some(claim) = line.new.as_ref() else { continue };
        let Some(described_on) = claim.described_on else { continue };
        let recorded_on = day(line.place.recorded_at);
        if is_late(described_on, recorded_on) && shows(&claim.path) {
            let (path, place) = (claim.path.clone(), line.place.clone());
            late.push(LateFact { cluster, path, described_on, place, recorded_on });
        }
    }
    late
}

impl LateFact {
    /// By what late facts are told in their order, the newest first.
    pub fn order(&self) -> Reverse<Position> {
        Reverse(self.place.position)
    }
}

/// Whether more than a year lies between the day a fact describes and the day it was recorded. The
/// same day of the next year is a year, and no more.
pub fn is_late(described_on: Date, recorded_on: Date) -> bool {
    described_on.checked_add(1.year()).is_ok_and(|year_later| year_later < recorded_on)
}
