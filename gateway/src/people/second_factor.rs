//! The second factor: time-based codes (RFC 6238: SHA-1, thirty seconds, six digits), each used once,
//! and recovery codes for who lost their telephone.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use registry_events::ids::{AccountId, Digest, StreamVersion};
use registry_events::seal::{KeyId, Keyring, SealPlace, Sealed};
use registry_events::stream::StreamId;
use sha1::Sha1;

use super::sessions::same;
use super::{Accounts, PeopleError, keyed};
use crate::private::people::{Person, StoredFactor};

/// How long a code holds.
const STEP_SECONDS: u64 = 30;
/// How many steps a clock may be wrong by, either way.
const STEPS_OFF: u64 = 1;
const SECRET_BYTES: usize = 20;
/// How many recovery codes there are.
pub const RECOVERY_CODES: usize = 10;
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret of a second factor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// A secret from bytes, for the demonstration.
    pub const fn from_bytes(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// The secret as programs that show codes take it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Twenty bytes are four groups of forty bits.
        for group in self.0.chunks(5) {
            let bits = group.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            for place in (0..8).rev() {
                let digit = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
                text.push(char::from(BASE_32[digit]));
            }
        }
        text
    }

    /// The code at an instant.
    pub fn code_at(&self, at: Timestamp) -> String {
        self.code(step_of(at))
    }

    fn code(&self, step: u64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("any length is a key of HMAC");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let word = [digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]];
        format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
    }

    /// The step whose code this is, near an instant and after the last one used.
    fn step_of_code(&self, code: &str, at: Timestamp, used: u64) -> Option<u64> {
        let now = step_of(at);
        let near = now.saturating_sub(STEPS_OFF)..=now + STEPS_OFF;
        near.filter(|step| *step > used).find(|step| same(&self.code(*step), code))
    }
}

fn step_of(at: Timestamp) -> u64 {
    u64::try_from(at.as_second()).unwrap_or_default() / STEP_SECONDS
}

