//! Lists of items: how long they are, and what stands in them only once.

use std::collections::BTreeMap;

use registry_events::catalogue::{Catalogue, Collection};
use registry_events::ids::OrganisationId;
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, Value};

use super::Touched;
use crate::profile::Profile;
use crate::profile::reader::{OpenItems, PARTICIPANTS, PARTNERS};
use crate::rejection::Problem;

pub(super) fn check(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &Touched,
    problems: &mut Vec<Problem>,
) {
    let any = |key: &str| touched.items.keys().any(|item| item.collection.as_str() == key);
    for collection in catalogue.collections.iter().filter(|list| any(list.key.as_str())) {
        check_length(collection, after, problems);
        check_unique(collection, after, touched, problems);
    }
    if any(PARTICIPANTS) || any(PARTNERS) {
        check_partners(after, touched, problems);
    }
}

fn check_length(collection: &Collection, after: &Profile, problems: &mut Vec<Problem>) {
    let key = collection.key.as_str();
    let most = usize::try_from(collection.items_max).unwrap_or(usize::MAX);
    if after.open_items(key).count() > most {
        problems.push(Problem::new("/open", "collection.too-many").with(key).with(most));
    }
}

fn check_unique(
    collection: &Collection,
    after: &Profile,
    touched: &Touched,
    problems: &mut Vec<Problem>,
) {
    let Some(unique) = &collection.unique_field else { return };
    let mut first_of: BTreeMap<Name, &ItemPath> = BTreeMap::new();
    for item in OpenItems::of(after).collection(collection.key.as_str()) {
        let names = item.value(unique.as_str()).map(names_of).unwrap_or_default();
        let first = names.iter().find_map(|name| first_of.get(name).copied());
        if let Some(first) = first
            && let Some(at) = touched.items.get(item.path).or_else(|| touched.items.get(first))
        {
            problems.push(Problem::new(at, "item.stated-twice").with(first));
        }
        for name in names {
            first_of.entry(name).or_insert(item.path);
        }
    }
}

/// Rule S9: partners are organisations that don't belong to the participants.
fn check_partners(after: &Profile, touched: &Touched, problems: &mut Vec<Problem>) {
    let participants = by_name(after, PARTICIPANTS);
    for partner in OpenItems::of(after).collection(PARTNERS) {
        let names = partner.value("organisation").map(names_of).unwrap_or_default();
        let Some(member) = names.iter().find_map(|name| participants.get(name).copied()) else {
            continue;
        };
        let told = |item: &ItemPath, code, other: &ItemPath| {
            let at = touched.items.get(item)?;
            Some(Problem::new(at, code).with(other))
        };
        let problem = told(partner.path, "partner.is-participant", member)
            .or_else(|| told(member, "participant.is-partner", partner.path));
        problems.extend(problem);
    }
}

/// The open items of a list of organisations, by each name that these go by.
fn by_name<'a>(after: &'a Profile, collection: &str) -> BTreeMap<Name, &'a ItemPath> {
    let items = OpenItems::of(after).collection(collection);
    let named = items.flat_map(|item| {
        let names = item.value("organisation").map(names_of).unwrap_or_default();
        names.into_iter().map(move |name| (name, item.path))
    });
    named.collect()
}

/// What a value goes by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Organisation(OrganisationId),
    Number(StreamId),
    Other(String),
}

/// An organisation goes by its id, else by each of its numbers; all else by what it is.
fn names_of(value: &Value) -> Vec<Name> {
    match value {
        Value::Organisation(id) => vec![Name::Organisation(*id)],
        Value::NamedOrganisation(named) => {
            named.identifiers.iter().filter_map(Identifier::stream).map(Name::Number).collect()
        }
        other => vec![Name::Other(format!("{other:?}"))],
    }
}
