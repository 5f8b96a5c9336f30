//! The pass at the start: reads every entry once, checks the chain and fills the index.
//!
//! It knows the shape of a log, not the meaning of its events.

use super::OpenError;
use super::error::Damage;
use super::index::Index;
use super::stamp::Stamp;
use super::store::Store;
use crate::entry::Entry;
use crate::ids::{Position, RequestId};
use crate::log::Head;

/// How far the pass is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many entries are checked.
    pub checked: u64,
    /// How many there are.
    pub entries: u64,
}

/// How many entries are checked between two tellings of progress.
const PROGRESS_EVERY: u64 = 4_096;

/// Checks the whole log: positions, chain, versions, times, commits.
pub(super) fn check(
    store: &Store,
    mut on_progress: impl FnMut(Progress),
    mut on_entry: impl FnMut(&Entry),
) -> Result<(Index, Head), OpenError> {
    let end = store.end().map_err(|error| damaged(Position(0), error.to_string()))?;
    let mut pass = Pass::new(end);
    for entry in store.entries(Position(0), end) {
        let entry = entry?;
        pass.take(&entry).map_err(|reason| damaged(entry.position, reason))?;
        on_entry(&entry);
        if pass.head.next.0.is_multiple_of(PROGRESS_EVERY) {
            on_progress(Progress { checked: pass.head.next.0, entries: end.0 });
        }
    }
    on_progress(Progress { checked: pass.head.next.0, entries: end.0 });
    pass.finish()
}

fn damaged(position: Position, reason: String) -> Damage {
    Damage { position, reason }
}

struct Pass {
    index: Index,
    head: Head,
    /// The commit whose events aren't all there yet.
    open: Option<OpenCommit>,
}

#[derive(PartialEq)]
struct OpenCommit {
    request_id: RequestId,
    index: u32,
    count: u32,
}

impl Pass {
    fn new(end: Position) -> Self {
        let entries = usize::try_from(end.0).unwrap_or(0);
        Self { index: Index::with_capacity(entries), head: Head::empty(), open: None }
    }

    fn take(&mut self, entry: &Entry) -> Result<(), String> {
        let stamp = Stamp::of(entry)?;
        let previous = entry.previous().map_err(|error| error.to_string())?;
        if previous != self.head.chain {
            return Err("it doesn't continue the chain".into());
        }
        if stamp.version != self.index.version(&stamp.stream).next() {
            return Err("it doesn't continue its stream".into());
        }
        if self.head.recorded_at > Some(stamp.recorded_at) {
            return Err("it was recorded before the entry in front of it".into());
        }
        self.take_commit(&stamp)?;
        self.add(entry, stamp);
        Ok(())
    }

    fn take_commit(&mut self, stamp: &Stamp) -> Result<(), String> {
        let this =
            OpenCommit { request_id: stamp.request_id, index: stamp.index, count: stamp.count };
        let fits = match &self.open {
            Some(expected) => this == *expected,
            None => stamp.index == 0 && stamp.count > 0,
        };
        if !fits {
            return Err("it doesn't continue its commit".into());
        }
        let ends = stamp.index + 1 == stamp.count;
        self.open = (!ends).then_some(OpenCommit { index: stamp.index + 1, ..this });
        Ok(())
    }

    fn add(&mut self, entry: &Entry, stamp: Stamp) {
        if stamp.index == 0 {
            self.index.add_request(&stamp.request_id, entry.position);
        }
        self.index.add(stamp.stream, entry.position);
        self.head = Head {
            next: entry.position.next(),
            chain: entry.chain,
            recorded_at: Some(stamp.recorded_at),
        };
    }

    fn finish(self) -> Result<(Index, Head), OpenError> {
        match self.open {
            None => Ok((self.index, self.head)),
            Some(_) => {
                Err(damaged(self.head.next, "its commit breaks off before it".into()).into())
            }
        }
    }
}
