//! The private store in SQLite.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use registry_core::access::Caller;
use registry_events::actor::Role;
use registry_events::ids::{Digest, StreamVersion};
use registry_events::seal::{KeyId, Keyring, SealPlace, Sealed};
use registry_events::stream::StreamId;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params,
};

use super::migrations::migrate;
use super::rows::unreadable;
use super::{
    DocumentLooks, Drafts, MasterKey, Notices, OneTimeLinks, Outbox, People, PrivateError,
    PrivateStore, SecurityJournal, Sessions, StoredToken, spare,
};
use crate::clock::Entropy;

/// The private store of one installation; one process writes at a time, others wait a little.
pub struct SqliteStore {
    connection: Mutex<Connection>,
    /// None for a store in memory.
    file: Option<PathBuf>,
    master: Keyring,
    entropy: Box<dyn Entropy>,
}

/// Adds a key, unless it was forgotten.
const ADD: &str = "insert into main.subject_key(id, nonce, sealed) select ?1, ?2, ?3
     where not exists(select 1 from main.forgotten_key where id = ?1)";
/// Notes that a key is never to be made again.
const REMEMBER: &str = "insert into main.forgotten_key(id) values (?1) on conflict do nothing";
/// Erases a key.
const ERASE: &str = "delete from main.subject_key where id = ?1";

impl SqliteStore {
    /// Opens the store, or makes it.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn open(
        path: &Path,
        master: &MasterKey,
        entropy: Box<dyn Entropy>,
    ) -> Result<Self, PrivateError> {
        let connection = Connection::open(path).map_err(failed("be opened"))?;
        let file = Some(path.to_path_buf());
        let store = Self { file, ..Self::over(connection, master, entropy)? };
        spare::attach(&mut store.connection(), path)?;
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .map_err(|error| PrivateError::MasterKeyFile {
                path: path.display().to_string(),
                reason: error.to_string(),
            })?;
        Ok(store)
    }

    /// Whether the store in a file holds a key or a token; nothing is written.
    ///
    /// # Errors
    /// [`PrivateError::Database`].
    pub fn holds_anything(path: &Path) -> Result<bool, PrivateError> {
        let tables = "select count(*) from sqlite_schema where name in ('subject_key', 'token')";
        let rows = "select exists(select 1 from subject_key) or exists(select 1 from token)";
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|store| {
                let is_set_up = store.query_row(tables, [], |row| row.get::<_, i64>(0))? == 2;
                Ok(is_set_up && store.query_row(rows, [], |row| row.get(0))?)
            })
            .map_err(failed("be looked at"))
    }

    /// A store in memory, for tests.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn in_memory(master: &MasterKey, entropy: Box<dyn Entropy>) -> Result<Self, PrivateError> {
        let connection = Connection::open_in_memory().map_err(failed("be opened"))?;
        Self::over(connection, master, entropy)
    }

    fn over(
        mut connection: Connection,
        master: &MasterKey,
        entropy: Box<dyn Entropy>,
    ) -> Result<Self, PrivateError> {
        connection.busy_timeout(Duration::from_secs(5)).map_err(failed("wait"))?;
        connection
            .execute_batch(
                "pragma secure_delete = on; pragma synchronous = full; pragma foreign_keys = on;",
            )
            .map_err(failed("be set up"))?;
        migrate(&mut connection)?;
        let mut keyring = Keyring::default();
        keyring.add(master_key_id(), master.derive("keyring"));
        Ok(Self { connection: Mutex::new(connection), file: None, master: keyring, entropy })
    }

    /// Whether it has a spare beside it: one in memory has none.
    const fn has_spare(&self) -> bool {
        self.file.is_some()
    }

    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does several things or none of them.
    pub(super) fn in_transaction<T>(
        &self,
        operation: &'static str,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, PrivateError> {
        let mut connection = self.connection();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed(operation))?;
        let changed = change(&transaction).map_err(failed(operation))?;
        transaction.commit().map_err(failed(operation))?;
        Ok(changed)
    }

    fn unseal(
        &self,
        key: &KeyId,
        nonce: Vec<u8>,
        bytes: Vec<u8>,
    ) -> Result<[u8; 32], PrivateError> {
        let sealed = Sealed { key: master_key_id(), nonce, bytes };
        let stream = place_of(key);
        let place = SealPlace { stream: &stream, version: StreamVersion::EMPTY };
        let plain = self.master.open(&sealed, place).map_err(|_| PrivateError::WrongMasterKey)?;
        plain.try_into().map_err(|_| PrivateError::WrongMasterKey)
    }
}

pub(super) fn failed(operation: &'static str) -> impl FnOnce(rusqlite::Error) -> PrivateError {
    move |source| PrivateError::Database { operation, source }
}

fn master_key_id() -> KeyId {
    KeyId("master".into())
}

/// The place a subject's key is sealed for, so that rows can't be swapped.
fn place_of(key: &KeyId) -> StreamId {
    StreamId::identifier("key", &key.0)
}

impl PrivateStore for SqliteStore {
    fn is_there(&self) -> bool {
        self.file.as_ref().is_none_or(|file| file.exists())
    }

