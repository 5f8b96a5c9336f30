//! Subjects of the federation: their clusters by level and their development centres (ЦКР).

use std::sync::Arc;

use jiff::civil::Date;
use registry_events::dictionary::Region;
use registry_events::level::Level;
use registry_projections::card::ListingStatus;
use registry_projections::regions::Ckr;
use registry_projections::register::RegisterRow;
use registry_projections::search::{Query, Sort};
use serde::Serialize;
use utoipa::ToSchema;

use super::clusters;
use super::lens::Lens;
use super::parts::{Bilingual, EvidenceShown, Labelled, NamedOrganisation};
use super::row::{DISTRICT, PointShown, RowShown, labelled};

/// The field that says in which regions a cluster is.
const REGIONS: &str = "regions";

/// All subjects of the edition in force.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegionList {
    /// The subjects, by code.
    pub items: Vec<RegionRow>,
    /// How many there are.
    pub total: usize,
}

/// A subject as the list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegionRow {
    /// Its code, ISO 3166-2.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// Its short Russian name.
    pub short_name: String,
    /// Its federal district.
    pub district: Labelled,
    /// Its listed clusters; null where the regions of clusters aren't public.
    pub clusters: Option<usize>,
    /// Its listed clusters by level; null in the same case.
    pub by_level: Option<LevelCounts>,
    /// Whether it has an open development centre.
    pub has_ckr: bool,
}

/// Clusters by level; one that wasn't assessed counts in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct LevelCounts {
    /// Начальный.
    pub initial: usize,
    /// Средний.
    pub medium: usize,
    /// Высокий.
    pub high: usize,
}

/// A subject with its clusters and centres.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RegionShown {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: RegionRow,
    /// Its chief town on the map.
    pub point: PointShown,
    /// Every development centre it had, in the order of recording.
    pub centres: Vec<CentreShown>,
    /// Its clusters of any standing, by name; null where the regions of clusters aren't public.
    pub items: Option<Vec<RowShown>>,
}

/// A cluster development centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CentreShown {
    /// The organisation.
    pub organisation: NamedOrganisation,
    /// The day it was opened.
    #[schema(value_type = String, format = Date)]
    pub opened_on: Date,
    /// Where that was recorded.
    pub position: u64,
    /// The documents.
    pub evidence: Vec<EvidenceShown>,
    /// The day since which it is no more.
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<Date>,
    /// Why it was closed.
    pub reason: Option<String>,
}

impl LevelCounts {
    /// Counts the listed clusters among rows.
    pub fn of(rows: impl Iterator<Item = Arc<RegisterRow>>) -> (usize, Self) {
        let mut counts = Self::default();
        let mut total = 0;
        for row in rows.filter(|row| row.status == ListingStatus::Listed) {
            total += 1;
            match row.level {
                Some(Level::Initial) => counts.initial += 1,
                Some(Level::Medium) => counts.medium += 1,
                Some(Level::High) => counts.high += 1,
                None => {}
            }
        }
        (total, counts)
    }
}

/// Every subject.
pub fn list(lens: &Lens<'_>) -> RegionList {
    let regions = lens.regions().into_iter().flat_map(|all| all.regions.values());
    let mut items: Vec<_> = regions.map(|region| RegionRow::of(region, lens)).collect();
    let split = lens.split_regions().map(|region| RegionRow::of(region, lens));
    items.extend(split.filter(|row| row.clusters.is_some_and(|clusters| clusters > 0)));
    RegionList { total: items.len(), items }
}

/// One subject; none for a code the edition doesn't have.
pub fn one(code: &str, lens: &Lens<'_>) -> Option<RegionShown> {
    let region = lens.region(code)?;
    let query = Query { regions: vec![region.code.clone()], sort: Sort::Name, ..Query::default() };
    let known = lens.centres(&region.code);
    Some(RegionShown {
        row: RegionRow::of(region, lens),
        point: region.point.into(),
        centres: known.map(|centre| CentreShown::of(centre, lens)).collect(),
        items: lens.shows_field(REGIONS).then(|| clusters::recorded(&query, lens)),
    })
}

impl RegionRow {
    fn of(region: &Region, lens: &Lens<'_>) -> Self {
        let rows = lens.views.register().rows_at(lens.at);
        let counts = lens
            .shows_field(REGIONS)
            .then(|| LevelCounts::of(rows.filter(|row| row.regions.contains(&region.code))));
        let mut centres = lens.centres(&region.code);
        Self {
            code: region.code.to_string(),
            name: Bilingual::from(&region.name),
            short_name: region.short_ru.clone(),
            district: labelled(DISTRICT, &region.district, lens),
            clusters: counts.map(|(clusters, _)| clusters),
            by_level: counts.map(|(_, by_level)| by_level),
            has_ckr: centres.any(|centre| centre.is_open_at(lens.at)),
        }
    }
}

impl CentreShown {
    fn of(centre: &Ckr, lens: &Lens<'_>) -> Self {
        let end = centre.closed.as_ref().filter(|end| end.place.position <= lens.at);
        Self {
            organisation: NamedOrganisation::of(centre.organisation, lens),
            opened_on: centre.opened_on,
            position: centre.opened.position.0,
            evidence: EvidenceShown::all(&centre.evidence),
            closed_on: end.map(|end| end.on),
            reason: end.map(|end| end.reason.clone()),
        }
    }
}
