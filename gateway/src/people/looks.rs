//! Who opened which document, and which mailboxes there are: what control samples are told of people.

use registry_events::ids::{AccountId, Digest, Position};

use super::{Accounts, PeopleError};
use crate::private::looks::{FirstLooks, Look};

/// The most looks that are kept, one for each account and document; the oldest make room.
const LOOKS_MAX: usize = 1_000_000;

impl Accounts {
    /// Notes from which position on looks at documents are noted; the first note stays.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note_looks_since(&self, next: Position) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.looks().note_looks_since(next)).await?)
    }

    /// Notes that somebody has a document before their eyes while the log ends before a position.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note_document_look(
        &self,
        account: AccountId,
        document: Digest,
        before: Position,
    ) -> Result<(), PeopleError> {
        let look = Look { account, document, before, at: self.now() };
        Ok(self.ask(move |store| store.looks().note_document_look(&look, LOOKS_MAX)).await?)
    }

    /// Gives an account the looks that were noted before it was known whose they are.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn take_looks_over(&self, from: AccountId, to: AccountId) -> Result<(), PeopleError> {
        Ok(self.ask(move |store| store.looks().take_looks_over(from, to)).await?)
    }

    /// When these accounts looked at these documents first, in the order of the log.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn first_looks(
        &self,
        asked: Vec<(AccountId, Digest)>,
    ) -> Result<FirstLooks, PeopleError> {
        Ok(self.ask(move |store| store.looks().first_looks(&asked)).await?)
    }

    /// Mailboxes of people who were entered after the person of a number, each with its number.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub(crate) async fn mailboxes_after(
        &self,
        last: i64,
    ) -> Result<Vec<(i64, AccountId, String)>, PeopleError> {
        Ok(self.ask(move |store| store.people().mailboxes_after(last)).await?)
    }
}
