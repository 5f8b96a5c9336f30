//! Checks of single values against the catalogue.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_events::catalogue::{Bounds, CodeFormat, Field};
use registry_events::claim::{Absence, Claim, Stated};
use registry_events::dictionary::{REGIONS_KEY, Regions};
use registry_events::value::{Code, Decimal, Kpp, Language, Ratings, Share, Text, Value, Year};

use crate::day;
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
        Value::Text(text) => check_text(field, text),
        Value::Integer(number) => check_number(Decimal::from(*number), bounds),
        Value::Decimal(number) => check_number(*number, bounds),
        Value::Money(money) => check_number(money.amount, bounds),
        Value::Year(year) => check_year(field, *year, today),
        Value::Date(day) => check_day(field, *day, today),
        Value::Code(code) => check_term(field, code, in_force),
        Value::Ratings(ratings) => check_ratings(field, ratings, in_force),
        Value::Shares(shares) => check_shares(field, shares, in_force),
        Value::NamedOrganisation(named) if named.identifiers.is_empty() => {
            Err(problem("organisation.identifier-needed"))
        }
        several => check_several(field, several, in_force),
    }
}

/// Checks a list of values; what is left is whole by its type.
fn check_several(field: &Field, value: &Value, in_force: InForce<'_>) -> Result<(), Problem> {
    let bounds = &field.bounds;
    match value {
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
        Value::Texts(texts) => {
            check_count(texts.len(), bounds)?;
            check_distinct(texts)?;
            texts.iter().try_for_each(|text| check_text(field, text))
        }
        Value::Urls(urls) => {
            check_count(urls.len(), bounds)?;
            check_distinct(urls)
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Decimal(_)
        | Value::Date(_)
        | Value::Year(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Phone(_)
        | Value::Money(_)
        | Value::Flag(_)
        | Value::Code(_)
        | Value::Point(_)
        | Value::Organisation(_)
        | Value::NamedOrganisation(_)
        | Value::Ratings(_)
        | Value::Shares(_)
        | Value::Address(_)
        | Value::Cluster(_)
        | Value::File(_) => Ok(()),
    }
}

/// Why a claim that stands couldn't be stated as it is under other editions; none when it could.
/// Of a sealed value only its date is looked at.
pub fn refusal_of(claim: &Claim, in_force: InForce<'_>, today: Date) -> Option<Problem> {
    let Some(field) = in_force.catalogue.field(&claim.path) else {
        return Some(problem("field.unknown").with(&claim.path));
    };
    let refused = match &claim.stated {
        Stated::Value(stated) => value(field, stated, in_force, today).err(),
        Stated::Absent(absence) if field.needed && !may_be(field, *absence) => {
            Some(problem("claim.needed").with(&field.key))
        }
        Stated::Absent(_) => return None,
        Stated::Sealed(_) => None,
    };
    let undated = field.dated && claim.described_on.is_none();
    refused.or_else(|| undated.then(|| problem("claim.date-needed").with(&field.key)))
}

/// Whether an item that needs a field can say of it that there is no value to see.
pub(super) fn may_be(field: &Field, absence: Absence) -> bool {
    field.withholdable && absence == Absence::Withheld
}

/// A day may be planned, unless the catalogue says that it is of something that has happened.
fn check_day(field: &Field, day: Date, today: Date) -> Result<(), Problem> {
    let problem = if field.past { day::happened } else { day::planned }("", day, today);
    problem.map_or(Ok(()), Err)
}

/// A year has begun, unless the catalogue says that it is of a plan.
fn check_year(field: &Field, year: Year, today: Date) -> Result<(), Problem> {
    if field.ahead {
        let first = Date::new(year.get(), 1, 1).unwrap_or(Date::MAX);
        day::planned("", first, today).map_or(Ok(()), Err)?;
    } else if year.get() > today.year() {
        return Err(problem("year.in-future").with(year));
    }
    check_number(Decimal::from(year.get()), &field.bounds)
}

fn problem(code: &'static str) -> Problem {
    Problem::new("", code)
}

fn check_text(field: &Field, text: &Text) -> Result<(), Problem> {
    let bounds = &field.bounds;
    for language in &bounds.languages {
        if text.get(*language).is_none() {
            return Err(problem("text.language-needed").with(match language {
                Language::Ru => "ru",
                Language::En => "en",
            }));
        }
    }
    for given in [&text.ru, &text.en].into_iter().flatten() {
        check_format(field, given)?;
        if !field.lines && given.contains('\n') {
            return Err(problem("text.one-line"));
        }
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

/// A text that is a number is so in every language.
fn check_format(field: &Field, given: &str) -> Result<(), Problem> {
    if field.bounds.format != Some(CodeFormat::Kpp) {
        return Ok(());
    }
    Kpp::parse(given).map(drop).map_err(|invalid| problem(invalid.code))
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

/// What is wrong with a code that is no subject's; of one that was, what it became is told.
pub(crate) fn unknown_region(pointer: &str, code: &Code, all: &Regions) -> Problem {
    if !all.former.contains_key(code) {
        return Problem::new(pointer, "code.unknown").with(code).with(REGIONS_KEY);
    }
    let now: Vec<_> = all.successors(code).into_iter().map(Code::as_str).collect();
    Problem::new(pointer, "region.former").with(code).with(now.join(", "))
}

fn check_code(dictionary: &str, code: &Code, in_force: InForce<'_>) -> Result<(), Problem> {
    let known = if dictionary == REGIONS_KEY {
        in_force.regions.region(code.as_str()).is_some()
    } else {
        in_force.dictionaries.term(dictionary, code.as_str()).is_some()
    };
    match dictionary {
        _ if known => Ok(()),
        REGIONS_KEY => Err(unknown_region("", code, in_force.regions)),
        _ => Err(problem("code.unknown").with(code).with(dictionary)),
    }
}
