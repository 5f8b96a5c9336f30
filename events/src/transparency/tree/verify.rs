//! Checking proofs without the tree, by the algorithms of RFC 9162 (2.1.3.2 and 2.1.4.2).
//!
//! A proof has exactly the hashes that it needs: one more or one less refuses it.

use super::{TreeHash, TreeHead, node_hash};

/// Why a proof shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no such leaf.
    #[error("a tree of {size} leaves has no leaf {index}")]
    NoLeaf {
        /// The leaf.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The newer tree is smaller than the older.
    #[error("a tree of {new} leaves can't continue one of {old}")]
    Shrunk {
        /// The older size.
        old: u64,
        /// The newer size.
        new: u64,
    },
    /// Hashes are missing, or there are some that nothing needs.
    #[error("the proof has {0} hashes, not as many as its sizes need")]
    Length(usize),
    /// The hashes lead to another root.
    #[error("the proof leads to another root than that of the tree")]
    Root,
    /// The hashes lead to another root of the older tree.
    #[error("the proof leads to another root than that of the older tree")]
    OldRoot,
}

/// Checks that a leaf is in a tree, at a place.
///
/// # Errors
/// [`ProofError`] when that isn't shown.
pub fn verify_inclusion(
    leaf: TreeHash,
    index: u64,
    head: &TreeHead,
    hashes: &[TreeHash],
) -> Result<(), ProofError> {
    if index >= head.size {
        return Err(ProofError::NoLeaf { index, size: head.size });
    }
    let mut climb = Climb { node: index, last: head.size - 1 };
    let mut root = leaf;
    for side in hashes {
        root = match climb.step().ok_or(ProofError::Length(hashes.len()))? {
            Sibling::Left => node_hash(side, &root),
            Sibling::Right => node_hash(&root, side),
        };
    }
    climb.arrived(hashes.len())?;
    if root == head.root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that a newer tree has all leaves of an older one, unchanged and in front.
///
/// Between equal sizes, and from an empty tree, a proof has no hashes; roots are compared still.
///
/// # Errors
/// [`ProofError`] when that isn't shown.
pub fn verify_consistency(
    old: &TreeHead,
    new: &TreeHead,
    hashes: &[TreeHash],
) -> Result<(), ProofError> {
    if old.size > new.size {
        return Err(ProofError::Shrunk { old: old.size, new: new.size });
    }
    if old.size == 0 || old.size == new.size {
        return without_hashes(old, new, hashes);
    }
    let (old_root, new_root) = roots_from(old, new.size, hashes)?;
    if old_root != old.root {
        return Err(ProofError::OldRoot);
    }
    if new_root == new.root { Ok(()) } else { Err(ProofError::Root) }
}

fn without_hashes(old: &TreeHead, new: &TreeHead, hashes: &[TreeHash]) -> Result<(), ProofError> {
    if !hashes.is_empty() {
        return Err(ProofError::Length(hashes.len()));
    }
    if old.size == 0 && old.root != TreeHash::empty() {
        return Err(ProofError::OldRoot);
    }
    if old.size == new.size && old.root != new.root { Err(ProofError::Root) } else { Ok(()) }
}

/// The roots of both trees, as the hashes of a proof give them; sizes differ and aren't zero.
fn roots_from(
    old: &TreeHead,
    new_size: u64,
    hashes: &[TreeHash],
) -> Result<(TreeHash, TreeHash), ProofError> {
    let length = ProofError::Length(hashes.len());
    let (first, rest) = if old.size.is_power_of_two() {
        (old.root, hashes)
    } else {
        let (first, rest) = hashes.split_first().ok_or(length)?;
        (*first, rest)
    };
    let mut climb = Climb { node: old.size - 1, last: new_size - 1 };
    climb.skip_right_nodes();
    let (mut old_root, mut new_root) = (first, first);
    for side in rest {
        match climb.step().ok_or(length)? {
            Sibling::Left => {
                old_root = node_hash(side, &old_root);
                new_root = node_hash(side, &new_root);
            }
            Sibling::Right => new_root = node_hash(&new_root, side),
        }
    }
    climb.arrived(hashes.len())?;
    Ok((old_root, new_root))
}

/// On which side of a node its sibling stands.
enum Sibling {
    Left,
    Right,
}

/// A way up the tree: the node's number in its level, and that of the level's last node.
struct Climb {
    node: u64,
    last: u64,
}

impl Climb {
    /// Goes up past one sibling; `None` at the root, which has none.
    fn step(&mut self) -> Option<Sibling> {
        if self.last == 0 {
            return None;
        }
        let left = self.node & 1 == 1 || self.node == self.last;
        if left {
            // A last node without a sibling is its own parent, until it is a right one.
            while self.node & 1 == 0 && self.node != 0 {
                self.up();
            }
        }
        self.up();
        Some(if left { Sibling::Left } else { Sibling::Right })
    }

    fn skip_right_nodes(&mut self) {
        while self.node & 1 == 1 {
            self.up();
        }
    }

    const fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    const fn arrived(&self, given: usize) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::Length(given)) }
    }
}
