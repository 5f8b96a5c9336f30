//! What the views of a running server show, beside what this program makes of the same log: the
//! server may be another version, and then this tells what an update would change.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_events::ids::{ClusterId, Position};
use registry_gateway::admin::{LiveCluster, LiveFigures, RemoteLog};
use registry_projections::diff::{Difference, LevelDiff, RowDiff};
use registry_projections::figures;
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;

use crate::failure::Failure;

/// What differs: the server's views come first, the rebuilt ones second.
pub(super) async fn difference(
    server: &RemoteLog,
    views: &Views,
    day: Date,
) -> Result<Difference, Failure> {
    let Some(at) = views.position() else { return Ok(Difference::default()) };
    let live = server.figures(at, day).await?;
    Ok(between(&live, views, at, day))
}

fn between(live: &LiveFigures, views: &Views, at: Position, day: Date) -> Difference {
    let rebuilt = Statistics::at(views, at, day).figures();
    let mut difference =
        Difference { figures: figures::diff(&live.statistics, &rebuilt), ..Difference::default() };
    let own = views.cards().map(|card| card.cluster);
    let clusters: BTreeSet<ClusterId> = own.chain(live.clusters.keys().copied()).collect();
    for cluster in clusters {
        let sides = [live.clusters.get(&cluster).cloned(), LiveCluster::of(views, cluster, at)];
        compare(cluster, sides, &mut difference);
    }
    difference
}

/// A cluster that one side doesn't have has no figures and no levels there.
fn compare(cluster: ClusterId, sides: [Option<LiveCluster>; 2], difference: &mut Difference) {
    let [before, after] =
        sides.map(|side| side.map(|one| (one.row, one.levels)).unwrap_or_default());
    let changes = figures::diff(&before.0, &after.0);
    if !changes.is_empty() {
        difference.rows.push(RowDiff { cluster, changes });
    }
    if before.1 != after.1 {
        difference.levels.push(LevelDiff { cluster, before: before.1, after: after.1 });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use registry_events::level::Level;
    use registry_projections::diff::LevelStep;
    use serde_json::json;

    use super::*;
    use crate::commands::replay::comparison;

    #[test]
    fn a_cluster_that_only_the_server_shows_differs_in_every_figure() {
        let at = Position(0);
        let views = Views::default();
        let step =
            LevelStep { level: Level::High, since: jiff::Timestamp::UNIX_EPOCH, position: at };
        let row = [("participants".to_owned(), json!(12))].into();
        let cluster = LiveCluster { row, levels: vec![step] };
        let clusters = BTreeMap::from([(ClusterId::from_random([1, 2, 3, 4, 5]), cluster)]);
        let day = jiff::civil::date(2026, 1, 1);
        let mut statistics = Statistics::at(&views, at, day).figures();
        let same = LiveFigures { statistics: statistics.clone(), clusters: BTreeMap::new() };
        assert!(between(&same, &views, at, day).is_empty());

        statistics.insert("clusters.total".into(), json!(1));
        let told =
            comparison::lines(&between(&LiveFigures { statistics, clusters }, &views, at, day));
        insta::assert_snapshot!(told.replace('\t', " | "), @r"
        figure |  | clusters.total | 1 | 0
        cluster | 0410610549 | participants | 12 | none
        level | 0410610549 |  | high@0 |
        ");
    }
}
