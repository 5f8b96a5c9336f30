//! Waivers of a minimum requirement that are older than ninety days and still open.

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_events::ids::{ClusterId, Position};
use registry_events::value::Code;

use super::{DayOf, days_from};
use crate::card::ListingStatus;
use crate::history::{Detail, History};
use crate::place::Place;
use crate::register::RegisterRow;
use crate::views::Views;

/// How many days a waiver may stand.
pub const DAYS_MAX: i32 = 90;

/// A waiver that stands longer than it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverdueWaiver {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The marker that was waived.
    pub marker: Code,
    /// Where the waiver was recorded.
    pub place: Place,
    /// Until when it was given.
    pub until: Date,
    /// How many days it has stood.
    pub days: i32,
    /// How the cluster's record stands.
    pub status: ListingStatus,
}

/// The waivers that were open at a position and older than ninety days on a day, the oldest first.
/// A record that ended has none.
pub fn overdue_waivers(
    views: &Views,
    at: Position,
    today: Date,
    day: impl DayOf,
) -> Vec<OverdueWaiver> {
    let rows = views.register().rows_at(at);
    let open = rows.flat_map(|row| open_waivers_of(&row, views, at));
    let mut overdue: Vec<_> = open.filter_map(|waiver| waiver.overdue(today, &day)).collect();
    overdue.sort_by_key(|waiver| waiver.place.position);
    overdue
}

/// A waiver that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenWaiver {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The marker that was waived.
    pub marker: Code,
    /// Where the waiver was recorded.
    pub place: Place,
    /// Until when it was given.
    pub until: Date,
    /// How the cluster's record stands.
    pub status: ListingStatus,
}

impl OpenWaiver {
    /// The same where it is older than ninety days on a day.
    pub fn overdue(&self, today: Date, day: impl DayOf) -> Option<OverdueWaiver> {
        let Self { cluster, marker, place, until, status } = self.clone();
        let days = days_from(day(place.recorded_at), today);
        let is_overdue = days > DAYS_MAX;
        is_overdue.then_some(OverdueWaiver { cluster, marker, place, until, days, status })
    }
}

/// The waivers of the cluster of a row that were open at a position.
pub fn open_waivers_of(row: &RegisterRow, views: &Views, at: Position) -> Vec<OpenWaiver> {
    let history = views.history(row.cluster).filter(|_| !has_ended(row.status));
    let open = history.map(|history| open_waivers(history, at)).unwrap_or_default().into_iter();
    let (cluster, status) = (row.cluster, row.status);
    let waiver = |(marker, (place, until))| OpenWaiver { cluster, marker, place, until, status };
    open.map(waiver).collect()
}

const fn has_ended(status: ListingStatus) -> bool {
    match status {
        ListingStatus::Listed | ListingStatus::Suspended | ListingStatus::Inactive => false,
        ListingStatus::Merged | ListingStatus::Withdrawn => true,
    }
}

fn open_waivers(history: &History, at: Position) -> BTreeMap<Code, (Place, Date)> {
    let mut open = BTreeMap::new();
    for line in history.lines().take_while(|line| line.place.position <= at) {
        match &line.detail {
            Detail::RequirementOpened { marker, until, waived: true } => {
                open.insert(marker.clone(), (line.place.clone(), *until));
            }
            Detail::RequirementOpened { marker, .. } | Detail::RequirementClosed { marker } => {
                open.remove(marker);
            }
            _ => {}
        }
    }
    open
}
