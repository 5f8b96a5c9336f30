//! The files of an archive that a stranger made: only those that a case has, each once, none larger
//! than may be, and no file is ever written.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Seek};
use std::path::Path;

use registry_events::document;
use registry_gateway::case::format::{
    BYTES_MAX, CHECKPOINT, ENTRIES_MAX, EVENTS, EVIDENCE, MANIFEST, README, SAMPLE, SELECTION,
    position_of,
};
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use super::super::key::wrong;
use crate::failure::Failure;

/// The files beside the proofs.
const NAMES: [&str; 7] = [README, CHECKPOINT, EVENTS, EVIDENCE, MANIFEST, SAMPLE, SELECTION];
/// How an archive begins.
pub(in crate::commands::verify) const MAGIC: &[u8; 2] = b"PK";
/// What an archive has beyond the bytes of its files, which may not be packed at all: names, twice
/// for each file, and the manifest.
const OVERHEAD_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// The most bytes of an archive.
pub(in crate::commands::verify) const ARCHIVE_BYTES_MAX: u64 = BYTES_MAX + OVERHEAD_BYTES_MAX;

/// The files of a case by their names.
pub(super) struct Archive(BTreeMap<String, Vec<u8>>);

/// Whether a file is one by its name or its first bytes.
pub(in crate::commands::verify) fn is_one(path: &Path, bytes: &[u8]) -> bool {
    path.extension().is_some_and(|extension| extension == "zip") || bytes.starts_with(MAGIC)
}

/// SHA-256 of a file, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    document::Sha256(Sha256::digest(bytes).into()).to_string()
}

impl Archive {
    /// Reads an archive, within the bounds of a case.
    ///
    /// # Errors
    /// Why it is none of a case.
    pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Self, Failure> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive =
            archive.map_err(|error| wrong(path, format!("it is no zip archive: {error}")))?;
        read(archive).map(Self).map_err(|reason| wrong(path, reason))
    }

    pub(super) fn file(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

fn read<R: std::io::Read + Seek>(
    mut archive: ZipArchive<R>,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    if archive.len() > ENTRIES_MAX + NAMES.len() {
        return Err(format!("it has {} files, more than a case can have", archive.len()));
    }
    if archive.has_duplicate_names() {
        return Err("it has two files of the same name".into());
    }
    let (mut files, mut left) = (BTreeMap::new(), ARCHIVE_BYTES_MAX);
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| damaged("a file", &error))?;
        let name = file.name().map_err(|error| damaged("a name", &error))?.into_owned();
        if !NAMES.contains(&name.as_str()) && position_of(&name).is_none() {
            return Err(format!("{name:?} is no file of a case"));
        }
        let mut bytes = Vec::new();
        file.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&name, &error))?;
        left = left
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| format!("{name} is larger than a case can be"))?;
        files.insert(name, bytes);
    }
    Ok(files)
}

fn damaged(what: &str, error: &dyn std::error::Error) -> String {
    format!("{what} of the archive is damaged: {error}")
}
