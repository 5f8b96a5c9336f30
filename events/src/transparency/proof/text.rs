//! What both texts of proofs share: lines at the top, hashes, an empty line, a checkpoint.

use std::fmt;

use crate::transparency::lines::from_decimal;
use crate::transparency::note::NOTE_BYTES_MAX;
use crate::transparency::tree::TreeHash;

/// How many hashes a proof may have: as many as the highest tree needs.
pub const HASHES_MAX: usize = 63;

/// A text that isn't a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofTextError {
    /// It doesn't begin as such a proof does.
    #[error("the first line of the proof isn't «{0}»")]
    Header(&'static str),
    /// The extra data isn't base64, or is longer than it may be.
    #[error("the extra data of the proof isn't base64, or is too long")]
    Extra,
    /// A line with a number is missing, or the number isn't written as numbers are.
    #[error("the proof has no line «{0} NUMBER» in its place")]
    Number(&'static str),
    /// A line among the hashes that isn't one, counted from 1.
    #[error("hash {0} of the proof isn't the base64 of 32 bytes")]
    Hash(usize),
    /// More than [`HASHES_MAX`].
    #[error("the proof has more than {HASHES_MAX} hashes")]
    TooManyHashes,
    /// No empty line, or nothing after it, or a checkpoint longer than a note may be.
    #[error("the proof has no empty line and checkpoint at its end")]
    Checkpoint,
}

/// A text of which the lines that were read are taken away.
pub(super) struct Reader<'a>(pub(super) &'a str);

impl<'a> Reader<'a> {
    /// The next line without its end; `None` when the text doesn't end it.
    pub(super) fn line(&mut self) -> Option<&'a str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }

    /// The number in a line of a word, a space and a number.
    pub(super) fn number(&mut self, word: &'static str) -> Result<u64, ProofTextError> {
        let text = self.line().and_then(|line| line.strip_prefix(word)?.strip_prefix(' '));
        text.and_then(from_decimal).ok_or(ProofTextError::Number(word))
    }

    /// The hashes up to the empty line, which is taken too.
    pub(super) fn hashes(&mut self) -> Result<Vec<TreeHash>, ProofTextError> {
        let mut hashes = Vec::new();
        loop {
            let line = self.line().ok_or(ProofTextError::Checkpoint)?;
            if line.is_empty() {
                return Ok(hashes);
            }
            if hashes.len() == HASHES_MAX {
                return Err(ProofTextError::TooManyHashes);
            }
            hashes.push(line.parse().map_err(|_| ProofTextError::Hash(hashes.len() + 1))?);
        }
    }

    /// All that is left: the checkpoint, byte for byte.
    pub(super) fn checkpoint(self) -> Result<String, ProofTextError> {
        let fits = self.0.len() <= NOTE_BYTES_MAX && !self.0.is_empty();
        if fits { Ok(self.0.to_owned()) } else { Err(ProofTextError::Checkpoint) }
    }
}

pub(super) fn write_rest(
    f: &mut fmt::Formatter<'_>,
    hashes: &[TreeHash],
    checkpoint: &str,
) -> fmt::Result {
    hashes.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
    write!(f, "\n{checkpoint}")
}
