//! The keyring at the edge: keys of subjects, each encrypted under a master key, in the private
//! store; opened in memory while the server runs.

use std::sync::{Arc, PoisonError, RwLock};

use registry_events::codec::decode_clear;
use registry_events::entry::{Content, Recorded};
use registry_events::seal::{KeyId, Keyring, SealError, SealPlace, Sealed};

use crate::private::{PrivateError, PrivateStore};

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
pub trait KeyStore: Send + Sync {
    /// Makes a key, durably, before anything is sealed under it.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    fn make(&self, key: &KeyId, secret: [u8; 32]) -> Result<(), KeyStoreError>;

    /// Seals bytes for a place.
    ///
    /// # Errors
    /// [`KeyStoreError::Seal`].
    fn seal(
        &self,
        key: &KeyId,
        nonce: [u8; 24],
        place: SealPlace<'_>,
        plain: &[u8],
    ) -> Result<Sealed, KeyStoreError>;

    /// Opens an entry when its key is there; else it stays sealed.
    fn open(&self, recorded: Recorded) -> Recorded;
}

/// The keyring of a server, with the private store behind it.
pub struct StoredKeyring {
    keyring: RwLock<Keyring>,
    store: Arc<dyn PrivateStore>,
}

impl StoredKeyring {
    /// Reads every key.
    ///
    /// # Errors
    /// [`KeyStoreError::Store`].
    pub fn open(store: Arc<dyn PrivateStore>) -> Result<Self, KeyStoreError> {
        let mut keyring = Keyring::default();
        for (key, secret) in store.keys().map_err(KeyStoreError::Store)? {
            keyring.add(key, secret);
        }
        Ok(Self { keyring: RwLock::new(keyring), store })
    }

    /// A keyring read again from the store: another process may have added a key.
    fn refresh(&self, key: &KeyId) {
        if self.read(|keyring| keyring.has(key)) {
            return;
        }
        if let Ok(Some(secret)) = self.store.key(key) {
            self.keyring.write().unwrap_or_else(PoisonError::into_inner).add(key.clone(), secret);
        }
    }

    fn read<T>(&self, read: impl FnOnce(&Keyring) -> T) -> T {
        read(&self.keyring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl KeyStore for StoredKeyring {
    /// A key that is there stays: a commit that was lost and decided again finds it.
    fn make(&self, key: &KeyId, secret: [u8; 32]) -> Result<(), KeyStoreError> {
        self.refresh(key);
        if self.read(|keyring| keyring.has(key)) {
            return Ok(());
        }
        self.store.add_key(key, &secret).map_err(KeyStoreError::Store)?;
        self.keyring.write().unwrap_or_else(PoisonError::into_inner).add(key.clone(), secret);
        Ok(())
    }

    fn seal(
        &self,
        key: &KeyId,
        nonce: [u8; 24],
        place: SealPlace<'_>,
        plain: &[u8],
    ) -> Result<Sealed, KeyStoreError> {
        self.refresh(key);
        self.read(|keyring| keyring.seal(key, nonce, place, plain)).map_err(KeyStoreError::Seal)
    }

    fn open(&self, recorded: Recorded) -> Recorded {
        let Content::Sealed(sealed) = &recorded.content else { return recorded };
        self.refresh(&sealed.key);
        let place = SealPlace { stream: &recorded.stream, version: recorded.version };
        let opened = self.read(|keyring| keyring.open(sealed, place)).ok();
        match opened.and_then(|clear| decode_clear(&clear).ok()) {
            Some(content) => Recorded { content, ..recorded },
            None => recorded,
        }
    }
}
