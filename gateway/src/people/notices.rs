//! How people are told what happened to what they speak for: in the account always, by mail as they
//! wish.

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::AccountId;

use super::mail::WAITING_MAX;
use super::{Accounts, Mail, PeopleError};
use crate::private::notices::{Due, Followed, NewNotice, StoredNotice, Unmailed};
use crate::private::outbox::NewLetter;

/// The most notices that are kept for an account.
const KEPT_MAX: usize = 500;
/// The most that are looked at for letters at once.
const MAILED_MAX: usize = 2_000;
/// What was told longer ago isn't mailed any more: who turned letters on now has read it, or could.
const MAILED_WITHIN: SignedDuration = SignedDuration::from_hours(3 * 24);

/// How somebody wants notices by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ByMail {
    /// Each at once.
    AtOnce,
    /// All of a day together.
    #[default]
    Daily,
    /// None.
    Never,
}

impl ByMail {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Never];

    /// The key, in forms and in the store.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Never => "never",
        }
    }

    /// Finds one by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.key() == key)
    }

    /// The wish that was stored; who never chose gets a letter a day.
    pub fn stored(key: Option<&str>) -> Self {
        key.and_then(Self::from_key).unwrap_or_default()
    }
}

impl Accounts {
    /// Where to go on with reading the log for notices; none at the first time.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn notices_followed(&self) -> Result<Option<u64>, PeopleError> {
        Ok(self.ask(|store| store.notices().followed()).await?)
    }

    /// Keeps notices and how far the log was read, both or neither.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn add_notices(
        &self,
        notices: Vec<NewNotice>,
        next: Option<u64>,
    ) -> Result<usize, PeopleError> {
        let at = self.now();
        let added = self.ask(move |store| {
            let followed = Followed { notices: &notices, next, at, most: KEPT_MAX };
            store.notices().add_notices(followed)
        });
        Ok(added.await?)
    }

    /// An account's notices before a number, the newest first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn notices(
        &self,
        account: AccountId,
        before: Option<i64>,
        most: usize,
    ) -> Result<Vec<StoredNotice>, PeopleError> {
        Ok(self.ask(move |store| store.notices().notices(account, before, most)).await?)
    }

    /// How many of an account's notices weren't read.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn unread_notices(&self, account: AccountId) -> Result<usize, PeopleError> {
        Ok(self.ask(move |store| store.notices().unread(account)).await?)
    }

    /// Marks an account's notices up to a number as read.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn mark_notices(&self, account: AccountId, up_to: i64) -> Result<(), PeopleError> {
        let now = self.now();
        Ok(self.ask(move |store| store.notices().mark_read(account, up_to, now)).await?)
    }

    /// How somebody wants notices by mail.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn notices_by_mail(&self, account: AccountId) -> Result<ByMail, PeopleError> {
        let wish = self.ask(move |store| store.notices().wish(account)).await?;
        Ok(ByMail::stored(wish.as_deref()))
    }

    /// Keeps how somebody wants them.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn set_notices_by_mail(
        &self,
        account: AccountId,
        wish: ByMail,
    ) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.notices().set_wish(account, wish.key())).await?)
    }

    /// What is due to be told by mail, account by account; to who wants a letter a day where the last
    /// left no later than an instant, and not at all where there is none.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn unmailed_notices(
        &self,
        daily_before: Option<Timestamp>,
    ) -> Result<Vec<Unmailed>, PeopleError> {
        let due = Due { since: self.now() - MAILED_WITHIN, daily_before };
        Ok(self.ask(move |store| store.notices().unmailed(&due, MAILED_MAX)).await?)
    }

    /// Passes over notices of which no letter can be made.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn pass_notices_over(&self, notices: Vec<i64>) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.notices().pass_over(&notices)).await?)
    }

    /// Sends a letter that tells these notices, and marks them as mailed: both or neither.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn mail_notices(&self, notices: Vec<i64>, mail: Mail) -> Result<bool, PeopleError> {
        let at: Timestamp = self.now();
        let mailed = self.ask(move |store| {
            let Mail { to, subject, text } = &mail;
            let letter = NewLetter { recipient: to.text(), subject, text, at };
            store.notices().mail_notices(&notices, letter, WAITING_MAX)
        });
        let mailed = mailed.await?;
        self.post().ring();
        Ok(mailed)
    }
}
