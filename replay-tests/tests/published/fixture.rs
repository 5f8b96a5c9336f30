//! A log of some hundred entries, published at two sizes; and one that went another way between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::testing::{append, part, standing_clock, stream};
use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::{SigningKey, sign};
use registry_events::transparency::proof::{ConsistencyProof, InclusionProof};
use registry_events::transparency::tile::TilePath;
use registry_events::transparency::tree::{TILE_WIDTH, Tree, leaf_hash};
use registry_ops::failure::Failure;
use registry_ops::published::{Published, Publisher, Written};
use registry_projections::follower::Follower;
use tokio::runtime::Runtime;

/// How many entries the log has.
pub(crate) const ENTRIES: u64 = 600;
/// How many it had when it was published before.
pub(crate) const EARLIER: u64 = 300;
/// How many events a commit has.
const COMMIT: usize = 10;
const ORIGIN: &str = "tampered.invalid/log";

pub(crate) struct Log {
    entries: Vec<Entry>,
    key: SigningKey,
}

/// The log.
pub(crate) fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| Log::of(&[("access", ENTRIES)]))
}

/// The log that went another way after it was published first.
pub(crate) fn fork() -> &'static Log {
    static FORK: OnceLock<Log> = OnceLock::new();
    FORK.get_or_init(|| Log::of(&[("access", EARLIER), ("registry", ENTRIES - EARLIER)]))
}

/// The verifier key of somebody else who names their log the same.
pub(crate) fn stranger() -> String {
    SigningKey::from_seed(ORIGIN, &[8; 32]).expect("a key").verifier().to_string()
}

impl Log {
    /// Streams, one after the other, each with so many entries.
    fn of(streams: &[(&str, u64)]) -> Self {
        let log = MemoryLog::new(standing_clock());
        let runtime = Runtime::new().expect("a runtime");
        let mut number = 0;
        for (name, entries) in streams {
            for first in (0..*entries).step_by(COMMIT) {
                let commit = append(number, vec![part(&stream(name), first, COMMIT)]);
                runtime.block_on(log.append(commit)).expect("appended");
                number += 1;
            }
        }
        let mut entries = Vec::new();
        while let next @ 0..ENTRIES = entries.len() as u64 {
            let read = runtime.block_on(log.read(Position(next), READ_ENTRIES_MAX));
            entries.extend(read.expect("readable"));
        }
        Self { entries, key: SigningKey::from_seed(ORIGIN, &[7; 32]).expect("a key") }
    }

    pub(crate) fn key(&self) -> String {
        self.key.verifier().to_string()
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn tree(&self, size: u64) -> Tree {
        let mut tree = Tree::new();
        for entry in &self.entries[..usize::try_from(size).expect("small")] {
            tree.push(leaf_hash(&entry.bytes));
        }
        tree
    }

    pub(crate) fn checkpoint(&self, size: u64) -> SignedCheckpoint {
        let head = self.tree(size).head();
        Checkpoint { origin: ORIGIN.into(), head }.sign(&self.key).expect("signed")
    }

    /// A note of the views at a size, as its key signs it, with other digests than the true ones.
    pub(crate) fn signed_views(&self, size: u64, json: &str) -> String {
        let text = self.checkpoint(size).checkpoint.to_string();
        let text = text.replacen(ORIGIN, &format!("{ORIGIN}/views"), 1);
        sign(&format!("{text}{json}\n"), &self.key).expect("signed")
    }

    pub(crate) fn proof(&self, index: u64) -> InclusionProof {
        let entry = &self.entries[usize::try_from(index).expect("small")];
        InclusionProof {
            extra: Some(entry.bytes.to_vec()),
            index,
            hashes: self.tree(ENTRIES).inclusion(index, ENTRIES).expect("in the tree"),
            checkpoint: self.checkpoint(ENTRIES).note,
        }
    }

    pub(crate) fn continuation(&self, old_size: u64) -> ConsistencyProof {
        ConsistencyProof {
            old_size,
            hashes: self.tree(ENTRIES).consistency(old_size, ENTRIES).expect("in the tree"),
            checkpoint: self.checkpoint(ENTRIES).note,
        }
    }

    /// Publishes its first entries, as `clustermap publish` does.
    pub(crate) fn publish(&self, folder: &Path, size: u64) -> Written {
        self.try_publish(folder, size, |_| ()).expect("a folder of this log")
    }

    /// The same, with a look at the folder after every step before the last.
    pub(crate) fn try_publish(
        &self,
        folder: &Path,
        size: u64,
        mut at_each_step: impl FnMut(&Path),
    ) -> Result<Written, Failure> {
        let (published, tree, signed) =
            (Published::at(folder), self.tree(size), self.checkpoint(size));
        let entries = &self.entries[..usize::try_from(size).expect("small")];
        let mut follower = Follower::new();
        follower.step(entries).expect("it folds");
        let mut writing = Publisher::begin(&published, &self.key, &signed, &tree)?;
        at_each_step(folder);
        for path in writing.missing_bundles() {
            let TilePath::Entries { index, .. } = path else { panic!("{path} is no bundle") };
            let first = usize::try_from(index).expect("small") * TILE_WIDTH;
            writing.write_bundle(path, &entries[first..first + path.width()])?;
            at_each_step(folder);
        }
        writing.finish(follower.views())
    }

    /// Every file that is published at a size.
    pub(crate) fn folder_at(&self, size: u64) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().expect("a folder");
        self.publish(folder.path(), size);
        let mut files = BTreeMap::new();
        collect(folder.path(), folder.path(), &mut files);
        files
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below it").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("readable"));
        }
    }
}
