//! In what a profile is like a cluster of the registry: what an officer is shown beside an application,
//! and what a return that names the cluster is held against, by one rule.
//!
//! That two profiles tell of one cluster somebody judges; what is held here is that they share what
//! such a judgement can rest on.

use std::collections::BTreeSet;

use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Language, NamedOrganisation, Value};

use crate::name::normalise;
use crate::profile::Profile;
use crate::profile::reader::{GOVERNING_BODIES, ORGANISATION, PARTICIPANTS, is_managing_type};

/// From how many organisations on two profiles are alike wherever they are.
const ORGANISATIONS_MIN: usize = 3;
/// The shortest name that is looked for inside of others.
const NAME_CHARACTERS_MIN: usize = 6;
/// The fields that name a cluster.
const NAMES: [&str; 2] = ["official_name", "display_name"];

/// What is told of a cluster, in its stream or on its card.
pub trait Told {
    /// What stands in a field of the cluster.
    fn value(&self, field: &str) -> Option<&Value>;
    /// What the open items of a list say in two of its fields.
    fn items(&self, list: &str, fields: [&str; 2]) -> Vec<[Option<&Value>; 2]>;
}

impl Told for Profile {
    fn value(&self, field: &str) -> Option<&Value> {
        self.stated(field)?.value()
    }

    fn items(&self, list: &str, fields: [&str; 2]) -> Vec<[Option<&Value>; 2]> {
        let items = self.open_items(list);
        items.map(|item| fields.map(|field| item.claim(field)?.claim.stated.value())).collect()
    }
}

/// What a cluster is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    names: BTreeSet<String>,
    regions: BTreeSet<Code>,
    /// Its participants, and who manages it.
    organisations: BTreeSet<OrganisationId>,
}

/// What two clusters share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Whether they are called alike.
    pub name: bool,
    /// Whether they have a region in common.
    pub region: bool,
    /// How many participants and managing organisations.
    pub organisations: usize,
}

impl Marks {
    /// What a cluster is known by; organisations that it names by their numbers are looked up.
    pub fn of(
        told: &impl Told,
        known: impl Fn(&NamedOrganisation) -> Option<OrganisationId>,
    ) -> Self {
        let found = |value: &Value| match value {
            Value::Organisation(id) => Some(*id),
            Value::NamedOrganisation(named) => known(named),
            _ => None,
        };
        let organisations = organisations(told).filter_map(found).collect();
        let regions = told.value("regions").map_or(&[][..], Value::as_codes);
        Self { names: names(told), regions: regions.iter().cloned().collect(), organisations }
    }

    /// What a cluster of the registry shares with this one.
    pub fn likeness(&self, other: &impl Told) -> Likeness {
        let named = names(other);
        let regions = other.value("regions").map_or(&[][..], Value::as_codes);
        let common: BTreeSet<_> = organisations(other)
            .filter_map(Value::as_organisation)
            .filter(|organisation| self.organisations.contains(organisation))
            .collect();
        Likeness {
            name: self.names.iter().any(|own| named.iter().any(|name| is_alike(own, name))),
            region: regions.iter().any(|region| self.regions.contains(region)),
            organisations: common.len(),
        }
    }
}

impl Likeness {
    /// Whether the two are named together without anybody having looked for the other.
    pub const fn is_striking(self) -> bool {
        self.name || self.organisations >= ORGANISATIONS_MIN
    }

    /// Whether one can be a second entry of the other at all.
    pub const fn may_be_one(self) -> bool {
        self.is_striking() || (self.region && self.organisations > 0)
    }
}

/// What a cluster is called, folded so that names compare.
pub fn names(told: &impl Told) -> BTreeSet<String> {
    let texts = NAMES.into_iter().filter_map(|field| told.value(field)?.as_text());
    let names = texts.map(|text| normalise(text.in_language_or_other(Language::Ru)));
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether two names, folded, are one or one holds the other.
fn is_alike(one: &str, other: &str) -> bool {
    let holds = |long: &str, short: &str| {
        short.chars().count() >= NAME_CHARACTERS_MIN && long.contains(short)
    };
    one == other || holds(one, other) || holds(other, one)
}

fn organisations(told: &impl Told) -> impl Iterator<Item = &Value> {
    let participants = told.items(PARTICIPANTS, [ORGANISATION, ORGANISATION]).into_iter();
    participants.filter_map(|[organisation, _]| organisation).chain(managing(told))
}

/// The organisations that manage a cluster: its coordinator and management company.
pub(crate) fn managing(told: &impl Told) -> impl Iterator<Item = &Value> {
    let bodies = told.items(GOVERNING_BODIES, [ORGANISATION, "type"]).into_iter();
    let manages =
        |kind: Option<&Value>| kind.and_then(Value::as_code).is_some_and(is_managing_type);
    bodies.filter_map(move |[organisation, kind]| organisation.filter(|_| manages(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_alike_when_it_holds_the_other_and_isnt_too_short_for_that() {
        assert!(is_alike("белая сосна", "белая сосна"));
        assert!(is_alike("кластер белая сосна", "белая сосна"));
        assert!(!is_alike("сосновый бор", "бор"));
    }
}
