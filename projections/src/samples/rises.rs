//! Levels that rose within thirty days before an official status or support began.
//!
//! The same day counts: which of the two came first isn't recorded.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::value::Code;

use super::{DayOf, days_from};
use crate::keys;
use crate::levels::Assessment;
use crate::register::{OfficialStatus, RegisterRow};
use crate::support::centre_of;
use crate::views::Views;

/// The most days between the rise and what began.
pub const DAYS_MAX: i32 = 30;

/// A level that rose, and what began soon after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rise {
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The assessment that raised it.
    pub assessment: Arc<Assessment>,
    /// The day of that in the registry's zone.
    pub rose_on: Date,
    /// What began.
    pub began: Beginning,
}

/// What began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The day in the world.
    pub on: Date,
    /// The number of the official status.
    pub status: ItemId,
    /// Its type.
    pub status_type: Option<Code>,
    /// The development centre, where it is its opening that the support began with.
    pub centre: Option<OrganisationId>,
}

impl Rise {
    /// How many days it rose before.
    pub fn days(&self) -> i32 {
        days_from(self.rose_on, self.began.on)
    }

    /// By what rises are told in their order, the newest first.
    pub fn order(&self) -> Reverse<Position> {
        Reverse(self.assessment.place.position)
    }
}

/// The rises that the registry knew of at a position, the newest first.
pub fn rises(views: &Views, at: Position, day: impl DayOf) -> Vec<Rise> {
    let rows = views.register().rows_at(at);
    let mut found: Vec<_> = rows.flat_map(|row| rises_of(&row, views, at, &day)).collect();
    found.sort_by_key(Rise::order);
    found
}

/// Those of the cluster of a row.
pub fn rises_of(row: &RegisterRow, views: &Views, at: Position, day: impl DayOf) -> Vec<Rise> {
    let (mut found, beginnings) = (Vec::new(), beginnings(row, views, at));
    if beginnings.is_empty() {
        return found;
    }
    for assessment in raised(views, row.cluster, at) {
        let rose_on = day(assessment.place.recorded_at);
        for began in beginnings.iter().filter(|began| is_before(rose_on, began.on)) {
            let (assessment, began) = (Arc::clone(&assessment), began.clone());
            found.push(Rise { cluster: row.cluster, assessment, rose_on, began });
        }
    }
    found
}

/// Whether a day is at most thirty days before another one.
pub fn is_before(rose_on: Date, began_on: Date) -> bool {
    (0..=DAYS_MAX).contains(&days_from(rose_on, began_on))
}

/// The assessments that raised the level; the first one raises none.
fn raised(views: &Views, cluster: ClusterId, at: Position) -> Vec<Arc<Assessment>> {
    let Some(levels) = views.levels(cluster) else { return Vec::new() };
    let periods = levels.periods(at);
    let pairs = periods.windows(2).filter(|pair| pair[0].level < pair[1].level);
    pairs.map(|pair| Arc::clone(&pair[1].assessment)).collect()
}

/// When the statuses of a cluster were granted, and when the centre that stands behind the support of
/// one was opened, where that came later.
fn beginnings(row: &RegisterRow, views: &Views, at: Position) -> Vec<Beginning> {
    let mut all = Vec::new();
    for (item, status) in row.statuses.iter().filter(|(_, status)| status.counts) {
        let Some(granted_on) = status.granted_on else { continue };
        let (item, status_type) = (*item, status.status_type.clone());
        let granted = Beginning { on: granted_on, status: item, status_type, centre: None };
        let opened = opened_later(status, granted_on, row, views, at);
        all.extend(opened.map(|(on, centre)| Beginning {
            on,
            centre: Some(centre),
            ..granted.clone()
        }));
        all.push(granted);
    }
    all
}

fn opened_later(
    status: &OfficialStatus,
    granted_on: Date,
    row: &RegisterRow,
    views: &Views,
    at: Position,
) -> Option<(Date, OrganisationId)> {
    let regions = views.regions();
    let centre = centre_of(status, row, regions, at).filter(|_| status.is(keys::CKR_SUPPORTED))?;
    let known = regions.of_organisation(centre).filter(|one| one.opened.position <= at);
    let opened_on = known.map(|one| one.opened_on).min()?;
    (opened_on > granted_on).then_some((opened_on, centre))
}
