//! Short ways to write statements: `says("employees_total", number(1_840)).on(day)`.

use jiff::civil::Date;
use registry_events::claim::{Absence, ClaimKind, Evidence, Source};
use registry_events::ids::{ClusterId, ItemId, StreamVersion};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{
    Code, Decimal, Email, Money, NamedOrganisation, Point, PointPrecision, Share, Text, Value,
    WebUrl, Year,
};

use crate::profile::changes::{
    Changes, ClaimInput, CloseInput, FieldInput, ItemInput, OpenInput, Said,
};

/// A statement about a field, by its path: a change, from the claimant itself, undated.
pub fn says(path: &str, said: impl Into<Said>) -> ClaimInput {
    ClaimInput {
        path: self::path(path),
        said: said.into(),
        described_on: None,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: Vec::new(),
        replaces: None,
    }
}

/// An item to open, with nothing said of it yet.
pub fn item(collection: &str) -> OpenInput {
    OpenInput { collection: as_code(collection), label: None, claims: Vec::new() }
}

/// A link that documents a statement.
pub fn link() -> Evidence {
    Evidence::Link(WebUrl::parse("https://documents.example/1").expect("an address"))
}

/// A path such as `participants/3/organisation`.
pub fn path(path: &str) -> FieldPath {
    path.parse().expect("a field's path")
}

/// An item's path such as `participants/3`.
pub fn item_path(path: &str) -> ItemPath {
    path.parse().expect("an item's path")
}

/// A Russian text that passes the strict door.
pub fn text(ru: &str) -> Text {
    Text::new(Some(ru), None).expect("a text")
}

/// A Russian text.
pub fn ru(ru: &str) -> Value {
    Value::Text(text(ru))
}

/// A whole number.
pub const fn number(number: i64) -> Value {
    Value::Integer(number)
}

/// A decimal number, such as `4.5`.
pub fn decimal(number: &str) -> Value {
    Value::Decimal(number.parse().expect("a decimal number"))
}

/// A year.
pub fn year(year: i64) -> Value {
    Value::Year(Year::new(year).expect("a year"))
}

/// A day as the value of a field.
pub const fn day(date: Date) -> Value {
    Value::Date(date)
}

/// Yes or no.
pub const fn flag(flag: bool) -> Value {
    Value::Flag(flag)
}

/// A code of a dictionary.
pub fn code(code: &str) -> Value {
    Value::Code(as_code(code))
}

/// Several codes of a dictionary.
pub fn codes<const N: usize>(codes: [&str; N]) -> Value {
    Value::Codes(codes.map(as_code).to_vec())
}

/// Shares of a whole in per cent, such as `("member_fees", "60")`.
pub fn shares<const N: usize>(shares: [(&str, &str); N]) -> Value {
    let share = |(code, percent): (&str, &str)| {
        let percent = percent.parse().expect("a decimal number");
        Share::new(as_code(code), Some(percent)).expect("a share")
    };
    Value::Shares(shares.map(share).to_vec())
}

/// Terms of a dictionary, each with a term of a scale.
pub fn ratings<const N: usize>(ratings: [(&str, &str); N]) -> Value {
    Value::Ratings(ratings.map(|(term, rating)| (as_code(term), as_code(rating))).into())
}

/// Texts in Russian.
pub fn texts<const N: usize>(texts: [&str; N]) -> Value {
    Value::Texts(texts.map(text).to_vec())
}

/// Texts in English.
pub fn english<const N: usize>(texts: [&str; N]) -> Value {
    Value::Texts(texts.map(|text| Text::new(None, Some(text)).expect("a text")).to_vec())
}

/// A text in both languages.
pub fn both(ru: &str, en: &str) -> Value {
    Value::Text(Text::new(Some(ru), Some(en)).expect("a text"))
}

/// An address on the web.
pub fn url(address: &str) -> Value {
    Value::Url(WebUrl::parse(address).expect("an address"))
}

/// A cluster of the registry.
pub const fn other_cluster(cluster: ClusterId) -> Value {
    Value::Cluster(cluster)
}

