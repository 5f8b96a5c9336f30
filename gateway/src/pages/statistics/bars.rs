//! Bars: a row per label, each bar one part or several end to end, drawn to one scale. Widths are
//! shares of the longest bar, so that words keep their size whatever the width of the page.

use registry_events::value::Language;

use super::behind;
use super::plans::{ABSENT, Columns, Plan, Silent, stands_apart};
use crate::pages::frame::Frame;
use crate::pages::shown::is_partly_russian;
use crate::read::statistics::{Base, Figure, FigureRow, FigureTable};
use crate::words::typography::{capitalised, integer, set};

/// A chart of bars.
pub(super) struct Bars {
    /// What the parts are, where a bar has several.
    pub(super) legend: Vec<Mark>,
    /// The bars.
    pub(super) rows: Vec<BarRow>,
}

/// How a part is marked, and what it is.
pub(super) struct Mark {
    /// Its class.
    pub(super) class: &'static str,
    /// What it is called.
    pub(super) label: String,
}

/// A bar.
pub(super) struct BarRow {
    /// What it is of.
    pub(super) label: String,
    /// The clusters behind it.
    pub(super) address: Option<String>,
    /// Its parts.
    pub(super) parts: Vec<Part>,
    /// How long it is in all.
    pub(super) total: u32,
    /// The same as it is written.
    pub(super) value: String,
    /// The value of each part in words, where there are several, or another figure of the row.
    pub(super) words: Option<String>,
}

/// A part of a bar.
pub(super) struct Part {
    /// How it is marked.
    pub(super) class: &'static str,
    /// What it is of, with its number.
    pub(super) title: String,
    /// How many.
    pub(super) count: u32,
    /// The clusters behind it.
    pub(super) address: Option<String>,
    /// Where it begins, in thousandths of the longest bar.
    pub(super) x: u32,
    /// How long it is.
    pub(super) width: u32,
}

/// More bars than these stand in two columns where the page is wide.
const ONE_COLUMN_MAX: usize = 12;

impl Bars {
    /// Whether there are so many of them that they stand in two columns.
    pub(super) fn are_many(&self) -> bool {
        self.rows.len() > ONE_COLUMN_MAX
    }
}

impl Mark {
    /// Whether it is a line and not a box.
    pub(super) fn is_line(&self) -> bool {
        self.class.starts_with("line-")
    }
}

impl Part {
    /// What it is of as a tooltip, which can't mark a part of it as Russian.
    pub(super) fn tooltip(&self, language: Language) -> Option<&str> {
        Some(self.title.as_str()).filter(|title| !is_partly_russian(title, language))
    }

    /// Where it begins, as an attribute of a drawing.
    pub(super) fn from(&self) -> String {
        per_cent(self.x)
    }

    /// How long it is, as an attribute of a drawing.
    pub(super) fn long(&self) -> String {
        per_cent(self.width)
    }
}

fn per_cent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

impl BarRow {
    /// The bar in one sentence.
    pub(super) fn sentence(&self) -> String {
        let words = self.words.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
        format!("{}: {}{words}", self.label, self.value)
    }

    /// The sentence as a tooltip, which can't mark a part of it as Russian.
    pub(super) fn tooltip(&self, language: Language) -> Option<String> {
        Some(self.sentence()).filter(|sentence| !is_partly_russian(sentence, language))
    }
}

/// The bars of a table; none where nothing is to be drawn.
pub(super) fn bars(table: &FigureTable, plan: &Plan, frame: &Frame) -> Option<Bars> {
    let drawn = table.rows.iter().filter(|row| is_drawn(row)).enumerate();
    let mut rows: Vec<_> =
        drawn.filter_map(|(index, row)| one(row, index, table, plan, frame)).collect();
    if plan.longest_first {
        rows.sort_by_key(|row| std::cmp::Reverse(row.total));
        // A dictionary has many terms that nobody took; the table has them all.
        if matches!(plan.columns, Columns::From(_)) {
            rows.retain(|row| row.total > 0);
        }
    }
    if rows.iter().all(|row| row.total == 0) {
        return None;
    }
    if plan.silent == Silent::Row {
        rows.extend(table.base.and_then(|base| silent(base, frame)));
    }
    to_scale(&mut rows);
    Some(Bars { legend: legend(table, plan, &rows, frame), rows })
}

fn is_drawn(row: &FigureRow) -> bool {
    !row.figures.is_empty() && !stands_apart(row)
}

fn one(
    row: &FigureRow,
    index: usize,
    table: &FigureTable,
    plan: &Plan,
    frame: &Frame,
) -> Option<BarRow> {
    match plan.columns {
        Columns::One(column) => plain(row, column, mark(plan, index), table, frame),
        Columns::From(column) => stacked(row, column, table, plan, frame),
    }
}

fn mark(plan: &Plan, index: usize) -> &'static str {
    let last = plan.marks.last().copied().unwrap_or(ABSENT);
    plan.marks.get(index).copied().unwrap_or(last)
}

