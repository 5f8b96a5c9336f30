//! Writing a published folder, and going on with one: only what is new, and the checkpoint last.

use std::fs;
use std::io::ErrorKind;

use registry_events::entry::Entry;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::tile::{Bundle, TilePath, hashes_to_bytes, paths_of};
use registry_events::transparency::tree::{TILE_WIDTH, Tree, TreeHead};
use registry_projections::views::Views;

use super::fault::told;
use super::files::with_width;
use super::tiles::{bundles_of, hashes_of};
use super::{CHECKPOINT, Fault, KEY, Published, PublishedViews, VIEWS};
use crate::failure::Failure;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How many entries stood there before.
    pub before: u64,
    /// How many stand there now.
    pub entries: u64,
    /// How many tiles and bundles were written.
    pub files: usize,
}

/// A folder on its way from one checkpoint to the next.
pub struct Publisher<'a> {
    published: &'a Published,
    key: &'a VerifierKey,
    signed: &'a SignedCheckpoint,
    /// The tree of exactly the entries that the checkpoint covers.
    tree: &'a Tree,
    before: TreeHead,
    files: usize,
}

impl<'a> Publisher<'a> {
    /// Begins; nothing is written before it is sure that the folder is empty or holds an older state
    /// of this log, and that the tree is the one that was signed.
    ///
    /// # Errors
    /// A [`Failure`] that says what else the folder holds.
    pub fn begin(
        published: &'a Published,
        key: &'a VerifierKey,
        signed: &'a SignedCheckpoint,
        tree: &'a Tree,
    ) -> Result<Self, Failure> {
        let size = signed.head().size;
        if tree.head() != signed.head() {
            return Err(Failure::found_wrong(format!(
                "the first {size} entries of the log aren't those that the last signed checkpoint \
                 covers; nothing was written"
            )));
        }
        let before = head_before(published, key)?;
        if tree.head_at(before.size) != Some(before) {
            let (folder, old) = (published.path().display(), before.size);
            return Err(Failure::found_wrong(format!(
                "{folder} holds {old} entries under a checkpoint of this log's key, and the {size} \
                 signed last don't continue them; nothing was written"
            )));
        }
        Ok(Self { published, key, signed, tree, before, files: 0 })
    }

    /// The bundles that aren't in the folder yet.
    pub fn missing_bundles(&self) -> Vec<TilePath> {
        bundles_of(self.tree.size()).filter(|path| !self.stands(*path)).collect()
    }

    /// Writes one of them.
    ///
    /// # Errors
    /// [`Fault::Io`]; [`Fault::File`] for other entries than the bundle's.
    pub fn write_bundle(&mut self, path: TilePath, entries: &[Entry]) -> Result<(), Fault> {
        let wrong = |reason: String| Fault::File { file: path.to_string(), reason };
        if entries.len() != path.width() {
            return Err(wrong(format!("would have {} entries", entries.len())));
        }
        let bundle = Bundle { entries: entries.iter().map(|entry| &*entry.bytes).collect() };
        let bytes = bundle.encode().map_err(|error| wrong(format!("can't be written: {error}")))?;
        self.files += 1;
        self.published.write(&path.to_string(), &bytes)
    }

    /// Writes tiles, key and views, then the checkpoint, and clears what full files replace.
    ///
    /// # Errors
    /// [`Fault::Io`].
    pub fn finish(mut self, views: &Views) -> Result<Written, Fault> {
        self.write_tiles()?;
        self.write_if_other(KEY, format!("{}\n", self.key).as_bytes())?;
        let views = PublishedViews::of(views).map(|views| serde_json::to_vec_pretty(&views));
        if let Some(views) = views {
            let source = |error: serde_json::Error| Fault::File {
                file: VIEWS.into(),
                reason: format!("can't be written: {error}"),
            };
            self.write_if_other(VIEWS, &views.map_err(source)?)?;
        }
        self.write_if_other(CHECKPOINT, self.signed.note.as_bytes())?;
        self.clear_partial()?;
        Ok(Written { before: self.before.size, entries: self.tree.size(), files: self.files })
    }

    fn write_tiles(&mut self) -> Result<(), Fault> {
        for path in paths_of(self.tree.size()) {
            if let Some(hashes) = hashes_of(self.tree, path).filter(|_| !self.stands(path)) {
                self.published.write(&path.to_string(), &hashes_to_bytes(hashes))?;
                self.files += 1;
            }
        }
        Ok(())
    }

    /// Whether a file is there that the folder's checkpoint vouches for.
    fn stands(&self, path: TilePath) -> bool {
        let (level, index) = match path {
            TilePath::Hashes { level, index, .. } => (level, index),
            TilePath::Entries { index, .. } => (0, index),
        };
        let end = index * TILE_WIDTH as u64 + path.width() as u64;
        let covered = end <= self.before.size >> (8 * level);
        covered && self.published.path().join(path.to_string()).exists()
    }

    fn write_if_other(&self, file: &str, bytes: &[u8]) -> Result<(), Fault> {
        let same = fs::read(self.published.path().join(file)).is_ok_and(|there| there == bytes);
        if same { Ok(()) } else { self.published.write(file, bytes) }
    }

    /// A full file stands for the partial ones before it.
    fn clear_partial(&self) -> Result<(), Fault> {
        let partial = paths_of(self.before.size).filter(|path| path.width() < TILE_WIDTH);
        let now: Vec<_> =
            paths_of(self.tree.size()).filter(|path| path.width() < TILE_WIDTH).collect();
        for path in partial.filter(|path| !now.iter().any(|other| same_place(*path, *other))) {
            let file = self.published.path().join(path.to_string());
            let Some(folder) = file.parent() else { continue };
            match fs::remove_dir_all(folder) {
                Err(source) if source.kind() != ErrorKind::NotFound => {
                    return Err(Fault::Io { path: folder.into(), source });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn same_place(one: TilePath, other: TilePath) -> bool {
    with_width(one, 1) == with_width(other, 1)
}

/// The head that a folder has been brought to; that of an empty tree for a new one.
fn head_before(published: &Published, key: &VerifierKey) -> Result<TreeHead, Failure> {
    if !published.has_checkpoint() {
        return Ok(TreeHead::empty());
    }
    let before = published.checkpoint(key).map_err(|fault| {
        let (folder, why) = (published.path().display(), told(&fault));
        let key = key.name();
        Failure::refused(format!("{folder} holds another log than {key}, or a damaged one: {why}"))
            .hint("publish into a folder of its own")
    })?;
    Ok(before.head())
}
