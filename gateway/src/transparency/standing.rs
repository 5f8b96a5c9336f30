//! Whether a log contains what was last signed of it, as the signed checkpoints say and as it was noted
//! apart from them.

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
    /// It contains its last signed checkpoint, and not what was noted apart from that: older copies of
    /// both were restored together.
    NotAsNoted {
        /// How many entries were signed.
        signed: u64,
        /// How many there are.
        entries: u64,
    },
    /// It was signed, and both the key and the signed checkpoints are gone.
    SigningLost {
        /// How many entries were signed.
        signed: u64,
        /// How many there are.
        entries: u64,
        /// Whether the log contains what was noted of it.
        is_as_noted: bool,
    },
}

impl Standing {
    /// How the log of a tree stands to what was signed.
    pub fn of(tree: &Tree, signed: &SignedCheckpoints) -> Self {
        let last = signed.last().map(SignedCheckpoint::head);
        // The older heads only say where it parted; without them it parts all the same.
        Self::among(tree, last, || signed.heads().unwrap_or_default())
    }

    /// How it stands where it is noted, too, how far it was signed.
    #[must_use]
    pub fn beside(self, tree: &Tree, noted: Option<TreeHead>) -> Self {
        match noted {
            Some(noted) if self == Self::Continues && !contains(tree, noted) => {
                Self::NotAsNoted { signed: noted.size, entries: tree.size() }
            }
            _ => self,
        }
    }

    /// How a log stands of whose signing nothing else is left than the note of it.
    pub fn without_key(tree: &Tree, noted: TreeHead) -> Self {
        let (signed, entries) = (noted.size, tree.size());
        Self::SigningLost { signed, entries, is_as_noted: contains(tree, noted) }
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
            Self::NotAsNoted { .. } => Some("log_not_as_noted"),
            Self::SigningLost { .. } => Some("signing_lost"),
        }
    }

    /// What is wrong and what to do about it, in a sentence; none when all is well.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Continues => None,
            Self::Unguarded { entries } => Some(unguarded(entries)),
            Self::Behind { signed, entries } => Some(format!(
                "the last signed checkpoint covers {signed} entries, and the log has {entries}: \
                 an older copy was restored, or its end is lost; {RESTORE}"
            )),
            Self::Differs { agreed, signed } => Some(differs(agreed, signed)),
            Self::NotAsNoted { signed, entries } => Some(not_as_noted(signed, entries)),
            Self::SigningLost { signed, is_as_noted: true, .. } => Some(signing_lost(signed)),
            Self::SigningLost { signed, entries, .. } => Some(format!(
                "{}; besides, the log, with its {entries} entries, isn't the one that was signed",
                signing_lost(signed)
            )),
        }
    }
}

/// What is to be done about a log that isn't the one that was signed.
const RESTORE: &str = "restore the log that was signed";

fn unguarded(entries: u64) -> String {
    format!(
        "the log has {entries} entries, and signed-checkpoints has no checkpoint of them: that file \
         was lost or emptied, and without it an older copy of the log can't be told from the whole; \
         bring it back, or trust the log as it is with `clustermap checkpoint --adopt`"
    )
}

fn differs(agreed: u64, signed: u64) -> String {
    if agreed == 0 {
        return format!(
            "the first {signed} entries of the log aren't those that its signed checkpoint covers: it \
             is another log, or one that went another way; {RESTORE}"
        );
    }
    format!(
        "the first {agreed} entries of the log are those that were signed, and the first {signed} \
         aren't: between the two it went another way than its signed checkpoints; {RESTORE}"
    )
}

fn not_as_noted(signed: u64, entries: u64) -> String {
    format!(
        "private.sqlite has noted that {signed} entries of the log were signed, and the log, with its \
         {entries}, doesn't contain them: older copies of log and signed-checkpoints were restored \
         together; restore what was signed last, or, where it is lost for good, trust the log as it is \
         with `clustermap checkpoint --adopt`"
    )
}

fn contains(tree: &Tree, noted: TreeHead) -> bool {
    tree.head_at(noted.size) == Some(noted)
}

/// Why a log isn't written to, and what to do, where key and signed checkpoints are both gone.
pub fn signing_lost(signed: u64) -> String {
    format!(
        "this log was signed, {signed} entries of it at least, and both checkpoint.key and \
         signed-checkpoints are gone: bring both back, or, where the key is lost for good, begin anew \
         with `clustermap key new --origin NAME --anew`"
    )
}
