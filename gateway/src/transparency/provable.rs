//! The tree over a log, the key, and the last signed checkpoint: what proofs and tiles are cut from.
//!
//! The tree is filled when the log is opened and follows it afterwards; nothing of it stands on a
//! disk, so nothing can drift from the log. Readers are shown no more than the last signed
//! checkpoint covers.

use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::EventLog;
use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::{SigningKey, VerifierKey};
use registry_events::transparency::tree::{Tree, leaf_hash};
use tokio::sync::watch;
use tracing::{error, info};

use super::{SignedCheckpoints, Standing, only_read};

/// A log that outsiders can prove things of.
pub struct Provable {
    key: SigningKey,
    tree: RwLock<Tree>,
    signed: Mutex<SignedCheckpoints>,
    /// The last checkpoint that is durable; none of a log that doesn't continue it.
    last: watch::Sender<Option<Arc<SignedCheckpoint>>>,
    standing: Standing,
    /// Why nothing could be signed when it was tried last.
    failure: Mutex<Option<String>>,
}

impl Provable {
    /// The log whose entries filled a tree, with its key and what was signed of it.
    pub fn new(key: SigningKey, signed: SignedCheckpoints, tree: Tree) -> Self {
        let standing = Standing::of(&tree, &signed);
        let continues = standing == Standing::Continues;
        let last = signed.last().filter(|_| continues).cloned().map(Arc::new);
        Self {
            key,
            tree: RwLock::new(tree),
            signed: Mutex::new(signed),
            last: watch::Sender::new(last),
            standing,
            failure: Mutex::default(),
        }
    }

    /// The log as it may be used: one that doesn't continue what was signed is only read.
    pub fn guard(&self, log: Arc<dyn EventLog>) -> Arc<dyn EventLog> {
        let Some(reason) = self.standing.reason() else { return log };
        error!(reason, "the log takes no writes and nothing is signed: {reason}");
        only_read(log, reason)
    }

    /// How the log stood to its last signed checkpoint when it was opened.
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The key that others check its checkpoints with.
    pub const fn key(&self) -> &VerifierKey {
        self.key.verifier()
    }

    /// A mark of some words that only this server can make.
    pub fn mark(&self, purpose: &str, words: &str) -> [u8; 32] {
        self.key.mark(purpose, words)
    }

    /// The last signed checkpoint.
    pub fn last(&self) -> Option<Arc<SignedCheckpoint>> {
        self.last.borrow().clone()
    }

    /// A signed checkpoint that covers a position; none when there is none for so long.
    pub async fn covering(
        &self,
        position: Position,
        patience: Duration,
    ) -> Option<Arc<SignedCheckpoint>> {
        let covers = |signed: &Option<Arc<SignedCheckpoint>>| {
            signed.as_ref().is_some_and(|signed| signed.head().size > position.0)
        };
        let mut last = self.last.subscribe();
        let reached = tokio::time::timeout(patience, last.wait_for(covers)).await;
        reached.ok()?.ok()?.clone()
    }

    /// The tree, to be held for a moment: who adds to it waits.
    pub fn tree(&self) -> RwLockReadGuard<'_, Tree> {
        self.tree.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds the next entries; they are hashed before anybody has to wait.
    pub(super) fn add(&self, entries: &[Entry]) {
        let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(&entry.bytes)).collect();
        let mut tree = self.tree.write().unwrap_or_else(PoisonError::into_inner);
        for leaf in leaves {
            tree.push(leaf);
        }
    }

    /// Signs the tree as it is, where that is more than was signed; durable before it is shown.
    pub(super) fn sign(&self) -> io::Result<()> {
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        let head = self.tree().head();
        if head.size <= signed.last().map_or(0, |last| last.head().size) {
            return Ok(());
        }
        let checkpoint = Checkpoint { origin: self.key.name().into(), head };
        let checkpoint = checkpoint.sign(&self.key).map_err(io::Error::other)?;
        signed.append(&checkpoint)?;
        self.last.send_replace(Some(Arc::new(checkpoint)));
        Ok(())
    }

    /// Signs a log as it is, though nothing is there that was signed of it: whoever asks for it says
    /// that these are all its entries. None when the log has to stand to what was signed.
    ///
    /// # Errors
    /// When the checkpoint can't be kept.
    pub fn adopt(&self) -> io::Result<Option<Arc<SignedCheckpoint>>> {
        if !matches!(self.standing, Standing::Unguarded { .. }) {
            return Ok(None);
        }
        self.sign()?;
        Ok(self.last())
    }

    /// Why nothing could be signed when it was tried last; none when all is well.
    pub fn failure(&self) -> Option<String> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps how signing went, and says it when it goes otherwise than before.
    pub(super) fn note(&self, failure: Option<String>) {
        let mut before = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        if *before == failure {
            return;
        }
        if let Some(reason) = &failure {
            error!(reason, "the log can't be signed, which is tried again: {reason}");
        } else {
            info!("the log is signed again");
        }
        *before = failure;
    }
}
