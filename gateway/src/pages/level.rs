//! The level of a cluster, explained: markers by block, the way on, what each past level rested on.

pub mod marker;
pub mod period;
pub mod reason;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;

use self::period::PeriodView;
use super::answer::{CachePolicy, Page, keep, kept};
use super::cluster::Head;
use super::cluster::panel::{self, BlockCells, StepLine};
use super::frame::Frame;
use super::methodology;
use crate::api::read::level::explained;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::level::{
    BecauseShown, LevelAnswer, MarkerShown, MarkerState, MissingShown, PeriodShown, heading,
};
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "level.html")]
struct LevelPage {
    frame: Frame,
    head: Head,
    counts: Option<Counts>,
    blocks: Vec<BlockView>,
    way: Option<Way>,
    steps: Option<StepLine>,
    periods: Vec<PeriodView>,
    rulebook: String,
    api: String,
}

impl Page for LevelPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// How many markers are met, as «10 из 10».
struct Counts {
    all: String,
    minimum: String,
    additional: String,
}

/// Markers of one block: a cell for each above, a row for each below.
struct BlockView {
    key: String,
    cells: BlockCells,
    markers: Vec<MarkerView>,
}

/// A marker.
struct MarkerView {
    id: String,
    label: String,
    met: bool,
    state: String,
    until: Option<String>,
    /// Until when to renew what runs out soon.
    renew: Option<String>,
    statements: String,
    /// The first few of them.
    because: Vec<String>,
    /// How many more there are, where not all are told.
    more: Option<String>,
    /// The page that tells them all.
    all: String,
}

/// The most claims that a row of the page tells.
const BECAUSE_MAX: usize = 3;

/// The way to the next level.
struct Way {
    heading: String,
    missing: Vec<Step>,
    one_of: Vec<Vec<Step>>,
    choices: Vec<Step>,
}

/// One thing to add.
struct Step {
    words: String,
    /// The marker it is of, which has a row on the page.
    marker: Option<String>,
}

/// `/clusters/{id}/level`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained(&app, reading, id).await?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let lens = reading.lens();
    let speaker = Speaker { lens, card: Some(&card), language: reading.language };
    let levels = lens.views.levels(id).map(|levels| levels.periods(lens.at));
    let page = LevelPage {
        head: Head::new(&card, &speaker, &frame, &app, reading.day(), "/level"),
        counts: (!level.markers.is_empty()).then(|| Counts::of(&level, &frame)),
        blocks: blocks(&level, &speaker, &frame),
        way: way(&level, &frame),
        steps: panel::steps(&levels.unwrap_or_default(), reading.instant, &frame),
        periods: periods(&level.history, &frame),
        rulebook: rulebook(&level, &frame),
        api: frame.link_as_of(&format!("/api/v1/clusters/{id}/level")),
        frame,
    };
    keep(&app, &reading, reading.at, &uri, &page)
}

/// Each period after the one before it; the newest stands first.
fn periods(history: &[PeriodShown], frame: &Frame) -> Vec<PeriodView> {
    let before = history.iter().skip(1).map(|earlier| Some(earlier.level));
    let each = history.iter().zip(before.chain([None]));
    each.map(|(period, before)| period::view(period, before, frame)).collect()
}

/// The page of the rules by which the level was computed.
fn rulebook(level: &LevelAnswer, frame: &Frame) -> String {
    let edition = level.edition.as_deref();
    edition.map(|edition| frame.link_as_of(&methodology::of(edition))).unwrap_or_default()
}

fn blocks(level: &LevelAnswer, speaker: &Speaker<'_>, frame: &Frame) -> Vec<BlockView> {
    let cells = panel::blocks(level, frame).into_iter();
    let told = Told { cluster: &level.id, speaker, at_most: BECAUSE_MAX };
    let block = |(block, cells): (&crate::read::level::BlockShown, BlockCells)| {
        let markers = level.markers.iter().filter(|marker| marker.block == block.key);
        BlockView {
            key: block.key.clone(),
            cells,
            markers: markers.map(|marker| MarkerView::of(marker, told, frame)).collect(),
        }
    };
    level.blocks.iter().zip(cells).map(block).collect()
}

fn way(level: &LevelAnswer, frame: &Frame) -> Option<Way> {
    let next = level.next.as_ref()?;
    let steps = |all: &[MissingShown]| all.iter().map(|one| Step::of(one, frame)).collect();
    Some(Way {
        heading: set(&heading(next, frame.language)),
        missing: steps(&next.missing),
        one_of: next.one_of.iter().map(|group| steps(group)).collect(),
        choices: steps(&next.choices),
    })
}

