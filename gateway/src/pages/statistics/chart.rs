//! A chart as it stands on the page: what it shows, the drawing, its table, its files, how to cite it.

use registry_events::value::Decimal;

use super::bars::{Bars, bars};
use super::findings::{self, Findings};
use super::growth::{self, Point, Steps, steps};
use super::plans::Plan;
use super::{PATH, behind};
use crate::api::read::statistics::as_of;
use crate::http::as_of::AsOf;
use crate::http::{App, Reading};
use crate::pages::frame::{Frame, address};
use crate::read::statistics::{Base, Figure, FigureRow, FigureTable, StatisticsShown};
use crate::words::typography::{self, integer, set};

/// The most bars of a chart that takes half of a wide page, and the most marks of its legend.
const HALF_BARS_MAX: usize = 8;
const HALF_MARKS_MAX: usize = 4;
/// A table of so many columns needs the whole page.
const WIDE_COLUMNS: usize = 4;

/// A chart.
pub(super) struct Chart {
    /// Its key: its anchor, and the name of its files.
    pub(super) key: &'static str,
    /// What it is about.
    pub(super) subject: String,
    /// What it shows, else what it is about.
    pub(super) finding: String,
    /// «по данным N из M».
    pub(super) base: Option<String>,
    /// What else must be known to read it.
    pub(super) note: Option<String>,
    /// Whether it takes half of a wide page, with another one beside it.
    pub(super) is_half: bool,
    /// Bars.
    pub(super) bars: Option<Bars>,
    /// Step lines.
    pub(super) steps: Option<Steps>,
    /// The same as a table.
    pub(super) table: TableView,
    /// The drawing as files, by form.
    pub(super) drawings: Vec<(&'static str, String)>,
    /// The figures as a file.
    pub(super) csv: String,
    /// How to cite it.
    pub(super) cited: String,
    /// The page that shows the same for good.
    pub(super) permanent: String,
}

/// Figures under headings.
pub(super) struct TableView {
    /// The headings.
    pub(super) columns: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<RowView>,
}

/// Figures of one label.
pub(super) struct RowView {
    /// What they are of.
    pub(super) label: String,
    /// The page of what they are of.
    pub(super) address: Option<String>,
    /// The figures.
    pub(super) figures: Vec<Cell>,
}

/// A figure, with the clusters behind it.
pub(super) struct Cell {
    /// The figure.
    pub(super) text: String,
    /// The register with the clusters behind it.
    pub(super) address: Option<String>,
}

/// What a citation says of the moment shown.
pub(super) struct Citing {
    day: String,
    position: Option<u64>,
    is_past: bool,
    as_of: Option<String>,
}

impl Citing {
    /// The moment by its position where that tells it whole. The end of a day on which nothing was
    /// recorded is told by the day, since ages and statuses are those of the day.
    pub(super) fn new(app: &App, reading: &Reading, document: &StatisticsShown) -> Self {
        let zone = app.registry.zone();
        let recorded = reading.at.and_then(|at| reading.views.times().recorded_at(at));
        let day = zone.to_datetime(as_of(reading)).date();
        let is_whole = matches!(reading.as_of, None | Some(AsOf::Position(_)))
            || recorded.is_some_and(|at| zone.to_datetime(at).date() == day);
        let position = document.position;
        let by_position = position.filter(|_| is_whole).map(|at| format!("position:{at}"));
        Self {
            day: typography::date(day, reading.language),
            is_past: reading.as_of.is_some(),
            as_of: by_position.or_else(|| reading.as_of.map(|_| day.to_string())),
            position,
        }
    }

    /// Where the figures come from, for a file.
    pub(super) fn source(&self, frame: &Frame) -> String {
        let position = self.position.map(integer).unwrap_or_default();
        frame.words.say_with("chart-source", &[("day", &self.day), ("position", &position)])
    }

    fn words(&self, subject: &str, finding: &str, frame: &Frame) -> String {
        let Some(position) = self.position else {
            let parts = [("subject", subject), ("day", &*self.day)];
            let said = if self.is_past { "chart-cited-before" } else { "chart-cited-empty" };
            return frame.words.say_with(said, &parts);
        };
        let position = integer(position);
        let parts = [
            ("finding", finding),
            ("subject", subject),
            ("day", &*self.day),
            ("position", &*position),
        ];
        frame.words.say_with("chart-cited", &parts)
    }

    fn permanent(&self, key: &str, frame: &Frame) -> String {
        let as_of = self.as_of.iter().map(|as_of| ("as_of".to_owned(), as_of.clone()));
        let page = address(&frame.plain_link(PATH), &as_of.collect::<Vec<_>>());
        frame.absolute(&format!("{page}#{key}"))
    }
}

impl Chart {
    /// The chart of a table.
    pub(super) fn of(
        table: &FigureTable,
        findings: &Findings<'_>,
        citing: &Citing,
        frame: &Frame,
    ) -> Self {
        let subject = set(&table.title);
        let finding = findings.of(table).map(|said| set(&said));
        let plan = Plan::of(table.key);
        let bars = plan.and_then(|plan| bars(table, plan, frame));
        Self {
            base: table.base.map(|base| said_base(table.key, base, frame)),
            note: note(table, frame),
            bars,
            table: TableView::of(table, frame),
            ..Self::bare(table.key, subject, finding, citing, frame)
        }
        .with_drawing(frame)
    }

    /// The chart of growth.
    pub(super) fn of_growth(
        (points, year_before): (&[Point], Option<&Point>),
        base: Base,
        citing: &Citing,
        frame: &Frame,
    ) -> Self {
        let finding = findings::growth(points, year_before, frame);
        let steps = steps(points, frame);
        Self {
            base: Some(said_base(growth::KEY, base, frame)),
            note: Some(frame.say("growth-note")),
            table: TableView::of_growth(steps.as_ref(), frame),
            steps,
            ..Self::bare(growth::KEY, frame.say("growth-title"), finding, citing, frame)
        }
        .with_drawing(frame)
    }

