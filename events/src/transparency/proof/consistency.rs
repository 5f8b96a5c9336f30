//! The proof that a checkpoint continues an older one: the body of C2SP `tlog-witness`.

use std::fmt;
use std::str::FromStr;

use super::ProofRefused;
use super::text::{ProofTextError, Reader, write_rest};
use crate::transparency::checkpoint::SignedCheckpoint;
use crate::transparency::note::VerifierKey;
use crate::transparency::tree::{TreeHash, TreeHead, verify_consistency};

/// That a log only grew: what was in it at an older size stands unchanged in a newer checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The older size.
    pub old_size: u64,
    /// The hashes from which both roots follow (RFC 6962, 2.1.2).
    pub hashes: Vec<TreeHash>,
    /// The newer checkpoint, signed, as it was issued.
    pub checkpoint: String,
}

impl ConsistencyProof {
    /// Checks that the newer checkpoint continues an older head, and returns the newer one.
    ///
    /// The older head must come from a checkpoint that was believed, such as
    /// [`SignedCheckpoint::head`] of one opened with the same key.
    ///
    /// # Errors
    /// [`ProofRefused`] when that isn't shown.
    pub fn verify(
        &self,
        old: &TreeHead,
        key: &VerifierKey,
    ) -> Result<SignedCheckpoint, ProofRefused> {
        let checkpoint = SignedCheckpoint::open(&self.checkpoint, key)?;
        if self.old_size != old.size {
            return Err(ProofRefused::OldSize { proof: self.old_size, checkpoint: old.size });
        }
        verify_consistency(old, &checkpoint.head(), &self.hashes)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for ConsistencyProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        write_rest(f, &self.hashes, &self.checkpoint)
    }
}

impl FromStr for ConsistencyProof {
    type Err = ProofTextError;

    fn from_str(text: &str) -> Result<Self, ProofTextError> {
        let mut reader = Reader(text);
        let old_size = reader.number("old")?;
        let hashes = reader.hashes()?;
        Ok(Self { old_size, hashes, checkpoint: reader.checkpoint()? })
    }
}
