//! Streams folded for the rules, kept between commands and brought up to date on each load.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use registry_core::state::Loaded;
use registry_events::entry::Content;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::stream::StreamId;

use super::ExecuteError;
use crate::keyring::KeyStore;

/// How many streams a generation keeps; twice that many are in memory at most.
const GENERATION_STREAMS_MAX: usize = 20_000;

/// A cache of folded streams; always read to the log's end before it is used.
pub struct Streams {
    log: Arc<dyn EventLog>,
    keys: Arc<dyn KeyStore>,
    kept: Mutex<Generations>,
}

/// Two generations: what is used moves to the young one, the old one is dropped when that is full.
#[derive(Default)]
struct Generations {
    young: HashMap<StreamId, Loaded>,
    old: HashMap<StreamId, Loaded>,
}

impl Streams {
    pub(super) fn new(log: Arc<dyn EventLog>, keys: Arc<dyn KeyStore>) -> Self {
        Self { log, keys, kept: Mutex::default() }
    }

    /// The stream as it stands in the log now.
    ///
    /// # Errors
    /// [`ExecuteError::Read`], [`ExecuteError::Encode`].
    pub async fn load(&self, stream: &StreamId) -> Result<Loaded, ExecuteError> {
        let mut loaded = self.kept(stream).unwrap_or_else(|| Loaded::empty(stream));
        let before = loaded.version;
        let mut unopened = false;
        loop {
            let entries = self
                .log
                .read_stream(stream, loaded.version, READ_ENTRIES_MAX)
                .await
                .map_err(ExecuteError::Read)?;
            for entry in &entries {
                let recorded = entry.decode().map_err(ExecuteError::Encode)?;
                let opened = self.keys.open(recorded).await;
                unopened |= matches!(opened.content, Content::Sealed(_));
                loaded.evolve(&opened);
            }
            if entries.is_empty() {
                break;
            }
        }
        // Whether a key was erased or only didn't answer isn't known here: ask again next time.
        if loaded.version != before && !unopened {
            self.keep(stream, &loaded);
        }
        Ok(loaded)
    }

    /// Lets everything go that is kept in memory: what was opened with a key that is erased now.
    pub fn let_go(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    fn kept(&self, stream: &StreamId) -> Option<Loaded> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = kept.young.get(stream) {
            return Some(loaded.clone());
        }
        let loaded = kept.old.remove(stream)?;
        kept.insert(stream.clone(), loaded.clone());
        Some(loaded)
    }

    fn keep(&self, stream: &StreamId, loaded: &Loaded) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = kept.young.get(stream).is_some_and(|known| known.version > loaded.version);
        if !newer {
            kept.insert(stream.clone(), loaded.clone());
        }
    }
}

impl Generations {
    fn insert(&mut self, stream: StreamId, loaded: Loaded) {
        if self.young.len() >= GENERATION_STREAMS_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(stream, loaded);
    }
}
