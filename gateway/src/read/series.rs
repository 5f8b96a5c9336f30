//! One figure of the statistics over recorded time.
//!
//! Each point is the whole document counted at the end of its day: also where nothing was recorded
//! since the point before, statuses and centres may have ended.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use registry_events::ids::Position;
use registry_projections::statistics::Statistics;
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

/// Counts a figure on each day from the first to the last.
///
/// # Errors
/// [`SeriesError`].
pub fn series(
    figure: &str,
    days: (Date, Date),
    step: Step,
    views: &Views,
    zone: &TimeZone,
) -> Result<Series, SeriesError> {
    let items: Vec<_> = days_of(days, step)?
        .into_iter()
        .map(|date| {
            let at = end_position(date, views, zone);
            let value = value(figure, views, at, date);
            SeriesPoint { date, position: at.map(|at| at.0), value }
        })
        .collect();
    if items.iter().all(|point| point.value.is_none()) && !is_known(figure, views, zone) {
        return Err(SeriesError::NoSuchFigure);
    }
    Ok(Series { figure: figure.into(), step: step.key(), items })
}

fn value(figure: &str, views: &Views, at: Option<Position>, date: Date) -> Option<Json> {
    value_of(figure, &Statistics::at(views, at?, date))
}

/// The last position recorded by the end of a day; none before the first event.
pub fn end_position(date: Date, views: &Views, zone: &TimeZone) -> Option<Position> {
    end_of(date, zone).and_then(|instant| views.times().at(instant))
}

/// A figure of one document; null where the block it stands in may not be shown.
fn value_of(figure: &str, statistics: &Statistics) -> Option<Json> {
    let mut figures = statistics.figures();
    let is_hidden = |block: &str| figures.get(block).is_some_and(Json::is_null);
    let blocks = figure.match_indices('.').map(|(end, _)| &figure[..end]);
    let hidden = blocks.into_iter().any(is_hidden).then_some(Json::Null);
    figures.remove(figure).or(hidden)
}

/// Whether the newest document has a figure; an empty log has none that could tell.
fn is_known(figure: &str, views: &Views, zone: &TimeZone) -> bool {
    let Some((at, recorded_at)) = views.position().zip(views.recorded_at()) else { return true };
    let statistics = Statistics::at(views, at, zone.to_datetime(recorded_at).date());
    value_of(figure, &statistics).is_some()
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
