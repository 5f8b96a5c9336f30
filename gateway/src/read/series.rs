//! One figure of the statistics over recorded time.
//!
//! Each point is the whole document counted at the end of its day: also where nothing was recorded
//! since the point before, statuses and centres may have ended.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use registry_events::ids::Position;
use registry_projections::figures::Figures;
use registry_projections::views::Views;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// The most points of a series.
pub const POINTS_MAX: usize = 240;

/// A figure over time.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Series {
    /// The figure's path.
    pub figure: String,
    /// `month`, `quarter` or `year`.
    pub step: &'static str,
    /// The points, oldest first.
    pub items: Vec<SeriesPoint>,
}

/// A figure on one day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// The day; the figure is of its end.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// The last position counted; null before the first event.
    pub position: Option<u64>,
    /// The figure; null where the document of that day doesn't have it.
    pub value: Option<Json>,
}

/// The distance between two points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// Why there is no series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesError {
    /// The first day comes after the last one.
    Reversed,
    /// There would be more than [`POINTS_MAX`] points.
    TooLong,
    /// No document of these days has the figure.
    NoSuchFigure,
}

impl Step {
    /// All steps.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// The key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Finds a step by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.key() == key)
    }

    const fn months(self) -> i64 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// The last position recorded by the end of a day; none before the first event.
pub fn end_position(date: Date, views: &Views, zone: &TimeZone) -> Option<Position> {
    end_of(date, zone).and_then(|instant| views.times().at(instant))
}

/// Whether a document has what a figure is of, by the first part of its path. Further parts may be
/// names of a time: a region that once led a list has its figures on those days alone.
pub fn has_block(figure: &str, newest: &Figures) -> bool {
    let block = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let asked = block(figure);
    newest.keys().any(|known| block(known) == asked)
}

/// A figure of one document; null where the block it stands in may not be shown.
pub fn value_of(figure: &str, figures: &Figures) -> Option<Json> {
    let is_hidden = |block: &str| figures.get(block).is_some_and(Json::is_null);
    let blocks = figure.match_indices('.').map(|(end, _)| &figure[..end]);
    let hidden = blocks.into_iter().any(is_hidden).then_some(Json::Null);
    figures.get(figure).cloned().or(hidden)
}

/// The first day, then each step's day, and the last day.
///
/// # Errors
/// [`SeriesError`], save that a figure isn't known.
pub fn days_of((from, to): (Date, Date), step: Step) -> Result<Vec<Date>, SeriesError> {
    if from > to {
        return Err(SeriesError::Reversed);
    }
    let mut days = Vec::new();
    for index in 0.. {
        let span = (index * step.months()).months();
        match from.checked_add(span) {
            Ok(day) if day < to => days.push(day),
            Ok(_) | Err(_) => break,
        }
        if days.len() >= POINTS_MAX {
            return Err(SeriesError::TooLong);
        }
    }
    days.push(to);
    Ok(days)
}

/// The last instant of a day in the registry's zone.
pub fn end_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = date.tomorrow().ok()?.to_datetime(Time::midnight());
    zone.to_timestamp(midnight).ok()?.checked_sub(SignedDuration::from_nanos(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_series_begin_and_end_where_asked_and_are_bounded() {
        let day = |month, day| jiff::civil::date(2015, month, day);
        let days = days_of((day(1, 31), day(4, 15)), Step::Month);
        assert_eq!(days, Ok(vec![day(1, 31), day(2, 28), day(3, 31), day(4, 15)]));
        assert_eq!(days_of((day(2, 1), day(1, 1)), Step::Year), Err(SeriesError::Reversed));
        let centuries = (jiff::civil::date(1900, 1, 1), day(1, 1));
        assert_eq!(days_of(centuries, Step::Month), Err(SeriesError::TooLong));
    }
}
