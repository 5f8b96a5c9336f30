//! When the clerk goes round next: on each day on which something of a cluster is due, as the daily
//! clerk of a running registry would.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_core::lapse::lapses;
use registry_core::state::{ClusterState, Dispute, Standing};
use registry_events::ids::ClusterId;

/// The days of the clerk's next rounds, by cluster.
#[derive(Default)]
pub(super) struct Rounds {
    days: BTreeSet<(Date, ClusterId)>,
    of: BTreeMap<ClusterId, Date>,
}

impl Rounds {
    pub(super) fn first(&self) -> Option<(Date, ClusterId)> {
        self.days.first().copied()
    }

    pub(super) fn plan(&mut self, cluster: ClusterId, day: Option<Date>) {
        if let Some(before) = self.of.remove(&cluster) {
            self.days.remove(&(before, cluster));
        }
        if let Some(day) = day {
            self.days.insert((day, cluster));
            self.of.insert(cluster, day);
        }
    }
}

/// The day of the next round to a cluster: the one after the last day for something.
pub(super) fn next_round(cluster: &ClusterState, grace_days: i64) -> Option<Date> {
    if !cluster.standing.is_living() {
        return None;
    }
    let lapses = lapses(&cluster.profile, grace_days).into_iter();
    let lapses = lapses.map(|lapse| lapse.last_day).next();
    let awaited = cluster.disputes.values().filter_map(Dispute::awaited);
    let awaited = awaited.map(|(_, due)| due);
    let listed = cluster.standing == Standing::Listed;
    let open = cluster.requirements.values().filter(|_| listed).map(|open| open.until);
    lapses.into_iter().chain(awaited).chain(open).min()?.tomorrow().ok()
}
