//! Passwords: argon2id with the parameters that OWASP names, under a pepper from the master key.
//!
//! A digest takes 19 MiB and tens of milliseconds, so few are computed at once; whoever isn't known
//! costs the same as who is.

use std::fmt::Write;
use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use super::PeopleError;
use crate::private::MasterKey;

/// The fewest characters of a password.
pub const CHARACTERS_MIN: usize = 10;
/// The most bytes of one.
pub const BYTES_MAX: usize = 512;

/// How many digests are computed at once.
const AT_ONCE: usize = 2;
const MEMORY_KIBIBYTES: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const DIGEST_BYTES: usize = 32;
/// What a record begins with: the function with its parameters, so that later ones tell theirs.
const FORM: &str = "argon2id,m=19456,t=2,p=1";

/// Computes digests of passwords.
#[derive(Clone)]
pub struct Passwords {
    pepper: Arc<[u8; 32]>,
    turns: Arc<Semaphore>,
}

/// What is wrong with a password that somebody wants to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It has too few characters.
    TooShort,
    /// It has too many.
    TooLong,
    /// It is, or holds, the name of the person's mailbox.
    OfMailbox,
    /// It is one that is tried first.
    Usual,
}

/// Beginnings of passwords that are tried first, folded.
const USUAL: [&str; 12] = [
    "0123456789",
    "1234567890",
    "1q2w3e4r5t",
    "aaaaaaaaaa",
    "abcdefghij",
    "letmein",
    "password",
    "qwertyuiop",
    "qwerty1234",
    "йцукенгшщз",
    "парольпароль",
    "пароль1234",
];

/// What is wrong with a new password of who has a mailbox; none where nothing is.
pub fn weakness(password: &str, mailbox: &str) -> Option<Weakness> {
    let folded = password.to_lowercase();
    let name = mailbox.split('@').next().unwrap_or_default();
    if password.chars().count() < CHARACTERS_MIN {
        Some(Weakness::TooShort)
    } else if password.len() > BYTES_MAX {
        Some(Weakness::TooLong)
    } else if name.chars().count() > 3 && folded.contains(name) {
        Some(Weakness::OfMailbox)
    } else if USUAL.iter().any(|usual| folded.starts_with(usual)) {
        Some(Weakness::Usual)
    } else {
        None
    }
}

impl Passwords {
    pub(super) fn new(master: &MasterKey) -> Self {
        let pepper = Arc::new(master.derive("password pepper"));
        Self { pepper, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The record of a new password.
    pub(super) async fn record(
        &self,
        password: String,
        salt: [u8; SALT_BYTES],
    ) -> Result<String, PeopleError> {
        let digest = self.digest(password, salt).await?;
        Ok(format!("{FORM}${}${}", hex(&salt), hex(&digest)))
    }

    /// Whether a password is the recorded one; without a record it isn't, and that takes as long.
    pub(super) async fn fits(
        &self,
        password: String,
        record: Option<&str>,
    ) -> Result<bool, PeopleError> {
        let read = record.and_then(read_record);
        let (salt, recorded) = read.unwrap_or_default();
        let digest = self.digest(password, salt).await?;
        let same = bool::from(digest.as_slice().ct_eq(&recorded));
        Ok(same && read.is_some())
    }

    async fn digest(
        &self,
        password: String,
        salt: [u8; SALT_BYTES],
    ) -> Result<[u8; DIGEST_BYTES], PeopleError> {
        let failed = |reason: String| PeopleError::Password(reason);
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|error| failed(error.to_string()))?;
        let pepper = Arc::clone(&self.pepper);
        let computing = tokio::task::spawn_blocking(move || {
            let digest = compute(&pepper, password.as_bytes(), salt);
            drop(turn);
            digest
        });
        let computed = computing.await.map_err(|error| failed(error.to_string()))?;
        computed.map_err(|error| failed(error.to_string()))
    }
}

fn compute(
    pepper: &[u8; 32],
    password: &[u8],
    salt: [u8; SALT_BYTES],
) -> Result<[u8; DIGEST_BYTES], argon2::Error> {
    let params = Params::new(MEMORY_KIBIBYTES, PASSES, LANES, Some(DIGEST_BYTES))?;
    let argon = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)?;
    let mut digest = [0; DIGEST_BYTES];
    argon.hash_password_into(password, &salt, &mut digest)?;
    Ok(digest)
}

fn read_record(record: &str) -> Option<([u8; SALT_BYTES], [u8; DIGEST_BYTES])> {
    let mut parts = record.strip_prefix(FORM)?.strip_prefix('$')?.split('$');
    let salt = bytes(parts.next()?)?;
    let digest = bytes(parts.next()?)?;
    parts.next().is_none().then_some((salt, digest))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _always_written = write!(text, "{byte:02x}");
        text
    })
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(master: u8) -> Passwords {
        Passwords::new(&MasterKey::from_bytes([master; 32]))
    }

    #[tokio::test]
    async fn a_record_fits_its_password_alone_and_under_its_own_pepper_alone() {
        let record = passwords(1).record("сосна у реки".into(), [9; 16]).await.expect("computed");
        assert!(!record.contains("сосна"));
        let fits = async |master, password: &str, record: Option<&str>| {
            passwords(master).fits(password.into(), record).await.expect("computed")
        };
        assert!(fits(1, "сосна у реки", Some(&record)).await);
        assert!(!fits(1, "сосна у моря", Some(&record)).await);
        assert!(!fits(2, "сосна у реки", Some(&record)).await);
        assert!(!fits(1, "сосна у реки", None).await);
        assert!(!fits(1, "", Some("argon2id,m=1$00$00")).await);
    }

    #[test]
    fn a_password_that_is_tried_first_is_weak() {
        let weak = |password: &str| weakness(password, "annapetrova@centre.example");
        assert_eq!(weak("коротко"), Some(Weakness::TooShort));
        assert_eq!(weak(&"я".repeat(400)), Some(Weakness::TooLong));
        assert_eq!(weak("AnnaPetrova-2026"), Some(Weakness::OfMailbox));
        assert_eq!(weak("Password-2026"), Some(Weakness::Usual));
        assert_eq!(weak("сосна у реки"), None);
    }
}
