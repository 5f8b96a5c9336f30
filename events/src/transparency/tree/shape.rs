//! Which ranges of leaves a proof has the hashes of; arithmetic only.

use std::ops::Range;

/// Leaves whose common hash is part of a proof.
pub(super) type Side = Range<u64>;

/// The whole subtrees that make up a range, as first leaf and height, the largest first.
pub(super) fn largest_first(start: u64, end: u64) -> impl Iterator<Item = (u64, u32)> {
    let mut first = start;
    std::iter::from_fn(move || {
        let height = (end - first).checked_ilog2()?;
        let subtree = (first, height);
        first += 1 << height;
        Some(subtree)
    })
}

/// The path from a leaf to the root of a tree of a size: the siblings, lowest first.
pub(super) fn path(index: u64, size: u64) -> Vec<Side> {
    let (mut node, mut sides) = (0..size, Vec::new());
    while node.end - node.start > 1 {
        let middle = middle_of(&node);
        node = if index < middle {
            sides.push(middle..node.end);
            node.start..middle
        } else {
            sides.push(node.start..middle);
            middle..node.end
        };
    }
    sides.reverse();
    sides
}

/// The ranges of a consistency proof from an older size to a newer one, in the order of RFC 6962.
pub(super) fn subproof(old: u64, new: u64) -> Vec<Side> {
    if old == 0 {
        return Vec::new();
    }
    let (mut node, mut sides) = (0..new, Vec::new());
    while node.end != old {
        let middle = middle_of(&node);
        node = if old <= middle {
            sides.push(middle..node.end);
            node.start..middle
        } else {
            sides.push(node.start..middle);
            middle..node.end
        };
    }
    // A node that begins at the first leaf is the old tree itself, whose root is known.
    if node.start > 0 {
        sides.push(node);
    }
    sides.reverse();
    sides
}

/// Where the left of a node ends: it has the largest power of two that is less than the whole.
fn middle_of(node: &Side) -> u64 {
    node.start + (1 << (node.end - node.start - 1).ilog2())
}
