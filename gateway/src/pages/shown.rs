//! Parts that several pages show: a level with its glyph, a value with who supports it.

use registry_events::claim::{Claim, Stated};
use registry_events::level::Level;
use registry_events::value::{Language, Value};
use registry_projections::card::{Confirmation, CurrentClaim};

use super::frame::Frame;
use crate::read::claim::awaits_until;
use crate::read::lens::Seen;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The language of pages.
pub const LANGUAGE: Language = Language::Ru;

/// A level: three dots and the word, never one without the other.
pub struct LevelView {
    /// Three dots.
    pub glyph: &'static str,
    /// The word.
    pub word: &'static str,
}

/// A value with how well it is supported.
pub struct ValueView {
    /// What is said.
    pub text: String,
    /// Whether it is said that there is no value.
    pub absent: bool,
    /// Where it leads: an organisation's page or an address on the web.
    pub link: Option<Link>,
    /// Its days: «на 30.06.2015, держится до 30.06.2016».
    pub days: Option<String>,
    /// How well it is supported; none where nothing is stated, and where its row says it once.
    pub support: Option<Support>,
    /// What shows it, unless its row says it once.
    pub evidence: Vec<String>,
}

/// How well something is supported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The word of its corroboration.
    pub degree: &'static str,
    /// Who confirmed it: «ООО …, участник кластера»; nobody where the field isn't public.
    pub confirmers: Vec<String>,
    /// What limits that: «оспаривается с 12.03.2017».
    pub notes: Vec<String>,
}

/// What the values of a row have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InCommon {
    /// How well each is supported; none where that isn't the same for all.
    pub support: Option<Support>,
    /// What shows each; empty where that isn't the same for all.
    pub evidence: Vec<String>,
}

/// Where a value leads.
pub struct Link {
    /// The address.
    pub address: String,
    /// Whether it leads out of the registry.
    pub outside: bool,
}

impl From<Level> for LevelView {
    fn from(level: Level) -> Self {
        Self { glyph: terms::level_glyph(level), word: terms::level(level).get(LANGUAGE) }
    }
}

impl ValueView {
    /// A field of which nothing was ever stated.
    pub fn not_provided() -> Self {
        let absence = registry_events::claim::Absence::NotProvided;
        Self {
            text: terms::absence(absence).get(LANGUAGE).into(),
            absent: true,
            link: None,
            days: None,
            support: None,
            evidence: Vec::new(),
        }
    }

    /// A claim in force.
    pub fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let claim = &current.claim;
        let seen = speaker.lens.seen(claim);
        Self {
            text: set(&speaker.claim(claim)),
            absent: matches!(seen, Seen::Absent(_)),
            link: link(&claim.stated, seen, frame),
            days: days(claim),
            support: Some(Support::of(current, speaker, frame)),
            evidence: evidence(speaker.lens.evidence(Some(&claim.path), &claim.evidence)),
        }
    }
}

impl Support {
    fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let public = speaker.lens.is_public(&current.claim.path);
        let standing = current.confirmations.iter().filter(|_| public);
        Self {
            degree: terms::corroboration(current.corroboration()).get(LANGUAGE),
            confirmers: standing.map(|one| confirmer(one, speaker)).collect(),
            notes: notes(current, speaker, frame),
        }
    }
}

/// Whether a claim is disputed, has lapsed, or awaits that its change is confirmed.
fn notes(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Vec<String> {
    let since = |words: &str, at| set(&format!("{words} с {}", frame.day(at)));
    let disputed = current.disputed.as_ref().map(|at| since("оспаривается", at.recorded_at));
    let lapsed = current.lapsed.as_ref().map(|at| since("нужно обновить", at.recorded_at));
    let awaiting = awaits_until(current).map(|until| {
        let kept = current.kept_confirmations().iter().map(|one| confirmer(one, speaker));
        let (until, kept) =
            (typography::date(until, LANGUAGE), kept.collect::<Vec<_>>().join("; "));
        set(&format!("ожидает подтверждения до {until}, прежнее значение подтвердили: {kept}"))
    });
    disputed.into_iter().chain(lapsed).chain(awaiting).collect()
}

impl InCommon {
    /// Takes out of a row's values what everything stated there shares, to be said once.
    pub fn taken_from(values: &mut [ValueView]) -> Self {
        let stated = || values.iter().filter(|value| value.support.is_some());
        let support = same(stated().map(|value| &value.support)).cloned().flatten();
        let evidence = same(stated().map(|value| &value.evidence)).cloned();
        for value in values {
            if support.is_some() {
                value.support = None;
            }
            if evidence.is_some() {
                value.evidence.clear();
            }
        }
        Self { support, evidence: evidence.unwrap_or_default() }
    }
}

/// The value that all of several are; none of none.
fn same<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// «на 30.06.2015, держится до 30.06.2016»: the day a claim describes and the day it ages.
fn days(claim: &Claim) -> Option<String> {
    let day = |words: &str, on| format!("{words} {}", typography::date(on, LANGUAGE));
    let described = claim.described_on.map(|on| day("на", on));
    let holds = claim.holds_until.map(|on| day("держится до", on));
    let days: Vec<_> = described.into_iter().chain(holds).collect();
    (!days.is_empty()).then(|| set(&days.join(", ")))
}

/// The addresses of evidence.
pub fn evidence(evidence: &[registry_events::claim::Evidence]) -> Vec<String> {
    use registry_events::claim::Evidence;
    evidence
        .iter()
        .map(|piece| match piece {
            Evidence::Link(url) => url.to_string(),
            Evidence::Document(document) => document.digest.to_string(),
        })
        .collect()
}

fn link(stated: &Stated, seen: Seen<'_>, frame: &Frame) -> Option<Link> {
    let Seen::Value(_) = seen else { return None };
    match stated.value()? {
        Value::Organisation(id) => {
            Some(Link { address: frame.link(&format!("/organisations/{id}")), outside: false })
        }
        Value::Cluster(id) => {
            Some(Link { address: frame.link(&format!("/clusters/{id}")), outside: false })
        }
        Value::Url(url) => Some(Link { address: url.to_string(), outside: true }),
        Value::Email(email) => Some(Link { address: format!("mailto:{email}"), outside: true }),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Decimal(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Phone(_)
        | Value::Money(_)
        | Value::Flag(_)
        | Value::Code(_)
        | Value::Codes(_)
        | Value::Point(_)
        | Value::Items(_)
        | Value::Texts(_)
        | Value::Urls(_)
        | Value::Ratings(_)
        | Value::Shares(_)
        | Value::Address(_)
        | Value::File(_)
        | Value::NamedOrganisation(_) => None,
    }
}

fn confirmer(confirmation: &Confirmation, speaker: &Speaker<'_>) -> String {
    let relation = terms::relation(confirmation.relation).get(LANGUAGE);
    match confirmation.place.actor.organisation {
        Some(id) => format!("{}, {relation}", speaker.text(&speaker.lens.organisation(id))),
        None => relation.into(),
    }
}
