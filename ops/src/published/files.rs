//! The files of a published folder: read within bounds, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::{NOTE_BYTES_MAX, VerifierKey};
use registry_events::transparency::tile::{TilePath, hashes_from_bytes};
use registry_events::transparency::tree::{TILE_WIDTH, TreeHash, TreeHead};

use super::check::decode;
use super::diagnosis::bundle_of;
use super::fault::told;
use super::{CHECKPOINT, Fault, KEY, NEXT, PublishedViews, views_at};

/// Of every entry of a full bundle its length and the most bytes that it can have.
const BUNDLE_BYTES_MAX: usize = TILE_WIDTH * (2 + u16::MAX as usize);
const KEY_BYTES_MAX: usize = 4 * 1024;
/// What a file is called while it is written, in the folder itself: at most one is left behind.
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
        text.trim().parse().map_err(|error| wrong(KEY, format!("holds no key: {error}")))
    }

    /// The checkpoint, opened with a key.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::Checkpoint`].
    pub fn checkpoint(&self, key: &VerifierKey) -> Result<SignedCheckpoint, Fault> {
        let note = self.text(CHECKPOINT, NOTE_BYTES_MAX)?;
        SignedCheckpoint::open(&note, key).map_err(Fault::Checkpoint)
    }

    /// The checkpoint that publishing is on its way to; none of a folder where it came to its end.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub fn next(&self, key: &VerifierKey) -> Result<Option<SignedCheckpoint>, Fault> {
        if !self.has(NEXT) {
            return Ok(None);
        }
        let note = self.text(NEXT, NOTE_BYTES_MAX)?;
        let opened = SignedCheckpoint::open(&note, key);
        let refused = |error| wrong(NEXT, format!("can't be believed: {}", told(&error)));
        opened.map(Some).map_err(refused)
    }

    /// Whether there is anything of a name, be it a link that leads nowhere.
    pub(super) fn has(&self, file: &str) -> bool {
        self.0.join(file).symlink_metadata().is_ok()
    }

    /// The digests of the views of a log with this head.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn views(&self, key: &VerifierKey, head: &TreeHead) -> Result<PublishedViews, Fault> {
        let file = views_at(head.size);
        let note = self.text(&file, NOTE_BYTES_MAX)?;
        PublishedViews::open(&note, key, head).map_err(|reason| wrong(&file, reason))
    }

    /// The entry at a position, from its bundle; none beyond the checkpoint. Nothing but a proof
    /// vouches for it.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn entry(&self, position: u64, key: &VerifierKey) -> Result<Option<Vec<u8>>, Fault> {
        let head = self.checkpoint(key)?.head();
        if position >= head.size {
            return Ok(None);
        }
        let path = bundle_of(Position(position), head);
        let bytes = self.bundle(path)?;
        let number = usize::try_from(position % TILE_WIDTH as u64).unwrap_or_default();
        Ok(decode(path, &bytes)?.get(number).map(|entry| entry.to_vec()))
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

    /// Writes a file whole: nobody sees it before all of it is on the disk. No link is followed.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Fault> {
        let path = self.0.join(file);
        let written = self.make_folder_of(file).and_then(|folder| {
            let unfinished = self.0.join(UNFINISHED);
            write_new(&unfinished, bytes)?;
            fs::rename(&unfinished, &path)?;
            sync_folder(&folder)
        });
        written.map_err(|source| Fault::Io { path, source })
    }

    /// Gives a file another name, in place of what had it.
    pub(super) fn rename(&self, file: &str, to: &str) -> Result<(), Fault> {
        let renamed = fs::rename(self.0.join(file), self.0.join(to));
        let renamed = renamed.and_then(|()| sync_folder(&self.0));
        renamed.map_err(|source| Fault::Io { path: self.0.join(to), source })
    }

    /// Removes a file, or a folder with files; one that isn't there is none.
    pub(super) fn remove(&self, file: &str) -> Result<(), Fault> {
        let path = self.0.join(file);
        let folder = path.symlink_metadata().is_ok_and(|found| found.is_dir());
        let removed = if folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match removed {
            Err(source) if source.kind() != ErrorKind::NotFound => Err(Fault::Io { path, source }),
            _ => Ok(()),
        }
    }

    /// What lies in a folder of it, by name.
    pub(super) fn names_in(&self, folder: &str) -> Result<Vec<String>, Fault> {
        let path = self.0.join(folder);
        let names = fs::read_dir(&path).and_then(|files| {
            files.map(|file| Ok(file?.file_name().to_string_lossy().into_owned())).collect()
        });
        names.map_err(|source| Fault::Io { path, source })
    }

    /// The folder of a file, made where it isn't there; a link on the way is refused.
    fn make_folder_of(&self, file: &str) -> io::Result<PathBuf> {
        let mut folder = self.0.clone();
        let below = Path::new(file).parent().unwrap_or_else(|| Path::new(""));
        for name in below {
            let above = folder.clone();
            folder.push(name);
            match folder.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(ErrorKind::NotADirectory.into()),
                Err(_) => {
                    fs::create_dir(&folder)?;
                    sync_folder(&above)?;
                }
            }
        }
        Ok(folder)
    }

    /// Makes the folder itself, and the ones above it.
    pub(super) fn make(&self) -> Result<(), Fault> {
        make_folder(&self.0).map_err(|source| Fault::Io { path: self.0.clone(), source })
    }

    fn text(&self, file: &str, bytes_max: usize) -> Result<String, Fault> {
        String::from_utf8(self.bytes(file, bytes_max)?).map_err(|_| wrong(file, "isn't text"))
    }

    /// The bytes of a regular file within bounds; a pipe or a device would be waited for.
    pub(super) fn bytes(&self, file: &str, bytes_max: usize) -> Result<Vec<u8>, Fault> {
        let path = self.0.join(file);
        let mut bytes = Vec::new();
        let read = path.symlink_metadata().and_then(|found| {
            if !found.is_file() {
                return Ok(None);
            }
            File::open(&path)?.take(bytes_max as u64 + 1).read_to_end(&mut bytes).map(Some)
        });
        match read {
            Ok(None) => Err(wrong(file, "isn't a file")),
            Ok(Some(read)) if read > bytes_max => {
                Err(wrong(file, format!("is over {bytes_max} bytes")))
            }
            Ok(Some(_)) => Ok(bytes),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
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

/// Writes a file that nobody else has: what has its name, a link too, is removed first.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
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
