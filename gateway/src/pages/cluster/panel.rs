//! What the profile tells of the level at a glance: markers by block, one cell each, and the level
//! over the years as a step line.

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::level::Level;
use registry_projections::levels::Period;

use crate::pages::frame::Frame;
use crate::read::level::LevelAnswer;
use crate::words::terms;
use crate::words::typography::{capitalised, set};

/// A block of markers.
pub struct BlockCells {
    /// What it is about.
    pub label: String,
    /// «4 из 5».
    pub count: String,
    /// One cell for each marker.
    pub cells: Vec<MarkerCell>,
}

/// A marker as a cell.
pub struct MarkerCell {
    /// «G1 Орган управления: выполнен».
    pub title: String,
    /// Whether it is met.
    pub met: bool,
}

/// The blocks of a level's explanation.
pub fn blocks(level: &LevelAnswer, frame: &Frame) -> Vec<BlockCells> {
    let block = |block: &crate::read::level::BlockShown| {
        let of = level.markers.iter().filter(|marker| marker.block == block.key);
        let (met, total) = (block.met.to_string(), block.total.to_string());
        BlockCells {
            label: set(block.label.in_language(frame.language)),
            count: frame.words.say_with("met-of", &[("met", &met), ("of", &total)]),
            cells: of.map(|marker| cell(marker, frame)).collect(),
        }
    };
    level.blocks.iter().map(block).collect()
}

fn cell(marker: &crate::read::level::MarkerShown, frame: &Frame) -> MarkerCell {
    let state = frame.say(if marker.met { "marker-met" } else { "marker-not-met" });
    let label = marker.label.in_language(frame.language);
    MarkerCell { title: format!("{} {label}: {state}", marker.id), met: marker.met }
}

/// The level over the years, drawn in a box of [`STEPS_WIDTH`] by [`STEPS_HEIGHT`] units.
pub struct StepLine {
    /// The path of the line.
    pub path: String,
    /// Where each level changed.
    pub turns: Vec<Turn>,
    /// Marks of years on the axis.
    pub years: Vec<YearMark>,
    /// The lines of the three levels, the highest first.
    pub rails: Vec<Rail>,
    /// The whole line in words.
    pub words: String,
}

/// A point at which a level began.
pub struct Turn {
    /// Across.
    pub x: String,
    /// Down.
    pub y: String,
    /// The level's key.
    pub level: &'static str,
    /// «Высокий с 12.03.2017».
    pub title: String,
}

/// A year on the axis.
pub struct YearMark {
    /// Across.
    pub x: String,
    /// The year.
    pub year: i16,
}

/// The line of a level.
pub struct Rail {
    /// Down.
    pub y: u32,
    /// The level's name.
    pub label: &'static str,
}

/// Width of the box.
pub const STEPS_WIDTH: u32 = 720;
/// Height of the box.
pub const STEPS_HEIGHT: u32 = 136;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 708.0;
const YEARS_MAX: i16 = 12;

/// The step line of periods, oldest first, up to an instant; none before the first assessment.
pub fn steps(periods: &[Period], until: Timestamp, frame: &Frame) -> Option<StepLine> {
    let first = periods.first()?.since;
    let scale = Scale { first, span: seconds(first, until).max(1.0) };
    let start = format!("M{} {}", scale.x(first), rail(periods.first()?.level));
    let turn_at = |period: &Period| format!("H{}V{}", scale.x(period.since), rail(period.level));
    let end = format!("H{}", scale.x(until));
    let path = periods.iter().skip(1).map(turn_at);
    let path = std::iter::once(start).chain(path).chain([end]).collect();
    let turns: Vec<_> = periods.iter().map(|period| turn(period, &scale, frame)).collect();
    Some(StepLine {
        path,
        words: turns.iter().map(|turn| turn.title.as_str()).collect::<Vec<_>>().join("; "),
        turns,
        years: years(&scale, until, frame),
        rails: Level::ALL.into_iter().rev().map(|level| rail_of(level, frame)).collect(),
    })
}

fn turn(period: &Period, scale: &Scale, frame: &Frame) -> Turn {
    let word = terms::level(period.level).get(frame.language);
    let day = frame.day(period.since);
    let parts = [("level", capitalised(word)), ("day", day)];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    Turn {
        x: scale.x(period.since),
        y: rail(period.level).to_string(),
        level: period.level.key(),
        title: frame.words.say_with("level-since", &parts),
    }
}

fn rail_of(level: Level, frame: &Frame) -> Rail {
    Rail { y: rail(level), label: terms::level(level).get(frame.language) }
}

/// How far down a level's line is.
const fn rail(level: Level) -> u32 {
    match level {
        Level::Initial => 92,
        Level::Medium => 56,
        Level::High => 20,
    }
}

struct Scale {
    first: Timestamp,
    span: f64,
}

impl Scale {
    fn x(&self, at: Timestamp) -> String {
        let share = (seconds(self.first, at) / self.span).clamp(0.0, 1.0);
        format!("{:.1}", LEFT + share * (RIGHT - LEFT))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place on a drawing")]
fn seconds(from: Timestamp, until: Timestamp) -> f64 {
    (until.as_second() - from.as_second()) as f64
}

/// The first days of years, no more than fit.
fn years(scale: &Scale, until: Timestamp, frame: &Frame) -> Vec<YearMark> {
    let year_of = |at| frame.date(at).year();
    let (first, last) = (year_of(scale.first) + 1, year_of(until));
    let step = ((last - first) / YEARS_MAX + 1).max(1);
    let mark = |year: i16| {
        let day = Date::new(year, 1, 1).ok()?;
        Some(YearMark { x: scale.x(frame.midnight(day)?), year })
    };
    let count = usize::try_from(step).unwrap_or(1);
    (first..=last).step_by(count).filter_map(mark).collect()
}
