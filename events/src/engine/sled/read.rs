//! The readable side of the log: everything up to the durable head, and nothing behind it.
//!
//! Readers take the index's lock for a look-up only and never wait for a sync.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::watch;

use super::error::Damage;
use super::folder::Folder;
use super::index::Index;
use super::stamp::{self, Stamp};
use super::store::Store;
use crate::entry::Entry;
use crate::ids::{Position, RequestId, StreamVersion};
use crate::log::{Head, READ_ENTRIES_MAX, ReadError, Receipt};
use crate::stream::StreamId;

/// What readers and the writer share. The writer alone moves the index, then the head.
pub(super) struct Readable {
    pub(super) index: RwLock<Index>,
    pub(super) head: watch::Sender<Head>,
    pub(super) store: Store,
    /// Last, so that the lock is let go after sled is closed.
    pub(super) folder: Folder,
}

impl Readable {
    pub(super) fn head(&self) -> Head {
        *self.head.borrow()
    }

    pub(super) fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn index_mut(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Entries from a position on, bounded.
    pub(super) fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let limit = limit.min(READ_ENTRIES_MAX) as u64;
        let end = self.head().next.0.min(from.0.saturating_add(limit));
        Ok(self.slice(from, Position(end))?)
    }

    /// Where a stream's entries after a version stand, bounded.
    pub(super) fn positions(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Vec<Position> {
        self.index().positions(stream, after, limit.min(READ_ENTRIES_MAX))
    }

    /// The entries at ascending positions; neighbours are read together.
    pub(super) fn at(&self, positions: &[Position]) -> Result<Vec<Entry>, ReadError> {
        let mut entries = Vec::with_capacity(positions.len());
        for run in positions.chunk_by(|a, b| a.next() == *b) {
            entries.extend(self.slice(run[0], run[run.len() - 1].next())?);
        }
        Ok(entries)
    }

    /// What a request led to, read from the entries of its commit.
    pub(super) fn receipt(&self, id: &RequestId) -> Result<Option<Receipt>, ReadError> {
        let candidates = self.index().candidates(id);
        for first in candidates {
            let commit = self.commit_of(id, first)?;
            let receipt =
                stamp::receipt(&commit).map_err(|reason| Damage { position: first, reason })?;
            if receipt.is_some() {
                return Ok(receipt);
            }
        }
        Ok(None)
    }

    /// The entries of the commit at `first`, or none when another request caused it.
    fn commit_of(&self, id: &RequestId, first: Position) -> Result<Vec<Entry>, Damage> {
        let entry = self.slice(first, first.next())?;
        let stamp = entry.first().map(Stamp::of).transpose();
        let stamp = stamp.map_err(|reason| Damage { position: first, reason })?;
        match stamp {
            Some(stamp) if stamp.request_id == *id => {
                self.slice(first, Position(first.0 + u64::from(stamp.count)))
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Entries side by side, with the links between them checked.
    fn slice(&self, from: Position, end: Position) -> Result<Vec<Entry>, Damage> {
        let mut entries: Vec<Entry> = Vec::new();
        for entry in self.store.entries(from, end) {
            let entry = entry?;
            let position = entry.position;
            let previous =
                entry.previous().map_err(|error| Damage { position, reason: error.to_string() })?;
            if entries.last().is_some_and(|last| last.chain != previous) {
                let reason = "it doesn't continue the chain".into();
                return Err(Damage { position, reason });
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}
