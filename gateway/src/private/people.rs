//! People behind accounts: mailbox, name, password, second factor, and how often signing in failed.

use jiff::Timestamp;
use registry_events::ids::{AccountId, Digest};
use registry_events::value::Language;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::rows::{account, instant, instant_or_none, unreadable, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};
use crate::http::language::{code, named};

/// A person as the private store has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account they act under; the log knows nothing else of them.
    pub account: AccountId,
    /// Their mailbox, folded so that one mailbox is one person.
    pub email: String,
    /// How they want to be called.
    pub name: String,
    /// The language of letters to them.
    pub language: Language,
    /// Their password as a record of its digest; none until they set one.
    pub password: Option<String>,
    /// When they were entered.
    pub opened_at: Timestamp,
    /// The second factor, once they began to set one up.
    pub factor: Option<StoredFactor>,
}

/// A second factor: its secret is sealed under the master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFactor {
    /// The nonce of the seal.
    pub nonce: Vec<u8>,
    /// The sealed secret.
    pub sealed: Vec<u8>,
    /// When a code of it was shown for the first time; until then it isn't asked for.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the last code that was used: none before it is taken again.
    pub step: u64,
}

/// Failures of one subject, an account or an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// People and what they prove themselves with.
pub trait People {
    /// Enters a person; `false` when the mailbox or the account is taken.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_person(&self, person: &Person) -> Result<bool, PrivateError>;

    /// A person by their account.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn person(&self, account: AccountId) -> Result<Option<Person>, PrivateError>;

    /// A person by their mailbox.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn person_of_mailbox(&self, email: &str) -> Result<Option<Person>, PrivateError>;

    /// Everybody, by mailbox.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn everybody(&self) -> Result<Vec<Person>, PrivateError>;

    /// Mailboxes of people who were entered after the person of a number, each with its number, in
    /// that order.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn mailboxes_after(&self, last: i64) -> Result<Vec<(i64, AccountId, String)>, PrivateError>;

    /// Sets a password by its record and ends every session of the person.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn set_password(&self, account: AccountId, record: &str) -> Result<(), PrivateError>;

    /// As [`Self::set_password`], and uses a one-time link up: both or neither. `false` when the link
    /// doesn't work any more.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn set_password_by_link(
        &self,
        link: Digest,
        at: Timestamp,
        account: AccountId,
        record: &str,
    ) -> Result<bool, PrivateError>;

    /// As [`Self::add_person`], and uses a one-time link up: both or neither. `false` when the link
    /// doesn't work any more, or the mailbox or the account is taken.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_person_by_link(
        &self,
        link: Digest,
        at: Timestamp,
        person: &Person,
    ) -> Result<bool, PrivateError>;

    /// Sets the second factor, or takes it away with its recovery codes.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn set_factor(
        &self,
        account: AccountId,
        factor: Option<&StoredFactor>,
    ) -> Result<(), PrivateError>;

    /// Notes the step of a code that was used; `false` when it or a later one was used before.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn use_factor_step(&self, account: AccountId, step: u64) -> Result<bool, PrivateError>;

    /// Puts recovery codes in the place of those there were.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn set_recovery_codes(
        &self,
        account: AccountId,
        digests: &[Digest],
    ) -> Result<(), PrivateError>;

    /// Uses a recovery code up; `false` when there is none such, or it was used before.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn use_recovery_code(
        &self,
        account: AccountId,
        digest: Digest,
        at: Timestamp,
    ) -> Result<bool, PrivateError>;

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn recovery_codes_left(&self, account: AccountId) -> Result<u32, PrivateError>;

    /// The failures of a subject, named by a keyed digest.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn failures(&self, subject: Digest) -> Result<Option<Failures>, PrivateError>;

    /// Notes one more failure; those of before `since` are forgotten, whoever's they are.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn note_failure(
        &self,
        subject: Digest,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<(), PrivateError>;

    /// Takes one failure of a subject back, which was none.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn take_failure_back(&self, subject: Digest) -> Result<(), PrivateError>;

    /// Forgets the failures of a subject.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn forget_failures(&self, subject: Digest) -> Result<(), PrivateError>;
}

const COLUMNS: &str = "account, email, name, language, password, opened_at, factor_nonce, \
                       factor_sealed, factor_confirmed_at, factor_step";

