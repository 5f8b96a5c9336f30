//! One-time links: by the digest of what stands in the address, with what they are for.

use jiff::Timestamp;
use registry_events::ids::Digest;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::outbox::{self, LetterName, NewLetter};
use super::rows::{digest, instant, instant_or_none, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLink {
    /// A keyed BLAKE3 of the token in its address.
    pub digest: Digest,
    /// What it is for, by a key of the program.
    pub purpose: String,
    /// Whom or what it is about, so that those of one subject are counted and withdrawn together.
    pub about: String,
    /// What its purpose needs to know, in JSON.
    pub payload: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was used up.
    pub used_at: Option<Timestamp>,
}

/// What became of a link that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is open, and its letter on its way.
    Now,
    /// It was before, open or used up: nothing was added.
    Before,
    /// As many are open, or letters wait, as may: nothing was added.
    TooMany,
}

/// What follows from a link that is used, wholly or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredOutcome {
    /// What stands in the place of what its purpose had to know.
    pub payload: String,
    /// Another link that is issued.
    pub link: Option<StoredLink>,
    /// Letters that are written: recipient, subject and text.
    pub letters: Vec<(String, String, String)>,
    /// Names the other link and the letters where several links lead to the same: they follow once.
    pub once: Option<LetterName>,
}

/// The links that were issued.
pub trait OneTimeLinks {
    /// Adds a link with the letter that brings it, both or neither, unless it was added before or as
    /// many of its purpose and subject are open as may be. Links that ran out before `swept_before` are
    /// removed, and one of its own that ran out makes room for it.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_link(
        &self,
        link: &StoredLink,
        open_max: u32,
        swept_before: Timestamp,
        letter: Option<(NewLetter<'_>, usize)>,
    ) -> Result<Added, PrivateError>;

    /// A link by its digest, used up or not.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn link(&self, digest: Digest) -> Result<Option<StoredLink>, PrivateError>;

    /// Uses a link up; none when there is none such, or it was used or has run out.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn take_link(&self, digest: Digest, at: Timestamp) -> Result<Option<StoredLink>, PrivateError>;

    /// Uses a link up with what follows from it; `false` when there is none such, or it was used or
    /// has run out, and then nothing follows. The outbox takes these letters however many wait in it.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn use_link(
        &self,
        digest: Digest,
        at: Timestamp,
        outcome: &StoredOutcome,
    ) -> Result<bool, PrivateError>;

    /// Forgets what links of a purpose that have run out unused had to know.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn empty_links(&self, purposes: &[&str], at: Timestamp) -> Result<usize, PrivateError>;

    /// Withdraws the open links of a purpose and subject.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn withdraw_links(&self, purpose: &str, about: &str) -> Result<usize, PrivateError>;

    /// The open links of a purpose, newest first, for who waits for an answer.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn open_links(
        &self,
        purpose: &str,
        about: &str,
        at: Timestamp,
    ) -> Result<Vec<StoredLink>, PrivateError>;
}

const COLUMNS: &str = "digest, purpose, about, payload, issued_at, expires_at, used_at";

