//! A time of one level in words: what brought it about, and what each of its markers rested on.

use registry_events::claim::Relation;
use registry_events::level::Level;

use super::reason::Reasons;
use crate::pages::frame::Frame;
use crate::pages::shown::{LevelView, by_right, seen};
use crate::read::basis::{ConfirmationBasis, MarkerBasis};
use crate::read::level::PeriodShown;
use crate::words::terms;
use crate::words::typography::{capitalised, set};

/// A time of one level.
pub struct PeriodView {
    pub level: LevelView,
    /// «до 12.03.2017», where it has ended.
    pub until: Option<String>,
    /// What brought it about, and who confirmed its gates.
    pub sentence: String,
    pub corrected: Option<String>,
    /// Where the proof of the assessment is; none where the log isn't signed.
    pub proof: Option<String>,
    pub basis: Vec<BasisView>,
}

/// A marker of a past level with what it rested on.
pub struct BasisView {
    pub marker: String,
    pub gate: bool,
    /// Who confirmed it, else how well it was supported without them.
    pub support: Vec<SupportView>,
}

/// A confirmation of what a marker rested on.
#[derive(PartialEq, Eq)]
pub struct SupportView {
    /// «ООО …, участник кластера, 11.03.2017».
    pub words: String,
    /// By what right, where somebody confirmed.
    pub right: Option<String>,
}

/// The period after one of the level before.
pub fn view(period: &PeriodShown, before: Option<Level>, frame: &Frame) -> PeriodView {
    PeriodView {
        level: LevelView::of(period.level, frame.language),
        until: until(period, frame),
        sentence: sentence(period, before, frame),
        corrected: period
            .corrected
            .as_ref()
            .map(|reason| frame.words.say_with("period-corrected", &[("reason", reason)])),
        proof: period.proof_url.clone(),
        basis: period.basis.iter().map(|basis| BasisView::of(basis, frame)).collect(),
    }
}

/// «до 12.03.2017», where it has ended.
fn until(period: &PeriodShown, frame: &Frame) -> Option<String> {
    let day = frame.day(period.until?);
    Some(frame.words.say_with("period-until", &[("day", &day)]))
}

/// «Высокий с 12.03.2017. Последним выполнен признак C1. Обязательные признаки подтвердили: …».
fn sentence(period: &PeriodShown, before: Option<Level>, frame: &Frame) -> String {
    let why = Reasons { words: frame.words }.why(period, before);
    let parties = parties(period, frame).join("; ");
    let confirmed = (!parties.is_empty())
        .then(|| frame.words.say_with("gates-confirmed-by", &[("parties", &parties)]));
    let said = std::iter::once(began(period, frame)).chain(why).chain(confirmed);
    let said = said.collect::<Vec<_>>().join(" ");
    // A name can end with the dot of an abbreviation: «…, Нижегородская обл.».
    set(&said.replace("..", "."))
}

/// «Высокий с 12.03.2017.».
fn began(period: &PeriodShown, frame: &Frame) -> String {
    let level = LevelView::of(period.level, frame.language);
    let (level, day) = (capitalised(level.word), frame.day(period.since));
    frame.words.say_with("period-began", &[("level", &level), ("day", &day)])
}

/// Everybody who stood behind a gate when the level began, once each.
fn parties(period: &PeriodShown, frame: &Frame) -> Vec<String> {
    let mut parties = Vec::new();
    let gates = period.basis.iter().filter(|basis| basis.gate);
    for given in gates.flat_map(|basis| &basis.confirmations) {
        let party = party(given, frame);
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

fn party(given: &ConfirmationBasis, frame: &Frame) -> String {
    Reasons { words: frame.words }.who(given.organisation.as_ref(), given.role)
}

impl BasisView {
    fn of(basis: &MarkerBasis, frame: &Frame) -> Self {
        let mut support: Vec<SupportView> = Vec::new();
        for given in &basis.confirmations {
            let said = confirmation(given, frame);
            if !support.contains(&said) {
                support.push(said);
            }
        }
        if support.is_empty() {
            support.push(SupportView { words: unconfirmed(basis, frame), right: None });
        }
        Self { marker: basis.marker.clone(), gate: basis.gate, support }
    }
}

/// «ООО …, участник кластера, 11.03.2017, увидено 10.03.2017».
fn confirmation(given: &ConfirmationBasis, frame: &Frame) -> SupportView {
    let (who, day) = (party(given, frame), frame.day(given.at));
    let parts = [("who", who.as_str()), ("relation", relation(given, frame)), ("day", &day)];
    let words = frame.words.say_with("confirmed-how", &parts) + &seen(given.seen_on, frame);
    let right = by_right(given.authority.basis, given.right.as_ref(), frame);
    SupportView { words, right: Some(set(&right)) }
}

/// How well claims that nobody confirmed were supported: what most can be said of the weakest.
fn unconfirmed(basis: &MarkerBasis, frame: &Frame) -> String {
    let degrees = basis.claims.iter().map(|claim| terms::degree(claim.corroboration));
    let weakest = degrees.min_by_key(|degree| degree.degree());
    let said = weakest.map(|degree| terms::corroboration(degree).get(frame.language).to_owned());
    said.unwrap_or_else(|| frame.say("basis-silent"))
}

fn relation(given: &ConfirmationBasis, frame: &Frame) -> &'static str {
    use Relation as R;
    let known = [R::Participant, R::Partner, R::Ckr, R::Region, R::Officer, R::Register];
    let relation = known.into_iter().find(|relation| relation.key() == given.relation);
    relation.map_or("", |relation| terms::relation(relation).get(frame.language))
}
