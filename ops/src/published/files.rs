//! The files of a published folder: read within bounds, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::{NOTE_BYTES_MAX, VerifierKey};
use registry_events::transparency::tile::{TilePath, hashes_from_bytes};
use registry_events::transparency::tree::{TILE_WIDTH, TreeHash};

use super::{CHECKPOINT, Fault, KEY, PublishedViews, VIEWS};

/// Of every entry of a full bundle its length and the most bytes that it can have.
const BUNDLE_BYTES_MAX: usize = TILE_WIDTH * (2 + u16::MAX as usize);
const KEY_BYTES_MAX: usize = 4 * 1024;
const VIEWS_BYTES_MAX: usize = 64 * 1024;
/// What a file is called while it is written.
const UNFINISHED: &str = ".unfinished";

/// A published folder.
#[derive(Debug, Clone)]
pub struct Published(PathBuf);

impl Published {
    /// The folder at a path; nothing is touched yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The key that lies in the folder, and vouches for no more than the folder itself does.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn key(&self) -> Result<VerifierKey, Fault> {
        let text = self.text(KEY, KEY_BYTES_MAX)?;
        text.trim_end().parse().map_err(|error| wrong(KEY, format!("holds no key: {error}")))
    }

    /// The checkpoint, opened with a key.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::Checkpoint`].
    pub fn checkpoint(&self, key: &VerifierKey) -> Result<SignedCheckpoint, Fault> {
        let note = self.text(CHECKPOINT, NOTE_BYTES_MAX)?;
        SignedCheckpoint::open(&note, key).map_err(Fault::Checkpoint)
    }

    /// Whether it has a checkpoint: then it is the folder of a log.
    pub fn has_checkpoint(&self) -> bool {
        self.0.join(CHECKPOINT).exists()
    }

    /// The digests of the views.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn views(&self) -> Result<PublishedViews, Fault> {
        let bytes = self.bytes(VIEWS, VIEWS_BYTES_MAX)?;
        serde_json::from_slice(&bytes)
            .map_err(|error| wrong(VIEWS, format!("can't be read: {error}")))
    }

    /// The hashes of a tile.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn tile(&self, path: TilePath) -> Result<Vec<TreeHash>, Fault> {
        let file = path.to_string();
        let bytes = self.bytes(&file, TILE_WIDTH * 32)?;
        hashes_from_bytes(&bytes, path.width()).map_err(|error| {
            let (given, expected) = (error.given, error.expected);
            wrong(&file, format!("has {given} bytes and not {expected}"))
        })
    }

    /// The bytes of a bundle.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn bundle(&self, path: TilePath) -> Result<Vec<u8>, Fault> {
        self.bytes(&path.to_string(), BUNDLE_BYTES_MAX)
    }

    /// The partial files beside a partial one: of smaller trees, kept for who has their checkpoint.
    pub(super) fn smaller(&self, path: TilePath) -> Result<Vec<TilePath>, Fault> {
        let file = self.0.join(path.to_string());
        let Some(folder) = file.parent().filter(|_| path.width() < TILE_WIDTH) else {
            return Ok(Vec::new());
        };
        let failed = |source| Fault::Io { path: folder.into(), source };
        let mut smaller = Vec::new();
        for file in fs::read_dir(folder).map_err(failed)? {
            let name = file.map_err(failed)?.file_name();
            let width = name.to_str().and_then(|name| name.parse::<u8>().ok());
            smaller.extend(width.filter(|width| *width > 0).map(|width| with_width(path, width)));
        }
        smaller.retain(|other| other.width() < path.width());
        Ok(smaller)
    }

    /// Writes a file whole: nobody sees it before all of it is on the disk.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Fault> {
        let path = self.0.join(file);
        let written = path.parent().ok_or_else(|| ErrorKind::InvalidInput.into());
        let written = written.and_then(|folder| {
            make_folder(folder)?;
            write_whole(&path, bytes)?;
            sync_folder(folder)
        });
        written.map_err(|source| Fault::Io { path, source })
    }

    fn text(&self, file: &str, bytes_max: usize) -> Result<String, Fault> {
        String::from_utf8(self.bytes(file, bytes_max)?).map_err(|_| wrong(file, "isn't text"))
    }

    fn bytes(&self, file: &str, bytes_max: usize) -> Result<Vec<u8>, Fault> {
        let path = self.0.join(file);
        let mut bytes = Vec::new();
        let read = File::open(&path)
            .and_then(|opened| opened.take(bytes_max as u64 + 1).read_to_end(&mut bytes));
        match read {
            Ok(read) if read > bytes_max => Err(wrong(file, format!("is over {bytes_max} bytes"))),
            Ok(_) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Fault::Missing { file: file.into() })
            }
            Err(source) => Err(Fault::Io { path, source }),
        }
    }
}

fn wrong(file: &str, reason: impl Into<String>) -> Fault {
    Fault::File { file: file.into(), reason: reason.into() }
}

pub(super) const fn with_width(path: TilePath, width: u8) -> TilePath {
    let width = Some(width);
    match path {
        TilePath::Hashes { level, index, .. } => TilePath::Hashes { level, index, width },
        TilePath::Entries { index, .. } => TilePath::Entries { index, width },
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}

/// Makes a folder, and the ones above it, so that they survive a loss of power.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or_else(|| Path::new(""));
    make_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(above),
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}
