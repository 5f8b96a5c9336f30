//! That a log was signed, with which key and how far, as it is noted apart from that key and what it
//! signed: a registry that has lost both isn't taken for one that was never signed.
//!
//! Whoever signs notes it first. That is done in a connection of its own: commands that don't open the
//! private store sign as well.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use registry_events::transparency::tree::{TreeHash, TreeHead};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, params};

use super::PrivateError;
use super::migrations::migrate;
use super::sqlite::failed;

/// What is noted of the signing of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningTrace {
    /// The verifier key, as `NAME+ID+BASE64`.
    pub key: String,
    /// The log that was signed last.
    pub head: TreeHead,
}

/// The private store of a folder, as the place of its log's trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracePlace(PathBuf);

const HAS_TRACE: &str = "select count(*) from sqlite_schema where name = 'signing_trace'";
const READ: &str = "select key, size, root from signing_trace";
const WRITE: &str = "insert into signing_trace(id, key, size, root) values (1, ?1, ?2, ?3)
    on conflict(id) do update set key = ?1, size = ?2, root = ?3";

impl TracePlace {
    /// The place in a store; none where there is no store, or none that this process may read.
    pub fn at(store: &Path) -> Option<Self> {
        match File::open(store).map_err(|error| error.kind()) {
            Err(ErrorKind::NotFound | ErrorKind::PermissionDenied) => None,
            _ => Some(Self(store.into())),
        }
    }

    /// What is noted; nothing is written.
    ///
    /// # Errors
    /// [`PrivateError::Database`].
    pub fn read(&self) -> Result<Option<SigningTrace>, PrivateError> {
        let read = || {
            let store = self.open(OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            match store.query_row(HAS_TRACE, [], |row| row.get::<_, i64>(0))? {
                0 => Ok(None),
                _ => store.query_row(READ, [], trace_of).optional(),
            }
        };
        read().map_err(failed("tell how far the log was signed"))
    }

    /// Notes it in the place of what was noted before; a store that was removed isn't made anew.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn write(&self, trace: &SigningTrace) -> Result<(), PrivateError> {
        let mut store = self
            .open(OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(failed("be opened to note how far the log is signed"))?;
        migrate(&mut store)?;
        let (size, root) = (trace.head.size.cast_signed(), trace.head.root.as_bytes().as_slice());
        store
            .execute(WRITE, params![trace.key, size, root])
            .map(drop)
            .map_err(failed("note how far the log is signed"))
    }

    fn open(&self, flags: OpenFlags) -> rusqlite::Result<Connection> {
        let store = Connection::open_with_flags(&self.0, flags)?;
        store.busy_timeout(Duration::from_secs(5))?;
        Ok(store)
    }
}

fn trace_of(row: &Row<'_>) -> rusqlite::Result<SigningTrace> {
    let (size, root): (i64, [u8; 32]) = (row.get(1)?, row.get(2)?);
    let head = TreeHead { size: size.cast_unsigned(), root: TreeHash(root) };
    Ok(SigningTrace { key: row.get(0)?, head })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use registry_events::transparency::tree::leaf_hash;

    use super::*;

    fn trace(size: u64) -> SigningTrace {
        let head = TreeHead { size, root: leaf_hash(&size.to_be_bytes()) };
        SigningTrace { key: "registry.example/log+1+A".into(), head }
    }

    #[test]
    fn what_is_noted_last_is_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("private.sqlite");
        assert_eq!(TracePlace::at(&path), None);
        fs::write(&path, "").expect("an empty store");
        let place = TracePlace::at(&path).expect("a store");
        assert_eq!(place.read().expect("read"), None);
        for size in [0, 7, 3, u64::MAX] {
            place.write(&trace(size)).expect("noted");
            assert_eq!(place.read().expect("read"), Some(trace(size)));
        }
    }

    #[test]
    fn a_store_that_was_removed_is_not_made_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("private.sqlite");
        fs::write(&path, "").expect("an empty store");
        let place = TracePlace::at(&path).expect("a store");
        fs::remove_file(&path).expect("removed");
        assert!(place.write(&trace(1)).is_err());
        assert!(!path.exists());
    }
}
