//! Checks of values against the catalogue, and of a whole profile against the rules that span items.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_events::catalogue::{Bounds, Catalogue, Collection, Field};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::ids::{ItemId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Decimal, Identifier, Language, Ratings, Share, Text, Value};

use super::reader::{GOVERNING_BODIES, ItemReader, JOINED_ON, OpenItems, PARTICIPANTS, PROJECTS};
use super::{Item, Profile};
use crate::day;
use crate::editions::InForce;
use crate::rejection::Problem;

/// Rule S8: the fewest participants of a joint project.
const PROJECT_PARTICIPANTS_MIN: usize = 3;

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
        // How few are too few is said by the rule about the item, with its own reason.
        Value::Items(items) => {
            check_distinct(items)?;
            check_most(items.len(), bounds)
        }
        Value::NamedOrganisation(named) if named.identifiers.is_empty() => {
            Err(problem("organisation.identifier-needed"))
        }
        Value::Date(day) => check_day(field, *day, today),
        Value::Texts(texts) => {
            check_count(texts.len(), bounds)?;
            texts.iter().try_for_each(|text| check_text(text, bounds))
        }
        Value::Urls(urls) => {
            check_count(urls.len(), bounds)?;
            check_distinct(urls)
        }
        Value::Ratings(ratings) => check_ratings(field, ratings, in_force),
        Value::Shares(shares) => check_shares(field, shares, in_force),
        Value::Address(_)
        | Value::Cluster(_)
        | Value::File(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Phone(_)
        | Value::Flag(_)
        | Value::Point(_)
        | Value::Organisation(_)
        | Value::NamedOrganisation(_) => Ok(()),
    }
}

/// A day that a project names may be planned; that somebody joined has happened.
fn check_day(field: &Field, day: Date, today: Date) -> Result<(), Problem> {
    let has_happened = field.key.as_str() == JOINED_ON;
    let problem = if has_happened { day::happened } else { day::planned }("", day, today);
    problem.map_or(Ok(()), Err)
}

fn problem(code: &'static str) -> Problem {
    Problem::new("", code)
}

