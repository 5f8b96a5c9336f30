//! What the server answers.

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::chain::ChainValue;
use registry_events::entry::Entry;
use registry_events::ids::{Digest, Position, StreamVersion};
use registry_events::log::{AppendError, Appended, Head, ReadError, Receipt};
use registry_events::stream::StreamId;
use registry_events::transparency::proof::ConsistencyProof;
use registry_events::transparency::tree::{TreeHash, TreeHead};
use serde::{Deserialize, Serialize};

use super::live::WireCluster;
use crate::transparency::Continuation;

/// An answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::admin) enum Answer {
    Appended {
        receipt: WireReceipt,
        repeated: bool,
    },
    NotAppended(WireAppendError),
    /// A slice of what was asked for, empty when there is no more.
    Entries(Vec<WireEntry>),
    Receipt(Option<WireReceipt>),
    Head(WireHead),
    NotRead(WireReadError),
    Digests {
        position: Option<Position>,
        views: Vec<(String, Digest)>,
    },
    /// Figures as JSON.
    Statistics(String),
    /// A few clusters, empty when there are no more.
    Clusters(Vec<WireCluster>),
    /// The root that the log had at an older size, and the proof that it continues it.
    Continued {
        old_root: Digest,
        proof: String,
    },
    /// So much isn't signed, or the log isn't what was signed; why.
    NotContinued(Option<String>),
    /// The request isn't one that this server knows or takes; why.
    Refused(String),
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::admin) struct WireEntry {
    position: Position,
    chain: ChainValue,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::admin) struct WireReceipt {
    first: Position,
    count: u32,
    recorded_at: i64,
    request_digest: Digest,
    streams: Vec<(StreamId, StreamVersion)>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::admin) struct WireHead {
    next: Position,
    chain: ChainValue,
    recorded_at: Option<i64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::admin) enum WireAppendError {
    Conflict { stream: StreamId, expected: StreamVersion, actual: StreamVersion },
    RequestReused { first: Position },
    Malformed(String),
    Unknown(String),
    ReadOnly(String),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::admin) enum WireReadError {
    Damaged { position: Position, reason: String },
    Unavailable(String),
}

/// What the engines say of a commit that isn't one; the port keeps the reason as a literal.
const MALFORMED: [&str; 5] = [
    "no events",
    "more than 5,000 events",
    "more than 4 MiB",
    "a stream stands in two parts",
    "an event is larger than 60 KB",
];

impl From<Result<Appended, AppendError>> for Answer {
    fn from(answer: Result<Appended, AppendError>) -> Self {
        match answer {
            Ok(Appended { receipt, repeated }) => {
                Self::Appended { receipt: receipt.into(), repeated }
            }
            Err(error) => Self::NotAppended(error.into()),
        }
    }
}

impl From<Continuation> for Answer {
    fn from(found: Continuation) -> Self {
        match found {
            Continuation::Proven { old, proof } => {
                Self::Continued { old_root: Digest(old.root.0), proof: proof.to_string() }
            }
            Continuation::NotSigned => Self::NotContinued(None),
            Continuation::NotAsSigned(reason) => Self::NotContinued(Some(reason)),
        }
    }
}

impl Answer {
    /// How the log continues an older size; the answer itself when it is to another question.
    pub(in crate::admin) fn into_continuation(self) -> Result<Continuation, Self> {
        match self {
            Self::NotContinued(None) => Ok(Continuation::NotSigned),
            Self::NotContinued(Some(reason)) => Ok(Continuation::NotAsSigned(reason)),
            Self::Continued { old_root, ref proof } => {
                let Ok(proof) = proof.parse::<ConsistencyProof>() else { return Err(self) };
                let old = TreeHead { size: proof.old_size, root: TreeHash(old_root.0) };
                Ok(Continuation::Proven { old, proof })
            }
            other => Err(other),
        }
    }
}

