//! A file system of the tests' own, mounted through `/dev/fuse`, that can lose its power, fail a
//! sync or be full: what killing a process never shows, since the kernel keeps its pages.
//!
//! Where nothing can be mounted, the tests say so and pass.

mod disk;
mod requests;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, thread};

use fuser::{BackgroundSession, Config, MountOption, Session};
use tempfile::TempDir;

use disk::{Disk, Trouble};
use requests::Requests;

/// A mounted disk; dropping it unmounts it.
pub(super) struct Lossy {
    session: Option<BackgroundSession>,
    disk: Arc<Mutex<Disk>>,
    folder: TempDir,
}

impl Lossy {
    /// An empty disk; none, and a line that says why, where this machine mounts nothing.
    pub(super) fn mount() -> Option<Self> {
        if !Path::new("/dev/fuse").exists() {
            return skipped("no /dev/fuse");
        }
        let folder = TempDir::new().expect("a folder");
        let disk = Arc::new(Mutex::new(Disk::new()));
        match session(&disk, folder.path()) {
            Ok(session) => Some(Self { session: Some(session), disk, folder }),
            Err(error) => skipped(&format!("/dev/fuse can't be used: {error}")),
        }
    }

    /// Where the log under test is.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Makes the log's folder, durably, as an operator may have done long before.
    pub(super) fn make_log_folder(&self) {
        fs::create_dir(self.log()).expect("made");
        File::open(self.folder.path()).and_then(|folder| folder.sync_all()).expect("synced");
    }

    /// All that wasn't synced is gone; until it is mounted again nothing can be read or written.
    pub(super) fn lose_power(&self) {
        self.disk().lose_power();
    }

    /// Power will be lost at a sync, after so many that succeed.
    pub(super) fn lose_power_at_sync(&self, number: u32) {
        self.disk().trouble = Trouble::DarkAtSync(number);
    }

    pub(super) fn fail_one_sync(&self) {
        self.disk().trouble = Trouble::FailsOneSync;
    }

    pub(super) fn fill(&self) {
        self.disk().trouble = Trouble::Full;
    }

    pub(super) fn make_room(&self) {
        self.disk().trouble = Trouble::Nothing;
    }

    /// Mounts the disk again, whole, with nothing left in the kernel's memory.
    pub(super) fn mount_again(&mut self) {
        self.unmount().expect("nobody has a file open there");
        self.disk().trouble = Trouble::Nothing;
        self.session = Some(session(&self.disk, self.folder.path()).expect("mounted as before"));
    }

    /// The log's files, copied to where a test may open them itself.
    pub(super) fn copy_log(&self) -> TempDir {
        let copy = TempDir::new().expect("a folder");
        copy_files(&self.log(), copy.path()).expect("readable files");
        copy
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unmount(&mut self) -> io::Result<()> {
        self.session.take().map_or(Ok(()), BackgroundSession::umount_and_join)
    }
}

impl Drop for Lossy {
    fn drop(&mut self) {
        let unmounted = self.unmount();
        assert!(unmounted.is_ok() || thread::panicking(), "still mounted: {unmounted:?}");
    }
}

fn session(disk: &Arc<Mutex<Disk>>, folder: &Path) -> io::Result<BackgroundSession> {
    let mut config = Config::default();
    config.mount_options = vec![MountOption::FSName("lossy".into())];
    Session::new(Requests(Arc::clone(disk)), folder, &config)?.spawn()
}

/// Written past the tests' captured output, so that a run that tried nothing is seen.
fn skipped<T>(reason: &str) -> Option<T> {
    let test = thread::current().name().unwrap_or_default().to_owned();
    writeln!(io::stderr(), "{test}: skipped: {reason}").expect("stderr is open");
    None
}

/// Copies a folder whose folders are empty, as a log's is.
fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    for file in fs::read_dir(from)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}
