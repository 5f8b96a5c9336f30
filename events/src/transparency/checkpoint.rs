//! Checkpoints (C2SP `tlog-checkpoint` v1.0.0): the head of the log's tree as a signed note.
//!
//! Three lines: the log's origin, the size of its tree, the root. Lines after them belong to the
//! signed text and mean nothing here.

use std::fmt;
use std::str::FromStr;

use super::lines::from_decimal;
use super::note::{self, Note, NoteError, SigningKey, VerifierKey};
use super::tree::TreeHead;

/// Which log, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log, for ever: `registry.example/log`.
    pub origin: String,
    /// The head of its tree.
    pub head: TreeHead,
}

/// Why a checkpoint can't be made or believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it.
    #[error("the checkpoint isn't a note that can be believed")]
    Note(#[from] NoteError),
    /// Fewer than three lines, an empty one, or no end of the last.
    #[error("the checkpoint isn't three lines or more, none of them empty")]
    Lines,
    /// The second line.
    #[error("the size in the checkpoint isn't a number as numbers are written")]
    Size,
    /// The third line.
    #[error("the root in the checkpoint isn't the base64 of 32 bytes")]
    Root,
    /// It speaks of another log than the key that signs it.
    #[error("the checkpoint is of the log {origin}, the key of {key}")]
    Origin {
        /// The log it speaks of.
        origin: String,
        /// The name of the key.
        key: String,
    },
}

impl Checkpoint {
    /// Signs it with the key of its log.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`] with the key of another log.
    pub fn sign(self, key: &SigningKey) -> Result<SignedCheckpoint, CheckpointError> {
        self.is_of(key.name())?;
        let note = note::sign(&self.to_string(), key)?;
        Ok(SignedCheckpoint { checkpoint: self, note })
    }

    fn is_of(&self, name: &str) -> Result<(), CheckpointError> {
        if self.origin == name {
            return Ok(());
        }
        Err(CheckpointError::Origin { origin: self.origin.clone(), key: name.to_owned() })
    }
}

/// Writes the text that is signed, with the end of its last line.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size, self.head.root)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?.split('\n');
        if lines.clone().any(str::is_empty) {
            return Err(CheckpointError::Lines);
        }
        let mut lines = lines;
        let mut line = || lines.next().ok_or(CheckpointError::Lines);
        let (origin, size, root) = (line()?, line()?, line()?);
        let size = from_decimal(size).ok_or(CheckpointError::Size)?;
        let root = root.parse().map_err(|_| CheckpointError::Root)?;
        Ok(Self { origin: origin.to_owned(), head: TreeHead { size, root } })
    }
}

/// A checkpoint that the key of its log has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The note, as it was signed or read: to be kept and handed on byte for byte.
    pub note: String,
}

impl SignedCheckpoint {
    /// Opens a checkpoint with the key of its log, whose name is the log's origin.
    ///
    /// # Errors
    /// [`CheckpointError`]; what isn't signed by that key isn't even read.
    pub fn open(note: &str, key: &VerifierKey) -> Result<Self, CheckpointError> {
        let opened = Note::open(note, std::slice::from_ref(key))?;
        let checkpoint: Checkpoint = opened.text.parse()?;
        checkpoint.is_of(key.name())?;
        Ok(Self { checkpoint, note: note.to_owned() })
    }

    /// The head of the tree that was signed.
    pub const fn head(&self) -> TreeHead {
        self.checkpoint.head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transparency::tree::leaf_hash;

    const ORIGIN: &str = "registry.example/log";

    fn key() -> SigningKey {
        SigningKey::from_seed(ORIGIN, &[7; 32]).expect("a key")
    }

    fn checkpoint() -> Checkpoint {
        let head = TreeHead { size: 20_852_163, root: leaf_hash(b"root") };
        Checkpoint { origin: ORIGIN.into(), head }
    }

    #[test]
    fn a_checkpoint_is_three_lines_and_reads_back() {
        let text = checkpoint().to_string();
        assert_eq!(text.lines().count(), 3);
        assert!(text.starts_with("registry.example/log\n20852163\n"));
        assert_eq!(text.parse(), Ok(checkpoint()));
    }

    #[test]
    fn a_signed_checkpoint_opens_with_the_key_of_its_log() {
        let signed = checkpoint().sign(&key()).expect("signed");
        assert_eq!(SignedCheckpoint::open(&signed.note, key().verifier()), Ok(signed.clone()));
        let stranger = SigningKey::from_seed(ORIGIN, &[8; 32]).expect("a key");
        assert_eq!(
            SignedCheckpoint::open(&signed.note, stranger.verifier()),
            Err(CheckpointError::Note(NoteError::Unsigned))
        );
    }

    #[test]
    fn a_key_signs_and_opens_only_its_own_log() {
        let other = SigningKey::from_seed("other.example/log", &[7; 32]).expect("a key");
        let refused = CheckpointError::Origin { origin: ORIGIN.into(), key: other.name().into() };
        assert_eq!(checkpoint().sign(&other), Err(refused.clone()));
        let note = note::sign(&checkpoint().to_string(), &other).expect("signed");
        assert_eq!(SignedCheckpoint::open(&note, other.verifier()), Err(refused));
    }

    #[test]
    fn lines_after_the_third_are_signed_and_passed_over() {
        let text = format!("{}extension\n", checkpoint());
        let note = note::sign(&text, &key()).expect("signed");
        let opened = SignedCheckpoint::open(&note, key().verifier()).expect("opened");
        assert_eq!(opened, SignedCheckpoint { checkpoint: checkpoint(), note: note.clone() });
        let without = note.replace("extension\n", "");
        assert!(SignedCheckpoint::open(&without, key().verifier()).is_err());
    }

    #[test]
    fn a_text_that_is_no_checkpoint_is_refused() {
        let root = leaf_hash(b"root").to_string();
        for (text, refusal) in [
            (String::new(), CheckpointError::Lines),
            ("\n".into(), CheckpointError::Lines),
            (format!("log\n1\n{root}"), CheckpointError::Lines),
            ("log\n1\n".into(), CheckpointError::Lines),
            (format!("\n1\n{root}\n"), CheckpointError::Lines),
            (format!("log\n1\n{root}\n\n"), CheckpointError::Lines),
            (format!("log\n1\n{root}\n\nmore\n"), CheckpointError::Lines),
            (format!("log\n01\n{root}\n"), CheckpointError::Size),
            (format!("log\n+1\n{root}\n"), CheckpointError::Size),
            (format!("log\n-1\n{root}\n"), CheckpointError::Size),
            (format!("log\n1 \n{root}\n"), CheckpointError::Size),
            (format!("log\n18446744073709551616\n{root}\n"), CheckpointError::Size),
            (format!("log\n1\n{root} \n"), CheckpointError::Root),
            ("log\n1\nAAAA\n".into(), CheckpointError::Root),
        ] {
            assert_eq!(text.parse::<Checkpoint>(), Err(refusal), "{text:?}");
        }
    }

    #[test]
    fn no_byte_of_a_checkpoint_can_be_changed_or_cut() {
        let note = checkpoint().sign(&key()).expect("signed").note;
        let open = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).ok()?;
            SignedCheckpoint::open(text, key().verifier()).ok()
        };
        assert!(open(note.as_bytes()).is_some());
        for at in 0..note.len() {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128] {
                let mut changed = note.clone().into_bytes();
                changed[at] ^= flip;
                assert_eq!(open(&changed), None, "byte {at}");
            }
            assert_eq!(open(&note.as_bytes()[..at]), None, "cut at {at}");
        }
    }
}
