//! Bearer tokens: issued by the operator, shown once, stored as a digest.

use std::sync::Arc;

use jiff::Timestamp;
use registry_core::access::Caller;
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};

use crate::clock::Entropy;
use crate::people::sessions::is_strict;
use crate::private::{MasterKey, PrivateError, PrivateStore, StoredToken, in_background};

/// What every token begins with, so that one that leaked is recognised.
pub const PREFIX: &str = "crt_";

/// For how many days a token works at most that somebody makes for themselves.
pub const fn days_max(role: Role) -> i64 {
    if is_strict(role) { 90 } else { 365 }
}

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

    /// Issues a token that writes for everything that its role speaks for; the text is told here and never
    /// again.
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
        let writes = true;
        let stored = StoredToken { digest, caller, writes, label, issued_at, expires_at };
        self.store.add_token(&stored)?;
        Ok(token)
    }

    /// Whose a token is and whether it writes, unless it is unknown or has expired.
    ///
    /// The look-up is by a keyed digest, so its time tells nothing of the token.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn caller(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Option<(Caller, bool)>, PrivateError> {
        let digest = self.digest(token);
        let stored = in_background(&self.store, move |store| store.token(digest)).await?;
        let works = stored.filter(|token| token.expires_at > now);
        Ok(works.map(|token| (token.caller, token.writes)))
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

    /// The token that one form of an account makes as it was filled in, however often it is sent.
    pub fn of_form(&self, account: AccountId, filled: &str) -> String {
        let named = format!("token of a form\n{account}\n{filled}");
        format!("{PREFIX}{}", blake3::keyed_hash(&self.key, named.as_bytes()).to_hex())
    }

    /// As [`Self::issue`], where waiting for the disk holds nobody up; it may only read, and may be held to
    /// one grant of its owner. `false` when it is there already.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn issue_one(
        &self,
        (caller, writes): (Caller, bool),
        label: &str,
        times: (Timestamp, Timestamp),
        token: &str,
    ) -> Result<bool, PrivateError> {
        let (digest, label) = (self.digest(token), label.to_owned());
        let (issued_at, expires_at) = times;
        let stored = StoredToken { digest, caller, writes, label, issued_at, expires_at };
        in_background(&self.store, move |store| store.add_token(&stored)).await
    }

    /// The tokens of an account.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn of_account(&self, account: AccountId) -> Result<Vec<StoredToken>, PrivateError> {
        let mut all = in_background(&self.store, |store| store.tokens()).await?;
        all.retain(|token| token.caller.account == account);
        Ok(all)
    }

    /// Makes every token of an account useless; how many there were.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn remove_all(&self, account: AccountId) -> Result<usize, PrivateError> {
        let remove = move |store: &dyn PrivateStore| {
            let mut removed = 0;
            for token in store.tokens()?.iter().filter(|it| it.caller.account == account) {
                removed += usize::from(store.remove_token(token.digest)?);
            }
            Ok(removed)
        };
        in_background(&self.store, remove).await
    }

    /// As [`Self::remove`], where waiting for the disk holds nobody up.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn remove_one(&self, digest: Digest) -> Result<bool, PrivateError> {
        in_background(&self.store, move |store| store.remove_token(digest)).await
    }

    /// Makes a token useless; `false` when there is none.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn remove(&self, digest: Digest) -> Result<bool, PrivateError> {
        self.store.remove_token(digest)
    }

    pub(crate) fn digest(&self, token: &str) -> Digest {
        Digest(*blake3::keyed_hash(&self.key, token.as_bytes()).as_bytes())
    }
}
