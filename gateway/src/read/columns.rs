//! The columns of a table that follow from the catalogue: a field that is added is a column without
//! code. What isn't public has none.
//!
//! A column has the key by which an import knows it. Where a dictionary stands, the codes have that
//! key and what they mean stands beside them, as `…_label`.

use registry_events::catalogue::{Field, Visibility};
use registry_events::claim::Absence;
use registry_events::ids::ItemId;
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Decimal, Language, Text, Value, ValueType};
use registry_projections::card::{Claims, CurrentClaim};

use super::lens::{Lens, Seen};
use super::table::{Cell, Table};
use super::value::precision_key;
use crate::words::Said;
use crate::words::value::Speaker;

/// Columns in the order of the catalogue.
pub struct Columns<'c>(Vec<Column<'c>>);

struct Column<'c> {
    field: &'c Field,
    part: Part,
}

/// The part of a statement that stands in a column of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The value; of a text the Russian one, of codes the codes.
    Value,
    /// The English text.
    English,
    /// What the codes mean.
    Meaning,
    /// The day it describes.
    DescribedOn,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// How exact the point is.
    Precision,
}

/// What a column is called in a language: the other one's words where it has none.
pub fn heading_of(label: &Text, language: Language) -> &str {
    label.in_language_or_other(language)
}

impl<'c> Columns<'c> {
    /// The columns of the public ones among some fields, but for keys that a table has already.
    pub fn of(fields: impl Iterator<Item = &'c Field>, taken: &[&str], lens: &Lens<'_>) -> Self {
        let public = fields.filter(|field| is_public(field, lens));
        let columns = public
            .flat_map(|field| parts(field).into_iter().map(move |part| Column { field, part }));
        Self(columns.filter(|column| !taken.contains(&column.key().as_str())).collect())
    }

    /// Adds keys and headings to a table.
    pub fn head(&self, table: &mut Table, language: Language) {
        table.keys.extend(self.0.iter().map(Column::key));
        table.headings.extend(self.0.iter().map(|column| column.heading(language)));
    }

    /// The cells of one cluster or item.
    pub fn cells<'s>(
        &'s self,
        claims: &'s Claims,
        speaker: &'s Speaker<'_>,
    ) -> impl Iterator<Item = Cell> + 's {
        self.0.iter().map(move |column| column.cell(claims, speaker))
    }
}

fn is_public(field: &Field, lens: &Lens<'_>) -> bool {
    // Visibility is the field's, so any item stands for all.
    let item = field.collection.clone().map(|collection| ItemPath { collection, item: ItemId(1) });
    lens.visibility(&FieldPath { item, field: field.key.clone() }) == Visibility::Public
}

fn parts(field: &Field) -> Vec<Part> {
    let mut parts = match field.value_type {
        ValueType::Text => vec![Part::Value, Part::English],
        ValueType::Point => vec![Part::Latitude, Part::Longitude, Part::Precision],
        _ if field.dictionary.is_some() => vec![Part::Value, Part::Meaning],
        _ => vec![Part::Value],
    };
    parts.extend(field.dated.then_some(Part::DescribedOn));
    parts
}

impl Column<'_> {
    fn key(&self) -> String {
        let key = &self.field.key;
        match self.part {
            Part::Value => key.to_string(),
            Part::English => format!("{key}.en"),
            Part::Meaning => format!("{key}_label"),
            Part::DescribedOn => format!("{key}.described_on"),
            Part::Latitude => format!("{key}.lat"),
            Part::Longitude => format!("{key}.lng"),
            Part::Precision => format!("{key}.precision"),
        }
    }

    fn heading(&self, language: Language) -> String {
        let label = heading_of(&self.field.label, language);
        let suffix = match self.part {
            Part::Value if self.field.dictionary.is_some() => Said::new(", код", ", code"),
            Part::Value | Part::Meaning => Said::new("", ""),
            Part::English => Said::new(" (англ.)", " (in English)"),
            Part::DescribedOn => Said::new(" — на дату", " — as of"),
            Part::Latitude => Said::new(" — широта", " — latitude"),
            Part::Longitude => Said::new(" — долгота", " — longitude"),
            Part::Precision => Said::new(" — точность", " — precision"),
        };
        format!("{label}{}", suffix.get(language))
    }

    fn cell(&self, claims: &Claims, speaker: &Speaker<'_>) -> Cell {
        let Some(claim) = claims.get(self.field.key.as_str()) else { return Cell::Empty };
        match speaker.lens.seen(&claim.claim) {
            Seen::Value(value) => self.of_value(value, claim, speaker),
            Seen::Absent(absence) => self.of_absence(absence, claim, speaker),
        }
    }

    /// An explicit absence is told in the first column of its field, and since when the law hides it.
    fn of_absence(&self, absence: Absence, claim: &CurrentClaim, speaker: &Speaker<'_>) -> Cell {
        match (self.part, absence) {
            (Part::DescribedOn, _) => described_on(claim),
            (Part::Value, Absence::Zero) => Cell::Integer(0),
            (Part::Value | Part::Latitude, _) => Cell::text(speaker.claim(&claim.claim)),
            _ => Cell::Empty,
        }
    }

    fn of_value(&self, value: &Value, claim: &CurrentClaim, speaker: &Speaker<'_>) -> Cell {
        let said = || Cell::text(speaker.value(value, &claim.claim.path));
        match (self.part, value) {
            (Part::DescribedOn, _) => described_on(claim),
            (Part::Value, Value::Text(text)) => Cell::optional_text(text.ru.clone()),
            (Part::English, Value::Text(text)) => Cell::optional_text(text.en.clone()),
            (Part::Latitude, Value::Point(point)) => number(point.lat()),
            (Part::Longitude, Value::Point(point)) => number(point.lng()),
            (Part::Precision, Value::Point(point)) => Cell::text(precision_key(point.precision)),
            (Part::Meaning, _) => said(),
            (Part::Value, value) => plain(value).unwrap_or_else(said),
            _ => Cell::Empty,
        }
    }
}

/// A value as programs read it; none where its words say it best.
fn plain(value: &Value) -> Option<Cell> {
    match value {
        Value::Integer(number) => Some(Cell::Integer(*number)),
        Value::Decimal(decimal) => Some(number(*decimal)),
        Value::Year(year) => Some(Cell::Integer(year.get().into())),
        Value::Date(date) => Some(Cell::text(date.to_string())),
        Value::Code(code) => Some(Cell::text(code.as_str())),
        Value::Codes(codes) => Some(joined(codes.iter().map(Code::to_string), ", ")),
        Value::Ratings(ratings) => {
            Some(joined(ratings.iter().map(|(term, rating)| format!("{term}: {rating}")), "; "))
        }
        Value::Shares(shares) => Some(joined(
            shares.iter().map(|share| match share.percent {
                Some(percent) => format!("{}: {percent}", share.code),
                None => share.code.to_string(),
            }),
            "; ",
        )),
        Value::Money(money) => Some(Cell::text(format!("{} {}", money.amount, money.currency))),
        _ => None,
    }
}

fn described_on(claim: &CurrentClaim) -> Cell {
    Cell::optional_text(claim.claim.described_on.map(|day| day.to_string()))
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> Cell {
    Cell::text(parts.collect::<Vec<_>>().join(between))
}

fn number(number: Decimal) -> Cell {
    number.to_string().parse().map_or(Cell::Empty, Cell::Number)
}
