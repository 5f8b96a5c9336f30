//! Parts that several pages show: a level with its glyph, a value with who supports it.

use registry_events::claim::Stated;
use registry_events::level::Level;
use registry_events::value::{Language, Value};
use registry_projections::card::{Confirmation, CurrentClaim};

use super::frame::Frame;
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
    /// The word of its corroboration; none where nothing is stated.
    pub degree: Option<&'static str>,
    /// The day it describes: «на 30.06.2015».
    pub described: Option<String>,
    /// Who confirmed it: «ООО …, участник кластера».
    pub confirmers: Vec<String>,
    /// What shows it.
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
            degree: None,
            described: None,
            confirmers: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// A claim in force.
    pub fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let claim = &current.claim;
        let seen = speaker.lens.seen(claim);
        let described =
            claim.described_on.map(|on| format!("на {}", typography::date(on, LANGUAGE)));
        Self {
            text: set(&speaker.claim(claim)),
            absent: matches!(seen, Seen::Absent(_)),
            link: link(&claim.stated, seen, frame),
            degree: Some(terms::corroboration(current.corroboration()).get(LANGUAGE)),
            described,
            confirmers: current.confirmations.iter().map(|one| confirmer(one, speaker)).collect(),
            evidence: evidence(&claim.evidence),
        }
    }
}

/// The addresses of evidence.
pub fn evidence(evidence: &[registry_events::claim::Evidence]) -> Vec<String> {
    use registry_events::claim::Evidence;
    evidence
        .iter()
        .map(|piece| match piece {
            Evidence::Link(url) => url.to_string(),
        })
        .collect()
}

fn link(stated: &Stated, seen: Seen<'_>, frame: &Frame) -> Option<Link> {
    let Seen::Value(_) = seen else { return None };
    match stated.value()? {
        Value::Organisation(id) => {
            Some(Link { address: frame.link(&format!("/organisations/{id}")), outside: false })
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
