//! Who guesses waits: after some failures in a row each further try has to wait, longer each time and
//! never for ever. Counted are the mailbox that was typed, whether anybody has it or not, and the
//! network it was typed from.

use std::net::IpAddr;
use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::Digest;

use super::{Accounts, PeopleError, keyed};
use crate::private::people::Failures;

/// How many failures of one mailbox cost nothing: people mistype.
const OF_MAILBOX_FREE: u32 = 5;
/// How many of one network, behind which a whole office may sit.
const OF_NETWORK_FREE: u32 = 30;
/// The longest wait.
const WAIT_MAX: SignedDuration = SignedDuration::from_mins(15);
/// For how long failures are remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// What a try is counted under.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    subject: Digest,
    free: u32,
}

/// How long a subject with so many failures waits after the last one.
fn wait_after(count: u32, free: u32) -> SignedDuration {
    let Some(beyond) = count.checked_sub(free) else { return SignedDuration::ZERO };
    let seconds = 2_i64.saturating_pow(beyond.saturating_add(1).min(20));
    SignedDuration::from_secs(seconds).min(WAIT_MAX)
}

fn left(failures: Option<Failures>, free: u32, now: Timestamp) -> SignedDuration {
    let Some(failures) = failures else { return SignedDuration::ZERO };
    // A clock that was set back makes nobody wait longer.
    let waited = now.duration_since(failures.last_at).max(SignedDuration::ZERO);
    (wait_after(failures.count, free) - waited).max(SignedDuration::ZERO)
}

impl Accounts {
    /// What tries of a purpose are counted under: what was typed, and the network it came from.
    pub fn counted(&self, purpose: &str, typed: &str, network: Option<IpAddr>) -> Vec<Counted> {
        let subject = |text: String| keyed(&self.keys.failure, &text);
        let typed =
            Counted { subject: subject(format!("{purpose} {typed}")), free: OF_MAILBOX_FREE };
        let network = network.map(|network| Counted {
            subject: subject(format!("network {network}")),
            free: OF_NETWORK_FREE,
        });
        [Some(typed), network].into_iter().flatten().collect()
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
                longest = longest.max(left(failures, one.free, now));
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

    /// Forgets the failures of what was typed: it was right. Of its network only this try is taken
    /// back, or who guesses would sign in with an account of their own between two guesses.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn was_right(&self, counted: &[Counted]) -> Result<(), PeopleError> {
        let Some((typed, network)) = counted.split_first() else { return Ok(()) };
        let (typed, network) = (typed.subject, network.first().map(|network| network.subject));
        let forgotten = self.ask(move |store| {
            store.people().forget_failures(typed)?;
            network.map_or(Ok(()), |network| store.people().take_failure_back(network))
        });
        Ok(forgotten.await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_ends() {
        let waits = [0, 4, 5, 6, 7, 10, 15, 1_000].map(|count| wait_after(count, 5).as_secs());
        assert_eq!(waits, [0, 0, 2, 4, 8, 64, 900, 900]);
        let last_at = Timestamp::UNIX_EPOCH;
        let failures = Some(Failures { count: 7, last_at });
        let left = |seconds| left(failures, 5, last_at + SignedDuration::from_secs(seconds));
        let all = [left(-900), left(0), left(7), left(8)];
        assert_eq!(all.map(|left| left.as_secs()), [8, 8, 1, 0]);
    }
}
