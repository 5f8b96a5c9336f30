//! The catalogue of fields in force: what can be said of a cluster, how, and who sees it.

use registry_events::catalogue::{Bounds, Catalogue, Collection, Field, Section};
use registry_events::edition::EditionKind;
use registry_events::value::{Code, Decimal};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::dictionaries::{EditionShown, in_force};
use super::lens::Lens;
use super::parts::{Bilingual, Labelled};
use super::value;

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CatalogueShown {
    /// The edition.
    pub edition: Option<EditionShown>,
    /// Sections in the order of forms and pages.
    pub sections: Vec<Labelled>,
    /// Kinds of items.
    pub collections: Vec<CollectionShown>,
    /// Fields in the order of forms and pages.
    pub fields: Vec<FieldShown>,
}

/// A list of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CollectionShown {
    /// Its key, the first part of its items' paths.
    pub key: String,
    /// Where it stands.
    pub section: String,
    /// What the list is called.
    pub label: Bilingual,
    /// What one item is called.
    pub item_label: Bilingual,
    /// The field that names an item.
    pub title_field: String,
    /// The field no two open items may share.
    pub unique_field: Option<String>,
    /// At which level it is expected.
    pub mark: &'static str,
    /// After how many months it lapses.
    pub freshness_months: Option<u32>,
    /// The most open items.
    pub items_max: u32,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldShown {
    /// Its key, the last part of its path.
    pub key: String,
    /// The section of a cluster's field.
    pub section: Option<String>,
    /// The collection whose items have it.
    pub collection: Option<String>,
    /// The type of its value.
    #[serde(rename = "type")]
    pub value_type: String,
    /// The dictionary of its codes.
    pub dictionary: Option<String>,
    /// The collection that its items are of.
    pub items_of: Option<String>,
    /// What it is called.
    pub label: Bilingual,
    /// How to fill it in.
    pub hint: Bilingual,
    /// An invented example.
    pub example: Bilingual,
    /// The practice it follows.
    pub why: Bilingual,
    /// At which level it is expected.
    pub mark: &'static str,
    /// Whether an item can't be opened without it.
    pub needed: bool,
    /// Bounds of the value.
    pub bounds: BoundsShown,
    /// After how many months a claim lapses.
    pub freshness_months: Option<u32>,
    /// After how many months a confirmation lapses, counted from the day of seeing.
    pub seen_months: Option<u32>,
    /// Whether a claim must say which day it describes.
    pub dated: bool,
    /// Who may see it.
    pub visibility: &'static str,
    /// Whether it is about a natural person.
    pub personal: bool,
}

/// Bounds of a value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BoundsShown {
    /// The least number.
    pub min: Option<Json>,
    /// The greatest number.
    pub max: Option<Json>,
    /// The fewest characters.
    pub characters_min: Option<usize>,
    /// The most characters.
    pub characters_max: Option<usize>,
    /// The fewest values.
    pub values_min: Option<usize>,
    /// The most values.
    pub values_max: Option<usize>,
    /// Languages a text must have.
    pub languages: Vec<&'static str>,
}

/// The catalogue in force at the lens's position.
pub fn of(lens: &Lens<'_>) -> CatalogueShown {
    let edition = in_force(EditionKind::Catalogue, lens).map(EditionShown::from);
    let (sections, collections, fields) = lens.catalogue().map(parts).unwrap_or_default();
    CatalogueShown { edition, sections, collections, fields }
}

fn parts(catalogue: &Catalogue) -> (Vec<Labelled>, Vec<CollectionShown>, Vec<FieldShown>) {
    let section = |section: &Section| Labelled {
        key: section.key.to_string(),
        label: Bilingual::from(&section.label),
    };
    (
        catalogue.sections.iter().map(section).collect(),
        catalogue.collections.iter().map(CollectionShown::from).collect(),
        catalogue.fields.iter().map(FieldShown::from).collect(),
    )
}

impl From<&Collection> for CollectionShown {
    fn from(collection: &Collection) -> Self {
        Self {
            key: collection.key.to_string(),
            section: collection.section.to_string(),
            label: Bilingual::from(&collection.label),
            item_label: Bilingual::from(&collection.item_label),
            title_field: collection.title_field.to_string(),
            unique_field: key(collection.unique_field.as_ref()),
            mark: value::mark_key(collection.mark),
            freshness_months: collection.freshness_months,
            items_max: collection.items_max,
        }
    }
}

impl From<&Field> for FieldShown {
    fn from(field: &Field) -> Self {
        Self {
            key: field.key.to_string(),
            section: key(field.section.as_ref()),
            collection: key(field.collection.as_ref()),
            value_type: field.value_type.to_string(),
            dictionary: key(field.dictionary.as_ref()),
            items_of: key(field.items_of.as_ref()),
            label: Bilingual::from(&field.label),
            hint: Bilingual::from(&field.hint),
            example: Bilingual::from(&field.example),
            why: Bilingual::from(&field.why),
            mark: value::mark_key(field.mark),
            needed: field.needed,
            bounds: BoundsShown::from(&field.bounds),
            freshness_months: field.freshness_months,
            seen_months: field.seen_months,
            dated: field.dated,
            visibility: value::visibility_key(field.visibility),
            personal: field.personal,
        }
    }
}

impl From<&Bounds> for BoundsShown {
    fn from(bounds: &Bounds) -> Self {
        let number = |bound: Option<Decimal>| bound.map(value::number_of);
        Self {
            min: number(bounds.min),
            max: number(bounds.max),
            characters_min: bounds.characters_min,
            characters_max: bounds.characters_max,
            values_min: bounds.values_min,
            values_max: bounds.values_max,
            languages: bounds
                .languages
                .iter()
                .map(|language| value::language_key(*language))
                .collect(),
        }
    }
}

fn key(code: Option<&Code>) -> Option<String> {
    code.map(ToString::to_string)
}
