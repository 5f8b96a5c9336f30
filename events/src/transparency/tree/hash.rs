//! Hashes of the tree: SHA-256, with leaves and nodes told apart by their first byte.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::transparency::lines::{from_base64, to_base64};

/// The hash of a leaf, a node or a whole tree; written in base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeHash(pub [u8; 32]);

impl TreeHash {
    /// The root of a tree without leaves: the hash of nothing.
    pub fn empty() -> Self {
        Self(Sha256::digest(b"").into())
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The hash of a leaf with these bytes (RFC 6962, 2.1).
pub fn leaf_hash(bytes: &[u8]) -> TreeHash {
    TreeHash(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// The hash of a node over two others (RFC 6962, 2.1).
pub fn node_hash(left: &TreeHash, right: &TreeHash) -> TreeHash {
    let mut node = [1; 65];
    node[1..33].copy_from_slice(&left.0);
    node[33..].copy_from_slice(&right.0);
    TreeHash(Sha256::digest(node).into())
}

/// A text that isn't 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the base64 of 32 bytes")]
pub struct InvalidTreeHash;

impl FromStr for TreeHash {
    type Err = InvalidTreeHash;

    fn from_str(given: &str) -> Result<Self, InvalidTreeHash> {
        // Of other lengths nothing is decoded, however long they are.
        let bytes = (given.len() == 44).then(|| from_base64(given)).flatten();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(InvalidTreeHash)
    }
}

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TreeHash({self})")
    }
}
