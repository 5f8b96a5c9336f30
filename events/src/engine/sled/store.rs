//! Entries in sled: how they are keyed, split, written as a group and read back in order.
//!
//! ```text
//! L ‖ position            → chain value ‖ entry           when that fits into 4 KiB
//! L ‖ position ‖ part     → a piece of the same           else; parts count from 0
//! ```
//!
//! Integers are big-endian. The chain value stands beside the entry, so that one read checks
//! itself. A panic of sled's becomes an error here and goes no further.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use sled::IVec;

use super::StoreError;
use super::error::Damage;
use crate::chain::ChainValue;
use crate::entry::Entry;
use crate::ids::Position;

/// The longest value handed to sled, in bytes; much larger ones it would keep in unsynced files.
const VALUE_BYTES_MAX: usize = 4 * 1024;
const CHAIN_BYTES: usize = 32;
const KEY_TAG: u8 = b'L';
const KEY_BYTES: usize = 9;

/// sled's database and our own descriptor of its file.
pub(super) struct Store {
    db: sled::Db,
    file: File,
}

impl Store {
    /// Opens sled in a folder that this process has locked.
    pub(super) fn open(path: &Path, cache_bytes: u64) -> Result<Self, StoreError> {
        let config = sled::Config::new()
            .path(path)
            .cache_capacity(cache_bytes)
            .flush_every_ms(None)
            .use_compression(false);
        let db = open_when_free(&config)?;
        let file = File::open(path.join("db"))?;
        Ok(Self { db, file })
    }

    /// Hands a group to sled and to the operating system, all or nothing; not yet durable.
    ///
    /// A lone pair needs no batch to be atomic, and goes without the extra write that one costs.
    pub(super) fn write(&self, group: &[Entry]) -> Result<(), StoreError> {
        let pairs: Vec<_> = group.iter().flat_map(pairs).collect();
        guarded(|| {
            if let [(key, value)] = &pairs[..] {
                self.db.insert(key, value)?;
            } else {
                self.db.apply_batch(batch(pairs))?;
            }
            self.db.flush()
        })?;
        Ok(())
    }

    /// Makes durable what was written; sled's own flush only starts the writing of its pages.
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::fdatasync(&self.file)?)
    }

    /// The position after the last entry.
    pub(super) fn end(&self) -> Result<Position, StoreError> {
        let last = guarded(|| self.db.last())?;
        Ok(last.and_then(|(key, _)| position_of(&key)).map_or(Position(0), Position::next))
    }

    /// The entries from a position up to another, each checked by its own chain value.
    pub(super) fn entries(&self, from: Position, end: Position) -> Entries {
        let pairs = Pairs(Some(self.db.range(key(from)..key(end))));
        Entries { pairs: pairs.peekable(), next: from, end }
    }
}

/// Entries in order. Ends after the first damaged one.
pub(super) struct Entries {
    pairs: std::iter::Peekable<Pairs>,
    next: Position,
    end: Position,
}

impl Iterator for Entries {
    type Item = Result<Entry, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let position = self.next;
        let entry = self.assemble(position);
        self.next = if entry.is_ok() { position.next() } else { self.end };
        Some(entry.map_err(|reason| Damage { position, reason }))
    }
}

impl Entries {
    fn assemble(&mut self, position: Position) -> Result<Entry, String> {
        let mut value = self.part_of(position)?.ok_or("it is missing")?;
        if self.is_next(position) {
            let mut whole = value.to_vec();
            while let Some(part) = self.part_of(position)? {
                whole.extend_from_slice(&part);
            }
            value = whole.into();
        }
        let (chain, bytes) = value.split_first_chunk::<CHAIN_BYTES>().ok_or("it is too short")?;
        Entry::check(position, ChainValue(*chain), Arc::from(bytes)).map_err(|e| e.to_string())
    }

    fn part_of(&mut self, position: Position) -> Result<Option<IVec>, String> {
        let of_position = |pair: &Pair| match pair {
            Ok((key, _)) => position_of(key) == Some(position),
            Err(_) => true,
        };
        self.pairs.next_if(of_position).map(|pair| pair.map(|(_, value)| value)).transpose()
    }

    fn is_next(&mut self, position: Position) -> bool {
        matches!(self.pairs.peek(), Some(Ok((key, _))) if position_of(key) == Some(position))
    }
}

type Pair = Result<(IVec, IVec), String>;

/// sled's iterator, which can panic on a damaged page. Ends after the first error.
struct Pairs(Option<sled::Iter>);

impl Iterator for Pairs {
    type Item = Pair;

    fn next(&mut self) -> Option<Pair> {
        let iter = self.0.as_mut()?;
        let pair = guarded(|| iter.next().transpose()).map_err(|error| error.to_string());
        if pair.is_err() {
            self.0 = None;
        }
        pair.transpose()
    }
}

fn key(position: Position) -> [u8; KEY_BYTES] {
    let mut key = [KEY_TAG; KEY_BYTES];
    key[1..].copy_from_slice(&position.0.to_be_bytes());
    key
}

fn position_of(key: &[u8]) -> Option<Position> {
    let number = key.strip_prefix(&[KEY_TAG])?.first_chunk()?;
    Some(Position(u64::from_be_bytes(*number)))
}

/// What an entry is in sled: one pair, or several when it is large.
fn pairs(entry: &Entry) -> Vec<(IVec, IVec)> {
    let value = [entry.chain.0.as_slice(), &entry.bytes].concat();
    let key = key(entry.position);
    if value.len() <= VALUE_BYTES_MAX {
        return vec![(IVec::from(&key), value.into())];
    }
    let parts = (0_u8..).zip(value.chunks(VALUE_BYTES_MAX));
    parts.map(|(number, part)| ([&key[..], &[number]].concat().into(), part.into())).collect()
}

fn batch(pairs: Vec<(IVec, IVec)>) -> sled::Batch {
    let mut batch = sled::Batch::default();
    for (key, value) in pairs {
        batch.insert(key, value);
    }
    batch
}

/// How long a log that was closed in this process may take to let go of sled's own lock.
const RELEASE_MAX: Duration = Duration::from_secs(5);

/// Opens sled; waits while threads of an earlier opening in this process still wind down.
///
/// Our own lock is held, so nobody else can be behind sled's.
fn open_when_free(config: &sled::Config) -> Result<sled::Db, StoreError> {
    let begun = Instant::now();
    loop {
        match guarded(|| config.open()) {
            Err(StoreError::Refused(reason))
                if reason.contains("could not acquire lock") && begun.elapsed() < RELEASE_MAX =>
            {
                thread::sleep(Duration::from_millis(5));
            }
            opened => return opened,
        }
    }
}

/// Tells a refusal of the system from one of sled's own, such as a file that ends too early.
fn refusal(error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(error)
            if !matches!(error.kind(), ErrorKind::Other | ErrorKind::UnexpectedEof) =>
        {
            StoreError::System(error)
        }
        other => StoreError::Refused(other.to_string()),
    }
}

/// Runs a call to sled so that its panic becomes an error.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(answer) => answer.map_err(refusal),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(StoreError::Panicked(text.unwrap_or("without a message").into()))
        }
    }
}
