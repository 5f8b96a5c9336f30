//! Which files a log of a size has, and whether its tiles are those of its tree.

use registry_events::chain::ChainValue;
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::transparency::tile::{TilePath, paths_of};
use registry_events::transparency::tree::{TILE_WIDTH, Tree, TreeHash, leaf_hash};

use super::check::decode;
use super::{Fault, Published};

/// The bundles of a log of a size, in order.
pub(super) fn bundles_of(size: u64) -> impl Iterator<Item = TilePath> {
    paths_of(size).filter(|path| matches!(path, TilePath::Entries { .. }))
}

/// The tile with the hashes of a bundle's entries.
pub(super) const fn hashes_beside(bundle: TilePath) -> TilePath {
    let (TilePath::Hashes { index, width, .. } | TilePath::Entries { index, width }) = bundle;
    TilePath::Hashes { level: 0, index, width }
}

/// The hashes of a tile, as a tree has them.
pub(super) fn hashes_of(tree: &Tree, path: TilePath) -> Option<&[TreeHash]> {
    let TilePath::Hashes { level, index, width } = path else { return None };
    tree.tile(level, index, width)
}

/// Holds every tile of a folder against the tree over its entries.
pub(super) fn check_tiles(published: &Published, tree: &Tree) -> Result<(), Fault> {
    // The lowest row was compared entry by entry.
    let lowest = |path: &TilePath| {
        matches!(path, TilePath::Hashes { level: 0, .. } | TilePath::Entries { .. })
    };
    paths_of(tree.size())
        .filter(|path| !lowest(path))
        .try_for_each(|path| check_tile(published, tree, path))
}

pub(super) fn check_tile(published: &Published, tree: &Tree, path: TilePath) -> Result<(), Fault> {
    let found = published.tile(path)?;
    let expected = hashes_of(tree, path).unwrap_or_default();
    match found.iter().zip(expected).position(|(found, expected)| found != expected) {
        Some(number) => Err(differs(path, number)),
        None => Ok(()),
    }
}

/// Holds a bundle against the leaves of a tree, of which it has a part.
pub(super) fn check_bundle(
    published: &Published,
    leaves: &[TreeHash],
    path: TilePath,
) -> Result<(), Fault> {
    let bytes = published.bundle(path)?;
    let entries = decode(path, &bytes)?;
    if entries.iter().map(|entry| leaf_hash(entry)).eq(leaves.iter().copied()) {
        return Ok(());
    }
    Err(Fault::File { file: path.to_string(), reason: "has other entries than the log".into() })
}

/// The fault of a tile whose hash of this number within it is another than the tree's.
pub(super) fn differs(path: TilePath, number: usize) -> Fault {
    let (level, index) = match path {
        TilePath::Hashes { level, index, .. } => (u32::from(level), index),
        TilePath::Entries { index, .. } => (0, index),
    };
    let place = index * TILE_WIDTH as u64 + number as u64;
    let (first, last) = (place << (8 * level), ((place + 1) << (8 * level)) - 1);
    let what = if first == last {
        format!("the entry at position {first}")
    } else {
        format!("the entries at positions {first} to {last}")
    };
    Fault::Tile { file: path.to_string(), what }
}

/// The entries of a log of a size, bundle by bundle, as a folder that was checked has them.
pub fn entries(
    published: &Published,
    size: u64,
) -> impl Iterator<Item = Result<Vec<Entry>, Fault>> {
    bundles_of(size).map(|path| {
        let bytes = published.bundle(path)?;
        let TilePath::Entries { index, .. } = path else { return Ok(Vec::new()) };
        let first = index * TILE_WIDTH as u64;
        let entries = (first..).zip(decode(path, &bytes)?).map(|(position, bytes)| Entry {
            position: Position(position),
            chain: ChainValue::after(bytes),
            bytes: bytes.into(),
        });
        Ok(entries.collect())
    })
}
