//! Parts that several pages show: a level with its glyph, a value with who supports it.

use jiff::civil::Date;
use registry_events::actor::{Basis, Role};
use registry_events::claim::{Evidence, Stated};
use registry_events::level::Level;
use registry_events::path::FieldPath;
use registry_events::value::{Language, Text, Value};
use registry_projections::card::{Confirmation, CurrentClaim};

use super::frame::Frame;
use super::mailto::mailto;
use super::spoken;
use crate::read::claim::{awaits_until, checked_on};
use crate::read::lens::Seen;
use crate::read::right::RightShown;
use crate::read::value::basis_key;
use crate::words::terms;
use crate::words::transliteration;
use crate::words::typography::{self, set};
use crate::words::value::{Speaker, said_document};

/// A level: three dots and the word, never one without the other.
pub struct LevelView {
    /// Its key, which chooses its colours.
    pub key: &'static str,
    /// Three dots.
    pub glyph: &'static str,
    /// The word.
    pub word: &'static str,
}

/// A value with how well it is supported.
pub struct ValueView {
    /// What is said.
    pub text: String,
    /// The language of a text that has none in the page's language.
    pub only_in: Option<&'static str>,
    /// Whether some of it stands in the other language and has nothing in the page's.
    pub is_partly_other: bool,
    /// An address in Latin letters, on a page in English: nobody can state one in both languages.
    pub latin: Option<String>,
    /// Whether it is said that there is no value.
    pub absent: bool,
    /// Where it leads: an organisation's page or an address on the web.
    pub link: Option<Link>,
    /// Its days: «на 30.06.2015, держится до 30.06.2016».
    pub days: Option<String>,
    /// How well it is supported; none where nothing is stated, and where its row says it once.
    pub support: Option<Support>,
}

/// How well something is supported, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The word of its corroboration.
    pub degree: &'static str,
    /// The key of that, which chooses its mark.
    pub key: &'static str,
    /// Who stated it: «представитель кластера».
    pub stated_by: &'static str,
    /// When; of several values the first and the last day.
    pub stated_on: (Date, Date),
    /// What the claimant shows.
    pub evidence: Vec<EvidenceView>,
    /// Who confirmed it; nobody where the field isn't public.
    pub confirmations: Vec<Confirmed>,
    /// What limits that: «оспаривается с 12.03.2017».
    pub notes: Vec<String>,
    /// Where somebody says that it is wrong; none on a page of the past, and of what isn't a profile's.
    pub report: Option<String>,
}

/// A confirmation: who, when, by what right, on what evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// «ООО …, участник кластера, 12.03.2017».
    pub who: String,
    /// «представитель организации; письмо или доверенность; видел куратор реестра, 01.02.2016».
    pub right: String,
    /// What the confirmer saw.
    pub evidence: Vec<EvidenceView>,
}

/// What shows that something is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceView {
    /// An address on the web.
    Link(String),
    /// A document: only those who judge it can open it, and whoever has it can compare its digest.
    Document {
        /// «PDF, 120 КБ».
        kind: String,
        /// Its digest.
        digest: String,
    },
}

/// Where a value leads.
pub struct Link {
    /// The address.
    pub address: String,
    /// Whether it leads out of the registry.
    pub outside: bool,
}

impl LevelView {
    /// A level in the page's language.
    pub fn of(level: Level, language: Language) -> Self {
        Self {
            key: level.key(),
            glyph: terms::level_glyph(level),
            word: terms::level(level).get(language),
        }
    }
}

impl ValueView {
    /// A field of which nothing was ever stated.
    pub fn not_provided(language: Language) -> Self {
        let absence = registry_events::claim::Absence::NotProvided;
        Self {
            text: terms::absence(absence).get(language).into(),
            only_in: None,
            is_partly_other: false,
            latin: None,
            absent: true,
            link: None,
            days: None,
            support: None,
        }
    }

    /// A claim in force.
    pub fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let claim = &current.claim;
        let seen = speaker.lens.seen(claim);
        let text = set(&speaker.claim(claim));
        Self {
            is_partly_other: is_of_people(seen) && is_partly_russian(&text, speaker.language),
            latin: latin(seen, &text, speaker.language),
            text,
            only_in: match seen {
                Seen::Value(Value::Text(text)) => only_in(text, speaker.language),
                _ => None,
            },
            absent: matches!(seen, Seen::Absent(_)),
            link: link(&claim.stated, seen, frame),
            days: days(current, speaker, frame),
            support: Some(Support::of(current, speaker, frame)),
        }
    }
}

