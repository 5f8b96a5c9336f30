//! Ed25519 keys of notes, in the text forms of Go's `note` package.
//!
//! A key has a name; its id is taken from name, algorithm and public key, so that a mistyped key
//! is noticed. Whoever has the text of a signing key can sign: it is never printed by accident.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::SignatureLine;
use crate::transparency::lines::{from_base64, to_base64};

/// The signature type of Ed25519.
const ED25519: u8 = 1;
/// What the text of a signing key begins with.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Why a key can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, or with a space, a plus sign or a control character.
    #[error("the name of a key has no spaces and no plus signs, and isn't empty")]
    Name,
    /// Not three parts parted by plus signs, or a part that isn't as it should be.
    #[error("the key isn't written as NAME+ID+BASE64")]
    Shape,
    /// An algorithm other than Ed25519.
    #[error("the key is of algorithm {0}, not of Ed25519")]
    Algorithm(u8),
    /// The id isn't that of this name and key: one of the three was changed.
    #[error("the key's id is {given:08x}, but name and key give {computed:08x}")]
    Id {
        /// As written.
        given: u32,
        /// As it should be.
        computed: u32,
    },
    /// The bytes are no public key, one that is written otherwise than keys are, or one under which
    /// anything is signed.
    #[error("the bytes aren't an Ed25519 public key")]
    PublicKey,
}

/// A secret key with its name. Its memory is overwritten when it is dropped.
#[derive(Clone)]
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    verifier: VerifierKey,
}

impl SigningKey {
    /// A key from 32 random bytes of the edge.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let verifier = VerifierKey::new(name, secret.verifying_key())?;
        Ok(Self { secret, verifier })
    }

    /// The name, which for a log is its origin.
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    /// The key that others check signatures with.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The secret in its text form, `PRIVATE+KEY+NAME+ID+BASE64`.
    pub fn secret_text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new([&[ED25519], self.secret.as_bytes().as_slice()].concat());
        let base64 = Zeroizing::new(to_base64(&bytes));
        let VerifierKey { name, key_id, .. } = &self.verifier;
        Zeroizing::new(format!("{PRIVATE}{name}+{key_id:08x}+{}", base64.as_str()))
    }

    /// A mark of some words that only who has the key can make, as for numbers that nobody may guess;
    /// it proves nothing to others. What it is for parts it from every other use of the key.
    pub fn mark(&self, purpose: &str, words: &str) -> [u8; 32] {
        let key = Zeroizing::new(blake3::derive_key(purpose, self.secret.as_bytes()));
        *blake3::keyed_hash(&key, words.as_bytes()).as_bytes()
    }

    /// The line of signature under a text.
    pub(super) fn sign(&self, text: &str) -> SignatureLine {
        SignatureLine {
            name: self.name().to_owned(),
            key_id: self.verifier.key_id,
            signature: self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}+{:08x})", self.verifier.name, self.verifier.key_id)
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.strip_prefix(PRIVATE).ok_or(KeyError::Shape)?;
        let Parts { name, key_id, key } = Parts::parse(text)?;
        let signing = Self::from_seed(name, &key)?;
        signing.verifier.has_id(key_id)?;
        Ok(signing)
    }
}

/// A public key with its name, written as `NAME+ID+BASE64`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key_id: u32,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    fn new(name: &str, key: ed25519_dalek::VerifyingKey) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        if key.is_weak() {
            return Err(KeyError::PublicKey);
        }
        Ok(Self { name: name.to_owned(), key_id: key_id(name, key.as_bytes()), key })
    }

    /// The name, which for a log is its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id that stands with the name in signatures.
    pub const fn key_id(&self) -> u32 {
        self.key_id
    }

    /// Whether these bytes are the key's signature of the text.
    pub(super) fn has_signed(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }

    const fn has_id(&self, given: u32) -> Result<(), KeyError> {
        if self.key_id != given {
            return Err(KeyError::Id { given, computed: self.key_id });
        }
        Ok(())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.key_id, to_base64(&bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let Parts { name, key_id, key } = Parts::parse(text)?;
        if !is_canonical(&key) {
            return Err(KeyError::PublicKey);
        }
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).map_err(|_| KeyError::PublicKey)?;
        let verifier = Self::new(name, key)?;
        verifier.has_id(key_id)?;
        Ok(verifier)
    }
}

/// What both text forms have.
struct Parts<'a> {
    name: &'a str,
    key_id: u32,
    key: Zeroizing<[u8; 32]>,
}

impl<'a> Parts<'a> {
    fn parse(text: &'a str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Shape)?;
        let (id, base64) = rest.split_once('+').ok_or(KeyError::Shape)?;
        let hexadecimal = id.len() == 8 && id.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !hexadecimal {
            return Err(KeyError::Shape);
        }
        let key_id = u32::from_str_radix(id, 16).map_err(|_| KeyError::Shape)?;
        Ok(Self { name, key_id, key: key_bytes(base64)? })
    }
}

fn key_bytes(base64: &str) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let bytes = Zeroizing::new(from_base64(base64).ok_or(KeyError::Shape)?);
    match bytes.split_first() {
        Some((&ED25519, key)) => key.try_into().map(Zeroizing::new).map_err(|_| KeyError::Shape),
        Some((&other, _)) => Err(KeyError::Algorithm(other)),
        None => Err(KeyError::Shape),
    }
}

/// Whether a point's place is written as a number below 2^255 - 19. Others have two forms each, which
/// some verifiers take and some don't.
fn is_canonical(point: &[u8; 32]) -> bool {
    let [first, between @ .., last] = point;
    let beyond = last & 0x7f == 0x7f && between.iter().all(|byte| *byte == 0xff) && *first >= 0xed;
    !beyond
}

/// Names have no white space (as Unicode's property `White_Space`) and no plus signs; control characters can't stand in a note at all.
pub(super) fn is_name(name: &str) -> bool {
    let foreign = |letter: char| letter.is_whitespace() || letter == '+' || letter < ' ';
    !name.is_empty() && !name.contains(foreign)
}

fn key_id(name: &str, key: &[u8; 32]) -> u32 {
    let text = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key);
    let [first, second, third, fourth, ..]: [u8; 32] = text.finalize().into();
    u32::from_be_bytes([first, second, third, fourth])
}
