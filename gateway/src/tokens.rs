//! Bearer tokens: issued by the operator, shown once, stored as a digest.

use std::sync::Arc;

use jiff::Timestamp;
use registry_core::access::Caller;
use registry_events::ids::Digest;

use crate::clock::Entropy;
use crate::private::{MasterKey, PrivateError, PrivateStore, StoredToken, in_background};

/// What every token begins with, so that one that leaked is recognised.
pub const PREFIX: &str = "crt_";

/// Issues tokens and tells whose they are.
#[derive(Clone)]
pub struct Tokens {
    store: Arc<dyn PrivateStore>,
    key: [u8; 32],
}

impl Tokens {
    /// Tokens of one installation.
    pub fn new(store: Arc<dyn PrivateStore>, master: &MasterKey) -> Self {
        Self { store, key: master.derive("token digest") }
    }

    /// Issues a token; the text is told here and never again.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn issue(
        &self,
        caller: Caller,
        label: &str,
        issued_at: Timestamp,
        expires_at: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<String, PrivateError> {
        let secret: [u8; 32] = entropy.array();
        let token = format!("{PREFIX}{}", blake3::Hash::from_bytes(secret).to_hex());
        let digest = self.digest(&token);
        let label = label.into();
        self.store.add_token(&StoredToken { digest, caller, label, issued_at, expires_at })?;
        Ok(token)
    }

    /// Whose a token is, unless it is unknown or has expired.
    ///
    /// The look-up is by a keyed digest, so its time tells nothing of the token.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn caller(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<Caller>, PrivateError> {
        let digest = self.digest(token);
        let stored = in_background(&self.store, move |store| store.token(digest)).await?;
        Ok(stored.filter(|token| token.expires_at > now).map(|token| token.caller))
    }

    /// Whether the store of tokens and keys is still there; `false` as well when it doesn't answer.
    pub async fn are_kept(&self) -> bool {
        in_background(&self.store, |store| Ok(store.is_there())).await.unwrap_or(false)
    }

    /// Every token that is stored.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn list(&self) -> Result<Vec<StoredToken>, PrivateError> {
        self.store.tokens()
    }

    /// Makes a token useless; `false` when there is none.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn remove(&self, digest: Digest) -> Result<bool, PrivateError> {
        self.store.remove_token(digest)
    }

    fn digest(&self, token: &str) -> Digest {
        Digest(*blake3::keyed_hash(&self.key, token.as_bytes()).as_bytes())
    }
}
