//! A new store made from the entries of another log, byte for byte at the same positions.
//!
//! What is restored goes on as it was: the next entry carries on the same chain, and old proofs hold.

use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::options::Options;
use super::store::Store;
use super::{OpenError, StoreError};
use crate::chain::ChainValue;
use crate::entry::Entry;
use crate::ids::Position;
use crate::log::Head;

/// How many entries are handed to sled at once.
const GROUP_ENTRIES_MAX: usize = 64;

/// A log on its way into a new store.
///
/// The store is whole once [`Restore::finish`] has answered; one that was left before that is to be
/// thrown away.
pub struct Restore {
    path: PathBuf,
    store: Store,
    folder: Folder,
    next: Position,
    chain: ChainValue,
}

impl Restore {
    /// Begins a store in a folder that has none.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::InUse`] as well when there is a log in the folder.
    pub fn begin(path: &Path) -> Result<Self, OpenError> {
        if super::SledLog::is_in(path) {
            return Err(OpenError::InUse { path: path.into() });
        }
        let folder = Folder::open(path)?;
        let store = Store::open(path, Options::default().cache_bytes);
        let store = store.map_err(|error| OpenError::store(path, error))?;
        folder.sync_created()?;
        let path = path.to_path_buf();
        Ok(Self { path, store, folder, next: Position(0), chain: ChainValue::genesis() })
    }

    /// The position of the entry that it needs next.
    pub const fn next(&self) -> Position {
        self.next
    }

    /// Takes the next entries.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] for an entry that isn't the next one; [`OpenError::Store`].
    pub fn take(&mut self, entries: &[Entry]) -> Result<(), OpenError> {
        for entry in entries {
            self.check(entry)?;
        }
        for group in entries.chunks(GROUP_ENTRIES_MAX) {
            self.store.write(group).map_err(|error| OpenError::store(&self.path, error))?;
        }
        Ok(())
    }

    /// Makes the store durable and closes it, then checks all of it as every start does.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn finish(self) -> Result<Head, OpenError> {
        let Self { path, store, folder, next, .. } = self;
        let synced = store.sync().map_err(StoreError::System);
        synced.map_err(|error| OpenError::store(&path, error))?;
        folder.raise_tally(next)?;
        drop((store, folder));
        super::verify(&path, |_| ())
    }

    fn check(&mut self, entry: &Entry) -> Result<(), OpenError> {
        let Entry { position, chain, bytes } = entry;
        let damaged = |reason: String| OpenError::Damaged { position: self.next, reason };
        let previous = entry.previous().map_err(|error| damaged(error.to_string()))?;
        if *position != self.next || previous != self.chain {
            return Err(damaged("it doesn't continue the chain".into()));
        }
        Entry::check(*position, *chain, bytes.clone())
            .map_err(|error| damaged(error.to_string()))?;
        (self.next, self.chain) = (position.next(), *chain);
        Ok(())
    }
}