fn check_text(text: &Text, bounds: &Bounds) -> Result<(), Problem> {
    for language in &bounds.languages {
        if text.get(*language).is_none() {
            return Err(problem("text.language-needed").with(match language {
                Language::Ru => "ru",
                Language::En => "en",
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
    check_most(count, bounds)
}

fn check_most(count: usize, bounds: &Bounds) -> Result<(), Problem> {
    if let Some(most) = bounds.values_max.filter(|most| count > *most) {
        return Err(problem("list.too-many").with(most).with(count));
    }
    Ok(())
}

fn check_distinct<T: Ord>(values: &[T]) -> Result<(), Problem> {
    let distinct: BTreeSet<_> = values.iter().collect();
    if distinct.len() == values.len() { Ok(()) } else { Err(problem("list.repeats")) }
}

/// Every term of the dictionary is rated, and by a term of the scale.
fn check_ratings(field: &Field, ratings: &Ratings, in_force: InForce<'_>) -> Result<(), Problem> {
    let scale = field.scale.as_ref().map_or("", Code::as_str);
    for (term, rating) in ratings {
        check_term(field, term, in_force)?;
        check_code(scale, rating, in_force)?;
    }
    let dictionary = field.dictionary.as_ref().map_or("", Code::as_str);
    let terms = in_force.dictionaries.dictionary(dictionary).map_or(&[][..], |d| &d.terms);
    match terms.iter().find(|term| !ratings.contains_key(&term.key)) {
        Some(missing) => Err(problem("ratings.incomplete").with(&missing.key).with(dictionary)),
        None => Ok(()),
    }
}

/// No term twice, and together at most a whole.
fn check_shares(field: &Field, shares: &[Share], in_force: InForce<'_>) -> Result<(), Problem> {
    let codes: Vec<_> = shares.iter().map(|share| share.code.clone()).collect();
    check_count(codes.len(), &field.bounds)?;
    check_distinct(&codes)?;
    codes.iter().try_for_each(|code| check_term(field, code, in_force))?;
    let sum: Decimal = shares.iter().filter_map(|share| share.percent).sum();
    if sum > Decimal::ONE_HUNDRED {
        return Err(problem("shares.over-hundred").with(sum.normalize()));
    }
    Ok(())
}

fn check_term(field: &Field, code: &Code, in_force: InForce<'_>) -> Result<(), Problem> {
    if let Some(format) = field.bounds.format {
        let fits = format.fits(code.as_str());
        return if fits {
            Ok(())
        } else {
            Err(problem("code.format").with(code).with(format.key()))
        };
    }
    check_code(field.dictionary.as_ref().map_or("", Code::as_str), code, in_force)
}

fn check_code(dictionary: &str, code: &Code, in_force: InForce<'_>) -> Result<(), Problem> {
    let known = if dictionary == REGIONS_KEY {
        in_force.regions.region(code.as_str()).is_some()
    } else {
        in_force.dictionaries.term(dictionary, code.as_str()).is_some()
    };
    if known { Ok(()) } else { Err(problem("code.unknown").with(code).with(dictionary)) }
}

/// Problems of a whole profile, each at its item's path.
pub(crate) fn whole(profile: &Profile, catalogue: &Catalogue) -> Vec<Problem> {
    let open = profile.items().filter(|item| item.is_open());
    let everything = open.map(|item| (item.path.clone(), format!("/{}", item.path))).collect();
    outcome(profile, catalogue, &everything)
}

/// Problems of the profile as it would be, at the places that the request touched.
pub(super) fn outcome(
    after: &Profile,
    catalogue: &Catalogue,
    touched: &BTreeMap<ItemPath, String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for collection in &catalogue.collections {
        if touched.keys().any(|item| item.collection == collection.key) {
            check_collection(collection, after, touched, &mut problems);
        }
    }
    for (path, at) in touched {
        let ended = after.item(path).and_then(|item| ended_before_it_began(item, at));
        problems.extend(ended);
    }
    let items = OpenItems::of(after);
    let left = left_participants(after, touched);
    for project in items.collection(PROJECTS) {
        match touched.get(project.path) {
            Some(at) => check_project(&project, at, after, &mut problems),
            None => check_still_complete(&project, &left, touched, &mut problems),
        }
    }
    problems
}

fn check_collection(
    collection: &Collection,
    after: &Profile,
    touched: &BTreeMap<ItemPath, String>,
    problems: &mut Vec<Problem>,
) {
    let key = collection.key.as_str();
    let most = usize::try_from(collection.items_max).unwrap_or(usize::MAX);
    if after.open_items(key).count() > most {
        problems.push(Problem::new("/open", "collection.too-many").with(key).with(most));
    }
    let Some(unique) = &collection.unique_field else { return };
    let mut first_of: BTreeMap<Name, &ItemPath> = BTreeMap::new();
    for item in OpenItems::of(after).collection(key) {
        let names = item.value(unique.as_str()).map(names_of).unwrap_or_default();
        let first = names.iter().find_map(|name| first_of.get(name).copied());
        if let Some(first) = first
            && let Some(at) = touched.get(item.path).or_else(|| touched.get(first))
        {
            problems.push(Problem::new(at, "item.stated-twice").with(first));
        }
        for name in names {
            first_of.entry(name).or_insert(item.path);
        }
    }
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

/// Rule S8: at least three participants of this cluster who share the costs; and dates that fit.
fn check_project(project: &ItemReader<'_>, at: &str, after: &Profile, problems: &mut Vec<Problem>) {
    let participants = project.items("participants");
    if participants.len() < PROJECT_PARTICIPANTS_MIN {
        let few = Problem::new(at, "project.too-few-participants").with(participants.len());
        problems.push(few);
    }
    let collection = Code::literal(PARTICIPANTS);
    for number in participants {
        let member = ItemPath { collection: collection.clone(), item: *number };
        if !after.is_open(&member) {
            problems.push(Problem::new(at, "project.not-a-participant").with(member));
        }
    }
    if project.value("cost_sharing") != Some(&Value::Flag(true)) {
        problems.push(Problem::new(at, "project.costs-not-shared"));
    }
    if ends_before_it_starts(project) {
        problems.push(Problem::new(at, "project.ends-before-it-starts"));
    }
    if project.code("stage").is_some_and(|stage| stage.as_str() == "implemented")
        && project.value("results").is_none()
    {
        problems.push(Problem::new(at, "project.implemented-without-result"));
    }
}

/// A closing can't precede what it closes, where that is stated.
fn ended_before_it_began(item: &Item, at: &str) -> Option<Problem> {
    day::ended(&format!("{at}/on"), item.closed??, began(&ItemReader::of(item))?)
}

/// The first day an item can be of. A project that was only planned can be given up before it starts.
fn began(item: &ItemReader<'_>) -> Option<Date> {
    let day = |field| match item.value(field) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    match item.path.collection.as_str() {
        PARTICIPANTS => day(JOINED_ON),
        PROJECTS if item.code("stage").is_some_and(|stage| stage.as_str() == "planned") => None,
        PROJECTS => day("start"),
        GOVERNING_BODIES => {
            let selected = item.value("year_selected").and_then(Value::as_year)?;
            Date::new(selected.get(), 1, 1).ok()
        }
        _ => None,
    }
}

fn ends_before_it_starts(project: &ItemReader<'_>) -> bool {
    match (project.value("start"), project.value("end")) {
        (Some(Value::Date(start)), Some(Value::Date(end))) => end < start,
        _ => false,
    }
}

/// The participants that the request closes.
fn left_participants(after: &Profile, touched: &BTreeMap<ItemPath, String>) -> BTreeSet<ItemId> {
    let closed = touched.keys().filter(|item| !after.is_open(item));
    closed.filter(|item| item.collection.as_str() == PARTICIPANTS).map(|item| item.item).collect()
}

/// A project that the request doesn't touch keeps its participants.
fn check_still_complete(
    project: &ItemReader<'_>,
    left: &BTreeSet<ItemId>,
    touched: &BTreeMap<ItemPath, String>,
    problems: &mut Vec<Problem>,
) {
    if left.is_empty() {
        return;
    }
    let collection = Code::literal(PARTICIPANTS);
    for number in project.items("participants").iter().filter(|number| left.contains(number)) {
        let member = ItemPath { collection: collection.clone(), item: *number };
        if let Some(at) = touched.get(&member) {
            problems.push(Problem::new(at, "item.referenced").with(project.path));
        }
    }
}
