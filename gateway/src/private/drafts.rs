//! What people typed and haven't sent: their drafts, forms that came after a session had ended, and
//! who brought which document for which cluster.

use jiff::Timestamp;
use registry_events::ids::{AccountId, ClusterId, Digest};
use rusqlite::{OptionalExtension, Row, Transaction, params};

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
    /// The session that has ended, in which the form was shown.
    pub session: Digest,
    /// The digest of the visit it came in.
    pub visit: Digest,
    /// The path of the form, in no language.
    pub form: String,
    /// What was typed.
    pub fields: String,
    /// When it came.
    pub came_at: Timestamp,
}

/// How many forms wait at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingMost {
    /// Of one person.
    pub of_one: usize,
    /// Of one person, in bytes of what was typed.
    pub bytes_of_one: usize,
    /// Of everybody.
    pub of_all: usize,
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

/// A document that is about to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDocument {
    /// The digest of its bytes.
    pub digest: Digest,
    /// Who brings it.
    pub account: AccountId,
    /// For which cluster, where it is for one.
    pub cluster: Option<ClusterId>,
    /// How large it is.
    pub bytes: u64,
    /// When.
    pub kept_at: Timestamp,
}

/// How much may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many documents.
    pub documents: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// How much may be kept of one, within a day and at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// Within a day.
    pub of_day: Room,
    /// At all.
    pub at_all: Room,
}

/// Why there is no room for a document, with how much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoom {
    /// As much as may be was kept within a day.
    Today(Room),
    /// As much as may be is kept.
    AtAll(Room),
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

    /// Lets a form wait for who signs in; of many the oldest go, of one person and of all. `false`
    /// when no session ended by that name that was used since an instant.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn let_wait(
        &self,
        form: &WaitingForm,
        most: WaitingMost,
        came_before: Timestamp,
        seen_since: Timestamp,
    ) -> Result<bool, PrivateError>;

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

    /// Whether an account brought a document.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn has_brought(&self, account: AccountId, digest: Digest) -> Result<bool, PrivateError>;

    /// Takes room for a document, of its account and of its cluster; why there is none otherwise, and
    /// then nothing is taken. What was brought before takes no more.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn take_room(
        &self,
        document: &KeptDocument,
        of_account: Rooms,
        of_cluster: Rooms,
        day_began: Timestamp,
    ) -> Result<Option<NoRoom>, PrivateError>;

    /// Gives the room of a document back that wasn't kept after all.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn give_room_back(&self, document: &KeptDocument) -> Result<(), PrivateError>;
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
        most: WaitingMost,
        came_before: Timestamp,
        seen_since: Timestamp,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("let a form wait", |transaction| {
            let (old, forgotten) = ([written(came_before)], [written(seen_since)]);
            transaction.execute("delete from waiting_form where came_at < ?1", old)?;
            transaction.execute("delete from ended_session where seen_at < ?1", forgotten)?;
            let waits = transaction.execute(
                "insert into waiting_form(visit, form, fields, came_at, account)
                 select ?1, ?2, ?3, ?4, account from ended_session where digest = ?5
                 on conflict(visit, form) do update
                 set fields = excluded.fields, came_at = excluded.came_at,
                     account = excluded.account",
                params![
                    form.visit.0.as_slice(),
                    form.form,
                    form.fields,
                    written(form.came_at),
                    form.session.0.as_slice()
                ],
            )?;
            transaction.execute(
                "delete from waiting_form where rowid in (
                     select rowid from (
                         select rowid, row_number() over newest as place,
                             sum(length(cast(fields as blob))) over newest as bytes
                         from waiting_form where account = (
                             select account from ended_session where digest = ?1)
                         window newest as (order by came_at desc, rowid desc))
                     where place > ?2 or bytes > ?3)",
                params![form.session.0.as_slice(), limit(most.of_one), limit(most.bytes_of_one)],
            )?;
            transaction.execute(
                "delete from waiting_form where (visit, form) not in (
                     select visit, form from waiting_form order by came_at desc limit ?1)",
                [limit(most.of_all)],
            )?;
            Ok(waits > 0)
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

    fn has_brought(&self, account: AccountId, digest: Digest) -> Result<bool, PrivateError> {
        self.connection()
            .query_row(
                "select exists (select 1 from kept_document where digest = ?1 and account = ?2)",
                params![digest.0.as_slice(), account.to_string()],
                |row| row.get(0),
            )
            .map_err(failed("tell who brought a document"))
    }

    fn take_room(
        &self,
        document: &KeptDocument,
        of_account: Rooms,
        of_cluster: Rooms,
        day_began: Timestamp,
    ) -> Result<Option<NoRoom>, PrivateError> {
        let (account, cluster) = (document.account.to_string(), cluster_or_none(document.cluster));
        let (digest, bytes) = (document.digest.0.as_slice(), document.bytes);
        self.in_transaction("take room for a document", |transaction| {
            let there: bool = transaction.query_row(
                "select exists (select 1 from kept_document
                 where digest = ?1 and account = ?2 and cluster = ?3)",
                params![digest, account, cluster],
                |row| row.get(0),
            )?;
            if there {
                return Ok(None);
            }
            let own = ("account", account.as_str());
            let mut full = no_room(transaction, own, bytes, of_account, day_began)?;
            if full.is_none() && document.cluster.is_some() {
                let of = ("cluster", cluster.as_str());
                full = no_room(transaction, of, bytes, of_cluster, day_began)?;
            }
            if full.is_none() {
                transaction.execute(
                    "insert into kept_document(digest, account, cluster, bytes, kept_at)
                     values (?1, ?2, ?3, ?4, ?5)",
                    params![
                        digest,
                        account,
                        cluster,
                        i64::try_from(bytes).unwrap_or(i64::MAX),
                        written(document.kept_at)
                    ],
                )?;
            }
            Ok(full)
        })
    }

    fn give_room_back(&self, document: &KeptDocument) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "delete from kept_document where digest = ?1 and account = ?2 and cluster = ?3
                     and kept_at = ?4",
                params![
                    document.digest.0.as_slice(),
                    document.account.to_string(),
                    cluster_or_none(document.cluster),
                    written(document.kept_at)
                ],
            )
            .map(drop)
            .map_err(failed("give room back"))
    }
}

/// Why a document doesn't fit with what one account or one cluster has.
fn no_room(
    transaction: &Transaction<'_>,
    (column, named): (&str, &str),
    bytes: u64,
    rooms: Rooms,
    day_began: Timestamp,
) -> rusqlite::Result<Option<NoRoom>> {
    let count = format!(
        "select count(*), coalesce(sum(bytes), 0) from kept_document
         where {column} = ?1 and kept_at > ?2"
    );
    let is_full = |room: Room, since: String| {
        transaction.query_row(&count, params![named, since], |row| {
            let (documents, kept): (i64, i64) = (row.get(0)?, row.get(1)?);
            let fits = |now: i64, more: u64, most: u64| now.unsigned_abs() + more <= most;
            Ok(!fits(documents, 1, room.documents) || !fits(kept, bytes, room.bytes))
        })
    };
    if is_full(rooms.of_day, written(day_began))? {
        return Ok(Some(NoRoom::Today(rooms.of_day)));
    }
    let full = is_full(rooms.at_all, String::new())?;
    Ok(full.then_some(NoRoom::AtAll(rooms.at_all)))
}

fn cluster_or_none(cluster: Option<ClusterId>) -> String {
    cluster.map(|cluster| cluster.to_string()).unwrap_or_default()
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
