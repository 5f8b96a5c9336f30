//! The private store: keys of sealed subjects, digests of access tokens, people with their sessions,
//! links and letters. It stands outside the log, because what is in it must be erasable.
//!
//! SQLite with `secure_delete`, so a removed row leaves no copy in the file. Keys are encrypted under
//! a master key that lives in a file of its own.

pub mod drafts;
pub mod looks;
mod master_key;
mod migrations;
pub mod notices;
pub mod one_time_links;
pub mod outbox;
pub mod people;
mod rows;
pub mod security_journal;
pub mod sessions;
mod signing_trace;
mod spare;
mod sqlite;

use std::sync::Arc;

use jiff::Timestamp;
use registry_core::access::Caller;
use registry_events::ids::Digest;
use registry_events::seal::KeyId;

pub use drafts::Drafts;
pub use looks::DocumentLooks;
pub use master_key::MasterKey;
pub(crate) use master_key::write_new;
pub use notices::Notices;
pub use one_time_links::OneTimeLinks;
pub use outbox::Outbox;
pub use people::People;
pub use security_journal::SecurityJournal;
pub use sessions::Sessions;
pub use signing_trace::{SigningTrace, TracePlace};
pub use spare::SPARE;
pub use sqlite::SqliteStore;

/// Why the private store can't be used.
#[derive(Debug, thiserror::Error)]
pub enum PrivateError {
    /// The database refuses.
    #[error("the private store can't {operation}")]
    Database {
        /// What was tried.
        operation: &'static str,
        /// Why it failed.
        #[source]
        source: rusqlite::Error,
    },
    /// A newer program has changed its shape.
    #[error("the private store was written by a newer program")]
    Newer,
    /// The spare copy of the keys can't be used.
    #[error(
        "the private store can't use keyring.spare, the spare copy of its keys: {reason}; \
         where private.sqlite is whole, remove keyring.spare, and it is made anew"
    )]
    Spare {
        /// Why.
        reason: String,
    },
    /// The master key doesn't open what is stored.
    #[error("the master key doesn't fit this private store")]
    WrongMasterKey,
    /// The key was destroyed for good.
    #[error("key {0} was erased and is never made again")]
    Forgotten(KeyId),
    /// What was asked in the background didn't come to an end.
    #[error("the private store didn't answer")]
    Unanswered(#[source] tokio::task::JoinError),
    /// The master key's file can't be used.
    #[error("can't use the master key {path}: {reason}")]
    MasterKeyFile {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// An access token as it is stored: its digest, never itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// A keyed BLAKE3 of the token.
    pub digest: Digest,
    /// Whose it is, in which role it acts, and the one grant it is held to, where it is.
    pub caller: Caller,
    /// Whether it writes; else it only reads.
    pub writes: bool,
    /// What the operator called it.
    pub label: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// What the gateway keeps outside the log. Each call waits for the disk: [`in_background`] asks it
/// from where others are served.
pub trait PrivateStore: Send + Sync {
    /// Whether what it keeps will be found at the next start: a file that was removed under a
    /// running server is used until then, and lost.
    fn is_there(&self) -> bool;

    /// Adds a subject's key; one that was destroyed is refused.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_key(&self, key: &KeyId, secret: &[u8; 32]) -> Result<(), PrivateError>;

    /// A subject's key.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn key(&self, key: &KeyId) -> Result<Option<[u8; 32]>, PrivateError>;

    /// Every subject's key.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn keys(&self) -> Result<Vec<(KeyId, [u8; 32])>, PrivateError>;

    /// Destroys subjects' keys for good: no such key can be added again. Answers with how many were
    /// there.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn forget_keys(&self, keys: &[KeyId]) -> Result<usize, PrivateError>;

    /// Adds an access token; `false` when it is there already.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_token(&self, token: &StoredToken) -> Result<bool, PrivateError>;

    /// An access token by its digest.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn token(&self, digest: Digest) -> Result<Option<StoredToken>, PrivateError>;

    /// Every access token.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn tokens(&self) -> Result<Vec<StoredToken>, PrivateError>;

    /// Removes an access token; `false` when there is none.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn remove_token(&self, digest: Digest) -> Result<bool, PrivateError>;

    /// People and what they prove themselves with.
    fn people(&self) -> &dyn People;

    /// Their sessions.
    fn sessions(&self) -> &dyn Sessions;

    /// One-time links.
    fn links(&self) -> &dyn OneTimeLinks;

    /// Letters on their way.
    fn outbox(&self) -> &dyn Outbox;

    /// What they typed and haven't sent.
    fn drafts(&self) -> &dyn Drafts;

    /// Notices to people.
    fn notices(&self) -> &dyn Notices;

    /// Who looked at which document.
    fn looks(&self) -> &dyn DocumentLooks;

    /// The security journal.
    fn security(&self) -> &dyn SecurityJournal;
}

/// Asks a private store where waiting for the disk holds nobody up.
///
/// # Errors
/// What the store refuses; [`PrivateError::Unanswered`] when it panics.
pub async fn in_background<T: Send + 'static>(
    store: &Arc<dyn PrivateStore>,
    ask: impl FnOnce(&dyn PrivateStore) -> Result<T, PrivateError> + Send + 'static,
) -> Result<T, PrivateError> {
    let store = Arc::clone(store);
    let asked = tokio::task::spawn_blocking(move || ask(&*store));
    asked.await.map_err(PrivateError::Unanswered)?
}
