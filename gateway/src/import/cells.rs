//! From the text of cells to what is said of a field: strict, each refusal a sentence.
//!
//! An empty cell says nothing. Bounds and rules of the registry are not checked here but by the
//! rules themselves, when the whole row is decided.

mod lists;
mod numbers;
mod vocabulary;

use jiff::civil::Date;
use registry_core::name::normalise;
use registry_events::catalogue::Field;
use registry_events::claim::Absence;
use registry_events::dictionary::REGIONS_KEY;
use registry_events::value::{
    Code, Decimal, Email, Identifier, Inn, InvalidValue, Ogrn, Phone, Point, PointPrecision, Text,
    Value, ValueType, WebUrl,
};

pub(super) use vocabulary::Vocabulary;

use super::columns::Part;
use super::reasons::{self, Reason};
use crate::words::Said;

/// What the cells of one field say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Explicitly no value.
    Absent(Absence),
    /// A value.
    Value(Value),
    /// A text in the languages that were filled in; the other one stays as it is.
    Text(Text),
    /// An organisation by its numbers, with its name where it was filled in.
    Organisation(OrganisationCells),
    /// Items of a list, as the cell names them.
    Items(Vec<String>),
}

impl Content {
    /// A name or a title as it will stand, so that the same row says the same again.
    fn on_one_line(self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.on_one_line()),
            other => other,
        }
    }
}

/// An organisation as a row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OrganisationCells {
    /// Its name.
    pub(super) name: Option<Text>,
    /// At least one number.
    pub(super) identifiers: Vec<Identifier>,
}

/// A cell that says nothing acceptable.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Which cell of the field.
    pub(super) part: Part,
    /// Why.
    pub(super) reason: Reason,
}

type Read<T> = Result<T, Wrong>;

fn wrong<T>(part: Part, reason: impl Into<Reason>) -> Read<T> {
    Err(Wrong { part, reason: reason.into() })
}

/// The filled-in cells of one field.
pub(super) struct Cells<'a>(pub(super) Vec<(Part, &'a str)>);

