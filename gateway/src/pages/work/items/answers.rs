//! What was answered about an item: of each field whether its form touched it, and what it says then,
//! as a body of the API.
//!
//! A form carries of each field the version that it showed and a mark of what stood in it, so that
//! what wasn't touched isn't stated, and what somebody else stated meanwhile is never overwritten
//! unseen.

use registry_core::profile::Item;
use registry_events::catalogue::Field as Asked;
use registry_events::claim::{Absence, Stated};
use registry_events::path::FieldPath;
use registry_events::value::ValueType;
use serde_json::{Map, Value as Json, json};

use super::super::typed::{day, filled, part, typed, url};
use super::Listed;
use crate::http::form::Fields;
use crate::http::json_value;

/// The name under which a form sends why a field has no value.
pub(super) fn none_of(field: &Asked) -> String {
    format!("none/{}", field.key)
}

/// The day that the value of a field describes.
pub(super) fn day_of(field: &Asked) -> String {
    format!("day/{}", field.key)
}

/// The version that a form showed of a field.
pub(super) fn seen_of(field: &Asked) -> String {
    format!("seen/{}", field.key)
}

/// The mark of what stood in a field when its form was shown.
pub(super) fn was_of(field: &Asked) -> String {
    format!("was/{}", field.key)
}

/// Why a field may have no value; none where it must have one.
pub(super) fn absences(field: &Asked) -> Vec<Absence> {
    let counts = matches!(
        field.value_type,
        ValueType::Integer
            | ValueType::Decimal
            | ValueType::Money
            | ValueType::Codes
            | ValueType::Items
            | ValueType::Texts
            | ValueType::Urls
            | ValueType::Shares
    );
    let all = [Absence::NotProvided, Absence::NotApplicable, Absence::Withheld, Absence::Zero];
    let fits = |absence: &Absence| match absence {
        Absence::Withheld => !field.needed || field.withholdable,
        Absence::Zero => !field.needed && counts,
        Absence::NotProvided | Absence::NotApplicable => !field.needed,
    };
    all.into_iter().filter(fits).collect()
}

/// What stands of a field as its form shows it; what only some may see is typed anew.
pub(super) fn standing(field: &Asked, item: Option<&Item>) -> Vec<(String, String)> {
    let current = item.and_then(|item| item.claim(field.key.as_str()));
    let mut pairs = Vec::new();
    if let Some(current) = current {
        match &current.claim.stated {
            Stated::Value(value) => pairs.extend(filled(field, &json_value::natural(value))),
            Stated::Absent(absence) => pairs.push((none_of(field), absence.key().to_owned())),
            Stated::Sealed(_) => {}
        }
        let day = current.claim.described_on.filter(|_| field.dated);
        pairs.extend(day.map(|day| (day_of(field), day.to_string())));
    }
    let mark = Answer::of(field, &pairs.clone().into()).mark();
    let seen = current.map(|current| current.version.0.to_string()).unwrap_or_default();
    pairs.extend([(was_of(field), mark), (seen_of(field), seen)]);
    pairs
}

/// Whether a pair of a form belongs to a field.
fn is_of(field: &Asked, name: &str) -> bool {
    let [none, day, seen, was] = [none_of(field), day_of(field), seen_of(field), was_of(field)];
    name.starts_with(&part(field, "")) || [none, day, seen, was].iter().any(|own| own == name)
}

/// What was typed into the form of a field.
struct Answer {
    value: Option<Json>,
    absence: String,
    day: String,
}

impl Answer {
    fn of(field: &Asked, sent: &Fields) -> Self {
        let day = if field.dated { day(sent.get(&day_of(field)).trim()) } else { String::new() };
        let absence = sent.get(&none_of(field)).to_owned();
        Self { value: typed(field, sent), absence, day }
    }

    fn mark_of_value(&self) -> String {
        let digest =
            |value: &Json| blake3::hash(value.to_string().as_bytes()).to_hex()[..16].to_owned();
        self.value.as_ref().map(digest).unwrap_or_default()
    }

    fn mark(&self) -> String {
        format!("{},{},{}", self.mark_of_value(), self.absence, self.day)
    }
}

/// Whether somebody changed a field of the form.
pub(super) fn is_touched(field: &Asked, sent: &Fields) -> bool {
    let was = sent.get(&was_of(field));
    let was = if was.is_empty() { ",," } else { was };
    Answer::of(field, sent).mark() != was
}

