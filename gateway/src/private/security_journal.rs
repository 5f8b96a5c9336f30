//! The security journal: who came in, who was turned away, what was changed of how people prove
//! themselves, who looked at what is sealed. It names accounts, and never what somebody typed but the
//! reason of a look.

use jiff::Timestamp;
use registry_events::ids::AccountId;
use rusqlite::{Row, params};

use super::rows::{instant, unreadable, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEvent {
    /// Its number, from 1 on.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What, by a key of the program.
    pub kind: String,
    /// Of which account, where it is known.
    pub account: Option<AccountId>,
    /// What else there is to say: a role, a label, an address of ours.
    pub about: String,
    /// From which network, shortened.
    pub address: String,
    /// Why, where somebody was asked for it; else empty.
    pub reason: String,
}

/// What the journal is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityFilter {
    /// One kind only.
    pub kind: Option<String>,
    /// One account only.
    pub account: Option<AccountId>,
    /// Lines before this one.
    pub before: Option<i64>,
}

/// The security journal.
pub trait SecurityJournal {
    /// Adds a line, and answers with its number; lines of before an instant are removed.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn note_security(
        &self,
        event: &SecurityEvent,
        swept_before: Timestamp,
    ) -> Result<i64, PrivateError>;

    /// Lines, the newest first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn security_events(
        &self,
        filter: &SecurityFilter,
        most: usize,
    ) -> Result<Vec<SecurityEvent>, PrivateError>;
}

impl SecurityJournal for SqliteStore {
    fn note_security(
        &self,
        event: &SecurityEvent,
        swept_before: Timestamp,
    ) -> Result<i64, PrivateError> {
        self.in_transaction("note in the security journal", |transaction| {
            transaction
                .execute("delete from security_event where at < ?1", [written(swept_before)])?;
            transaction.execute(
                "insert into security_event(at, kind, account, about, address, reason)
                 values (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    written(event.at),
                    event.kind,
                    event.account.map(|account| account.to_string()),
                    event.about,
                    event.address,
                    event.reason,
                ],
            )?;
            Ok(transaction.last_insert_rowid())
        })
    }

    fn security_events(
        &self,
        filter: &SecurityFilter,
        most: usize,
    ) -> Result<Vec<SecurityEvent>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "select id, at, kind, account, about, address, reason from security_event
                 where (?1 is null or kind = ?1) and (?2 is null or account = ?2)
                     and (?3 is null or id < ?3)
                 order by id desc limit ?4",
            )
            .map_err(failed("read the security journal"))?;
        let asked = params![
            filter.kind,
            filter.account.map(|account| account.to_string()),
            filter.before,
            i64::try_from(most).unwrap_or(i64::MAX),
        ];
        let rows =
            statement.query_map(asked, read_event).map_err(failed("read the security journal"))?;
        rows.collect::<Result<_, _>>().map_err(failed("read the security journal"))
    }
}

fn read_event(row: &Row<'_>) -> rusqlite::Result<SecurityEvent> {
    let account: Option<String> = row.get(3)?;
    let account = account.map(|id| id.parse().map_err(|_| unreadable(3))).transpose()?;
    Ok(SecurityEvent {
        id: row.get(0)?,
        at: instant(row, 1)?,
        kind: row.get(2)?,
        account,
        about: row.get(4)?,
        address: row.get(5)?,
        reason: row.get(6)?,
    })
}
