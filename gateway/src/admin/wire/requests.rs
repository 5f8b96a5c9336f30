//! What a client asks.

use registry_events::codec::EncodedContent;
use registry_events::ids::{ClusterId, Digest, Position, RequestId, StreamVersion};
use registry_events::log::{Append, Part};
use registry_events::seal::Sealed;
use serde::{Deserialize, Serialize};

/// A request.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::admin) enum Request {
    Append(WireAppend),
    Read { from: Position, limit: u32 },
    ReadStream { stream: String, after: StreamVersion, limit: u32 },
    Receipt { request: RequestId },
    Head,
    Digests,
    Statistics { at: Position, day: String },
    Clusters { at: Position, after: Option<ClusterId> },
    Continuation { old_size: u64 },
}

#[derive(Debug, Serialize, Deserialize)]
pub(in crate::admin) struct WireAppend {
    request_id: RequestId,
    request_digest: Digest,
    parts: Vec<WirePart>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WirePart {
    stream: String,
    expected: StreamVersion,
    events: Vec<WireContent>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WireContent {
    Clear(#[serde(with = "serde_bytes")] Vec<u8>),
    Sealed(Sealed),
}

impl From<Append> for WireAppend {
    fn from(append: Append) -> Self {
        let parts = append.parts.into_iter().map(WirePart::from).collect();
        Self { request_id: append.request_id, request_digest: append.request_digest, parts }
    }
}

impl WireAppend {
    /// The append; `None` when a stream's name isn't one.
    pub(in crate::admin) fn into_append(self) -> Option<Append> {
        let (request_id, request_digest) = (self.request_id, self.request_digest);
        let parts = self.parts.into_iter().map(WirePart::into_part).collect::<Option<_>>()?;
        Some(Append { request_id, request_digest, parts })
    }
}

impl From<Part> for WirePart {
    fn from(part: Part) -> Self {
        let events = part.events.into_iter().map(WireContent::from).collect();
        Self { stream: part.stream.to_string(), expected: part.expected, events }
    }
}

impl WirePart {
    fn into_part(self) -> Option<Part> {
        let events = self.events.into_iter().map(EncodedContent::from).collect();
        Some(Part { stream: self.stream.parse().ok()?, expected: self.expected, events })
    }
}

impl From<EncodedContent> for WireContent {
    fn from(content: EncodedContent) -> Self {
        match content {
            EncodedContent::Clear(bytes) => Self::Clear(bytes),
            EncodedContent::Sealed(sealed) => Self::Sealed(sealed),
        }
    }
}

impl From<WireContent> for EncodedContent {
    fn from(content: WireContent) -> Self {
        match content {
            WireContent::Clear(bytes) => Self::Clear(bytes),
            WireContent::Sealed(sealed) => Self::Sealed(sealed),
        }
    }
}
