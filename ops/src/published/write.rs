//! Writing a published folder, and going on with one: what is new and what isn't as it should be, and
//! the checkpoint last. One process at a time writes into a folder.

use std::fs::{File, TryLockError};

use registry_events::entry::Entry;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::{NOTE_BYTES_MAX, SigningKey, VerifierKey};
use registry_events::transparency::tile::{Bundle, TilePath, hashes_to_bytes, paths_of};
use registry_events::transparency::tree::{TILE_WIDTH, Tree, TreeHead};
use registry_projections::views::Views;

use super::fault::told;
use super::files::with_width;
use super::tiles::{bundles_of, check_bundle, check_tile, hashes_of};
use super::{
    CHECKPOINT, Fault, KEY, NEXT, Published, PublishedViews, UNSIGNED_VIEWS, VIEWS, views_at,
};
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
    /// How many of them should have been there, and weren't or were others.
    pub repaired: usize,
}

/// A folder on its way from one checkpoint to the next.
pub struct Publisher<'a> {
    published: &'a Published,
    key: &'a SigningKey,
    signed: &'a SignedCheckpoint,
    /// The tree of exactly the entries that the checkpoint covers.
    tree: &'a Tree,
    before: TreeHead,
    files: usize,
    repaired: usize,
    /// The folder, locked until it is closed.
    _lock: File,
}

impl<'a> Publisher<'a> {
    /// Begins; nothing is written before it is sure that the folder is ours or has nothing of a log's,
    /// that it holds an older state of this log, and that the tree is the one that was signed.
    ///
    /// # Errors
    /// A [`Failure`] that says what else the folder holds.
    pub fn begin(
        published: &'a Published,
        key: &'a SigningKey,
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
        let lock = lock(published)?;
        let before = head_before(published, key.verifier())?;
        if tree.head_at(before.size) != Some(before) {
            let (folder, old) = (published.path().display(), before.size);
            return Err(Failure::found_wrong(format!(
                "{folder} holds {old} entries under a checkpoint of this log's key, and the {size} \
                 signed last don't continue them; nothing was written"
            )));
        }
        if before != signed.head() {
            published.write(NEXT, signed.note.as_bytes())?;
        }
        Ok(Self { published, key, signed, tree, before, files: 0, repaired: 0, _lock: lock })
    }

