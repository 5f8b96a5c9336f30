//! Facts that were recorded more than a year after the day they describe.

use jiff::ToSpan;
use jiff::civil::Date;
use registry_events::ids::{ClusterId, Position};
use registry_events::path::FieldPath;

use super::DayOf;
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
    let mut late = Vec::new();
    for (cluster, history) in views.histories() {
        for line in history.lines().take_while(|line| line.place.position <= at) {
            let Some(claim) = line.new.as_ref() else { continue };
            let Some(described_on) = claim.described_on else { continue };
            let recorded_on = day(line.place.recorded_at);
            if is_late(described_on, recorded_on) && shows(&claim.path) {
                let (path, place) = (claim.path.clone(), line.place.clone());
                late.push(LateFact { cluster, path, described_on, place, recorded_on });
            }
        }
    }
    late.sort_by_key(|fact| std::cmp::Reverse(fact.place.position));
    late
}

/// Whether more than a year lies between the day a fact describes and the day it was recorded. The
/// same day of the next year is a year, and no more.
pub fn is_late(described_on: Date, recorded_on: Date) -> bool {
    described_on.checked_add(1.year()).is_ok_and(|year_later| year_later < recorded_on)
}
