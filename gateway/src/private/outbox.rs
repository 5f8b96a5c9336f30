//! Letters on their way. One that was delivered is removed, so that nothing of it is kept.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::rows::{instant, instant_or_none, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A letter as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLetter {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// How often it was tried to deliver it.
    pub attempts: u32,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// When it was given up.
    pub given_up_at: Option<Timestamp>,
}

/// The letters that wait.
pub trait Outbox {
    /// Adds a letter; `false` when as many wait as may.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_letter(
        &self,
        recipient: &str,
        subject: &str,
        text: &str,
        at: Timestamp,
        most: usize,
    ) -> Result<bool, PrivateError>;

    /// Letters whose time has come, the oldest first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn due_letters(&self, at: Timestamp, most: usize) -> Result<Vec<StoredLetter>, PrivateError>;

    /// Removes a letter that was delivered.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn remove_letter(&self, id: i64) -> Result<(), PrivateError>;

    /// Notes that a letter wasn't delivered: it is tried again at an instant, or given up.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn postpone_letter(
        &self,
        id: i64,
        next_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), PrivateError>;

    /// Removes what was given up before an instant.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn sweep_letters(&self, given_up_before: Timestamp) -> Result<usize, PrivateError>;
}

const COLUMNS: &str = "id, recipient, subject, text, written_at, attempts, next_at, given_up_at";

impl Outbox for SqliteStore {
    fn add_letter(
        &self,
        recipient: &str,
        subject: &str,
        text: &str,
        at: Timestamp,
        most: usize,
    ) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "insert into outbox(recipient, subject, text, written_at, next_at)
                 select ?1, ?2, ?3, ?4, ?4
                 where (select count(*) from outbox where given_up_at is null) < ?5",
                params![
                    recipient,
                    subject,
                    text,
                    written(at),
                    i64::try_from(most).unwrap_or(i64::MAX)
                ],
            )
            .map(|added| added > 0)
            .map_err(failed("add a letter"))
    }

    fn due_letters(&self, at: Timestamp, most: usize) -> Result<Vec<StoredLetter>, PrivateError> {
        let list = format!(
            "select {COLUMNS} from outbox where given_up_at is null and next_at <= ?1
             order by id limit ?2"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("list letters"))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![written(at), most], read_letter)
            .map_err(failed("list letters"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list letters"))
    }

    fn remove_letter(&self, id: i64) -> Result<(), PrivateError> {
        self.connection()
            .execute("delete from outbox where id = ?1", [id])
            .map(drop)
            .map_err(failed("remove a letter"))
    }

    fn postpone_letter(
        &self,
        id: i64,
        next_at: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), PrivateError> {
        let given_up = next_at.is_none().then(|| written(at));
        self.connection()
            .execute(
                "update outbox set attempts = attempts + 1, next_at = coalesce(?2, next_at),
                     given_up_at = ?3
                 where id = ?1",
                params![id, next_at.map(written), given_up],
            )
            .map(drop)
            .map_err(failed("postpone a letter"))
    }

    fn sweep_letters(&self, given_up_before: Timestamp) -> Result<usize, PrivateError> {
        self.connection()
            .execute("delete from outbox where given_up_at < ?1", [written(given_up_before)])
            .map_err(failed("sweep letters"))
    }
}

fn read_letter(row: &Row<'_>) -> rusqlite::Result<StoredLetter> {
    Ok(StoredLetter {
        id: row.get(0)?,
        recipient: row.get(1)?,
        subject: row.get(2)?,
        text: row.get(3)?,
        written_at: instant(row, 4)?,
        attempts: row.get(5)?,
        next_at: instant(row, 6)?,
        given_up_at: instant_or_none(row, 7)?,
    })
}