    fn bare(
        key: &'static str,
        subject: String,
        finding: Option<String>,
        citing: &Citing,
        frame: &Frame,
    ) -> Self {
        let finding = finding.unwrap_or_else(|| subject.clone());
        Self {
            key,
            base: None,
            note: None,
            is_half: false,
            bars: None,
            steps: None,
            table: TableView { columns: Vec::new(), rows: Vec::new() },
            drawings: Vec::new(),
            csv: frame.link_as_of(&format!("{PATH}/{key}.csv")),
            cited: citing.words(&subject, &finding, frame),
            permanent: citing.permanent(key, frame),
            subject,
            finding,
        }
    }

    fn with_drawing(self, frame: &Frame) -> Self {
        let forms: &[_] = if self.is_drawn() { &["svg", "png"] } else { &[] };
        let file =
            |form: &&'static str| (*form, frame.link_as_of(&format!("{PATH}/{}.{form}", self.key)));
        Self { drawings: forms.iter().map(file).collect(), ..self }
    }

    /// Whether there is a drawing beside the table.
    pub(super) const fn is_drawn(&self) -> bool {
        self.bars.is_some() || self.steps.is_some()
    }

    /// Whether half of a wide page is enough for it.
    const fn is_small(&self) -> bool {
        match &self.bars {
            Some(bars) => bars.rows.len() <= HALF_BARS_MAX && bars.legend.len() <= HALF_MARKS_MAX,
            None => self.steps.is_none() && self.table.columns.len() < WIDE_COLUMNS,
        }
    }

    /// Whether it says more than what it is about.
    pub(super) fn has_finding(&self) -> bool {
        self.finding != self.subject
    }

    /// The whole drawing in words.
    pub(super) fn in_words(&self, frame: &Frame) -> String {
        let bars = self.bars.iter().flat_map(|bars| &bars.rows).map(super::bars::BarRow::sentence);
        let lines = self.steps.iter().flat_map(|steps| &steps.legend);
        let lines = lines.map(|mark| mark.label.clone());
        let rows: Vec<_> = bars.chain(lines).collect();
        let parts = [("subject", self.subject.as_str()), ("rows", &rows.join("; "))];
        frame.words.say_with("chart-in-words", &parts)
    }
}

/// Lets small charts that follow each other stand side by side, two and two.
pub(super) fn set_side_by_side(charts: &mut [Chart]) {
    for run in charts.chunk_by_mut(|one, other| one.is_small() && other.is_small()) {
        for pair in run.chunks_exact_mut(2) {
            for chart in pair {
                chart.is_half = true;
            }
        }
    }
}

/// Charts that count governing bodies and not clusters.
const OF_BODIES: [&str; 3] = ["staff", "chosen", "financing"];
/// Charts that count something of which a cluster can have several.
const OF_SEVERAL: [&str; 6] =
    ["participant-types", "project-stages", "project-spheres", "bodies", "chosen", "financing"];

/// «по данным 63 из 68 органов управления»: never of what nobody says.
fn said_base(key: &str, base: Base, frame: &Frame) -> String {
    let of_what = if OF_BODIES.contains(&key) { "base-of-bodies" } else { "base-of-clusters" };
    frame.words.say_about(of_what, &[("stated", base.stated), ("of", base.of)], &[])
}

/// What else must be known to read a chart.
fn note(table: &FigureTable, frame: &Frame) -> Option<String> {
    let key = match table.key {
        "regions-without-clusters" => "regions-invited",
        key if OF_SEVERAL.contains(&key) => "behind-several",
        _ => return None,
    };
    (!table.rows.is_empty()).then(|| frame.say(key))
}

impl TableView {
    fn of(table: &FigureTable, frame: &Frame) -> Self {
        let rows = table.rows.iter();
        Self {
            columns: table.columns.iter().map(|column| set(column)).collect(),
            rows: rows.map(|row| RowView::of(row, table.columns.len(), frame)).collect(),
        }
    }

    fn of_growth(steps: Option<&Steps>, frame: &Frame) -> Self {
        let row = |[day, figures @ ..]: &[String; 5]| RowView {
            label: day.clone(),
            address: None,
            figures: figures.iter().cloned().map(Cell::plain).collect(),
        };
        Self {
            columns: growth::columns(frame).into_iter().skip(1).collect(),
            rows: steps.iter().flat_map(|steps| &steps.rows).map(row).collect(),
        }
    }
}

impl RowView {
    /// A row with a cell for each column: one that has no such figure stays empty.
    fn of(row: &FigureRow, columns: usize, frame: &Frame) -> Self {
        let cluster = row.cluster.as_ref().map(|id| frame.link(&format!("/clusters/{id}")));
        let region = row.region.as_ref().map(|code| frame.link(&format!("/regions/{code}")));
        let empty = columns.saturating_sub(row.figures.len());
        let figures = row.figures.iter().map(|figure| Cell::of(figure, frame));
        Self {
            label: set(&row.label),
            address: cluster.or(region),
            figures: figures
                .chain(std::iter::repeat_with(|| Cell::plain(String::new())).take(empty))
                .collect(),
        }
    }
}

impl Cell {
    const fn plain(text: String) -> Self {
        Self { text, address: None }
    }

    fn of(figure: &Figure, frame: &Frame) -> Self {
        let Some(value) = figure.value else { return Self::plain("—".into()) };
        let counts = value > Decimal::ZERO;
        Self {
            text: typography::decimal(value, frame.language),
            address: behind::register(&figure.path, frame).filter(|_| counts),
        }
    }
}
