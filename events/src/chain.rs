//! The BLAKE3 chain: each entry carries the chain value of the one before it.
//!
//! `chain_i = BLAKE3.derive_key(CONTEXT, entry_i)`; the entry holds `chain_{i-1}`, so one value
//! vouches for the whole log up to it. The genesis value is derived from the empty string.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The domain separation of the chain.
pub const CONTEXT: &str = "cluster-registry 2026 chain v1";

/// The value of the chain after an entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChainValue(pub [u8; 32]);

impl ChainValue {
    /// The value before the first entry.
    pub fn genesis() -> Self {
        Self(blake3::derive_key(CONTEXT, b""))
    }

    /// The value after an entry, from its bytes.
    pub fn after(entry: &[u8]) -> Self {
        Self(blake3::derive_key(CONTEXT, entry))
    }
}

impl fmt::Display for ChainValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for ChainValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainValue({self})")
    }
}
