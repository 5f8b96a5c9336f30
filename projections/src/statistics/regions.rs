//! Regions with clusters and with cluster development centres (ЦКР).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use registry_events::value::Code;
use serde::Serialize;

use super::terms::Terms;
use super::whole;
use crate::register::{RegisterRow, RowField};

/// Regions and their centres; where regions of clusters may not be shown, those with clusters are
/// unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionFigures {
    /// Regions of a listed cluster, primary or not.
    pub with_clusters: Option<u32>,
    /// Regions that have an open centre on the day.
    pub with_ckr: u32,
    /// Regions that have both.
    pub with_ckr_and_clusters: Option<u32>,
    /// The codes of those that have a centre and no cluster, in order.
    pub with_ckr_without_clusters: Option<Vec<Code>>,
    /// Regions with a centre that have the most clusters, at most eight.
    pub ckr_leaders: Option<Vec<CentreLeader>>,
}

/// A region with a centre and many clusters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CentreLeader {
    /// Its code.
    pub region: Code,
    /// How many listed clusters are in it, primary region or not.
    pub clusters: u32,
}

const LEADERS_MAX: usize = 8;

impl RegionFigures {
    pub(super) fn of(
        rows: &[&RegisterRow],
        with_centre: &BTreeSet<&Code>,
        terms: &Terms<'_>,
    ) -> Self {
        let regions = || rows.iter().flat_map(|row| row.regions.iter()).collect();
        let with_clusters: Option<BTreeSet<_>> = terms.known(&[RowField::Regions], regions);
        let without: Option<Vec<_>> = with_clusters
            .as_ref()
            .map(|with| with_centre.difference(with).copied().cloned().collect());
        Self {
            with_clusters: with_clusters.map(|with| whole(with.len())),
            with_ckr: whole(with_centre.len()),
            with_ckr_and_clusters: without.as_ref().map(|no| whole(with_centre.len() - no.len())),
            with_ckr_without_clusters: without,
            ckr_leaders: terms.known(&[RowField::Regions], || CentreLeader::of(rows, with_centre)),
        }
    }
}

impl CentreLeader {
    fn of(rows: &[&RegisterRow], with_centre: &BTreeSet<&Code>) -> Vec<Self> {
        let count = |region: &Code| rows.iter().filter(|row| row.regions.contains(region)).count();
        let leader =
            |region: &Code| Self { region: region.clone(), clusters: whole(count(region)) };
        let mut leaders: Vec<_> = with_centre.iter().map(|region| leader(region)).collect();
        leaders.retain(|leader| leader.clusters > 0);
        leaders.sort_by_key(|leader| (Reverse(leader.clusters), leader.region.clone()));
        leaders.truncate(LEADERS_MAX);
        leaders
    }
}
