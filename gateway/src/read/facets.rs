//! How many clusters each value of a filter would leave, with the words for the values.

use std::collections::BTreeMap;

use registry_events::dictionary::REGIONS_KEY;
use registry_events::level::Level;
use registry_events::value::Code;
use registry_projections::card::ListingStatus;
use registry_projections::search::{Facets, Query};
use registry_projections::support::Support;
use serde::Serialize;
use utoipa::ToSchema;

use super::lens::Lens;
use super::parts::Bilingual;
use super::row::{DISTRICT, SPECIALISATION};
use crate::words::terms;

/// The value that asks for profiles in English.
pub const IN_ENGLISH: &str = "true";

/// Counts per value, each facet computed without its own filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetsShown {
    /// By region.
    pub region: Vec<FacetValue>,
    /// By federal district.
    pub district: Vec<FacetValue>,
    /// By key specialisation.
    pub specialisation: Vec<FacetValue>,
    /// By level.
    pub level: Vec<FacetValue>,
    /// By support on the day shown.
    pub support: Vec<FacetValue>,
    /// By standing.
    pub status: Vec<FacetValue>,
    /// Whether the profile is in English; its only value is `true`.
    pub english: Vec<FacetValue>,
}

/// One value of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value.
    pub key: String,
    /// What it means.
    pub label: Bilingual,
    /// How many clusters it would leave.
    pub count: u32,
    /// Whether the query asks for it.
    pub selected: bool,
}

impl FacetsShown {
    /// Facets in the order of the dictionaries; a value without clusters stands only where it is
    /// asked for, so that it can be lifted again.
    pub fn of(facets: &Facets, query: &Query, lens: &Lens<'_>) -> Self {
        Self {
            region: coded(REGIONS_KEY, &facets.region, &query.regions, lens),
            district: coded(DISTRICT, &facets.district, &query.districts, lens),
            specialisation: coded(
                SPECIALISATION,
                &facets.specialisation,
                &query.specialisations,
                lens,
            ),
            level: levels(&facets.level, &query.levels),
            support: supports(&facets.support, &query.supports),
            status: statuses(&facets.status, &query.statuses),
            english: english(facets.english, query.english),
        }
    }
}

/// The values of a dictionary in its order, with how many have each.
pub(super) fn coded(
    dictionary: &str,
    counts: &BTreeMap<Code, u32>,
    asked: &[Code],
    lens: &Lens<'_>,
) -> Vec<FacetValue> {
    let mut keys: Vec<&Code> = counts.keys().chain(asked).collect();
    let order = order_of(dictionary, lens);
    keys.sort_by_key(|key| (order.get(key.as_str()).copied().unwrap_or(usize::MAX), *key));
    keys.dedup();
    let value = |key: &Code| FacetValue {
        key: key.to_string(),
        label: lens.term(dictionary, key).into(),
        count: counts.get(key).copied().unwrap_or_default(),
        selected: asked.contains(key),
    };
    keys.into_iter().map(value).collect()
}

/// The place of each term: regions by their Russian name, others as their dictionary has them.
fn order_of<'v>(dictionary: &str, lens: &Lens<'v>) -> BTreeMap<&'v str, usize> {
    let keys: Vec<&str> = if dictionary == REGIONS_KEY {
        let mut regions: Vec<_> =
            lens.regions().into_iter().flat_map(|all| all.regions.values()).collect();
        regions.sort_by_key(|region| region.short_ru.to_lowercase());
        regions.into_iter().map(|region| region.code.as_str()).collect()
    } else {
        let found = lens.dictionaries().and_then(|all| all.dictionary(dictionary));
        found.into_iter().flat_map(|found| &found.terms).map(|term| term.key.as_str()).collect()
    };
    keys.into_iter().enumerate().map(|(index, key)| (key, index)).collect()
}

fn levels(counts: &BTreeMap<Level, u32>, asked: &[Level]) -> Vec<FacetValue> {
    let shown =
        Level::ALL.into_iter().filter(|level| counts.contains_key(level) || asked.contains(level));
    shown
        .map(|level| FacetValue {
            key: level.key().into(),
            label: terms::level(level).into(),
            count: counts.get(&level).copied().unwrap_or_default(),
            selected: asked.contains(&level),
        })
        .collect()
}

fn supports(counts: &BTreeMap<Support, u32>, asked: &[Support]) -> Vec<FacetValue> {
    let shown = Support::ALL
        .into_iter()
        .filter(|support| counts.contains_key(support) || asked.contains(support));
    shown
        .map(|support| FacetValue {
            key: support.key().into(),
            label: terms::support(support).into(),
            count: counts.get(&support).copied().unwrap_or_default(),
            selected: asked.contains(&support),
        })
        .collect()
}

fn statuses(counts: &BTreeMap<ListingStatus, u32>, asked: &[ListingStatus]) -> Vec<FacetValue> {
    let shown = ListingStatus::ALL
        .into_iter()
        .filter(|status| counts.contains_key(status) || asked.contains(status));
    shown
        .map(|status| FacetValue {
            key: status.key().into(),
            label: terms::status(status).into(),
            count: counts.get(&status).copied().unwrap_or_default(),
            selected: asked.contains(&status),
        })
        .collect()
}

/// Profiles in English, where there are any or they are asked for.
fn english(count: u32, selected: bool) -> Vec<FacetValue> {
    let value =
        FacetValue { key: IN_ENGLISH.into(), label: terms::IN_ENGLISH.into(), count, selected };
    Some(value).filter(|_| selected || count > 0).into_iter().collect()
}