/// What a field says: nothing new, or a statement; or what is wrong with the answer.
fn said(field: &Asked, sent: &Fields) -> Result<Option<Map<String, Json>>, &'static str> {
    if !is_touched(field, sent) {
        return Ok(None);
    }
    let answer = Answer::of(field, sent);
    let mut was = sent.get(&was_of(field)).split(',');
    let (value_was, absence_was) = (was.next().unwrap_or(""), was.next().unwrap_or(""));
    let stood = !value_was.is_empty() || !absence_was.is_empty();
    let changed = (answer.mark_of_value() != value_was, answer.absence != absence_was);
    let value = match (&answer.value, answer.absence.as_str(), changed) {
        (None, "", _) if stood => return Err("items-emptied"),
        (None, "", _) => return Ok(None),
        (Some(_), "", _) | (Some(_), _, (_, false)) => answer.value.clone(),
        (Some(_), _, (true, true)) => return Err("items-both"),
        (Some(_) | None, _, _) => None,
    };
    let mut said = Map::new();
    match value {
        Some(value) => said.insert("value".into(), value),
        None => said.insert("absence".into(), answer.absence.into()),
    };
    if !answer.day.is_empty() && said.contains_key("value") {
        said.insert("described_on".into(), answer.day.into());
    }
    Ok(Some(said))
}

/// A body of the API, and the fields that it speaks of in its order.
pub(super) struct Body<'b> {
    pub(super) json: Json,
    pub(super) fields: Vec<&'b Asked>,
}

/// What a form says of an item, as a body; none where it says nothing. Else what is wrong with which
/// field.
pub(super) fn body<'b>(
    listed: Listed<'b>,
    item: Option<&Item>,
    sent: &Fields,
) -> Result<Option<Body<'b>>, Vec<(&'b Asked, &'static str)>> {
    let (mut statements, mut wrong) = (Vec::new(), Vec::new());
    for field in listed.fields() {
        match said(field, sent) {
            Ok(said) => statements.extend(said.map(|said| (field, said))),
            Err(key) => wrong.push((field, key)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let only_shown = item.is_some() && statements.is_empty() && !evidence(sent).is_empty();
    if only_shown {
        statements = again(listed, sent);
    }
    if item.is_some() && statements.is_empty() {
        return Ok(None);
    }
    let fields = statements.iter().map(|(field, _)| *field).collect();
    let json = match item {
        None => opening(listed, statements, sent),
        Some(item) => changing(item, statements, sent),
    };
    Ok(Some(Body { json, fields }))
}

/// What stands of an item once more: it gets something that shows it.
fn again<'b>(listed: Listed<'b>, sent: &Fields) -> Vec<(&'b Asked, Map<String, Json>)> {
    let stated = |field: &'b Asked| {
        let answer = Answer::of(field, sent);
        let mut said = Map::from_iter([("value".to_owned(), answer.value?)]);
        if !answer.day.is_empty() {
            said.insert("described_on".into(), answer.day.into());
        }
        Some((field, said))
    };
    listed.fields().filter_map(stated).collect()
}

fn opening(
    listed: Listed<'_>,
    statements: Vec<(&Asked, Map<String, Json>)>,
    sent: &Fields,
) -> Json {
    let claims = statements.into_iter().map(|(field, mut said)| {
        said.extend(source(sent).map(|source| ("source".to_owned(), source)));
        (field.key.to_string(), Json::Object(said))
    });
    let claims: Map<String, Json> = claims.collect();
    json!({ "open": [{
        "collection": listed.key(), "claims": claims, "evidence": evidence(sent),
    }] })
}

fn changing(item: &Item, statements: Vec<(&Asked, Map<String, Json>)>, sent: &Fields) -> Json {
    let claims = statements.into_iter().map(|(field, mut said)| {
        let path = FieldPath { item: Some(item.path.clone()), field: field.key.clone() };
        said.insert("path".into(), path.to_string().into());
        said.insert("evidence".into(), evidence(sent).into());
        said.extend(source(sent).map(|source| ("source".to_owned(), source)));
        let kind = Some(sent.get("kind")).filter(|kind| !kind.is_empty());
        said.extend(kind.map(|kind| ("kind".to_owned(), kind.into())));
        let seen = sent.get(&seen_of(field)).parse::<u64>().ok();
        said.extend(seen.map(|seen| ("replaces".to_owned(), seen.into())));
        Json::Object(said)
    });
    json!({ "claims": claims.collect::<Vec<_>>() })
}

