//! Regions with clusters and with cluster development centres (ЦКР).

use std::collections::BTreeSet;

use registry_events::value::Code;
use serde::Serialize;

use super::whole;
use crate::register::RegisterRow;

/// Regions and their centres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionFigures {
    /// Regions of a listed cluster, primary or not.
    pub with_clusters: u32,
    /// Regions that have a centre.
    pub with_ckr: u32,
    /// Regions that have both.
    pub with_ckr_and_clusters: u32,
    /// The codes of those that have a centre and no cluster, in order.
    pub with_ckr_without_clusters: Vec<Code>,
}

impl RegionFigures {
    pub(super) fn of(rows: &[&RegisterRow], with_centre: &BTreeSet<&Code>) -> Self {
        let with_clusters: BTreeSet<_> = rows.iter().flat_map(|row| row.regions.iter()).collect();
        let without: Vec<_> = with_centre.difference(&with_clusters).copied().cloned().collect();
        Self {
            with_clusters: whole(with_clusters.len()),
            with_ckr: whole(with_centre.len()),
            with_ckr_and_clusters: whole(with_centre.len() - without.len()),
            with_ckr_without_clusters: without,
        }
    }
}
