//! The history of a cluster, newest first.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_projections::card::Card;
use registry_projections::history::{Category, HistoryFilter, HistoryLine};

use super::answer::{CachePolicy, Page, keep, kept};
use super::cluster::Head;
use super::frame::{Frame, address};
use super::shown::evidence;
use crate::api::read::history::history_filter;
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::card_at;
use crate::api::transparency::proof;
use crate::http::path::Path;
use crate::http::query::pairs;
use crate::http::{App, Problem, Reading};
use crate::read::confirmers::are_told;
use crate::read::history::{found, lens_at};
use crate::read::lens::Lens;
use crate::words::history::{actor, describe};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    categories: Vec<CategoryChoice>,
    as_of: Option<String>,
    action: String,
    total: usize,
    lines: Vec<LineView>,
    next: Option<String>,
    first: Option<String>,
}

impl Page for HistoryPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A category that lines can be chosen by.
struct CategoryChoice {
    key: &'static str,
    label: &'static str,
    selected: bool,
}

/// A line.
struct LineView {
    at: String,
    datetime: String,
    words: String,
    who: String,
    category: &'static str,
    evidence: Vec<String>,
    position: String,
    /// Where its proof is; none where the log isn't signed.
    proof: Option<String>,
}

/// `/clusters/{id}/history`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    let mut given = Parameters::of_page(&uri);
    let filter = history_filter(&mut given, app.registry.zone());
    let asked = page_of(&app, &reading, given, &format!("history {id} {filter:?}")).await?;
    let shown = shown(&reading, asked.at);
    if let Some(answer) = kept(&app, &reading, shown, &uri) {
        return Ok(answer);
    }
    let lens = Lens::new(&reading.views, asked.at);
    let card = card_at(&app, &reading, id, asked.at).await?;
    let found = found(&card, &filter, &asked, &lens);
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let speaker = Speaker { lens, card: Some(&card), language: reading.language };
    let next = asked.next(found.total).map(|cursor| cursor.to_string());
    let page = HistoryPage {
        head: Head::new(&card, &speaker, &frame, &app, reading.day(), "/history"),
        categories: categories(&filter, &frame),
        as_of: frame.as_of().map(str::to_owned),
        action: frame.plain_link(uri.path()),
        total: found.total,
        lines: found
            .lines
            .iter()
            .map(|line| LineView::of(line, &card, &lens, &frame, &app))
            .collect(),
        next: next.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

fn categories(filter: &HistoryFilter, frame: &Frame) -> Vec<CategoryChoice> {
    let choice = |category: Category| CategoryChoice {
        key: category.key(),
        label: terms::category(category).get(frame.language),
        selected: filter.categories.contains(&category),
    };
    Category::ALL.into_iter().map(choice).collect()
}

fn with_cursor(uri: &Uri, cursor: Option<String>, frame: &Frame) -> String {
    let others =
        pairs(uri).into_iter().filter(|(name, value)| name != "cursor" && !value.is_empty());
    let cursor = cursor.map(|cursor| ("cursor".to_owned(), cursor));
    address(&frame.plain_link(uri.path()), &others.chain(cursor).collect::<Vec<_>>())
}

impl LineView {
    fn of(line: &HistoryLine, card: &Card, lens: &Lens<'_>, frame: &Frame, app: &App) -> Self {
        let lens = lens_at(line.place.position, lens);
        let language = frame.language;
        let speaker = Speaker { lens, card: Some(card), language };
        Self {
            at: typography::minute(line.place.recorded_at, app.registry.zone(), language),
            datetime: line.place.recorded_at.to_string(),
            words: set(&describe(line, &speaker)),
            who: if are_told(line, card.cluster, &lens) {
                set(&actor(&line.place, &speaker))
            } else {
                String::new()
            },
            category: terms::category(line.category).get(language),
            evidence: evidence(lens.evidence(line.path(), line.evidence())),
            position: typography::integer(line.place.position.0),
            proof: app.registry.provable().map(|_| proof::address(line.place.position)),
        }
    }
}
