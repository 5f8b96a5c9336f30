//! What is open about a cluster: minimum requirements, disputes, participants of whom cluster and
//! organisation say different things.

use registry_core::editions::RegistryState;
use registry_events::claim::ClaimRef;
use registry_events::path::ItemPath;
use registry_projections::card::{Card, Dispute};

use crate::pages::frame::Frame;
use crate::pages::shown::{EvidenceView, evidence};
use crate::read::card::TypeConflict;
use crate::read::dispute::public;
use crate::read::employees::EmployeesShown;
use crate::words::terms;
use crate::words::typography::{self, integer, set};
use crate::words::value::Speaker;

/// A dispute in words.
pub struct DisputeView {
    /// What is contested: «Численность работников: 1 200».
    pub claim: String,
    /// Whether nothing was decided yet.
    pub open: bool,
    /// Why it is contested.
    pub text: String,
    /// The sources it names.
    pub evidence: Vec<EvidenceView>,
    /// Its steps, oldest first.
    pub steps: Vec<String>,
}

/// «M8, не меньше 10 участников: требование не закрыто с 28.09.2016, закрыть до 27.12.2016».
pub fn requirements(card: &Card, rules: Option<&RegistryState>, frame: &Frame) -> Vec<String> {
    let edition = card.level.as_ref().map(|level| level.edition.as_str());
    let rulebook = rules.zip(edition).and_then(|(rules, edition)| rules.rulebook_of(edition));
    let language = frame.language;
    let label = |marker: &str| {
        let known = rulebook.as_ref().and_then(|rulebook| rulebook.marker(marker));
        known.map(|known| format!(", {}", known.label.in_language_or_other(language)))
    };
    let open = card.requirements.iter().map(|(marker, open)| {
        let (since, until) =
            (frame.day(open.since.recorded_at), typography::date(open.until, language));
        let label = label(marker.as_str()).unwrap_or_default();
        let key = if open.waived_for.is_some() { "requirement-waived" } else { "requirement-open" };
        let words = frame.words.say_with(key, &[("since", &since), ("until", &until)]);
        format!("{}: {words}", set(&format!("{marker}{label}")))
    });
    open.collect()
}

/// The disputes of claims that everybody may see, in the order of filing.
pub fn disputes(card: &Card, speaker: &Speaker<'_>, frame: &Frame) -> Vec<DisputeView> {
    let view = |dispute: &Dispute| DisputeView {
        claim: contested(&dispute.claim, card, speaker),
        open: dispute.resolution.is_none(),
        text: dispute.text.clone(),
        evidence: evidence(&dispute.evidence, speaker.language),
        steps: steps(dispute, frame),
    };
    public(card, &speaker.lens).map(|(_, dispute)| view(dispute)).collect()
}

/// What is contested, with its value while that is the current one.
fn contested(about: &ClaimRef, card: &Card, speaker: &Speaker<'_>) -> String {
    let label = speaker.label(&about.path);
    let of = about.path.item.as_ref().map(|item| format!("{}: ", speaker.item(item)));
    let current = card.claim(&about.path).filter(|claim| claim.place.version == about.version);
    let value = current.map(|claim| format!(": {}", speaker.claim(&claim.claim)));
    set(&format!("{}{label}{}", of.unwrap_or_default(), value.unwrap_or_default()))
}

fn steps(dispute: &Dispute, frame: &Frame) -> Vec<String> {
    let say = |key: &str, parts: &[(&str, &str)]| frame.words.say_with(key, parts);
    let until = typography::date(dispute.answer_until, frame.language);
    let admitted = frame.day(dispute.admitted.recorded_at);
    let mut steps = vec![say("dispute-admitted", &[("day", &admitted), ("until", &until)])];
    if let Some(missed) = &dispute.unanswered {
        steps.push(say("dispute-unanswered", &[("day", &frame.day(missed.recorded_at))]));
    }
    if let Some(answer) = &dispute.answer {
        let day = frame.day(answer.place.recorded_at);
        steps.push(say("dispute-answer", &[("day", &day), ("text", &answer.text)]));
    }
    if let Some(end) = &dispute.resolution {
        let outcome = terms::dispute_outcome(end.outcome).get(frame.language);
        let day = frame.day(end.place.recorded_at);
        let parts = [("day", day.as_str()), ("outcome", outcome), ("reason", end.reason.as_str())];
        steps.push(say("dispute-resolved", &parts));
    }
    if let Some(lifted) = &dispute.lifted {
        steps.push(say("dispute-lifted", &[("day", &frame.day(lifted.recorded_at))]));
    }
    steps
}

/// The sum over the participants beside the total.
pub struct EmployeesView {
    /// Whether they contradict each other.
    pub conflict: bool,
    /// «Сумма по участникам — 140, указали 2 из 11; …».
    pub said: String,
}

/// What is said of the sum over the participants; nothing where no participant's number is stated.
pub fn employees(shown: &EmployeesShown, frame: &Frame) -> Option<EmployeesView> {
    let number = |number: usize| integer(i128::try_from(number).unwrap_or(i128::MAX));
    let (sum, stated, of) = (integer(shown.sum?), number(shown.stated_by), number(shown.of));
    let total = shown.total.map(integer).unwrap_or_default();
    let key = match (shown.conflict, shown.method.as_deref()) {
        (false, _) => "employees-sum",
        (true, Some("sum")) => "employees-sum-differs",
        (true, _) => "employees-sum-greater",
    };
    let parts =
        [("sum", sum.as_str()), ("stated", &stated), ("of", &of), ("total", total.as_str())];
    let said = frame.words.say_with(key, &parts);
    Some(EmployeesView { conflict: shown.conflict, said })
}

/// «ООО «…»: кластер указал «Малые предприятия», организация — «Средние предприятия»».
pub fn type_conflicts(
    conflicts: &[TypeConflict],
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<String> {
    let said = |conflict: &TypeConflict| {
        let collection = registry_events::value::Code::literal("participants");
        let item = registry_events::ids::ItemId(conflict.item);
        let member = speaker.item(&ItemPath { collection, item });
        let (stated, own) = (&conflict.stated.label, &conflict.own.label);
        let (stated, own) = (stated.in_language(frame.language), own.in_language(frame.language));
        let parts = [("member", member.as_str()), ("stated", stated), ("own", own)];
        frame.words.say_with("type-conflict", &parts)
    };
    conflicts.iter().map(said).collect()
}
