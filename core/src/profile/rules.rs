//! Rules that a whole profile keeps, looked at as it would be after a request.
//!
//! Only what the request touches is judged, so that an old record never stands in the way of a new
//! statement about something else. Single values were checked before, by themselves.

mod lists;
mod people;
mod periods;
mod projects;
mod references;

use std::collections::BTreeMap;

use jiff::civil::Date;
use registry_events::catalogue::Catalogue;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Value};

pub(crate) use projects::PROJECT_PARTICIPANTS_MIN;

use super::Profile;
use super::reader::{CLUSTER_LINKS, GOVERNING_BODIES, ItemReader, PROJECTS, is_managing};
use crate::rejection::Problem;

/// What a request speaks of, each with its place in the request.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Items that it opens, closes or states something of.
    pub(super) items: BTreeMap<ItemPath, String>,
    /// Fields of the cluster itself.
    pub(super) fields: BTreeMap<Code, String>,
}

/// Problems of a whole profile, each at its item's path. What was right on the day it was stated
/// isn't held against the calendar again.
pub(crate) fn whole(profile: &Profile, catalogue: &Catalogue) -> Vec<Problem> {
    let open = profile.items().filter(|item| item.is_open());
    let items = open.map(|item| (item.path.clone(), format!("/{}", item.path))).collect();
    let fields = profile.cluster_claims().map(|current| current.claim.path.field.clone());
    let fields = fields.map(|field| (field.clone(), format!("/{field}"))).collect();
    outcome(profile, catalogue, &Touched { items, fields }, None)
}

/// Problems of the profile as it would be, at the places that the request touched.
pub(super) fn outcome(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &Touched,
    today: Option<Date>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    lists::check(after, catalogue, touched, &mut problems);
    for project in touched.open(after, PROJECTS) {
        projects::check(&project, after, today, &mut problems);
    }
    for link in touched.open(after, CLUSTER_LINKS) {
        check_link(&link, &mut problems);
    }
    for body in touched.open(after, GOVERNING_BODIES) {
        check_body(&body, &mut problems);
    }
    periods::check(after, touched, &mut problems);
    references::check(after, catalogue, touched, &mut problems);
    people::check(after, catalogue, touched, &mut problems);
    problems
}

/// An item that the request touches, with its place there.
struct Place<'a> {
    item: ItemReader<'a>,
    at: &'a str,
}

impl Touched {
    /// The touched items of a collection.
    fn of(&self, collection: &str) -> impl Iterator<Item = (&ItemPath, &str)> {
        let items =
            self.items.iter().filter(move |(item, _)| item.collection.as_str() == collection);
        items.map(|(item, at)| (item, at.as_str()))
    }

    /// The touched items of a collection that are open, in the order of opening.
    fn open<'a>(
        &'a self,
        after: &'a Profile,
        collection: &'a str,
    ) -> impl Iterator<Item = Place<'a>> {
        let touched = self.of(collection);
        touched.filter_map(|(path, at)| {
            let item = after.item(path).filter(|item| item.is_open())?;
            Some(Place { item: ItemReader::of(item), at })
        })
    }
}

impl Place<'_> {
    fn problem(&self, code: &'static str) -> Problem {
        Problem::new(self.at, code)
    }
}

/// A link leads to one other side: a cluster of the registry, or one that isn't in it.
fn check_link(link: &Place<'_>, problems: &mut Vec<Problem>) {
    let sides = ["cluster", "foreign_cluster"].map(|side| link.item.value(side));
    if sides.into_iter().flatten().count() != 1 {
        problems.push(link.problem("link.one-other-side"));
    }
}

/// Who manages the cluster is known, for its word is no second party's.
fn check_body(body: &Place<'_>, problems: &mut Vec<Problem>) {
    if is_managing(&body.item) && body.item.value("organisation").is_none() {
        problems.push(body.problem("body.organisation-needed"));
    }
}

/// The day that a field states.
fn day_of(item: &ItemReader<'_>, field: &str) -> Option<Date> {
    match item.value(field) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}
