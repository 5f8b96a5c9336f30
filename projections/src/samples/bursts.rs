//! More than ten acts of confirming by one account within ten minutes, both ends counted.
//!
//! An act is a commit: whoever confirms a document with six fields does so once, and the commit holds
//! six `ClaimConfirmed`. Confirmations that were taken back later count: they were given.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::{AccountId, ClusterId, Position};

use crate::history::{Detail, History, HistoryLine};
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
        let known = (Position(0), at);
        for (account, given) in given_in(views, cluster, history, known, |line| told(cluster, line))
        {
            all.entry(account).or_default().push(given);
        }
    }
    all
}

/// The confirmations of one cluster that were recorded from one position to another, both counted, the
/// newest first.
pub fn given_in<'v>(
    views: &'v Views,
    cluster: ClusterId,
    history: &'v History,
    (from, until): (Position, Position),
    told: impl Fn(&HistoryLine) -> bool + 'v,
) -> impl Iterator<Item = (AccountId, Given)> + 'v {
    let lines = history.lines().rev().skip_while(move |line| line.place.position > until);
    let lines = lines.take_while(move |line| line.place.position >= from);
    let lines = lines.filter(|line| matches!(line.detail, Detail::Confirmed(_)));
    let lines = lines.filter(move |line| told(line));
    lines.map(move |line| (line.place.actor.account, given(views, cluster, line)))
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
        bursts.extend(bursts_of(account, &given));
    }
    bursts.sort_by_key(Burst::order);
    bursts
}

/// The bursts among the confirmations of one account, which stand in their order; the oldest first.
pub fn bursts_of(account: AccountId, given: &[Given]) -> Vec<Burst> {
    let acts: Vec<&[Given]> = given.chunk_by(|one, next| one.act == next.act).collect();
    let burst = |(from, end): (usize, usize)| {
        let acts = &acts[from..end];
        Burst { account, acts: acts.len(), given: acts.concat() }
    };
    spans(&acts).into_iter().map(burst).collect()
}

impl Burst {
    /// By what bursts are told in their order, the newest first.
    pub fn order(&self) -> Reverse<Option<Position>> {
        Reverse(self.given.last().map(|last| last.position))
    }
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
