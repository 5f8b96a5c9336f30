//! What lies in a folder beside the files that its checkpoint asks for. Whoever takes a tile must find
//! the log's, so nothing else may stand under `tile/` and `views/`: a smaller partial file must begin as
//! the log does, and what goes beyond the checkpoint must stand under a signed `checkpoint.next`.

use std::collections::HashSet;
use std::fs;

use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::tile::{TilePath, paths_of};
use registry_events::transparency::tree::{TILE_WIDTH, Tree};

use super::tiles::{check_bundle, check_tile};
use super::{CHECKPOINT, Fault, KEY, NEXT, Published, VIEWS, views_at};

/// What was noticed in a folder, and isn't wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Others {
    /// The files that aren't of a log; nothing is said of them.
    pub unknown: Vec<String>,
    /// How many entries the folder will have, when publishing hasn't come to its end.
    pub next: Option<u64>,
    /// How many files there are of those entries; they weren't checked.
    pub beyond: usize,
}

/// Checks all files of a folder but those that were asked for.
pub(super) fn check_others(
    published: &Published,
    key: &VerifierKey,
    tree: &Tree,
) -> Result<Others, Fault> {
    let next = published.next(key)?.map(|next| next.head().size);
    let mut others = Others { next: next.filter(|next| *next > tree.size()), ..Others::default() };
    let mut asked: HashSet<_> = paths_of(tree.size()).map(|path| path.to_string()).collect();
    asked.extend([CHECKPOINT, NEXT, KEY, &views_at(tree.size())].map(str::to_owned));
    for file in files(published, "")? {
        if asked.contains(&file) {
            continue;
        }
        match of_a_log(&file)? {
            None => others.unknown.push(file),
            Some(other) if other.fits(tree.size()) => other.check(published, key, tree)?,
            Some(other) if others.next.is_some_and(|next| other.fits(next)) => others.beyond += 1,
            Some(_) => {
                return Err(wrong(file, format!("isn't of a log of {} entries", tree.size())));
            }
        }
    }
    Ok(others)
}

/// A file that has its place in a log of some size.
enum Other {
    Tile(TilePath),
    Views(u64),
}

/// What a file is by its name; none of one that has no place in a log.
fn of_a_log(file: &str) -> Result<Option<Other>, Fault> {
    let other = match file.split_once('/') {
        Some(("tile", _)) => file.parse().map(Other::Tile).ok(),
        Some((VIEWS, size)) => {
            size.parse().ok().filter(|at| views_at(*at) == file).map(Other::Views)
        }
        _ => return Ok(None),
    };
    other.map(Some).ok_or_else(|| wrong(file, "isn't of the log"))
}

impl Other {
    /// Whether a log of a size has it.
    fn fits(&self, size: u64) -> bool {
        let (level, index, width) = match self {
            Self::Tile(path @ TilePath::Hashes { level, index, .. }) => {
                (*level, *index, path.width())
            }
            Self::Tile(path @ TilePath::Entries { index, .. }) => (0, *index, path.width()),
            Self::Views(at) => return *at <= size,
        };
        let end = index.checked_mul(TILE_WIDTH as u64).and_then(|at| at.checked_add(width as u64));
        let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or_default();
        end.is_some_and(|end| end <= hashes)
    }

    /// Whether it is as the tree has it.
    fn check(&self, published: &Published, key: &VerifierKey, tree: &Tree) -> Result<(), Fault> {
        match self {
            Self::Tile(path @ TilePath::Hashes { .. }) => check_tile(published, tree, *path),
            Self::Tile(path @ TilePath::Entries { index, width }) => {
                check_bundle(published, tree.tile(0, *index, *width).unwrap_or_default(), *path)
            }
            Self::Views(at) => {
                let head = tree.head_at(*at).unwrap_or_else(|| tree.head());
                published.views(key, &head).map(drop)
            }
        }
    }
}

/// The files of a folder by their names, in order. Links aren't followed, and pipes not waited for.
fn files(published: &Published, below: &str) -> Result<Vec<String>, Fault> {
    let failed = |source| Fault::Io { path: published.path().join(below), source };
    let mut names = Vec::new();
    for file in fs::read_dir(published.path().join(below)).map_err(failed)? {
        let file = file.map_err(failed)?;
        let name = format!("{below}{}", file.file_name().to_string_lossy());
        let kind = file.file_type().map_err(failed)?;
        if kind.is_dir() {
            names.extend(files(published, &format!("{name}/"))?);
        } else if kind.is_file() {
            names.push(name);
        } else {
            return Err(wrong(name, "is neither a file nor a folder"));
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn wrong(file: impl Into<String>, reason: impl Into<String>) -> Fault {
    Fault::File { file: file.into(), reason: reason.into() }
}
