//! Turns to take files in. Each file is in memory while it is, so few are taken in at once; and of one
//! account fewer still, so that nobody keeps the others waiting.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use registry_events::ids::AccountId;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// How many forms and documents are taken in at once.
const AT_ONCE_MAX: usize = 8;
/// How many of one account.
const OF_ONE_MAX: usize = 2;

/// Whose turn it is.
pub struct Uploads {
    all: Arc<Semaphore>,
    /// Who waits or has a turn; those whose session has ended share one place.
    of: Mutex<HashMap<Option<AccountId>, Weak<Semaphore>>>,
}

/// A turn; it is given back when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _own: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Uploads {
    pub(super) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(AT_ONCE_MAX)), of: Mutex::default() }
    }

    /// Waits for a turn of an account: among its own first, where it holds nobody up.
    ///
    /// # Errors
    /// When the registry ends.
    pub async fn turn(&self, account: Option<AccountId>) -> Result<Turn, AcquireError> {
        let own = self.of(account).acquire_owned().await?;
        let of_all = Arc::clone(&self.all).acquire_owned().await?;
        Ok(Turn { _own: own, _of_all: of_all })
    }

    fn of(&self, account: Option<AccountId>) -> Arc<Semaphore> {
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = of.get(&account).and_then(Weak::upgrade) {
            return own;
        }
        of.retain(|_, own| own.strong_count() > 0);
        let own = Arc::new(Semaphore::new(OF_ONE_MAX));
        of.insert(account, Arc::downgrade(&own));
        own
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn account(name: &str) -> AccountId {
        name.parse().expect("an id")
    }

    async fn waits(uploads: &Uploads, account: AccountId) -> bool {
        let turn = uploads.turn(Some(account));
        tokio::time::timeout(Duration::from_millis(20), turn).await.is_err()
    }

    #[tokio::test]
    async fn who_has_two_turns_waits_while_others_are_served() {
        let uploads = Uploads::new();
        let anna = account("01890a5d-ac96-774b-bcce-b302099a8057");
        let boris = account("01890a5d-ac96-774b-bcce-b302099a8058");
        let first = uploads.turn(Some(anna)).await.expect("a turn");
        let _second = uploads.turn(Some(anna)).await.expect("a turn");
        assert!(waits(&uploads, anna).await);
        assert!(!waits(&uploads, boris).await);
        drop(first);
        assert!(!waits(&uploads, anna).await);
    }

    #[tokio::test]
    async fn of_all_together_few_are_served_at_once() {
        let uploads = Uploads::new();
        let mut turns = Vec::new();
        for number in 0..4 {
            let one = account(&format!("01890a5d-ac96-774b-bcce-b30209900{number:03}"));
            turns.push(uploads.turn(Some(one)).await.expect("a turn"));
            turns.push(uploads.turn(Some(one)).await.expect("a turn"));
        }
        let late = account("01890a5d-ac96-774b-bcce-b302099a8058");
        assert!(waits(&uploads, late).await);
        turns.pop();
        assert!(!waits(&uploads, late).await);
    }
}
