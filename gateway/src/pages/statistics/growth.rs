//! Growth: how many clusters there were at the end of each month or quarter, in all and by level, as
//! step lines over recorded time.

use axum::body::Bytes;
use jiff::ToSpan;
use jiff::civil::Date;
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::value::Language;
use registry_projections::statistics::Statistics;

use super::bars::Mark;
use crate::api::read::statistics::as_of;
use crate::http::tag::Tag;
use crate::http::{App, Reading};
use crate::pages::frame::Frame;
use crate::read::series::{Step, end_position};
use crate::read::table::{Cell, Table};
use crate::words::typography::{capitalised, date, integer};
use crate::words::{Said, terms};

/// The chart's key.
pub(super) const KEY: &str = "growth";
/// So many months are drawn one by one; longer times by quarters.
const MONTHS_MAX: i32 = 36;

/// How many clusters there were on a day.
#[derive(Clone, Copy)]
pub(super) struct Point {
    /// The day.
    pub(super) day: Date,
    /// The last position counted.
    position: u64,
    /// All of them.
    pub(super) total: u32,
    /// By level, the lowest first.
    levels: [u32; 3],
}

/// Step lines in a box of [`WIDTH`] by [`HEIGHT`] units.
pub(super) struct Steps {
    /// The lines, all clusters first.
    pub(super) lines: Vec<StepLine>,
    /// Marks of years.
    pub(super) years: Vec<YearMark>,
    /// Marks of numbers.
    pub(super) rails: Vec<Rail>,
    /// What each line is, with its last number.
    pub(super) legend: Vec<Mark>,
    /// The same as rows of a table, the latest first.
    pub(super) rows: Vec<[String; 5]>,
}

/// A line.
pub(super) struct StepLine {
    /// How it is marked.
    pub(super) class: &'static str,
    /// Its path.
    pub(super) path: String,
}

/// A year on the axis.
pub(super) struct YearMark {
    /// Across.
    pub(super) x: u32,
    /// The year.
    pub(super) year: i16,
}

/// A number on the axis.
pub(super) struct Rail {
    /// Down.
    pub(super) y: u32,
    /// The number.
    pub(super) label: String,
}

/// Width of the box.
pub(super) const WIDTH: u32 = 720;
/// Height of the box.
pub(super) const HEIGHT: u32 = 240;
const LEFT: u32 = 48;
const RIGHT: u32 = 708;
const TOP: u32 = 12;
const BOTTOM: u32 = 208;
const YEARS_MAX: usize = 12;
const ALL: Said = Said::new("все", "all");
const CLASSES: [&str; 4] = ["line-all", "line-initial", "line-medium", "line-high"];

/// The points of the months or quarters that ended since the registry's first day, and of the day
/// that is counted, whose figures are known.
pub(super) fn points(app: &App, reading: &Reading, shown: &Statistics) -> Vec<Point> {
    let Some((first, at)) = first_day(app, reading).zip(reading.at) else { return Vec::new() };
    let days = (first, counted_day(app, reading).max(first));
    let before = ends_of(days, step(days)).filter_map(|day| past(day, app, reading));
    before.chain([Point::of(days.1, at, shown)]).collect()
}

/// The same day a year before the one that is counted, where the registry was there by then.
pub(super) fn year_before(app: &App, reading: &Reading) -> Option<Point> {
    let day = counted_day(app, reading).checked_sub(1.years()).ok()?;
    let first = first_day(app, reading)?;
    (day >= first).then(|| past(day, app, reading)).flatten()
}

/// The day that figures are of.
pub(super) fn counted_day(app: &App, reading: &Reading) -> Date {
    app.registry.zone().to_datetime(as_of(reading)).date()
}

fn first_day(app: &App, reading: &Reading) -> Option<Date> {
    let opening = reading.views.editions().opening()?;
    Some(app.registry.zone().to_datetime(opening.place.recorded_at).date())
}

/// The last day of each month, or of each quarter, before a day.
fn ends_of((first, last): (Date, Date), step: Step) -> impl Iterator<Item = Date> {
    let next = |end: &Date| Some(end.tomorrow().ok()?.last_of_month());
    let months = std::iter::successors(Some(first.last_of_month()), next);
    let is_end = move |day: &Date| step != Step::Quarter || day.month() % 3 == 0;
    months.take_while(move |day| *day < last).filter(is_end)
}

/// The point of a day that has passed. It is counted once and kept: what a day ended with stays.
fn past(day: Date, app: &App, reading: &Reading) -> Option<Point> {
    let at = end_position(day, &reading.views, app.registry.zone())?;
    let make = || {
        let counted = Statistics::at(&reading.views, at, day);
        serde_json::to_vec(&Point::of(day, at, &counted).numbers()).map(Bytes::from)
    };
    let tag = Tag::new(Some(at), Language::Ru);
    let bytes = app.kept.get_or_make(&format!("growth {day}"), &tag, "growth", make).ok()?;
    let [total, levels @ ..] = serde_json::from_slice::<[u32; 4]>(&bytes).ok()?;
    Some(Point { day, position: at.0, total, levels })
}

fn step((first, last): (Date, Date)) -> Step {
    let months = (i32::from(last.year()) - i32::from(first.year())) * 12;
    if months > MONTHS_MAX { Step::Quarter } else { Step::Month }
}

impl Point {
    fn of(day: Date, at: Position, counted: &Statistics) -> Self {
        let clusters = &counted.clusters;
        let by_level = clusters.by_level;
        let levels = [by_level.initial, by_level.medium, by_level.high];
        Self { day, position: at.0, total: clusters.total, levels }
    }

