//! What a page of an application says, as a body of the API: only what differs from what stands, so that
//! nothing is stated twice. Where a statement is wrong, its place on the page is known.

use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::rejection::Problem as Broken;
use registry_events::catalogue::Field;
use registry_events::claim::{Absence, Stated};
use registry_events::value::Language;
use serde_json::{Map, Value as Json, json};

use super::super::typed::{day, filled, part, typed};
use super::matters::{ItemMatter, Matter};
use super::members::{Effect, MemberChanges, Types, text};
use crate::http::form::Fields;
use crate::http::json_value;
use crate::import::OwnRow;

/// The name of the text with participants.
pub(super) const MEMBERS: &str = PARTICIPANTS;

/// What stands of a matter, as the fields of its page show it.
pub(super) fn standing(
    matter: &Matter<'_>,
    profile: &Profile,
    types: &Types,
    language: Language,
) -> Vec<(String, String)> {
    match matter {
        Matter::Field(field) => of_field(field, profile.cluster_claim(field.key.as_str())),
        Matter::Item(item) => {
            let stands = item.standing(profile);
            let claim = |field: &Field| stands.and_then(|item| item.claim(field.key.as_str()));
            item.fields.iter().flat_map(|field| of_field(field, claim(field))).collect()
        }
        Matter::Members(_) => vec![(MEMBERS.to_owned(), text(profile, types, language))],
    }
}

fn of_field(field: &Field, current: Option<&CurrentClaim>) -> Vec<(String, String)> {
    let Some(current) = current else { return Vec::new() };
    let mut fields = match &current.claim.stated {
        Stated::Value(value) => filled(field, &json_value::natural(value)),
        Stated::Absent(Absence::Withheld) => vec![(part(field, "withheld"), "yes".to_owned())],
        Stated::Absent(_) | Stated::Sealed(_) => Vec::new(),
    };
    let day = current.claim.described_on.filter(|_| field.dated);
    fields.extend(day.map(|day| (part(field, "on"), day.to_string())));
    fields
}

/// What a page changes, with the place on it of each statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    claims: Vec<(String, Json)>,
    open: Vec<(String, Json)>,
    close: Vec<Json>,
    /// What each row of participants does.
    pub(super) effects: Vec<Effect>,
}

impl Filled {
    pub(super) fn of(
        (sent, rows): (&Fields, &[OwnRow]),
        matter: &Matter<'_>,
        profile: &Profile,
        types: &Types,
    ) -> Self {
        let mut filled = Self::default();
        match matter {
            Matter::Field(field) => {
                let stands = profile.cluster_claim(field.key.as_str());
                let claim = statement(field, field.key.as_str(), sent, stands);
                filled.claims.extend(claim.map(|claim| (field.key.to_string(), claim)));
            }
            Matter::Item(item) => filled.take_item(item, sent, profile),
            Matter::Members(_) => {
                filled.take_members(MemberChanges::of(rows, profile, types));
            }
        }
        filled
    }

    fn take_item(&mut self, item: &ItemMatter<'_>, sent: &Fields, profile: &Profile) {
        let said = |field: &&Field| Some((field.key.to_string(), typed(field, sent)?));
        let claims: Map<_, _> = item.fields.iter().filter_map(said).collect();
        match item.standing(profile) {
            None if claims.is_empty() => {}
            None => {
                let open = json!({ "collection": item.list, "claims": claims });
                self.open.push((item.list.to_owned(), open));
            }
            Some(stands) if item.is_optional && claims.is_empty() => {
                self.close.push(json!({ "path": stands.path.to_string() }));
            }
            Some(stands) => {
                for field in &item.fields {
                    let path = format!("{}/{}", stands.path, field.key);
                    let before = stands.claim(field.key.as_str());
                    let claim = statement(field, &path, sent, before);
                    self.claims.extend(claim.map(|claim| (field.key.to_string(), claim)));
                }
            }
        }
    }

    fn take_members(&mut self, members: MemberChanges) {
        let MemberChanges { claims, open, close, effects } = members;
        for (line, claim) in claims {
            self.claims.push((format!("{MEMBERS} {line}"), claim));
        }
        for (line, item) in open {
            self.open.push((format!("{MEMBERS} {line}"), item));
        }
        (self.close, self.effects) = (close, effects);
    }

