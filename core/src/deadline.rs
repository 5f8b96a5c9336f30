//! Days that rules count: days of grace, and working days.
//!
//! Working days are Monday to Friday. Public holidays aren't known here; a deadline that falls on
//! one is shorter than it could be, and no right is lost by it: every missed step can still be made
//! up for.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// How long a claim that has run out still counts, and a changed one keeps its confirmations.
pub const GRACE_DAYS: i64 = 90;

/// The last of the days of grace that follow a day.
pub fn days_of_grace_after(day: Date) -> Date {
    days_after(day, GRACE_DAYS)
}

/// The day that is so many days after another one.
pub fn days_after(day: Date, count: i64) -> Date {
    day.saturating_add(Span::new().days(count))
}

/// The day that is so many working days after another one.
pub fn working_days_after(day: Date, count: u32) -> Date {
    let mut last = day;
    for _ in 0..count {
        last = next_working_day(last);
    }
    last
}

fn next_working_day(day: Date) -> Date {
    let ahead = match day.weekday() {
        Weekday::Friday => 3,
        Weekday::Saturday => 2,
        _ => 1,
    };
    day.saturating_add(Span::new().days(ahead))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn five_working_days_pass_over_a_weekend() {
        // A Thursday, so the weekend lies between.
        assert_eq!(working_days_after(date(2026, 10, 15), 5), date(2026, 10, 22));
        assert_eq!(working_days_after(date(2026, 10, 17), 1), date(2026, 10, 19));
    }

    #[test]
    fn grace_is_ninety_days() {
        assert_eq!(days_of_grace_after(date(2026, 1, 1)), date(2026, 4, 1));
    }
}
