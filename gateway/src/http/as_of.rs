//! `?as_of=`: a day, an instant, or a position; what the registry had recorded by then.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use registry_events::ids::Position;

use super::app::App;
use super::problem::Broken;
use super::query::unusable;

/// What a caller may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// The end of a day in the registry's zone; today is now.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
    /// A position.
    Position(Position),
}

impl AsOf {
    /// Reads `2015-12-01`, `2015-12-01T10:00:00Z` or `position:1234`.
    ///
    /// # Errors
    /// `as-of.malformed`.
    pub fn parse(given: &str) -> Result<Self, Broken> {
        let malformed = || unusable("as_of", "as-of.malformed").with(shortened(given));
        if let Some(position) = given.strip_prefix("position:") {
            return position.parse().map(|p| Self::Position(Position(p))).map_err(|_| malformed());
        }
        if given.contains('T') {
            // A plus sign of an offset reads as a space in an address.
            return given.replace(' ', "+").parse().map(Self::Instant).map_err(|_| malformed());
        }
        given.parse().map(Self::Day).map_err(|_| malformed())
    }

    /// The instant meant; none for a position.
    ///
    /// # Errors
    /// `as-of.in-future`.
    pub(crate) fn instant(self, app: &App) -> Result<Option<Timestamp>, Broken> {
        let now = app.registry.now();
        let instant = match self {
            Self::Position(_) => return Ok(None),
            Self::Instant(instant) => instant,
            Self::Day(day) if day == app.registry.today() => now,
            Self::Day(day) => end_of(day, app).unwrap_or(Timestamp::MAX),
        };
        if instant > now {
            return Err(unusable("as_of", "as-of.in-future").with(now.strftime("%FT%TZ")));
        }
        Ok(Some(instant))
    }
}

/// The last nanosecond of a day in the registry's zone.
fn end_of(day: Date, app: &App) -> Option<Timestamp> {
    let midnight = day.tomorrow().ok()?.to_datetime(Time::midnight());
    let next = app.registry.zone().to_timestamp(midnight).ok()?;
    next.checked_sub(SignedDuration::from_nanos(1)).ok()
}

fn shortened(given: &str) -> String {
    given.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_an_instant_and_a_position_are_told_apart() {
        assert_eq!(AsOf::parse("position:12"), Ok(AsOf::Position(Position(12))));
        assert!(matches!(AsOf::parse("2015-12-01"), Ok(AsOf::Day(_))));
        assert!(matches!(AsOf::parse("2015-12-01T10:00:00 03:00"), Ok(AsOf::Instant(_))));
        for given in ["", "yesterday", "position:-1", "2015-13-01", "2015-12-01T10:00:00"] {
            assert!(AsOf::parse(given).is_err(), "{given}");
        }
    }
}
