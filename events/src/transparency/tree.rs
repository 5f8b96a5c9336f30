//! The Merkle tree of RFC 6962 over the entries of the log, held in memory.
//!
//! The tree keeps every 256th power of its hashes, in rows that are the tiles of C2SP
//! `tlog-tiles`: row 0 has the hashes of the leaves, row 1 the roots of 256 leaves, and so on.
//! What lies between two rows is computed when asked for. A leaf costs 32 bytes and a little.

mod hash;
mod shape;
#[cfg(test)]
mod tests;
mod verify;

pub use hash::{InvalidTreeHash, TreeHash, leaf_hash, node_hash};
pub use verify::{ProofError, verify_consistency, verify_inclusion};

use shape::{Side, largest_first, path, subproof};

/// How many levels of the tree lie between two rows.
const ROW_HEIGHT: u32 = 8;
/// How many hashes a full tile has.
pub const TILE_WIDTH: usize = 256;

/// How many leaves a tree has, and the hash that vouches for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TreeHead {
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: TreeHash,
}

impl TreeHead {
    /// The head of a tree without leaves.
    pub fn empty() -> Self {
        Self { size: 0, root: TreeHash::empty() }
    }
}

/// Something was asked of a tree that it doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// There is no such leaf in a tree of that size.
    #[error("a tree of {size} leaves has no leaf {index}")]
    NoLeaf {
        /// The leaf that was asked for.
        index: u64,
        /// The size it was to be proved in.
        size: u64,
    },
    /// The tree never had, or doesn't yet have, that size.
    #[error("a tree of {current} leaves can't speak of {size}")]
    NoSize {
        /// The size that was asked for.
        size: u64,
        /// The size to compare with: the tree's own, or the newer of two.
        current: u64,
    },
}

/// The tree. It only grows.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Row *n* has the roots of all whole groups of 256ⁿ leaves.
    rows: Vec<Vec<TreeHash>>,
    /// The roots of the largest whole subtrees, left to right: one for each set bit of the size.
    frontier: Vec<TreeHash>,
    size: u64,
}

impl Tree {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the hash of the next leaf (see [`leaf_hash`]).
    pub fn push(&mut self, leaf: TreeHash) {
        self.keep(0, leaf);
        let mut root = leaf;
        for height in 1..=self.size.trailing_ones() {
            // The size has a set bit for each, so the frontier has a root for each.
            let Some(left) = self.frontier.pop() else { break };
            root = node_hash(&left, &root);
            self.keep(height, root);
        }
        self.frontier.push(root);
        self.size += 1;
    }

    /// Stores the root of a whole subtree when its height is that of a row.
    fn keep(&mut self, height: u32, root: TreeHash) {
        if !height.is_multiple_of(ROW_HEIGHT) {
            return;
        }
        let row = (height / ROW_HEIGHT) as usize;
        if row == self.rows.len() {
            self.rows.push(Vec::new());
        }
        self.rows[row].push(root);
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The hash of a leaf.
    pub fn leaf(&self, index: u64) -> Option<TreeHash> {
        self.rows.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The head of the tree as it is.
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: fold_right(&self.frontier) }
    }

    /// The head of the tree as it was at a size; `None` for one that it hasn't reached.
    pub fn head_at(&self, size: u64) -> Option<TreeHead> {
        (size <= self.size).then(|| TreeHead { size, root: self.root_over(0, size) })
    }

    /// The hashes that lead from a leaf to the root of the tree at a size, the leaf's sibling
    /// first (RFC 6962, 2.1.1).
    ///
    /// # Errors
    /// [`TreeError::NoSize`] beyond the tree, [`TreeError::NoLeaf`] beyond that size.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<TreeHash>, TreeError> {
        self.reaches(size)?;
        if index >= size {
            return Err(TreeError::NoLeaf { index, size });
        }
        Ok(self.hashes_of(path(index, size)))
    }

    /// The hashes that show the tree at a newer size to continue the one at an older size
    /// (RFC 6962, 2.1.2). None are needed from an empty tree, or between equal sizes.
    ///
    /// # Errors
    /// [`TreeError::NoSize`] when the newer size is beyond the tree, or the older beyond the newer.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<TreeHash>, TreeError> {
        self.reaches(new)?;
        if old > new {
            return Err(TreeError::NoSize { size: old, current: new });
        }
        Ok(self.hashes_of(subproof(old, new)))
    }

    /// A tile: hashes of one row, all 256 of them or as many as a partial tile's width says.
    /// `None` where not all of them exist yet.
    pub fn tile(&self, level: u8, index: u64, width: Option<u8>) -> Option<&[TreeHash]> {
        let width = width.map_or(TILE_WIDTH, usize::from);
        let start = usize::try_from(index).ok()?.checked_mul(TILE_WIDTH)?;
        let hashes = self.rows.get(usize::from(level))?.get(start..start.checked_add(width)?)?;
        (!hashes.is_empty()).then_some(hashes)
    }

    const fn reaches(&self, size: u64) -> Result<(), TreeError> {
        if size > self.size {
            return Err(TreeError::NoSize { size, current: self.size });
        }
        Ok(())
    }

    fn hashes_of(&self, ranges: Vec<Side>) -> Vec<TreeHash> {
        ranges.into_iter().map(|range| self.root_over(range.start, range.end)).collect()
    }

    /// The root over the leaves from `start` up to `end`, a range that RFC 6962 gives a node to.
    fn root_over(&self, start: u64, end: u64) -> TreeHash {
        let roots: Vec<_> =
            largest_first(start, end).map(|(first, height)| self.subtree(first, height)).collect();
        fold_right(&roots)
    }

    /// The root of the whole subtree of a height that begins at a leaf, from the row below it.
    fn subtree(&self, first: u64, height: u32) -> TreeHash {
        let row = height / ROW_HEIGHT;
        let count = 1 << (height % ROW_HEIGHT);
        // Callers stay within the size, so every hash of the range is in the row.
        let start = usize::try_from(first >> (row * ROW_HEIGHT)).expect("an index in memory");
        merge(self.rows[row as usize][start..start + count].to_vec())
    }
}

/// The root of a whole subtree from its leaves, whose number is a power of two.
fn merge(mut hashes: Vec<TreeHash>) -> TreeHash {
    while hashes.len() > 1 {
        hashes = hashes.chunks(2).map(|pair| node_hash(&pair[0], &pair[1])).collect();
    }
    hashes[0]
}

/// One root over whole subtrees of falling size: each is the left of all that is right of it.
fn fold_right(roots: &[TreeHash]) -> TreeHash {
    let joined = roots.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
    joined.unwrap_or_else(TreeHash::empty)
}
