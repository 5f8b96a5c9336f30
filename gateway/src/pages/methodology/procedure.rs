//! How statements are corroborated, lapse, are waived and disputed: days and numbers come from the
//! rulebook, ages of statements from the catalogue.

use registry_core::rulebook::{Marker, Rulebook};
use registry_events::claim::Corroboration;

use super::super::frame::Frame;
use super::rules::{level_of, text};
use crate::read::lens::Lens;
use crate::words::terms;

/// Degrees of corroboration by the number that rules give them.
pub(super) const DEGREES: [Corroboration; 4] = [
    Corroboration::SelfDeclared,
    Corroboration::Documented,
    Corroboration::PartiallyCorroborated,
    Corroboration::FullyCorroborated,
];

/// The list of official statuses in the dictionaries.
const OFFICIAL_STATUS: &str = "official_status";

/// The procedure around levels.
pub(super) struct Procedure {
    pub(super) degrees: Vec<DegreeView>,
    pub(super) lapse: Vec<String>,
    pub(super) requirements: Vec<String>,
    /// Official statuses for which requirements may be met later.
    pub(super) statuses: Vec<String>,
    pub(super) disputes: Vec<String>,
}

/// A degree of corroboration.
pub(super) struct DegreeView {
    pub(super) key: &'static str,
    pub(super) word: String,
    pub(super) meaning: String,
    /// For which levels' gates it is the least.
    pub(super) asked: Option<String>,
}

impl Procedure {
    pub(super) fn of(book: &Rulebook, lens: &Lens<'_>, frame: &Frame) -> Self {
        Self {
            degrees: DEGREES.into_iter().map(|one| DegreeView::of(one, book, frame)).collect(),
            lapse: lapse(book, lens, frame),
            requirements: requirements(book, frame),
            statuses: statuses(book, lens, frame),
            disputes: disputes(book, frame),
        }
    }
}

impl DegreeView {
    fn of(degree: Corroboration, book: &Rulebook, frame: &Frame) -> Self {
        let number = DEGREES.iter().position(|one| *one == degree).unwrap_or_default();
        let asking = book.levels.iter();
        let asking = asking.filter(|rule| usize::try_from(rule.corroboration_min) == Ok(number));
        let levels: Vec<_> = asking.map(|rule| level_of(rule.level, frame)).collect();
        let asked = || frame.words.say_with("degree-asked", &[("levels", &levels.join(", "))]);
        Self {
            key: degree.key(),
            word: terms::corroboration(degree).get(frame.language).to_owned(),
            meaning: frame.say(match degree {
                Corroboration::SelfDeclared => "degree-self-declared",
                Corroboration::Documented => "degree-documented",
                Corroboration::PartiallyCorroborated => "degree-partially",
                Corroboration::FullyCorroborated => "degree-fully",
            }),
            asked: (!levels.is_empty()).then(asked),
        }
    }
}

fn lapse(book: &Rulebook, lens: &Lens<'_>, frame: &Frame) -> Vec<String> {
    let limits = book.limits();
    let ages = ages(lens).map(|(least, most)| {
        let (least, most) = (least.to_string(), most.to_string());
        frame.words.say_with("lapse-ages", &[("least", &least), ("most", &most)])
    });
    let with_grace =
        [("lapse-grace", limits.grace_days), ("lapse-change", limits.kept_confirmation_days)];
    let with_grace = with_grace.map(|(key, days)| {
        let days = frame.count("rule-in-days", number(days));
        frame.words.say_with(key, &[("grace", &days)])
    });
    ages.into_iter().chain(with_grace).chain([frame.say("lapse-never-silent")]).collect()
}

/// The least and the most months after which the catalogue has statements renewed.
fn ages(lens: &Lens<'_>) -> Option<(u32, u32)> {
    let catalogue = lens.catalogue()?;
    let fields = catalogue.fields.iter().filter_map(|field| field.freshness_months);
    let lists = catalogue.collections.iter().filter_map(|list| list.freshness_months);
    let all: Vec<_> = fields.chain(lists).collect();
    Some((*all.iter().min()?, *all.iter().max()?))
}

fn requirements(book: &Rulebook, frame: &Frame) -> Vec<String> {
    let days = frame.count("rule-in-days", number(book.limits().requirement_days));
    let open = frame.words.say_with("minimum-open", &[("days", &days)]);
    let waivable = |marker: &&Marker| marker.waivable;
    let waivable: Vec<_> =
        book.markers.iter().filter(waivable).map(|one| one.id.as_str()).collect();
    let waivers = (!waivable.is_empty() && !book.waiving_statuses.is_empty()).then(|| {
        let parts = [("markers", waivable.join(", ")), ("days", days)];
        let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
        frame.words.say_with("minimum-waived", &parts)
    });
    [open].into_iter().chain(waivers).collect()
}

fn statuses(book: &Rulebook, lens: &Lens<'_>, frame: &Frame) -> Vec<String> {
    let waives = book.markers.iter().any(|marker| marker.waivable);
    let statuses = book.waiving_statuses.iter().filter(|_| waives);
    statuses.map(|status| text(&lens.term(OFFICIAL_STATUS, status), frame)).collect()
}

fn disputes(book: &Rulebook, frame: &Frame) -> Vec<String> {
    let limits = book.limits();
    let working = |days: u32| frame.count("rule-in-working-days", number(days));
    let admission = working(limits.dispute_admission_working_days);
    let answer = working(limits.dispute_answer_working_days);
    vec![
        frame.count("contest-filed", limits.open_disputes_max),
        frame.words.say_with("contest-admitted", &[("days", &admission)]),
        frame.words.say_with("contest-answered", &[("days", &answer)]),
        frame.say("contest-decided"),
        frame.say("contest-lifted"),
    ]
}

fn number(days: impl TryInto<usize>) -> usize {
    days.try_into().unwrap_or_default()
}