/// Whether a value is in the words of whoever gave it, so that nobody could translate it.
const fn is_of_people(seen: Seen<'_>) -> bool {
    use Value::{Address, Cluster, Items, NamedOrganisation, Organisation, Texts};
    let Seen::Value(value) = seen else { return false };
    matches!(
        value,
        Texts(_) | Organisation(_) | NamedOrganisation(_) | Cluster(_) | Address(_) | Items(_)
    )
}

/// An address as letters to it can be written.
fn latin(seen: Seen<'_>, text: &str, language: Language) -> Option<String> {
    let is_address = matches!(seen, Seen::Value(Value::Address(_)));
    let only_in = (is_address && is_partly_russian(text, language)).then_some("ru");
    transliteration::of(text, only_in)
}

/// Whether something of a text on an English page is in Russian.
pub fn is_partly_russian(text: &str, language: Language) -> bool {
    spoken::pieces(text, &language).iter().any(|piece| piece.only_in.is_some())
}

/// The language of a text that isn't written in the page's.
pub const fn only_in(text: &Text, language: Language) -> Option<&'static str> {
    match language {
        Language::En if text.en.is_none() => Some("ru"),
        Language::Ru if text.ru.is_none() => Some("en"),
        _ => None,
    }
}

impl Support {
    /// How well a claim is supported.
    pub fn of(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let public = speaker.lens.is_public(&current.claim.path);
        let standing = current.support.confirmations.iter().filter(|_| public);
        let (claim, place) = (&current.claim, &current.place);
        let day = frame.date(place.recorded_at);
        Self {
            degree: terms::corroboration(current.corroboration()).get(speaker.language),
            key: current.corroboration().key(),
            stated_by: terms::role(place.actor.role).get(speaker.language),
            stated_on: (day, day),
            evidence: evidence(
                speaker.lens.evidence(Some(&claim.path), &claim.evidence),
                speaker.language,
            ),
            confirmations: standing.map(|one| Confirmed::of(one, speaker, frame)).collect(),
            notes: notes(current, speaker, frame),
            report: report(&claim.path, speaker, frame).filter(|_| public),
        }
    }

    /// What the values of a row share, taken out of them to be said once; none where they differ.
    pub fn taken_from(values: &mut [Option<ValueView>]) -> Option<Self> {
        let mut stated = values.iter().flatten().filter_map(|value| value.support.as_ref());
        let mut shared = stated.next()?.clone();
        for other in stated {
            shared = shared.joined_with(other)?;
        }
        for value in values.iter_mut().flatten() {
            value.support = None;
        }
        Some(shared)
    }
}

impl Support {
    /// The same for both, whenever each was stated; none where something else differs.
    fn joined_with(mut self, other: &Self) -> Option<Self> {
        let (first, last) = self.stated_on;
        let (from, until) = other.stated_on;
        let report = self.report.take();
        self.stated_on = (from, until);
        self.report.clone_from(&other.report);
        let same = self == *other;
        self.stated_on = (first.min(from), last.max(until));
        self.report = report;
        same.then_some(self)
    }

    /// «представитель кластера, 12.03.2017».
    pub fn stated(&self, language: &Language) -> String {
        let (first, last) = self.stated_on;
        let day = |day| typography::date(day, *language);
        let days =
            if first == last { day(first) } else { format!("{}–{}", day(first), day(last)) };
        set(&format!("{}, {days}", self.stated_by))
    }
}

/// Where somebody says that a field of a profile is wrong.
fn report(path: &FieldPath, speaker: &Speaker<'_>, frame: &Frame) -> Option<String> {
    let cluster = speaker.card.filter(|_| !frame.is_of_the_past())?.cluster;
    Some(frame.plain_link(&format!("/clusters/{cluster}/report?field={path}")))
}

impl Confirmed {
    fn of(one: &Confirmation, speaker: &Speaker<'_>, frame: &Frame) -> Self {
        let actor = &one.place.actor;
        let role = terms::role(actor.role).get(speaker.language);
        let right = RightShown::of(actor, one.place.position, speaker.lens.views);
        let right = by_right(basis_key(actor.authority.basis), right.as_ref(), frame);
        let day = frame.day(one.place.recorded_at);
        let seen = seen(one.seen_on, frame);
        Self {
            who: set(&format!("{}, {day}{seen}", confirmer(one, speaker))),
            right: set(&format!("{role}; {right}")),
            evidence: evidence(&one.evidence, speaker.language),
        }
    }
}

