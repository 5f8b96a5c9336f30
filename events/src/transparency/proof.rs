//! Proofs as files that are checked offline, with the key of the log and nothing else.
//!
//! A proof of an entry is a C2SP `tlog-proof`; a proof that one checkpoint continues another is
//! the body of an `add-checkpoint` of C2SP `tlog-witness`. Both carry the signed checkpoint that
//! they lead to. Reading a proof says nothing about its truth; only `verify` does.

mod consistency;
mod inclusion;
#[cfg(test)]
mod tests;
mod text;

pub use consistency::ConsistencyProof;
pub use inclusion::{EXTRA_BYTES_MAX, InclusionProof};
pub use text::{HASHES_MAX, ProofTextError};

use super::checkpoint::CheckpointError;
use super::tree::ProofError;

/// Why a proof doesn't show what it is for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefused {
    /// The checkpoint in it can't be believed.
    #[error("the checkpoint in the proof can't be believed")]
    Checkpoint(#[from] CheckpointError),
    /// The hashes don't lead to it.
    #[error("the hashes of the proof don't lead to its checkpoint")]
    Hashes(#[from] ProofError),
    /// It begins at another size than the checkpoint it is to continue.
    #[error("the proof begins at {proof} entries, the older checkpoint has {checkpoint}")]
    OldSize {
        /// Where the proof begins.
        proof: u64,
        /// The size in the older checkpoint.
        checkpoint: u64,
    },
}