impl<'a> Cells<'a> {
    fn get(&self, part: Part) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == part).map(|(_, text)| *text)
    }

    /// The day the field's cells say they describe.
    ///
    /// # Errors
    /// [`Wrong`].
    pub(super) fn described_on(&self) -> Read<Option<Date>> {
        self.get(Part::DescribedOn).map(|text| date(Part::DescribedOn, text)).transpose()
    }

    /// What the field's cells say; nothing when they are empty.
    ///
    /// # Errors
    /// [`Wrong`].
    pub(super) fn content(&self, field: &Field, words: &Vocabulary) -> Read<Option<Content>> {
        if let Some((part, _)) = self.0.iter().find(|(_, text)| is_formula_error(text)) {
            return wrong(*part, FORMULA);
        }
        if let Some((part, _)) = self.0.iter().find(|(_, text)| has_control_character(text)) {
            return wrong(*part, reasons::CONTROL_CHARACTER);
        }
        match field.value_type {
            ValueType::Text if field.is_one_line() => Ok(self.text()?.map(Content::on_one_line)),
            ValueType::Text => self.text(),
            ValueType::Organisation => self.organisation(),
            ValueType::Point => self.point(),
            ValueType::Items => Ok(self.items()),
            _ => self.single(field, words),
        }
    }

    fn single(&self, field: &Field, words: &Vocabulary) -> Read<Option<Content>> {
        let Some(text) = self.get(Part::Value) else {
            return match self.get(Part::DescribedOn) {
                Some(_) => wrong(Part::DescribedOn, DAY_ALONE),
                None => Ok(None),
            };
        };
        let read = value(field, text, words);
        // A term or a plain «нет» of a flag comes before an absence of the same wording.
        match (read, absence(text)) {
            (Ok(value), _) => Ok(Some(Content::Value(value))),
            (Err(_), Some(absence)) => Ok(Some(Content::Absent(absence))),
            (Err(reason), None) => wrong(Part::Value, reason),
        }
    }

    fn items(&self) -> Option<Content> {
        let text = self.get(Part::Value)?;
        if let Some(absence) = absence(text) {
            return Some(Content::Absent(absence));
        }
        Some(Content::Items(lists::members(text).map(str::to_owned).collect()))
    }

    fn text(&self) -> Read<Option<Content>> {
        let (ru, en) = (self.get(Part::Value), self.get(Part::English));
        match (ru.and_then(absence), en.and_then(absence)) {
            (Some(absence), _) if en.is_none() => return Ok(Some(Content::Absent(absence))),
            (Some(_), _) => return wrong(Part::Value, MIXED),
            (None, Some(absence)) if ru.is_none() => return Ok(Some(Content::Absent(absence))),
            (None, Some(_)) => return wrong(Part::English, MIXED),
            (None, None) => {}
        }
        let ru = ru.map(|text| one_language(Part::Value, text)).transpose()?;
        let en = en.map(|text| one_language(Part::English, text)).transpose()?;
        let said = ru.is_some() || en.is_some();
        Ok(said.then_some(Content::Text(Text { ru, en })))
    }

    fn organisation(&self) -> Read<Option<Content>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let name = match self.text()? {
            Some(Content::Text(text)) => Some(text.on_one_line()),
            Some(_) => return wrong(Part::Value, NAME_NEEDED),
            None => None,
        };
        let mut identifiers = Vec::new();
        if let Some(text) = self.get(Part::Inn) {
            let inn = Inn::parse(&digits(text)).map_err(|error| refused(Part::Inn, &error))?;
            identifiers.push(Identifier::Inn(inn));
        }
        if let Some(text) = self.get(Part::Ogrn) {
            let ogrn = Ogrn::parse(&digits(text)).map_err(|error| refused(Part::Ogrn, &error))?;
            identifiers.push(Identifier::Ogrn(ogrn));
        }
        if identifiers.is_empty() {
            return wrong(Part::Inn, reasons::NUMBER_NEEDED);
        }
        Ok(Some(Content::Organisation(OrganisationCells { name, identifiers })))
    }

    fn point(&self) -> Read<Option<Content>> {
        let (lat, lng) = match (self.get(Part::Latitude), self.get(Part::Longitude)) {
            (None, None) if self.get(Part::Precision).is_some() => {
                return wrong(Part::Precision, PRECISION_ALONE);
            }
            (None, None) => return Ok(None),
            (None, Some(_)) => return wrong(Part::Latitude, BOTH_DEGREES),
            (Some(_), None) => return wrong(Part::Longitude, BOTH_DEGREES),
            (Some(lat), Some(lng)) => (lat, lng),
        };
        let lat = degrees(Part::Latitude, lat)?;
        let lng = degrees(Part::Longitude, lng)?;
        let precision =
            self.get(Part::Precision).map_or(Ok(PointPrecision::Locality), precision)?;
        let point = Point::new(lat, lng, precision).map_err(|e| refused(Part::Latitude, &e))?;
        Ok(Some(Content::Value(Value::Point(point))))
    }
}

const MIXED: Said = Said::new(
    "На одном языке текст, на другом отказ: оставьте что-то одно.",
    "One language has a text and the other none on purpose: leave one of them.",
);
const FORMULA: Said = Said::new(
    "Формула в ячейке не вычислена: впишите само значение.",
    "The formula in the cell isn’t worked out: type the value itself.",
);
const DAY_ALONE: Said =
    Said::new("Дата указана, а значения рядом нет.", "There is a day and no value beside it.");
const NAME_NEEDED: Said =
    Said::new("Нужно наименование организации.", "The name of the organisation is needed.");
const PRECISION_ALONE: Said = Said::new(
    "Точность указана без широты и долготы.",
    "How exact the point is stands without latitude and longitude.",
);
const BOTH_DEGREES: Said =
    Said::new("Нужны и широта, и долгота.", "Both latitude and longitude are needed.");
const DEGREES_NEEDED: Said = Said::new(
    "Нужны градусы десятичным числом, например 59,2239.",
    "Degrees are needed as a decimal number, such as 59.2239.",
);
const PRECISION_NEEDED: Said = Said::new(
    "Нужно «здание», «населённый пункт» или «центр региона».",
    "«exact», «locality» or «region_centroid» is needed.",
);

/// A day, as `31.12.2015` or `2015-12-31`.
///
/// # Errors
/// [`Wrong`] at the given part.
pub(super) fn date(part: Part, text: &str) -> Read<Date> {
    match numbers::date(text) {
        Some(date) => Ok(date),
        None => wrong(part, reasons::DAY_NEEDED),
    }
}

/// One region, by code or name.
///
/// # Errors
/// Why not.
pub(super) fn region(text: &str, words: &Vocabulary) -> Result<Code, Reason> {
    words.code(REGIONS_KEY, text)
}

