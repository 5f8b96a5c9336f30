//! More than ten acts of confirming by one account within ten minutes, both ends counted.
//!
//! An act is a commit: whoever confirms a document with six fields does so once, and the commit holds
//! six `ClaimConfirmed`. Confirmations that were taken back later count: they were given.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::{AccountId, ClusterId, Position};

use crate::history::{Detail, HistoryLine};
use crate::views::Views;

/// The longest time between the first and the last of them.
pub const WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// So many are no burst yet.
pub const AT_MOST: usize = 10;

/// A confirmation as it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// Its place in the log.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Of which cluster.
    pub cluster: ClusterId,
    /// The end of its commit, which is the act that gave it.
    pub act: Position,
}

/// Acts of confirming of one account that follow each other closely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    /// Whose.
    pub account: AccountId,
    /// How many acts.
    pub acts: usize,
    /// What they confirmed claim by claim, oldest first; never empty.
    pub given: Vec<Given>,
}

/// Every confirmation that the registry knew of at a position, by the account that gave it; only
/// those that `told` lets pass.
pub fn confirmations(
    views: &Views,
    at: Position,
    told: impl Fn(ClusterId, &HistoryLine) -> bool,
) -> BTreeMap<AccountId, Vec<Given>> {
    let mut all: BTreeMap<AccountId, Vec<Given>> = BTreeMap::new();
    for (cluster, history) in views.histories() {
        let lines = history.lines().take_while(|line| line.place.position <= at);
        let lines = lines.filter(|line| matches!(line.detail, Detail::Confirmed(_)));
        for line in lines.filter(|line| told(cluster, line)) {
            all.entry(line.place.actor.account).or_default().push(given(views, cluster, line));
        }
    }
    all
}

fn given(views: &Views, cluster: ClusterId, line: &HistoryLine) -> Given {
    let (position, recorded_at) = (line.place.position, line.place.recorded_at);
    // A commit that hasn't ended yet is told by its event alone.
    let act = views.times().commit_of(position).map_or(position, |(_, last)| last);
    Given { position, recorded_at, cluster, act }
}

/// The bursts among confirmations, the newest first; such as share an act are one.
pub fn bursts(confirmations: BTreeMap<AccountId, Vec<Given>>) -> Vec<Burst> {
    let mut bursts: Vec<Burst> = Vec::new();
    for (account, mut given) in confirmations {
        given.sort_unstable();
        let acts: Vec<&[Given]> = given.chunk_by(|one, next| one.act == next.act).collect();
        for (from, end) in spans(&acts) {
            let acts = &acts[from..end];
            bursts.push(Burst { account, acts: acts.len(), given: acts.concat() });
        }
    }
    bursts.sort_by_key(|burst| std::cmp::Reverse(burst.given.last().map(|last| last.position)));
    bursts
}

/// From where and up to where (exclusive) too many acts stand within the time, oldest first.
fn spans(acts: &[&[Given]]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut end = 0;
    for (from, first) in acts.iter().enumerate() {
        while acts.get(end).is_some_and(|last| is_within(first, last)) {
            end += 1;
        }
        if end - from <= AT_MOST {
            continue;
        }
        match spans.last_mut() {
            Some(last) if from < last.1 => last.1 = end,
            _ => spans.push((from, end)),
        }
    }
    spans
}

/// All of an act is recorded at one time.
fn is_within(first: &[Given], last: &[Given]) -> bool {
    let at = |act: &[Given]| act.first().map(|given| given.recorded_at).unwrap_or_default();
    at(last).duration_since(at(first)) <= WITHIN
}
