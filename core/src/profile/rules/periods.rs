//! Days and years that follow each other: what begins doesn't end before.

use jiff::civil::Date;
use registry_events::value::Value;

use super::{Place, Touched, day_of};
use crate::day;
use crate::profile::reader::{
    GOALS, GOVERNING_BODIES, ItemReader, JOINED_ON, PARTICIPANTS, PROJECTS, STRATEGIES,
};
use crate::profile::{Item, Profile};
use crate::rejection::Problem;

/// Fields of a collection's items of which the first is never after the second.
const IN_ORDER: [(&str, &str, &str); 4] = [
    (STRATEGIES, "period_from", "period_to"),
    (GOALS, "base_year", "target_year"),
    ("official_statuses", "granted_on", "valid_until"),
    ("labels", "awarded_on", "valid_until"),
];

pub(super) fn check(after: &Profile, touched: &Touched, problems: &mut Vec<Problem>) {
    for (collection, first, second) in IN_ORDER {
        let reversed = touched.open(after, collection).filter(|item| is_after(item, first, second));
        problems
            .extend(reversed.map(|item| item.problem("period.reversed").with(first).with(second)));
    }
    for (path, at) in &touched.items {
        let ended = after.item(path).and_then(|item| ended_before_it_began(item, at));
        problems.extend(ended);
    }
}

fn is_after(item: &Place<'_>, first: &str, second: &str) -> bool {
    match (item.item.value(first), item.item.value(second)) {
        (Some(Value::Date(first)), Some(Value::Date(second))) => first > second,
        (Some(Value::Year(first)), Some(Value::Year(second))) => first.get() > second.get(),
        _ => false,
    }
}

/// A closing can't precede what it closes, where that is stated.
fn ended_before_it_began(item: &Item, at: &str) -> Option<Problem> {
    day::ended(&format!("{at}/on"), item.closed??, began(&ItemReader::of(item))?)
}

/// The first day an item can be of. A project that was only planned can be given up before it starts.
fn began(item: &ItemReader<'_>) -> Option<Date> {
    match item.path.collection.as_str() {
        PARTICIPANTS => day_of(item, JOINED_ON),
        PROJECTS if item.code("stage").is_some_and(|stage| stage.as_str() == "planned") => None,
        PROJECTS => day_of(item, "start"),
        GOVERNING_BODIES => {
            let selected = item.value("year_selected").and_then(Value::as_year)?;
            Date::new(selected.get(), 1, 1).ok()
        }
        _ => None,
    }
}
