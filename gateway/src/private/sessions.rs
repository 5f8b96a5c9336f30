//! Sessions of people: by the digest of what their browser holds.

use jiff::Timestamp;
use registry_events::actor::Role;
use registry_events::ids::{AccountId, Digest};
use rusqlite::{OptionalExtension, Row, params};

use super::rows::{account, digest, instant, role_or_none, unreadable, written};
use super::sqlite::failed;
use super::{PrivateError, SqliteStore};

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// A keyed BLAKE3 of the cookie's value.
    pub digest: Digest,
    /// Whose it is.
    pub account: AccountId,
    /// The role its person acts in.
    pub role: Option<Role>,
    /// What its person has proved themselves with.
    pub proof: Proof,
    /// When its person signed in; a rotated session keeps it.
    pub began_at: Timestamp,
    /// When it was last used, within a minute.
    pub seen_at: Timestamp,
    /// From which network, shortened.
    pub address: String,
    /// With which browser, shortened.
    pub agent: String,
}

/// What a person has proved themselves with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The password, and no second factor.
    Password,
    /// The password and a code of the second factor.
    Both,
}

impl Proof {
    const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Both => "both",
        }
    }
}

/// The sessions that there are.
pub trait Sessions {
    /// Adds a session, in the place of another one where that is named: `false`, and none is added,
    /// when that one has ended meanwhile. Of very many of one person the oldest are ended.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn add_session(
        &self,
        session: &StoredSession,
        instead: Option<Digest>,
        most: usize,
    ) -> Result<bool, PrivateError>;

    /// A session by its digest.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn session(&self, digest: Digest) -> Result<Option<StoredSession>, PrivateError>;

    /// The sessions of an account, the one used last first.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn sessions_of(&self, account: AccountId) -> Result<Vec<StoredSession>, PrivateError>;

    /// Notes that a session was used.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn see_session(&self, digest: Digest, at: Timestamp) -> Result<(), PrivateError>;

    /// Ends a session of an account; `false` when there is none such.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn end_session(&self, account: AccountId, digest: Digest) -> Result<bool, PrivateError>;

    /// Ends every session of an account but one; answers with how many there were.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn end_sessions(&self, account: AccountId, but: Option<Digest>) -> Result<usize, PrivateError>;

    /// Removes what began before an instant.
    ///
    /// # Errors
    /// [`PrivateError`].
    fn sweep_sessions(&self, began_before: Timestamp) -> Result<usize, PrivateError>;
}

const COLUMNS: &str = "digest, account, role, proof, began_at, seen_at, address, agent";

impl Sessions for SqliteStore {
    fn add_session(
        &self,
        session: &StoredSession,
        instead: Option<Digest>,
        most: usize,
    ) -> Result<bool, PrivateError> {
        self.in_transaction("add a session", |transaction| {
            if let Some(instead) = instead {
                let gone = transaction
                    .execute("delete from session where digest = ?1", [instead.0.as_slice()])?;
                if gone == 0 {
                    return Ok(false);
                }
            }
            transaction.execute(
                "insert into session(digest, account, role, proof, began_at, seen_at, address,
                                     agent)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    session.digest.0.as_slice(),
                    session.account.to_string(),
                    session.role.map(Role::key),
                    session.proof.key(),
                    written(session.began_at),
                    written(session.seen_at),
                    session.address,
                    session.agent,
                ],
            )?;
            transaction.execute(
                "delete from session where account = ?1 and digest not in (
                     select digest from session where account = ?1
                     order by began_at desc, seen_at desc limit ?2)",
                params![session.account.to_string(), i64::try_from(most).unwrap_or(i64::MAX)],
            )?;
            Ok(true)
        })
    }

    fn session(&self, digest: Digest) -> Result<Option<StoredSession>, PrivateError> {
        let find = format!("select {COLUMNS} from session where digest = ?1");
        self.connection()
            .query_row(&find, [digest.0.as_slice()], read_session)
            .optional()
            .map_err(failed("find a session"))
    }

    fn sessions_of(&self, account: AccountId) -> Result<Vec<StoredSession>, PrivateError> {
        let list =
            format!("select {COLUMNS} from session where account = ?1 order by seen_at desc");
        let connection = self.connection();
        let mut statement = connection.prepare(&list).map_err(failed("list sessions"))?;
        let rows = statement
            .query_map([account.to_string()], read_session)
            .map_err(failed("list sessions"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list sessions"))
    }

    fn see_session(&self, digest: Digest, at: Timestamp) -> Result<(), PrivateError> {
        self.connection()
            .execute(
                "update session set seen_at = ?2 where digest = ?1",
                params![digest.0.as_slice(), written(at)],
            )
            .map(drop)
            .map_err(failed("note that a session is used"))
    }

    fn end_session(&self, account: AccountId, digest: Digest) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "delete from session where account = ?1 and digest = ?2",
                params![account.to_string(), digest.0.as_slice()],
            )
            .map(|ended| ended > 0)
            .map_err(failed("end a session"))
    }

    fn end_sessions(&self, account: AccountId, but: Option<Digest>) -> Result<usize, PrivateError> {
        let but = but.map(|digest| digest.0.to_vec()).unwrap_or_default();
        self.connection()
            .execute(
                "delete from session where account = ?1 and digest <> ?2",
                params![account.to_string(), but],
            )
            .map_err(failed("end sessions"))
    }

    fn sweep_sessions(&self, began_before: Timestamp) -> Result<usize, PrivateError> {
        self.connection()
            .execute("delete from session where began_at < ?1", [written(began_before)])
            .map_err(failed("sweep sessions"))
    }
}

fn read_session(row: &Row<'_>) -> rusqlite::Result<StoredSession> {
    let proof: String = row.get(3)?;
    let proof = [Proof::Password, Proof::Both].into_iter().find(|known| known.key() == proof);
    Ok(StoredSession {
        digest: digest(row, 0)?,
        account: account(row, 1)?,
        role: role_or_none(row, 2)?,
        proof: proof.ok_or_else(|| unreadable(3))?,
        began_at: instant(row, 4)?,
        seen_at: instant(row, 5)?,
        address: row.get(6)?,
        agent: row.get(7)?,
    })
}
