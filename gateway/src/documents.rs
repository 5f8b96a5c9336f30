//! Evidence documents: files outside the log, kept by the BLAKE3 digest of their bytes. The log names
//! them by digests only.

mod folder;
mod memory;
pub mod picture;
mod uploads;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use registry_events::document::{DocumentRef, NotADocument};
use registry_events::ids::Digest;

pub use folder::DocumentFolder;
pub use memory::MemoryDocuments;
pub use uploads::{Turn, Uploads};

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
    uploads: Uploads,
}

impl Documents {
    /// Documents over a store.
    pub fn new(store: Arc<dyn DocumentStore>) -> Self {
        let (known, withheld) = (Mutex::default(), Mutex::default());
        Self { store, known, withheld, uploads: Uploads::new() }
    }

    /// Turns to take documents in.
    pub const fn uploads(&self) -> &Uploads {
        &self.uploads
    }

    /// Keeps bytes; the inner error says why they are no document.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn keep(
        &self,
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Result<Result<DocumentRef, NotADocument>, DocumentError> {
        let bytes = Arc::new(bytes);
        let document = match self.told(bytes.clone()).await? {
            Ok(document) => document,
            Err(none) => return Ok(Err(none)),
        };
        self.keep_as(document, bytes).await?;
        Ok(Ok(document))
    }

    /// What bytes would be kept as; nothing is kept. The inner error says why they are no document.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn told<B: AsRef<[u8]> + Send + Sync + 'static>(
        &self,
        bytes: Arc<B>,
    ) -> Result<Result<DocumentRef, NotADocument>, DocumentError> {
        self.in_background(move |_| Ok(DocumentRef::of((*bytes).as_ref()))).await
    }

    /// Keeps bytes as the document that they are.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub async fn keep_as<B: AsRef<[u8]> + Send + Sync + 'static>(
        &self,
        document: DocumentRef,
        bytes: Arc<B>,
    ) -> Result<(), DocumentError> {
        let digest = document.digest;
        self.in_background(move |store| store.keep(digest, (*bytes).as_ref())).await?;
        self.note(document);
        Ok(())
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
