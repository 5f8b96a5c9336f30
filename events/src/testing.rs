//! Doubles, builders of test appends, and the conformance suite that judges every engine.
//!
//! Shipped under the feature `testing`; nothing here is used by the program itself. What can't be
//! built panics, since a test can only fail then.
#![expect(clippy::missing_panics_doc, reason = "tests fail by panicking")]

pub mod conformance;
mod gate;

use std::sync::Arc;

use jiff::Timestamp;

use crate::actor::{Actor, Authority, Basis, Role};
use crate::codec::{EncodedContent, encode_clear};
use crate::event::{EditionTextRecorded, Event, NameHeld};
use crate::ids::{AccountId, ClusterId, Digest, RequestId, StreamVersion};
use crate::log::{Append, Clock, ManualClock, Part};
use crate::stream::StreamId;

pub use gate::Gate;

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands at the first second of 2026.
pub fn standing_clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new(second(0)))
}

/// That many seconds into 2026, UTC.
pub fn second(second: i64) -> Timestamp {
    const YEAR_BEGINS: i64 = 1_767_225_600;
    Timestamp::from_second(YEAR_BEGINS + second).expect("a time within jiff's range")
}

/// The request of a number, so that tests can speak of the same one twice.
pub fn request_id(number: u64) -> RequestId {
    RequestId(Digest::of(&number.to_be_bytes()).0)
}

/// A stream by its name.
pub fn stream(name: &str) -> StreamId {
    name.parse().expect("a well-formed stream name")
}

/// An officer.
pub fn actor() -> Actor {
    Actor {
        account: AccountId::from_uuid(uuid::Uuid::from_u128(7)),
        role: Role::Officer,
        organisation: None,
        authority: Authority { basis: Basis::Office, document: None },
    }
}

/// A small event, encoded: `NameHeld`.
pub fn small_event() -> EncodedContent {
    encoded(&NameHeld { cluster: ClusterId::from_random([1, 2, 3, 4, 5]) }.into())
}

/// An event whose encoding has that many bytes, give or take three; at least some 250.
pub fn event_of(bytes: usize) -> EncodedContent {
    let frame = encoded(&text_event(String::new())).len();
    encoded(&text_event("t".repeat(bytes.saturating_sub(frame))))
}

/// A commit of a request's number; its body's digest follows from the number.
pub fn append(number: u64, parts: Vec<Part>) -> Append {
    let request_digest = Digest::of(&(!number).to_be_bytes());
    Append { request_id: request_id(number), request_digest, parts }
}

/// A part with so many small events.
pub fn part(stream: &StreamId, expected: u64, events: usize) -> Part {
    let events = vec![small_event(); events];
    Part { stream: stream.clone(), expected: StreamVersion(expected), events }
}

/// A commit of one small event.
pub fn append_one(number: u64, stream: &StreamId, expected: u64) -> Append {
    append(number, vec![part(stream, expected, 1)])
}

fn text_event(text: String) -> Event {
    EditionTextRecorded { digest: Digest::of(b"edition"), index: 0, count: 1, text }.into()
}

fn encoded(event: &Event) -> EncodedContent {
    EncodedContent::Clear(encode_clear(&actor(), None, event).expect("a small event"))
}
