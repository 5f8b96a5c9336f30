//! Levels of organisational development, as recorded.

use serde::{Deserialize, Serialize};

/// «Уровень оргразвития»: how far a cluster's organisation has come; not a mark of quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Начальный.
    Initial,
    /// Средний.
    Medium,
    /// Высокий.
    High,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 3] = [Self::Initial, Self::Medium, Self::High];

    /// The level's key, the same in log, API and URL.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Finds a level by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }
}
