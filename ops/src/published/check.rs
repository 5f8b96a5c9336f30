//! The whole check of a published folder: signature, entries, tiles, what lies beside them, chain, and
//! what the entries fold into. It names the first fault by file and position.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::Timestamp;
use registry_events::chain::ChainValue;
use registry_events::entry::{Entry, Recorded};
use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::tile::{Bundle, TilePath};
use registry_events::transparency::tree::{TILE_WIDTH, Tree, leaf_hash};
use registry_projections::views::Views;

use super::others::check_others;
use super::pass::{Pass, Verified};
use super::tiles::{bundles_of, check_tiles, hashes_beside};
use super::{CHECKPOINT, Fault, Others, Published, PublishedViews, diagnosis};

/// How many bundles may wait for the fold.
const WAITING_MAX: usize = 16;

/// What a published folder was found to be.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The checkpoint, which vouches for all of it.
    pub checkpoint: SignedCheckpoint,
    /// When the last entry was recorded.
    pub recorded_at: Option<Timestamp>,
    /// The chain value of the last entry.
    pub chain: ChainValue,
    /// What the pass over the entries found.
    pub verified: Verified,
    /// The digests of the views that follow from them, and were published.
    pub views: PublishedViews,
    /// Those views. A process that ends needn't give them back piece by piece.
    pub folded: Views,
    /// What else lies in the folder.
    pub others: Others,
}

/// Checks everything in a folder that its checkpoint covers.
///
/// # Errors
/// The first [`Fault`].
pub fn check(
    published: &Published,
    key: &VerifierKey,
    on_progress: impl FnMut(u64, u64),
) -> Result<Checked, Fault> {
    let checkpoint = published.checkpoint(key)?;
    let views = published.views(key, &checkpoint.head())?;
    let mut walk =
        Walk { published, checkpoint: &checkpoint, tree: Tree::new(), pass: Pass::default() };
    let folded = thread::scope(|scope| {
        let (recorded, entries) = sync_channel(WAITING_MAX);
        let fold = scope.spawn(move || fold(&entries));
        walk.entries(&recorded, on_progress)?;
        drop(recorded);
        fold.join().map_err(|_| Fault::Views { names: "they can't be folded".into() })
    })?;
    let Walk { tree, pass, .. } = walk;
    if tree.head() != checkpoint.head() {
        return Err(Fault::OtherLog { size: checkpoint.head().size });
    }
    check_tiles(published, &tree)?;
    let others = check_others(published, key, &tree)?;
    let (recorded_at, chain) = (pass.recorded_at(), pass.chain());
    let verified = pass.finish().map_err(|reason| broken_off(&reason))?;
    views.compare(&folded, verified.unknown)?;
    Ok(Checked { checkpoint, recorded_at, chain, verified, views, folded, others })
}

fn broken_off(reason: &str) -> Fault {
    Fault::File { file: CHECKPOINT.into(), reason: format!("ends within a commit: {reason}") }
}

/// Folds what is sent to it.
fn fold(entries: &Receiver<Vec<Recorded>>) -> Views {
    let mut views = Views::default();
    for recorded in entries.iter().flatten() {
        views.take(recorded);
    }
    views
}

/// A way through all entries.
struct Walk<'a> {
    published: &'a Published,
    checkpoint: &'a SignedCheckpoint,
    tree: Tree,
    pass: Pass,
}

impl Walk<'_> {
    fn entries(
        &mut self,
        recorded: &SyncSender<Vec<Recorded>>,
        mut on_progress: impl FnMut(u64, u64),
    ) -> Result<(), Fault> {
        let size = self.checkpoint.head().size;
        for path in bundles_of(size) {
            let taken = self.bundle(path)?;
            // Without a receiver the fold has panicked, which its thread tells when it is joined.
            let _gone = recorded.send(taken);
            on_progress(self.tree.size(), size);
        }
        Ok(())
    }

    /// Takes a bundle, each entry held against the tile beside it.
    fn bundle(&mut self, path: TilePath) -> Result<Vec<Recorded>, Fault> {
        let bytes = self.published.bundle(path)?;
        let hashes = self.published.tile(hashes_beside(path))?;
        let entries = decode(path, &bytes)?;
        let mut taken = Vec::with_capacity(TILE_WIDTH);
        for (bytes, hash) in entries.into_iter().zip(hashes) {
            let position = Position(self.tree.size());
            let leaf = leaf_hash(bytes);
            if leaf != hash {
                return Err(diagnosis::of(self.published, self.checkpoint, position));
            }
            self.tree.push(leaf);
            taken.push(self.entry(path, position, bytes)?);
        }
        Ok(taken)
    }

    fn entry(
        &mut self,
        path: TilePath,
        position: Position,
        bytes: &[u8],
    ) -> Result<Recorded, Fault> {
        let fault = |reason| Fault::Entry { position, file: path.to_string(), reason };
        let (chain, bytes) = (ChainValue::after(bytes), Arc::from(bytes));
        let entry = Entry { position, chain, bytes };
        let recorded = self.pass.take_computed(&entry).map_err(fault)?;
        if recorded.position == position {
            return Ok(recorded);
        }
        Err(fault(format!("says of itself that it stands at position {}", recorded.position)))
    }
}

/// The entries of a bundle, as many as its path says.
pub(super) fn decode(path: TilePath, bytes: &[u8]) -> Result<Vec<&[u8]>, Fault> {
    let wrong = |reason: String| Fault::File { file: path.to_string(), reason };
    let bundle = Bundle::decode(bytes).map_err(|error| wrong(format!("can't be read: {error}")))?;
    let (found, width) = (bundle.entries.len(), path.width());
    if found == width {
        return Ok(bundle.entries);
    }
    Err(wrong(format!("has {found} entries and not {width}")))
}