fn refused(part: Part, error: &InvalidValue) -> Wrong {
    Wrong { part, reason: reasons::of_code(error.code, &[]) }
}

fn one_language(part: Part, text: &str) -> Read<String> {
    let text = Text::new(Some(text), None).map_err(|error| refused(part, &error))?;
    Ok(text.ru.unwrap_or_default())
}

fn degrees(part: Part, text: &str) -> Read<Decimal> {
    match numbers::decimal(text) {
        Some(number) => Ok(number),
        None => wrong(part, DEGREES_NEEDED),
    }
}

fn precision(text: &str) -> Read<PointPrecision> {
    match normalise(text).as_str() {
        "exact" | "здание" | "точно" => Ok(PointPrecision::Exact),
        "locality" | "населенныйпункт" | "город" => {
            Ok(PointPrecision::Locality)
        }
        "regioncentroid" | "центррегиона" => Ok(PointPrecision::RegionCentroid),
        _ => wrong(Part::Precision, PRECISION_NEEDED),
    }
}

/// The terms of a point's precision, as a template lists them.
pub(super) const PRECISIONS: [&str; 3] = ["здание", "населённый пункт", "центр региона"];

/// A number of a register may be written with spaces.
fn digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_formula_error(text: &str) -> bool {
    text.starts_with('#')
        && matches!(
            text,
            "#REF!"
                | "#N/A"
                | "#VALUE!"
                | "#DIV/0!"
                | "#NAME?"
                | "#NULL!"
                | "#NUM!"
                | "#ССЫЛКА!"
                | "#Н/Д"
                | "#ЗНАЧ!"
                | "#ДЕЛ/0!"
                | "#ИМЯ?"
                | "#ПУСТО!"
                | "#ЧИСЛО!"
        )
}

/// Whether a text holds a character that nobody sees; of a cell line breaks and tabs are none.
fn has_control_character(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
}

fn absence(text: &str) -> Option<Absence> {
    match normalise(text).as_str() {
        "непредставлено" | "notprovided" => Some(Absence::NotProvided),
        "неприменимо" | "notapplicable" => Some(Absence::NotApplicable),
        "нераскрывается" | "withheld" => Some(Absence::Withheld),
        "нет" | "zero" => Some(Absence::Zero),
        _ => None,
    }
}

fn value(field: &Field, text: &str, words: &Vocabulary) -> Result<Value, Reason> {
    let dictionary = field.dictionary.as_ref().map_or("", Code::as_str);
    let coded = |error: InvalidValue| reasons::of_code(error.code, &[]);
    let read = match field.value_type {
        ValueType::Integer => numbers::whole(text).map(Value::Integer),
        ValueType::Decimal => numbers::decimal(text).map(Value::Decimal),
        ValueType::Date => numbers::date(text).map(Value::Date),
        ValueType::Year => numbers::year(text).map(Value::Year),
        ValueType::Money => numbers::money(text).map(Value::Money),
        ValueType::Flag => numbers::flag(text).map(Value::Flag),
        ValueType::Url => Some(Value::Url(WebUrl::parse(text).map_err(coded)?)),
        ValueType::Email => Some(Value::Email(Email::parse(text).map_err(coded)?)),
        ValueType::Phone => Some(Value::Phone(Phone::parse(text).map_err(coded)?)),
        ValueType::Code => Some(Value::Code(words.code(dictionary, text)?)),
        ValueType::Codes if field.bounds.format.is_some() => {
            Some(Value::Codes(lists::plain_codes(text)?))
        }
        ValueType::Codes => Some(Value::Codes(words.codes(dictionary, text)?)),
        ValueType::Texts => Some(Value::Texts(lists::texts(text)?)),
        ValueType::Urls => Some(Value::Urls(lists::urls(text)?)),
        ValueType::Ratings => {
            let scale = field.scale.as_ref().map_or("", Code::as_str);
            Some(Value::Ratings(lists::ratings(text, dictionary, scale, words)?))
        }
        ValueType::Shares => Some(Value::Shares(lists::shares(text, dictionary, words)?)),
        ValueType::Address => Some(Value::Address(lists::address(text)?)),
        ValueType::Cluster => text.trim().parse().ok().map(Value::Cluster),
        ValueType::Text
        | ValueType::Point
        | ValueType::Organisation
        | ValueType::Items
        | ValueType::File => None,
    };
    read.ok_or_else(|| reasons::expected(field.value_type).into())
}

#[cfg(test)]
mod tests;
