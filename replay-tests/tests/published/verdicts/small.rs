//! A log of three entries, of which the one in the middle may be anything.

use registry_events::transparency::checkpoint::Checkpoint;
use registry_events::transparency::note::{SigningKey, sign};
use registry_events::transparency::proof::{ConsistencyProof, InclusionProof};
use registry_events::transparency::tree::{Tree, leaf_hash};

use super::super::fixture::log;

pub(super) const ORIGIN: &str = "verdicts.invalid/log";
/// Where the entry is whose proof is checked.
pub(super) const INDEX: u64 = 1;
pub(super) const SIZE: u64 = 3;

pub(super) fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, &[9; 32]).expect("a key")
}

/// The true entry in the middle.
pub(super) fn entry() -> Vec<u8> {
    log().entries()[1].bytes.to_vec()
}

fn tree(entry: &[u8]) -> Tree {
    let mut tree = Tree::new();
    tree.push(leaf_hash(&log().entries()[0].bytes));
    tree.push(leaf_hash(entry));
    tree.push(leaf_hash(&log().entries()[2].bytes));
    tree
}

/// The text that a checkpoint of a size signs.
pub(super) fn checkpoint_text(size: u64) -> String {
    let head = tree(&entry()).head_at(size).expect("in the tree");
    Checkpoint { origin: ORIGIN.into(), head }.to_string()
}

pub(super) fn checkpoint(size: u64) -> String {
    sign(&checkpoint_text(size), &key()).expect("signed")
}

/// The proof of a true entry, with another checkpoint in it.
pub(super) fn proof_with(checkpoint: &str) -> String {
    InclusionProof { checkpoint: checkpoint.to_owned(), ..proof_of(&entry()) }.to_string()
}

pub(super) fn proof() -> String {
    proof_of(&entry()).to_string()
}

/// The proof of whatever was recorded as an entry.
pub(super) fn proof_of(entry: &[u8]) -> InclusionProof {
    proof_in(&tree(entry), entry, INDEX)
}

/// The proof of a true entry at a position.
pub(super) fn proof_at(index: u64) -> InclusionProof {
    let at = usize::try_from(index).expect("small");
    proof_in(&tree(&entry()), &log().entries()[at].bytes, index)
}

fn proof_in(tree: &Tree, entry: &[u8], index: u64) -> InclusionProof {
    let checkpoint = Checkpoint { origin: ORIGIN.into(), head: tree.head() };
    InclusionProof {
        extra: Some(entry.to_vec()),
        index,
        hashes: tree.inclusion(index, SIZE).expect("in the tree"),
        checkpoint: checkpoint.sign(&key()).expect("signed").note,
    }
}

/// A checkpoint of another log that the same key has signed.
pub(super) fn forked(size: u64) -> String {
    let mut tree = Tree::new();
    for number in 0..size {
        tree.push(leaf_hash(&number.to_be_bytes()));
    }
    let checkpoint = Checkpoint { origin: ORIGIN.into(), head: tree.head() };
    checkpoint.sign(&key()).expect("signed").note
}

pub(super) fn continuation(old_size: u64) -> ConsistencyProof {
    ConsistencyProof {
        old_size,
        hashes: tree(&entry()).consistency(old_size, SIZE).expect("in the tree"),
        checkpoint: checkpoint(SIZE),
    }
}
