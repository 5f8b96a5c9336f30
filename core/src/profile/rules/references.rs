//! References between items: what is open refers to nothing that is closed.

use std::collections::BTreeSet;

use registry_events::catalogue::{Catalogue, Field};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Value};

use super::Touched;
use crate::profile::Profile;
use crate::profile::reader::{ItemReader, OpenItems, PARTICIPANTS, PROJECTS};
use crate::rejection::Problem;

pub(super) fn check(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &Touched,
    problems: &mut Vec<Problem>,
) {
    let closed: BTreeSet<&ItemPath> =
        touched.items.keys().filter(|item| !after.is_open(item)).collect();
    for field in &catalogue.fields {
        let Some(collection) = &field.items_of else { continue };
        for (path, referred) in references(after, field, collection) {
            let gone = referred.iter().filter(|item| !after.is_open(item));
            match touched.at(&path) {
                // A project names its lost participants itself, see rule S8.
                Some(_) if is_of_project(field) => {}
                Some(at) => problems.extend(gone.map(|item| not_open(at, item))),
                None => problems.extend(
                    gone.filter(|item| closed.contains(item))
                        .filter_map(|item| still_needed(item, &path, touched)),
                ),
            }
        }
    }
}

fn not_open(at: &str, item: &ItemPath) -> Problem {
    Problem::new(at, "item.not-open").with(item)
}

/// What the request closes is named by something that it doesn't touch.
fn still_needed(item: &ItemPath, by: &FieldPath, touched: &Touched) -> Option<Problem> {
    let at = touched.items.get(item)?;
    let problem = Problem::new(at, "item.referenced");
    Some(match &by.item {
        Some(referring) => problem.with(referring),
        None => problem.with(by),
    })
}

fn is_of_project(field: &Field) -> bool {
    let is = |key: Option<&Code>, wanted| key.is_some_and(|key| key.as_str() == wanted);
    is(field.collection.as_ref(), PROJECTS) && is(field.items_of.as_ref(), PARTICIPANTS)
}

/// Each open claim of a field, with the items that it refers to.
fn references(after: &Profile, field: &Field, to: &Code) -> Vec<(FieldPath, Vec<ItemPath>)> {
    let path =
        |item: Option<&ItemPath>| FieldPath { item: item.cloned(), field: field.key.clone() };
    let referred = |value: Option<&Value>| match value {
        Some(Value::Items(items)) => {
            let of = |item| ItemPath { collection: to.clone(), item };
            items.iter().copied().map(of).collect()
        }
        _ => Vec::new(),
    };
    if let Some(collection) = &field.collection {
        let items = OpenItems::of(after).collection(collection.as_str());
        let of = |item: ItemReader<'_>| referred(item.value(field.key.as_str()));
        return items.map(|item| (path(Some(item.path)), of(item))).collect();
    }
    let stated = after.stated(field.key.as_str()).and_then(|stated| stated.value());
    vec![(path(None), referred(stated))]
}

impl Touched {
    /// The place in the request of a field or of its item.
    fn at(&self, path: &FieldPath) -> Option<&str> {
        let place = match &path.item {
            Some(item) => self.items.get(item),
            None => self.fields.get(&path.field),
        };
        place.map(String::as_str)
    }
}
