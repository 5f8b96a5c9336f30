//! What differs between two sets of views, such as two programs' replays of one log.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use registry_events::ids::{ClusterId, Position};
use registry_events::level::Level;
use serde::Serialize;

use crate::figures::{self, FigureDiff};
use crate::statistics::Statistics;
use crate::views::Views;

/// Every figure, row and level that differs; each set of views stands at its own position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// Figures of the statistics.
    pub figures: Vec<FigureDiff>,
    /// Clusters whose row differs.
    pub rows: Vec<RowDiff>,
    /// Clusters whose level has another history.
    pub levels: Vec<LevelDiff>,
}

/// A cluster whose row differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowDiff {
    /// The cluster.
    pub cluster: ClusterId,
    /// The members that differ; all of them when the cluster is on one side only.
    pub changes: Vec<FigureDiff>,
}

/// A cluster whose level has another history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelDiff {
    /// The cluster.
    pub cluster: ClusterId,
    /// Its levels in the first views.
    pub before: Vec<LevelStep>,
    /// Its levels in the second ones.
    pub after: Vec<LevelStep>,
}

/// A level and its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LevelStep {
    /// The level.
    pub level: Level,
    /// Since when.
    pub since: Timestamp,
    /// The position of the assessment.
    pub position: Position,
}

impl Difference {
    /// Compares two sets of views; figures are those of a day.
    pub fn between(before: &Views, after: &Views, day: Date) -> Self {
        let statistics = |views: &Views| Statistics::at(views, last(views), day);
        let clusters: BTreeSet<_> = clusters(before).chain(clusters(after)).collect();
        let rows = clusters.iter().filter_map(|cluster| RowDiff::between(*cluster, before, after));
        let levels =
            clusters.iter().filter_map(|cluster| LevelDiff::between(*cluster, before, after));
        Self {
            figures: Statistics::diff(&statistics(before), &statistics(after)),
            rows: rows.collect(),
            levels: levels.collect(),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.rows.is_empty() && self.levels.is_empty()
    }
}

impl RowDiff {
    fn between(cluster: ClusterId, before: &Views, after: &Views) -> Option<Self> {
        let row = |views: &Views| views.recorded_register().row(cluster, last(views)).cloned();
        let (before, after) = (row(before), row(after));
        if before == after {
            return None;
        }
        Some(Self { cluster, changes: figures::diff(&before, &after) })
    }
}

impl LevelDiff {
    fn between(cluster: ClusterId, before: &Views, after: &Views) -> Option<Self> {
        let (before, after) = (steps(before, cluster), steps(after, cluster));
        if before == after { None } else { Some(Self { cluster, before, after }) }
    }
}

fn steps(views: &Views, cluster: ClusterId) -> Vec<LevelStep> {
    let periods = views.levels(cluster).map(|levels| levels.periods(last(views)));
    let step = |period: crate::levels::Period| LevelStep {
        level: period.level,
        since: period.since,
        position: period.assessment.place.position,
    };
    periods.into_iter().flatten().map(step).collect()
}

fn clusters(views: &Views) -> impl Iterator<Item = ClusterId> {
    views.cards().map(|card| card.cluster)
}

fn last(views: &Views) -> Position {
    views.position().unwrap_or_default()
}
