//! The log as an outsider can prove it: the Merkle tree over its entries, the checkpoints signed over
//! the tree, and what the server does when the log doesn't continue what it has signed.
//!
//! The pure part (hashes, notes, proofs, tiles) stands in `registry_events::transparency`; here are
//! the files, the task that follows the log, and the clock of signing.

mod checkpoint_key;
mod continuation;
mod provable;
mod read_only;
mod signed_checkpoints;
mod signer;
mod standing;
#[cfg(test)]
mod tests;
mod traced;

pub use checkpoint_key::{KeyFileError, make_key, read_key};
pub use continuation::Continuation;
pub use provable::Provable;
pub(crate) use read_only::only_read;
pub use signed_checkpoints::{SignedCheckpoints, SignedCheckpointsError};
pub use signer::Signer;
pub use standing::{Standing, signing_lost};
pub use traced::Traced;

use std::path::PathBuf;

/// Where the key and the signed checkpoints stand, when not in the data folder.
///
/// The signed checkpoints guard the log against being put back; they do it best on another volume.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// The file of the key.
    pub key: Option<PathBuf>,
    /// The file of the signed checkpoints.
    pub signed_checkpoints: Option<PathBuf>,
}
