//! Days that rules count: plain ones, and working days.

use jiff::Span;
use jiff::civil::Date;

pub use registry_events::working_days::working_days_after;

/// The day that is so many days after another one.
pub fn days_after(day: Date, count: i64) -> Date {
    day.saturating_add(Span::new().days(count))
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
