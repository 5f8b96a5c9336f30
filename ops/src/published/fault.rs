//! What is found wrong with a published folder, or keeps it from being checked.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use registry_events::ids::Position;
use registry_events::transparency::checkpoint::CheckpointError;
use registry_projections::views::FOLDS_VERSION;

use crate::failure::Failure;

/// Why a published folder isn't what its checkpoint promises, or can't be checked. Files are named by
/// their path within the folder.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file that the checkpoint promises isn't there.
    #[error("{file} is missing")]
    Missing {
        /// Which.
        file: String,
    },
    /// A file isn't what it should be.
    #[error("{file} {reason}")]
    File {
        /// Which.
        file: String,
        /// Ends a sentence that begins with the file.
        reason: String,
    },
    /// An entry isn't what it should be.
    #[error("the entry at position {position}, in {file}, {reason}")]
    Entry {
        /// Where in the log.
        position: Position,
        /// In which bundle.
        file: String,
        /// Ends a sentence that begins with the entry.
        reason: String,
    },
    /// A tile has another hash than the log.
    #[error("{file} isn't the log's: its hash of {what} is another")]
    Tile {
        /// Which.
        file: String,
        /// Which of its hashes.
        what: String,
    },
    /// The checkpoint can't be believed.
    #[error("the checkpoint can't be believed: {}", told(.0))]
    Checkpoint(CheckpointError),
    /// Entries and tiles agree with each other and not with the checkpoint.
    #[error(
        "the entries at positions 0 to {} aren't those that the checkpoint covers: it is another \
         log, or one that went another way",
        size.saturating_sub(1)
    )]
    OtherLog {
        /// The checkpoint's size.
        size: u64,
    },
    /// The entries fold into other views.
    #[error("the views that follow from the entries differ from those that were signed: {names}")]
    Views {
        /// Which.
        names: String,
    },
    /// The same, and they were folded by another version of the folds.
    #[error(
        "all entries hold, but their views can't be compared: those that were signed were computed by \
         {} (program {program}), and this program has version {FOLDS_VERSION} of the folds",
        named(*folds)
    )]
    OtherFolds {
        /// Their version, where it is named.
        folds: Option<u32>,
        /// The version of the program.
        program: String,
    },
    /// A newer program wrote entries, so the views can't be compared.
    #[error(
        "all entries hold, but a newer program wrote {unknown} of them, so their views can't be \
         compared here"
    )]
    NewerProgram {
        /// How many entries.
        unknown: u64,
    },
    /// The file can't be read or written.
    #[error("can't use {}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

fn named(folds: Option<u32>) -> String {
    folds.map_or_else(
        || "folds of an unnamed version".into(),
        |folds| format!("version {folds} of the folds"),
    )
}

/// An error and its cause in one sentence.
pub(super) fn told(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", told(cause)),
        None => error.to_string(),
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match &fault {
            Fault::Io { .. } => Self::cannot_run(&fault),
            Fault::OtherFolds { .. } | Fault::NewerProgram { .. } => {
                Self::refused(fault.to_string())
                    .hint("check with the version that published the folder, or a newer one")
            }
            _ => Self::found_wrong(fault.to_string()),
        }
    }
}
