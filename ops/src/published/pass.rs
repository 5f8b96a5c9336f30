//! One pass over a log, which trusts neither the engine nor a server: chain, order, streams,
//! commits and times follow from the bytes alone.

use std::collections::HashMap;

use jiff::Timestamp;
use registry_events::chain::ChainValue;
use registry_events::entry::{Content, Entry, Recorded};
use registry_events::ids::{Digest, Position, RequestId, StreamVersion};
use registry_events::log::Head;
use registry_events::stream::StreamId;

/// How many bytes are gathered before they are hashed: BLAKE3 is several times faster over a long
/// stretch than over one entry after another.
const HASHED_AT_ONCE: usize = 64 * 1024;

/// What a whole log is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// BLAKE3 over the bytes of all entries in order.
    pub digest: Digest,
    /// How many entries can be read with a key only.
    pub sealed: u64,
    /// How many entries a newer program wrote.
    pub unknown: u64,
}

/// The pass, behind the entries that it took.
pub struct Pass {
    next: Position,
    chain: ChainValue,
    versions: HashMap<StreamId, StreamVersion>,
    last: Option<Last>,
    hasher: blake3::Hasher,
    unhashed: Vec<u8>,
    sealed: u64,
    unknown: u64,
}

/// What the next entry is held against.
struct Last {
    request_id: RequestId,
    index: u32,
    count: u32,
    recorded_at: Timestamp,
}

impl Last {
    const fn of(recorded: &Recorded) -> Self {
        let Recorded { request_id, index, count, recorded_at, .. } = recorded;
        Self { request_id: *request_id, index: *index, count: *count, recorded_at: *recorded_at }
    }
}

impl Default for Pass {
    fn default() -> Self {
        Self {
            next: Position(0),
            chain: ChainValue::genesis(),
            versions: HashMap::new(),
            last: None,
            hasher: blake3::Hasher::new(),
            unhashed: Vec::with_capacity(2 * HASHED_AT_ONCE),
            sealed: 0,
            unknown: 0,
        }
    }
}

impl Pass {
    /// The position of the entry that it needs next.
    pub const fn next(&self) -> Position {
        self.next
    }

    /// The chain value after the last entry.
    pub const fn chain(&self) -> ChainValue {
        self.chain
    }

    /// When the last entry was recorded.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        self.last.as_ref().map(|last| last.recorded_at)
    }

    /// Takes the next entry as a store has it, with a chain value of its own, and gives what it says.
    ///
    /// # Errors
    /// A reason, which ends a sentence that begins with the entry's position.
    pub fn take(&mut self, entry: &Entry) -> Result<Recorded, String> {
        self.check_chain(entry)?;
        if ChainValue::after(&entry.bytes) != entry.chain {
            return Err("doesn't yield its chain value".into());
        }
        self.read(entry)
    }

    /// The same of an entry whose chain value was just computed from its bytes.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn take_computed(&mut self, entry: &Entry) -> Result<Recorded, String> {
        self.check_chain(entry)?;
        self.read(entry)
    }

    fn read(&mut self, entry: &Entry) -> Result<Recorded, String> {
        let recorded = entry.decode().map_err(|error| match std::error::Error::source(&error) {
            Some(cause) => format!("can't be decoded: {error}: {cause}"),
            None => format!("can't be decoded: {error}"),
        })?;
        self.check_stream(&recorded)?;
        self.check_commit(&recorded)?;
        match &recorded.content {
            Content::Clear(_) => {}
            Content::Sealed(_) => self.sealed += 1,
            Content::Unknown { .. } => self.unknown += 1,
        }
        self.hash(&entry.bytes);
        (self.next, self.chain) = (self.next.next(), entry.chain);
        self.last = Some(Last::of(&recorded));
        Ok(recorded)
    }

    fn check_chain(&self, entry: &Entry) -> Result<(), String> {
        if entry.position != self.next {
            return Err(format!("stands where position {} belongs", self.next));
        }
        let previous = entry.previous().map_err(|error| format!("has no frame: {error}"))?;
        if previous != self.chain {
            return Err("doesn't continue the chain".into());
        }
        Ok(())
    }

    fn hash(&mut self, bytes: &[u8]) {
        self.unhashed.extend_from_slice(bytes);
        if self.unhashed.len() >= HASHED_AT_ONCE {
            self.hasher.update(&self.unhashed);
            self.unhashed.clear();
        }
    }

    fn check_stream(&mut self, recorded: &Recorded) -> Result<(), String> {
        let (stream, found) = (&recorded.stream, recorded.version);
        let known = self.versions.get_mut(stream);
        let version = known.as_deref().copied().unwrap_or_default();
        if found != version.next() {
            return Err(format!("is version {found} of {stream} and follows version {version}"));
        }
        match known {
            Some(known) => *known = found,
            None => drop(self.versions.insert(stream.clone(), found)),
        }
        Ok(())
    }

    fn check_commit(&self, this: &Recorded) -> Result<(), String> {
        let last = self.last.as_ref();
        if last.is_some_and(|last| last.recorded_at > this.recorded_at) {
            return Err("was recorded before the entry in front of it".into());
        }
        let fits = match last.filter(|last| last.index + 1 < last.count) {
            Some(open) => {
                (this.request_id, this.index, this.count)
                    == (open.request_id, open.index + 1, open.count)
            }
            None => this.index == 0 && this.count > 0,
        };
        if fits { Ok(()) } else { Err("doesn't continue its commit".into()) }
    }

    /// Ends the pass at the head that the log gave before.
    ///
    /// # Errors
    /// A sentence.
    pub fn finish_at(self, head: &Head) -> Result<Verified, String> {
        if self.chain != head.chain {
            return Err(format!(
                "the log ends in chain value {}, its head in {}",
                self.chain, head.chain
            ));
        }
        self.finish()
    }

    /// Ends the pass where it stands.
    ///
    /// # Errors
    /// A sentence.
    pub fn finish(mut self) -> Result<Verified, String> {
        if self.last.is_some_and(|last| last.index + 1 < last.count) {
            return Err(format!("the last commit breaks off before position {}", self.next));
        }
        self.hasher.update(&self.unhashed);
        let digest = Digest(*self.hasher.finalize().as_bytes());
        Ok(Verified { digest, sealed: self.sealed, unknown: self.unknown })
    }
}
