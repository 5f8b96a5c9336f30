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
}

/// What is due to be told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What was told longer ago isn't.
    pub since: Timestamp,
    /// Who wants one letter a day gets it where the last left no later than this; none at an hour at
    /// which such letters don't leave.
    pub daily_before: Option<Timestamp>,
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

    /// What was told since an instant, wasn't mailed nor read yet and is due: first what is wanted at
    /// once, then what is wanted once a day, each account by account.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn unmailed(&self, due: &Due, most: usize) -> Result<Vec<Unmailed>, PrivateError>;

    /// Passes notices over of which no letter can be made: they count as mailed, and at no time.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn pass_over(&self, notices: &[i64]) -> Result<(), PrivateError>;

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

    fn unmailed(&self, due: &Due, most: usize) -> Result<Vec<Unmailed>, PrivateError> {
        // Who never chose gets a letter a day.
        let list = format!(
            "select {COLUMNS},
                 (select by_mail from notice_wish where account = own.account) as wish,
                 (select max(mailed_at) from notice where account = own.account) as last_mailed
             from notice as own
             where mailed_at is null and read_at is null and told_at >= ?1
                 and (wish is 'at-once'
                     or wish is not 'never' and ?2 is not null
                         and (last_mailed is null or last_mailed <= ?2))
             order by wish is not 'at-once', account, id limit ?3"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("read notices"))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![written(due.since), due.daily_before.map(written), most], |row| {
                Ok(Unmailed { notice: read_notice(row)? })
            })
            .map_err(failed("read notices"))?;
        rows.collect::<Result<_, _>>().map_err(failed("read notices"))
    }

    fn pass_over(&self, notices: &[i64]) -> Result<(), PrivateError> {
        self.in_transaction("pass notices over", |store| {
            for id in notices {
                let at = written(Timestamp::UNIX_EPOCH);
                store.execute("update notice set mailed_at = ?2 where id = ?1", params![id, at])?;
            }
            Ok(())
        })
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

#[cfg(test)]
mod tests {
    use registry_events::ids::Uuid;

    use super::*;
    use crate::clock::SystemEntropy;
    use crate::private::MasterKey;

    fn reader(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("an instant")
    }

    /// Two readers of a letter a day with two notices each, and a third who wants each at once.
    fn told() -> SqliteStore {
        let master = MasterKey::from_bytes([7; 32]);
        let store =
            SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store in memory");
        let notice = |(account, key): (u128, u32)| NewNotice {
            account: reader(account),
            subject: "cluster 1".into(),
            kind: "ClaimsStated".into(),
            key: key.to_string(),
            at: at(1_000),
        };
        let notices = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)].map(notice);
        let followed = Followed { notices: &notices, next: None, at: at(1_000), most: 10 };
        store.add_notices(followed).expect("told");
        store.set_wish(reader(3), "at-once").expect("chosen");
        store
    }

    fn due(store: &SqliteStore, daily_before: Option<i64>, most: usize) -> Vec<(AccountId, i64)> {
        let due = Due { since: at(0), daily_before: daily_before.map(at) };
        let found = store.unmailed(&due, most).expect("read");
        found.iter().map(|one| (one.notice.notice.account, one.notice.id)).collect()
    }

    #[test]
    fn what_is_wanted_at_once_comes_first_however_much_waits_for_its_day() {
        let store = told();
        assert_eq!(due(&store, Some(2_000), 1), [(reader(3), 5)]);
        assert_eq!(due(&store, None, 10), [(reader(3), 5)], "at night");
        assert_eq!(due(&store, Some(2_000), 10).len(), 5);
        store.set_wish(reader(3), "never").expect("chosen");
        assert_eq!(due(&store, None, 10), []);
        assert_eq!(due(&store, Some(2_000), 10).len(), 4);
    }

    #[test]
    fn a_reader_whose_last_letter_is_too_fresh_takes_nobodys_place() {
        let store = told();
        let letter =
            NewLetter { recipient: "one@works.example", subject: "", text: "", at: at(1_500) };
        assert!(store.mail_notices(&[1], letter, 10).expect("mailed"));
        assert_eq!(due(&store, Some(1_400), 2), [(reader(3), 5), (reader(2), 3)]);
        assert_eq!(due(&store, Some(1_500), 2), [(reader(3), 5), (reader(1), 2)]);
    }

    #[test]
    fn what_is_passed_over_is_due_no_more_and_holds_no_letter_back() {
        let store = told();
        store.pass_over(&[1, 5]).expect("passed over");
        assert_eq!(due(&store, Some(2_000), 1), [(reader(1), 2)]);
    }
}
