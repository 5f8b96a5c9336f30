//! The statistics: every figure of the document as a chart with its table, for any date; what each
//! shows stands above it as a sentence, its files and how to cite it below.

mod bars;
pub mod behind;
mod chart;
pub mod file;
mod findings;
mod growth;
mod picture;
mod plans;
mod sheet;
mod slider;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use registry_events::value::Language;

use self::chart::{Chart, Citing};
use self::findings::Findings;
use self::slider::Slider;
use super::answer::{CachePolicy, Page, keep, kept};
use super::frame::Frame;
use crate::api::read::statistics::shown;
use crate::api::read::streams::in_background;
use crate::http::{App, Problem, Reading};
use crate::read::bulletins;
use crate::read::statistics::{StatisticsShown, tables};
use crate::words::typography::{self, integer};

/// The page's path.
const PATH: &str = "/statistics";

/// The page.
#[derive(Template)]
#[template(path = "statistics.html")]
struct StatisticsPage {
    frame: Frame,
    slider: Option<Slider>,
    charts: Vec<Chart>,
    bulletins: Vec<BulletinView>,
    files: [(&'static str, String); 4],
}

impl Page for StatisticsPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A bulletin.
struct BulletinView {
    day: String,
    position: String,
    digest: String,
    data: String,
}

/// `/statistics`; of a month that the form sent, the page at its end.
pub async fn page(State(app): State<App>, reading: Reading, uri: Uri) -> Result<Response, Problem> {
    if let Some(address) = slider::asked(&app, &reading, &uri)? {
        return Ok(Redirect::to(&address).into_response());
    }
    let reading = reading.of_day();
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    in_background(move || {
        let page = made(&app, &reading, &uri);
        keep(&app, &reading, reading.at, &uri, &page)
    })
    .await
}

fn made(app: &App, reading: &Reading, uri: &Uri) -> StatisticsPage {
    let document = shown(app, reading);
    let frame = Frame::new(app, reading, uri, PATH);
    StatisticsPage {
        slider: Slider::new(app, reading, uri),
        charts: charts(app, reading, &document, &frame),
        bulletins: published(reading, &frame),
        files: FILES.map(|(name, path)| (name, data(path, &frame))),
        frame,
    }
}

/// Every chart in the order of the page; growth comes last.
fn charts(app: &App, reading: &Reading, document: &StatisticsShown, frame: &Frame) -> Vec<Chart> {
    let lens = reading.lens();
    let findings = Findings { figures: &document.figures, lens: &lens, words: frame.words };
    let citing = Citing::new(app, reading, document);
    let tables = tables(&document.figures, &lens, reading.language);
    let mut charts: Vec<_> =
        tables.iter().map(|table| Chart::of(table, &findings, &citing, frame)).collect();
    let points = growth::points(app, reading, &document.figures);
    let levels = document.figures.bases.levels;
    let before = growth::year_before(app, reading);
    charts.push(Chart::of_growth((&points, before.as_ref()), levels.into(), &citing, frame));
    chart::set_side_by_side(&mut charts);
    charts
}

fn published(reading: &Reading, frame: &Frame) -> Vec<BulletinView> {
    let all = reading.at.map(|at| bulletins::list(&reading.views, at).items);
    let view = |row: bulletins::BulletinRow| BulletinView {
        day: typography::date(row.date, frame.language),
        position: integer(row.counted_to),
        data: frame.link_as_of(&format!("/api/v1/bulletins/{}", row.date)),
        digest: row.digest,
    };
    all.unwrap_or_default().into_iter().map(view).collect()
}

/// The figures in other forms.
const FILES: [(&str, &str); 4] = [
    ("JSON", "/api/v1/statistics"),
    ("CSV", "/api/v1/statistics.csv"),
    ("XLSX", "/api/v1/statistics.xlsx"),
    ("JSON Lines", "/api/v1/statistics.jsonl"),
];

/// A file with headings in the page's language.
fn data(path: &str, frame: &Frame) -> String {
    let in_english = frame.language == Language::En;
    frame.link_as_of(&if in_english { format!("{path}?lang=en") } else { path.to_owned() })
}
