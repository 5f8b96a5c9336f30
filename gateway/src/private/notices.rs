//! What happened to what people speak for: told to each once, with how far the log was read for it and
//! how they want it by mail. Nothing of what happened stands here but its place: its words are made
//! when it is shown.

use jiff::Timestamp;
use registry_events::ids::AccountId;
use rusqlite::{OptionalExtension, Row, params};

use super::outbox::{NewLetter, insert};
use super::rows::{account, instant, instant_or_none, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A notice that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// To whom.
    pub account: AccountId,
    /// What it is about: `cluster …`, `organisation …`, `application …`.
    pub subject: String,
    /// What happened, by a key: the type of an event, or one of ours.
    pub kind: String,
    /// What makes it one: a position in the log, or a day.
    pub key: String,
    /// When it happened.
    pub at: Timestamp,
}

/// A notice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// Its number.
    pub id: i64,
    /// What is told.
    pub notice: NewNotice,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// What waits to be told somebody by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmailed {
    /// The notice.
    pub notice: StoredNotice,
    /// How they want it, by its key; none where they never chose.
    pub wish: Option<String>,
    /// When a letter left for them last.
    pub last_mailed: Option<Timestamp>,
}

/// What one reading of the log brought.
#[derive(Debug, Clone, Copy)]
pub struct Followed<'f> {
    /// What is told.
    pub notices: &'f [NewNotice],
    /// Where to go on; none where nothing was read.
    pub next: Option<u64>,
    /// When it is told.
    pub at: Timestamp,
    /// The most that are kept for an account.
    pub most: usize,
}

/// Notices to people.
pub trait Notices {
    /// Where to go on with reading the log; none at the first time.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn followed(&self) -> Result<Option<u64>, PrivateError>;

    /// Keeps notices and how far the log was read, both or neither; one that is known isn't told
    /// again. Answers with how many are new.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_notices(&self, followed: Followed<'_>) -> Result<usize, PrivateError>;

    /// An account's notices before a number, the newest first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn notices(
        &self,
        account: AccountId,
        before: Option<i64>,
        most: usize,
    ) -> Result<Vec<StoredNotice>, PrivateError>;

    /// How many of them weren't read.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn unread(&self, account: AccountId) -> Result<usize, PrivateError>;

    /// Marks an account's notices up to a number as read.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn mark_read(&self, account: AccountId, up_to: i64, at: Timestamp) -> Result<(), PrivateError>;

    /// How somebody wants notices by mail; none where they never chose.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn wish(&self, account: AccountId) -> Result<Option<String>, PrivateError>;

    /// Keeps how somebody wants them.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn set_wish(&self, account: AccountId, wish: &str) -> Result<(), PrivateError>;

    /// What was told since an instant and wasn't mailed nor read yet, account by account.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn unmailed(&self, since: Timestamp, most: usize) -> Result<Vec<Unmailed>, PrivateError>;

    /// Puts a letter into the outbox and marks what stands in it as mailed, both or neither; `false`
    /// where as many letters wait as may.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn mail_notices(
        &self,
        notices: &[i64],
        letter: NewLetter<'_>,
        most: usize,
    ) -> Result<bool, PrivateError>;
}

const COLUMNS: &str = "id, account, subject, kind, key, at, read_at";

impl Notices for SqliteStore {
    fn followed(&self) -> Result<Option<u64>, PrivateError> {
        let found = self
            .connection()
            .query_row("select next from followed where name = 'notices'", [], |row| {
                row.get::<_, i64>(0)
            })
            .optional()
            .map_err(failed("read notices"))?;
        Ok(found.and_then(|next| u64::try_from(next).ok()))
    }

