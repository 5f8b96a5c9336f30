//! How subcommands get at the log and at what stands beside it.

use std::sync::Arc;

use registry_events::engine::sled::Progress;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::transparency::tree::{Tree, leaf_hash};
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::{DataFolder, FolderError, OpenLog};
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Parts, Registry};
use registry_gateway::transparency::{Provable, Standing, signing_lost};

use crate::failure::Failure;
use crate::progress::Bar;

/// The log of a folder, beside a running server or without one; for what only reads it.
///
/// # Errors
/// When there is no log, or it can't be used.
pub async fn open_log(folder: &DataFolder) -> Result<OpenLog, Failure> {
    Ok(folder.connect_or_open_log(Arc::new(SystemClock), checking()).await?)
}

/// The registry of a folder, beside a running server or without one; for what writes.
///
/// # Errors
/// When there is none, or it can't be used.
pub async fn open_registry(folder: &DataFolder) -> Result<Registry, Failure> {
    if !folder.has_log() {
        return Err(FolderError::NoLog { path: folder.path().into() }.into());
    }
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let parts = folder.connect_or_open(clock, entropy, checking()).await?;
    let registry = Registry::assemble(parts).await?;
    registry.open_if_new(false, DEFAULT_TIME_ZONE).await?;
    Ok(registry)
}

/// The registry of a folder, for what only reads it: nothing is recorded, and no key is destroyed.
///
/// # Errors
/// When there is none, or it can't be used.
pub async fn open_registry_to_read(folder: &DataFolder) -> Result<Registry, Failure> {
    if !folder.has_log() {
        return Err(FolderError::NoLog { path: folder.path().into() }.into());
    }
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let parts = folder.connect_or_open(clock, entropy, checking()).await?;
    Ok(Registry::assemble(Parts { holds_back: true, ..parts }).await?)
}

/// Says after what was read of a log that it isn't the one that was signed.
///
/// # Errors
/// Why it isn't.
pub fn check_signed(provable: Option<&Provable>) -> Result<(), Failure> {
    let reason = provable.and_then(|provable| provable.standing().reason());
    reason.map_or(Ok(()), |reason| Err(Failure::found_wrong(reason)))
}

/// Everything of a folder, open in this process alone.
///
/// # Errors
/// When it can't be used, or another process has it open.
pub fn open_here(folder: &DataFolder) -> Result<Parts, FolderError> {
    folder.open(Arc::new(SystemClock), Arc::new(SystemEntropy), checking())
}

/// Shows how far the check of the chain is while a log opens.
pub fn checking() -> impl FnMut(Progress) {
    let bar = Bar::new("checking the log");
    move |progress| bar.show(progress.checked, progress.entries)
}

/// The tree over the first entries of a log.
///
/// # Errors
/// When they can't be read, or aren't there.
pub async fn tree_over(log: &dyn EventLog, size: u64) -> Result<Tree, Failure> {
    let (mut tree, bar) = (Tree::new(), Bar::new("hashing the log"));
    while tree.size() < size {
        let wanted = usize::try_from(size - tree.size()).unwrap_or(usize::MAX);
        let from = Position(tree.size());
        let entries = log.read(from, wanted.min(READ_ENTRIES_MAX)).await?;
        if entries.is_empty() {
            return Err(behind(size, from.0));
        }
        for entry in &entries {
            tree.push(leaf_hash(&entry.bytes));
        }
        bar.show(tree.size(), size);
    }
    Ok(tree)
}

/// Why something can't be done without a key: the registry never had one, or has lost it.
pub fn no_key(folder: &DataFolder, so_what: &str) -> Failure {
    match folder.traced().map(|traced| traced.noted()) {
        Err(error) => error.into(),
        Ok(Some(trace)) => Failure::found_wrong(signing_lost(trace.head.size)),
        Ok(None) => {
            Failure::refused(format!("this registry has no key, so nothing of it {so_what}"))
                .hint("make one with `clustermap key new --origin NAME`")
        }
    }
}

/// Why nothing is signed of a log that has a key.
pub fn nothing_signed(entries: u64) -> Failure {
    match (Standing::Unguarded { entries }).reason() {
        Some(reason) if entries > 0 => Failure::found_wrong(reason),
        _ => Failure::refused("nothing is signed yet").hint("`clustermap serve` signs the log"),
    }
}

/// A log that ends before what was signed of it does.
pub fn behind(signed: u64, entries: u64) -> Failure {
    let reason = Standing::Behind { signed, entries }.reason();
    reason.map_or_else(|| missing(Position(entries)), Failure::found_wrong)
}

/// A log that ends before its head does.
pub fn missing(position: Position) -> Failure {
    Failure::found_wrong(format!("the entry at position {position} is missing"))
}
