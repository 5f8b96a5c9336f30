//! The proof that an entry is in the log, at its place (C2SP `tlog-proof`).

use std::fmt;
use std::str::FromStr;

use super::ProofRefused;
use super::text::{ProofTextError, Reader, write_rest};
use crate::transparency::checkpoint::SignedCheckpoint;
use crate::transparency::lines::{from_base64, to_base64};
use crate::transparency::note::VerifierKey;
use crate::transparency::tree::{TreeHash, leaf_hash, verify_inclusion};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// How many bytes of extra data a proof may carry.
pub const EXTRA_BYTES_MAX: usize = 64 * 1024;

/// That an entry is in the log: the hashes from its leaf up to a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// Bytes that the proof carries along, in this log those of the entry. Nothing vouches for
    /// them until [`leaf_of_extra`](Self::leaf_of_extra) is verified.
    pub extra: Option<Vec<u8>>,
    /// The entry's place in the log, from 0.
    pub index: u64,
    /// The hashes beside its way up the tree, lowest first.
    pub hashes: Vec<TreeHash>,
    /// The signed checkpoint, as it was issued.
    pub checkpoint: String,
}

impl InclusionProof {
    /// The hash of the leaf whose bytes are the extra data.
    pub fn leaf_of_extra(&self) -> Option<TreeHash> {
        self.extra.as_deref().map(leaf_hash)
    }

    /// Checks that the log with this key has the leaf, and returns the checkpoint that says so.
    ///
    /// # Errors
    /// [`ProofRefused`] when that isn't shown.
    pub fn verify(
        &self,
        leaf: TreeHash,
        key: &VerifierKey,
    ) -> Result<SignedCheckpoint, ProofRefused> {
        let checkpoint = SignedCheckpoint::open(&self.checkpoint, key)?;
        verify_inclusion(leaf, self.index, &checkpoint.head(), &self.hashes)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        write_rest(f, &self.hashes, &self.checkpoint)
    }
}

impl FromStr for InclusionProof {
    type Err = ProofTextError;

    fn from_str(text: &str) -> Result<Self, ProofTextError> {
        let mut reader = Reader(text);
        if reader.line() != Some(HEADER) {
            return Err(ProofTextError::Header(HEADER));
        }
        let extra = extra(&mut reader)?;
        let index = reader.number("index")?;
        let hashes = reader.hashes()?;
        Ok(Self { extra, index, hashes, checkpoint: reader.checkpoint()? })
    }
}

/// The line of extra data, when the next line is one.
fn extra(reader: &mut Reader<'_>) -> Result<Option<Vec<u8>>, ProofTextError> {
    let Some(rest) = reader.0.strip_prefix("extra ") else { return Ok(None) };
    *reader = Reader(rest);
    let base64 = reader.line().filter(|line| line.len() <= EXTRA_BYTES_MAX.div_ceil(3) * 4);
    let bytes = base64.and_then(from_base64).filter(|bytes| bytes.len() <= EXTRA_BYTES_MAX);
    bytes.map(Some).ok_or(ProofTextError::Extra)
}
