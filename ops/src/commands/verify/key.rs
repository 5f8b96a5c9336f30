//! The key that a check believes, and what stands in files.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::{KeyError, VerifierKey};

use crate::failure::Failure;

/// More than a proof with the largest entry has.
pub(super) const FILE_BYTES_MAX: u64 = 256 * 1024;
/// How long a pipe may wait for somebody who writes to it.
const WRITER_AWAITED: Duration = Duration::from_secs(5);

/// The key that was given, itself or in a file.
pub(in crate::commands) fn given(given: &str) -> Result<VerifierKey, Failure> {
    let none = |why: &str| {
        Failure::refused(format!("{given} is no verifier key: {why}"))
            .hint("the registry's operator publishes it; it is written NAME+ID+BASE64")
    };
    let path = Path::new(given);
    let text = if path.exists() && !path.is_dir() {
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
pub(in crate::commands) fn text(path: &Path) -> Result<String, Failure> {
    let bytes = bytes(path, FILE_BYTES_MAX)?;
    String::from_utf8(bytes).map_err(|_| wrong(path, "it isn't text"))
}

/// The bytes of a file that isn't longer than it may be.
pub(super) fn bytes(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = opened(path)?.take(bytes_max + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| cant_read(path, &error))?;
    if read as u64 > bytes_max {
        return Err(Failure::refused(format!("{} is over {bytes_max} bytes", path.display())));
    }
    Ok(bytes)
}

/// Opens a file; a pipe may be one, if somebody writes to it.
pub(super) fn opened(path: &Path) -> Result<File, Failure> {
    let failed = |error| cant_read(path, &error);
    if !fs::metadata(path).map_err(failed)?.file_type().is_fifo() {
        return File::open(path).map_err(failed);
    }
    let (sender, receiver) = mpsc::channel();
    let own = path.to_owned();
    thread::spawn(move || sender.send(File::open(own)));
    match receiver.recv_timeout(WRITER_AWAITED) {
        Ok(file) => file.map_err(failed),
        Err(_) => Err(Failure::refused(format!("nobody writes to the pipe {}", path.display()))),
    }
}

/// A file that was named and can't be read.
pub(super) fn cant_read(path: &Path, error: &io::Error) -> Failure {
    Failure::refused(format!("can't read {}: {error}", path.display()))
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
