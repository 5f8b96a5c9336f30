//! What held on a day in the world: statuses, memberships, bodies and projects have a beginning and
//! an end there, which are not the days on which the registry learned of them.
//!
//! What isn't said to have begun earlier held from the day on which it was recorded; what ended
//! without a day, until the day on which that was recorded.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::Offset;
use registry_core::profile::reader::{PARTICIPANTS, PROJECTS};
use registry_events::ids::ClusterId;
use registry_events::value::Value;
use registry_projections::card::{Card, Closed, Item};
use registry_projections::register::RegisterRow;
use registry_projections::search::Query;

use super::lens::{Lens, Seen};

/// The register as it was on a day in the world, as known at a position.
pub struct HeldRegister {
    /// Its rows, with the participants and projects that held on that day.
    pub rows: Vec<Arc<RegisterRow>>,
    /// Clusters none of whose participants is known to have begun by then: how many there were is
    /// not known, which isn't that there were none.
    pub untold: BTreeSet<ClusterId>,
}

impl HeldRegister {
    /// What held of some clusters, from their cards at the lens's position.
    pub fn on(day: Date, cards: &[Arc<Card>], lens: &Lens<'_>) -> Self {
        let row = |card: &Arc<Card>| {
            let dated = [PARTICIPANTS, PROJECTS].into_iter().flat_map(|key| card.items(key));
            let held = dated.filter(|item| held_on(item, day, lens));
            lens.views.register().row_with(card.cluster, lens.at, held)
        };
        let untold = cards.iter().filter(|card| {
            let mut begun = card.items(PARTICIPANTS).filter_map(|item| begun_on(item, lens));
            begun.all(|begun| begun > day)
        });
        Self {
            rows: cards.iter().filter_map(row).collect(),
            untold: untold.map(|card| card.cluster).collect(),
        }
    }

    /// The rows a query is asked among: an unknown number is within no bounds.
    pub fn rows_for(&self, query: &Query) -> impl Iterator<Item = Arc<RegisterRow>> {
        let is_bounded = query.participants_min.or(query.participants_max).is_some();
        let rows = self.rows.iter();
        rows.filter(move |row| !is_bounded || !self.untold.contains(&row.cluster)).cloned()
    }
}

/// Since which field an item of a collection holds, and until which one, that day included.
const DATED: [(&str, &str, Option<&str>); 4] = [
    ("official_statuses", "granted_on", Some("valid_until")),
    ("participants", "joined_on", None),
    ("governing_bodies", "year_selected", None),
    ("projects", "start", Some("end")),
];

/// Whether items of a collection hold on some days and not on others.
pub fn is_dated(collection: &str) -> bool {
    DATED.iter().any(|(key, ..)| *key == collection)
}

/// Whether an item held on a day; an item of another collection does while it is open.
pub fn held_on(item: &Item, day: Date, lens: &Lens<'_>) -> bool {
    let Some((_, _, until)) = dated(item) else { return item.is_open() };
    let begun = begun_on(item, lens).is_some_and(|begun| begun <= day);
    let last = until.and_then(|until| day_of(item, until, lens));
    begun && last.is_none_or(|last| day <= last) && !ended_by(item.closed.as_ref(), day)
}

fn dated(item: &Item) -> Option<&'static (&'static str, &'static str, Option<&'static str>)> {
    DATED.iter().find(|(key, ..)| *key == item.path.collection.as_str())
}

/// Since when an item of a dated collection is known to hold.
fn begun_on(item: &Item, lens: &Lens<'_>) -> Option<Date> {
    let (key, since, _) = dated(item)?;
    match (*key, day_of(item, since, lens)) {
        // A status without the day of its granting is known to hold on no day.
        ("official_statuses", None) => None,
        (_, Some(begun)) => Some(begun),
        (_, None) => Some(recorded_on(item.opened.recorded_at)),
    }
}

fn ended_by(closed: Option<&Closed>, day: Date) -> bool {
    let end = |closed: &Closed| closed.on.unwrap_or_else(|| recorded_on(closed.place.recorded_at));
    closed.is_some_and(|closed| end(closed) <= day)
}

/// A day that a field tells to everybody; of a year its first one.
fn day_of(item: &Item, field: &str, lens: &Lens<'_>) -> Option<Date> {
    match lens.seen(&item.claims.get(field)?.claim) {
        Seen::Value(Value::Date(day)) => Some(*day),
        Seen::Value(Value::Year(year)) => Some(date(year.get(), 1, 1)),
        Seen::Value(_) | Seen::Absent(_) => None,
    }
}

fn recorded_on(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}
