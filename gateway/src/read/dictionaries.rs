//! The lists of terms in force, subjects of the federation among them.

use registry_events::dictionary::{Dictionary, Region};
use registry_events::edition::EditionKind;
use registry_projections::editions::Adoption;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::Bilingual;
use super::row::PointShown;

/// The lists of terms.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DictionariesShown {
    /// The edition of the dictionaries.
    pub edition: Option<EditionShown>,
    /// The dictionaries, in their edition's order.
    pub dictionaries: Vec<DictionaryShown>,
    /// The edition of the regions.
    pub regions_edition: Option<EditionShown>,
    /// The subjects of the federation, by code.
    pub regions: Vec<RegionTerm>,
}

/// An edition and when it came into force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EditionShown {
    /// Its name.
    pub edition: String,
    /// BLAKE3 of its text.
    pub digest: String,
    /// When it was adopted.
    #[schema(value_type = String, format = DateTime)]
    pub adopted_at: jiff::Timestamp,
    /// The place of the adoption in the log.
    pub position: u64,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DictionaryShown {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: Bilingual,
    /// Its terms, in order.
    pub terms: Vec<TermShown>,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermShown {
    /// Its code.
    pub key: String,
    /// What it means.
    pub label: Bilingual,
}

/// A subject of the federation as a term.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegionTerm {
    /// Its code, ISO 3166-2.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// Its short Russian name.
    pub short_name: String,
    /// Its federal district.
    pub district: String,
    /// Its chief town on the map.
    pub point: PointShown,
}

/// The lists in force at the lens's position.
pub fn of(lens: &Lens<'_>) -> DictionariesShown {
    let dictionaries = lens.dictionaries().into_iter().flat_map(|all| &all.dictionaries);
    let regions = lens.regions().into_iter().flat_map(|all| all.regions.values());
    DictionariesShown {
        edition: in_force(EditionKind::Dictionaries, lens).map(EditionShown::from),
        dictionaries: dictionaries.map(DictionaryShown::from).collect(),
        regions_edition: in_force(EditionKind::Regions, lens).map(EditionShown::from),
        regions: regions.map(RegionTerm::from).collect(),
    }
}

/// The adoption of what was in force at the lens's position.
pub fn in_force<'v>(kind: EditionKind, lens: &Lens<'v>) -> Option<&'v Adoption> {
    let adoptions = lens.views.editions().adoptions().iter().rev();
    adoptions
        .filter(|adoption| adoption.position <= lens.at && adoption.readable)
        .find(|adoption| adoption.kind == kind)
}

impl From<&Adoption> for EditionShown {
    fn from(adoption: &Adoption) -> Self {
        Self {
            edition: adoption.edition.to_string(),
            digest: adoption.digest.to_string(),
            adopted_at: adoption.recorded_at,
            position: adoption.position.0,
        }
    }
}

impl From<&Dictionary> for DictionaryShown {
    fn from(dictionary: &Dictionary) -> Self {
        let term = |term: &registry_events::dictionary::Term| TermShown {
            key: term.key.to_string(),
            label: Bilingual { ru: Some(term.ru.clone()), en: Some(term.en.clone()) },
        };
        Self {
            key: dictionary.key.to_string(),
            label: Bilingual::from(&dictionary.label),
            terms: dictionary.terms.iter().map(term).collect(),
        }
    }
}

impl From<&Region> for RegionTerm {
    fn from(region: &Region) -> Self {
        Self {
            code: region.code.to_string(),
            name: Bilingual::from(&region.name),
            short_name: region.short_ru.clone(),
            district: region.district.to_string(),
            point: region.point.into(),
        }
    }
}
