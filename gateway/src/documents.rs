//! Evidence documents: files outside the log, kept by the BLAKE3 digest of their bytes. The log names
//! them by digests only.

mod folder;
mod memory;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use registry_events::document::{DocumentRef, NotADocument};
use registry_events::ids::Digest;
use tokio::sync::Semaphore;

pub use folder::DocumentFolder;
pub use memory::MemoryDocuments;

/// How many documents are taken in at once; each is in memory while it is.
const UPLOADS_AT_ONCE_MAX: usize = 8;

/// Why documents can't be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The folder refuses.
    #[error("can't {operation} {path}")]
    Folder {
        /// What was tried.
        operation: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// What is kept isn't what was.
    #[error("the document {0} has changed since it was kept")]
    Damaged(Digest),
    /// What was asked in the background didn't come to an end.
    #[error("the documents didn't answer")]
    Unanswered(#[source] tokio::task::JoinError),
}

/// Where documents are kept. Each call waits for the disk.
pub trait DocumentStore: Send + Sync {
    /// Keeps bytes under their digest, durably; the same bytes again change nothing.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn keep(&self, digest: Digest, bytes: &[u8]) -> Result<(), DocumentError>;

    /// The bytes of a digest; none when they aren't kept.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, DocumentError>;

    /// Erases the bytes of a digest, durably; none there changes nothing.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn erase(&self, digest: Digest) -> Result<(), DocumentError>;

    /// The digests whose bytes are kept.
    ///
    /// # Errors
    /// [`DocumentError`].
    fn kept(&self) -> Result<BTreeSet<Digest>, DocumentError>;
}

/// The documents of a registry, asked without holding anybody up.
pub struct Documents {
    store: Arc<dyn DocumentStore>,
    /// What was read and found whole; a document never changes, so it needn't be read again.
    known: Mutex<HashMap<Digest, DocumentRef>>,
    /// Those that are given out to nobody until somebody hands in or names one of them anew.
    withheld: Mutex<BTreeSet<Digest>>,
    uploads: Arc<Semaphore>,
}

impl Documents {
    /// Documents over a store.
    pub fn new(store: Arc<dyn DocumentStore>) -> Self {
        let uploads = Arc::new(Semaphore::new(UPLOADS_AT_ONCE_MAX));
        Self { store, known: Mutex::default(), withheld: Mutex::default(), uploads }
    }

    /// A turn to take a document in: others wait while so many are in memory.
    pub const fn uploads(&self) -> &Arc<Semaphore> {
        &self.uploads
    }

    /// Keeps bytes; the inner error says why they are no document.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn keep(
        &self,
        bytes: impl AsRef<[u8]> + Send + 'static,
    ) -> Result<Result<DocumentRef, NotADocument>, DocumentError> {
        let kept = self.in_background(move |store| {
            let document = match DocumentRef::of(bytes.as_ref()) {
                Ok(document) => document,
                Err(none) => return Ok(Err(none)),
            };
            store.keep(document.digest, bytes.as_ref())?;
            Ok(Ok(document))
        });
        let kept = kept.await?;
        if let Ok(document) = &kept {
            self.note(*document);
        }
        Ok(kept)
    }

    /// A document with its bytes; none when it isn't kept, or is withheld.
    ///
    /// # Errors
    /// [`DocumentError`]; `Damaged` when the bytes are others than the digest says.
    pub async fn read(
        &self,
        digest: Digest,
    ) -> Result<Option<(DocumentRef, Vec<u8>)>, DocumentError> {
        if self.withheld.lock().unwrap_or_else(PoisonError::into_inner).contains(&digest) {
            return Ok(None);
        }
        self.read_all(digest).await
    }

    async fn read_all(
        &self,
        digest: Digest,
    ) -> Result<Option<(DocumentRef, Vec<u8>)>, DocumentError> {
        let read = self.in_background(move |store| {
            let Some(bytes) = store.read(digest)? else { return Ok(None) };
            match DocumentRef::of(&bytes) {
                Ok(document) if document.digest == digest => Ok(Some((document, bytes))),
                _ => Err(DocumentError::Damaged(digest)),
            }
        });
        read.await
    }

    /// Whether exactly this document is kept, with its other digest, its size and its type.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn holds(&self, document: &DocumentRef) -> Result<bool, DocumentError> {
        if let Some(known) = self.known(document.digest) {
            return Ok(known == *document);
        }
        let Some((kept, _)) = self.read_all(document.digest).await? else { return Ok(false) };
        if kept == *document {
            self.note(kept);
        }
        Ok(kept == *document)
    }

    /// Erases documents for good.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn erase(&self, gone: BTreeSet<Digest>) -> Result<(), DocumentError> {
        let digests = gone.clone();
        let erase = move |store: &dyn DocumentStore| {
            digests.into_iter().try_for_each(|digest| store.erase(digest))
        };
        self.in_background(erase).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|digest, _| !gone.contains(digest));
        Ok(())
    }

    /// The digests of what is kept.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn kept(&self) -> Result<BTreeSet<Digest>, DocumentError> {
        self.in_background(|store| store.kept()).await
    }

    /// Gives some documents out to nobody, until one is handed in or named anew.
    pub fn withhold(&self, documents: BTreeSet<Digest>) {
        self.withheld.lock().unwrap_or_else(PoisonError::into_inner).extend(documents);
    }

    fn known(&self, digest: Digest) -> Option<DocumentRef> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).copied()
    }

    fn note(&self, document: DocumentRef) {
        let mut withheld = self.withheld.lock().unwrap_or_else(PoisonError::into_inner);
        withheld.remove(&document.digest);
        drop(withheld);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(document.digest, document);
    }

    async fn in_background<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn DocumentStore) -> Result<T, DocumentError> + Send + 'static,
    ) -> Result<T, DocumentError> {
        let store = Arc::clone(&self.store);
        let asked = tokio::task::spawn_blocking(move || ask(&*store));
        asked.await.map_err(DocumentError::Unanswered)?
    }
}
