//! The step function of the follower: entries in, views on. It holds no keys and skips nothing.
//!
//! The task that reads the log and publishes snapshots is the gateway's.

use registry_events::codec::CodecError;
use registry_events::entry::Entry;
use registry_events::ids::Position;

use crate::views::Views;

/// Views with the position they need next.
#[derive(Debug, Clone, Default)]
pub struct Follower {
    views: Views,
    next: Position,
}

/// Why a follower stands still.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The entry isn't the one that comes next.
    #[error("expected position {expected}, found {found}")]
    Gap {
        /// The position that comes next.
        expected: Position,
        /// The position of the entry.
        found: Position,
    },
    /// The entry can't be read.
    #[error("the entry at position {position} can't be read")]
    Undecodable {
        /// Its position.
        position: Position,
        /// Why.
        #[source]
        reason: CodecError,
    },
}

impl Follower {
    /// A follower at the beginning of the log.
    pub fn new() -> Self {
        Self::default()
    }

    /// The position it needs next.
    pub const fn next(&self) -> Position {
        self.next
    }

    /// The views as they stand; publish a clone where [`Follower::at_commit_end`] says so.
    pub const fn views(&self) -> &Views {
        &self.views
    }

    /// Gives up the follower for its views.
    pub fn into_views(self) -> Views {
        self.views
    }

    /// Whether it stands between two commits.
    pub const fn at_commit_end(&self) -> bool {
        self.views.at_commit_end()
    }

    /// Takes entries in order; on an error it stands before the entry that caused it.
    ///
    /// # Errors
    /// [`StepError`].
    pub fn step(&mut self, entries: &[Entry]) -> Result<(), StepError> {
        entries.iter().try_for_each(|entry| self.step_one(entry))
    }

    fn step_one(&mut self, entry: &Entry) -> Result<(), StepError> {
        self.expect(entry.position)?;
        let recorded = entry
            .decode()
            .map_err(|reason| StepError::Undecodable { position: entry.position, reason })?;
        self.expect(recorded.position)?;
        self.views.take(recorded);
        self.next = self.next.next();
        Ok(())
    }

    fn expect(&self, found: Position) -> Result<(), StepError> {
        let expected = self.next;
        if found == expected { Ok(()) } else { Err(StepError::Gap { expected, found }) }
    }
}
