//! Key specialisations and the clusters of each.

use registry_events::dictionary::Term;
use registry_projections::search::{Query, Sort};
use serde::Serialize;
use utoipa::ToSchema;

use super::clusters;
use super::lens::Lens;
use super::parts::Bilingual;
use super::regions::LevelCounts;
use super::row::{RowShown, SPECIALISATION};

/// The field that says which specialisation a cluster has.
const SPECIALISATION_KEY: &str = "specialisation_key";

/// All key specialisations, in the order of their dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpecialisationList {
    /// The specialisations.
    pub items: Vec<SpecialisationRow>,
    /// How many there are.
    pub total: usize,
}

/// A specialisation as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpecialisationRow {
    /// Its key.
    pub key: String,
    /// Its exact name.
    pub label: Bilingual,
    /// How many listed clusters have it; null where specialisations of clusters aren't public.
    pub clusters: Option<usize>,
    /// These clusters by level; null in the same case.
    pub by_level: Option<LevelCounts>,
}

/// A specialisation with its clusters.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SpecialisationShown {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: SpecialisationRow,
    /// Its clusters of any standing, by name; null where specialisations of clusters aren't public.
    pub items: Option<Vec<RowShown>>,
}

/// Every specialisation.
pub fn list(lens: &Lens<'_>) -> SpecialisationList {
    let items: Vec<_> = terms(lens).map(|term| SpecialisationRow::of(term, lens)).collect();
    SpecialisationList { total: items.len(), items }
}

/// One specialisation; none for a key the dictionary doesn't have.
pub fn one(key: &str, lens: &Lens<'_>) -> Option<SpecialisationShown> {
    let term = terms(lens).find(|term| term.key.as_str() == key)?;
    let query =
        Query { specialisations: vec![term.key.clone()], sort: Sort::Name, ..Query::default() };
    Some(SpecialisationShown {
        row: SpecialisationRow::of(term, lens),
        items: lens.shows_field(SPECIALISATION_KEY).then(|| clusters::recorded(&query, lens)),
    })
}

fn terms<'v>(lens: &Lens<'v>) -> impl Iterator<Item = &'v Term> + use<'v> {
    let dictionary = lens.dictionaries().and_then(|all| all.dictionary(SPECIALISATION));
    dictionary.into_iter().flat_map(|dictionary| &dictionary.terms)
}

impl SpecialisationRow {
    fn of(term: &Term, lens: &Lens<'_>) -> Self {
        let rows = lens.views.register().rows_at(lens.at);
        let counts = lens.shows_field(SPECIALISATION_KEY).then(|| {
            LevelCounts::of(rows.filter(|row| row.specialisation.as_ref() == Some(&term.key)))
        });
        Self {
            key: term.key.to_string(),
            label: Bilingual { ru: Some(term.ru.clone()), en: Some(term.en.clone()) },
            clusters: counts.map(|(clusters, _)| clusters),
            by_level: counts.map(|(_, by_level)| by_level),
        }
    }
}