impl OneTimeLinks for SqliteStore {
    fn add_link(
        &self,
        link: &StoredLink,
        open_max: u32,
        swept_before: Timestamp,
        letter: Option<(NewLetter<'_>, usize)>,
    ) -> Result<Added, PrivateError> {
        self.in_transaction("add a link", |transaction| {
            transaction.execute(
                "delete from one_time_link where expires_at < ?1
                     or (digest = ?2 and used_at is null and expires_at <= ?3)",
                params![written(swept_before), link.digest.0.as_slice(), written(link.issued_at)],
            )?;
            if is_there(transaction, link.digest)? {
                return Ok(Added::Before);
            }
            let open: u32 = transaction.query_row(
                "select count(*) from one_time_link where purpose = ?1 and about = ?2
                     and used_at is null and expires_at > ?3",
                params![link.purpose, link.about, written(link.issued_at)],
                |row| row.get(0),
            )?;
            let sent = match letter {
                Some((letter, most)) if open < open_max => {
                    outbox::insert(transaction, letter, most)?
                }
                _ => open < open_max,
            };
            if !sent {
                return Ok(Added::TooMany);
            }
            insert(transaction, link)?;
            Ok(Added::Now)
        })
    }

    fn link(&self, digest: Digest) -> Result<Option<StoredLink>, PrivateError> {
        let find = format!("select {COLUMNS} from one_time_link where digest = ?1");
        self.connection()
            .query_row(&find, [digest.0.as_slice()], read_link)
            .optional()
            .map_err(failed("find a link"))
    }

    fn take_link(&self, digest: Digest, at: Timestamp) -> Result<Option<StoredLink>, PrivateError> {
        let take = format!(
            "update one_time_link set used_at = ?2
             where digest = ?1 and used_at is null and expires_at > ?2 returning {COLUMNS}"
        );
        self.connection()
            .query_row(&take, params![digest.0.as_slice(), written(at)], read_link)
            .optional()
            .map_err(failed("use a link up"))
    }

    fn use_link(
        &self,
        digest: Digest,
        at: Timestamp,
        outcome: &StoredOutcome,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("use a link up", |transaction| {
            let used = transaction.execute(
                "update one_time_link set used_at = ?2, payload = ?3, about = ''
                 where digest = ?1 and used_at is null and expires_at > ?2",
                params![digest.0.as_slice(), written(at), outcome.payload],
            )?;
            if used == 0 {
                return Ok(false);
            }
            if let Some(name) = &outcome.once
                && !outbox::is_first(transaction, name, at)?
            {
                return Ok(true);
            }
            outcome.link.as_ref().map_or(Ok(()), |link| insert(transaction, link))?;
            for (recipient, subject, text) in &outcome.letters {
                transaction.execute(
                    "insert into outbox(recipient, subject, text, written_at, next_at)
                     values (?1, ?2, ?3, ?4, ?4)",
                    params![recipient, subject, text, written(at)],
                )?;
            }
            Ok(true)
        })
    }

    fn empty_links(&self, purposes: &[&str], at: Timestamp) -> Result<usize, PrivateError> {
        self.in_transaction("empty links", |transaction| {
            let mut emptied = 0;
            for purpose in purposes {
                emptied += transaction.execute(
                    "update one_time_link set payload = '{}', about = ''
                     where purpose = ?1 and used_at is null and expires_at <= ?2
                         and payload <> '{}'",
                    params![purpose, written(at)],
                )?;
            }
            Ok(emptied)
        })
    }

    fn withdraw_links(&self, purpose: &str, about: &str) -> Result<usize, PrivateError> {
        self.connection()
            .execute(
                "delete from one_time_link where purpose = ?1 and about = ?2 and used_at is null",
                [purpose, about],
            )
            .map_err(failed("withdraw links"))
    }

    fn open_links(
        &self,
        purpose: &str,
        about: &str,
        at: Timestamp,
    ) -> Result<Vec<StoredLink>, PrivateError> {
        let list = format!(
            "select {COLUMNS} from one_time_link where purpose = ?1 and about = ?2
                 and used_at is null and expires_at > ?3 order by issued_at desc"
        );
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("list links"))?;
        let rows = statement
            .query_map(params![purpose, about, written(at)], read_link)
            .map_err(failed("list links"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list links"))
    }
}

fn is_there(transaction: &Transaction<'_>, digest: Digest) -> rusqlite::Result<bool> {
    let find = "select exists (select 1 from one_time_link where digest = ?1)";
    transaction.query_row(find, [digest.0.as_slice()], |row| row.get(0))
}

fn insert(transaction: &Transaction<'_>, link: &StoredLink) -> rusqlite::Result<()> {
    transaction
        .execute(
            "insert into one_time_link(digest, purpose, about, payload, issued_at, expires_at)
             values (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                link.digest.0.as_slice(),
                link.purpose,
                link.about,
                link.payload,
                written(link.issued_at),
                written(link.expires_at),
            ],
        )
        .map(drop)
}

fn read_link(row: &Row<'_>) -> rusqlite::Result<StoredLink> {
    Ok(StoredLink {
        digest: digest(row, 0)?,
        purpose: row.get(1)?,
        about: row.get(2)?,
        payload: row.get(3)?,
        issued_at: instant(row, 4)?,
        expires_at: instant(row, 5)?,
        used_at: instant_or_none(row, 6)?,
    })
}
