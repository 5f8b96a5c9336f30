//! Clusters of the live views, as they stand in a frame. Figures are JSON text: they are compared
//! as what a reader of the API is shown.

use jiff::Timestamp;
use registry_events::ids::{ClusterId, Position};
use registry_events::level::Level;
use registry_events::log::ReadError;
use registry_projections::diff::LevelStep;
use registry_projections::figures::Figures;
use registry_projections::views::Views;
use serde::{Deserialize, Serialize};

use crate::admin::LiveCluster;

/// How many clusters stand in one answer: a row may hold thousands of figures.
const CLUSTERS_MAX: usize = 8;

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::admin) struct WireCluster {
    cluster: ClusterId,
    row: String,
    levels: Vec<WireStep>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WireStep {
    level: Level,
    since: i64,
    position: Position,
}

impl WireCluster {
    /// The next few clusters that were listed by a position, in the order of their ids.
    pub(in crate::admin) fn some(
        views: &Views,
        at: Position,
        after: Option<ClusterId>,
    ) -> Vec<Self> {
        let ids = views.cards().map(|card| card.cluster);
        let ids = ids.filter(|id| after.is_none_or(|after| *id > after));
        let clusters = ids.filter_map(|id| Some((id, LiveCluster::of(views, id, at)?)));
        clusters.filter_map(Self::of).take(CLUSTERS_MAX).collect()
    }

    fn of((cluster, live): (ClusterId, LiveCluster)) -> Option<Self> {
        let row = serde_json::to_string(&live.row).ok()?;
        let levels = live.levels.iter().map(WireStep::of).collect();
        Some(Self { cluster, row, levels })
    }

    /// The cluster.
    pub(in crate::admin) fn into_cluster(self) -> Result<(ClusterId, LiveCluster), ReadError> {
        let levels = self.levels.into_iter().map(WireStep::into_step).collect::<Result<_, _>>()?;
        Ok((self.cluster, LiveCluster { row: figures_of(&self.row)?, levels }))
    }
}

impl WireStep {
    fn of(step: &LevelStep) -> Self {
        Self { level: step.level, since: step.since.as_microsecond(), position: step.position }
    }

    fn into_step(self) -> Result<LevelStep, ReadError> {
        let since = Timestamp::from_microsecond(self.since).map_err(|error| unreadable(&error))?;
        Ok(LevelStep { level: self.level, since, position: self.position })
    }
}

/// Figures from their JSON.
pub(in crate::admin) fn figures_of(json: &str) -> Result<Figures, ReadError> {
    serde_json::from_str(json).map_err(|error| unreadable(&error))
}

fn unreadable(error: &dyn std::error::Error) -> ReadError {
    ReadError::Unavailable(format!("the server's figures can't be read: {error}"))
}
