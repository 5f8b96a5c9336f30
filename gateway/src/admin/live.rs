//! What a server tells of its live views: digests, and figures to be compared one by one.

use std::collections::BTreeMap;

use registry_events::ids::{ClusterId, Digest, Position};
use registry_projections::diff::LevelStep;
use registry_projections::figures::{self, Figures};
use registry_projections::views::Views;

/// The digests of a server's live views, and the position they stand at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveDigests {
    /// The last position folded; none before the first event.
    pub position: Option<Position>,
    /// Each view's name and digest.
    pub views: Vec<(String, Digest)>,
}

/// What a server's live views show at a position, whatever program folded them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveFigures {
    /// The figures of the statistics.
    pub statistics: Figures,
    /// Each cluster that was listed by then.
    pub clusters: BTreeMap<ClusterId, LiveCluster>,
}

/// One cluster in a server's live views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveCluster {
    /// Its row, as figures.
    pub row: Figures,
    /// The levels it had.
    pub levels: Vec<LevelStep>,
}

impl LiveCluster {
    /// A cluster as views show it at a position; none when it wasn't listed by then.
    pub fn of(views: &Views, cluster: ClusterId, at: Position) -> Option<Self> {
        let row = figures::of(views.recorded_register().row(cluster, at)?);
        let periods = views.levels(cluster).map(|levels| levels.periods(at));
        let levels = periods.into_iter().flatten().map(|period| LevelStep {
            level: period.level,
            since: period.since,
            position: period.assessment.place.position,
        });
        Some(Self { row, levels: levels.collect() })
    }
}
