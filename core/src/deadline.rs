//! Days that rules count: plain ones, and working days.
//!
//! Working days are Monday to Friday. Public holidays aren't known here; a deadline that falls on
//! one is shorter than it could be, and no right is lost by it: every missed step can still be made
//! up for.

use jiff::Span;
use jiff::civil::{Date, Weekday};

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
    fn ninety_days_pass_over_a_february() {
        assert_eq!(days_after(date(2026, 1, 1), 90), date(2026, 4, 1));
    }
}
