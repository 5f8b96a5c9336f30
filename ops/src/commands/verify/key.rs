//! The key that a check believes, and what stands in files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::{KeyError, VerifierKey};

use crate::failure::Failure;

/// More than a proof with the largest entry has.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// The key that was given, itself or in a file.
pub(in crate::commands) fn given(given: &str) -> Result<VerifierKey, Failure> {
    let none = |why: &str| {
        Failure::refused(format!("{given} is no verifier key: {why}"))
            .hint("the registry's operator publishes it; it is written NAME+ID+BASE64")
    };
    let path = Path::new(given);
    let text = if path.is_file() {
        String::from_utf8(bytes(path, FILE_BYTES_MAX)?).map_err(|_| none("it isn't text"))?
    } else {
        given.to_owned()
    };
    text.trim().parse().map_err(|error: KeyError| none(&error.to_string()))
}

/// The key that was given, where nothing else brings one.
pub(super) fn needed(key: Option<&str>) -> Result<VerifierKey, Failure> {
    let key = key.ok_or_else(|| {
        Failure::refused("without the log's key a signature shows nothing")
            .hint("give it with --key: the registry's operator publishes it")
    })?;
    given(key)
}

/// What stands in a file of a sensible length.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    let bytes = bytes(path, FILE_BYTES_MAX)?;
    String::from_utf8(bytes).map_err(|_| wrong(path, "it isn't text"))
}

/// The bytes of a file that isn't longer than it may be.
pub(super) fn bytes(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(bytes_max + 1).read_to_end(&mut bytes));
    let read =
        read.map_err(|error| Failure::refused(format!("can't read {}: {error}", path.display())))?;
    if read as u64 > bytes_max {
        return Err(Failure::refused(format!("{} is over {bytes_max} bytes", path.display())));
    }
    Ok(bytes)
}

/// A checkpoint in a file.
pub(super) fn checkpoint(path: &Path, key: &VerifierKey) -> Result<SignedCheckpoint, Failure> {
    SignedCheckpoint::open(&text(path)?, key).map_err(|error| wrong(path, error_told(&error)))
}

/// A file that isn't what it is given for.
pub(super) fn wrong(path: &Path, reason: impl std::fmt::Display) -> Failure {
    Failure::found_wrong(format!("{}: {reason}", path.display()))
}

/// An error with its causes.
pub(super) fn error_told(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", error_told(cause)),
        None => error.to_string(),
    }
}
