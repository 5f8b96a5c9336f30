//! What can be set when a log is opened, and the seams through which tests inject faults.

use std::io;
use std::sync::Arc;

use super::StoreError;

/// Sizes of the engine. The default suits a registry of a million entries.
#[derive(Clone)]
pub struct Options {
    /// How much memory sled takes for its pages, in bytes; 64 to 256 MiB are sensible.
    pub cache_bytes: u64,
    /// How many commits may wait for the writer; further appends wait for a place.
    pub queue_commits_max: usize,
    /// How many events the writer gathers into one group; one larger commit still fits.
    pub group_events_max: usize,
    /// What happens around the sync.
    pub hooks: Arc<dyn Hooks>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 64 * 1024 * 1024,
            queue_commits_max: 256,
            group_events_max: 256,
            hooks: Arc::new(StopProcess),
        }
    }
}

/// What happens around the sync of a group.
pub trait Hooks: Send + Sync {
    /// Runs between the batch and the sync: may wait, or fail in place of the disk.
    ///
    /// # Errors
    /// Treated as an error of the sync.
    fn before_sync(&self) -> io::Result<()> {
        Ok(())
    }

    /// Runs when a group couldn't be made durable; when it returns, the log takes no more writes.
    fn on_failure(&self, error: &StoreError);
}

/// The way of production: a log that can't be made durable ends the process.
///
/// A second `fsync` after a failed one may report success for pages that were lost, so only a new
/// start, which reads what is on the disk, tells what is recorded.
#[derive(Debug, Clone, Copy)]
pub struct StopProcess;

impl Hooks for StopProcess {
    fn on_failure(&self, error: &StoreError) {
        tracing::error!(
            ?error,
            "the log can't be made durable, perhaps for want of room on the disk; the process stops \
             and tells at its next start what is recorded: {error}"
        );
        std::process::abort();
    }
}
