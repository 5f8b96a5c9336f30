//! What people typed and haven't sent: their drafts, forms that came after a session had ended, and
//! who brought which document for which cluster.

use jiff::Timestamp;
use registry_events::ids::{AccountId, ClusterId, Digest};
use rusqlite::{OptionalExtension, Row, params};

use super::rows::{account, digest, instant, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A draft as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    /// Whose it is.
    pub account: AccountId,
    /// The path of its form, in no language.
    pub form: String,
    /// What was typed.
    pub fields: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// A form that came when nobody was signed in any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingForm {
    /// The digest of the visit it came in.
    pub visit: Digest,
    /// The path of the form, in no language.
    pub form: String,
    /// What was typed.
    pub fields: String,
    /// When it came.
    pub came_at: Timestamp,
}

/// A document that was brought for a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtDocument {
    /// For which cluster.
    pub cluster: ClusterId,
    /// The digest of its bytes.
    pub digest: Digest,
    /// By whom.
    pub account: AccountId,
    /// What they call it.
    pub name: String,
    /// When.
    pub brought_at: Timestamp,
}

/// What was typed and not sent.
pub trait Drafts {
    /// Saves a draft in the place of the one of the same form, and removes what was saved before an
    /// instant; `false` when the person has as many others as may be.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn save_draft(
        &self,
        draft: &StoredDraft,
        most: usize,
        saved_before: Timestamp,
    ) -> Result<bool, PrivateError>;

    /// The drafts of a person of forms whose paths begin so, the last saved first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn drafts_of(
        &self,
        account: AccountId,
        start: &str,
        saved_since: Timestamp,
    ) -> Result<Vec<StoredDraft>, PrivateError>;

    /// Removes a draft; `false` when there is none.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn remove_draft(&self, account: AccountId, form: &str) -> Result<bool, PrivateError>;

    /// Lets a form wait for who signs in; of many the oldest go.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn let_wait(
        &self,
        form: &WaitingForm,
        most: usize,
        came_before: Timestamp,
    ) -> Result<(), PrivateError>;

    /// Makes forms that wait in a visit, of paths that begin so, drafts of a person, unless theirs are
    /// newer; `false` when none waits that came since an instant.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn take_waiting(
        &self,
        visit: Digest,
        start: &str,
        account: AccountId,
        came_since: Timestamp,
    ) -> Result<bool, PrivateError>;

    /// Notes who brought a document; the first note stays. `false` when a cluster has as many as may
    /// be.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn note_document(&self, brought: &BroughtDocument, most: usize) -> Result<bool, PrivateError>;

    /// The documents that were brought for a cluster, the newest first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn documents_for(&self, cluster: ClusterId) -> Result<Vec<BroughtDocument>, PrivateError>;
}

impl Drafts for SqliteStore {
    fn save_draft(
        &self,
        draft: &StoredDraft,
        most: usize,
        saved_before: Timestamp,
    ) -> Result<bool, PrivateError> {
        let (account, most) = (draft.account.to_string(), limit(most));
        self.in_transaction("save a draft", |transaction| {
            let old = [written(saved_before)];
            transaction.execute("delete from draft where saved_at < ?1", old)?;
            let saved = transaction.execute(
                "insert into draft(account, form, fields, saved_at) select ?1, ?2, ?3, ?4
                 where (select count(*) from draft where account = ?1 and form <> ?2) < ?5
                 on conflict(account, form) do update
                 set fields = excluded.fields, saved_at = excluded.saved_at",
                params![account, draft.form, draft.fields, written(draft.saved_at), most],
            )?;
            Ok(saved > 0)
        })
    }

