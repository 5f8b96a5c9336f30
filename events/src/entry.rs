//! An entry: the bytes that stand in the log for one event, and what they say.

use std::sync::Arc;

use jiff::Timestamp;

use crate::actor::Actor;
use crate::chain::ChainValue;
use crate::event::Event;
use crate::ids::{Digest, Position, RequestId, StreamVersion};
use crate::seal::Sealed;
use crate::stream::{EventRef, StreamId};

/// The bytes of one entry, never re-serialised, with the chain value they yield.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log.
    pub position: Position,
    /// The chain value after it.
    pub chain: ChainValue,
    /// The bytes: `CRE1`, position, previous chain value, body length, body (see `codec`).
    pub bytes: Arc<[u8]>,
}

/// What an entry says, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the log.
    pub position: Position,
    /// The stream it belongs to.
    pub stream: StreamId,
    /// Its number within the stream, from 1.
    pub version: StreamVersion,
    /// Its number within its commit, from 0.
    pub index: u32,
    /// How many events its commit has.
    pub count: u32,
    /// When the registry learned it; never before the entry in front of it.
    pub recorded_at: Timestamp,
    /// The request that caused the commit.
    pub request_id: RequestId,
    /// The digest of that request's body.
    pub request_digest: Digest,
    /// Who and what.
    pub content: Content,
}

impl Recorded {
    /// The event, when it stands in the clear or was opened, and this program knows its type.
    pub const fn event(&self) -> Option<&Event> {
        if let Content::Clear(clear) = &self.content { Some(&clear.event) } else { None }
    }

    /// The actor, when the entry isn't sealed.
    pub const fn actor(&self) -> Option<&Actor> {
        match &self.content {
            Content::Clear(clear) => Some(&clear.actor),
            Content::Unknown { actor, .. } => Some(actor),
            Content::Sealed(_) => None,
        }
    }
}

/// Who did what: in the clear, sealed, or of a type that a newer program wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// In the clear.
    Clear(Box<Clear>),
    /// Under a key of its subject; opened it is a [`Clear`].
    Sealed(Sealed),
    /// A type or schema this program doesn't know: to be passed on, never guessed at.
    Unknown {
        /// The name of the type.
        event_type: String,
        /// Its schema number.
        schema: u16,
        /// Who acted.
        actor: Box<Actor>,
    },
}

/// Actor, cause and event of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clear {
    /// Who acted.
    pub actor: Actor,
    /// The event that caused this one, when it isn't simply the request.
    pub cause: Option<EventRef>,
    /// What happened.
    pub event: Event,
}
