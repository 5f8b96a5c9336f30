//! The history of a cluster, newest first: what was recorded in one commit stands under one heading.

pub mod feed;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_projections::card::Card;
use registry_projections::history::{Category, Detail, HistoryFilter, HistoryLine};

use super::answer::{CachePolicy, Page, keep, kept};
use super::cluster::Head;
use super::clusters::with_cursor;
use super::frame::Frame;
use super::shown::{EvidenceView, by_right, evidence, is_partly_russian};
use super::work::masks;
use crate::api::read::history::history_filter;
use crate::api::read::paging::{page as page_of, shown};
use crate::api::read::parameters::Parameters;
use crate::api::read::streams::card_at;
use crate::api::transparency::proof;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::confirmers::are_told;
use crate::read::history::{found, lens_at, right};
use crate::read::lens::Lens;
use crate::read::value::basis_key;
use crate::words::history::{actor, describe};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// Who hides by law what is stated.
const MASKING: [&str; 1] = ["officer"];

/// The page.
#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    head: Head,
    categories: Vec<CategoryChoice>,
    as_of: Option<String>,
    action: String,
    difference: String,
    /// The same as a feed.
    feed: String,
    /// Where what is hidden by law is kept, for who may.
    masks: Option<String>,
    total: usize,
    commits: Vec<CommitView>,
    /// «Время указано по часовому поясу реестра: Europe/Moscow».
    zone: String,
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
    /// How many lines are of it, whatever else is chosen.
    count: usize,
    selected: bool,
}

/// What somebody recorded at one moment.
struct CommitView {
    at: String,
    datetime: String,
    who: String,
    /// By what right, where something was confirmed.
    right: Option<String>,
    lines: Vec<LineView>,
}

/// A line.
struct LineView {
    words: String,
    /// Whether some of it stands in Russian on an English page.
    is_partly_other: bool,
    category: &'static str,
    evidence: Vec<EvidenceView>,
    position: String,
    /// Where its proof is; none where the log isn't signed.
    proof: Option<String>,
    /// Where an officer hides by law what it states.
    mask: Option<String>,
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
        categories: categories(&filter, &frame, |filter| {
            crate::read::history::found(&card, filter, &asked, &lens).total
        }),
        as_of: frame.as_of().map(str::to_owned),
        action: frame.plain_link(uri.path()),
        difference: frame.link_as_of(&format!("/clusters/{id}/difference")),
        feed: frame.link_as_of(&feed::path(&id.to_string())),
        masks: may_mask(&frame).then(|| frame.plain_link(&masks::path(id))),
        total: found.total,
        commits: found
            .lines
            .chunk_by(|one, other| {
                let told = |line| is_told(line, &card, &lens);
                is_one_commit(one, other) && told(one) == told(other)
            })
            .map(|lines| CommitView::of(lines, &card, &lens, &frame, &app))
            .collect(),
        zone: zone(&app, &frame),
        next: next.map(|cursor| with_cursor(&uri, Some(cursor), &frame)),
        first: (asked.offset > 0).then(|| with_cursor(&uri, None, &frame)),
        frame,
    };
    keep(&app, &reading, shown, &uri, &page)
}

/// Which category a line is of can be chosen; each tells how many lines it would leave.
fn categories(
    filter: &HistoryFilter,
    frame: &Frame,
    count: impl Fn(&HistoryFilter) -> usize,
) -> Vec<CategoryChoice> {
    let only =
        |category| HistoryFilter { categories: [category].into_iter().collect(), ..filter.clone() };
    let choice = |category: Category| CategoryChoice {
        count: count(&only(category)),
        key: category.key(),
        label: terms::category(category).get(frame.language),
        selected: filter.categories.contains(&category),
    };
    Category::ALL.into_iter().map(choice).collect()
}

/// Events of one commit share the moment and whoever acted.
fn is_one_commit(one: &HistoryLine, other: &HistoryLine) -> bool {
    one.place.recorded_at == other.place.recorded_at && one.place.actor == other.place.actor
}

/// Whether everybody may see who acted, by what was known of the line's own time.
fn is_told(line: &HistoryLine, card: &Card, lens: &Lens<'_>) -> bool {
    are_told(line, card.cluster, &lens_at(line.place.position, lens))
}

fn zone(app: &App, frame: &Frame) -> String {
    let zone = app.registry.zone();
    let name = zone.iana_name().map_or_else(|| "UTC".to_owned(), str::to_owned);
    frame.words.say_with("history-zone", &[("zone", &name)])
}

impl CommitView {
    /// Where its events are proved, each once.
    fn proofs(&self) -> Vec<&str> {
        let mut proofs: Vec<_> =
            self.lines.iter().filter_map(|line| line.proof.as_deref()).collect();
        proofs.dedup();
        proofs
    }

    fn of(
        lines: &[impl AsRef<HistoryLine>],
        card: &Card,
        lens: &Lens<'_>,
        frame: &Frame,
        app: &App,
    ) -> Self {
        let lines: Vec<_> = lines.iter().map(AsRef::as_ref).collect();
        let place = lines.first().map(|line| &line.place);
        let told = lines.iter().find(|line| is_told(line, card, lens));
        let who = told.map(|line| {
            let lens = lens_at(line.place.position, lens);
            let speaker = Speaker { lens, card: Some(card), language: frame.language };
            set(&actor(&line.place, &speaker))
        });
        let right = told.and_then(|line| {
            let right = lines.iter().find_map(|line| right(line, card, lens))?;
            let basis = basis_key(line.place.actor.authority.basis);
            Some(set(&by_right(basis, Some(&right), frame)))
        });
        let (zone, language) = (app.registry.zone(), frame.language);
        Self {
            right,
            at: place
                .map(|place| typography::minute(place.recorded_at, zone, language))
                .unwrap_or_default(),
            datetime: place.map(|place| place.recorded_at.to_string()).unwrap_or_default(),
            who: who.unwrap_or_default(),
            lines: lines.iter().map(|line| LineView::of(line, card, lens, frame, app)).collect(),
        }
    }
}

/// Whether the reader hides by law what is stated: on a page of now.
fn may_mask(frame: &Frame) -> bool {
    frame.acts_as(MASKING) && !frame.is_of_the_past()
}

/// Where who may hides what a line states.
fn mask(line: &HistoryLine, card: &Card, frame: &Frame) -> Option<String> {
    let stated = line.new.as_ref().filter(|_| matches!(line.detail, Detail::Stated))?;
    let page = masks::of_statement(card.cluster, &stated.path, line.place.version);
    may_mask(frame).then(|| frame.plain_link(&page))
}

impl LineView {
    fn of(line: &HistoryLine, card: &Card, lens: &Lens<'_>, frame: &Frame, app: &App) -> Self {
        let lens = lens_at(line.place.position, lens);
        let language = frame.language;
        let speaker = Speaker { lens, card: Some(card), language };
        let words = set(&describe(line, &speaker));
        Self {
            is_partly_other: is_partly_russian(&words, language),
            words,
            category: terms::category(line.category).get(language),
            evidence: evidence(lens.evidence(line.path(), line.evidence()), language),
            position: typography::integer(line.place.position.0),
            proof: app.registry.provable().map(|_| proof::address(line.place.position)),
            mask: mask(line, card, frame),
        }
    }
}
