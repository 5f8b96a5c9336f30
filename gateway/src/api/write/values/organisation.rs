//! An organisation: its id, or its name and numbers for one the registry may not know yet.

use registry_core::profile::changes::Said;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::{
    ForeignNumber, Identifier, Inn, InvalidValue, Language, NamedOrganisation, Ogrn, Value,
};
use serde_json::{Map, Value as Json};

use super::{Read, text};

/// What an organisation is named by: the register of its country and its number there are given
/// together, and mean a register abroad.
const MEMBERS: [&str; 5] = ["name", "inn", "ogrn", "country", "number"];
/// Digits of a person's INN, which is personal data.
const PERSONAL_INN_DIGITS: usize = 12;

/// Reads an organisation that a statement names.
pub(in crate::api::write) fn read(given: &Json, pointer: &str) -> Read<Said> {
    match given {
        Json::String(id) => by_id(id, pointer),
        Json::Object(object) => match object.get("id") {
            Some(Json::String(id)) => by_id(id, pointer),
            Some(_) => Err(malformed(pointer)),
            None => named_by(object, pointer).map(Said::Organisation),
        },
        _ => Err(malformed(pointer)),
    }
}

/// Reads an organisation by name and numbers.
pub(in crate::api::write) fn named(given: &Json, pointer: &str) -> Read<NamedOrganisation> {
    let object = given.as_object().ok_or_else(|| malformed(pointer))?;
    named_by(object, pointer)
}

/// Reads one number of an organisation: `inn`, `ogrn`, or `country` with `number`. Whether a person's
/// may stand here is for the rules, which know the organisation.
pub(in crate::api::write) fn identifier(given: &Json, pointer: &str) -> Read<Identifier> {
    let malformed = || Broken::new(pointer, "identifier.malformed");
    let object = given.as_object().ok_or_else(malformed)?;
    if object.keys().any(|key| key == "name" || !MEMBERS.contains(&key.as_str())) {
        return Err(malformed());
    }
    let inn = number(object, "inn", pointer, Inn::parse)?.map(Identifier::Inn);
    let ogrn = number(object, "ogrn", pointer, Ogrn::parse)?.map(Identifier::Ogrn);
    let foreign = foreign(object, pointer)?.map(Identifier::Foreign);
    let mut given = inn.into_iter().chain(ogrn).chain(foreign);
    match (given.next(), given.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(malformed()),
    }
}

fn malformed(pointer: &str) -> Broken {
    Broken::new(pointer, "organisation.malformed")
}

fn by_id(id: &str, pointer: &str) -> Read<Said> {
    let id: OrganisationId = id.parse().map_err(|_| malformed(pointer))?;
    Ok(Said::Value(Value::Organisation(id)))
}

fn named_by(object: &Map<String, Json>, pointer: &str) -> Read<NamedOrganisation> {
    if object.keys().any(|key| !MEMBERS.contains(&key.as_str())) {
        return Err(malformed(pointer));
    }
    let name = object.get("name").ok_or_else(|| malformed(pointer))?;
    let name = text(name, &format!("{pointer}/name"))?;
    let ogrn = number(object, "ogrn", pointer, Ogrn::parse)?;
    let is_sole_traders = ogrn.as_ref().is_some_and(Ogrn::is_sole_traders);
    let inn = number(object, "inn", pointer, |inn| inn_of(inn, is_sole_traders))?;
    let foreign = foreign(object, pointer)?.map(Identifier::Foreign);
    let (inn, ogrn) = (inn.map(Identifier::Inn), ogrn.map(Identifier::Ogrn));
    let identifiers: Vec<_> = inn.into_iter().chain(ogrn).chain(foreign).collect();
    if identifiers.is_empty() {
        let problem = Broken::new(pointer, "organisation.identifier-needed");
        return Err(problem.with(name.in_language_or_other(Language::Ru)));
    }
    Ok(NamedOrganisation { name, identifiers })
}

fn foreign(object: &Map<String, Json>, pointer: &str) -> Read<Option<ForeignNumber>> {
    match (member(object, "country", pointer)?, member(object, "number", pointer)?) {
        (None, None) => Ok(None),
        (Some(country), Some(number)) => {
            let broken = |invalid: InvalidValue| {
                let wrong = if invalid.code.starts_with("country.") { "country" } else { "number" };
                Broken::new(format!("{pointer}/{wrong}"), invalid.code)
            };
            ForeignNumber::parse(country, number).map(Some).map_err(broken)
        }
        (None, Some(_)) | (Some(_), None) => Err(malformed(pointer)),
    }
}

fn number<T>(
    object: &Map<String, Json>,
    key: &str,
    pointer: &str,
    parse: impl Fn(&str) -> Result<T, InvalidValue>,
) -> Read<Option<T>> {
    let Some(given) = member(object, key, pointer)? else { return Ok(None) };
    let broken = |invalid: InvalidValue| Broken::new(format!("{pointer}/{key}"), invalid.code);
    parse(given).map(Some).map_err(broken)
}

fn member<'j>(object: &'j Map<String, Json>, key: &str, pointer: &str) -> Read<Option<&'j str>> {
    match object.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(given) => given.as_str().map(Some).ok_or_else(|| malformed(pointer)),
    }
}

/// A person's number goes with an ОГРНИП only. Its digits are counted before they are checked: one
/// that is mistyped and stands alone is refused as a person's.
fn inn_of(given: &str, beside_sole_traders: bool) -> Result<Inn, InvalidValue> {
    let digits = given.chars().filter(char::is_ascii_digit).count();
    if digits == PERSONAL_INN_DIGITS && !beside_sole_traders {
        return Err(InvalidValue { code: "inn.personal" });
    }
    Inn::parse(given)
}