/// A bar of one part; a figure of another column stands beside in words.
fn plain(
    row: &FigureRow,
    column: usize,
    class: &'static str,
    table: &FigureTable,
    frame: &Frame,
) -> Option<BarRow> {
    let figure = row.figures.get(column)?;
    // What no path names is the rest of which nothing is stated.
    let class = if figure.path.is_empty() { ABSENT } else { class };
    let part = part(class, &row.label, figure, frame)?;
    let others = row.figures.iter().zip(&table.columns).enumerate();
    let others = others.filter(|(index, _)| *index != column).map(|(_, other)| other);
    let others = others.filter_map(|(figure, heading)| {
        Some(format!("{}: {}", set(&heading.to_lowercase()), integer(count(figure)?)))
    });
    let others: Vec<_> = others.collect();
    Some(BarRow {
        label: set(&capitalised(&row.label)),
        address: part.address.clone(),
        total: part.count,
        value: integer(part.count),
        words: (!others.is_empty()).then(|| others.join(" · ")),
        parts: vec![part],
    })
}

/// A bar of a part per column.
fn stacked(
    row: &FigureRow,
    from: usize,
    table: &FigureTable,
    plan: &Plan,
    frame: &Frame,
) -> Option<BarRow> {
    let columns = row.figures.iter().zip(&table.columns).skip(from).enumerate();
    let parts =
        columns.map(|(index, (figure, heading))| part(mark(plan, index), heading, figure, frame));
    let mut parts: Vec<_> = parts.collect::<Option<_>>()?;
    let provided: u32 = parts.iter().map(|part| part.count).sum();
    if plan.silent == Silent::Part {
        let missing = table.base.map_or(0, |base| base.of.saturating_sub(provided));
        parts.push(Part::absent(missing, frame));
    }
    let first = row.figures.get(from)?;
    let whole =
        if from > 0 { row.figures.first()?.path.as_str() } else { without_last(&first.path) };
    let address = row.cluster.as_ref().map(|id| frame.link(&format!("/clusters/{id}")));
    let words: Vec<_> =
        parts.iter().filter(|part| part.count > 0).map(|part| part.title.clone()).collect();
    Some(BarRow {
        label: set(&capitalised(&row.label)),
        address: address.or_else(|| behind::register(whole, frame)),
        total: parts.iter().map(|part| part.count).sum(),
        value: integer(provided),
        words: (!words.is_empty()).then(|| words.join(" · ")),
        parts,
    })
}

fn without_last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(whole, _)| whole)
}

/// A part that is counted; none where it may not be shown.
fn part(class: &'static str, label: &str, figure: &Figure, frame: &Frame) -> Option<Part> {
    let count = count(figure)?;
    let title = format!("{} {}", set(label), integer(count));
    let address = behind::register(&figure.path, frame).filter(|_| count > 0);
    Some(Part { class, title, count, address, x: 0, width: 0 })
}

/// A figure that is counted.
pub(super) fn count(figure: &Figure) -> Option<u32> {
    figure.value.and_then(|value| u32::try_from(value.trunc()).ok())
}

/// Those that don't provide it, as a bar of their own.
fn silent(base: Base, frame: &Frame) -> Option<BarRow> {
    let missing = base.of.checked_sub(base.stated).filter(|missing| *missing > 0)?;
    let part = Part::absent(missing, frame);
    Some(BarRow {
        label: frame.say("chart-absent"),
        address: None,
        total: missing,
        value: integer(missing),
        words: None,
        parts: vec![part],
    })
}

impl Part {
    fn absent(count: u32, frame: &Frame) -> Self {
        let title = format!("{} {}", frame.say("chart-absent-part"), integer(count));
        Self { class: ABSENT, title, count, address: None, x: 0, width: 0 }
    }
}

/// Gives each part its place, the longest bar being a thousand thousandths long.
fn to_scale(rows: &mut [BarRow]) {
    let longest = rows.iter().map(|row| row.total).max().unwrap_or(1).max(1);
    let thousandths = |count: u32| {
        let share = u64::from(count) * 1000 / u64::from(longest);
        u32::try_from(share).unwrap_or(1000)
    };
    for row in rows {
        let mut before = 0;
        for part in &mut row.parts {
            part.x = thousandths(before);
            before += part.count;
            part.width = thousandths(before) - part.x;
        }
    }
}

/// What the parts are, where bars have several.
fn legend(table: &FigureTable, plan: &Plan, rows: &[BarRow], frame: &Frame) -> Vec<Mark> {
    let Columns::From(from) = plan.columns else { return Vec::new() };
    let columns = table.columns.iter().skip(from).enumerate();
    let mut marks: Vec<_> = columns
        .map(|(index, label)| Mark { class: mark(plan, index), label: set(label) })
        .collect();
    let mut parts = rows.iter().flat_map(|row| &row.parts);
    if parts.any(|part| part.class == ABSENT && part.count > 0) {
        marks.push(Mark { class: ABSENT, label: frame.say("chart-absent-part") });
    }
    marks
}
