//! The byte format of an entry.
//!
//! ```text
//! entry = "CRE1" | position u64 | previous chain value 32 | body length u16 | body
//! body  = MessagePack map: stream, version, index, count, recorded_at (µs), request_id,
//!         request_digest, and either `clear` or `sealed`
//! clear = map: actor, cause, type, schema, payload (bin: MessagePack map of the event)
//! sealed = map: key, nonce, bytes (opens to the bytes of `clear`)
//! ```
//!
//! Integers of the frame are big-endian. Maps are named, so a reader passes over members it doesn't
//! know; positional arrays would break it when one is added. Of a sealed entry nothing about who or
//! what stands in the clear: the request's id and digest are keyed and tell an outsider nothing.

use std::sync::Arc;

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::chain::ChainValue;
use crate::entry::{Clear, Content, Entry, Recorded};
use crate::event::Event;
use crate::history;
use crate::ids::{Digest, Position, RequestId, StreamVersion};
use crate::seal::Sealed;
use crate::stream::{EventRef, StreamId};

/// The first four bytes of every entry.
pub const MAGIC: &[u8; 4] = b"CRE1";
/// The longest event, encoded with actor and cause.
pub const EVENT_BYTES_MAX: usize = 60 * 1024;
/// How deep maps and lists may stand in each other: far more than any event has, and few enough for
/// the stack of any thread.
const DEPTH_MAX: usize = 64;
/// Magic, position, chain value and body length.
pub const FRAME_BYTES: usize = 4 + 8 + 32 + 2;

/// Why bytes can't be written or read as an entry.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The encoder refused.
    #[error("can't encode an event")]
    Encode(#[source] rmp_serde::encode::Error),
    /// The body isn't what its type says.
    #[error("can't decode an event")]
    Decode(#[source] rmp_serde::decode::Error),
    /// The frame around the body is wrong.
    #[error("not an entry: {0}")]
    Frame(&'static str),
    /// The event is larger than [`EVENT_BYTES_MAX`].
    #[error("an event of {bytes} bytes is over the limit of {EVENT_BYTES_MAX}")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// No way from an old schema to the newest.
    #[error("no lift of {event_type} from schema {schema}")]
    NoLift {
        /// The event type.
        event_type: String,
        /// The schema without a way on.
        schema: u16,
    },
}

#[derive(Serialize, Deserialize)]
struct Body {
    stream: StreamId,
    version: StreamVersion,
    index: u32,
    count: u32,
    recorded_at: i64,
    request_id: RequestId,
    request_digest: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serde_bytes")]
    clear: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<Sealed>,
}

#[derive(Serialize, Deserialize)]
struct ClearBody {
    actor: Actor,
    cause: Option<EventRef>,
    #[serde(rename = "type")]
    event_type: String,
    schema: u16,
    #[serde(with = "serde_bytes")]
    payload: Vec<u8>,
}

/// Content as it stands in an entry: encoded by [`encode_clear`], or sealed from that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodedContent {
    /// The bytes of `clear`.
    Clear(Vec<u8>),
    /// Those bytes under a key.
    Sealed(Sealed),
}

impl EncodedContent {
    /// How many bytes it takes in the entry, without the frame.
    pub const fn len(&self) -> usize {
        match self {
            Self::Clear(bytes) => bytes.len(),
            Self::Sealed(sealed) => sealed.bytes.len(),
        }
    }

    /// Whether there is nothing in it; an encoded event never is empty.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where and when an entry stands: everything in it but its content.
#[derive(Debug, Clone)]
pub struct EntryHead {
    /// Its place in the log.
    pub position: Position,
    /// The stream.
    pub stream: StreamId,
    /// Its number within the stream, from 1.
    pub version: StreamVersion,
    /// Its number within the commit, from 0.
    pub index: u32,
    /// How many events the commit has.
    pub count: u32,
    /// When.
    pub recorded_at: Timestamp,
    /// The request.
    pub request_id: RequestId,
    /// The digest of its body.
    pub request_digest: Digest,
}

/// Encodes actor, cause and event, as they stand in a clear entry or inside a seal.
///
/// # Errors
/// [`CodecError::TooLarge`], [`CodecError::Encode`].
pub fn encode_clear(
    actor: &Actor,
    cause: Option<&EventRef>,
    event: &Event,
) -> Result<Vec<u8>, CodecError> {
    let (event_type, schema) = event.type_and_schema();
    let body = ClearBody {
        actor: actor.clone(),
        cause: cause.cloned(),
        event_type: event_type.into(),
        schema,
        payload: event.encode()?,
    };
    let bytes = rmp_serde::to_vec_named(&body).map_err(CodecError::Encode)?;
    if bytes.len() > EVENT_BYTES_MAX {
        return Err(CodecError::TooLarge { bytes: bytes.len() });
    }
    debug_assert_eq!(
        decode_clear(&bytes).ok().and_then(|content| match content {
            Content::Clear(clear) => Some(clear.event),
            _ => None,
        }),
        Some(event.clone()),
        "what is written reads back"
    );
    Ok(bytes)
}

/// Decodes the bytes of `clear`; an unknown type or newer schema becomes [`Content::Unknown`].
///
/// # Errors
/// [`CodecError::Decode`], [`CodecError::NoLift`].
pub fn decode_clear(bytes: &[u8]) -> Result<Content, CodecError> {
    let body: ClearBody = whole_map(bytes)?;
    let newest = Event::newest_schema(&body.event_type);
    let Some(newest) = newest.filter(|newest| body.schema <= *newest) else {
        whole_map::<IgnoredAny>(&body.payload)?;
        return Ok(Content::Unknown {
            event_type: body.event_type,
            schema: body.schema,
            actor: Box::new(body.actor),
        });
    };
    let payload =
        history::lift(history::LIFTS, &body.event_type, body.schema, newest, &body.payload)?;
    let event = Event::decode(&body.event_type, &payload)
        .ok_or(CodecError::Frame("a type with a schema and no decoder"))??;
    Ok(Content::Clear(Box::new(Clear { actor: body.actor, cause: body.cause, event })))
}

/// Reads the one map in these bytes: no list of the same values, and nothing after it. Others than this
/// program read entries too, and shall find the same.
pub(crate) fn whole_map<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, CodecError> {
    if !matches!(bytes.first(), Some(0x80..=0x8f | 0xde | 0xdf)) {
        return Err(CodecError::Frame("its content isn't a map"));
    }
    let mut decoder = rmp_serde::Deserializer::from_read_ref(bytes);
    decoder.set_max_depth(DEPTH_MAX);
    let value = T::deserialize(&mut decoder).map_err(CodecError::Decode)?;
    match <()>::deserialize(&mut decoder) {
        Err(rmp_serde::decode::Error::InvalidMarkerRead(error))
            if error.kind() == std::io::ErrorKind::UnexpectedEof =>
        {
            Ok(value)
        }
        _ => Err(CodecError::Frame("there are bytes after its content")),
    }
}

/// Encodes an entry behind the chain value of the one before it.
///
/// # Errors
/// [`CodecError::TooLarge`], [`CodecError::Encode`].
pub fn encode_entry(
    head: EntryHead,
    content: EncodedContent,
    previous: ChainValue,
) -> Result<Entry, CodecError> {
    let (clear, sealed) = match content {
        EncodedContent::Clear(bytes) => (Some(bytes), None),
        EncodedContent::Sealed(sealed) => (None, Some(sealed)),
    };
    let body = Body {
        stream: head.stream,
        version: head.version,
        index: head.index,
        count: head.count,
        recorded_at: head.recorded_at.as_microsecond(),
        request_id: head.request_id,
        request_digest: head.request_digest,
        clear,
        sealed,
    };
    let body = rmp_serde::to_vec_named(&body).map_err(CodecError::Encode)?;
    let bytes = framed(head.position, previous, &body)?;
    Ok(Entry { position: head.position, chain: ChainValue::after(&bytes), bytes: bytes.into() })
}

/// A body in its frame.
fn framed(position: Position, previous: ChainValue, body: &[u8]) -> Result<Vec<u8>, CodecError> {
    let length =
        u16::try_from(body.len()).map_err(|_| CodecError::TooLarge { bytes: body.len() })?;
    let mut bytes = Vec::with_capacity(FRAME_BYTES + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&position.0.to_be_bytes());
    bytes.extend_from_slice(&previous.0);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(body);
    Ok(bytes)
}

/// The frame of an entry, checked.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The position the entry says it has.
    pub position: Position,
    /// The chain value of the entry before it.
    pub previous: ChainValue,
    /// The body.
    pub body: &'a [u8],
}

/// Reads the frame of an entry.
///
/// # Errors
/// [`CodecError::Frame`].
pub fn frame(bytes: &[u8]) -> Result<Frame<'_>, CodecError> {
    let (magic, rest) = bytes.split_first_chunk::<4>().ok_or(CodecError::Frame("too short"))?;
    if magic != MAGIC {
        return Err(CodecError::Frame("it doesn't begin with CRE1"));
    }
    let (position, rest) = rest.split_first_chunk().ok_or(CodecError::Frame("too short"))?;
    let (previous, rest) = rest.split_first_chunk().ok_or(CodecError::Frame("too short"))?;
    let (length, body) = rest.split_first_chunk().ok_or(CodecError::Frame("too short"))?;
    if usize::from(u16::from_be_bytes(*length)) != body.len() {
        return Err(CodecError::Frame("its length isn't what it says"));
    }
    Ok(Frame {
        position: Position(u64::from_be_bytes(*position)),
        previous: ChainValue(*previous),
        body,
    })
}

