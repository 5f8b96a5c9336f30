//! How each table of figures is drawn: which columns make the bars, how their parts are marked, and
//! whether what isn't provided is drawn beside. A table without a plan stands as a table only.

use crate::read::statistics::FigureRow;

/// How a table is drawn.
pub(super) struct Plan {
    /// The table.
    pub(super) key: &'static str,
    /// What makes the bars.
    pub(super) columns: Columns,
    /// The marks of columns, or of rows where one column makes the bars; the last one goes on.
    pub(super) marks: &'static [&'static str],
    /// Whether the longest bar comes first; else rows stand as in the table.
    pub(super) longest_first: bool,
    /// What isn't provided.
    pub(super) silent: Silent,
}

/// What makes the bars.
#[derive(Clone, Copy)]
pub(super) enum Columns {
    /// One column: a bar per row.
    One(usize),
    /// All columns from this one on: a part each.
    From(usize),
}

/// How what isn't provided is drawn; never as zero.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Silent {
    /// Everything is provided, or it can't be told.
    None,
    /// A row of its own: the base without those that state it.
    Row,
    /// The last part of each bar: the base without the other parts.
    Part,
}

/// What isn't provided; an outline of dashes.
pub(super) const ABSENT: &str = "mark-absent";
const LEVELS: [&str; 3] = ["mark-initial", "mark-medium", "mark-high"];
const SEVEN: [&str; 7] = ["mark-1", "mark-2", "mark-3", "mark-4", "mark-5", "mark-6", "mark-7"];
const STEPS: [&str; 4] = ["mark-1", "mark-2", "mark-3", "mark-7"];
const PLAIN: [&str; 1] = ["mark-plain"];
const BESIDE: [&str; 2] = ["mark-1", "mark-estimate"];

/// Rows that a chart leaves to its table: sums, and figures of another kind.
const APART: [(&str, &str); 5] = [
    ("clusters", "total"),
    ("clusters", "pilot_programmes"),
    ("projects", "total"),
    ("financing", "fees_or_services_only"),
    ("financing", "budget_only"),
];

/// Whether a row is left to the table.
pub(super) fn stands_apart(row: &FigureRow) -> bool {
    let path = row.figures.first().map_or("", |figure| figure.path.as_str());
    path.split_once('.').is_some_and(|parts| APART.contains(&parts))
}

const fn plan(key: &'static str, columns: Columns, marks: &'static [&'static str]) -> Plan {
    Plan { key, columns, marks, longest_first: false, silent: Silent::None }
}

impl Plan {
    const fn longest_first(self) -> Self {
        Self { longest_first: true, ..self }
    }

    const fn silent(self, silent: Silent) -> Self {
        Self { silent, ..self }
    }

    /// The plan of a table.
    pub(super) fn of(key: &str) -> Option<&'static Self> {
        PLANS.iter().find(|plan| plan.key == key)
    }
}

static PLANS: [Plan; 16] = [
    plan("levels", Columns::One(0), &LEVELS),
    plan("support", Columns::From(1), &LEVELS),
    plan("ages", Columns::From(0), &LEVELS).silent(Silent::Row),
    plan("participant-types", Columns::One(0), &PLAIN).longest_first(),
    plan("leaders", Columns::From(1), &SEVEN),
    plan("specialisations", Columns::From(1), &LEVELS).longest_first().silent(Silent::Row),
    plan("project-stages", Columns::One(0), &PLAIN),
    plan("project-spheres", Columns::One(0), &PLAIN).longest_first(),
    plan("priorities", Columns::From(0), &STEPS).silent(Silent::Part),
    plan("partners", Columns::One(0), &PLAIN).silent(Silent::Row),
    plan("bodies", Columns::One(0), &PLAIN).longest_first(),
    plan("chosen", Columns::From(0), &STEPS),
    plan("financing", Columns::One(0), &PLAIN).longest_first().silent(Silent::Row),
    plan("regions", Columns::One(0), &PLAIN),
    plan("ckr-leaders", Columns::One(0), &PLAIN),
    plan("coverage", Columns::One(0), &BESIDE),
];
