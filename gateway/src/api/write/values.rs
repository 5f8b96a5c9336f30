//! Natural JSON read as a value of the type that the catalogue gives the field. The other direction
//! is `http::json_value`.
//!
//! Bounds, dictionaries and what spans fields are the rules' business; here is only what a value of
//! this type looks like.

mod organisation;

use registry_core::profile::changes::{ItemInput, Said};
use registry_core::rejection::Problem as Broken;
use registry_events::catalogue::Field;
use registry_events::document::DocumentRef;
use registry_events::ids::{ClusterId, ItemId};
use registry_events::value::{
    Code, Decimal, Email, InvalidValue, Money, Phone, Point, PointPrecision, PostalAddress,
    Ratings, Share, Text, Value, ValueType, WebUrl, Year,
};
use serde_json::{Map, Value as Json};

pub(super) use organisation::{identifier, named as named_organisation, read as organisation};

/// What is read of one value.
type Read<T> = Result<T, Broken>;

/// The longest text in one language, as the value type has it.
const TEXT_CHARACTERS_MAX: usize = 8_000;

/// Reads what a statement says of a field.
///
/// # Errors
/// The problem with its place.
pub fn read(field: &Field, given: &Json, pointer: &str) -> Result<Said, Broken> {
    let at = Place { pointer, value_type: field.value_type };
    match field.value_type {
        ValueType::Text => at.text(given).map(Value::Text),
        ValueType::Integer => given.as_i64().ok_or_else(|| at.other()).map(Value::Integer),
        ValueType::Decimal => at.decimal(given).map(Value::Decimal),
        ValueType::Date => super::envelope::day(at.string(given)?, pointer).map(Value::Date),
        ValueType::Year => at.year(given).map(Value::Year),
        ValueType::Url => at.parsed(given, WebUrl::parse).map(Value::Url),
        ValueType::Email => at.parsed(given, Email::parse).map(Value::Email),
        ValueType::Phone => at.parsed(given, Phone::parse).map(Value::Phone),
        ValueType::Money => at.money(given).map(Value::Money),
        ValueType::Flag => given.as_bool().ok_or_else(|| at.other()).map(Value::Flag),
        ValueType::Code => at.parsed(given, Code::parse).map(Value::Code),
        ValueType::Codes => at.codes(given).map(Value::Codes),
        ValueType::Point => at.point(given).map(Value::Point),
        ValueType::Organisation => return organisation::read(given, pointer),
        ValueType::Items => return at.items(given).map(Said::Items),
        ValueType::Texts => at.texts(given).map(Value::Texts),
        ValueType::Urls => at.list(given, |at, url| at.parsed(url, WebUrl::parse)).map(Value::Urls),
        ValueType::Ratings => at.ratings(given).map(Value::Ratings),
        ValueType::Shares => at.list(given, Place::share).map(Value::Shares),
        ValueType::Address => at.address(given).map(Value::Address),
        ValueType::Cluster => at.cluster(given).map(Value::Cluster),
        ValueType::File => at.document(given).map(Value::File),
    }
    .map(Said::Value)
}

/// A text: a string is Russian.
pub(super) fn text(given: &Json, pointer: &str) -> Read<Text> {
    Place { pointer, value_type: ValueType::Text }.text(given)
}

/// A point on the map.
pub(super) fn point(given: &Json, pointer: &str) -> Read<Point> {
    Place { pointer, value_type: ValueType::Point }.point(given)
}

/// Where a value stands and what it should be.
#[derive(Clone, Copy)]
struct Place<'a> {
    pointer: &'a str,
    value_type: ValueType,
}

