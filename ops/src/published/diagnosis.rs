//! Where an entry and its tile disagree: the checkpoint says which of them is wrong.

use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::tile::TilePath;
use registry_events::transparency::tree::{TILE_WIDTH, Tree, TreeHead, leaf_hash};

use super::check::decode;
use super::tiles::{bundles_of, differs, hashes_beside};
use super::{Fault, Published};

/// The fault that an entry at a position disagrees with the lowest tile.
pub(super) fn of(
    published: &Published,
    checkpoint: &SignedCheckpoint,
    position: Position,
) -> Fault {
    found(published, checkpoint, position).unwrap_or_else(|unreadable| unreadable)
}

fn found(
    published: &Published,
    checkpoint: &SignedCheckpoint,
    position: Position,
) -> Result<Fault, Fault> {
    let head = checkpoint.head();
    let path = bundle_of(position, head);
    if tree_of_tiles(published, head.size)?.head() == head {
        return Ok(Fault::Entry {
            position,
            file: path.to_string(),
            reason: "isn't the one that the checkpoint covers".into(),
        });
    }
    if tree_of_entries(published, head.size)?.head() == head {
        let number = usize::try_from(position.0 % TILE_WIDTH as u64).unwrap_or_default();
        return Ok(differs(hashes_beside(path), number));
    }
    Ok(Fault::Entry {
        position,
        file: path.to_string(),
        reason: "and its hash in the tile beside it differ, and the checkpoint covers neither"
            .into(),
    })
}

/// The bundle that has a position, in a log with this head.
pub(super) fn bundle_of(position: Position, head: TreeHead) -> TilePath {
    let index = position.0 / TILE_WIDTH as u64;
    let width = head.size - index * TILE_WIDTH as u64;
    TilePath::Entries { index, width: u8::try_from(width).ok() }
}

fn tree_of_tiles(published: &Published, size: u64) -> Result<Tree, Fault> {
    let mut tree = Tree::new();
    for path in bundles_of(size) {
        for hash in published.tile(hashes_beside(path))? {
            tree.push(hash);
        }
    }
    Ok(tree)
}

fn tree_of_entries(published: &Published, size: u64) -> Result<Tree, Fault> {
    let mut tree = Tree::new();
    for path in bundles_of(size) {
        let bytes = published.bundle(path)?;
        for entry in decode(path, &bytes)? {
            tree.push(leaf_hash(entry));
        }
    }
    Ok(tree)
}

/// The head of the log of a checked folder as it was at a size; none when it is larger.
///
/// # Errors
/// [`Fault`], when the folder was changed since it was checked.
pub fn head_at(published: &Published, size: u64, at: u64) -> Result<Option<TreeHead>, Fault> {
    Ok(tree_of_tiles(published, size)?.head_at(at))
}
