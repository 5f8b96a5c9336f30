//! The days that requests name. What has happened lies between the first day the registry speaks of
//! and today; what is planned may lie ahead, and not without end.

use jiff::Span;
use jiff::civil::{Date, date};

use crate::rejection::{Problem, Rejection};

/// The first day that anything can be said of.
const FIRST: Date = date(1900, 1, 1);
/// How many years ahead a plan may reach.
const YEARS_AHEAD_MAX: i64 = 100;

/// What is wrong with a day on which something happened.
pub(crate) fn happened(pointer: &str, day: Date, today: Date) -> Option<Problem> {
    if day > today {
        return Some(Problem::new(pointer, "date.in-future").with(day));
    }
    within(pointer, day, today)
}

/// What is wrong with a day that must be over.
pub(crate) fn over(pointer: &str, day: Date, today: Date) -> Option<Problem> {
    if day == today {
        return Some(Problem::new(pointer, "date.not-over").with(day));
    }
    happened(pointer, day, today)
}

/// What is wrong with a day that may be planned.
pub(crate) fn planned(pointer: &str, day: Date, today: Date) -> Option<Problem> {
    let last = today.checked_add(Span::new().years(YEARS_AHEAD_MAX)).unwrap_or(Date::MAX);
    within(pointer, day, last)
}

/// What is wrong with the day on which something ended that began on another.
pub(crate) fn ended(pointer: &str, day: Date, began: Date) -> Option<Problem> {
    let problem = || Problem::new(pointer, "date.before-beginning").with(day).with(began);
    (day < began).then(problem)
}

fn within(pointer: &str, day: Date, last: Date) -> Option<Problem> {
    let problem = || Problem::new(pointer, "date.out-of-range").with(day).with(FIRST).with(last);
    (!(FIRST..=last).contains(&day)).then(problem)
}

/// Refuses a request for a day that is wrong.
pub(crate) fn accept(problem: Option<Problem>) -> Result<(), Rejection> {
    problem.map_or(Ok(()), |problem| Err(Rejection::Invalid(vec![problem])))
}
