//! What the form of an application says, as a body of the API: only what differs from what stands, so
//! that nothing is stated twice. Where a statement is wrong, its place in the form is known.

use registry_core::profile::reader::CONTACTS;
use registry_core::profile::{Item, Profile};
use registry_core::rejection::Problem as Broken;
use registry_events::catalogue::{Catalogue, Field, LevelMark};
use registry_events::claim::{Absence, Stated};
use registry_events::value::{Language, ValueType};
use serde_json::{Map, Value as Json, json};

use super::super::typed::{day, filled, part, typed};
use super::members::{MemberChanges, Types, lines, text};
use crate::http::form::Fields;
use crate::http::json_value;

/// The name of the text with participants.
pub(super) const MEMBERS: &str = "participants";

/// The fields of the cluster itself that the form asks for: those that the minimum needs.
pub(super) fn own_fields(catalogue: &Catalogue) -> impl Iterator<Item = &Field> {
    catalogue.cluster_fields().filter(|field| is_needed(field))
}

/// The fields of its contact.
pub(super) fn contact_fields(catalogue: &Catalogue) -> impl Iterator<Item = &Field> {
    catalogue.item_fields(CONTACTS).filter(|field| is_needed(field))
}

fn is_needed(field: &Field) -> bool {
    let is_typed = !matches!(field.value_type, ValueType::File | ValueType::Items);
    field.mark == LevelMark::Required && !field.by_officer && is_typed
}

/// The contact that the form shows.
fn contact(profile: &Profile) -> Option<&Item> {
    profile.open_items(CONTACTS).next()
}

/// What stands, as the fields of the form show it.
pub(super) fn standing(
    profile: &Profile,
    catalogue: &Catalogue,
    types: &Types,
    language: Language,
) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut show = |field: &Field, stated: Option<&Stated>| match stated {
        Some(Stated::Value(value)) => fields.extend(filled(field, &json_value::natural(value))),
        Some(Stated::Absent(Absence::Withheld)) => {
            fields.push((part(field, "withheld"), "yes".to_owned()));
        }
        _ => {}
    };
    let mut days = Vec::new();
    for field in own_fields(catalogue) {
        let current = profile.cluster_claim(field.key.as_str());
        show(field, current.map(|current| &current.claim.stated));
        let day = current.and_then(|current| current.claim.described_on);
        days.extend(day.map(|day| (part(field, "on"), day.to_string())));
    }
    for field in contact_fields(catalogue) {
        let claim = contact(profile).and_then(|item| item.claim(field.key.as_str()));
        show(field, claim.map(|current| &current.claim.stated));
    }
    fields.extend(days);
    fields.push((MEMBERS.to_owned(), text(profile, types, language)));
    fields
}

/// What the form changes, with the place in the form of each statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    claims: Vec<(String, Json)>,
    open: Vec<(String, Json)>,
    close: Vec<Json>,
}

impl Filled {
    pub(super) fn of(
        sent: &Fields,
        profile: &Profile,
        catalogue: &Catalogue,
        types: &Types,
    ) -> Self {
        let mut filled = Self::default();
        for field in own_fields(catalogue) {
            let stands = profile.cluster_claim(field.key.as_str());
            let on = stands.and_then(|current| current.claim.described_on);
            let stands = stands.map(|current| &current.claim.stated);
            if let Some(claim) = statement(field, field.key.as_str(), sent, stands, on) {
                filled.claims.push((field.key.to_string(), claim));
            }
        }
        filled.take_contact(sent, profile, catalogue);
        let members = lines(sent.get(MEMBERS));
        filled.take_members(MemberChanges::of(&members, profile, types));
        filled
    }

    fn take_contact(&mut self, sent: &Fields, profile: &Profile, catalogue: &Catalogue) {
        let Some(item) = contact(profile) else {
            let said = |field: &Field| Some((field.key.to_string(), typed(field, sent)?));
            let claims: Map<_, _> = contact_fields(catalogue).filter_map(said).collect();
            if !claims.is_empty() {
                let open = json!({ "collection": CONTACTS, "claims": claims });
                self.open.push((CONTACTS.into(), open));
            }
            return;
        };
        for field in contact_fields(catalogue) {
            let path = format!("{}/{}", item.path, field.key);
            let stands = item.claim(field.key.as_str()).map(|current| &current.claim.stated);
            if let Some(claim) = statement(field, &path, sent, stands, None) {
                self.claims.push((CONTACTS.into(), claim));
            }
        }
    }

    fn take_members(&mut self, members: MemberChanges) {
        let MemberChanges { claims, open, close } = members;
        for (line, claim) in claims {
            self.claims.push((format!("{MEMBERS} {line}"), claim));
        }
        for (line, item) in open {
            self.open.push((format!("{MEMBERS} {line}"), item));
        }
        self.close = close;
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

    /// The field of the form that a problem is about, and the line of the text where it is one of its.
    pub(super) fn place(&self, problem: &Broken) -> (String, Option<usize>) {
        let of = |list: &[(String, Json)], name: &str| {
            let index = index_in(&problem.pointer, name)?;
            list.get(index).map(|(place, _)| place.clone())
        };
        let place = of(&self.claims, "claims").or_else(|| of(&self.open, "open"));
        let place = place.unwrap_or_else(|| super::super::acts::WHOLE.to_owned());
        match place.split_once(' ') {
            Some((field, line)) => (field.to_owned(), line.parse().ok()),
            None => (place, None),
        }
    }
}

/// The statement about a field where it says something else than what stands.
fn statement(
    field: &Field,
    path: &str,
    sent: &Fields,
    stands: Option<&Stated>,
    stood_on: Option<jiff::civil::Date>,
) -> Option<Json> {
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
