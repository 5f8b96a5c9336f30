//! Lists of items: how long they are, and what stands in them only once.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::catalogue::{Catalogue, Collection};
use registry_events::claim::{Absence, Stated};
use registry_events::path::ItemPath;

use super::Touched;
use crate::profile::Profile;
use crate::profile::names::{Name, names_of};
use crate::profile::reader::{ORGANISATION, PARTICIPANTS, PARTNERS};
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
    check_empty(after, catalogue, touched, problems);
    if any(PARTICIPANTS) || any(PARTNERS) {
        check_partners(after, touched, problems);
    }
}

/// What is said to have nothing in it has no open items.
fn check_empty(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &Touched,
    problems: &mut Vec<Problem>,
) {
    for list in &catalogue.collections {
        let key = list.key.as_str();
        let absence = match after.stated(key) {
            Some(Stated::Absent(absence)) => *absence,
            Some(Stated::Value(_) | Stated::Sealed(_)) | None => Absence::NotProvided,
        };
        let said = touched.fields.get(&list.key).filter(|_| absence != Absence::NotProvided);
        if let Some(at) = said.filter(|_| after.open_count(key) > 0) {
            problems.push(Problem::new(at, "list.not-empty").with(key));
        }
    }
}

fn check_length(collection: &Collection, after: &Profile, problems: &mut Vec<Problem>) {
    let key = collection.key.as_str();
    let most = usize::try_from(collection.items_max).unwrap_or(usize::MAX);
    if after.open_count(key) > most {
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
    let (key, unique) = (collection.key.as_str(), unique.as_str());
    let names_in_question = touched_names(after, touched, key, unique);
    let mut first_of: BTreeMap<Name, &ItemPath> = BTreeMap::new();
    for item in after.called(key, unique, &names_in_question) {
        let names = names_of(&item, unique).filter(|name| names_in_question.contains(name));
        let names: Vec<_> = names.collect();
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

/// The names that the touched items of a list go by. Only about these can the request be wrong.
fn touched_names(
    after: &Profile,
    touched: &Touched,
    collection: &str,
    field: &str,
) -> BTreeSet<Name> {
    touched.open(after, collection).flat_map(|place| names_of(&place.item, field)).collect()
}

/// Rule S9: partners are organisations that don't belong to the participants.
fn check_partners(after: &Profile, touched: &Touched, problems: &mut Vec<Problem>) {
    let of = |collection| touched_names(after, touched, collection, ORGANISATION);
    let in_question = of(PARTICIPANTS).union(&of(PARTNERS)).cloned().collect();
    let participants = members_called(after, &in_question);
    for partner in after.called(PARTNERS, ORGANISATION, &in_question) {
        let mut names = names_of(&partner, ORGANISATION);
        let Some(member) = names.find_map(|name| participants.get(&name).copied()) else {
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

/// The open participants by the names that are in question.
fn members_called<'a>(
    after: &'a Profile,
    in_question: &BTreeSet<Name>,
) -> BTreeMap<Name, &'a ItemPath> {
    let named = after.called(PARTICIPANTS, ORGANISATION, in_question).flat_map(|item| {
        let names = names_of(&item, ORGANISATION).filter(|name| in_question.contains(name));
        names.map(move |name| (name, item.path))
    });
    named.collect()
}
