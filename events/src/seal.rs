//! Sealing: values that aren't public are encrypted under a key of their subject.
//!
//! XChaCha20-Poly1305. The associated data names the place a value was sealed for, so a sealed
//! value can't be moved to another stream or version. Erasing a key from the keyring erases the
//! value in every copy of the log, while every digest and proof stays as it was. Nonces and keys
//! come from the edge.

use std::collections::BTreeMap;
use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};

use crate::ids::StreamVersion;
use crate::stream::StreamId;

/// Names the key of one subject: an application, a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(pub String);

impl KeyId {
    /// What a later statement about the same subject is sealed under, once this key was erased: a key
    /// under the erased one's own name would bring back what an older copy of the log holds.
    #[must_use]
    pub fn successor(&self) -> Self {
        let (base, number) = self.0.rsplit_once('#').unwrap_or((&self.0, "1"));
        let number = number.parse::<u32>().unwrap_or(1);
        Self(format!("{base}#{}", number.saturating_add(1)))
    }

    /// Whether it is the key of a subject, or of something of that subject: `organisation/7` names
    /// `organisation/7/inn`, and no key of another organisation.
    pub fn is_of(&self, subject: &str) -> bool {
        let rest = self.0.strip_prefix(subject.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes that only the holder of a key can open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sealed {
    /// Which key opens it.
    pub key: KeyId,
    /// 24 bytes, never used twice with one key.
    #[serde(with = "serde_bytes")]
    pub nonce: Vec<u8>,
    /// The ciphertext with its tag.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// Where a value is sealed for.
#[derive(Debug, Clone, Copy)]
pub struct SealPlace<'a> {
    /// The stream.
    pub stream: &'a StreamId,
    /// The version the event will have.
    pub version: StreamVersion,
}

impl SealPlace<'_> {
    fn associated_data(&self) -> Vec<u8> {
        format!("cluster-registry 2026 seal v1\n{}\n{}", self.stream, self.version).into_bytes()
    }
}

/// Why a sealed value can't be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key isn't on this keyring: never given, or erased.
    #[error("no key {0} on this keyring")]
    NoKey(KeyId),
    /// The bytes were changed, moved, or belong to another key.
    #[error("the sealed value doesn't open with key {0}")]
    Broken(KeyId),
}

/// The keys of subjects, held outside the log.
#[derive(Clone, Default)]
pub struct Keyring {
    keys: BTreeMap<KeyId, [u8; 32]>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({} keys)", self.keys.len())
    }
}

impl Keyring {
    /// A keyring without keys, such as the public follower has.
    pub const fn empty() -> Self {
        Self { keys: BTreeMap::new() }
    }

    /// Whether a key is there.
    pub fn has(&self, key: &KeyId) -> bool {
        self.keys.contains_key(key)
    }

    /// Adds a key that the edge has made.
    pub fn add(&mut self, key: KeyId, secret: [u8; 32]) {
        self.keys.insert(key, secret);
    }

    /// Forgets a key; `false` when there was none.
    pub fn erase(&mut self, key: &KeyId) -> bool {
        self.keys.remove(key).is_some()
    }

    /// Every key with its secret, for the store that keeps the keyring.
    pub fn iter(&self) -> impl Iterator<Item = (&KeyId, &[u8; 32])> {
        self.keys.iter()
    }

    /// Seals bytes for a place.
    ///
    /// # Errors
    /// [`SealError::NoKey`].
    pub fn seal(
        &self,
        key: &KeyId,
        nonce: [u8; 24],
        place: SealPlace<'_>,
        plain: &[u8],
    ) -> Result<Sealed, SealError> {
        let payload = Payload { msg: plain, aad: &place.associated_data() };
        let bytes = self
            .cipher(key)?
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Broken(key.clone()))?;
        Ok(Sealed { key: key.clone(), nonce: nonce.to_vec(), bytes })
    }

    /// Opens bytes sealed for a place.
    ///
    /// # Errors
    /// [`SealError::NoKey`], [`SealError::Broken`].
    pub fn open(&self, sealed: &Sealed, place: SealPlace<'_>) -> Result<Vec<u8>, SealError> {
        let broken = || SealError::Broken(sealed.key.clone());
        let nonce = <[u8; 24]>::try_from(sealed.nonce.as_slice()).map_err(|_| broken())?;
        let payload = Payload { msg: &sealed.bytes, aad: &place.associated_data() };
        self.cipher(&sealed.key)?.decrypt(&XNonce::from(nonce), payload).map_err(|_| broken())
    }

    fn cipher(&self, key: &KeyId) -> Result<XChaCha20Poly1305, SealError> {
        let secret = self.keys.get(key).ok_or_else(|| SealError::NoKey(key.clone()))?;
        Ok(XChaCha20Poly1305::new(&(*secret).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyring() -> (Keyring, KeyId) {
        let key = KeyId("application/1".into());
        let mut keyring = Keyring::default();
        keyring.add(key.clone(), [7; 32]);
        (keyring, key)
    }

    #[test]
    fn a_sealed_value_opens_only_with_its_key_and_at_its_place() {
        let (mut keyring, key) = keyring();
        let stream: StreamId = "application/a".parse().expect("a stream");
        let place = SealPlace { stream: &stream, version: StreamVersion(1) };
        let sealed = keyring.seal(&key, [1; 24], place, b"secret").expect("sealed");
        assert_eq!(keyring.open(&sealed, place), Ok(b"secret".to_vec()));

        let elsewhere = SealPlace { stream: &stream, version: StreamVersion(2) };
        assert_eq!(keyring.open(&sealed, elsewhere), Err(SealError::Broken(key.clone())));

        assert!(keyring.erase(&key));
        assert_eq!(keyring.open(&sealed, place), Err(SealError::NoKey(key)));
    }

    #[test]
    fn an_erased_key_is_followed_by_one_of_another_name() {
        let first = KeyId("value/cluster/1/head".into());
        let second = first.successor();
        assert_eq!(second.to_string(), "value/cluster/1/head#2");
        assert_eq!(second.successor().to_string(), "value/cluster/1/head#3");
    }

    #[test]
    fn a_subject_names_its_own_keys_and_no_others() {
        let key = KeyId("organisation/7/inn#2".into());
        for subject in ["organisation/7", "organisation/7/", "organisation/7/inn", &key.0] {
            assert!(key.is_of(subject), "{subject}");
        }
        for other in ["organisation/", "organisation/70", "organisation/7/in", "inn"] {
            assert!(!KeyId("organisation/7/inn".into()).is_of(other) || other == "organisation/");
        }
    }

    #[test]
    fn a_flipped_bit_is_noticed() {
        let (keyring, key) = keyring();
        let stream = StreamId::access();
        let place = SealPlace { stream: &stream, version: StreamVersion(1) };
        let mut sealed = keyring.seal(&key, [1; 24], place, b"secret").expect("sealed");
        sealed.bytes[0] ^= 1;
        assert_eq!(keyring.open(&sealed, place), Err(SealError::Broken(key)));
    }
}
