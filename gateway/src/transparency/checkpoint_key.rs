//! The file of the key that checkpoints are signed with: one line, readable by its owner only.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use registry_events::transparency::note::{KeyError, SigningKey};
use zeroize::Zeroizing;

use crate::clock::Entropy;
use crate::private::write_new;

/// Why a key can't be made or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// There is a key, and a key is never replaced: its checkpoints would be nobody's.
    #[error("there is a key in {path} already")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file can't be read or written.
    #[error("can't use the key in {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Others than its owner may read or write it.
    #[error("others may read or write the key in {path}: run chmod 600 on it")]
    OthersMayRead {
        /// The file.
        path: PathBuf,
    },
    /// What stands in it is no key.
    #[error("what stands in {path} is no key")]
    NotAKey {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: KeyError,
    },
    /// The origin can't name a log.
    #[error("“{origin}” can't name a log")]
    Origin {
        /// As given.
        origin: String,
        /// Why.
        #[source]
        source: KeyError,
    },
}

/// Reads the key.
///
/// # Errors
/// [`KeyFileError`], which never tells what stands in the file.
pub fn read_key(path: &Path) -> Result<SigningKey, KeyFileError> {
    let failed = |source| KeyFileError::File { path: path.into(), source };
    let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyFileError::OthersMayRead { path: path.into() });
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(failed)?);
    text.trim_end().parse().map_err(|source| KeyFileError::NotAKey { path: path.into(), source })
}

/// Makes a key for the log that an origin names for ever, and writes it to a file that isn't there,
/// which is where a link leads to.
///
/// # Errors
/// [`KeyFileError`]; a key that is there stays.
pub fn make_key(
    path: &Path,
    origin: &str,
    entropy: &dyn Entropy,
) -> Result<SigningKey, KeyFileError> {
    let key = SigningKey::from_seed(origin, &entropy.array())
        .map_err(|source| KeyFileError::Origin { origin: origin.into(), source })?;
    let text = Zeroizing::new(format!("{}\n", key.secret_text().as_str()));
    write_new(&led_to(path), text.as_bytes()).map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.into() },
        _ => KeyFileError::File { path: path.into(), source },
    })?;
    Ok(key)
}

/// Where a link in the data folder leads to, as the settings may have it.
fn led_to(path: &Path) -> PathBuf {
    let beside = path.parent().unwrap_or_else(|| Path::new(""));
    fs::read_link(path).map_or_else(|_| path.into(), |place| beside.join(place))
}
