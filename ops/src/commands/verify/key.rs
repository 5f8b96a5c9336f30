//! The key that a check believes, and what stands in files.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;

use crate::failure::Failure;

/// More than a proof with the largest entry has.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// The key that was given, itself or in a file.
pub(in crate::commands) fn given(given: &str) -> Result<VerifierKey, Failure> {
    let text = if Path::new(given).is_file() { text(Path::new(given))? } else { given.to_owned() };
    text.trim().parse().map_err(|error| {
        Failure::refused(format!("{given} is no verifier key: {error}"))
            .hint("the registry's operator publishes it; it is written NAME+ID+BASE64")
    })
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
    let mut bytes = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes));
    let read =
        read.map_err(|error| Failure::refused(format!("can't read {}: {error}", path.display())))?;
    if read as u64 > FILE_BYTES_MAX {
        let path = path.display();
        return Err(Failure::refused(format!("{path} is over {FILE_BYTES_MAX} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| wrong(path, "it isn't text"))
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
