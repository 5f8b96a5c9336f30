//! Checks of values against the catalogue, and of a whole profile against the rules that span items.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_events::catalogue::{Bounds, Catalogue, Collection, Field};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Decimal, Text, Value};

use super::Profile;
use super::reader::{ItemReader, OpenItems, PARTICIPANTS, PROJECTS};
use crate::editions::InForce;
use crate::rejection::Problem;

/// Checks one value; the pointer of the problem is filled in by the caller.
pub(super) fn value(
    field: &Field,
    value: &Value,
    in_force: InForce<'_>,
    today: Date,
) -> Result<(), Problem> {
    if value.value_type() != field.value_type {
        return Err(problem("value.type").with(field.value_type));
    }
    let bounds = &field.bounds;
    match value {
        Value::Text(text) => check_text(text, bounds),
        Value::Integer(number) => check_number(Decimal::from(*number), bounds),
        Value::Decimal(number) => check_number(*number, bounds),
        Value::Money(money) => check_number(money.amount, bounds),
        Value::Year(year) if year.get() > today.year() => Err(problem("year.in-future").with(year)),
        Value::Year(year) => check_number(Decimal::from(year.get()), bounds),
        Value::Code(code) => check_term(field, code, in_force),
        Value::Codes(codes) => {
            check_count(codes.len(), bounds)?;
            check_distinct(codes)?;
            codes.iter().try_for_each(|code| check_term(field, code, in_force))
        }
        Value::Items(items) => {
            check_distinct(items)?;
            check_count(items.len(), bounds)
        }
        Value::Date(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Phone(_)
        | Value::Flag(_)
        | Value::Point(_)
        | Value::Organisation(_)
        | Value::NamedOrganisation(_) => Ok(()),
    }
}

fn problem(code: &'static str) -> Problem {
    Problem::new("", code)
}

fn check_text(text: &Text, bounds: &Bounds) -> Result<(), Problem> {
    for language in &bounds.languages {
        if text.get(*language).is_none() {
            return Err(problem("text.language-needed").with(match language {
                registry_events::value::Language::Ru => "ru",
                registry_events::value::Language::En => "en",
            }));
        }
    }
    for given in [&text.ru, &text.en].into_iter().flatten() {
        let characters = given.chars().count();
        if let Some(least) = bounds.characters_min.filter(|least| characters < *least) {
            return Err(problem("text.too-short").with(least).with(characters));
        }
        if let Some(most) = bounds.characters_max.filter(|most| characters > *most) {
            return Err(problem("text.too-long").with(most).with(characters));
        }
    }
    Ok(())
}

fn check_number(number: Decimal, bounds: &Bounds) -> Result<(), Problem> {
    if let Some(least) = bounds.min.filter(|least| number < *least) {
        return Err(problem("number.too-small").with(least));
    }
    if let Some(most) = bounds.max.filter(|most| number > *most) {
        return Err(problem("number.too-large").with(most));
    }
    Ok(())
}

fn check_count(count: usize, bounds: &Bounds) -> Result<(), Problem> {
    if let Some(least) = bounds.values_min.filter(|least| count < *least) {
        return Err(problem("list.too-few").with(least).with(count));
    }
    if let Some(most) = bounds.values_max.filter(|most| count > *most) {
        return Err(problem("list.too-many").with(most).with(count));
    }
    Ok(())
}

fn check_distinct<T: Ord>(values: &[T]) -> Result<(), Problem> {
    let distinct: BTreeSet<_> = values.iter().collect();
    if distinct.len() == values.len() { Ok(()) } else { Err(problem("list.repeats")) }
}

fn check_term(field: &Field, code: &Code, in_force: InForce<'_>) -> Result<(), Problem> {
    let dictionary = field.dictionary.as_ref().map_or("", Code::as_str);
    let known = if dictionary == REGIONS_KEY {
        in_force.regions.region(code.as_str()).is_some()
    } else {
        in_force.dictionaries.term(dictionary, code.as_str()).is_some()
    };
    if known { Ok(()) } else { Err(problem("code.unknown").with(code).with(dictionary)) }
}

/// Problems of the profile as it would be, at the places that the request touched.
pub(super) fn outcome(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &BTreeMap<ItemPath, String>,
) -> Vec<Problem> {
    let items = OpenItems::of(after);
    let mut problems = Vec::new();
    for collection in &catalogue.collections {
        check_collection(collection, &items, touched, &mut problems);
    }
    for project in items.collection(PROJECTS) {
        check_project(&project, after, touched, &mut problems);
    }
    problems
}

fn check_collection(
    collection: &Collection,
    items: &OpenItems<'_>,
    touched: &BTreeMap<ItemPath, String>,
    problems: &mut Vec<Problem>,
) {
    let key = collection.key.as_str();
    let most = usize::try_from(collection.items_max).unwrap_or(usize::MAX);
    if touched.keys().any(|item| item.collection == collection.key)
        && items.collection(key).count() > most
    {
        problems.push(Problem::new("/open", "collection.too-many").with(key).with(most));
    }
    let Some(unique) = &collection.unique_field else { return };
    let mut seen: Vec<(&Value, ItemReader<'_>)> = Vec::new();
    for item in items.collection(key) {
        let Some(value) = item.value(unique.as_str()) else { continue };
        let first = seen.iter().find(|(known, _)| names_the_same(known, value));
        if let Some((_, first)) = first {
            let at = touched.get(item.path).or_else(|| touched.get(first.path));
            if let Some(at) = at {
                problems.push(Problem::new(at, "item.stated-twice").with(first.path));
            }
        }
        seen.push((value, item));
    }
}

/// Whether two values name the same thing; organisations do by any number they share.
fn names_the_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::NamedOrganisation(one), Value::NamedOrganisation(other)) => {
            one.identifiers.iter().any(|identifier| other.identifiers.contains(identifier))
        }
        _ => one == other,
    }
}

/// Rule S8: at least three participants of this cluster who share the costs; and dates that fit.
fn check_project(
    project: &ItemReader<'_>,
    after: &Profile,
    touched: &BTreeMap<ItemPath, String>,
    problems: &mut Vec<Problem>,
) {
    let Some(Value::Items(participants)) = project.value("participants") else { return };
    let collection = Code::literal(PARTICIPANTS);
    for number in participants {
        let member = ItemPath { collection: collection.clone(), item: *number };
        if after.is_open(&member) {
            continue;
        }
        match (touched.get(project.path), touched.get(&member)) {
            (Some(at), _) => {
                problems.push(Problem::new(at, "project.not-a-participant").with(member))
            }
            (None, Some(at)) => {
                problems.push(Problem::new(at, "item.referenced").with(project.path));
            }
            (None, None) => {}
        }
    }
    let Some(at) = touched.get(project.path) else { return };
    if participants.len() < 3 {
        let few = Problem::new(at, "project.too-few-participants").with(participants.len());
        problems.push(few);
    }
    if project.value("cost_sharing") != Some(&Value::Flag(true)) {
        problems.push(Problem::new(at, "project.costs-not-shared"));
    }
    if let (Some(Value::Date(start)), Some(Value::Date(end))) =
        (project.value("start"), project.value("end"))
        && end < start
    {
        problems.push(Problem::new(at, "project.ends-before-it-starts"));
    }
    if project.code("stage").is_some_and(|stage| stage.as_str() == "implemented")
        && project.value("results").is_none()
    {
        problems.push(Problem::new(at, "project.implemented-without-result"));
    }
}
