//! What the engine itself reads of an entry's body: everything but its content.
//!
//! Decoding stops short of the event, so that the pass at the start is quick and a log that holds
//! types of a newer program opens all the same.

use jiff::Timestamp;
use serde::Deserialize;

use crate::codec;
use crate::entry::Entry;
use crate::ids::{Digest, RequestId, StreamVersion};
use crate::log::Receipt;
use crate::stream::StreamId;

/// Stream, commit, time and request of an entry.
#[derive(Debug, Deserialize)]
pub(super) struct Stamp {
    pub(super) stream: StreamId,
    pub(super) version: StreamVersion,
    pub(super) index: u32,
    pub(super) count: u32,
    #[serde(deserialize_with = "microseconds")]
    pub(super) recorded_at: Timestamp,
    pub(super) request_id: RequestId,
    pub(super) request_digest: Digest,
}

impl Stamp {
    /// Reads the stamp of an entry; the reason when there is none.
    pub(super) fn of(entry: &Entry) -> Result<Self, String> {
        let frame = codec::frame(&entry.bytes).map_err(|error| error.to_string())?;
        rmp_serde::from_slice(frame.body).map_err(|error| format!("its body: {error}"))
    }
}

/// The receipt of a commit, from all its entries; `None` when there are none.
pub(super) fn receipt(commit: &[Entry]) -> Result<Option<Receipt>, String> {
    let mut receipt: Option<Receipt> = None;
    for entry in commit {
        let stamp = Stamp::of(entry)?;
        let receipt = receipt.get_or_insert_with(|| Receipt {
            first: entry.position,
            count: stamp.count,
            recorded_at: stamp.recorded_at,
            request_digest: stamp.request_digest,
            streams: Vec::new(),
        });
        match receipt.streams.last_mut() {
            Some((stream, version)) if *stream == stamp.stream => *version = stamp.version,
            _ => receipt.streams.push((stamp.stream, stamp.version)),
        }
    }
    Ok(receipt)
}

fn microseconds<'de, D: serde::Deserializer<'de>>(given: D) -> Result<Timestamp, D::Error> {
    let microseconds = i64::deserialize(given)?;
    Timestamp::from_microsecond(microseconds).map_err(serde::de::Error::custom)
}
