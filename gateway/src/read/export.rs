//! The export: a first line that tells what it is, then a line per cluster with everything that
//! follows from its stream, so that level, facts and figures can be computed again elsewhere.
//!
//! Facts are computed by the rules from the cluster's stream at the export's position; level,
//! edition and markers are those that were recorded.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::facts::{FACTS_VERSION, Fact, Facts};
use registry_core::state::ClusterState;
use registry_events::entry::Recorded;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::value::Code;
use registry_projections::card::Card;
use registry_projections::regions::Ckr;
use registry_projections::statistics::Estimate;
use serde::Serialize;
use utoipa::ToSchema;

use super::basis::Trail;
use super::card::{CardShown, Days};
use super::lens::Lens;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExportHeading {
    /// Always `heading`.
    pub line: &'static str,
    /// Whether everything in this registry is invented.
    pub demonstration: bool,
    /// The last position exported; null before the first event.
    pub position: Option<u64>,
    /// The instant the export is of.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: Timestamp,
    /// The registry's time zone, in which days begin.
    pub time_zone: String,
    /// How many clusters follow, a line each.
    pub clusters: usize,
    /// The version of the facts.
    pub facts_version: u32,
    /// The editions in force, by what they are of.
    pub editions: BTreeMap<&'static str, String>,
    /// The last estimate of how many clusters the country has; null before the first one.
    pub estimate: Option<EstimateExported>,
    /// Clusters that were known before they were registered; null while no list of them was kept.
    pub expected: Option<Vec<ExpectedExported>>,
    /// Cluster development centres (ЦКР) that were known, those that closed too.
    pub centres: Vec<CentreExported>,
}

/// Somebody's estimate of how many clusters the country has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EstimateExported {
    /// How many.
    pub value: u32,
    /// Whose it is.
    pub source: String,
    /// The day it is of.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
}

/// A cluster that was known before it was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExpectedExported {
    /// Which.
    pub expected: String,
    /// Its region.
    pub region: String,
    /// The day since which it is known.
    #[schema(value_type = String, format = Date)]
    pub known_since: Date,
    /// Whether it is neither registered nor removed.
    pub waiting: bool,
}

/// A cluster development centre of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CentreExported {
    /// The region.
    pub region: String,
    /// The organisation.
    #[schema(value_type = String)]
    pub organisation: OrganisationId,
    /// The day it was opened.
    #[schema(value_type = String, format = Date)]
    pub opened_on: Date,
    /// The day since which it is no more.
    #[schema(value_type = Option<String>, format = Date)]
    pub closed_on: Option<Date>,
}

/// A line of one cluster.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ClusterExported<'v> {
    /// Always `cluster`.
    pub line: &'static str,
    /// The whole card.
    #[serde(flatten)]
    pub card: CardShown<'v>,
    /// The rulebook's edition of the last assessment.
    pub edition: Option<String>,
    /// Every marker met, as it was recorded.
    pub markers_met: Vec<String>,
    /// The version of the facts.
    pub facts_version: u32,
    /// What the rulebook's predicates speak of, by name.
    #[schema(value_type = Object)]
    pub facts: BTreeMap<&'static str, FactExported>,
    /// BLAKE3 of the facts, as `docs/facts.md` tells.
    pub facts_digest: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactExported {
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A code, or `""`.
    Code(String),
}

impl ExportHeading {
    /// The heading of an export of so many clusters.
    pub fn of(
        lens: &Lens<'_>,
        position: Option<u64>,
        as_of: Timestamp,
        time_zone: String,
        clusters: usize,
    ) -> Self {
        let editions = lens.views.editions();
        Self {
            line: "heading",
            demonstration: editions.is_demonstration(),
            position,
            as_of,
            time_zone,
            clusters,
            facts_version: FACTS_VERSION,
            editions: in_force(lens),
            estimate: lens.views.estimates().at(lens.at).map(EstimateExported::from),
            expected: expected(lens),
            centres: centres(lens),
        }
    }
}

impl From<&Estimate> for EstimateExported {
    fn from(estimate: &Estimate) -> Self {
        let Estimate { value, source, date } = estimate.clone();
        Self { value, source, date }
    }
}

/// Those that were noted, in the order of their ids.
fn expected(lens: &Lens<'_>) -> Option<Vec<ExpectedExported>> {
    let all = lens.views.expected().at(lens.at).map(|one| ExpectedExported {
        expected: one.expected.to_string(),
        region: one.says.region.to_string(),
        known_since: one.says.known_since,
        waiting: one.end_at(lens.at).is_none(),
    });
    let all: Vec<_> = all.collect();
    (!all.is_empty()).then_some(all)
}

fn in_force(lens: &Lens<'_>) -> BTreeMap<&'static str, String> {
    let adopted = lens.views.editions().adoptions().iter();
    let known = adopted.filter(|adoption| adoption.position <= lens.at);
    known.map(|adoption| (adoption.kind.key(), adoption.edition.to_string())).collect()
}

fn centres(lens: &Lens<'_>) -> Vec<CentreExported> {
    let regions = lens.views.regions().all();
    let centres = regions.flat_map(|(code, centres)| centres.iter().map(move |one| (code, one)));
    let known = centres.filter(|(_, centre)| centre.opened.position <= lens.at);
    known.map(|(code, centre)| CentreExported::of(code, centre, lens)).collect()
}

impl CentreExported {
    fn of(region: &Code, centre: &Ckr, lens: &Lens<'_>) -> Self {
        let end = centre.closed.as_ref().filter(|end| end.place.position <= lens.at);
        Self {
            region: region.to_string(),
            organisation: centre.organisation,
            opened_on: centre.opened_on,
            closed_on: end.map(|end| end.on),
        }
    }
}

impl<'v> ClusterExported<'v> {
    /// The line of a cluster, from its card and its stream up to the lens's position.
    pub fn of(card: &'v Card, stream: &[Recorded], lens: &Lens<'v>, days: Days) -> Self {
        let trail = folded(card.cluster, stream);
        let state = trail.cluster();
        let facts = state.map(|state| Facts::of(&state.profile)).unwrap_or_default();
        let recorded = state.and_then(|state| state.assessment.as_ref());
        Self {
            line: "cluster",
            card: CardShown::of(card, lens, days),
            edition: recorded.map(|recorded| recorded.edition.to_string()),
            markers_met: state.map(|state| markers_met(state, lens)).unwrap_or_default(),
            facts_version: FACTS_VERSION,
            facts: facts.iter().map(|(name, fact)| (name, fact.into())).collect(),
            facts_digest: facts.digest().to_string(),
        }
    }
}

fn folded(cluster: ClusterId, stream: &[Recorded]) -> Trail {
    let mut trail = Trail::new(cluster);
    for recorded in stream {
        trail.take(recorded);
    }
    trail
}

/// The markers in the order of the rulebook that was applied.
fn markers_met(state: &ClusterState, lens: &Lens<'_>) -> Vec<String> {
    let Some(recorded) = &state.assessment else { return Vec::new() };
    let mut markers: Vec<Code> = recorded.met.iter().cloned().collect();
    lens.views.editions().put_in_order(&recorded.edition, &mut markers);
    markers.iter().map(ToString::to_string).collect()
}

impl From<&Fact> for FactExported {
    fn from(fact: &Fact) -> Self {
        match fact {
            Fact::Integer(number) => Self::Integer(*number),
            Fact::Flag(flag) => Self::Flag(*flag),
            Fact::Code(code) => Self::Code(code.clone()),
        }
    }
}