/// What was typed as a code, without what people write between digits.
fn plain(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

impl Accounts {
    /// Begins to set up a second factor: its secret is kept and not asked for yet.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn begin_factor(&self, account: AccountId) -> Result<Secret, PeopleError> {
        let secret = Secret(self.wall.entropy.array());
        self.keep_factor(account, secret, None).await?;
        Ok(secret)
    }

    /// The secret that is being set up; none when there is none, or it is in use already.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub fn secret_to_confirm(&self, person: &Person) -> Result<Option<Secret>, PeopleError> {
        let begun = person.factor.as_ref().filter(|factor| factor.confirmed_at.is_none());
        begun.map(|factor| self.opened(person.account, factor)).transpose()
    }

    /// Confirms a second factor by a code of it, and makes its recovery codes; none when the code is
    /// wrong or nothing is being set up.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn confirm_factor(
        &self,
        person: &Person,
        code: &str,
    ) -> Result<Option<Vec<String>>, PeopleError> {
        let Some(secret) = self.secret_to_confirm(person)? else { return Ok(None) };
        let Some(step) = secret.step_of_code(&plain(code), self.now(), 0) else { return Ok(None) };
        self.keep_factor(person.account, secret, Some((self.now(), step))).await?;
        self.new_recovery_codes(person.account).await.map(Some)
    }

    /// Puts a known second factor in use, for the demonstration.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn set_factor(&self, account: AccountId, secret: Secret) -> Result<(), PeopleError> {
        self.keep_factor(account, secret, Some((self.now(), 0))).await
    }

    /// Takes the second factor away: its person sets a new one up.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn remove_factor(&self, account: AccountId) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.people().set_factor(account, None)).await?)
    }

    /// Whether a code of the second factor, or a recovery code, is right; it is used up by that.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn use_code(&self, person: &Person, typed: &str) -> Result<bool, PeopleError> {
        let Some(factor) = &person.factor else { return Ok(false) };
        let (account, typed) = (person.account, plain(typed));
        let secret = self.opened(account, factor)?;
        if let Some(step) = secret.step_of_code(&typed, self.now(), factor.step) {
            return Ok(self
                .ask(move |store| store.people().use_factor_step(account, step))
                .await?);
        }
        let (digest, now) = (self.recovery_digest(account, &typed), self.now());
        Ok(self.ask(move |store| store.people().use_recovery_code(account, digest, now)).await?)
    }

    /// Makes new recovery codes in the place of those there were; they are told here alone.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn new_recovery_codes(&self, account: AccountId) -> Result<Vec<String>, PeopleError> {
        let code = || {
            let bytes: [u8; 32] = self.wall.entropy.array();
            let letters = bytes.iter().take(10).map(|byte| BASE_32[usize::from(byte & 31)]);
            let text: String =
                letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
            format!("{}-{}", &text[..5], &text[5..])
        };
        let codes: Vec<_> = std::iter::repeat_with(code).take(RECOVERY_CODES).collect();
        let digests = codes.iter().map(|code| self.recovery_digest(account, &plain(code)));
        let digests: Vec<_> = digests.collect();
        self.ask(move |store| store.people().set_recovery_codes(account, &digests)).await?;
        Ok(codes)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<u32, PeopleError> {
        Ok(self.ask(move |store| store.people().recovery_codes_left(account)).await?)
    }

    fn recovery_digest(&self, account: AccountId, code: &str) -> Digest {
        keyed(&self.keys.recovery, &format!("{account} {code}"))
    }

    async fn keep_factor(
        &self,
        account: AccountId,
        secret: Secret,
        confirmed: Option<(Timestamp, u64)>,
    ) -> Result<(), PeopleError> {
        let nonce = self.wall.entropy.array();
        let (stream, keyring) = (place_of(account), self.factor_keyring());
        let place = SealPlace { stream: &stream, version: StreamVersion::EMPTY };
        let sealed = keyring.seal(&key_id(), nonce, place, &secret.0);
        let sealed = sealed.map_err(|_| PeopleError::Factor)?;
        let factor = StoredFactor {
            nonce: sealed.nonce,
            sealed: sealed.bytes,
            confirmed_at: confirmed.map(|(at, _)| at),
            step: confirmed.map_or(0, |(_, step)| step),
        };
        Ok(self.ask(move |store| store.people().set_factor(account, Some(&factor))).await?)
    }

    fn opened(&self, account: AccountId, factor: &StoredFactor) -> Result<Secret, PeopleError> {
        let (nonce, bytes) = (factor.nonce.clone(), factor.sealed.clone());
        let sealed = Sealed { key: key_id(), nonce, bytes };
        let stream = place_of(account);
        let place = SealPlace { stream: &stream, version: StreamVersion::EMPTY };
        let plain = self.factor_keyring().open(&sealed, place);
        let plain = plain.map_err(|_| PeopleError::Factor)?;
        plain.try_into().map(Secret).map_err(|_| PeopleError::Factor)
    }

    fn factor_keyring(&self) -> Keyring {
        let mut keyring = Keyring::default();
        keyring.add(key_id(), self.keys.factor);
        keyring
    }
}

fn key_id() -> KeyId {
    KeyId("second factor".into())
}

/// Each secret is sealed for its account, so that rows can't be swapped.
fn place_of(account: AccountId) -> StreamId {
    StreamId::identifier("second-factor", &account.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: Secret = Secret(*b"12345678901234567890");

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let code = |second| SECRET.code_at(Timestamp::from_second(second).expect("a time"));
        let codes = [59, 1_111_111_109, 1_234_567_890, 2_000_000_000].map(code);
        assert_eq!(codes, ["287082", "081804", "005924", "279037"]);
        assert_eq!(SECRET.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_holds_a_step_either_way_and_never_twice() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        let step = |second, used| SECRET.step_of_code(&SECRET.code(40), at(second), used);
        let holds = [1_169, 1_170, 1_200, 1_259, 1_260].map(|second| step(second, 0));
        assert_eq!(holds, [None, Some(40), Some(40), Some(40), None]);
        assert_eq!(step(1_200, 40), None);
    }
}
