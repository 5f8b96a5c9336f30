//! Values of fields, tagged by type, and the value types they are made of.
//!
//! Each type has two doors. [`Inn::parse`] and its sisters are strict and serve requests; serde is
//! tolerant and serves the log, where what was once accepted must stay readable.

mod address;
mod composite;
mod host;
mod number;
mod organisation_number;
mod text;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use address::{Email, MailDomain, Phone, WebUrl};
pub use composite::{PostalAddress, Ratings, Share};
pub use number::{Money, Point, PointPrecision, Year};
pub use organisation_number::{ForeignNumber, Inn, Kpp, Ogrn};
pub use rust_decimal::Decimal;
pub use text::{Code, Language, Text, one_line};

use crate::document::DocumentRef;
use crate::ids::{ClusterId, ItemId, OrganisationId};
use crate::seal::Sealed;
use crate::stream::StreamId;

/// A value that can't be accepted from a request, with a stable code for programs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct InvalidValue {
    /// What is wrong, e.g. `inn.check-digit`; sentences for people are made in the gateway.
    pub code: &'static str,
}

impl InvalidValue {
    pub(crate) const fn new(code: &'static str) -> Self {
        Self { code }
    }
}

/// The value of one field, tagged with its type (untagged values don't survive `MessagePack`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A text in Russian, English or both.
    Text(Text),
    /// A whole number.
    Integer(i64),
    /// A decimal number, exact.
    Decimal(Decimal),
    /// A calendar day.
    Date(Date),
    /// A year.
    Year(Year),
    /// An address on the web.
    Url(WebUrl),
    /// A mail address.
    Email(Email),
    /// A telephone number.
    Phone(Phone),
    /// An amount with its currency.
    Money(Money),
    /// Yes or no.
    Flag(bool),
    /// One code of a dictionary.
    Code(Code),
    /// Several codes of one dictionary; the first is the chief one where that matters.
    Codes(Vec<Code>),
    /// A point on the map.
    Point(Point),
    /// An organisation.
    Organisation(OrganisationId),
    /// Items of this cluster, such as the participants of a project.
    Items(Vec<ItemId>),
    /// An organisation as an application names it; listing resolves it to [`Value::Organisation`].
    NamedOrganisation(NamedOrganisation),
    /// Several short texts, such as products.
    Texts(Vec<Text>),
    /// Several addresses on the web.
    Urls(Vec<WebUrl>),
    /// Terms of one dictionary, each rated by a term of a scale.
    Ratings(Ratings),
    /// Terms of one dictionary with their shares of a whole.
    Shares(Vec<Share>),
    /// A postal address.
    Address(PostalAddress),
    /// Another cluster of the registry.
    Cluster(ClusterId),
    /// A document or picture.
    File(DocumentRef),
}

/// An organisation by name and numbers, before the registry has given it an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedOrganisation {
    /// Its name.
    pub name: Text,
    /// At least one number.
    pub identifiers: Vec<Identifier>,
}

impl NamedOrganisation {
    /// The same organisation with its name on one line.
    #[must_use]
    pub fn on_one_line(&self) -> Self {
        Self { name: self.name.on_one_line(), identifiers: self.identifiers.clone() }
    }
}

/// A number by which a register knows an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// The tax number.
    Inn(Inn),
    /// The state registration number.
    Ogrn(Ogrn),
    /// The number in a register of another country.
    Foreign(ForeignNumber),
    /// A sole trader's tax number, which is personal data: under a key of its own.
    SealedInn(Sealed),
}

impl Identifier {
    /// The scheme's key, as in names of streams.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::Inn(_) | Self::SealedInn(_) => "ru-inn",
            Self::Ogrn(_) => "ru-ogrn",
            Self::Foreign(_) => "foreign",
        }
    }

    /// The stream that tells who has the number; none of a person's, whose very digest would tell it.
    pub fn stream(&self) -> Option<StreamId> {
        match self {
            Self::Inn(inn) if inn.is_personal() => None,
            Self::Inn(inn) => Some(StreamId::identifier(self.scheme(), inn.as_str())),
            Self::Ogrn(ogrn) => Some(StreamId::identifier(self.scheme(), ogrn.as_str())),
            Self::Foreign(foreign) => {
                let number = format!("{}:{}", foreign.country(), foreign.number());
                Some(StreamId::identifier(self.scheme(), &number))
            }
            Self::SealedInn(_) => None,
        }
    }

    /// Whether it is about a natural person: never written in the clear.
    pub fn is_personal(&self) -> bool {
        match self {
            Self::Inn(inn) => inn.is_personal(),
            Self::SealedInn(_) => true,
            Self::Ogrn(_) | Self::Foreign(_) => false,
        }
    }

    /// The number as text; none of a sealed one.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Inn(inn) => Some(inn.as_str()),
            Self::Ogrn(ogrn) => Some(ogrn.as_str()),
            Self::Foreign(foreign) => Some(foreign.number()),
            Self::SealedInn(_) => None,
        }
    }
}

