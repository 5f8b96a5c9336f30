//! The level of a cluster, explained: markers by block, the way on, who confirmed each level.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use jiff::Timestamp;
use registry_events::ids::ClusterId;
use registry_events::level::Level;

use super::answer::{CachePolicy, Page, rendered};
use super::cluster::Head;
use super::frame::Frame;
use super::shown::{LANGUAGE, LevelView};
use crate::api::read::level::explained;
use crate::api::read::streams::card_at;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::basis::ConfirmationBasis;
use crate::read::level::{
    BlockShown, LevelAnswer, MarkerShown, MissingShown, PeriodShown, heading,
};
use crate::read::parts::Bilingual;
use crate::words::in_order;
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
    claims: String,
    lapses_on: String,
}

/// The way to the next level.
struct Way {
    heading: String,
    missing: Vec<String>,
    choices: Vec<String>,
}

/// A time of one level.
struct PeriodView {
    level: LevelView,
    sentence: String,
    until: Option<String>,
    corrected: Option<String>,
    gates: Vec<GateView>,
}

/// A gate of a past level with who confirmed it.
struct GateView {
    marker: String,
    confirmations: Vec<String>,
}

/// `/clusters/{id}/level`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    mut reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
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
        head: Head::new(&card, &speaker, &frame, &app, "/level"),
        blocks: level.blocks.iter().map(|block| self::block(block, &level)).collect(),
        way: way(&level),
        periods: level.history.iter().filter_map(|period| words.period(period)).collect(),
        rulebook: rulebook(&level),
        api: frame.link(&format!("/api/v1/clusters/{id}/level")),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

fn rulebook(level: &LevelAnswer) -> String {
    let edition = level.edition.as_ref();
    edition.map(|edition| format!("/api/v1/rulebooks/{edition}")).unwrap_or_default()
}

struct Words<'w> {
    app: &'w App,
}

impl Words<'_> {
    fn day(&self, at: Timestamp) -> String {
        typography::day(at, self.app.registry.zone(), LANGUAGE)
    }

    fn period(&self, period: &PeriodShown) -> Option<PeriodView> {
        let level = Level::from_key(period.level)?;
        let gates = period.basis.iter().filter(|basis| basis.gate);
        Some(PeriodView {
            level: level.into(),
            sentence: self.sentence(period),
            until: period.until.map(|until| self.day(until)),
            corrected: period.corrected.clone(),
            gates: gates
                .map(|basis| GateView {
                    marker: basis.marker.clone(),
                    confirmations: basis
                        .confirmations
                        .iter()
                        .map(|c| self.confirmation(c))
                        .collect(),
                })
                .collect(),
        })
    }

    /// «Высокий с 12.03.2017. Последним выполнен признак C1. Обязательные признаки подтвердили: …».
    fn sentence(&self, period: &PeriodShown) -> String {
        let word = Level::from_key(period.level)
            .map(|level| capitalised(LevelView::from(level).word))
            .unwrap_or_default();
        let mut sentence = format!("{word} с {}.", self.day(period.since));
        if let Some(last) = last_marker(period) {
            sentence = format!("{sentence} {last}");
        }
        let parties = parties(period);
        if !parties.is_empty() {
            sentence =
                format!("{sentence} Обязательные признаки подтвердили: {}.", parties.join("; "));
        }
        set(&sentence)
    }

    fn confirmation(&self, given: &ConfirmationBasis) -> String {
        let relation = relation(given);
        format!("{}, {relation}, {}", party(given), self.day(given.at))
    }
}

fn block(block: &BlockShown, level: &LevelAnswer) -> BlockView {
    let markers = level.markers.iter().filter(|marker| marker.block == block.key);
    BlockView {
        label: say(&block.label),
        count: format!("{} из {}", block.met, block.total),
        markers: markers.map(MarkerView::of).collect(),
    }
}

fn way(level: &LevelAnswer) -> Option<Way> {
    let next = level.next.as_ref()?;
    let adds = |all: &[MissingShown]| all.iter().map(|one| say(&one.add)).collect();
    Some(Way {
        heading: heading(next, LANGUAGE),
        missing: adds(&next.missing),
        choices: adds(&next.choices),
    })
}

/// What was met last: the listing, markers gained, else the support that a confirmation gave.
fn last_marker(period: &PeriodShown) -> Option<String> {
    let cause = period.cause.as_ref();
    if cause.is_some_and(|cause| cause.event_type == "ClusterListed") {
        return Some("Кластер внесён в реестр.".into());
    }
    let gained = in_order(period.gained.iter().map(String::as_str)).join(", ");
    let confirmed = cause.filter(|cause| cause.event_type == "ClaimConfirmed");
    match (period.gained.len(), confirmed) {
        (1, _) => Some(format!("Последним выполнен признак {gained}.")),
        (0, Some(cause)) => {
            let organisation = cause.actor.organisation.as_ref();
            let who = organisation.map_or(OFFICER, |one| one.name.in_language(LANGUAGE));
            Some(format!("Последнее подтверждение: {who}."))
        }
        (0, None) => None,
        _ => Some(format!("Последними выполнены признаки: {gained}.")),
    }
}

/// Who confirms without speaking for an organisation.
const OFFICER: &str = "куратор реестра";

/// Everybody who stood behind a gate when the level began, once each.
fn parties(period: &PeriodShown) -> Vec<String> {
    let mut parties = Vec::new();
    let gates = period.basis.iter().filter(|basis| basis.gate);
    for given in gates.flat_map(|basis| &basis.confirmations) {
        let party = party(given);
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

fn party(given: &ConfirmationBasis) -> String {
    let organisation = given.organisation.as_ref();
    organisation.map_or(OFFICER.into(), |one| one.name.in_language(LANGUAGE).to_owned())
}

fn relation(given: &ConfirmationBasis) -> &'static str {
    use registry_events::claim::Relation as R;
    let known = [R::Participant, R::Ckr, R::Officer, R::Register];
    let relation = known.into_iter().find(|relation| relation.key() == given.relation);
    relation.map_or("", |relation| crate::words::terms::relation(relation).get(LANGUAGE))
}

fn say(text: &Bilingual) -> String {
    set(text.in_language(LANGUAGE))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl MarkerView {
    fn of(marker: &MarkerShown) -> Self {
        let lapses = marker.lapses_on.filter(|_| marker.met);
        Self {
            id: marker.id.clone(),
            label: say(&marker.label),
            met: marker.met,
            state: match (marker.met, marker.minimum) {
                (true, _) => "выполнен",
                (false, true) => "требование не закрыто",
                (false, false) => "пока нет",
            },
            claims: typography::integer(i128::try_from(marker.because_count).unwrap_or_default()),
            lapses_on: lapses.map(|on| typography::date(on, LANGUAGE)).unwrap_or_default(),
        }
    }
}