/// A mail address.
pub fn email(address: &str) -> Value {
    Value::Email(Email::parse(address).expect("a mail address"))
}

/// An amount of roubles.
pub fn roubles(amount: i64) -> Value {
    Value::Money(Money::new(Decimal::from(amount), "RUB").expect("an amount"))
}

/// The centre of Tomsk.
pub fn point() -> Value {
    let degrees = |micro| Decimal::new(micro, 6);
    let point = Point::new(degrees(56_497_750), degrees(84_974_370), PointPrecision::Locality);
    Value::Point(point.expect("a point"))
}

/// Items by their numbers.
pub fn items(numbers: impl IntoIterator<Item = u32>) -> Said {
    Said::Items(numbers.into_iter().map(|number| ItemInput::Number(ItemId(number))).collect())
}

/// Items by the labels under which the same request opens them.
pub fn labelled<const N: usize>(labels: [&str; N]) -> Said {
    Said::Items(labels.map(|label| ItemInput::Label(label.into())).to_vec())
}

fn as_code(code: &str) -> Code {
    Code::parse(code).expect("a code")
}

impl From<Value> for Said {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl From<NamedOrganisation> for Said {
    fn from(named: NamedOrganisation) -> Self {
        Self::Organisation(named)
    }
}

impl From<Absence> for Said {
    fn from(absence: Absence) -> Self {
        Self::Absent(absence)
    }
}

impl ClaimInput {
    /// The day it describes.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Self { described_on: Some(day), ..self }
    }

    /// With a link that documents it.
    #[must_use]
    pub fn documented(self) -> Self {
        Self { evidence: vec![link()], ..self }
    }

    /// As the replacement of a claim the request has seen.
    #[must_use]
    pub fn replacing(self, version: u64) -> Self {
        Self { replaces: Some(StreamVersion(version)), ..self }
    }

    /// As a correction: it had been so.
    #[must_use]
    pub fn corrected(self) -> Self {
        Self { kind: ClaimKind::Correction, ..self }
    }
}

impl OpenInput {
    /// Under a label for references within the same request.
    #[must_use]
    pub fn labelled(self, label: &str) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// With a statement about one of its fields.
    #[must_use]
    pub fn says(self, field: &str, said: impl Into<Said>) -> Self {
        self.says_of(field, said.into(), None)
    }

    /// With a statement about one of its fields on a day.
    #[must_use]
    pub fn says_on(self, day: Date, field: &str, said: impl Into<Said>) -> Self {
        self.says_of(field, said.into(), Some(day))
    }

    fn says_of(mut self, field: &str, said: Said, described_on: Option<Date>) -> Self {
        let (field, source) = (as_code(field), Source::OWN);
        self.claims.push(FieldInput { field, said, described_on, source, evidence: Vec::new() });
        self
    }

    /// Without what was said of a field.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.claims.retain(|input| input.field.as_str() != field);
        self
    }

    /// With a link that documents each of its statements.
    #[must_use]
    pub fn documented(mut self) -> Self {
        self.claims.iter_mut().for_each(|input| input.evidence = vec![link()]);
        self
    }
}

impl Changes {
    /// With one more statement.
    #[must_use]
    pub fn stating(mut self, claim: ClaimInput) -> Self {
        self.claims.push(claim);
        self
    }

    /// With one more item to open.
    #[must_use]
    pub fn opening(mut self, item: OpenInput) -> Self {
        self.open.push(item);
        self
    }

    /// With one more item to close, such as `participants/3`.
    #[must_use]
    pub fn closing(mut self, item: &str) -> Self {
        self.close.push(CloseInput { item: item_path(item), closed_on: None, reason: None });
        self
    }

    /// With a list that holds as it is.
    #[must_use]
    pub fn renewing(mut self, list: &str) -> Self {
        self.renew.push(as_code(list));
        self
    }

    /// Without what was said of a field of the cluster itself.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        self.claims.retain(|claim| claim.path != path(field));
        self
    }

    /// Without the items of a collection.
    #[must_use]
    pub fn without_items(mut self, collection: &str) -> Self {
        self.open.retain(|open| open.collection.as_str() != collection);
        self
    }
}
