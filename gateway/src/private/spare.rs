//! The keyring's spare: a second copy of the subjects' keys in a file of its own, brought up to date
//! after each change of the first and overwritten with it, so that what was erased is in neither.
//!
//! It is a store of keys itself: copied to the place of a lost private store it is one that has all
//! keys and no tokens.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use registry_events::seal::KeyId;
use rusqlite::{Connection, params};

use super::PrivateError;
use super::sqlite::{failed, in_transaction};

/// What it is called, beside the private store.
pub const SPARE: &str = "keyring.spare";

const SCHEMA: &str = "
    pragma spare.secure_delete = on; pragma spare.synchronous = full;
    create table if not exists spare.subject_key(
        id text primary key, nonce blob not null, sealed blob not null) strict;
    create table if not exists spare.forgotten_key(id text primary key) strict;
";

/// What either copy knows to be forgotten is erased from both; a key that one has lost comes back from
/// the other.
const MEET: &str = "
    insert or ignore into main.forgotten_key select id from spare.forgotten_key;
    insert or ignore into spare.forgotten_key select id from main.forgotten_key;
    delete from main.subject_key where id in (select id from main.forgotten_key);
    delete from spare.subject_key where id in (select id from main.forgotten_key);
    insert or ignore into main.subject_key select id, nonce, sealed from spare.subject_key;
    insert or ignore into spare.subject_key select id, nonce, sealed from main.subject_key;
";

/// Copies a key.
const COPY: &str = "insert or replace into spare.subject_key
    select id, nonce, sealed from main.subject_key where id = ?1";
/// Notes that a key is never to be made again.
const REMEMBER: &str = "insert or ignore into spare.forgotten_key(id) values (?1)";
/// Erases a key.
const ERASE: &str = "delete from spare.subject_key where id = ?1";

/// Opens the spare beside a store, or makes it, and brings both to the same keys.
pub(super) fn attach(connection: &mut Connection, store: &Path) -> Result<(), PrivateError> {
    let path = store.with_file_name(SPARE);
    make_private(&path).map_err(|error| PrivateError::Spare { reason: error.to_string() })?;
    let attached = connection
        .execute("attach database ?1 as spare", params![path.to_string_lossy()])
        .and_then(|_| connection.execute_batch(SCHEMA))
        .and_then(|()| in_transaction(connection, |both| both.execute_batch(MEET)));
    attached.map_err(|error| PrivateError::Spare { reason: error.to_string() })
}

/// A key was added to the store.
pub(super) fn copy(connection: &mut Connection, key: &KeyId) -> Result<(), PrivateError> {
    in_transaction(connection, |spare| spare.execute(COPY, params![key.0]))
        .map(drop)
        .map_err(failed("keep its spare copy"))
}

/// Keys were erased from the store.
pub(super) fn erase(connection: &mut Connection, keys: &[KeyId]) -> Result<(), PrivateError> {
    let erased = in_transaction(connection, |spare| {
        for key in keys {
            spare.execute(REMEMBER, params![key.0])?;
            spare.execute(ERASE, params![key.0])?;
        }
        Ok(())
    });
    erased.map_err(failed("overwrite its spare copy"))
}

/// Makes an empty file for its owner's eyes, unless it is there.
fn make_private(path: &Path) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)?.sync_all()
}
