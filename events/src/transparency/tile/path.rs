//! Where a tile or a bundle stands: `tile/0/x001/x234/067.p/8`, `tile/entries/x001/234`.

use std::fmt;
use std::str::FromStr;

use crate::transparency::lines::from_decimal;
use crate::transparency::tree::TILE_WIDTH;

/// The highest level that a path can name.
const LEVEL_MAX: u8 = 63;
/// More bytes than any path has: 64 bits are seven groups of digits.
const PATH_BYTES_MAX: usize = 64;

/// The path of a tile or a bundle, below the log's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TilePath {
    /// Hashes of one row of the tree.
    Hashes {
        /// The row, from 0 to 63; 0 has the hashes of the leaves.
        level: u8,
        /// The tile's number in the row.
        index: u64,
        /// How many hashes a partial tile has, from 1 to 255; a full one has 256.
        width: Option<u8>,
    },
    /// Entries of the log.
    Entries {
        /// The bundle's number.
        index: u64,
        /// How many entries a partial bundle has, from 1 to 255; a full one has 256.
        width: Option<u8>,
    },
}

/// A text that isn't the path of a tile or a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile or of a bundle of entries")]
pub struct InvalidTilePath;

impl TilePath {
    /// How many hashes or entries the file has.
    pub fn width(&self) -> usize {
        let (Self::Hashes { width, .. } | Self::Entries { width, .. }) = self;
        width.map_or(TILE_WIDTH, usize::from)
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.strip_prefix("tile/")?.split_once('/')?;
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, Some(width_of(width)?)),
            None => (rest, None),
        };
        let index = index_of(number)?;
        if kind == "entries" {
            return Some(Self::Entries { index, width });
        }
        let level = u8::try_from(from_decimal(kind)?).ok().filter(|level| *level <= LEVEL_MAX)?;
        Some(Self::Hashes { level, index, width })
    }
}

impl FromStr for TilePath {
    type Err = InvalidTilePath;

    fn from_str(text: &str) -> Result<Self, InvalidTilePath> {
        let bounded = Some(text).filter(|text| text.len() <= PATH_BYTES_MAX);
        let path = bounded.and_then(Self::parse).ok_or(InvalidTilePath)?;
        // A file has one path: leading groups of zeros would make another.
        if path.to_string() == text { Ok(path) } else { Err(InvalidTilePath) }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (index, width) = match self {
            Self::Hashes { level, index, width } => {
                write!(f, "tile/{level}/")?;
                (index, width)
            }
            Self::Entries { index, width } => {
                f.write_str("tile/entries/")?;
                (index, width)
            }
        };
        write_index(f, *index)?;
        width.map_or(Ok(()), |width| write!(f, ".p/{width}"))
    }
}

/// Groups of three digits; all but the last begin with an `x`, so that no file is also a folder.
fn write_index(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    let (mut left, mut groups) = (index / 1000, Vec::new());
    while left > 0 {
        groups.push(left % 1000);
        left /= 1000;
    }
    for group in groups.iter().rev() {
        write!(f, "x{group:03}/")?;
    }
    write!(f, "{:03}", index % 1000)
}

fn index_of(text: &str) -> Option<u64> {
    let mut groups = text.rsplit('/');
    let last = three_digits(groups.next()?)?;
    let mut higher: Vec<_> = groups.collect();
    let mut index = 0_u64;
    while let Some(group) = higher.pop() {
        index = index.checked_mul(1000)?.checked_add(three_digits(group.strip_prefix('x')?)?)?;
    }
    index.checked_mul(1000)?.checked_add(last)
}

fn three_digits(text: &str) -> Option<u64> {
    let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn width_of(text: &str) -> Option<u8> {
    u8::try_from(from_decimal(text)?).ok().filter(|width| *width > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        for (text, path) in [
            (
                "tile/0/x001/x234/067.p/8",
                TilePath::Hashes { level: 0, index: 1_234_067, width: Some(8) },
            ),
            ("tile/0/000", TilePath::Hashes { level: 0, index: 0, width: None }),
            ("tile/63/999.p/255", TilePath::Hashes { level: 63, index: 999, width: Some(255) }),
            ("tile/entries/x001/000", TilePath::Entries { index: 1000, width: None }),
            ("tile/entries/000.p/1", TilePath::Entries { index: 0, width: Some(1) }),
            (
                "tile/7/x018/x446/x744/x073/x709/x551/615",
                TilePath::Hashes { level: 7, index: u64::MAX, width: None },
            ),
        ] {
            assert_eq!(path.to_string(), text);
            assert_eq!(text.parse(), Ok(path));
        }
    }

    #[test]
    fn a_path_is_written_one_way() {
        for refused in [
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/0/000/",
            "tile/0/0",
            "tile/0/00",
            "tile/0/0000",
            "tile/0/x000/001",
            "tile/0/x000/x001/001",
            "tile/0/001/001",
            "tile/0/x001",
            "tile/0/X001/001",
            "tile/0/xx01/001",
            "tile/0/x01/001",
            "tile/0/+01",
            "tile/00/000",
            "tile/64/000",
            "tile/256/000",
            "tile/-1/000",
            "tile/Entries/000",
            "tile/0/000.p",
            "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/256",
            "tile/0/000.p/+1",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/0/000.P/1",
            "tile/0/000 ",
            "tile/0/٠٠٠",
            "tile/7/x018/x446/x744/x073/x709/x551/616",
            "tile/7/x999/x999/x999/x999/x999/x999/x999/999",
            "tile/entries/../../checkpoint",
        ] {
            assert_eq!(refused.parse::<TilePath>(), Err(InvalidTilePath), "{refused}");
        }
        let long = format!("tile/0/{}000", "x000/".repeat(100_000));
        assert_eq!(long.parse::<TilePath>(), Err(InvalidTilePath));
    }

    proptest! {
        #[test]
        fn every_path_reads_back(level in 0_u8..=63, index: u64, width in 0_u8..=255) {
            let width = Some(width).filter(|width| *width > 0);
            for path in
                [TilePath::Hashes { level, index, width }, TilePath::Entries { index, width }]
            {
                prop_assert_eq!(path.to_string().parse(), Ok(path));
            }
        }

        #[test]
        fn what_reads_as_a_path_is_written_as_it_was(text in "tile/(entries|[0-9]{1,3})(/x?[0-9]{2,3}){1,8}(\\.p/[0-9]{1,3})?") {
            if let Ok(path) = text.parse::<TilePath>() {
                prop_assert_eq!(path.to_string(), text);
            }
        }
    }
}