/// «письмо или доверенность; видел куратор реестра, 01.02.2016»: on what a right to speak rests, by its
/// key, and who gave it when.
pub fn by_right(basis: &str, right: Option<&RightShown>, frame: &Frame) -> String {
    let known = Basis::ALL.into_iter().find(|known| basis_key(*known) == basis);
    let words = known.map(|basis| terms::authority(basis).get(frame.language)).unwrap_or_default();
    let Some(right) = right else { return words.to_owned() };
    let who_when = |key: &str, role: Role, at| {
        let (who, day) = (terms::role(role).get(frame.language), frame.day(at));
        frame.words.say_with(key, &[("who", who), ("day", &day)])
    };
    if let Some(behind) = &right.mailbox_domain {
        let mailbox = frame.words.say_with("right-mailbox", &[("domain", &behind.domain)]);
        let tied = behind.tied_by.zip(behind.tied_at);
        let tied = tied.map(|(role, at)| who_when("right-tied", role, at));
        return std::iter::once(mailbox).chain(tied).collect::<Vec<_>>().join("; ");
    }
    let key = match (right.given_by, known) {
        (Role::Officer, Some(Basis::Letter)) => "right-seen",
        // The program gives a right only where whoever runs the registry tells it to.
        (Role::Clerk, _) => "right-recorded",
        _ => "right-given",
    };
    format!("{words}; {}", who_when(key, right.given_by, right.given_at))
}

/// «, увидено 11.03.2017», where a confirmer says when it saw what it confirms.
pub fn seen(on: Option<Date>, frame: &Frame) -> String {
    let day = on.map(|on| typography::date(on, frame.language));
    let seen = day.map(|day| frame.words.say_with("seen-on", &[("day", &day)]));
    seen.map(|seen| format!(", {seen}")).unwrap_or_default()
}

/// Whether a claim is disputed, has lapsed, or awaits that its change is confirmed.
fn notes(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Vec<String> {
    let since = |key: &str, at| frame.words.say_with(key, &[("day", frame.day(at).as_str())]);
    let disputed = current.disputed.as_ref().map(|at| since("disputed-since", at.recorded_at));
    let lapsed = current.lapsed.as_ref().map(|at| since("lapsed-since", at.recorded_at));
    let awaiting = awaits_until(current).map(|until| {
        let kept = current.support.kept().iter().map(|one| confirmer(one, speaker));
        let (until, kept) =
            (typography::date(until, speaker.language), kept.collect::<Vec<_>>().join("; "));
        frame.words.say_with("awaits-until", &[("day", &until), ("kept", &kept)])
    });
    disputed.into_iter().chain(lapsed).chain(awaiting).collect()
}

/// «на 30.06.2015, держится до 30.06.2016»: the day a claim describes and the day it ages.
/// Of a field whose confirmations age also the day on which it was checked.
fn days(current: &CurrentClaim, speaker: &Speaker<'_>, frame: &Frame) -> Option<String> {
    let claim = &current.claim;
    let day = |key: &str, on| {
        frame.words.say_with(key, &[("day", &typography::date(on, frame.language))])
    };
    let described = claim.described_on.map(|on| day("described-on", on));
    let holds = claim.holds_until.map(|on| day("holds-until", on));
    let ages = speaker.lens.field(&claim.path).is_some_and(|field| field.seen_months.is_some());
    let checked = checked_on(current, |at| frame.date(at)).filter(|_| ages);
    let checked = checked.map(|on| day("checked-on", on));
    let days: Vec<_> = described.into_iter().chain(holds).chain(checked).collect();
    (!days.is_empty()).then(|| days.join(", "))
}

/// Evidence as a page shows it.
pub fn evidence(evidence: &[Evidence], language: Language) -> Vec<EvidenceView> {
    let view = |piece: &Evidence| match piece {
        Evidence::Link(url) => EvidenceView::Link(url.to_string()),
        Evidence::Document(document) => EvidenceView::Document {
            kind: said_document(document, language),
            digest: document.digest.to_string(),
        },
    };
    evidence.iter().map(view).collect()
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
        Value::Email(email) => Some(Link { address: mailto(email.as_str()), outside: true }),
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
    let relation = terms::relation(confirmation.relation).get(speaker.language);
    match confirmation.place.actor.organisation {
        Some(id) => format!("{}, {relation}", speaker.text(&speaker.lens.organisation(id))),
        None => relation.into(),
    }
}