fn source(sent: &Fields) -> Option<Json> {
    let kind = Some(sent.get("source")).filter(|kind| !kind.is_empty())?;
    let address = Some(sent.get("source_url").trim()).filter(|text| !text.is_empty()).map(url);
    Some(json!({ "type": kind, "url": address }))
}

fn evidence(sent: &Fields) -> Vec<Json> {
    let lines = sent.get("evidence").lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Json::from(url(line))).collect()
}

/// What was typed, over what stands now: of what wasn't touched the newest is shown.
pub(super) fn over_what_stands(listed: Listed<'_>, item: Option<&Item>, sent: &Fields) -> Fields {
    let mut pairs: Vec<_> = sent.pairs().to_vec();
    for field in listed.fields() {
        let touched = is_touched(field, sent);
        let own = |name: &str| name == seen_of(field) || name == was_of(field);
        pairs.retain(|(name, _)| !is_of(field, name) || touched && !own(name));
        let stands = standing(field, item);
        pairs.extend(stands.into_iter().filter(|(name, _)| !touched || own(name)));
    }
    pairs.into()
}

/// The name of the field of the form that a problem of the body is about; none where it is about the
/// whole.
pub(super) fn place_of(pointer: &str, first: Option<&str>, body: &Body<'_>) -> Option<String> {
    let pieces: Vec<_> = pointer.split('/').skip(1).collect();
    let field = match pieces[..] {
        ["open", _, "claims", key, ..] => body.fields.iter().find(|it| it.key.as_str() == key),
        ["open" | "claims", _, "evidence", ..] => {
            return Some("evidence".into());
        }
        ["claims", index, ..] => body.fields.get(index.parse::<usize>().ok()?),
        _ => return first.map(ToOwned::to_owned),
    };
    let field = field?;
    Some(match pieces.get(if pieces[0] == "open" { 4 } else { 2 }) {
        Some(&"described_on") => day_of(field),
        Some(&"evidence") => "evidence".into(),
        Some(&"source") => "source_url".into(),
        Some(&"kind") => "kind".into(),
        _ => field.key.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use registry_events::catalogue::Catalogue;

    use super::*;

    fn field(list: &str, key: &str) -> Asked {
        let text = include_str!("../../../../../core/catalogue/1.0.toml");
        let catalogue = Catalogue::parse(text).expect("the first edition");
        let mut fields = catalogue.item_fields(list).cloned();
        fields.find(|field| field.key.as_str() == key).expect("a field of the first edition")
    }

    /// What a form says of the employees of a participant that had 12 of them.
    fn check(typed: &[(&str, &str)], expected: &Result<Option<Json>, &'static str>) {
        let field = field("participants", "employees");
        let pairs = |given: &[(&str, &str)]| -> Vec<(String, String)> {
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let stood = [("employees.value", "12"), ("day/employees", "2015-06-30")];
        let mark = Answer::of(&field, &pairs(&stood).into()).mark();
        let mut sent = pairs(typed);
        sent.push((was_of(&field), mark));
        let said = said(&field, &sent.into()).map(|said| said.map(Json::Object));
        assert_eq!(said, *expected);
    }

    #[test]
    fn what_was_not_touched_says_nothing_and_what_was_emptied_says_why() {
        let day = ("day/employees", "2015-06-30");
        check(&[("employees.value", "12"), day], &Ok(None));
        check(&[("employees.value", " 12 "), day], &Ok(None));
        let more = json!({ "value": 13, "described_on": "2015-06-30" });
        check(&[("employees.value", "13"), day], &Ok(Some(more)));
        let later = json!({ "value": 12, "described_on": "2015-12-31" });
        check(&[("employees.value", "12"), ("day/employees", "31.12.2015")], &Ok(Some(later)));
        check(&[("employees.value", ""), day], &Err("items-emptied"));
        let none = json!({ "absence": "not_provided" });
        let absent = ("none/employees", "not_provided");
        check(&[("employees.value", ""), day, absent], &Ok(Some(none.clone())));
        check(&[("employees.value", "12"), day, absent], &Ok(Some(none)));
        check(&[("employees.value", "13"), day, absent], &Err("items-both"));
    }

    #[test]
    fn what_an_item_needs_can_not_be_absent() {
        assert_eq!(absences(&field("participants", "organisation")), [Absence::Withheld]);
        assert_eq!(absences(&field("participants", "employees")).len(), 4);
        assert!(!absences(&field("participants", "role")).contains(&Absence::Zero));
    }
}