impl From<ReadError> for Answer {
    fn from(error: ReadError) -> Self {
        Self::NotRead(match error {
            ReadError::Damaged { position, reason } => WireReadError::Damaged { position, reason },
            ReadError::Unavailable(reason) => WireReadError::Unavailable(reason),
        })
    }
}

impl From<AppendError> for WireAppendError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { stream, expected, actual } => {
                Self::Conflict { stream, expected, actual }
            }
            AppendError::RequestReused { first } => Self::RequestReused { first },
            AppendError::Malformed(reason) => Self::Malformed(reason.into()),
            AppendError::Unknown(reason) => Self::Unknown(reason),
            AppendError::ReadOnly(reason) => Self::ReadOnly(reason),
        }
    }
}

impl From<WireAppendError> for AppendError {
    fn from(error: WireAppendError) -> Self {
        match error {
            WireAppendError::Conflict { stream, expected, actual } => {
                Self::Conflict { stream, expected, actual }
            }
            WireAppendError::RequestReused { first } => Self::RequestReused { first },
            WireAppendError::Malformed(reason) => Self::Malformed(literal(&reason)),
            WireAppendError::Unknown(reason) => Self::Unknown(reason),
            WireAppendError::ReadOnly(reason) => Self::ReadOnly(reason),
        }
    }
}

fn literal(reason: &str) -> &'static str {
    let known = MALFORMED.into_iter().find(|known| *known == reason);
    known.unwrap_or("the running server refuses its shape")
}

impl From<WireReadError> for ReadError {
    fn from(error: WireReadError) -> Self {
        match error {
            WireReadError::Damaged { position, reason } => Self::Damaged { position, reason },
            WireReadError::Unavailable(reason) => Self::Unavailable(reason),
        }
    }
}

impl From<Entry> for WireEntry {
    fn from(entry: Entry) -> Self {
        Self { position: entry.position, chain: entry.chain, bytes: entry.bytes.to_vec() }
    }
}

impl WireEntry {
    /// The entry, checked again: what arrived is what was sent.
    pub(in crate::admin) fn check(self) -> Result<Entry, ReadError> {
        let position = self.position;
        let damaged = |reason: String| ReadError::Damaged { position, reason };
        let entry = Entry::check(position, self.chain, Arc::from(self.bytes));
        entry.map_err(|error| damaged(error.to_string()))
    }
}

impl From<Receipt> for WireReceipt {
    fn from(receipt: Receipt) -> Self {
        Self {
            first: receipt.first,
            count: receipt.count,
            recorded_at: receipt.recorded_at.as_microsecond(),
            request_digest: receipt.request_digest,
            streams: receipt.streams,
        }
    }
}

impl WireReceipt {
    /// The receipt; `None` when its time is out of range.
    pub(in crate::admin) fn into_receipt(self) -> Option<Receipt> {
        Some(Receipt {
            first: self.first,
            count: self.count,
            recorded_at: Timestamp::from_microsecond(self.recorded_at).ok()?,
            request_digest: self.request_digest,
            streams: self.streams,
        })
    }
}

impl From<Head> for WireHead {
    fn from(head: Head) -> Self {
        let recorded_at = head.recorded_at.map(Timestamp::as_microsecond);
        Self { next: head.next, chain: head.chain, recorded_at }
    }
}

impl WireHead {
    /// The head; `None` when its time is out of range.
    pub(in crate::admin) fn into_head(self) -> Option<Head> {
        let recorded_at = self.recorded_at.map(Timestamp::from_microsecond).transpose().ok()?;
        Some(Head { next: self.next, chain: self.chain, recorded_at })
    }
}

/// As many entries, from the first on, as fit into one frame with room to spare.
pub(in crate::admin) fn whole(entries: Vec<Entry>) -> Vec<WireEntry> {
    const ENTRIES_BYTES_MAX: usize = super::super::frame::FRAME_BYTES_MAX / 2;
    let mut bytes = 0;
    let fits = |entry: &Entry| {
        bytes += entry.bytes.len();
        bytes <= ENTRIES_BYTES_MAX
    };
    entries.into_iter().take_while(fits).map(WireEntry::from).collect()
}