impl Entry {
    /// Takes bytes that came from a store, with the chain value stored beside them.
    ///
    /// # Errors
    /// [`CodecError::Frame`] when they don't stand at this position or don't yield that value.
    pub fn check(
        position: Position,
        chain: ChainValue,
        bytes: Arc<[u8]>,
    ) -> Result<Self, CodecError> {
        if ChainValue::after(&bytes) != chain {
            return Err(CodecError::Frame("its bytes don't yield its chain value"));
        }
        if frame(&bytes)?.position != position {
            return Err(CodecError::Frame("it stands at another position"));
        }
        Ok(Self { position, chain, bytes })
    }

    /// The chain value of the entry before it, as these bytes carry it.
    ///
    /// # Errors
    /// [`CodecError::Frame`].
    pub fn previous(&self) -> Result<ChainValue, CodecError> {
        frame(&self.bytes).map(|frame| frame.previous)
    }

    /// Decodes the entry; sealed content stays sealed.
    ///
    /// # Errors
    /// Any [`CodecError`].
    pub fn decode(&self) -> Result<Recorded, CodecError> {
        let frame = frame(&self.bytes)?;
        let body: Body = whole_map(frame.body)?;
        let content = match (body.clear, body.sealed) {
            (Some(clear), None) => decode_clear(&clear)?,
            (None, Some(sealed)) => Content::Sealed(sealed),
            _ => return Err(CodecError::Frame("neither clear nor sealed")),
        };
        Ok(Recorded {
            position: frame.position,
            stream: body.stream,
            version: body.version,
            index: body.index,
            count: body.count,
            recorded_at: Timestamp::from_microsecond(body.recorded_at)
                .map_err(|_| CodecError::Frame("its time is out of range"))?,
            request_id: body.request_id,
            request_digest: body.request_digest,
            content,
        })
    }
}
