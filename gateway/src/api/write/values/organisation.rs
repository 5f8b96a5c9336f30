//! An organisation: its id, or its name and numbers for one the registry may not know yet.

use registry_core::profile::changes::Said;
use registry_core::rejection::Problem as Broken;
use registry_events::ids::OrganisationId;
use registry_events::value::{
    Identifier, Inn, InvalidValue, Language, NamedOrganisation, Ogrn, Value,
};
use serde_json::{Map, Value as Json};

use super::{Read, text};

/// Digits of a person's INN, which is personal data and never enters the log.
const PERSONAL_INN_DIGITS: usize = 12;

/// Reads an organisation that a statement names.
pub(super) fn read(given: &Json, pointer: &str) -> Read<Said> {
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

fn malformed(pointer: &str) -> Broken {
    Broken::new(pointer, "organisation.malformed")
}

fn by_id(id: &str, pointer: &str) -> Read<Said> {
    let id: OrganisationId = id.parse().map_err(|_| malformed(pointer))?;
    Ok(Said::Value(Value::Organisation(id)))
}

fn named_by(object: &Map<String, Json>, pointer: &str) -> Read<NamedOrganisation> {
    if object.keys().any(|key| !["name", "inn", "ogrn"].contains(&key.as_str())) {
        return Err(malformed(pointer));
    }
    let name = object.get("name").ok_or_else(|| malformed(pointer))?;
    let name = text(name, &format!("{pointer}/name"))?;
    let inn = number(object, "inn", pointer, |inn| inn_of(inn).map(Identifier::Inn))?;
    let ogrn = number(object, "ogrn", pointer, |ogrn| Ogrn::parse(ogrn).map(Identifier::Ogrn))?;
    let identifiers: Vec<_> = inn.into_iter().chain(ogrn).collect();
    if identifiers.is_empty() {
        let problem = Broken::new(pointer, "organisation.identifier-needed");
        return Err(problem.with(name.in_language_or_other(Language::Ru)));
    }
    Ok(NamedOrganisation { name, identifiers })
}

fn number(
    object: &Map<String, Json>,
    member: &str,
    pointer: &str,
    parse: impl Fn(&str) -> Result<Identifier, InvalidValue>,
) -> Read<Option<Identifier>> {
    let given = match object.get(member) {
        None | Some(Json::Null) => return Ok(None),
        Some(given) => given.as_str().ok_or_else(|| malformed(pointer))?,
    };
    let broken = |invalid: InvalidValue| Broken::new(format!("{pointer}/{member}"), invalid.code);
    parse(given).map(Some).map_err(broken)
}

/// The digits are counted before they are checked: a mistyped number of a person is refused as one.
fn inn_of(given: &str) -> Result<Inn, InvalidValue> {
    let digits = given.chars().filter(char::is_ascii_digit).count();
    if digits == PERSONAL_INN_DIGITS {
        return Err(InvalidValue { code: "inn.personal" });
    }
    Inn::parse(given)
}
