//! The level of a cluster, explained: markers by block, the way on, who confirmed each level.

pub mod period;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_events::level::Level;

use period::{PeriodView, Words};

use super::answer::{CachePolicy, Page, rendered};
use super::cluster::Head;
use super::frame::Frame;
use super::shown::LANGUAGE;
use crate::api::read::level::explained;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::level::{
    BlockShown, LevelAnswer, MarkerShown, MarkerState, MissingShown, PeriodShown, heading,
};
use crate::read::parts::Bilingual;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "level.html")]
struct LevelPage {
    frame: Frame,
    head: Head,
    blocks: Vec<BlockView>,
    way: Option<Way>,
    periods: Vec<PeriodView>,
    rulebook: String,
    api: String,
}

impl Page for LevelPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// Markers of one block.
struct BlockView {
    label: String,
    count: String,
    markers: Vec<MarkerView>,
}

/// A marker.
struct MarkerView {
    id: String,
    label: String,
    met: bool,
    state: &'static str,
    until: Option<String>,
    claims: String,
    /// The first few of them.
    because: Vec<String>,
    /// How many more there are.
    more: Option<String>,
}

/// The most claims that a row of the page tells.
const BECAUSE_MAX: usize = 3;

/// The way to the next level.
struct Way {
    heading: String,
    missing: Vec<String>,
    one_of: Vec<Vec<String>>,
    choices: Vec<String>,
}

/// `/clusters/{id}/level`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut reading = reading.of_day();
    reading.language = LANGUAGE;
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained(&app, reading, id).await?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let speaker = Speaker { lens: reading.lens(), card: Some(&card), language: LANGUAGE };
    let words = Words { app: &app };
    let page = LevelPage {
        head: Head::new(&card, &speaker, &frame, &app, reading.day(), "/level"),
        blocks: blocks(&level, &words, &speaker),
        way: way(&level),
        periods: periods(&level.history, &words),
        rulebook: rulebook(&level),
        api: frame.link_as_of(&format!("/api/v1/clusters/{id}/level")),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

/// Each period after the one before it; the newest stands first.
fn periods(history: &[PeriodShown], words: &Words<'_>) -> Vec<PeriodView> {
    let before = history.iter().skip(1).map(|earlier| Level::from_key(earlier.level));
    let each = history.iter().zip(before.chain([None]));
    each.filter_map(|(period, before)| words.period(period, before)).collect()
}

fn rulebook(level: &LevelAnswer) -> String {
    let edition = level.edition.as_ref();
    edition.map(|edition| format!("/api/v1/rulebooks/{edition}")).unwrap_or_default()
}

fn blocks(level: &LevelAnswer, words: &Words<'_>, speaker: &Speaker<'_>) -> Vec<BlockView> {
    level.blocks.iter().map(|block| self::block(block, level, words, speaker)).collect()
}

fn block(
    block: &BlockShown,
    level: &LevelAnswer,
    words: &Words<'_>,
    speaker: &Speaker<'_>,
) -> BlockView {
    let markers = level.markers.iter().filter(|marker| marker.block == block.key);
    BlockView {
        label: say(&block.label),
        count: format!("{} из {}", block.met, block.total),
        markers: markers.map(|marker| MarkerView::of(marker, words, speaker)).collect(),
    }
}

fn way(level: &LevelAnswer) -> Option<Way> {
    let next = level.next.as_ref()?;
    let adds = |all: &[MissingShown]| all.iter().map(|one| say(&one.add)).collect();
    Some(Way {
        heading: heading(next, LANGUAGE),
        missing: adds(&next.missing),
        one_of: next.one_of.iter().map(|group| adds(group)).collect(),
        choices: adds(&next.choices),
    })
}

fn say(text: &Bilingual) -> String {
    set(text.in_language(LANGUAGE))
}

const fn state(marker: &MarkerShown) -> &'static str {
    match (marker.state, marker.minimum) {
        (MarkerState::Met, _) => "выполнен",
        (MarkerState::Awaiting, _) => "выполнен, изменение ожидает подтверждения",
        (MarkerState::Lapsed, _) => "нужно обновить",
        (MarkerState::Disputed, _) => "оспаривается",
        (MarkerState::NotMet, true) => "требование не закрыто",
        (MarkerState::NotMet, false) => "пока нет",
    }
}

/// «действует до 31.12.2016»: the day on which it ceases to be met if nothing is renewed, on which
/// kept confirmations cease to count, or until which a requirement can stay open.
fn until(marker: &MarkerShown) -> Option<String> {
    let until = |words: &str, day| set(&format!("{words} {}", typography::date(day, LANGUAGE)));
    if !marker.met {
        let words = if marker.waived { "отсрочка до" } else { "закрыть до" };
        return marker.open_until.map(|day| until(words, day));
    }
    let awaited = marker.awaits_until.map(|day| until("до", day));
    awaited.or_else(|| marker.lapses_on.map(|day| until("действует до", day)))
}

impl MarkerView {
    fn of(marker: &MarkerShown, words: &Words<'_>, speaker: &Speaker<'_>) -> Self {
        let more = marker.because_count.saturating_sub(BECAUSE_MAX);
        let because = marker.because.iter().take(BECAUSE_MAX);
        Self {
            id: marker.id.clone(),
            label: say(&marker.label),
            met: marker.met,
            state: state(marker),
            until: until(marker),
            claims: typography::integer(i128::try_from(marker.because_count).unwrap_or_default()),
            because: because.map(|claim| words.claim(claim, speaker)).collect(),
            more: (more > 0).then(|| set(&format!("и ещё {more}"))),
        }
    }
}