    /// What several matters change together.
    #[must_use]
    pub(super) fn with(mut self, other: Self) -> Self {
        self.claims.extend(other.claims);
        self.open.extend(other.open);
        self.close.extend(other.close);
        self.effects.extend(other.effects);
        self
    }

    /// Whether nothing is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.open.is_empty() && self.close.is_empty()
    }

    /// As a body of the API.
    pub(super) fn body(&self) -> Json {
        let all = |list: &[(String, Json)]| -> Vec<Json> {
            list.iter().map(|(_, statement)| statement.clone()).collect()
        };
        json!({ "claims": all(&self.claims), "open": all(&self.open), "close": self.close })
    }

    /// The same without the statements that some problems are about.
    pub(super) fn without(self, problems: &[Broken]) -> Self {
        let told = |list: &str, index: usize| {
            problems.iter().any(|problem| index_in(&problem.pointer, list) == Some(index))
        };
        let keep = |list: Vec<(String, Json)>, name: &str| -> Vec<(String, Json)> {
            let numbered = list.into_iter().enumerate();
            numbered.filter(|(index, _)| !told(name, *index)).map(|(_, one)| one).collect()
        };
        Self { claims: keep(self.claims, "claims"), open: keep(self.open, "open"), ..self }
    }

    /// The field of the page that a problem is about, and the row of the text where it is one of its.
    pub(super) fn place(&self, problem: &Broken) -> (String, Option<u32>) {
        let of = |list: &[(String, Json)], name: &str| {
            let index = index_in(&problem.pointer, name)?;
            list.get(index).map(|(place, _)| place.clone())
        };
        let place = of(&self.claims, "claims").or_else(|| of(&self.open, "open"));
        let place = place.unwrap_or_else(|| super::super::acts::WHOLE.to_owned());
        match place.split_once(' ') {
            Some((field, line)) => (field.to_owned(), line.parse().ok()),
            None => (field_in(problem).unwrap_or(place), None),
        }
    }
}

/// The field of a new item that a problem is about.
fn field_in(problem: &Broken) -> Option<String> {
    let pieces: Vec<_> = problem.pointer.split('/').skip(1).collect();
    match pieces[..] {
        ["open", _, "claims", key, ..] => Some(key.to_owned()),
        ["open", _] if problem.code == "item.field-needed" => problem.details.first().cloned(),
        _ => None,
    }
}

/// The statement about a field where it says something else than what stands.
fn statement(
    field: &Field,
    path: &str,
    sent: &Fields,
    stands: Option<&CurrentClaim>,
) -> Option<Json> {
    let stood_on = stands.and_then(|current| current.claim.described_on);
    let stands = stands.map(|current| &current.claim.stated);
    let value = typed(field, sent);
    let on = Some(day(sent.get(&part(field, "on")).trim())).filter(|day| !day.is_empty());
    if value.is_none() && !sent.get(&part(field, "withheld")).is_empty() {
        let is_so = matches!(stands, Some(Stated::Absent(Absence::Withheld)));
        return (!is_so).then(|| json!({ "path": path, "absence": "withheld" }));
    }
    let Some(value) = value else {
        let stood = stands.is_some_and(|stated| stated.value().is_some());
        return stood.then(|| json!({ "path": path, "absence": "not_provided" }));
    };
    let stood =
        stands.and_then(Stated::value).map(|value| filled(field, &json_value::natural(value)));
    let same = stood.is_some_and(|stood| typed(field, &stood.into()).as_ref() == Some(&value));
    let stood_on = stood_on.filter(|_| field.dated);
    if same && on == stood_on.map(|day| day.to_string()) {
        return None;
    }
    let mut claim = json!({ "path": path, "value": value });
    if let Some(on) = on {
        claim["described_on"] = on.into();
    }
    Some(claim)
}

/// The number of a statement in a list of the body.
fn index_in(pointer: &str, list: &str) -> Option<usize> {
    let mut pieces = pointer.strip_prefix('/')?.split('/');
    (pieces.next()? == list).then(|| pieces.next()?.parse().ok()).flatten()
}
