//! The master key: 32 random bytes in a file only the operator can read. Keys for single purposes
//! are derived from it.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::PrivateError;
use crate::clock::Entropy;

/// The key that everything private at the edge is protected with.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A key from bytes, for tests and the demonstration.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the key from its file, or makes one where there is none yet.
    ///
    /// # Errors
    /// [`PrivateError::MasterKeyFile`] when it can't be read or written, isn't 32 bytes, or others
    /// may read it.
    pub fn open_or_make(path: &Path, entropy: &dyn Entropy) -> Result<Self, PrivateError> {
        let failed = |reason: String| PrivateError::MasterKeyFile {
            path: path.display().to_string(),
            reason,
        };
        match fs::read(path) {
            Ok(bytes) => {
                let mode =
                    fs::metadata(path).map_err(|e| failed(e.to_string()))?.permissions().mode();
                if mode & 0o077 != 0 {
                    return Err(failed("others may read it; run chmod 600 on it".into()));
                }
                let bytes = <[u8; 32]>::try_from(bytes.as_slice());
                bytes.map(Self).map_err(|_| failed("it isn't 32 bytes long".into()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key: [u8; 32] = entropy.array();
                write_new(path, &key).map_err(|error| failed(error.to_string()))?;
                Ok(Self(key))
            }
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// Writes the key to a file, unless there is one.
    ///
    /// # Errors
    /// [`PrivateError::MasterKeyFile`].
    pub fn keep_in(&self, path: &Path) -> Result<(), PrivateError> {
        match write_new(path, &self.0) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                let path = path.display().to_string();
                Err(PrivateError::MasterKeyFile { path, reason: error.to_string() })
            }
            _ => Ok(()),
        }
    }

    /// A key for one purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        blake3::derive_key(&format!("cluster-registry 2026 {purpose} v1"), &self.0)
    }
}

/// Writes a file that wasn't there, for its owner's eyes: whole or not at all, and durably, its name
/// included.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension("key.new");
    let _none_was_left = fs::remove_file(&unfinished);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    // A link fails where the name is taken, so a key that is there is never replaced.
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    linked?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    fs::File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
}