impl People for SqliteStore {
    fn add_person(&self, person: &Person) -> Result<bool, PrivateError> {
        let added = add(&self.connection(), person);
        added.map(|added| added > 0).map_err(failed("enter a person"))
    }

    fn person(&self, account: AccountId) -> Result<Option<Person>, PrivateError> {
        let find = format!("select {COLUMNS} from person where account = ?1");
        self.connection()
            .query_row(&find, params![account.to_string()], read_person)
            .optional()
            .map_err(failed("find a person"))
    }

    fn person_of_mailbox(&self, email: &str) -> Result<Option<Person>, PrivateError> {
        let find = format!("select {COLUMNS} from person where email = ?1");
        self.connection()
            .query_row(&find, params![email], read_person)
            .optional()
            .map_err(failed("find a person"))
    }

    fn everybody(&self) -> Result<Vec<Person>, PrivateError> {
        let connection = self.connection();
        let list = format!("select {COLUMNS} from person order by email");
        let mut statement = connection.prepare(&list).map_err(failed("list people"))?;
        let rows = statement.query_map([], read_person).map_err(failed("list people"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list people"))
    }

    fn mailboxes_after(&self, last: i64) -> Result<Vec<(i64, AccountId, String)>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare("select rowid, account, email from person where rowid > ?1 order by rowid")
            .map_err(failed("list mailboxes"))?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, account(row, 1)?, row.get(2)?));
        let rows = statement.query_map([last], read).map_err(failed("list mailboxes"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list mailboxes"))
    }

    fn set_password(&self, account: AccountId, record: &str) -> Result<(), PrivateError> {
        self.in_transaction("set a password", |transaction| {
            set_password(transaction, account, record)
        })
    }

    fn set_password_by_link(
        &self,
        link: Digest,
        at: Timestamp,
        account: AccountId,
        record: &str,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("set a password by a link", |transaction| {
            let used = transaction.execute(
                "update one_time_link set used_at = ?2
                 where digest = ?1 and used_at is null and expires_at > ?2",
                params![link.0.as_slice(), written(at)],
            )?;
            if used > 0 {
                set_password(transaction, account, record)?;
            }
            Ok(used > 0)
        })
    }

    fn add_person_by_link(
        &self,
        link: Digest,
        at: Timestamp,
        person: &Person,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("enter a person by a link", |transaction| {
            let open: bool = transaction.query_row(
                "select exists (select 1 from one_time_link
                 where digest = ?1 and used_at is null and expires_at > ?2)",
                params![link.0.as_slice(), written(at)],
                |row| row.get(0),
            )?;
            if !open || add(transaction, person)? == 0 {
                return Ok(false);
            }
            transaction.execute(
                "update one_time_link set used_at = ?2 where digest = ?1",
                params![link.0.as_slice(), written(at)],
            )?;
            Ok(true)
        })
    }

    fn set_factor(
        &self,
        account: AccountId,
        factor: Option<&StoredFactor>,
    ) -> Result<(), PrivateError> {
        let step = factor.map_or(0, |factor| factor.step);
        self.in_transaction("set a second factor", |transaction| {
            let account = account.to_string();
            transaction.execute(
                "update person set factor_nonce = ?2, factor_sealed = ?3,
                     factor_confirmed_at = ?4, factor_step = ?5
                 where account = ?1",
                params![
                    account,
                    factor.map(|factor| &factor.nonce),
                    factor.map(|factor| &factor.sealed),
                    factor.and_then(|factor| factor.confirmed_at).map(written),
                    i64::try_from(step).unwrap_or(i64::MAX),
                ],
            )?;
            if factor.is_none() {
                transaction
                    .execute("delete from recovery_code where account = ?1", params![account])?;
            }
            Ok(())
        })
    }