    /// The bundles that aren't in the folder yet, or not as they should be.
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
        self.put(path, &bytes)
    }

    fn put(&mut self, path: TilePath, bytes: &[u8]) -> Result<(), Fault> {
        self.files += 1;
        self.repaired += usize::from(self.is_covered(path));
        self.published.write(&path.to_string(), bytes)
    }

    /// Writes tiles, key and views, then the checkpoint, and clears what full files replace.
    ///
    /// # Errors
    /// A [`Fault`], or that the folder is another than it was.
    pub fn finish(mut self, views: &Views) -> Result<Written, Failure> {
        self.write_tiles()?;
        self.write_if_other(KEY, format!("{}\n", self.key.verifier()).as_bytes())?;
        self.write_views(views)?;
        self.replace_checkpoint()?;
        self.clear_partial()?;
        self.clear_views()?;
        let Self { before, files, repaired, .. } = self;
        Ok(Written { before: before.size, entries: self.tree.size(), files, repaired })
    }

    fn write_views(&self, views: &Views) -> Result<(), Fault> {
        let Some(views) = PublishedViews::of(views) else { return Ok(()) };
        let (head, file) = (self.signed.head(), views_at(self.tree.size()));
        let note = views.sign(&head, self.key).map_err(|error| Fault::File {
            file: file.clone(),
            reason: format!("can't be written: {error}"),
        })?;
        self.write_if_other(&file, note.as_bytes())
    }

    /// The step by which the folder becomes the newer one. Where locks don't hold, as on some network
    /// disks, the folder is looked at again.
    fn replace_checkpoint(&self) -> Result<(), Failure> {
        if self.before == self.signed.head() {
            return Ok(self.write_if_other(CHECKPOINT, self.signed.note.as_bytes())?);
        }
        let now = head_before(self.published, self.key.verifier())?;
        if now != self.before {
            let (folder, size) = (self.published.path().display(), now.size);
            return Err(Failure::refused(format!(
                "something else has brought {folder} to {size} entries meanwhile"
            )));
        }
        self.write_if_other(NEXT, self.signed.note.as_bytes())?;
        Ok(self.published.rename(NEXT, CHECKPOINT)?)
    }

    fn write_tiles(&mut self) -> Result<(), Fault> {
        let tree = self.tree;
        for path in paths_of(tree.size()) {
            if let Some(hashes) = hashes_of(tree, path).filter(|_| !self.stands(path)) {
                self.put(path, &hashes_to_bytes(hashes))?;
            }
        }
        Ok(())
    }

    /// Whether a file is there as the tree has it: what was damaged is written anew.
    fn stands(&self, path: TilePath) -> bool {
        let checked = match path {
            TilePath::Hashes { .. } => check_tile(self.published, self.tree, path),
            TilePath::Entries { index, width } => {
                let leaves = self.tree.tile(0, index, width).unwrap_or_default();
                check_bundle(self.published, leaves, path)
            }
        };
        checked.is_ok()
    }

    /// Whether the folder's checkpoint promises a file.
    fn is_covered(&self, path: TilePath) -> bool {
        let (level, index) = match path {
            TilePath::Hashes { level, index, .. } => (level, index),
            TilePath::Entries { index, .. } => (0, index),
        };
        let end = index * TILE_WIDTH as u64 + path.width() as u64;
        end <= self.before.size >> (8 * level)
    }

    fn write_if_other(&self, file: &str, bytes: &[u8]) -> Result<(), Fault> {
        let there = self.published.bytes(file, NOTE_BYTES_MAX);
        let same = there.is_ok_and(|there| there == bytes);
        if same { Ok(()) } else { self.published.write(file, bytes) }
    }

    /// A full file stands for the partial ones before it.
    fn clear_partial(&self) -> Result<(), Fault> {
        let partial = paths_of(self.before.size).filter(|path| path.width() < TILE_WIDTH);
        let now: Vec<_> =
            paths_of(self.tree.size()).filter(|path| path.width() < TILE_WIDTH).collect();
        for path in partial.filter(|path| !now.iter().any(|other| same_place(*path, *other))) {
            if let Some((folder, _)) = path.to_string().rsplit_once('/') {
                self.published.remove(folder)?;
            }
        }
        Ok(())
    }

    /// The views before these stay, for who reads the folder just now.
    fn clear_views(&self) -> Result<(), Fault> {
        if self.before.size == self.tree.size() {
            return Ok(());
        }
        let kept = [self.before.size, self.tree.size()].map(|size| size.to_string());
        for name in self.published.names_in(VIEWS)? {
            if !kept.contains(&name) {
                self.published.remove(&format!("{VIEWS}/{name}"))?;
            }
        }
        self.published.remove(NEXT)?;
        self.published.remove(UNSIGNED_VIEWS)
    }
}

/// Locks a folder, which is made where it isn't there.
fn lock(published: &Published) -> Result<File, Failure> {
    published.make()?;
    let failed = |source| Fault::Io { path: published.path().into(), source };
    let folder = File::open(published.path()).map_err(failed)?;
    match folder.try_lock() {
        Ok(()) => Ok(folder),
        Err(TryLockError::WouldBlock) => {
            let path = published.path().display();
            Err(Failure::refused(format!("something else is publishing into {path} just now"))
                .hint("try again when it has come to its end"))
        }
        Err(TryLockError::Error(source)) => Err(failed(source).into()),
    }
}

fn same_place(one: TilePath, other: TilePath) -> bool {
    with_width(one, 1) == with_width(other, 1)
}

/// The head that a folder has been brought to; that of an empty tree for a new one.
fn head_before(published: &Published, key: &VerifierKey) -> Result<TreeHead, Failure> {
    let refused = |fault: Fault| {
        let (folder, why) = (published.path().display(), told(&fault));
        let key = key.name();
        Failure::refused(format!(
            "{folder} holds another log than {key}, or a damaged one: {why}; nothing was written"
        ))
        .hint("publish into a folder of its own")
    };
    if published.has(CHECKPOINT) {
        return Ok(published.checkpoint(key).map_err(refused)?.head());
    }
    // A checkpoint that the folder is on its way to marks it as ours from the first file on.
    let ours = published.next(key).map_err(refused)?.is_some();
    let taken = ["tile", KEY, VIEWS, UNSIGNED_VIEWS].into_iter().find(|name| published.has(name));
    match taken.filter(|_| !ours) {
        None => Ok(TreeHead::empty()),
        Some(name) => {
            let folder = published.path().display();
            Err(Failure::refused(format!(
                "{folder} has {name}, and no checkpoint says of which log: nothing was written"
            ))
            .hint("publish into a folder of its own"))
        }
    }
}
