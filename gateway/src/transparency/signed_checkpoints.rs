//! Every checkpoint that was signed, in a file that only grows, each durable before anybody sees it.
//!
//! The notes stand one after the other, each with an empty line behind it. A last one without that
//! line was being written when the machine stopped, and was never published: it is passed over, and
//! overwritten by the next. The file stands outside the log's store, so that an older copy of the
//! store can't bring an older copy of the file with it.
//!
//! The first note is signed with the making of the key, of the log as it is then. So a file without
//! any is never one that has nothing yet: it was lost or emptied.

mod reading;
mod renewal;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::tree::TreeHead;
use tracing::warn;

use reading::{Read, read};

/// How many bytes the file may have, about 80,000 notes, before it is begun anew.
const BYTES_MAX: u64 = if cfg!(test) { 4_000 } else { 16 * 1024 * 1024 };

/// Why the file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SignedCheckpointsError {
    /// It can't be read or written.
    #[error("can't use the signed checkpoints in {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The data folder leads to another place, and there is nothing.
    #[error(
        "{path} leads to {place}, and there is no such file: mount its volume, or bring the file \
         back; where it is lost for good, make an empty one there and run `clustermap checkpoint \
         --adopt`"
    )]
    Away {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        place: PathBuf,
    },
    /// A checkpoint in it isn't as it was written.
    #[error("the checkpoint at line {line} of {path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line the checkpoint begins at, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// The file of the signed checkpoints.
#[derive(Debug)]
pub struct SignedCheckpoints {
    path: PathBuf,
    key: VerifierKey,
    last: Option<SignedCheckpoint>,
    /// How many bytes the whole notes have; what stands behind them was never published.
    whole_bytes: u64,
    kept: Option<Kept>,
}

/// The file as it was read or written last. It is held open, so that no other gets its number.
#[derive(Debug)]
struct Kept {
    file: File,
    length: u64,
    /// Whether its name is durable.
    is_named: bool,
}

impl SignedCheckpoints {
    /// Reads the file of a key, and writes nothing: of every checkpoint the shape is checked and that
    /// each has more entries than the one before, of the newest the signature.
    ///
    /// # Errors
    /// [`SignedCheckpointsError`].
    pub fn open(path: &Path, key: &VerifierKey) -> Result<Self, SignedCheckpointsError> {
        let mut opened =
            Self { path: path.into(), key: key.clone(), last: None, whole_bytes: 0, kept: None };
        if let Some(file) = file_at(path)? {
            let length = file.metadata().map_err(|source| opened.failed(source))?.len();
            let Read { last, whole_bytes, .. } = read(path, &file, key)?;
            (opened.last, opened.whole_bytes) = (last, whole_bytes);
            opened.kept = Some(Kept { file, length, is_named: true });
        }
        Ok(opened)
    }

    /// Begins the file of a new key with what it signs first; a link is followed to where nothing is.
    ///
    /// # Errors
    /// [`SignedCheckpointsError`], also when there are signed checkpoints already.
    pub fn begin(
        path: &Path,
        key: &VerifierKey,
        first: &SignedCheckpoint,
    ) -> Result<(), SignedCheckpointsError> {
        let failed = |source| SignedCheckpointsError::File { path: path.into(), source };
        must_be_regular(path).map_err(failed)?;
        let made =
            OpenOptions::new().write(true).create(true).truncate(false).mode(0o644).open(path);
        let made = made.and_then(|file| sync_folder(path).map(|()| file)).map_err(failed)?;
        if made.metadata().map_err(failed)?.len() > 0 {
            return Err(failed(ErrorKind::AlreadyExists.into()));
        }
        Self::open(path, key)?.append(first).map_err(failed)
    }

