//! The folder of a log: its lock, its tally, and what must be put right before sled opens it.
//!
//! The tally says how many entries the log holds at least. It is there because sled opens a file
//! that was cut as an empty or shorter one, without an error.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use fs2::FileExt as _;

use super::OpenError;
use crate::ids::Position;

/// The folder of a log that this process has locked.
pub(super) struct Folder {
    path: PathBuf,
    tally: File,
    /// Released when the folder is dropped.
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be, locks it and clears what an interrupted start has left.
    pub(super) fn open(path: &Path) -> Result<Self, OpenError> {
        fs::create_dir_all(path).map_err(failed("make", path))?;
        let lock = lock(path)?;
        let tally = tally(path)?;
        remove_unfinished_snapshots(path).map_err(failed("clear", path))?;
        refuse_blobs(&path.join("blobs"))?;
        let folder = Self { path: path.into(), tally, _lock: lock };
        if !path.join("db").exists() {
            folder.check_tally(Position(0))?;
        }
        Ok(folder)
    }

    /// Makes the files that sled has made, and their names, survive a loss of power.
    pub(super) fn sync_created(&self) -> Result<(), OpenError> {
        let parent = self.path.join("..");
        for path in [&self.path.join("db"), &self.path.join("conf"), &self.path, &parent] {
            File::open(path).and_then(|file| file.sync_all()).map_err(failed("sync", path))?;
        }
        Ok(())
    }

    /// Refuses a log that ends before the tally says.
    pub(super) fn check_tally(&self, next: Position) -> Result<(), OpenError> {
        let found = next.0;
        match read_tally(&self.tally) {
            None => Err(OpenError::Tally { path: self.path.join("tally") }),
            Some(expected) if found < expected => Err(OpenError::Shortened { expected, found }),
            Some(_) => Ok(()),
        }
    }

    /// Notes, synced, how many entries were found; power may have been lost since the last note.
    pub(super) fn raise_tally(&self, next: Position) -> Result<(), OpenError> {
        self.write_tally(next)
            .and_then(|()| self.tally.sync_all())
            .map_err(failed("write", &self.path.join("tally")))
    }

    /// Notes how many entries are durable.
    ///
    /// Not synced: after a loss of power an older number stands there, which is true as well.
    pub(super) fn write_tally(&self, next: Position) -> io::Result<()> {
        self.tally.write_all_at(&tally_line(next.0), 0)
    }
}

const TALLY_BYTES: usize = 21;

/// A line of fixed width, so that a new one covers the old one within one sector.
fn tally_line(entries: u64) -> Vec<u8> {
    format!("{entries:020}\n").into_bytes()
}

fn read_tally(tally: &File) -> Option<u64> {
    let mut line = String::new();
    let mut tally = tally;
    io::Seek::rewind(&mut tally).ok()?;
    tally.take(2 * TALLY_BYTES as u64).read_to_string(&mut line).ok()?;
    line.trim().parse().ok()
}

/// How long a lock may take to come free: a process that ends, or is just being started by this
/// one, can hold it for a moment.
const LOCK_WAIT_MAX: Duration = Duration::from_millis(500);

fn lock(path: &Path) -> Result<File, OpenError> {
    let file = path.join("lock");
    let lock = open_or_make(&file).map_err(failed("open", &file))?;
    let begun = Instant::now();
    loop {
        match lock.try_lock_exclusive() {
            Ok(()) => return Ok(lock),
            Err(error) if error.kind() != ErrorKind::WouldBlock => {
                return Err(failed("lock", &file)(error));
            }
            Err(_) if begun.elapsed() > LOCK_WAIT_MAX => {
                return Err(OpenError::InUse { path: path.into() });
            }
            Err(_) => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Opens the tally; a new log begins with one that says 0, before sled makes its files.
fn tally(path: &Path) -> Result<File, OpenError> {
    let file = path.join("tally");
    if !file.exists() && path.join("db").exists() {
        return Err(OpenError::Tally { path: file });
    }
    let tally = open_or_make(&file).map_err(failed("open", &file))?;
    if !path.join("db").exists() && read_tally(&tally).is_none() {
        tally
            .write_all_at(&tally_line(0), 0)
            .and_then(|()| tally.sync_all())
            .and_then(|()| File::open(path)?.sync_all())
            .map_err(failed("write", &file))?;
    }
    Ok(tally)
}

fn open_or_make(file: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(file)
}

/// sled stumbles for ever over a snapshot whose writing was interrupted.
fn remove_unfinished_snapshots(path: &Path) -> io::Result<()> {
    for file in fs::read_dir(path)? {
        let file = file?;
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// sled puts large values into files that it never syncs; ours are split before they are large.
fn refuse_blobs(blobs: &Path) -> Result<(), OpenError> {
    match fs::read_dir(blobs).map(Iterator::count) {
        Ok(0) => Ok(()),
        Ok(_) => Err(OpenError::Blobs { path: blobs.into() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("list", blobs)(error)),
    }
}

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OpenError {
    let path = path.to_path_buf();
    move |source| OpenError::Folder { doing, path, source }
}
