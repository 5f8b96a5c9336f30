//! The keyring at the edge: keys of subjects, each encrypted under a master key, in the private
//! store; opened in memory while the server runs.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use registry_events::codec::decode_clear;
use registry_events::entry::{Content, Recorded};
use registry_events::seal::{KeyId, Keyring, SealError, SealPlace, Sealed};

use crate::private::{PrivateError, PrivateStore, in_background};

/// Why the keyring can't be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// The private store doesn't answer.
    #[error("can't store a key")]
    Store(#[source] PrivateError),
    /// No such key, or the value was changed.
    #[error("can't seal")]
    Seal(#[source] SealError),
}

/// Makes keys, seals and opens.
#[async_trait]
pub trait KeyStore: Send + Sync {
    /// Makes a key, durably, before anything is sealed under it.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    async fn make(&self, key: &KeyId, secret: [u8; 32]) -> Result<(), KeyStoreError>;

    /// Destroys keys for good, here and in the store; answers with how many the store had.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    async fn forget(&self, keys: &[KeyId]) -> Result<usize, KeyStoreError>;

    /// Seals bytes for a place.
    ///
    /// # Errors
    /// [`KeyStoreError::Seal`].
    async fn seal(
        &self,
        key: &KeyId,
        nonce: [u8; 24],
        place: SealPlace<'_>,
        plain: &[u8],
    ) -> Result<Sealed, KeyStoreError>;

    /// Opens an entry when its key is there; else it stays sealed.
    async fn open(&self, recorded: Recorded) -> Recorded;

    /// Opens a single value of an event when its key is there.
    async fn open_value(&self, sealed: &Sealed, place: SealPlace<'_>) -> Option<Vec<u8>>;

    /// Whether the log says that a key was erased.
    fn has_forgotten(&self, key: &KeyId) -> bool;
}

/// The keyring of a server, with the private store behind it.
pub struct StoredKeyring {
    keyring: RwLock<Keyring>,
    forgotten: RwLock<BTreeSet<KeyId>>,
    store: Arc<dyn PrivateStore>,
}

impl StoredKeyring {
    /// Reads every key, after those are destroyed that the log says were forgotten: a store that was
    /// restored from a backup, or a process that ended before it erased them, would still have them.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    pub fn erasing(
        store: Arc<dyn PrivateStore>,
        forgotten: BTreeSet<KeyId>,
    ) -> Result<Self, KeyStoreError> {
        let gone: Vec<_> = forgotten.iter().cloned().collect();
        if !gone.is_empty() {
            store.forget_keys(&gone).map_err(KeyStoreError::Store)?;
        }
        Self::holding_back(store, forgotten)
    }

    /// Reads every key but those that the log says were forgotten, and destroys none: a log that may be
    /// another than ours has no say over what is gone for good.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    pub fn holding_back(
        store: Arc<dyn PrivateStore>,
        forgotten: BTreeSet<KeyId>,
    ) -> Result<Self, KeyStoreError> {
        let mut keyring = Keyring::default();
        let mut keys = store.keys().map_err(KeyStoreError::Store)?;
        keys.retain(|(key, _)| !forgotten.contains(key));
        for (key, secret) in keys {
            keyring.add(key, secret);
        }
        Ok(Self { keyring: RwLock::new(keyring), forgotten: RwLock::new(forgotten), store })
    }

    /// A keyring read again from the store: another process may have added a key.
    async fn refresh(&self, key: &KeyId) {
        if self.has(key) || self.has_forgotten(key) {
            return;
        }
        let asked = key.clone();
        let found = in_background(&self.store, move |store| store.key(&asked)).await;
        if let Ok(Some(secret)) = found {
            self.add(key, secret);
        }
    }

    fn has(&self, key: &KeyId) -> bool {
        self.read(|keyring| keyring.has(key))
    }

    /// A key that was forgotten while it was read from the store isn't taken.
    fn add(&self, key: &KeyId, secret: [u8; 32]) {
        let forgotten = self.forgotten.read().unwrap_or_else(PoisonError::into_inner);
        if forgotten.contains(key) {
            return;
        }
        self.keyring.write().unwrap_or_else(PoisonError::into_inner).add(key.clone(), secret);
    }

    fn read<T>(&self, read: impl FnOnce(&Keyring) -> T) -> T {
        read(&self.keyring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl KeyStore for StoredKeyring {
    /// A key that is there stays: a commit that was lost and decided again finds it.
    async fn make(&self, key: &KeyId, secret: [u8; 32]) -> Result<(), KeyStoreError> {
        self.refresh(key).await;
        if self.has(key) {
            return Ok(());
        }
        let made = key.clone();
        let added = in_background(&self.store, move |store| store.add_key(&made, &secret)).await;
        added.map_err(KeyStoreError::Store)?;
        self.add(key, secret);
        Ok(())
    }

    async fn forget(&self, keys: &[KeyId]) -> Result<usize, KeyStoreError> {
        {
            let mut forgotten = self.forgotten.write().unwrap_or_else(PoisonError::into_inner);
            let mut keyring = self.keyring.write().unwrap_or_else(PoisonError::into_inner);
            for key in keys {
                forgotten.insert(key.clone());
                keyring.erase(key);
            }
        }
        let gone = keys.to_vec();
        let erased = in_background(&self.store, move |store| store.forget_keys(&gone)).await;
        erased.map_err(KeyStoreError::Store)
    }

    async fn seal(
        &self,
        key: &KeyId,
        nonce: [u8; 24],
        place: SealPlace<'_>,
        plain: &[u8],
    ) -> Result<Sealed, KeyStoreError> {
        self.refresh(key).await;
        self.read(|keyring| keyring.seal(key, nonce, place, plain)).map_err(KeyStoreError::Seal)
    }

    async fn open(&self, recorded: Recorded) -> Recorded {
        let Content::Sealed(sealed) = &recorded.content else { return recorded };
        self.refresh(&sealed.key).await;
        let place = SealPlace { stream: &recorded.stream, version: recorded.version };
        let opened = self.read(|keyring| keyring.open(sealed, place)).ok();
        match opened.and_then(|clear| decode_clear(&clear).ok()) {
            Some(content) => Recorded { content, ..recorded },
            None => recorded,
        }
    }

    async fn open_value(&self, sealed: &Sealed, place: SealPlace<'_>) -> Option<Vec<u8>> {
        self.refresh(&sealed.key).await;
        self.read(|keyring| keyring.open(sealed, place)).ok()
    }

    fn has_forgotten(&self, key: &KeyId) -> bool {
        self.forgotten.read().unwrap_or_else(PoisonError::into_inner).contains(key)
    }
}
