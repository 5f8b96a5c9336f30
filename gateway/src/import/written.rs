//! What stands of an item as the cells that an import reads it from: the same again says nothing new.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use registry_core::editions::InForce;
use registry_core::profile::{CurrentClaim, Item};
use registry_core::state::{Loaded, OrganisationState, StreamState};
use registry_events::catalogue::Field;
use registry_events::claim::{Absence, Stated};
use registry_events::dictionary::REGIONS_KEY;
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{
    Code, Decimal, Identifier, Language, Point, PointPrecision, PostalAddress, Text, Value,
};

use super::cells::PRECISIONS;
use super::columns::{Part, Target};
use super::names::Names;
use super::shadow::Shadow;

/// What the cells of one item are written with.
pub(super) struct Written<'w> {
    names: &'w Names,
    in_force: InForce<'w>,
    organisations: BTreeMap<OrganisationId, Loaded>,
}

impl<'w> Written<'w> {
    /// With the organisations that an item names.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn of(
        item: &Item,
        names: &'w Names,
        in_force: InForce<'w>,
        shadow: &Shadow<'_>,
    ) -> Result<Self> {
        let mut organisations = BTreeMap::new();
        for claim in item.claims() {
            if let Some(Value::Organisation(id)) = claim.claim.stated.value() {
                organisations.insert(*id, shadow.load(&StreamId::organisation(*id)).await?);
            }
        }
        Ok(Self { names, in_force, organisations })
    }

    /// The cells of an item of a list.
    pub(super) fn cells(&self, item: &Item, list: &str) -> BTreeMap<Target, String> {
        let mut cells = BTreeMap::new();
        for field in self.in_force.catalogue.item_fields(list) {
            let Some(current) = item.claim(field.key.as_str()) else { continue };
            for (part, text) in self.parts_of(field, current) {
                let (collection, field) = (field.collection.clone(), field.key.clone());
                cells.insert(Target::Field { collection, field, part }, text);
            }
        }
        cells
    }

    fn parts_of(&self, field: &Field, current: &CurrentClaim) -> Vec<(Part, String)> {
        let claim = &current.claim;
        let mut parts = match &claim.stated {
            Stated::Value(Value::Organisation(id)) => {
                match self.organisations.get(id).map(|loaded| loaded.state.as_ref()) {
                    Some(StreamState::Organisation(known)) => numbers_of(known),
                    _ => Vec::new(),
                }
            }
            Stated::Value(Value::Text(text)) => texts(text),
            Stated::Value(Value::Point(point)) => degrees(point),
            Stated::Value(value) => {
                self.said(field, value).map(|text| (Part::Value, text)).into_iter().collect()
            }
            Stated::Absent(absence) => vec![(Part::Value, absent(*absence).to_owned())],
            Stated::Sealed(_) => Vec::new(),
        };
        let day = claim.described_on.filter(|_| field.dated && !parts.is_empty());
        let has_value = matches!(claim.stated, Stated::Value(_));
        parts.extend(day.filter(|_| has_value).map(|day| (Part::DescribedOn, russian(day))));
        parts
    }

    /// A value as a cell; none of one that a cell can't say whole, which then stays as it is.
    fn said(&self, field: &Field, value: &Value) -> Option<String> {
        Some(match value {
            Value::Integer(number) => number.to_string(),
            Value::Decimal(number) => number_of(*number),
            Value::Date(day) => russian(*day),
            Value::Year(year) => year.to_string(),
            Value::Url(url) => url.to_string(),
            Value::Email(email) => email.to_string(),
            Value::Phone(phone) => phone.to_string(),
            Value::Flag(flag) => if *flag { "да" } else { "нет" }.to_owned(),
            Value::Money(money) => format!("{} {}", number_of(money.amount), money.currency),
            Value::Code(code) => self.term(field.dictionary.as_ref(), code),
            Value::Codes(codes) => {
                joined(codes.iter().map(|code| self.term(field.dictionary.as_ref(), code)))
            }
            Value::Items(items) => {
                let list = field.items_of.as_ref()?.as_str();
                joined(items.iter().map(|item| self.names.said(list, *item)))
            }
            Value::Urls(urls) => joined(urls.iter().map(ToString::to_string)),
            Value::Texts(all) if all.iter().all(|text| text.en.is_none()) => {
                joined(all.iter().filter_map(|text| text.ru.clone()))
            }
            Value::Ratings(ratings) => joined(ratings.iter().map(|(term, rating)| {
                let term = self.term(field.dictionary.as_ref(), term);
                format!("{term} — {}", self.term(field.scale.as_ref(), rating))
            })),
            Value::Shares(shares) => joined(shares.iter().map(|share| {
                let term = self.term(field.dictionary.as_ref(), &share.code);
                match share.percent {
                    Some(percent) => format!("{term} — {} %", number_of(percent)),
                    None => term,
                }
            })),
            Value::Address(address) => said_address(address),
            Value::Cluster(id) => id.to_string(),
            _ => return None,
        })
    }

    fn term(&self, dictionary: Option<&Code>, code: &Code) -> String {
        let key = dictionary.map(Code::as_str).unwrap_or_default();
        if key == REGIONS_KEY {
            let region = self.in_force.regions.region(code.as_str());
            let name = region.map(|it| it.name.in_language_or_other(Language::Ru).to_owned());
            return name.unwrap_or_else(|| code.to_string());
        }
        let term = self.in_force.dictionaries.term(key, code.as_str());
        term.map_or_else(|| code.to_string(), |term| term.ru.clone())
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" | ")
}

fn number_of(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

fn texts(text: &Text) -> Vec<(Part, String)> {
    let parts = [(Part::Value, &text.ru), (Part::English, &text.en)];
    parts.into_iter().filter_map(|(part, text)| Some((part, text.clone()?))).collect()
}

fn degrees(point: &Point) -> Vec<(Part, String)> {
    let [exact, locality, region] = PRECISIONS;
    let precision = match point.precision {
        PointPrecision::Exact => exact,
        PointPrecision::Locality => locality,
        PointPrecision::RegionCentroid => region,
    };
    vec![
        (Part::Latitude, number_of(point.lat())),
        (Part::Longitude, number_of(point.lng())),
        (Part::Precision, precision.to_owned()),
    ]
}

fn said_address(address: &PostalAddress) -> String {
    let parts = [address.postal_code.as_ref(), Some(&address.locality), address.street.as_ref()];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

fn numbers_of(organisation: &OrganisationState) -> Vec<(Part, String)> {
    let held = organisation.identifiers.iter().filter(|dated| dated.until.is_none());
    let numbers = held.filter_map(|dated| match &dated.identifier {
        Identifier::Inn(_) => Some((Part::Inn, dated.identifier.number()?.to_owned())),
        Identifier::Ogrn(_) => Some((Part::Ogrn, dated.identifier.number()?.to_owned())),
        Identifier::Foreign(_) | Identifier::SealedInn(_) => None,
    });
    let named = organisation.name.iter().flat_map(texts);
    let numbers: Vec<_> = numbers.collect();
    // A name without a number names nobody in a table.
    if numbers.is_empty() { numbers } else { named.chain(numbers).collect() }
}

fn russian(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

const fn absent(absence: Absence) -> &'static str {
    match absence {
        Absence::NotProvided => "не представлено",
        Absence::NotApplicable => "неприменимо",
        Absence::Withheld => "не раскрывается",
        Absence::Zero => "нет",
    }
}
