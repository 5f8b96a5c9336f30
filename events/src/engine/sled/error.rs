//! Why a log doesn't open, each with what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::ids::Position;
use crate::log::ReadError;

/// Why a log doesn't open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another part of this one, holds the folder's lock.
    #[error("another process has this log open: stop it before opening {}", path.display())]
    InUse {
        /// The log's folder.
        path: PathBuf,
    },
    /// The file system refuses.
    #[error(
        "can't {doing} {}: see that there is room and that this program may read and write there",
        path.display()
    )]
    Folder {
        /// What was tried, as a verb.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// sled keeps values outside its file, which it never syncs and we never cause.
    #[error("{} isn't empty, so this isn't a log of this program: open another folder", path.display())]
    Blobs {
        /// The folder that ought to be empty.
        path: PathBuf,
    },
    /// The tally beside the store is missing or unreadable.
    #[error(
        "{} doesn't say how many entries the log holds: write the number you know of into it, \
         or 0 to open the log without this check",
        path.display()
    )]
    Tally {
        /// The tally's file.
        path: PathBuf,
    },
    /// sled doesn't open.
    #[error(
        "the store in {} doesn't open: put the folder aside and restore it from a backup",
        path.display()
    )]
    Store {
        /// The log's folder.
        path: PathBuf,
        /// What sled says.
        source: StoreError,
    },
    /// An entry doesn't check, or isn't there.
    #[error(
        "the entry at position {position} is damaged ({reason}): put the folder aside and \
         restore it from a backup"
    )]
    Damaged {
        /// Where.
        position: Position,
        /// What is wrong with it.
        reason: String,
    },
    /// The log held more entries once.
    #[error(
        "the log held {expected} entries and has {found} now: put the folder aside and restore \
         it from a backup"
    )]
    Shortened {
        /// How many it held at least.
        expected: u64,
        /// How many it has.
        found: u64,
    },
    /// The system gives no thread.
    #[error("can't start the log's writer: see how many threads this program may have")]
    Thread {
        /// What the system says.
        source: io::Error,
    },
}

/// What sled answered, without its types.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It returned an error.
    #[error("sled refuses: {0}")]
    Refused(String),
    /// It panicked.
    #[error("sled panicked: {0}")]
    Panicked(String),
    /// The system did, for instance because the disk is full.
    #[error("the system refuses")]
    System(#[from] io::Error),
}

impl OpenError {
    /// sled didn't open in this folder.
    pub(super) fn store(path: &Path, error: StoreError) -> Self {
        let path = path.to_path_buf();
        match error {
            StoreError::System(source) => Self::Folder { doing: "open the store in", path, source },
            source => Self::Store { path, source },
        }
    }
}

/// An entry that doesn't check.
#[derive(Debug)]
pub(super) struct Damage {
    pub(super) position: Position,
    pub(super) reason: String,
}

impl From<Damage> for OpenError {
    fn from(Damage { position, reason }: Damage) -> Self {
        Self::Damaged { position, reason }
    }
}

impl From<Damage> for ReadError {
    fn from(Damage { position, reason }: Damage) -> Self {
        Self::Damaged { position, reason }
    }
}