    fn add_key(&self, key: &KeyId, secret: &[u8; 32]) -> Result<(), PrivateError> {
        let stream = place_of(key);
        let place = SealPlace { stream: &stream, version: StreamVersion::EMPTY };
        let sealed = self
            .master
            .seal(&master_key_id(), self.entropy.array(), place, secret)
            .map_err(|_| PrivateError::WrongMasterKey)?;
        let mut connection = self.connection();
        let added = connection.execute(ADD, params![key.0, sealed.nonce, sealed.bytes]);
        if added.map_err(failed("add a key"))? == 0 {
            return Err(PrivateError::Forgotten(key.clone()));
        }
        if self.has_spare() { spare::copy(&mut connection, key) } else { Ok(()) }
    }

    fn key(&self, key: &KeyId) -> Result<Option<[u8; 32]>, PrivateError> {
        let row = self
            .connection()
            .query_row(
                "select nonce, sealed from subject_key where id = ?1",
                params![key.0],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .map_err(failed("find a key"))?;
        row.map(|(nonce, sealed)| self.unseal(key, nonce, sealed)).transpose()
    }

    fn keys(&self) -> Result<Vec<(KeyId, [u8; 32])>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare("select id, nonce, sealed from subject_key order by id")
            .map_err(failed("list keys"))?;
        let rows = statement
            .query_map([], |row| Ok((KeyId(row.get(0)?), row.get(1)?, row.get(2)?)))
            .map_err(failed("list keys"))?;
        rows.map(|row| {
            let (key, nonce, sealed) = row.map_err(failed("list keys"))?;
            let secret = self.unseal(&key, nonce, sealed)?;
            Ok((key, secret))
        })
        .collect()
    }

    /// The rows go with `secure_delete`, which overwrites them; the journal that held them is gone
    /// once the transaction is.
    fn forget_keys(&self, keys: &[KeyId]) -> Result<usize, PrivateError> {
        if keys.is_empty() {
            return Ok(0);
        }
        let mut connection = self.connection();
        let erased = erase_all(&mut connection, keys).map_err(failed("erase keys"))?;
        if self.has_spare() {
            spare::erase(&mut connection, keys)?;
        }
        Ok(erased)
    }

    fn add_token(&self, token: &StoredToken) -> Result<bool, PrivateError> {
        self.connection()
            .execute(
                "insert into token(
                     digest, account, role, label, issued_at, expires_at, writes, held_to)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict(digest) do nothing",
                params![
                    token.digest.0.as_slice(),
                    token.caller.account.to_string(),
                    token.caller.role.key(),
                    token.label,
                    token.issued_at.to_string(),
                    token.expires_at.to_string(),
                    token.writes,
                    token.caller.only.and_then(|only| i64::try_from(only.0).ok()),
                ],
            )
            .map(|added| added > 0)
            .map_err(failed("add a token"))
    }

    fn token(&self, digest: Digest) -> Result<Option<StoredToken>, PrivateError> {
        self.connection()
            .query_row(
                "select digest, account, role, label, issued_at, expires_at, writes, held_to
                 from token where digest = ?1",
                params![digest.0.as_slice()],
                read_token,
            )
            .optional()
            .map_err(failed("find a token"))
    }

    fn tokens(&self) -> Result<Vec<StoredToken>, PrivateError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare(
                "select digest, account, role, label, issued_at, expires_at, writes, held_to
                 from token order by issued_at, digest",
            )
            .map_err(failed("list tokens"))?;
        let rows = statement.query_map([], read_token).map_err(failed("list tokens"))?;
        rows.collect::<Result<_, _>>().map_err(failed("list tokens"))
    }

    fn remove_token(&self, digest: Digest) -> Result<bool, PrivateError> {
        self.connection()
            .execute("delete from token where digest = ?1", params![digest.0.as_slice()])
            .map(|removed| removed > 0)
            .map_err(failed("remove a token"))
    }

    fn people(&self) -> &dyn People {
        self
    }

    fn sessions(&self) -> &dyn Sessions {
        self
    }

    fn links(&self) -> &dyn OneTimeLinks {
        self
    }

    fn outbox(&self) -> &dyn Outbox {
        self
    }

    fn drafts(&self) -> &dyn Drafts {
        self
    }

    fn notices(&self) -> &dyn Notices {
        self
    }

    fn looks(&self) -> &dyn DocumentLooks {
        self
    }

    fn security(&self) -> &dyn SecurityJournal {
        self
    }
}

fn erase_all(connection: &mut Connection, keys: &[KeyId]) -> rusqlite::Result<usize> {
    in_transaction(connection, |store| {
        let mut erased = 0;
        for key in keys {
            store.execute(REMEMBER, params![key.0])?;
            erased += store.execute(ERASE, params![key.0])?;
        }
        Ok(erased)
    })
}

/// Does something wholly or not at all.
pub(super) fn in_transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

fn read_token(row: &Row<'_>) -> rusqlite::Result<StoredToken> {
    let role: String = row.get(2)?;
    let role = Role::from_key(&role).ok_or_else(|| unreadable(2))?;
    let time = |index| -> rusqlite::Result<Timestamp> {
        row.get::<_, String>(index)?.parse().map_err(|_| unreadable(index))
    };
    let version = |given: i64| u64::try_from(given).map(StreamVersion).map_err(|_| unreadable(7));
    let held_to = row.get::<_, Option<i64>>(7)?.map(version);
    Ok(StoredToken {
        digest: Digest(row.get(0)?),
        caller: Caller {
            account: row.get::<_, String>(1)?.parse().map_err(|_| unreadable(1))?,
            role,
            only: held_to.transpose()?,
        },
        writes: row.get(6)?,
        label: row.get(3)?,
        issued_at: time(4)?,
        expires_at: time(5)?,
    })
}