impl Place<'_> {
    /// It isn't a value of this type at all.
    fn other(self) -> Broken {
        Broken::new(self.pointer, "value.type").with(self.value_type)
    }

    fn invalid(self, invalid: &InvalidValue) -> Broken {
        let problem = Broken::new(self.pointer, invalid.code);
        if invalid.code == "text.too-long" { problem.with(TEXT_CHARACTERS_MAX) } else { problem }
    }

    fn string(self, given: &Json) -> Read<&str> {
        given.as_str().ok_or_else(|| self.other())
    }

    /// An object with these members and no others.
    fn object<'j>(self, given: &'j Json, members: &[&str]) -> Read<&'j Map<String, Json>> {
        let object = given.as_object().ok_or_else(|| self.other())?;
        let known = object.keys().all(|key| members.contains(&key.as_str()));
        if known { Ok(object) } else { Err(self.other()) }
    }

    fn parsed<T>(self, given: &Json, parse: fn(&str) -> Result<T, InvalidValue>) -> Read<T> {
        parse(self.string(given)?).map_err(|invalid| self.invalid(&invalid))
    }

    fn text(self, given: &Json) -> Read<Text> {
        if let Some(ru) = given.as_str() {
            return Text::new(Some(ru), None).map_err(|invalid| self.invalid(&invalid));
        }
        let object = self.object(given, &["ru", "en"])?;
        let language = |key| match object.get(key) {
            None | Some(Json::Null) => Ok(None),
            Some(given) => self.string(given).map(Some),
        };
        Text::new(language("ru")?, language("en")?).map_err(|invalid| self.invalid(&invalid))
    }

    /// A string keeps every digit; a number is fine as well.
    fn decimal(self, given: &Json) -> Read<Decimal> {
        let text = match given {
            Json::String(text) => text.trim().to_owned(),
            Json::Number(number) => number.to_string(),
            _ => return Err(self.other()),
        };
        let exact = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
        exact.map_err(|_| self.other())
    }

    fn year(self, given: &Json) -> Read<Year> {
        let number = given.as_i64().ok_or_else(|| self.other())?;
        Year::new(number).map_err(|invalid| self.invalid(&invalid))
    }

    fn money(self, given: &Json) -> Read<Money> {
        let object = self.object(given, &["amount", "currency"])?;
        let (Some(amount), Some(currency)) = (object.get("amount"), object.get("currency")) else {
            return Err(self.other());
        };
        let (amount, currency) = (self.decimal(amount)?, self.string(currency)?);
        Money::new(amount, currency).map_err(|invalid| self.invalid(&invalid))
    }

    fn codes(self, given: &Json) -> Read<Vec<Code>> {
        let given = given.as_array().ok_or_else(|| self.other())?;
        given.iter().map(|code| self.parsed(code, Code::parse)).collect()
    }

    /// A list, each member read by itself.
    fn list<T>(self, given: &Json, read: impl Fn(Self, &Json) -> Read<T>) -> Read<Vec<T>> {
        let given = given.as_array().ok_or_else(|| self.other())?;
        given.iter().map(|member| read(self, member)).collect()
    }

    fn texts(self, given: &Json) -> Read<Vec<Text>> {
        self.list(given, Self::text)
    }

    /// An object of terms with their ratings.
    fn ratings(self, given: &Json) -> Read<Ratings> {
        let object = given.as_object().ok_or_else(|| self.other())?;
        let code = |given: &str| Code::parse(given).map_err(|invalid| self.invalid(&invalid));
        let rated =
            object.iter().map(|(term, rating)| Ok((code(term)?, code(self.string(rating)?)?)));
        rated.collect()
    }

    /// A term alone, or with its share.
    fn share(self, given: &Json) -> Read<Share> {
        if given.is_string() {
            return Ok(Share { code: self.parsed(given, Code::parse)?, percent: None });
        }
        let object = self.object(given, &["code", "percent"])?;
        let code = self.parsed(object.get("code").unwrap_or(&Json::Null), Code::parse)?;
        let percent = match object.get("percent") {
            None | Some(Json::Null) => None,
            Some(percent) => Some(self.decimal(percent)?),
        };
        Share::new(code, percent).map_err(|invalid| self.invalid(&invalid))
    }

    fn address(self, given: &Json) -> Read<PostalAddress> {
        let object = self.object(given, &["postal_code", "locality", "street"])?;
        let part = |key| match object.get(key) {
            None | Some(Json::Null) => Ok(None),
            Some(given) => self.string(given).map(Some),
        };
        let locality = part("locality")?.unwrap_or_default();
        PostalAddress::new(part("postal_code")?, locality, part("street")?)
            .map_err(|invalid| self.invalid(&invalid))
    }

    /// A cluster by its id, alone or as a read shows it.
    fn cluster(self, given: &Json) -> Read<ClusterId> {
        let id = given.get("id").unwrap_or(given);
        let malformed = || Broken::new(self.pointer, "cluster.malformed");
        self.string(id)?.parse().map_err(|_| malformed())
    }

    /// A document as the answer to its upload names it.
    fn document(self, given: &Json) -> Read<DocumentRef> {
        super::documents::read(given, self.pointer)
    }

    fn point(self, given: &Json) -> Read<Point> {
        let object = self.object(given, &["lat", "lng", "precision"])?;
        let degrees =
            |key| object.get(key).ok_or_else(|| self.other()).and_then(|d| self.decimal(d));
        let precision = match object.get("precision").and_then(Json::as_str) {
            Some("exact") => PointPrecision::Exact,
            Some("locality") => PointPrecision::Locality,
            Some("region_centroid") => PointPrecision::RegionCentroid,
            _ => return Err(self.other()),
        };
        Point::new(degrees("lat")?, degrees("lng")?, precision)
            .map_err(|invalid| self.invalid(&invalid))
    }

    fn items(self, given: &Json) -> Read<Vec<ItemInput>> {
        let given = given.as_array().ok_or_else(|| self.other())?;
        given.iter().map(|item| self.item(item)).collect()
    }

    fn item(self, given: &Json) -> Read<ItemInput> {
        match given {
            Json::String(label) => Ok(ItemInput::Label(label.clone())),
            given => {
                let number = given.as_u64().and_then(|number| u32::try_from(number).ok());
                number.map(|n| ItemInput::Number(ItemId(n))).ok_or_else(|| self.other())
            }
        }
    }
}