    fn add_notices(&self, followed: Followed<'_>) -> Result<usize, PrivateError> {
        let Followed { notices, next, at, most } = followed;
        let next = next.map(|next| i64::try_from(next).unwrap_or(i64::MAX));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.in_transaction("add notices", |store| {
            let mut added = 0;
            for notice in notices {
                let account = notice.account.to_string();
                let NewNotice { subject, kind, key, .. } = notice;
                added += store.execute(
                    "insert into notice(account, subject, kind, key, at, told_at)
                     values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing",
                    params![account, subject, kind, key, written(notice.at), written(at)],
                )?;
                store.execute(
                    "delete from notice where account = ?1 and id <= (select id from notice
                         where account = ?1 order by id desc limit 1 offset ?2)",
                    params![account, most],
                )?;
            }
            if let Some(next) = next {
                store.execute(
                    "insert into followed(name, next) values ('notices', ?1)
                     on conflict do update set next = excluded.next",
                    [next],
                )?;
            }
            Ok(added)
        })
    }

    fn notices(
        &self,
        account: AccountId,
        before: Option<i64>,
        most: usize,
    ) -> Result<Vec<StoredNotice>, PrivateError> {
        let list = format!(
            "select {COLUMNS} from notice where account = ?1 and (?2 is null or id < ?2)
             order by id desc limit ?3"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("read notices"))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![account.to_string(), before, most], read_notice)
            .map_err(failed("read notices"))?;
        rows.collect::<Result<_, _>>().map_err(failed("read notices"))
    }

    fn unread(&self, account: AccountId) -> Result<usize, PrivateError> {
        let count = self.connection().query_row(
            "select count(*) from notice where account = ?1 and read_at is null",
            [account.to_string()],
            |row| row.get::<_, i64>(0),
        );
        let count = count.map_err(failed("read notices"))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn mark_read(&self, account: AccountId, up_to: i64, at: Timestamp) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "update notice set read_at = ?3
                 where account = ?1 and id <= ?2 and read_at is null",
                params![account.to_string(), up_to, written(at)],
            )
            .map(drop)
            .map_err(failed("mark notices"))
    }

    fn wish(&self, account: AccountId) -> Result<Option<String>, PrivateError> {
        self.connection()
            .query_row(
                "select by_mail from notice_wish where account = ?1",
                [account.to_string()],
                |row| row.get(0),
            )
            .optional()
            .map_err(failed("read notices"))
    }

    fn set_wish(&self, account: AccountId, wish: &str) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "insert into notice_wish(account, by_mail) values (?1, ?2)
                 on conflict do update set by_mail = excluded.by_mail",
                params![account.to_string(), wish],
            )
            .map(drop)
            .map_err(failed("keep a wish"))
    }

    fn unmailed(&self, since: Timestamp, most: usize) -> Result<Vec<Unmailed>, PrivateError> {
        let list = format!(
            "select {COLUMNS},
                 (select by_mail from notice_wish where account = own.account),
                 (select max(mailed_at) from notice where account = own.account)
             from notice as own
             where mailed_at is null and read_at is null and told_at >= ?1
                 and not exists(select 1 from notice_wish
                     where account = own.account and by_mail = 'never')
             order by account, id limit ?2"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("read notices"))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![written(since), most], |row| {
                Ok(Unmailed {
                    notice: read_notice(row)?,
                    wish: row.get(7)?,
                    last_mailed: instant_or_none(row, 8)?,
                })
            })
            .map_err(failed("read notices"))?;
        rows.collect::<Result<_, _>>().map_err(failed("read notices"))
    }

    fn mail_notices(
        &self,
        notices: &[i64],
        letter: NewLetter<'_>,
        most: usize,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("mail notices", |store| {
            if !insert(store, letter, most)? {
                return Ok(false);
            }
            for id in notices {
                store.execute(
                    "update notice set mailed_at = ?2 where id = ?1",
                    params![id, written(letter.at)],
                )?;
            }
            Ok(true)
        })
    }
}

fn read_notice(row: &Row<'_>) -> rusqlite::Result<StoredNotice> {
    Ok(StoredNotice {
        id: row.get(0)?,
        notice: NewNotice {
            account: account(row, 1)?,
            subject: row.get(2)?,
            kind: row.get(3)?,
            key: row.get(4)?,
            at: instant(row, 5)?,
        },
        read_at: instant_or_none(row, 6)?,
    })
}
