//! The `EventLog` port: what callers may rely on, whatever engine stands behind it.
//!
//! The contract, held against every engine by `testing::conformance`:
//!
//! 1. Positions are 0, 1, 2, … without gaps; the order in which events become visible is the order
//!    of positions.
//! 2. What `append` has acknowledged survives `kill -9` and loss of power.
//! 3. The same request id and digest gives the same receipt, also after a restart; the same id with
//!    another digest is an error.
//! 4. All events of one append are recorded, or none.
//! 5. An outcome the engine doesn't know is reported as [`AppendError::Unknown`], never guessed;
//!    the caller repeats with the same request id.
//! 6. Whoever reads on from its own position sees each event exactly once.
//! 7. The bytes read are the bytes appended.
//! 8. Nothing is visible, to `read`, `read_stream`, `receipt` or `head`, before it is durable.
//! 9. Of two appends that expect the same version of a stream, one wins, also within one group.
//! 10. A damaged entry is reported with its position and never skipped.

mod clock;

use async_trait::async_trait;
use jiff::Timestamp;

pub use clock::{Clock, ManualClock};

use crate::chain::ChainValue;
use crate::codec::EncodedContent;
use crate::entry::Entry;
use crate::ids::{Digest, Position, RequestId, StreamVersion};
use crate::stream::StreamId;

/// The most events in one commit.
pub const COMMIT_EVENTS_MAX: usize = 5_000;
/// The most bytes of content in one commit.
pub const COMMIT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most entries one `read` or `read_stream` answers with.
pub const READ_ENTRIES_MAX: usize = 4_096;

/// One total order of events, durable and checked.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Records all events of all parts as one commit, or nothing.
    ///
    /// Returns when the commit is durable. An append whose id and digest are already recorded
    /// answers with the first receipt and records nothing.
    ///
    /// # Errors
    /// [`AppendError`].
    async fn append(&self, append: Append) -> Result<Appended, AppendError>;

    /// Entries from a position on, at most `limit` and [`READ_ENTRIES_MAX`]; empty at the head.
    ///
    /// # Errors
    /// [`ReadError`].
    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError>;

    /// Entries of a stream whose version is greater than `after`, bounded as in `read`.
    ///
    /// # Errors
    /// [`ReadError`].
    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError>;

    /// What a request led to, if it is recorded.
    ///
    /// # Errors
    /// [`ReadError`].
    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError>;

    /// The durable head.
    ///
    /// # Errors
    /// [`ReadError`].
    async fn head(&self) -> Result<Head, ReadError>;

    /// Waits until an entry stands at `position`, durably; the caller bounds the wait.
    ///
    /// # Errors
    /// [`ReadError`].
    async fn wait_past(&self, position: Position) -> Result<Head, ReadError>;
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// The request, unique for ever.
    pub request_id: RequestId,
    /// The digest of its body.
    pub request_digest: Digest,
    /// At least one with events; each stream at most once.
    pub parts: Vec<Part>,
}

/// The share of one stream in a commit; without events it only guards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The stream.
    pub stream: StreamId,
    /// The version the stream must have.
    pub expected: StreamVersion,
    /// Encoded by [`crate::codec::encode_clear`], or sealed from that.
    pub events: Vec<EncodedContent>,
}

/// The answer to an append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// What was recorded.
    pub receipt: Receipt,
    /// Whether it had been recorded before.
    pub repeated: bool,
}

/// What a request led to: a function of the recorded entries alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The position of the commit's first event.
    pub first: Position,
    /// How many events it has.
    pub count: u32,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The digest of the request's body.
    pub request_digest: Digest,
    /// Each stream written, with its version after the commit, in the order of the events.
    pub streams: Vec<(StreamId, StreamVersion)>,
}

impl Receipt {
    /// The position of the commit's last event.
    pub const fn last(&self) -> Position {
        Position(self.first.0 + self.count as u64 - 1)
    }
}

/// The durable end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are; the next one's position.
    pub next: Position,
    /// The chain value after the last entry.
    pub chain: ChainValue,
    /// When the last entry was recorded; none while the log is empty.
    pub recorded_at: Option<Timestamp>,
}

impl Head {
    /// The head of an empty log.
    pub fn empty() -> Self {
        Self { next: Position(0), chain: ChainValue::genesis(), recorded_at: None }
    }

    /// The position of the last entry; none while the log is empty.
    pub fn last(&self) -> Option<Position> {
        self.next.0.checked_sub(1).map(Position)
    }
}

/// Why an append was not recorded, or isn't known to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// A stream isn't at the expected version.
    #[error("stream {stream} is at version {actual}, not {expected}")]
    Conflict {
        /// Which stream.
        stream: StreamId,
        /// What the append expected.
        expected: StreamVersion,
        /// What it is, queued commits included.
        actual: StreamVersion,
    },
    /// The request id is recorded with another body.
    #[error("this request id was used with another body, recorded at position {first}")]
    RequestReused {
        /// The position of the first commit's first event.
        first: Position,
    },
    /// The append breaks a bound or the shape: no events, a stream twice, too many, too large.
    #[error("not a commit: {0}")]
    Malformed(&'static str),
    /// Whether it is recorded isn't known; repeat with the same request id.
    #[error("the outcome is not known: {0}")]
    Unknown(String),
    /// The log takes no writes now.
    #[error("the log is read-only: {0}")]
    ReadOnly(String),
}

/// Why entries can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// An entry doesn't check.
    #[error("the entry at position {position} is damaged: {reason}")]
    Damaged {
        /// Where.
        position: Position,
        /// What is wrong with it.
        reason: String,
    },
    /// The store doesn't answer.
    #[error("the log can't be read: {0}")]
    Unavailable(String),
}

impl Append {
    /// Checks shape and bounds, the same for every engine.
    ///
    /// # Errors
    /// [`AppendError::Malformed`].
    pub fn check(&self) -> Result<(), AppendError> {
        let events: usize = self.parts.iter().map(|part| part.events.len()).sum();
        let bytes: usize =
            self.parts.iter().flat_map(|part| &part.events).map(EncodedContent::len).sum();
        let mut streams: Vec<_> = self.parts.iter().map(|part| &part.stream).collect();
        streams.sort_unstable();
        if events == 0 {
            Err(AppendError::Malformed("no events"))
        } else if events > COMMIT_EVENTS_MAX {
            Err(AppendError::Malformed("more than 5,000 events"))
        } else if bytes > COMMIT_BYTES_MAX {
            Err(AppendError::Malformed("more than 4 MiB"))
        } else if streams.windows(2).any(|pair| pair[0] == pair[1]) {
            Err(AppendError::Malformed("a stream stands in two parts"))
        } else {
            Ok(())
        }
    }
}
