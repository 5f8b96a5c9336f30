//! The task that drives the follower, and the snapshot of views that readers take.
//!
//! Readers load a snapshot and never wait for the writer. A snapshot is published at commit ends
//! only. A follower that can't read an entry stands still, says so, and is not skipped past it.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use arc_swap::ArcSwap;
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX, ReadError};
use registry_projections::follower::Follower;
use registry_projections::views::Views;
use tokio::sync::watch;
use tracing::error;

/// How long the task waits before it asks a log again that didn't answer.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// The published views and how far they are.
#[derive(Clone)]
pub struct PublishedViews {
    views: Arc<ArcSwap<Views>>,
    folded: watch::Sender<Option<Position>>,
    halted: Arc<RwLock<Option<String>>>,
}

/// The views weren't folded to a position in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the views haven't reached position {0} yet")]
pub struct NotYet(pub Position);

impl Default for PublishedViews {
    fn default() -> Self {
        Self {
            views: Arc::new(ArcSwap::from_pointee(Views::default())),
            folded: watch::Sender::new(None),
            halted: Arc::default(),
        }
    }
}

impl PublishedViews {
    /// The views as they are now; a reader keeps what it took.
    pub fn load(&self) -> Arc<Views> {
        self.views.load_full()
    }

    /// The views once they are folded to a position.
    ///
    /// # Errors
    /// [`NotYet`] when that takes longer than `patience`.
    pub async fn at_least(
        &self,
        position: Position,
        patience: Duration,
    ) -> Result<Arc<Views>, NotYet> {
        let mut folded = self.folded.subscribe();
        let reached = folded.wait_for(|folded| folded.is_some_and(|at| at >= position));
        match tokio::time::timeout(patience, reached).await {
            Ok(Ok(_)) => Ok(self.load()),
            Ok(Err(_)) | Err(_) => Err(NotYet(position)),
        }
    }

    /// Why the follower stands still, when it does.
    pub fn halted(&self) -> Option<String> {
        self.halted.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Publishes views, e.g. those of a rebuild beside the live ones.
    pub fn publish(&self, views: Views) {
        let position = views.position();
        self.views.store(Arc::new(views));
        self.folded.send_replace(position);
    }

    fn halt(&self, reason: &str) {
        error!(reason, "the follower stands still: {reason}");
        let mut halted = self.halted.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *halted = Some(reason.into());
    }
}

/// Follows the log for ever, publishing into `published`; the caller drops the task to end it.
pub async fn follow(log: Arc<dyn EventLog>, published: PublishedViews) {
    let mut follower = Follower::new();
    loop {
        let entries = match next_entries(&*log, follower.next()).await {
            Ok(entries) => entries,
            Err(damaged) => return published.halt(&damaged.to_string()),
        };
        if let Err(step) = follower.step(&entries) {
            return published.halt(&step.to_string());
        }
        if follower.at_commit_end() {
            published.publish(follower.views().clone());
        }
        // While catching up, let others have the processor between two batches.
        tokio::task::yield_now().await;
    }
}

/// What follows in the log, once there is something; an error only where the log is damaged.
async fn next_entries(log: &dyn EventLog, next: Position) -> Result<Vec<Entry>, ReadError> {
    loop {
        match log.read(next, READ_ENTRIES_MAX).await {
            Ok(entries) if !entries.is_empty() => return Ok(entries),
            Ok(_) => {
                if log.wait_past(next).await.is_err() {
                    tokio::time::sleep(RETRY_AFTER).await;
                }
            }
            Err(damaged @ ReadError::Damaged { .. }) => return Err(damaged),
            Err(unavailable) => {
                error!(reason = %unavailable, "the follower can't read: {unavailable}");
                tokio::time::sleep(RETRY_AFTER).await;
            }
        }
    }
}

/// Folds the log up to its present head, for tools that need no live views.
///
/// # Errors
/// A sentence about what can't be read.
pub async fn fold_all(
    log: &dyn EventLog,
    mut on_progress: impl FnMut(Position),
) -> Result<Views, String> {
    let head = log.head().await.map_err(|error| error.to_string())?;
    let mut follower = Follower::new();
    while follower.next() < head.next {
        let entries =
            log.read(follower.next(), READ_ENTRIES_MAX).await.map_err(|error| error.to_string())?;
        if entries.is_empty() {
            return Err(format!("the log ends before position {}", head.next));
        }
        follower.step(&entries).map_err(|error| error.to_string())?;
        on_progress(follower.next());
    }
    Ok(follower.into_views())
}
