//! A file that was given: read once, whatever it is, so that it may come through a pipe; and told apart
//! by what stands in it.

use std::io::Read as _;
use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;

use super::case::{self, ARCHIVE_BYTES_MAX};
use super::key::{FILE_BYTES_MAX, cant_read, error_told, opened, wrong};
use crate::failure::Failure;

/// How the proof of an entry begins.
const PROOF: &str = "c2sp.org/tlog-proof@v1\n";
/// How a consistency proof begins.
const CONTINUATION: &str = "old ";
/// How signatures begin under the text of a checkpoint.
const SIGNATURES: &str = "\n\n— ";

/// What was given.
pub(super) struct Given<'p> {
    pub(super) path: &'p Path,
    pub(super) bytes: Vec<u8>,
}

/// What a file is, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Case,
    Proof,
    Continuation,
    Checkpoint,
    Other,
}

impl<'p> Given<'p> {
    /// Reads a file that isn't longer than its kind may be.
    pub(super) fn read(path: &'p Path) -> Result<Self, Failure> {
        let (mut file, mut bytes) = (opened(path)?, Vec::new());
        let failed = |error| cant_read(path, &error);
        let beginning = file.by_ref().take(case::MAGIC.len() as u64).read_to_end(&mut bytes);
        let begun = beginning.map_err(failed)? as u64;
        let is_case = case::is_one(path, &bytes);
        let bytes_max = if is_case { ARCHIVE_BYTES_MAX } else { FILE_BYTES_MAX };
        file.take(bytes_max + 1 - begun).read_to_end(&mut bytes).map_err(failed)?;
        match bytes.len() as u64 > bytes_max {
            true if is_case => Err(wrong(path, "it is larger than a case can be")),
            true => Err(Failure::refused(format!("{} is over {bytes_max} bytes", path.display()))),
            false => Ok(Self { path, bytes }),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        if case::is_one(self.path, &self.bytes) {
            return Kind::Case;
        }
        match std::str::from_utf8(&self.bytes) {
            Ok(text) if text.starts_with(PROOF) => Kind::Proof,
            Ok(text) if text.starts_with(CONTINUATION) => Kind::Continuation,
            Ok(text) if is_checkpoint(text) => Kind::Checkpoint,
            _ => Kind::Other,
        }
    }

    pub(super) fn text(&self) -> Result<&str, Failure> {
        std::str::from_utf8(&self.bytes).map_err(|_| wrong(self.path, "it isn't text"))
    }

    /// The checkpoint in it, signed by a key.
    pub(super) fn checkpoint(&self, key: &VerifierKey) -> Result<SignedCheckpoint, Failure> {
        let opened = SignedCheckpoint::open(self.text()?, key);
        opened.map_err(|error| wrong(self.path, error_told(&error)))
    }
}

/// A name, a number, and signatures below.
fn is_checkpoint(text: &str) -> bool {
    let mut lines = text.split('\n');
    let (name, size) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let is_number = !size.is_empty() && size.bytes().all(|digit| digit.is_ascii_digit());
    !name.is_empty() && is_number && text.contains(SIGNATURES)
}
