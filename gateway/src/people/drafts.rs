//! Drafts: what somebody typed and hasn't sent stays theirs for ninety days, and nothing follows from
//! it until they send it themselves.
//!
//! A form that comes after its session has ended waits for a day: whoever signs in again in the same
//! browser, and may open that very form, finds it filled in.

use jiff::{SignedDuration, Timestamp};
use registry_events::ids::{AccountId, ClusterId, Digest};

use super::{Accounts, PeopleError};
use crate::private::drafts::{BroughtDocument, StoredDraft, WaitingForm, WaitingMost};

/// The most drafts of one person.
pub const OF_ONE_PERSON_MAX: usize = 50;
/// The most bytes of a draft.
pub const BYTES_MAX: usize = 1024 * 1024;
/// How long a draft is kept.
const LASTS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long a form waits for who signs in again.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// The most forms that wait, so that nobody's push out those of others.
const WAITING_MOST: WaitingMost =
    WaitingMost { of_one: 20, bytes_of_one: 4 * BYTES_MAX, of_all: 500 };
/// For how long it is remembered whose a session was that has ended: a page may stay open as long.
const SESSION_REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most documents that are brought for one cluster.
const DOCUMENTS_MAX: usize = 2_000;
/// What belongs to one sending of a form and not to what was typed.
const OF_ONE_SENDING: [&str; 3] = ["csrf", "request", "act"];
/// Says of a form that waited that it came with files, which aren't kept.
pub const FILES_LOST: &str = "files_lost";

/// Names and values, in the order of the form.
pub type Typed = Vec<(String, String)>;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The path of its form, in no language.
    pub form: String,
    /// What was typed.
    pub fields: Typed,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is kept.
    Kept,
    /// The person has as many drafts as may be.
    TooMany,
    /// It is larger than a draft may be.
    TooLarge,
}

impl Accounts {
    /// Keeps what somebody typed into a form.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn save_draft(
        &self,
        account: AccountId,
        form: &str,
        typed: &[(String, String)],
    ) -> Result<Saved, PeopleError> {
        let fields = written(typed);
        if fields.len() > BYTES_MAX {
            return Ok(Saved::TooLarge);
        }
        let now = self.now();
        let draft = StoredDraft { account, form: form.to_owned(), fields, saved_at: now };
        let kept = self
            .ask(move |store| store.drafts().save_draft(&draft, OF_ONE_PERSON_MAX, now - LASTS));
        Ok(if kept.await? { Saved::Kept } else { Saved::TooMany })
    }

    /// What somebody typed into a form and didn't send.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn draft(
        &self,
        account: AccountId,
        form: &str,
    ) -> Result<Option<Draft>, PeopleError> {
        let drafts = self.drafts(account, form).await?;
        Ok(drafts.into_iter().find(|draft| draft.form == form))
    }

    /// The drafts of somebody of forms whose paths begin so, the last saved first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn drafts(&self, account: AccountId, start: &str) -> Result<Vec<Draft>, PeopleError> {
        let (start, since) = (start.to_owned(), self.now() - LASTS);
        let found = self.ask(move |store| store.drafts().drafts_of(account, &start, since));
        Ok(found.await?.into_iter().map(Draft::from).collect())
    }

    /// Forgets what somebody typed into a form.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn discard_draft(&self, account: AccountId, form: &str) -> Result<(), PeopleError> {
        let form = form.to_owned();
        let removed = self.ask(move |store| store.drafts().remove_draft(account, &form));
        Ok(removed.await.map(drop)?)
    }

    /// What the forms of a session carried, by what the browser holds of it.
    pub fn form_of_ended(&self, token: &str) -> String {
        self.form_of_session(self.session_digest(token))
    }

    /// Lets a form wait for who signs in again in the same visit, by what the browser holds of the
    /// session in which it was shown. One that is too large doesn't wait, nor one of a session that
    /// nobody remembers.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn let_wait(
        &self,
        token: &str,
        visit: &str,
        form: &str,
        typed: &[(String, String)],
    ) -> Result<bool, PeopleError> {
        let fields = written(typed);
        if fields.len() > BYTES_MAX {
            return Ok(false);
        }
        let (session, now) = (self.session_digest(token), self.now());
        let (visit, form) = (Digest::of(visit.as_bytes()), form.to_owned());
        let waiting = WaitingForm { session, visit, form, fields, came_at: now };
        let (old, forgotten) = (now - WAITS, now - SESSION_REMEMBERED);
        let waits =
            self.ask(move |store| store.drafts().let_wait(&waiting, WAITING_MOST, old, forgotten));
        Ok(waits.await?)
    }

    /// Makes forms that wait in a visit, of paths that begin so, drafts of who may open them.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn take_waiting(
        &self,
        visit: &str,
        start: &str,
        account: AccountId,
    ) -> Result<bool, PeopleError> {
        let (visit, start) = (Digest::of(visit.as_bytes()), start.to_owned());
        let since = self.now() - WAITS;
        let taken =
            self.ask(move |store| store.drafts().take_waiting(visit, &start, account, since));
        Ok(taken.await?)
    }

    /// Notes that somebody brought a document for a cluster: those who speak for it may open it
    /// again. Its digest alone, which everybody sees, opens nothing. `false` when there are as many
    /// as may be.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn note_document(
        &self,
        cluster: ClusterId,
        digest: Digest,
        account: AccountId,
        name: &str,
    ) -> Result<bool, PeopleError> {
        let (name, brought_at) = (name.to_owned(), self.now());
        let brought = BroughtDocument { cluster, digest, account, name, brought_at };
        Ok(self.ask(move |store| store.drafts().note_document(&brought, DOCUMENTS_MAX)).await?)
    }

    /// The documents that were brought for a cluster, the newest first.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub async fn documents_for(
        &self,
        cluster: ClusterId,
    ) -> Result<Vec<BroughtDocument>, PeopleError> {
        Ok(self.ask(move |store| store.drafts().documents_for(cluster)).await?)
    }
}

fn written(typed: &[(String, String)]) -> String {
    let kept = typed.iter().filter(|(name, _)| !OF_ONE_SENDING.contains(&name.as_str()));
    serde_json::to_string(&kept.collect::<Vec<_>>()).unwrap_or_default()
}

impl From<StoredDraft> for Draft {
    fn from(stored: StoredDraft) -> Self {
        // What can't be read is a form that nothing was typed into.
        let fields = serde_json::from_str(&stored.fields).unwrap_or_default();
        Self { form: stored.form, fields, saved_at: stored.saved_at }
    }
}
