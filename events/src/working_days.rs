//! Working days, by which rules and those who look count alike.
//!
//! Working days are Monday to Friday. Public holidays aren't known here; a deadline that falls on one is
//! shorter than it could be, and no right is lost by it: every missed step can still be made up for.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// The day that is so many working days after another one.
pub fn working_days_after(day: Date, count: u32) -> Date {
    let mut last = day;
    for _ in 0..count {
        last = next_working_day(last);
    }
    last
}

/// The working day after a day.
pub fn next_working_day(day: Date) -> Date {
    let ahead = match day.weekday() {
        Weekday::Friday => 3,
        Weekday::Saturday => 2,
        _ => 1,
    };
    day.saturating_add(Span::new().days(ahead))
}
