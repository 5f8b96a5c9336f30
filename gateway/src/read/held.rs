//! What held on a day in the world: statuses, memberships, bodies and projects have a beginning and
//! an end there, which are not the days on which the registry learned of them.
//!
//! What isn't said to have begun earlier held from the day on which it was recorded; what ended
//! without a day, until the day on which that was recorded.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::Offset;
use registry_events::value::Value;
use registry_projections::card::{Closed, Item};

use super::lens::{Lens, Seen};

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
    let found = DATED.iter().find(|(key, ..)| *key == item.path.collection.as_str());
    let Some((key, since, until)) = found else { return item.is_open() };
    let told = day_of(item, since, lens);
    // A status without the day of its granting is known to hold on no day.
    let begun = match (*key, told) {
        ("official_statuses", None) => return false,
        (_, Some(begun)) => begun,
        (_, None) => recorded_on(item.opened.recorded_at),
    };
    let last = until.and_then(|until| day_of(item, until, lens));
    begun <= day && last.is_none_or(|last| day <= last) && !ended_by(item.closed.as_ref(), day)
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
