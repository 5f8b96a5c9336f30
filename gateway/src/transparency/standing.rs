//! Whether a log contains what was last signed of it.

use registry_events::transparency::tree::{Tree, TreeHead};

/// How a log stands to its last signed checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It contains it, or nothing was signed yet.
    Continues,
    /// It is shorter: an older copy was restored, or its end was cut.
    Behind {
        /// How many entries were signed.
        signed: u64,
        /// How many there are.
        entries: u64,
    },
    /// It is as long, and holds something else: another log, or one that went another way.
    Differs {
        /// How many entries were signed.
        signed: u64,
    },
}

impl Standing {
    /// How the log of a tree stands to a head that was signed.
    pub(super) fn of(tree: &Tree, signed: Option<TreeHead>) -> Self {
        let Some(signed) = signed else { return Self::Continues };
        match tree.head_at(signed.size) {
            None => Self::Behind { signed: signed.size, entries: tree.size() },
            Some(head) if head == signed => Self::Continues,
            Some(_) => Self::Differs { signed: signed.size },
        }
    }

    /// The word of it in `/health/ready`; none when all is well.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Continues => None,
            Self::Behind { .. } => Some("log_behind_checkpoint"),
            Self::Differs { .. } => Some("log_differs_from_checkpoint"),
        }
    }

    /// What is wrong, in a sentence; none when all is well.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Continues => None,
            Self::Behind { signed, entries } => Some(format!(
                "the last signed checkpoint covers {signed} entries, and the log has {entries}: \
                 an older copy was restored, or its end is lost"
            )),
            Self::Differs { signed } => Some(format!(
                "the first {signed} entries of the log aren't those that the last signed checkpoint \
                 covers: it is another log, or one that went another way"
            )),
        }
    }
}
