//! Values as the natural JSON in which callers write and read them. What is written here is read
//! back by `api::write::values`, which needs the catalogue to know the type.

use registry_events::claim::Stated;
use registry_events::value::{
    Decimal, Identifier, NamedOrganisation, Point, PointPrecision, Text, Value,
};
use serde_json::{Value as Json, json};

/// What a claim says: its value, or `null` where it says none or only some may see it.
pub fn value(stated: &Stated) -> Json {
    stated.value().map_or(Json::Null, natural)
}

/// Why a claim says no value: `not_provided`, `not_applicable`, `withheld`, `zero`, else `null`.
///
/// A sealed value reads as `withheld`.
pub fn absence(stated: &Stated) -> Json {
    match stated {
        Stated::Value(_) => Json::Null,
        Stated::Absent(absence) => absence.key().into(),
        Stated::Sealed(_) => "withheld".into(),
    }
}

/// A value as natural JSON.
pub fn natural(value: &Value) -> Json {
    match value {
        Value::Text(given) => text(given),
        Value::Integer(number) => json!(number),
        Value::Decimal(given) => number(*given),
        Value::Date(date) => json!(date.to_string()),
        Value::Year(year) => json!(year.get()),
        Value::Url(url) => json!(url.as_str()),
        Value::Email(email) => json!(email.as_str()),
        Value::Phone(phone) => json!(phone.as_str()),
        Value::Money(money) => {
            json!({ "amount": money.amount.to_string(), "currency": money.currency.as_str() })
        }
        Value::Flag(flag) => json!(flag),
        Value::Code(code) => json!(code.as_str()),
        Value::Codes(codes) => codes.iter().map(|code| json!(code.as_str())).collect(),
        Value::Point(given) => point(given),
        Value::Organisation(id) => json!({ "id": id.to_string() }),
        Value::Items(items) => items.iter().map(|item| json!(item.0)).collect(),
        Value::NamedOrganisation(named) => organisation(named),
    }
}

/// A text: both languages, `null` where it wasn't given.
pub fn text(text: &Text) -> Json {
    json!({ "ru": text.ru, "en": text.en })
}

/// A point in degrees.
pub fn point(point: &Point) -> Json {
    let precision = match point.precision {
        PointPrecision::Exact => "exact",
        PointPrecision::Locality => "locality",
        PointPrecision::RegionCentroid => "region_centroid",
    };
    json!({ "lat": number(point.lat()), "lng": number(point.lng()), "precision": precision })
}

/// A decimal as a JSON number; up to fifteen digits read back the same.
fn number(number: Decimal) -> Json {
    number.normalize().to_string().parse().map_or(Json::Null, Json::Number)
}

fn organisation(named: &NamedOrganisation) -> Json {
    let number = |scheme: &str| {
        let found = named.identifiers.iter().find(|identifier| identifier.scheme() == scheme);
        found.map(Identifier::number)
    };
    json!({ "name": text(&named.name), "inn": number("ru-inn"), "ogrn": number("ru-ogrn") })
}
