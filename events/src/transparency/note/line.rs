//! One line of signature: an em dash, the key's name, and base64 of key id and signature.

use std::fmt;
use std::str::FromStr;

use super::key::{VerifierKey, is_name};
use crate::transparency::lines::{from_base64, to_base64};

/// A signature as it stands in a note, of whatever algorithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// The name of the key.
    pub name: String,
    /// The key's id: with the name it says which key and algorithm it is.
    pub key_id: u32,
    /// The signature's bytes.
    pub signature: Vec<u8>,
}

/// A line that isn't a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a signature line of a note")]
pub struct InvalidSignatureLine;

impl SignatureLine {
    pub(super) fn is_of(&self, key: &VerifierKey) -> bool {
        self.name == key.name() && self.key_id == key.key_id()
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = from_base64(base64)?;
        let (key_id, signature) = bytes.split_first_chunk::<4>()?;
        let whole = is_name(name) && !signature.is_empty();
        let key_id = u32::from_be_bytes(*key_id);
        whole.then(|| Self { name: name.into(), key_id, signature: signature.to_vec() })
    }
}

impl FromStr for SignatureLine {
    type Err = InvalidSignatureLine;

    fn from_str(line: &str) -> Result<Self, InvalidSignatureLine> {
        Self::parse(line).ok_or(InvalidSignatureLine)
    }
}

/// Writes the line with its end.
impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.to_be_bytes(), self.signature.as_slice()].concat();
        writeln!(f, "— {} {}", self.name, to_base64(&bytes))
    }
}
