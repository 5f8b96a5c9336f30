//! Whether a log contains what was last signed of it.

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::tree::{Tree, TreeHead};

use super::SignedCheckpoints;

/// How a log stands to its last signed checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It contains it, or neither has anything.
    Continues,
    /// There are entries and nothing that was signed of them, so an older copy couldn't be told from
    /// the whole.
    Unguarded {
        /// How many entries there are.
        entries: u64,
    },
    /// It is shorter: an older copy was restored, or its end was cut.
    Behind {
        /// How many entries were signed.
        signed: u64,
        /// How many there are.
        entries: u64,
    },
    /// It is as long, and holds something else: another log, or one that went another way.
    Differs {
        /// The most entries of a signed checkpoint that it contains.
        agreed: u64,
        /// The fewest of one that it doesn't contain.
        signed: u64,
    },
}

impl Standing {
    /// How the log of a tree stands to what was signed.
    pub fn of(tree: &Tree, signed: &SignedCheckpoints) -> Self {
        let last = signed.last().map(SignedCheckpoint::head);
        // The older heads only say where it parted; without them it parts all the same.
        Self::among(tree, last, || signed.heads().unwrap_or_default())
    }

    pub(super) fn among(
        tree: &Tree,
        last: Option<TreeHead>,
        heads: impl FnOnce() -> Vec<TreeHead>,
    ) -> Self {
        let entries = tree.size();
        let Some(last) = last else {
            return if entries == 0 { Self::Continues } else { Self::Unguarded { entries } };
        };
        match tree.head_at(last.size) {
            None => Self::Behind { signed: last.size, entries },
            Some(head) if head == last => Self::Continues,
            Some(_) => Self::parted(tree, last, &heads()),
        }
    }

    /// What differs at a size differs at every larger one.
    fn parted(tree: &Tree, last: TreeHead, heads: &[TreeHead]) -> Self {
        let same = heads.partition_point(|head| tree.head_at(head.size) == Some(*head));
        let agreed = same.checked_sub(1).map_or(0, |at| heads[at].size);
        Self::Differs { agreed, signed: heads.get(same).unwrap_or(&last).size }
    }

    /// The word of it in `/health/ready`; none when all is well.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Continues => None,
            Self::Unguarded { .. } => Some("signed_checkpoints_missing"),
            Self::Behind { .. } => Some("log_behind_checkpoint"),
            Self::Differs { .. } => Some("log_differs_from_checkpoint"),
        }
    }

    /// What is wrong, in a sentence; none when all is well.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Continues => None,
            Self::Unguarded { entries } => Some(format!(
                "the log has {entries} entries, and signed-checkpoints has no checkpoint of them: that \
                 file was lost or emptied, and without it an older copy of the log can't be told from \
                 the whole; bring it back, or trust the log as it is with `clustermap checkpoint \
                 --adopt`"
            )),
            Self::Behind { signed, entries } => Some(format!(
                "the last signed checkpoint covers {signed} entries, and the log has {entries}: \
                 an older copy was restored, or its end is lost"
            )),
            Self::Differs { agreed: 0, signed } => Some(format!(
                "the first {signed} entries of the log aren't those that its signed checkpoint covers: \
                 it is another log, or one that went another way"
            )),
            Self::Differs { agreed, signed } => Some(format!(
                "the first {agreed} entries of the log are those that were signed, and the first \
                 {signed} aren't: between the two it went another way than its signed checkpoints"
            )),
        }
    }
}
