//! That a log continues what was signed of it before, as whoever has its tree answers.

use registry_events::transparency::proof::ConsistencyProof;
use registry_events::transparency::tree::TreeHead;

use super::Provable;

/// How the log stands to an older size of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Continuation {
    /// It continues it.
    Proven {
        /// The head it had then.
        old: TreeHead,
        /// The proof, up to the last signed checkpoint.
        proof: ConsistencyProof,
    },
    /// So much isn't signed.
    NotSigned,
    /// The log isn't what was signed; why.
    NotAsSigned(String),
}

impl Provable {
    /// Whether the log continues what it was at a size.
    pub fn continuation(&self, old_size: u64) -> Continuation {
        if let Some(reason) = self.standing().reason() {
            return Continuation::NotAsSigned(reason);
        }
        self.prove(old_size).unwrap_or(Continuation::NotSigned)
    }

    fn prove(&self, old_size: u64) -> Option<Continuation> {
        let last = self.last()?;
        let tree = self.tree();
        let hashes = tree.consistency(old_size, last.head().size).ok()?;
        let proof = ConsistencyProof { old_size, hashes, checkpoint: last.note.clone() };
        Some(Continuation::Proven { old: tree.head_at(old_size)?, proof })
    }
}
