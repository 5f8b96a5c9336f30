//! Every checkpoint that was signed, in a file that only grows, each durable before anybody sees it.
//!
//! The notes stand one after the other, each with an empty line behind it. A last one without that
//! line was being written when the machine stopped, and was never published: it is passed over, and
//! overwritten by the next. The file stands outside the log's store, so that an older copy of the
//! store can't bring an older copy of the file with it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::{NOTE_BYTES_MAX, Note, NoteError, VerifierKey};
use registry_events::transparency::tree::TreeHead;

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
    last: Option<SignedCheckpoint>,
    /// How many bytes the whole notes have; what stands behind them was never published.
    whole_bytes: u64,
    is_there: bool,
}

impl SignedCheckpoints {
    /// Reads the file of a key, and writes nothing: the shape of every checkpoint is checked, that
    /// each has more entries than the one before, and the signature of the last.
    ///
    /// # Errors
    /// [`SignedCheckpointsError`].
    pub fn open(path: &Path, key: &VerifierKey) -> Result<Self, SignedCheckpointsError> {
        let mut checks = Checks::of(path, key);
        let scanned = checks.scan(|_| Ok(()))?;
        let last = checks.last.take().map(|(line, note)| checks.opened(line, &note));
        Ok(Self {
            path: path.into(),
            last: last.transpose()?,
            whole_bytes: scanned.unwrap_or(0),
            is_there: scanned.is_some(),
        })
    }

    /// Every checkpoint of the file of a key, each with its signature checked.
    ///
    /// # Errors
    /// [`SignedCheckpointsError`].
    pub fn all(
        path: &Path,
        key: &VerifierKey,
    ) -> Result<Vec<SignedCheckpoint>, SignedCheckpointsError> {
        let mut all = Vec::new();
        Checks::of(path, key).scan(|signed| {
            all.push(SignedCheckpoint::open(signed, key).map_err(|error| error.to_string())?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Makes the file where there is none, so that one that is lost can be told from one that has
    /// nothing yet.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn make(path: &Path) -> Result<(), SignedCheckpointsError> {
        let made = writable(path).and_then(|file| sync_with_folder(&file, path));
        made.map_err(|source| SignedCheckpointsError::File { path: path.into(), source })
    }

    /// The last one.
    pub const fn last(&self) -> Option<&SignedCheckpoint> {
        self.last.as_ref()
    }

    /// Whether there is a file.
    pub const fn is_there(&self) -> bool {
        self.is_there
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one more behind the others; when this returns it is durable.
    ///
    /// # Errors
    /// When that isn't sure; the checkpoint mustn't be shown then, and may be appended again.
    pub fn append(&mut self, signed: &SignedCheckpoint) -> io::Result<()> {
        let record = format!("{}\n", signed.note);
        let mut file = writable(&self.path)?;
        // What a failed write or sync left behind is written anew, and so synced anew.
        file.set_len(self.whole_bytes)?;
        file.seek(SeekFrom::Start(self.whole_bytes))?;
        file.write_all(record.as_bytes())?;
        if self.is_there {
            file.sync_all()?
        } else {
            sync_with_folder(&file, &self.path)?
        }
        self.is_there = true;
        self.whole_bytes += record.len() as u64;
        self.last = Some(signed.clone());
        Ok(())
    }
}

fn writable(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o644).open(path)
}

/// A new file's name is durable with its folder only.
fn sync_with_folder(file: &File, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
}

/// What one reading of the file looks at.
struct Checks<'a> {
    path: &'a Path,
    key: &'a VerifierKey,
    head: Option<TreeHead>,
    /// The last whole note and the line it begins at.
    last: Option<(usize, String)>,
}

impl<'a> Checks<'a> {
    const fn of(path: &'a Path, key: &'a VerifierKey) -> Self {
        Self { path, key, head: None, last: None }
    }

    /// Reads note by note; answers with the bytes of the whole ones, or none without a file.
    fn scan(
        &mut self,
        mut on_note: impl FnMut(&str) -> Result<(), String>,
    ) -> Result<Option<u64>, SignedCheckpointsError> {
        let failed = |source| SignedCheckpointsError::File { path: self.path.into(), source };
        let file = match File::open(self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(failed)?,
        };
        let mut records = Records::of(BufReader::new(file));
        while let Some((line, bytes)) = records.next().map_err(failed)? {
            let checked = self.check(&bytes).and_then(|note| on_note(&note).map(|()| note));
            let note = checked.map_err(|reason| self.damaged(line, reason))?;
            self.last = Some((line, note));
        }
        Ok(Some(records.whole_bytes))
    }

    /// Checks the shape of a note and that it goes on from the one before.
    fn check(&mut self, note: &[u8]) -> Result<String, String> {
        // Without keys a note that is well shaped is refused for that alone.
        match Note::open(note, &[]) {
            Err(NoteError::Unsigned) => {}
            Err(error) => return Err(error.to_string()),
            Ok(_) => return Err("it is signed by nobody".into()),
        }
        let note = String::from_utf8_lossy(note).into_owned();
        let text = note.split_inclusive("\n\n").next().unwrap_or_default();
        let text = text.strip_suffix('\n').unwrap_or(text);
        let checkpoint: Checkpoint = text.parse().map_err(|error| format!("{error}"))?;
        self.goes_on(&checkpoint)?;
        self.head = Some(checkpoint.head);
        Ok(note)
    }

    fn goes_on(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        let own = self.key.name();
        if checkpoint.origin != own {
            return Err(format!("it is of the log {}, not of {own}", checkpoint.origin));
        }
        match self.head {
            Some(before) if checkpoint.head.size <= before.size => {
                Err("it has no more entries than the one before it".into())
            }
            _ => Ok(()),
        }
    }

    fn opened(&self, line: usize, note: &str) -> Result<SignedCheckpoint, SignedCheckpointsError> {
        SignedCheckpoint::open(note, self.key).map_err(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
            self.damaged(line, format!("{error}{}", cause.unwrap_or_default()))
        })
    }

    fn damaged(&self, line: usize, reason: String) -> SignedCheckpointsError {
        SignedCheckpointsError::Damaged { path: self.path.into(), line, reason }
    }
}

/// The whole notes of a file, one after the other.
struct Records<R> {
    reader: R,
    line: usize,
    whole_bytes: u64,
}

impl<R: BufRead> Records<R> {
    const fn of(reader: R) -> Self {
        Self { reader, line: 0, whole_bytes: 0 }
    }

    /// The next whole note with the line it begins at; none at the end, whatever is left there.
    fn next(&mut self) -> io::Result<Option<(usize, Vec<u8>)>> {
        let (mut note, first, mut empty_lines) = (Vec::new(), self.line + 1, 0);
        loop {
            let start = note.len();
            let read = self.reader.read_until(b'\n', &mut note)?;
            if read == 0 || note.last() != Some(&b'\n') {
                return Ok(None);
            }
            self.line += 1;
            empty_lines += usize::from(note[start..] == *b"\n");
            // One parts text and signatures, one ends the note; too long a note is none.
            if empty_lines == 2 || note.len() > NOTE_BYTES_MAX {
                self.whole_bytes += note.len() as u64;
                note.pop();
                return Ok(Some((first, note)));
            }
        }
    }
}
