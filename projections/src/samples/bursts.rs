//! More than ten confirmations by one account within ten minutes, both ends counted.
//!
//! A confirmation is one `ClaimConfirmed`: whoever confirms a project with six fields confirms six
//! claims. Those that were taken back later count: they were given.

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
}

/// Confirmations of one account that follow each other closely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    /// Who gave them.
    pub account: AccountId,
    /// The confirmations, oldest first; never empty.
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
            let (position, recorded_at) = (line.place.position, line.place.recorded_at);
            let given = Given { position, recorded_at, cluster };
            all.entry(line.place.actor.account).or_default().push(given);
        }
    }
    all
}

/// The bursts among confirmations, the newest first; such as share a confirmation are one.
pub fn bursts(confirmations: BTreeMap<AccountId, Vec<Given>>) -> Vec<Burst> {
    let mut bursts: Vec<Burst> = Vec::new();
    for (account, mut given) in confirmations {
        given.sort_unstable();
        let spans = spans(&given).into_iter();
        bursts.extend(spans.map(|(from, end)| Burst { account, given: given[from..end].to_vec() }));
    }
    bursts.sort_by_key(|burst| std::cmp::Reverse(burst.given.last().map(|last| last.position)));
    bursts
}

/// From where and up to where (exclusive) too many stand within the time, oldest first.
fn spans(given: &[Given]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut end = 0;
    for (from, first) in given.iter().enumerate() {
        while given.get(end).is_some_and(|last| is_within(first, last)) {
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

fn is_within(first: &Given, last: &Given) -> bool {
    last.recorded_at.duration_since(first.recorded_at) <= WITHIN
}
