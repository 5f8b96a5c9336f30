//! The clerk: notes once a day, for every cluster whose record still changes, what ran out. Where the
//! adoption of a rulebook was cut short, it assesses whom that hasn't reached.
//!
//! What is due follows from the log alone, so a clerk that was away catches up, and two of them, in a
//! server and beside it, note each thing once: a day's commit has an id that follows from cluster and
//! day.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::{NoteLapses, Reassess};
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::ids::ClusterId;
use registry_events::stream::StreamId;
use registry_projections::card::ListingStatus;
use registry_projections::views::Views;
use tokio::task::JoinHandle;
use tracing::{error, info};

use crate::execute::{Done, ExecuteError};
use crate::registry::Registry;

/// How often it is looked whether a day began; a clock that is set or a machine that slept is noticed
/// so, too.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How long is waited after a round in which something failed.
const AGAIN_AFTER: Duration = Duration::from_mins(10);
/// How often a commit is tried again after lost races.
const TRIES_MAX: u32 = 5;
/// The rules' word for an end of the work.
const NOTHING_DUE: &str = "clerk.nothing-due";
/// The rules' word for an assessment that would say what is recorded already.
const UNCHANGED: &str = "assessment.unchanged";

/// What a round came to.
#[derive(Debug, Default)]
pub struct Round {
    /// How many clusters were looked at.
    pub clusters: u64,
    /// How many events were recorded.
    pub events: u64,
    /// Clusters whose turn failed, with why; the others had theirs.
    pub failed: Vec<(ClusterId, ExecuteError)>,
}

/// A clerk who remembers the day of the last whole round.
#[derive(Debug, Default)]
pub struct Clerk {
    done: Option<Date>,
}

impl Clerk {
    /// Makes a round when the registry's day is another one than that of the last whole round.
    pub async fn look(&mut self, registry: &Registry) -> Option<Round> {
        let today = registry.today();
        if self.done == Some(today) {
            return None;
        }
        let round = round(registry, &registry.views(), today).await;
        if round.failed.is_empty() {
            self.done = Some(today);
        }
        Some(round)
    }
}

/// Starts a clerk who works at once and after every midnight of the registry's zone; the task ends
/// when its handle is aborted. The views must have caught up.
pub fn start(registry: Arc<Registry>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut clerk = Clerk::default();
        loop {
            let round = clerk.look(&registry).await.unwrap_or_default();
            tell(&round);
            let wait = if round.failed.is_empty() { LOOK_EVERY } else { AGAIN_AFTER };
            tokio::time::sleep(wait).await;
        }
    })
}

fn tell(round: &Round) {
    let Round { clusters, events, failed } = round;
    if *events > 0 {
        info!(clusters, events, "the clerk noted what ran out: {events} events");
    }
    let mut reasons: BTreeMap<String, Vec<ClusterId>> = BTreeMap::new();
    for (cluster, error) in failed {
        reasons.entry(error.to_string()).or_default().push(*cluster);
    }
    // A log that takes no writes fails them all in the same way, and that is one line.
    for (reason, clusters) in reasons {
        let (count, first) = (clusters.len(), clusters.first().map(ToString::to_string));
        let first = first.unwrap_or_default();
        error!(
            clusters = count,
            "the clerk can't note what ran out; clusters: {count}, the first is {first}: {reason}"
        );
    }
}

/// Notes for every cluster of the views whose record still changes what is due by a day.
pub async fn round(registry: &Registry, views: &Views, day: Date) -> Round {
    let mut round = Round::default();
    for card in views.cards().filter(|card| is_living(card.standing.status)) {
        round.clusters += 1;
        match turn(registry, card.cluster, day).await {
            Ok(events) => round.events += events,
            Err(error) => round.failed.push((card.cluster, error)),
        }
    }
    round
}

/// What of a cluster is due; how many events that were.
async fn turn(registry: &Registry, cluster: ClusterId, day: Date) -> Result<u64, ExecuteError> {
    Ok(note(registry, cluster, day).await? + assess(registry, cluster).await?)
}

/// Assesses a cluster whose last assessment is by another rulebook than the one in force.
async fn assess(registry: &Registry, cluster: ClusterId) -> Result<u64, ExecuteError> {
    if !is_behind(registry, cluster).await? {
        return Ok(0);
    }
    let key = registry.random_key();
    let command = Reassess { cluster }.into();
    match registry.execute(Caller::PROGRAM, &key, b"", command).await {
        Ok(done) => Ok(u64::from(done.receipt.count)),
        Err(ExecuteError::Rejected(rejection)) if rejection.code() == UNCHANGED => Ok(0),
        Err(error) => Err(error),
    }
}

async fn is_behind(registry: &Registry, cluster: ClusterId) -> Result<bool, ExecuteError> {
    let streams = registry.executor().streams();
    let registry = streams.load(&StreamId::registry()).await?.state;
    let cluster = streams.load(&StreamId::cluster(cluster)).await?.state;
    let (StreamState::Registry(known), StreamState::Cluster(state)) =
        (registry.as_ref(), cluster.as_ref())
    else {
        return Ok(false);
    };
    let edition = known.in_force().map(|now| &now.rulebook.edition);
    Ok(state.assessment.as_ref().is_some_and(|last| Some(&last.edition) != edition))
}

const fn is_living(status: ListingStatus) -> bool {
    matches!(status, ListingStatus::Listed | ListingStatus::Inactive | ListingStatus::Suspended)
}

/// Notes what is due of a cluster until nothing is; how many events that were.
async fn note(registry: &Registry, cluster: ClusterId, day: Date) -> Result<u64, ExecuteError> {
    let (mut part, mut events) = (0_u32, 0);
    loop {
        match note_part(registry, cluster, day, part).await {
            Ok(done) if done.repeated => {}
            Ok(done) => events += u64::from(done.receipt.count),
            Err(ExecuteError::Rejected(rejection)) if is_end(&rejection) => return Ok(events),
            Err(error) => return Err(error),
        }
        part += 1;
    }
}

fn is_end(rejection: &Rejection) -> bool {
    rejection.code() == NOTHING_DUE
}

/// One commit of a cluster's day; a day has a second one only when it has more than a commit holds.
async fn note_part(
    registry: &Registry,
    cluster: ClusterId,
    day: Date,
    part: u32,
) -> Result<Done, ExecuteError> {
    let key = format!("clerk/{cluster}/{day}/{part}");
    let mut tries = 0;
    loop {
        let command = NoteLapses { cluster }.into();
        match registry.execute(Caller::PROGRAM, &key, key.as_bytes(), command).await {
            Err(ExecuteError::Contended) if tries < TRIES_MAX => tries += 1,
            other => return other,
        }
    }
}