    fn drafts_of(
        &self,
        account: AccountId,
        start: &str,
        saved_since: Timestamp,
    ) -> Result<Vec<StoredDraft>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "select account, form, fields, saved_at from draft
                 where account = ?1 and substr(form, 1, length(?2)) = ?2 and saved_at >= ?3
                 order by saved_at desc, form",
            )
            .map_err(failed("list drafts"))?;
        let rows = statement
            .query_map(params![account.to_string(), start, written(saved_since)], read_draft)
            .map_err(failed("list drafts"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list drafts"))
    }

    fn remove_draft(&self, account: AccountId, form: &str) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "delete from draft where account = ?1 and form = ?2",
                params![account.to_string(), form],
            )
            .map(|removed| removed > 0)
            .map_err(failed("remove a draft"))
    }

    fn let_wait(
        &self,
        form: &WaitingForm,
        most: usize,
        came_before: Timestamp,
    ) -> Result<(), PrivateError> {
        self.in_transaction("let a form wait", |transaction| {
            let old = [written(came_before)];
            transaction.execute("delete from waiting_form where came_at < ?1", old)?;
            transaction.execute(
                "insert into waiting_form(visit, form, fields, came_at) values (?1, ?2, ?3, ?4)
                 on conflict(visit, form) do update
                 set fields = excluded.fields, came_at = excluded.came_at",
                params![form.visit.0.as_slice(), form.form, form.fields, written(form.came_at)],
            )?;
            transaction.execute(
                "delete from waiting_form where (visit, form) not in (
                     select visit, form from waiting_form order by came_at desc limit ?1)",
                [limit(most)],
            )?;
            Ok(())
        })
    }

    fn take_waiting(
        &self,
        visit: Digest,
        start: &str,
        account: AccountId,
        came_since: Timestamp,
    ) -> Result<bool, PrivateError> {
        let visit = visit.0.as_slice();
        let waits: Option<i64> = self
            .connection()
            .query_row(
                "select 1 from waiting_form where visit = ?1 and substr(form, 1, length(?2)) = ?2
                 limit 1",
                params![visit, start],
                |row| row.get(0),
            )
            .optional()
            .map_err(failed("find a form that waits"))?;
        if waits.is_none() {
            return Ok(false);
        }
        self.in_transaction("take a form that waits", |transaction| {
            let taken = transaction.execute(
                "insert into draft(account, form, fields, saved_at)
                 select ?3, form, fields, came_at from waiting_form
                 where visit = ?1 and substr(form, 1, length(?2)) = ?2 and came_at >= ?4
                 on conflict(account, form) do update
                 set fields = excluded.fields, saved_at = excluded.saved_at
                 where excluded.saved_at >= draft.saved_at",
                params![visit, start, account.to_string(), written(came_since)],
            )?;
            transaction.execute(
                "delete from waiting_form where visit = ?1 and substr(form, 1, length(?2)) = ?2",
                params![visit, start],
            )?;
            Ok(taken > 0)
        })
    }

    fn note_document(&self, brought: &BroughtDocument, most: usize) -> Result<bool, PrivateError> {
        let cluster = brought.cluster.to_string();
        self.connection()
            .execute(
                "insert into brought_document(cluster, digest, account, name, brought_at)
                 select ?1, ?2, ?3, ?4, ?5
                 where (select count(*) from brought_document
                        where cluster = ?1 and digest <> ?2) < ?6
                 on conflict(cluster, digest) do update set name = name",
                params![
                    cluster,
                    brought.digest.0.as_slice(),
                    brought.account.to_string(),
                    brought.name,
                    written(brought.brought_at),
                    limit(most),
                ],
            )
            .map(|noted| noted > 0)
            .map_err(failed("note who brought a document"))
    }

    fn documents_for(&self, cluster: ClusterId) -> Result<Vec<BroughtDocument>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "select digest, account, name, brought_at from brought_document
                 where cluster = ?1 order by brought_at desc, digest",
            )
            .map_err(failed("list documents"))?;
        let read = |row: &Row<'_>| {
            Ok(BroughtDocument {
                cluster,
                digest: digest(row, 0)?,
                account: account(row, 1)?,
                name: row.get(2)?,
                brought_at: instant(row, 3)?,
            })
        };
        let rows =
            statement.query_map([cluster.to_string()], read).map_err(failed("list documents"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list documents"))
    }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

fn read_draft(row: &Row<'_>) -> rusqlite::Result<StoredDraft> {
    Ok(StoredDraft {
        account: account(row, 0)?,
        form: row.get(1)?,
        fields: row.get(2)?,
        saved_at: instant(row, 3)?,
    })
}
