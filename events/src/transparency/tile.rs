//! Tiles and entry bundles (C2SP `tlog-tiles` v0.1.0): the tree and the log as immutable files.
//!
//! A tile has 256 hashes of one row of the tree, a bundle the 256 entries under a tile of row 0.
//! The last of each may be partial, and says so in its path. Every file has exactly one path.

mod bundle;
mod path;

pub use bundle::{Bundle, BundleError};
pub use path::{InvalidTilePath, TilePath};

use super::tree::{TILE_WIDTH, TreeHash};

/// Bytes that aren't the tile they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tile has {given} bytes and not {expected}")]
pub struct TileSize {
    /// How many there are.
    pub given: usize,
    /// How many there should be.
    pub expected: usize,
}

/// The bytes of a tile: 32 of each hash, 8,192 of a full tile.
pub fn hashes_to_bytes(hashes: &[TreeHash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile that has so many of them (see [`TilePath::width`]).
///
/// # Errors
/// [`TileSize`] when there are more or fewer.
pub fn hashes_from_bytes(bytes: &[u8], width: usize) -> Result<Vec<TreeHash>, TileSize> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if hashes.len() != width || !rest.is_empty() {
        return Err(TileSize { given: bytes.len(), expected: width.saturating_mul(32) });
    }
    Ok(hashes.iter().copied().map(TreeHash).collect())
}

/// The paths of all tiles and bundles of a tree of a size: row by row, then the bundles.
pub fn paths_of(size: u64) -> impl Iterator<Item = TilePath> {
    let rows = (0_u8..8).flat_map(move |level| {
        files(size >> (8 * level)).map(move |(index, width)| TilePath::Hashes {
            level,
            index,
            width,
        })
    });
    rows.chain(files(size).map(|(index, width)| TilePath::Entries { index, width }))
}

/// The files that hold so many things: full ones, and one for what is left.
fn files(things: u64) -> impl Iterator<Item = (u64, Option<u8>)> {
    let full = things / TILE_WIDTH as u64;
    let partial = u8::try_from(things % TILE_WIDTH as u64).ok().filter(|width| *width > 0);
    (0..full).map(|index| (index, None)).chain(partial.map(|width| (full, Some(width))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transparency::tree::{Tree, leaf_hash};

    #[test]
    fn a_tile_reads_back_and_only_at_its_width() {
        let mut tree = Tree::new();
        for number in 0..300_u32 {
            tree.push(leaf_hash(&number.to_be_bytes()));
        }
        let full = tree.tile(0, 0, None).expect("a full tile");
        let bytes = hashes_to_bytes(full);
        assert_eq!(bytes.len(), 8192);
        assert_eq!(hashes_from_bytes(&bytes, 256).as_deref(), Ok(full));
        let refused = |given, expected| Err(TileSize { given, expected });
        assert_eq!(hashes_from_bytes(&bytes, 255), refused(8192, 8160));
        assert_eq!(hashes_from_bytes(&bytes[..8191], 256), refused(8191, 8192));
        assert_eq!(hashes_from_bytes(&bytes[..8191], 255), refused(8191, 8160));
        assert_eq!(hashes_from_bytes(&[], 256), refused(0, 8192));
    }

    #[test]
    fn a_tree_of_70_000_has_the_files_of_the_specification() {
        let paths: Vec<_> = paths_of(70_000).collect();
        assert_eq!(paths.len(), 274 + 2 + 1 + 274);
        let partial: Vec<_> = paths.iter().filter(|path| path.width() < 256).collect();
        let texts: Vec<_> = partial.iter().map(ToString::to_string).collect();
        let expected =
            ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"];
        assert_eq!(texts, expected);
    }

    #[test]
    fn every_file_of_a_tree_can_be_cut_from_it() {
        let mut tree = Tree::new();
        for size in 0..600_u64 {
            for path in paths_of(size) {
                if let TilePath::Hashes { level, index, width } = path {
                    let tile = tree.tile(level, index, width);
                    assert_eq!(tile.map(<[_]>::len), Some(path.width()), "{path} of {size}");
                }
            }
            tree.push(leaf_hash(&size.to_be_bytes()));
        }
        assert_eq!(paths_of(0).count(), 0);
        let whole: Vec<_> = paths_of(256).map(|path| path.to_string()).collect();
        assert_eq!(whole, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
    }
}
