//! A story: commits one after the other, as a log would record them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use registry_events::actor::{Actor, Authority, Basis, Role};
use registry_events::chain::ChainValue;
use registry_events::codec::{EncodedContent, EntryHead, encode_clear, encode_entry};
use registry_events::entry::{Clear, Content, Entry, Recorded};
use registry_events::event::Event;
use registry_events::ids::{Digest, Position, RequestId, StreamVersion};
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::{EventRef, StreamId};

use super::{account, timestamp};
use crate::follower::Follower;
use crate::views::Views;

/// A history in the making.
#[derive(Debug, Clone)]
pub struct Story {
    recorded: Vec<Recorded>,
    versions: BTreeMap<StreamId, StreamVersion>,
    now: Timestamp,
    actor: Actor,
    commits: u64,
}

impl Default for Story {
    fn default() -> Self {
        let authority = Authority { basis: Basis::Office, document: None };
        Self {
            recorded: Vec::new(),
            versions: BTreeMap::new(),
            now: timestamp("2015-01-01T00:00:00Z"),
            actor: Actor {
                account: account(1),
                role: Role::Officer,
                organisation: None,
                authority,
            },
            commits: 0,
        }
    }
}

impl Story {
    /// A story that begins on 1 January 2015; each commit comes a second after the one before.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next commit comes at an instant.
    #[must_use]
    pub fn at(mut self, instant: &str) -> Self {
        self.now = timestamp(instant);
        self
    }

    /// From here on another account acts, in another role.
    #[must_use]
    pub fn by(mut self, number: u32, role: Role) -> Self {
        self.actor.account = account(number);
        self.actor.role = role;
        self
    }

    /// One commit of events on one stream.
    #[must_use]
    pub fn commit(mut self, stream: &StreamId, events: impl IntoIterator<Item = Event>) -> Self {
        self.record(stream, events);
        self
    }

    /// One commit on several streams.
    #[must_use]
    pub fn commit_all(mut self, parts: Vec<(StreamId, Vec<Event>)>) -> Self {
        let events = |(stream, events): (StreamId, Vec<Event>)| {
            events.into_iter().map(move |event| (stream.clone(), None, event)).collect::<Vec<_>>()
        };
        let events = parts.into_iter().flat_map(events);
        let contents = events.map(|(stream, cause, event)| (stream, self.clear(cause, event)));
        let contents = contents.collect();
        self.record_contents(contents);
        self
    }

    /// One commit of two events on one stream, of which the first is the second's cause.
    #[must_use]
    pub fn commit_caused(mut self, stream: &StreamId, cause: Event, event: Event) -> Self {
        let version = self.version(stream).next();
        let reference = EventRef { stream: stream.clone(), version };
        let contents = vec![
            (stream.clone(), self.clear(None, cause)),
            (stream.clone(), self.clear(Some(reference), event)),
        ];
        self.record_contents(contents);
        self
    }

    /// One commit of one sealed event.
    #[must_use]
    pub fn sealed(mut self, stream: &StreamId) -> Self {
        let key = KeyId("test".into());
        let sealed = Sealed { key, nonce: vec![0; 24], bytes: vec![1, 2, 3] };
        self.record_contents(vec![(stream.clone(), Content::Sealed(sealed))]);
        self
    }

    /// One commit of one event that this program doesn't know.
    #[must_use]
    pub fn unknown(mut self, stream: &StreamId) -> Self {
        let actor = Box::new(self.actor.clone());
        let content = Content::Unknown { event_type: "FromTheFuture".into(), schema: 1, actor };
        self.record_contents(vec![(stream.clone(), content)]);
        self
    }

    /// One commit, for a loop.
    pub fn record(&mut self, stream: &StreamId, events: impl IntoIterator<Item = Event>) {
        let contents = events.into_iter().map(|event| (stream.clone(), self.clear(None, event)));
        let contents = contents.collect();
        self.record_contents(contents);
    }

    /// The version of a stream.
    pub fn version(&self, stream: &StreamId) -> StreamVersion {
        self.versions.get(stream).copied().unwrap_or_default()
    }

    /// What was recorded.
    pub fn recorded(&self) -> &[Recorded] {
        &self.recorded
    }

    /// The position of the last event.
    ///
    /// # Panics
    /// When nothing was recorded.
    pub fn last(&self) -> Position {
        self.recorded.last().expect("a story with events").position
    }

    /// The views of the whole story.
    pub fn views(&self) -> Views {
        self.views_until(Position(u64::MAX))
    }

    /// The views of the story as far as a position.
    pub fn views_until(&self, position: Position) -> Views {
        let mut views = Views::default();
        self.recorded
            .iter()
            .filter(|recorded| recorded.position <= position)
            .for_each(|recorded| views.apply(recorded));
        views
    }

    /// The story as entries of a log.
    ///
    /// # Panics
    /// When it holds an unknown event, which only a newer program can write.
    pub fn entries(&self) -> Vec<Entry> {
        let mut chain = ChainValue::genesis();
        let encode = |recorded: &Recorded| {
            let entry = encode_entry(head(recorded), content(recorded), chain).expect("encodes");
            chain = entry.chain;
            entry
        };
        self.recorded.iter().map(encode).collect()
    }

    /// A follower that has taken the whole story.
    ///
    /// # Panics
    /// When it can't, which is a mistake of the story.
    pub fn follower(&self) -> Follower {
        let mut follower = Follower::new();
        follower.step(&self.entries()).expect("a whole log");
        follower
    }

    fn clear(&self, cause: Option<EventRef>, event: Event) -> Content {
        Content::Clear(Box::new(Clear { actor: self.actor.clone(), cause, event }))
    }

    fn record_contents(&mut self, contents: Vec<(StreamId, Content)>) {
        let count = u32::try_from(contents.len()).expect("a commit");
        self.commits += 1;
        for (index, (stream, content)) in (0..).zip(contents) {
            let version = self.version(&stream).next();
            self.versions.insert(stream.clone(), version);
            self.recorded.push(Recorded {
                position: Position(self.recorded.len() as u64),
                stream,
                version,
                index,
                count,
                recorded_at: self.now,
                request_id: RequestId(Digest::of(&self.commits.to_be_bytes()).0),
                request_digest: Digest::of(b"body"),
                content,
            });
        }
        self.now += SignedDuration::from_secs(1);
    }
}

fn head(recorded: &Recorded) -> EntryHead {
    EntryHead {
        position: recorded.position,
        stream: recorded.stream.clone(),
        version: recorded.version,
        index: recorded.index,
        count: recorded.count,
        recorded_at: recorded.recorded_at,
        request_id: recorded.request_id,
        request_digest: recorded.request_digest,
    }
}

fn content(recorded: &Recorded) -> EncodedContent {
    match &recorded.content {
        Content::Clear(clear) => {
            let bytes = encode_clear(&clear.actor, clear.cause.as_ref(), &clear.event);
            EncodedContent::Clear(bytes.expect("encodes"))
        }
        Content::Sealed(sealed) => EncodedContent::Sealed(sealed.clone()),
        Content::Unknown { .. } => panic!("only a newer program writes an unknown event"),
    }
}
