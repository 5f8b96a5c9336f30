//! Documents in memory, for registries that nobody keeps.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use registry_events::ids::Digest;

use super::{DocumentError, DocumentStore};

/// Documents in memory.
#[derive(Debug, Default)]
pub struct MemoryDocuments(Mutex<HashMap<Digest, Vec<u8>>>);

impl DocumentStore for MemoryDocuments {
    fn keep(&self, digest: Digest, bytes: &[u8]) -> Result<(), DocumentError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(digest, bytes.to_vec());
        Ok(())
    }

    fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, DocumentError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).cloned())
    }

    fn erase(&self, digest: Digest) -> Result<(), DocumentError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest);
        Ok(())
    }

    fn kept(&self) -> Result<BTreeSet<Digest>, DocumentError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect())
    }
}