/// The type of a field, as the catalogue names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// [`Value::Text`].
    Text,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Decimal`].
    Decimal,
    /// [`Value::Date`].
    Date,
    /// [`Value::Year`].
    Year,
    /// [`Value::Url`].
    Url,
    /// [`Value::Email`].
    Email,
    /// [`Value::Phone`].
    Phone,
    /// [`Value::Money`].
    Money,
    /// [`Value::Flag`].
    Flag,
    /// [`Value::Code`].
    Code,
    /// [`Value::Codes`].
    Codes,
    /// [`Value::Point`].
    Point,
    /// [`Value::Organisation`], in an application [`Value::NamedOrganisation`].
    Organisation,
    /// [`Value::Items`].
    Items,
    /// [`Value::Texts`].
    Texts,
    /// [`Value::Urls`].
    Urls,
    /// [`Value::Ratings`].
    Ratings,
    /// [`Value::Shares`].
    Shares,
    /// [`Value::Address`].
    Address,
    /// [`Value::Cluster`].
    Cluster,
    /// [`Value::File`].
    File,
}

impl ValueType {
    /// Whether a value of this type tells one thing from others, as a mere kind or number doesn't.
    pub const fn names(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Organisation
                | Self::Cluster
                | Self::Url
                | Self::Email
                | Self::Date
                | Self::Year
        )
    }
}

impl Value {
    /// The type of this value.
    pub const fn value_type(&self) -> ValueType {
        match self {
            Self::Text(_) => ValueType::Text,
            Self::Integer(_) => ValueType::Integer,
            Self::Decimal(_) => ValueType::Decimal,
            Self::Date(_) => ValueType::Date,
            Self::Year(_) => ValueType::Year,
            Self::Url(_) => ValueType::Url,
            Self::Email(_) => ValueType::Email,
            Self::Phone(_) => ValueType::Phone,
            Self::Money(_) => ValueType::Money,
            Self::Flag(_) => ValueType::Flag,
            Self::Code(_) => ValueType::Code,
            Self::Codes(_) => ValueType::Codes,
            Self::Point(_) => ValueType::Point,
            Self::Organisation(_) | Self::NamedOrganisation(_) => ValueType::Organisation,
            Self::Items(_) => ValueType::Items,
            Self::Texts(_) => ValueType::Texts,
            Self::Urls(_) => ValueType::Urls,
            Self::Ratings(_) => ValueType::Ratings,
            Self::Shares(_) => ValueType::Shares,
            Self::Address(_) => ValueType::Address,
            Self::Cluster(_) => ValueType::Cluster,
            Self::File(_) => ValueType::File,
        }
    }

    /// The text, when it is one.
    pub const fn as_text(&self) -> Option<&Text> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The whole number, when it is one.
    pub const fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    /// The code, when it is one.
    pub const fn as_code(&self) -> Option<&Code> {
        if let Self::Code(code) = self { Some(code) } else { None }
    }

    /// The codes, when there are several.
    pub fn as_codes(&self) -> &[Code] {
        if let Self::Codes(codes) = self { codes } else { &[] }
    }

    /// The year, when it is one.
    pub const fn as_year(&self) -> Option<Year> {
        if let Self::Year(year) = self { Some(*year) } else { None }
    }

    /// The organisation, when it is one.
    pub const fn as_organisation(&self) -> Option<OrganisationId> {
        if let Self::Organisation(id) = self { Some(*id) } else { None }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Year => "year",
            Self::Url => "url",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Money => "money",
            Self::Flag => "flag",
            Self::Code => "code",
            Self::Codes => "codes",
            Self::Point => "point",
            Self::Organisation => "organisation",
            Self::Items => "items",
            Self::Texts => "texts",
            Self::Urls => "urls",
            Self::Ratings => "ratings",
            Self::Shares => "shares",
            Self::Address => "address",
            Self::Cluster => "cluster",
            Self::File => "file",
        };
        f.write_str(key)
    }
}