    /// The last one.
    pub const fn last(&self) -> Option<&SignedCheckpoint> {
        self.last.as_ref()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The heads that were signed, the oldest first, read anew.
    ///
    /// # Errors
    /// [`SignedCheckpointsError`].
    pub fn heads(&self) -> Result<Vec<TreeHead>, SignedCheckpointsError> {
        match file_at(&self.path)? {
            Some(file) => Ok(read(&self.path, &file, &self.key)?.heads),
            None => Ok(Vec::new()),
        }
    }

    /// Writes one more behind the others; when this returns it is durable.
    ///
    /// # Errors
    /// When that isn't sure, and when the file isn't the one that was read any more; the checkpoint
    /// mustn't be shown then, and may be appended again.
    pub fn append(&mut self, signed: &SignedCheckpoint) -> io::Result<()> {
        let record = format!("{}\n", signed.note);
        let file = self.writable()?;
        let file = self.renewed().unwrap_or(file);
        let written = write(&file, self.whole_bytes, &record);
        if let Some(kept) = &mut self.kept {
            // What a failed write left behind is ours as well.
            kept.length = file.metadata()?.len();
            written?;
            if !kept.is_named {
                sync_folder(&self.path)?;
                kept.is_named = true;
            }
        }
        self.whole_bytes += record.len() as u64;
        self.last = Some(signed.clone());
        Ok(())
    }

    /// The file for writing: the one that was read, as long as it was, or a new one where none was.
    fn writable(&mut self) -> io::Result<File> {
        if let Some(kept) = &self.kept {
            return kept.writable(&self.path);
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&self.path)?;
        self.kept = Some(Kept { file: file.try_clone()?, length: 0, is_named: false });
        Ok(file)
    }

    /// The file begun anew with its last note, when it has become long. Where that fails it grows on.
    fn renewed(&mut self) -> Option<File> {
        let last = self.last.as_ref().filter(|_| self.whole_bytes > BYTES_MAX)?;
        let renewed = renewal::renew(&self.path, last).and_then(|file| {
            let length = file.metadata()?.len();
            Ok((file.try_clone()?, Kept { file, length, is_named: true }))
        });
        match renewed {
            Ok((file, kept)) => {
                self.whole_bytes = kept.length;
                self.kept = Some(kept);
                Some(file)
            }
            Err(error) => {
                warn!(%error, "{} can't be begun anew, and grows on: {error}", self.path.display());
                None
            }
        }
    }

    fn failed(&self, source: io::Error) -> SignedCheckpointsError {
        SignedCheckpointsError::File { path: self.path.clone(), source }
    }
}

impl Kept {
    /// A file that was removed, replaced, cut or written by somebody else isn't gone on with: what it
    /// guarded before would be missing from it.
    fn writable(&self, path: &Path) -> io::Result<File> {
        let other = || {
            io::Error::other(format!(
                "{} isn't the file any more that was read at the start, or was changed since: bring \
                 it back",
                path.display()
            ))
        };
        let file = match OpenOptions::new().write(true).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(other()),
            opened => opened?,
        };
        let (now, then) = (file.metadata()?, self.file.metadata()?);
        let is_same = (now.dev(), now.ino(), now.len()) == (then.dev(), then.ino(), self.length);
        if is_same { Ok(file) } else { Err(other()) }
    }
}

/// Writes a record behind the whole ones; what a failed write left there is written anew.
fn write(mut file: &File, whole_bytes: u64, record: &str) -> io::Result<()> {
    file.set_len(whole_bytes)?;
    file.seek(SeekFrom::Start(whole_bytes))?;
    file.write_all(record.as_bytes())?;
    file.sync_all()
}

/// A new file's name is durable with its folder only.
fn sync_folder(path: &Path) -> io::Result<()> {
    let place = fs::canonicalize(path)?;
    File::open(place.parent().unwrap_or_else(|| Path::new("/")))?.sync_all()
}

/// The file, where there is one; a link to nothing is no place for a new one.
fn file_at(path: &Path) -> Result<Option<File>, SignedCheckpointsError> {
    match must_be_regular(path).and_then(|()| File::open(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => match fs::read_link(path) {
            Ok(place) => Err(SignedCheckpointsError::Away { path: path.into(), place }),
            Err(_) => Ok(None),
        },
        opened => {
            let failed = |source| SignedCheckpointsError::File { path: path.into(), source };
            opened.map(Some).map_err(failed)
        }
    }
}

/// A pipe would be waited for, and a device has no end.
fn must_be_regular(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            Err(io::Error::new(ErrorKind::InvalidInput, "it isn't a regular file"))
        }
        _ => Ok(()),
    }
}
