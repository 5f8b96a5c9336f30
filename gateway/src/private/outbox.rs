//! Letters on their way. One that was delivered is removed, so that nothing of it is kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

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

/// What names a letter that mustn't leave twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterName {
    /// What kind of letter it is.
    pub kind: &'static str,
    /// What it is about.
    pub about: String,
    /// Whose it is: an account, never a mailbox; empty where what it is about says it all.
    pub reader: String,
}

/// What became of a letter that mustn't leave twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way.
    Now,
    /// One of the same name left then.
    Before(Timestamp),
    /// As many letters wait as may: it isn't sent.
    Full,
}

/// A letter as it is put into the outbox.
#[derive(Debug, Clone, Copy)]
pub struct NewLetter<'l> {
    /// To whom.
    pub recipient: &'l str,
    /// Its subject.
    pub subject: &'l str,
    /// Its text.
    pub text: &'l str,
    /// When it is written.
    pub at: Timestamp,
}

/// The letters that wait.
pub trait Outbox {
    /// Adds a letter unless one of its name left at an instant or later; names that are older than
    /// another instant are forgotten.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_letter_once(
        &self,
        name: &LetterName,
        not_since: Timestamp,
        letter: NewLetter<'_>,
        most: usize,
        forget_before: Timestamp,
    ) -> Result<Sent, PrivateError>;

    /// When the last letter of a kind left, by what it was about.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn last_letters(&self, kind: &str) -> Result<BTreeMap<String, Timestamp>, PrivateError>;

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
    fn add_letter_once(
        &self,
        name: &LetterName,
        not_since: Timestamp,
        letter: NewLetter<'_>,
        most: usize,
        forget_before: Timestamp,
    ) -> Result<Sent, PrivateError> {
        self.in_transaction("add a letter", |store| {
            store.execute("delete from letter_once where at < ?1", [written(forget_before)])?;
            if let Some(before) = last_of(store, name)?.filter(|before| *before >= not_since) {
                return Ok(Sent::Before(before));
            }
            if !insert(store, letter, most)? {
                return Ok(Sent::Full);
            }
            store.execute(
                "insert into letter_once(kind, about, reader, at) values (?1, ?2, ?3, ?4)
                 on conflict do update set at = excluded.at",
                params![name.kind, name.about, name.reader, written(letter.at)],
            )?;
            Ok(Sent::Now)
        })
    }

    fn last_letters(&self, kind: &str) -> Result<BTreeMap<String, Timestamp>, PrivateError> {
        let connection = self.connection();
        let list = "select about, max(at) from letter_once where kind = ?1 group by about";
        let mut statement = connection.prepare(list).map_err(failed("list letters"))?;
        let rows = statement
            .query_map([kind], |row| Ok((row.get(0)?, instant(row, 1)?)))
            .map_err(failed("list letters"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list letters"))
    }

    fn add_letter(
        &self,
        recipient: &str,
        subject: &str,
        text: &str,
        at: Timestamp,
        most: usize,
    ) -> Result<bool, PrivateError> {
        let letter = NewLetter { recipient, subject, text, at };
        insert(&self.connection(), letter, most).map_err(failed("add a letter"))
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

fn last_of(store: &Transaction<'_>, name: &LetterName) -> rusqlite::Result<Option<Timestamp>> {
    let found = store.query_row(
        "select at from letter_once where kind = ?1 and about = ?2 and reader = ?3",
        params![name.kind, name.about, name.reader],
        |row| instant(row, 0),
    );
    found.optional()
}

/// Notes the name of a letter, for as long as names are kept; `false` when one of its name left before.
pub(super) fn is_first(
    store: &rusqlite::Connection,
    name: &LetterName,
    at: Timestamp,
) -> rusqlite::Result<bool> {
    let noted = store.execute(
        "insert into letter_once(kind, about, reader, at) values (?1, ?2, ?3, ?4)
         on conflict do nothing",
        params![name.kind, name.about, name.reader, written(at)],
    );
    noted.map(|noted| noted > 0)
}

/// Adds a letter; `false` when as many wait as may.
pub(super) fn insert(
    store: &rusqlite::Connection,
    letter: NewLetter<'_>,
    most: usize,
) -> rusqlite::Result<bool> {
    let NewLetter { recipient, subject, text, at } = letter;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let added = store.execute(
        "insert into outbox(recipient, subject, text, written_at, next_at)
         select ?1, ?2, ?3, ?4, ?4
         where (select count(*) from outbox where given_up_at is null) < ?5",
        params![recipient, subject, text, written(at), most],
    );
    added.map(|added| added > 0)
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
