//! Words that only who is let may read: in the clear while a decision is made, sealed in the log.

use serde::{Deserialize, Serialize};

use crate::seal::Sealed;

/// Such words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidential {
    /// As they were said.
    Clear(String),
    /// As they stand in the log.
    Sealed(Sealed),
}

impl Confidential {
    /// The words, where they are at hand.
    pub fn clear(&self) -> Option<&str> {
        match self {
            Self::Clear(words) => Some(words),
            Self::Sealed(_) => None,
        }
    }

    /// The seal, where they are sealed.
    pub const fn sealed(&self) -> Option<&Sealed> {
        match self {
            Self::Clear(_) => None,
            Self::Sealed(sealed) => Some(sealed),
        }
    }
}
