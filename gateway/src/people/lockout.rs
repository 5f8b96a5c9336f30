//! Who guesses waits: after some failures in a row each further try has to wait, longer each time and
//! never for ever. Each purpose is counted on its own: by what was typed and the network it was typed
//! from, whether anybody has it or not, and by the network.
//!
//! Nobody is held out of their own mailbox by others: those type it elsewhere, and what is counted of a
//! mailbox wherever it is typed allows much and lets wait a minute at most. A browser in which somebody
//! signed in before is counted by itself alone.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::{AccountId, Digest};

use super::sessions::same;
use super::whereabouts::Whereabouts;
use super::{Accounts, PeopleError, hex, keyed};
use crate::private::people::Failures;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// To give a password.
    Password,
    /// To give a code of the second factor.
    Code,
    /// To have a link sent that sets a password.
    Reset,
    /// To have a link sent by which one registers.
    Registration,
    /// To have a letter sent that passes an enquiry on.
    Enquiry,
    /// To have a letter sent that reports a mistake.
    Report,
}

/// How many failures of one mailbox from one network cost nothing: people mistype.
const TYPED_FREE: u32 = 5;
/// How many of one mailbox from everywhere, of which a stranger makes as many as they like.
const TYPED_ANYWHERE_FREE: u32 = 100;
/// How many of one network, behind which a whole office may sit.
const NETWORK_FREE: u32 = 30;
/// How many letters may be asked for from one network by those who aren't known.
const NETWORK_LETTERS_FREE: u32 = 5;
/// The longest wait.
const WAIT_MAX: SignedDuration = SignedDuration::from_mins(15);
/// The longest wait that strangers can lay on a mailbox.
const WAIT_ANYWHERE_MAX: SignedDuration = SignedDuration::from_mins(1);
/// For how long failures are remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// How many signs of what a browser holds of a device are its own; the seal follows a dot.
const DEVICE_SIGNS: usize = 32;

/// What a try is counted under.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    subject: Digest,
    free: u32,
    most: SignedDuration,
    /// Whether who was right had all of it, and it begins anew.
    own: bool,
}

impl Tried {
    const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Reset => "reset",
            Self::Registration => "register",
            Self::Enquiry => "enquiry",
            Self::Report => "report",
        }
    }

    const fn network_free(self) -> u32 {
        match self {
            Self::Enquiry | Self::Report => NETWORK_LETTERS_FREE,
            _ => NETWORK_FREE,
        }
    }
}

/// How long a subject with so many failures waits after the last one.
fn wait_after(count: u32, free: u32, most: SignedDuration) -> SignedDuration {
    let Some(beyond) = count.checked_sub(free) else { return SignedDuration::ZERO };
    let seconds = 2_i64.saturating_pow(beyond.saturating_add(1).min(20));
    SignedDuration::from_secs(seconds).min(most)
}

impl Counted {
    fn left(&self, failures: Option<Failures>, now: Timestamp) -> SignedDuration {
        let Some(failures) = failures else { return SignedDuration::ZERO };
        // A clock that was set back makes nobody wait longer.
        let waited = now.duration_since(failures.last_at).max(SignedDuration::ZERO);
        let wait = wait_after(failures.count, self.free, self.most);
        (wait - waited).max(SignedDuration::ZERO)
    }
}

impl Accounts {
    /// What tries of one kind are counted under: what was typed from its network, what was typed at
    /// all, and the network; or the browser alone, where the account that is meant signed in before.
    pub fn counted(
        &self,
        tried: Tried,
        typed: &str,
        account: Option<AccountId>,
        from: &Whereabouts,
    ) -> Vec<Counted> {
        let key = tried.key();
        let counted = |subject: String, free, most, own| {
            let subject = keyed(&self.keys.failure, &format!("{key} {subject}"));
            Counted { subject, free, most, own }
        };
        if let Some(device) = account.and_then(|account| self.known_device(account, from)) {
            let subject = format!("device {device} {typed}");
            return vec![counted(subject, TYPED_FREE, WAIT_MAX, true)];
        }
        let network = from.network.map(|network| network.to_string()).unwrap_or_default();
        let mut all = vec![
            counted(format!("from {network} {typed}"), TYPED_FREE, WAIT_MAX, true),
            counted(format!("typed {typed}"), TYPED_ANYWHERE_FREE, WAIT_ANYWHERE_MAX, false),
        ];
        if from.network.is_some() {
            let free = tried.network_free();
            all.push(counted(format!("network {network}"), free, WAIT_MAX, false));
        }
        all
    }