    fn numbers(&self) -> [u32; 4] {
        let [initial, medium, high] = self.levels;
        [self.total, initial, medium, high]
    }
}

fn headings() -> [Said; 4] {
    let [initial, medium, high] = Level::ALL.map(terms::level);
    [ALL, initial, medium, high]
}

/// The lines through the points; none before a first cluster.
pub(super) fn steps(points: &[Point], frame: &Frame) -> Option<Steps> {
    let (first, last) = (points.first()?, points.last()?);
    let most = points.iter().map(|point| point.total).max().filter(|most| *most > 0)?;
    let scale = Scale::new(first.day, last.day, most);
    let lines = CLASSES.into_iter().enumerate();
    let legend = CLASSES.into_iter().zip(headings()).zip(last.numbers());
    Some(Steps {
        lines: lines
            .map(|(index, class)| StepLine { class, path: scale.path(points, index) })
            .collect(),
        years: scale.years(),
        rails: scale.rails(),
        legend: legend
            .map(|((class, said), number)| Mark {
                class,
                label: format!("{} {}", said.get(frame.language), integer(number)),
            })
            .collect(),
        rows: points.iter().rev().map(|point| row(point, frame)).collect(),
    })
}

fn row(point: &Point, frame: &Frame) -> [String; 5] {
    let [total, initial, medium, high] = point.numbers().map(integer);
    [date(point.day, frame.language), total, initial, medium, high]
}

/// Headings of the table.
pub(super) fn columns(frame: &Frame) -> Vec<String> {
    let day = Said::new("День", "Day");
    let all = std::iter::once(day).chain(headings());
    all.map(|said| capitalised(said.get(frame.language))).collect()
}

/// The points as a file.
pub(super) fn table(points: &[Point], title: &str) -> Table {
    let columns = ["day", "position", "total", "initial", "medium", "high"];
    let row = |point: &Point| {
        let numbers = point.numbers().map(|number| Cell::Integer(i64::from(number)));
        let position = i64::try_from(point.position).unwrap_or(i64::MAX);
        let head = [Cell::text(point.day.to_string()), Cell::Integer(position)];
        head.into_iter().chain(numbers).collect()
    };
    Table::new(title, columns.map(|key| (key, key)), points.iter().map(row).collect())
}

/// From days and numbers to places in the box.
struct Scale {
    first: Date,
    last: Date,
    days: i64,
    most: u32,
    rail: u32,
}

impl Scale {
    fn new(first: Date, last: Date, most: u32) -> Self {
        let rail = rail_every(most);
        let most = most.div_ceil(rail) * rail;
        Self { first, last, days: days_between(first, last).max(1), most, rail }
    }

    fn x(&self, day: Date) -> u32 {
        let share = days_between(self.first, day).max(0) * i64::from(RIGHT - LEFT) / self.days;
        LEFT + u32::try_from(share).unwrap_or_default()
    }

    fn y(&self, number: u32) -> u32 {
        let share = u64::from(number) * u64::from(BOTTOM - TOP) / u64::from(self.most);
        BOTTOM - u32::try_from(share).unwrap_or_default()
    }

    /// What was counted at the end of a day holds from there to the next.
    fn path(&self, points: &[Point], index: usize) -> String {
        let turn = |(turn, point): (usize, &Point)| {
            let (x, y) = (self.x(point.day), self.y(point.numbers()[index]));
            if turn == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") }
        };
        let path: String = points.iter().enumerate().map(turn).collect();
        path + &format!("H{RIGHT}")
    }

    fn years(&self) -> Vec<YearMark> {
        let years = (self.first.year() + 1)..=self.last.year();
        let every = years.clone().count().div_ceil(YEARS_MAX).max(1);
        let begins = |year| jiff::civil::date(year, 1, 1);
        years.step_by(every).map(|year| YearMark { x: self.x(begins(year)), year }).collect()
    }

    fn rails(&self) -> Vec<Rail> {
        let numbers = (0..=self.most).step_by(usize::try_from(self.rail).unwrap_or(1));
        numbers.map(|number| Rail { y: self.y(number), label: integer(number) }).collect()
    }
}

fn days_between(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days()))
}

/// A round distance between rails, so that there are at most five of them.
fn rail_every(most: u32) -> u32 {
    let mut ten = 1;
    loop {
        for round in [1, 2, 5] {
            if most <= round * ten * 5 {
                return round * ten;
            }
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rails_are_round_and_few() {
        assert_eq!([1, 5, 6, 82, 206, 4_000].map(rail_every), [1, 1, 2, 20, 50, 1_000]);
    }

    #[test]
    fn points_are_the_ends_of_months_or_of_quarters() {
        let days = |step| {
            let days = (jiff::civil::date(2015, 9, 1), jiff::civil::date(2016, 1, 31));
            ends_of(days, step).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        let months = ["2015-09-30", "2015-10-31", "2015-11-30", "2015-12-31"];
        assert_eq!(days(Step::Month), months, "the month that is shown hasn't ended");
        assert_eq!(days(Step::Quarter), ["2015-09-30", "2015-12-31"]);
    }

    #[test]
    fn a_number_holds_from_its_day_to_the_next() {
        let day = |month| jiff::civil::date(2015, month, 1);
        let point = |month, total| Point { day: day(month), position: 0, total, levels: [0; 3] };
        let scale = Scale::new(day(1), day(12), 10);
        let path = scale.path(&[point(1, 0), point(12, 10)], 0);
        assert_eq!(path, "M48 208H708V12H708");
    }
}
