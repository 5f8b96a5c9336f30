//! References between items: what is open refers to nothing that is closed.

use std::collections::BTreeSet;

use registry_events::catalogue::{Catalogue, Field};
use registry_events::ids::ItemId;
use registry_events::path::ItemPath;
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
        let Some(to) = &field.items_of else { continue };
        let closed: BTreeSet<ItemId> =
            closed.iter().filter(|item| item.collection == *to).map(|item| item.item).collect();
        for (by, referred) in references(after, field, touched, closed.is_empty()) {
            let item = |item: &ItemId| ItemPath { collection: to.clone(), item: *item };
            match touched.at(by, field) {
                // A project names its lost participants itself, see rule S8.
                Some(_) if is_of_project(field) => {}
                Some(at) => {
                    let gone = referred.iter().map(item).filter(|item| !after.is_open(item));
                    problems.extend(gone.map(|item| not_open(at, &item)));
                }
                None => {
                    let gone = referred.iter().filter(|item| closed.contains(item)).map(item);
                    problems
                        .extend(gone.filter_map(|item| still_needed(&item, by, field, touched)));
                }
            }
        }
    }
}

fn not_open(at: &str, item: &ItemPath) -> Problem {
    Problem::new(at, "item.not-open").with(item)
}

/// What the request closes is named by something that it doesn't touch.
fn still_needed(
    item: &ItemPath,
    by: Option<&ItemPath>,
    field: &Field,
    touched: &Touched,
) -> Option<Problem> {
    let at = touched.items.get(item)?;
    let problem = Problem::new(at, "item.referenced");
    Some(match by {
        Some(referring) => problem.with(referring),
        None => problem.with(&field.key),
    })
}

fn is_of_project(field: &Field) -> bool {
    let is = |key: Option<&Code>, wanted| key.is_some_and(|key| key.as_str() == wanted);
    is(field.collection.as_ref(), PROJECTS) && is(field.items_of.as_ref(), PARTICIPANTS)
}

/// Each open claim of a field: of which item, and the items that it refers to. When the request
/// closes nothing, what it doesn't touch can't refer to something that it closes.
fn references<'a>(
    after: &'a Profile,
    field: &'a Field,
    touched: &'a Touched,
    nothing_closed: bool,
) -> Vec<(Option<&'a ItemPath>, &'a [ItemId])> {
    let Some(collection) = &field.collection else {
        let value = after.stated(field.key.as_str()).and_then(|stated| stated.value());
        return vec![(None, value.map(items_of).unwrap_or_default())];
    };
    let referred = |item: ItemReader<'a>| (Some(item.path), item.items(field.key.as_str()));
    let collection = collection.as_str();
    if nothing_closed {
        return touched.open(after, collection).map(|place| referred(place.item)).collect();
    }
    OpenItems::of(after).collection(collection).map(referred).collect()
}

fn items_of(value: &Value) -> &[ItemId] {
    if let Value::Items(items) = value { items } else { &[] }
}

impl Touched {
    /// The place in the request of an item, or of a field of the cluster itself.
    fn at(&self, item: Option<&ItemPath>, field: &Field) -> Option<&str> {
        let place = match item {
            Some(item) => self.items.get(item),
            None => self.fields.get(&field.key),
        };
        place.map(String::as_str)
    }
}