    /// What a browser holds from now on of an account that signed in there: nothing that tells whose
    /// it is, and nothing that opens anything.
    pub fn new_device(&self, account: AccountId) -> String {
        let device: String = hex(self.wall.entropy.array()).chars().take(DEVICE_SIGNS).collect();
        format!("{device}.{}", self.seal_of_device(account, &device))
    }

    /// The browser, where this account signed in there before.
    fn known_device<'f>(&self, account: AccountId, from: &'f Whereabouts) -> Option<&'f str> {
        let (device, seal) = from.device.as_deref()?.split_once('.')?;
        let is_known = same(seal, &self.seal_of_device(account, device));
        (device.len() == DEVICE_SIGNS && is_known).then_some(device)
    }

    fn seal_of_device(&self, account: AccountId, device: &str) -> String {
        hex(keyed(&self.keys.device, &format!("{account} {device}")).0)
    }

    /// Counts a try before it is made, so that many at once gain nothing; the wait, when there is one,
    /// and then the try isn't made.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn count_try(
        &self,
        counted: &[Counted],
    ) -> Result<Option<SignedDuration>, PeopleError> {
        let (counted, now) = (counted.to_vec(), self.now());
        let counting = self.counting.clone();
        let wait = self.ask(move |store| {
            let _turn = counting.lock().unwrap_or_else(PoisonError::into_inner);
            let mut longest = SignedDuration::ZERO;
            for one in &counted {
                let failures = store.people().failures(one.subject)?;
                longest = longest.max(one.left(failures, now));
            }
            if longest.is_zero() {
                for one in &counted {
                    store.people().note_failure(one.subject, now, now - REMEMBERED)?;
                }
            }
            Ok(longest)
        });
        let wait = wait.await?;
        Ok((!wait.is_zero()).then_some(wait))
    }

    /// Forgets the failures of what was typed from here: it was right. Of its network, and of what was
    /// typed elsewhere, only this try is taken back, or who guesses would sign in with an account of
    /// their own between two guesses.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn was_right(&self, counted: &[Counted]) -> Result<(), PeopleError> {
        let counted = counted.to_vec();
        let forgotten = self.ask(move |store| {
            counted.iter().try_for_each(|one| {
                if one.own {
                    store.people().forget_failures(one.subject)
                } else {
                    store.people().take_failure_back(one.subject)
                }
            })
        });
        Ok(forgotten.await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_ends() {
        let wait = |count| wait_after(count, 5, WAIT_MAX).as_secs();
        assert_eq!([0, 4, 5, 6, 7, 10, 15, 1_000].map(wait), [0, 0, 2, 4, 8, 64, 900, 900]);
        let last_at = Timestamp::UNIX_EPOCH;
        let failures = Some(Failures { count: 7, last_at });
        let one = Counted { subject: Digest([0; 32]), free: 5, most: WAIT_MAX, own: true };
        let left = |seconds| one.left(failures, last_at + SignedDuration::from_secs(seconds));
        let all = [left(-900), left(0), left(7), left(8)];
        assert_eq!(all.map(|left| left.as_secs()), [8, 8, 1, 0]);
    }

    #[test]
    fn strangers_lay_a_short_wait_on_a_mailbox() {
        let wait = |count| wait_after(count, TYPED_ANYWHERE_FREE, WAIT_ANYWHERE_MAX).as_secs();
        assert_eq!([99, 100, 104, 1_000_000].map(wait), [0, 2, 32, 60]);
    }
}
