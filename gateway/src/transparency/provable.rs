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

use super::{SignedCheckpoints, Standing, Traced, only_read};
use crate::private::SigningTrace;

/// A log that outsiders can prove things of.
pub struct Provable {
    /// None of a log that was signed and has lost both its key and what was signed.
    signing: Option<Signing>,
    /// What is noted of the signing apart from both.
    traced: Traced,
    tree: RwLock<Tree>,
    /// The last checkpoint that is durable; none of a log that doesn't continue it.
    last: watch::Sender<Option<Arc<SignedCheckpoint>>>,
    standing: Standing,
    /// Why nothing could be signed when it was tried last.
    failure: Mutex<Option<String>>,
}

/// What a log is signed with and into.
struct Signing {
    key: SigningKey,
    signed: Mutex<SignedCheckpoints>,
}

impl Provable {
    /// The log whose entries filled a tree, with its key and what was signed of it.
    pub fn new(key: SigningKey, signed: SignedCheckpoints, tree: Tree) -> Self {
        Self::traced(key, signed, tree, Traced::default())
    }

    /// The same where the signing is noted apart from both.
    pub fn traced(key: SigningKey, signed: SignedCheckpoints, tree: Tree, traced: Traced) -> Self {
        let noted = traced.noted().map(|trace| trace.head);
        let standing = Standing::of(&tree, &signed).beside(&tree, noted);
        let continues = standing == Standing::Continues;
        let last = signed.last().filter(|_| continues).cloned().map(Arc::new);
        let signing = Signing { key, signed: Mutex::new(signed) };
        Self::standing_so(Some(signing), traced, tree, standing, last)
    }

    /// A log of whose signing nothing is left than what is noted apart; none that was never signed.
    pub fn without_key(tree: Tree, traced: Traced) -> Option<Self> {
        let SigningTrace { key, head } = traced.noted()?;
        let standing = Standing::without_key(&tree, head);
        error!(key, "the log was signed with {key}, and that key isn't here");
        Some(Self::standing_so(None, traced, tree, standing, None))
    }

    fn standing_so(
        signing: Option<Signing>,
        traced: Traced,
        tree: Tree,
        standing: Standing,
        last: Option<Arc<SignedCheckpoint>>,
    ) -> Self {
        let (tree, last) = (RwLock::new(tree), watch::Sender::new(last));
        Self { signing, traced, tree, last, standing, failure: Mutex::default() }
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

    /// The key that others check its checkpoints with; none where it is lost.
    pub fn key(&self) -> Option<&VerifierKey> {
        self.signing.as_ref().map(|signing| signing.key.verifier())
    }

    /// A mark of some words that only this server can make; none where its key is lost.
    pub fn mark(&self, purpose: &str, words: &str) -> Option<[u8; 32]> {
        self.signing.as_ref().map(|signing| signing.key.mark(purpose, words))
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

    /// Signs the tree as it is, where that is more than was signed: noted first, and durable before it
    /// is shown. Answers with the last signed checkpoint.
    pub(super) fn sign(&self) -> io::Result<Option<Arc<SignedCheckpoint>>> {
        let Some(Signing { key, signed }) = &self.signing else { return Ok(None) };
        let mut signed = signed.lock().unwrap_or_else(PoisonError::into_inner);
        let head = self.tree().head();
        let before = signed.last().map(SignedCheckpoint::head);
        if before.is_some_and(|before| before.size >= head.size) || head.size == 0 {
            before.map_or(Ok(()), |before| self.traced.note(key.verifier(), before))?;
            return Ok(signed.last().cloned().map(Arc::new));
        }
        let checkpoint = Checkpoint { origin: key.name().into(), head };
        let checkpoint = checkpoint.sign(key).map_err(io::Error::other)?;
        self.traced.note(key.verifier(), head)?;
        signed.append(&checkpoint)?;
        let checkpoint = Arc::new(checkpoint);
        self.last.send_replace(Some(checkpoint.clone()));
        Ok(Some(checkpoint))
    }

    /// Signs a log as it is, though nothing is there that was signed of it, or more was noted than it
    /// has: whoever asks for it says that these are all its entries. None when the log has to stand to
    /// what was signed.
    ///
    /// # Errors
    /// When the checkpoint can't be kept.
    pub fn adopt(&self) -> io::Result<Option<Arc<SignedCheckpoint>>> {
        match self.standing {
            Standing::Unguarded { .. } | Standing::NotAsNoted { .. } => self.sign(),
            _ => Ok(None),
        }
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
