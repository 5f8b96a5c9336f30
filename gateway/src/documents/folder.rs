//! Documents in a folder, a file each, named by its digest.
//!
//! A file comes into being whole: it is written beside its place, synced, and renamed, and the folder
//! is synced. What a crash leaves unfinished begins with a dot and is never read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use registry_events::ids::Digest;

use super::{DocumentError, DocumentStore};

/// Documents in a folder.
#[derive(Debug)]
pub struct DocumentFolder {
    path: PathBuf,
    /// Numbers unfinished files, so that two of the same document don't meet.
    unfinished: AtomicU64,
}

impl DocumentFolder {
    /// Documents in the folder at a path, which is made where there is none. What processes that are
    /// gone left unfinished is removed.
    ///
    /// # Errors
    /// [`DocumentError::Folder`].
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DocumentError> {
        let path = path.into();
        fs::create_dir_all(&path).map_err(failed("make", &path))?;
        let folder = Self { path, unfinished: AtomicU64::new(0) };
        // A process of our number was another one: we have begun nothing yet.
        folder.sweep(".", |process| process == std::process::id() || is_gone(process))?;
        Ok(folder)
    }

    /// Removes unfinished files whose names begin so, of processes that are no more.
    fn sweep(&self, beginning: &str, is_left: impl Fn(u32) -> bool) -> Result<(), DocumentError> {
        let mut swept = false;
        for name in self.names()?.iter().filter_map(|name| name.to_str()) {
            let process = name.rsplit('.').nth(1).and_then(|process| process.parse().ok());
            if name.starts_with(beginning) && name.starts_with('.') && process.is_some_and(&is_left)
            {
                let place = self.path.join(name);
                fs::remove_file(&place).map_err(failed("erase", &place))?;
                swept = true;
            }
        }
        if swept { self.sync() } else { Ok(()) }
    }

    fn names(&self) -> Result<Vec<OsString>, DocumentError> {
        let names = fs::read_dir(&self.path).and_then(|folder| {
            folder.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()
        });
        names.map_err(failed("list", &self.path))
    }

    fn place(&self, digest: Digest) -> PathBuf {
        self.path.join(digest.to_string())
    }

    /// The place of a file that isn't finished, this process's own.
    fn beside(&self, digest: Digest) -> PathBuf {
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.path.join(format!(".{digest}.{}.{number}", std::process::id()))
    }

    fn write(&self, digest: Digest, bytes: &[u8]) -> Result<(), DocumentError> {
        let (beside, place) = (self.beside(digest), self.place(digest));
        let written = write_synced(&beside, bytes).map_err(failed("write", &beside));
        let renamed =
            written.and_then(|()| fs::rename(&beside, &place).map_err(failed("name", &place)));
        if renamed.is_err() {
            // What is left would only take room; that it can't be removed is no further harm.
            let _ = fs::remove_file(&beside);
        }
        renamed?;
        self.sync()
    }

    fn sync(&self) -> Result<(), DocumentError> {
        let synced = File::open(&self.path).and_then(|folder| folder.sync_all());
        synced.map_err(failed("sync", &self.path))
    }
}

impl DocumentStore for DocumentFolder {
    fn keep(&self, digest: Digest, bytes: &[u8]) -> Result<(), DocumentError> {
        // What is there and whole stays; what was damaged is written anew.
        if self.read(digest)?.is_some_and(|kept| kept == bytes) {
            return Ok(());
        }
        self.write(digest, bytes)
    }

    fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, DocumentError> {
        let place = self.place(digest);
        match fs::read(&place) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("read", &place)(error)),
        }
    }

    fn erase(&self, digest: Digest) -> Result<(), DocumentError> {
        self.sweep(&format!(".{digest}."), is_gone)?;
        let place = self.place(digest);
        match fs::remove_file(&place) {
            Ok(()) => self.sync(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failed("erase", &place)(error)),
        }
    }

    fn kept(&self) -> Result<BTreeSet<Digest>, DocumentError> {
        // What isn't named by a digest is none of ours.
        Ok(self.names()?.iter().filter_map(|name| name.to_str()?.parse().ok()).collect())
    }
}

/// Whether a process is no more, where that can be told.
fn is_gone(process: u32) -> bool {
    let processes = Path::new("/proc");
    processes.join("self").exists() && !processes.join(process.to_string()).exists()
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // One that a crash left under the same number is nobody's. What documents say isn't for everybody.
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DocumentError {
    let path = path.to_owned();
    move |source| DocumentError::Folder { operation, path, source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
        names.collect()
    }

    #[test]
    fn what_a_process_that_is_gone_left_unfinished_is_removed_at_the_next_opening() {
        let temporary = tempfile::tempdir().expect("a folder");
        let digest = Digest::of(b"%PDF-1.7");
        let of = |process: u32| temporary.path().join(format!(".{digest}.{process}.0"));
        // No process has so high a number; the first one lives as long as the machine.
        let (gone, lives) = (of(u32::MAX), of(1));
        for unfinished in [&gone, &lives, &of(std::process::id())] {
            fs::write(unfinished, b"%PDF").expect("written");
        }
        let documents = DocumentFolder::open(temporary.path()).expect("documents");
        assert_eq!(names(temporary.path()), [lives.file_name().expect("a name").to_string_lossy()]);
        fs::write(&gone, b"%PDF").expect("written");
        documents.erase(digest).expect("erased");
        assert!(!gone.exists() && lives.exists());
    }

    #[test]
    fn a_document_is_one_whole_file_named_by_its_digest() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = temporary.path().join("documents");
        let documents = DocumentFolder::open(&folder).expect("documents");
        let digest = Digest::of(b"%PDF-1.7");
        assert_eq!(documents.read(digest).expect("read"), None);
        documents.keep(digest, b"%PDF-1.7").expect("kept");
        documents.keep(digest, b"%PDF-1.7").expect("kept again");
        assert_eq!(names(&folder), [digest.to_string()]);
        let kept = fs::metadata(folder.join(digest.to_string())).expect("a file");
        assert_eq!(kept.permissions().mode() & 0o777, 0o600, "its owner's only");
        let again = DocumentFolder::open(&folder).expect("documents");
        assert_eq!(again.read(digest).expect("read").as_deref(), Some(&b"%PDF-1.7"[..]));
        again.erase(digest).expect("erased");
        again.erase(digest).expect("nothing to erase");
        assert_eq!((again.read(digest).expect("read"), names(&folder).len()), (None, 0));
    }

    #[test]
    fn a_document_that_was_damaged_is_written_anew() {
        let temporary = tempfile::tempdir().expect("a folder");
        let documents = DocumentFolder::open(temporary.path()).expect("documents");
        let digest = Digest::of(b"%PDF-1.7");
        fs::write(temporary.path().join(digest.to_string()), b"%PDF").expect("written");
        documents.keep(digest, b"%PDF-1.7").expect("kept");
        assert_eq!(documents.read(digest).expect("read").as_deref(), Some(&b"%PDF-1.7"[..]));
    }
}
