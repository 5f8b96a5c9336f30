//! Values as the natural JSON in which callers write and read them. What is written here is read
//! back by `api::write::values`, which needs the catalogue to know the type.

use registry_events::claim::Stated;
use registry_events::value::{
    Code, Decimal, Identifier, Money, NamedOrganisation, Point, PointPrecision, Share, Text, Value,
    WebUrl,
};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::api::write::documents::DocumentBody;

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
    serde_json::to_value(Natural(value)).unwrap_or_default()
}

/// A value that is written as natural JSON, the members of an object in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Natural<'v>(pub &'v Value);

/// A text: both languages, `null` where it wasn't given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NaturalText<'v>(pub &'v Text);

impl Serialize for Natural<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Text(text) => NaturalText(text).serialize(serializer),
            Value::Integer(number) => number.serialize(serializer),
            Value::Decimal(given) => number(*given).serialize(serializer),
            Value::Date(date) => serializer.collect_str(date),
            Value::Year(year) => year.get().serialize(serializer),
            Value::Url(url) => url.as_str().serialize(serializer),
            Value::Email(email) => email.as_str().serialize(serializer),
            Value::Phone(phone) => phone.as_str().serialize(serializer),
            Value::Money(given) => money(given, serializer),
            Value::Flag(flag) => flag.serialize(serializer),
            Value::Code(code) => code.as_str().serialize(serializer),
            Value::Codes(codes) => serializer.collect_seq(codes.iter().map(Code::as_str)),
            Value::Point(given) => point(given, serializer),
            Value::Organisation(id) => serializer.collect_map([("id", id)]),
            Value::Items(items) => serializer.collect_seq(items.iter().map(|item| item.0)),
            Value::NamedOrganisation(named) => organisation(named, serializer),
            Value::Texts(texts) => serializer.collect_seq(texts.iter().map(NaturalText)),
            Value::Urls(urls) => serializer.collect_seq(urls.iter().map(WebUrl::as_str)),
            Value::Ratings(ratings) => serializer
                .collect_map(ratings.iter().map(|(term, rating)| (term.as_str(), rating.as_str()))),
            Value::Shares(shares) => serializer.collect_seq(shares.iter().map(NaturalShare)),
            Value::Address(address) => address.serialize(serializer),
            Value::Cluster(id) => serializer.collect_map([("id", id)]),
            Value::File(document) => DocumentBody::from(document).serialize(serializer),
        }
    }
}

/// A term with its share, the percentage as a number.
struct NaturalShare<'v>(&'v Share);

impl Serialize for NaturalShare<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let percent = self.0.percent.map_or(Json::Null, number);
        serializer.collect_map([("code", Json::from(self.0.code.as_str())), ("percent", percent)])
    }
}

impl Serialize for NaturalText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("en", &self.0.en), ("ru", &self.0.ru)])
    }
}

/// A decimal as a JSON number; up to fifteen digits read back the same.
pub fn number(number: Decimal) -> Json {
    number.normalize().to_string().parse().map_or(Json::Null, Json::Number)
}

/// An amount as text, so that nobody's floats round it.
fn money<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    let amount = money.amount.to_string();
    serializer.collect_map([("amount", amount.as_str()), ("currency", money.currency.as_str())])
}

/// A point in degrees.
fn point<S: Serializer>(point: &Point, serializer: S) -> Result<S::Ok, S::Error> {
    let precision = match point.precision {
        PointPrecision::Exact => "exact",
        PointPrecision::Locality => "locality",
        PointPrecision::RegionCentroid => "region_centroid",
    };
    let (lat, lng) = (number(point.lat()), number(point.lng()));
    serializer.collect_map([("lat", lat), ("lng", lng), ("precision", precision.into())])
}

fn organisation<S: Serializer>(
    named: &NamedOrganisation,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let number = |scheme: &str| {
        let found = named.identifiers.iter().find(|identifier| identifier.scheme() == scheme);
        found.and_then(Identifier::number)
    };
    let foreign = named.identifiers.iter().find_map(|identifier| match identifier {
        Identifier::Foreign(foreign) => Some(foreign),
        Identifier::Inn(_) | Identifier::Ogrn(_) | Identifier::SealedInn(_) => None,
    });
    let mut members = serializer.serialize_map(None)?;
    if let Some(foreign) = foreign {
        members.serialize_entry("country", foreign.country())?;
    }
    members.serialize_entry("inn", &number("ru-inn"))?;
    members.serialize_entry("name", &NaturalText(&named.name))?;
    if let Some(foreign) = foreign {
        members.serialize_entry("number", foreign.number())?;
    }
    members.serialize_entry("ogrn", &number("ru-ogrn"))?;
    members.end()
}