impl Counts {
    fn of(level: &LevelAnswer, frame: &Frame) -> Self {
        let counts = level.counts;
        let (minimum, additional) = (
            (counts.minimum_met, counts.minimum_total),
            (counts.additional_met, counts.additional_total),
        );
        let said = |(met, of): (usize, usize)| {
            let parts = [("met", met.to_string()), ("of", of.to_string())];
            let parts = parts.each_ref().map(|(name, number)| (*name, number.as_str()));
            frame.words.say_with("met-of", &parts)
        };
        Self {
            all: said((minimum.0 + additional.0, minimum.1 + additional.1)),
            minimum: said(minimum),
            additional: said(additional),
        }
    }
}

impl Step {
    fn of(missing: &MissingShown, frame: &Frame) -> Self {
        let of_marker = matches!(missing.kind, "marker" | "corroboration");
        Self {
            words: set(missing.add.in_language(frame.language)),
            marker: of_marker.then(|| missing.key.clone()),
        }
    }
}

const fn state(marker: &MarkerShown) -> &'static str {
    match (marker.state, marker.minimum) {
        (MarkerState::Met, _) => "state-met",
        (MarkerState::Awaiting, _) => "state-awaiting",
        (MarkerState::Lapsed, _) => "state-lapsed",
        (MarkerState::Disputed, _) => "state-disputed",
        (MarkerState::NotMet, true) => "state-requirement",
        (MarkerState::NotMet, false) => "state-not-met",
    }
}

/// «действует до 31.12.2016»: the day on which it ceases to be met if nothing is renewed, on which
/// kept confirmations cease to count, or until which a requirement can stay open.
fn until(marker: &MarkerShown, frame: &Frame) -> Option<String> {
    let until = |key: &str, day| {
        frame.words.say_with(key, &[("day", &typography::date(day, frame.language))])
    };
    if !marker.met {
        let key = if marker.waived { "until-waived" } else { "until-closed" };
        return marker.open_until.map(|day| until(key, day));
    }
    let awaited = marker.awaits_until.map(|day| until("until-awaited", day));
    awaited.or_else(|| marker.lapses_on.map(|day| until("until-lapses", day)))
}

/// «обновить до 31.12.2016»: what the marker rests on and runs out soon.
fn renew(marker: &MarkerShown, frame: &Frame) -> Option<String> {
    let day = typography::date(marker.renew_by.filter(|_| marker.met)?, frame.language);
    Some(frame.words.say_with("marker-renew", &[("day", &day)]))
}

/// Which statements are told.
#[derive(Clone, Copy)]
struct Told<'t> {
    /// Whose they are.
    cluster: &'t str,
    speaker: &'t Speaker<'t>,
    /// How many of each marker.
    at_most: usize,
}

impl MarkerView {
    fn of(marker: &MarkerShown, told: Told<'_>, frame: &Frame) -> Self {
        let more = marker.because_count.saturating_sub(told.at_most);
        let because = marker.because.iter().take(told.at_most);
        Self {
            id: marker.id.clone(),
            label: set(marker.label.in_language(frame.language)),
            met: marker.met,
            state: frame.say(state(marker)),
            until: until(marker, frame),
            renew: renew(marker, frame),
            statements: frame.count("statements-count", marker.because_count),
            because: because.map(|claim| statement(claim, told.speaker, frame)).collect(),
            more: (more > 0).then(|| frame.count("and-more", more)),
            all: frame.link(&format!("/clusters/{}/level/{}", told.cluster, marker.id)),
        }
    }
}

/// «Численность персонала: 01.02.2016, приложен документ, обновить до 31.12.2016».
fn statement(claim: &BecauseShown, speaker: &Speaker<'_>, frame: &Frame) -> String {
    let (what, day) = (what(claim, speaker), frame.day(claim.recorded_at));
    let support = terms::corroboration(claim.corroboration).get(frame.language);
    let until = claim.holds_until.map(|day| typography::date(day, frame.language));
    let key = match until {
        None => "statement",
        Some(_) if speaker.lens.is_of_its_day(&claim.of) => "statement-counted-until",
        Some(_) => "statement-until",
    };
    let until = until.unwrap_or_default();
    let parts = [("what", what.as_str()), ("day", &day), ("support", support), ("until", &until)];
    frame.words.say_with(key, &parts)
}

/// The field of a claim, behind the item it is of.
fn what(claim: &BecauseShown, speaker: &Speaker<'_>) -> String {
    let field = speaker.label(&claim.of);
    match &claim.of.item {
        Some(item) if speaker.lens.is_public(&claim.of) => {
            format!("{}, {field}", speaker.item(item))
        }
        Some(_) | None => field,
    }
}