    fn use_factor_step(&self, account: AccountId, step: u64) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "update person set factor_step = ?2 where account = ?1 and factor_step < ?2",
                params![account.to_string(), i64::try_from(step).unwrap_or(i64::MAX)],
            )
            .map(|used| used > 0)
            .map_err(failed("use a code"))
    }

    fn set_recovery_codes(
        &self,
        account: AccountId,
        digests: &[Digest],
    ) -> Result<(), PrivateError> {
        self.in_transaction("set recovery codes", |transaction| {
            let account = account.to_string();
            transaction
                .execute("delete from recovery_code where account = ?1", params![account])?;
            for digest in digests {
                transaction.execute(
                    "insert into recovery_code(account, digest) values (?1, ?2)",
                    params![account, digest.0.as_slice()],
                )?;
            }
            Ok(())
        })
    }

    fn use_recovery_code(
        &self,
        account: AccountId,
        digest: Digest,
        at: Timestamp,
    ) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "update recovery_code set used_at = ?3
                 where account = ?1 and digest = ?2 and used_at is null",
                params![account.to_string(), digest.0.as_slice(), written(at)],
            )
            .map(|used| used > 0)
            .map_err(failed("use a recovery code"))
    }

    fn recovery_codes_left(&self, account: AccountId) -> Result<u32, PrivateError> {
        self.connection()
            .query_row(
                "select count(*) from recovery_code where account = ?1 and used_at is null",
                params![account.to_string()],
                |row| row.get(0),
            )
            .map_err(failed("count recovery codes"))
    }

    fn failures(&self, subject: Digest) -> Result<Option<Failures>, PrivateError> {
        self.connection()
            .query_row(
                "select count, last_at from sign_in_failure where subject = ?1",
                params![subject.0.as_slice()],
                |row| Ok(Failures { count: row.get(0)?, last_at: instant(row, 1)? }),
            )
            .optional()
            .map_err(failed("count failures"))
    }

    fn note_failure(
        &self,
        subject: Digest,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<(), PrivateError> {
        self.in_transaction("note a failure", |transaction| {
            transaction
                .execute("delete from sign_in_failure where last_at < ?1", [written(since)])?;
            transaction.execute(
                "insert into sign_in_failure(subject, count, last_at) values (?1, 1, ?2)
                 on conflict(subject) do update set count = count + 1, last_at = ?2",
                params![subject.0.as_slice(), written(at)],
            )?;
            Ok(())
        })
    }

    fn take_failure_back(&self, subject: Digest) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "update sign_in_failure set count = count - 1 where subject = ?1 and count > 0",
                [subject.0.as_slice()],
            )
            .map(drop)
            .map_err(failed("take a failure back"))
    }

    fn forget_failures(&self, subject: Digest) -> Result<(), PrivateError> {
        self.connection()
            .execute("delete from sign_in_failure where subject = ?1", [subject.0.as_slice()])
            .map(drop)
            .map_err(failed("forget failures"))
    }
}

fn add(connection: &Connection, person: &Person) -> rusqlite::Result<usize> {
    connection.execute(
        "insert into person(account, email, name, language, password, opened_at)
         values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing",
        params![
            person.account.to_string(),
            person.email,
            person.name,
            code(person.language),
            person.password,
            written(person.opened_at),
        ],
    )
}

fn set_password(
    transaction: &Transaction<'_>,
    account: AccountId,
    record: &str,
) -> rusqlite::Result<()> {
    let account = account.to_string();
    transaction
        .execute("update person set password = ?2 where account = ?1", params![account, record])?;
    transaction.execute("delete from session where account = ?1", params![account])?;
    // Whoever came in with the former one may have made tokens to stay in by.
    transaction.execute("delete from token where account = ?1", params![account])?;
    // So may who asked for a link, and reads its letter later.
    transaction.execute(
        "delete from one_time_link where purpose in ('reset', 'invitation') and about = ?1
             and used_at is null",
        params![account],
    )?;
    Ok(())
}

fn read_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let language: String = row.get(3)?;
    Ok(Person {
        account: account(row, 0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        language: named(&language).ok_or_else(|| unreadable(3))?,
        password: row.get(4)?,
        opened_at: instant(row, 5)?,
        factor: read_factor(row)?,
    })
}

fn read_factor(row: &Row<'_>) -> rusqlite::Result<Option<StoredFactor>> {
    let Some(nonce) = row.get(6)? else { return Ok(None) };
    let step: i64 = row.get(9)?;
    Ok(Some(StoredFactor {
        nonce,
        sealed: row.get(7)?,
        confirmed_at: instant_or_none(row, 8)?,
        step: u64::try_from(step).map_err(|_| unreadable(9))?,
    }))
}
