//! The durable engine: sled with the guards that its faults ask for.
//!
//! sled holds entries only, one batch per group of commits; a commit is acknowledged after our own
//! `fdatasync` of sled's file, because sled's `flush` doesn't survive a loss of power. Indexes of
//! streams and requests live in memory and are filled by the pass that checks the chain at the
//! start. Nothing outside this folder knows a type of sled's.

mod error;
mod folder;
mod group;
mod index;
mod options;
mod pass;
mod read;
mod restore;
mod stamp;
mod store;
mod writer;

use std::path::Path;
use std::sync::{Arc, RwLock};

use async_trait::async_trait;
use tokio::sync::watch;
use tokio::task;

pub use error::{OpenError, StoreError};
pub use options::{Hooks, Options, StopProcess};
pub use pass::Progress;
pub use restore::Restore;

use crate::entry::Entry;
use crate::ids::{Position, RequestId, StreamVersion};
use crate::log::{Append, AppendError, Appended, Clock, EventLog, Head, ReadError, Receipt};
use crate::stream::StreamId;

use folder::Folder;
use read::Readable;
use store::Store;
use writer::Writer;

/// A log in a folder of its own, open in this process alone.
///
/// Dropping it finishes what is queued and waits for the writer.
pub struct SledLog {
    readable: Arc<Readable>,
    writer: Writer,
}

impl SledLog {
    /// Opens the log in a folder, or begins one; checks every entry, some 0.3 million a second.
    ///
    /// Blocks until that is done; needs no runtime.
    ///
    /// # Errors
    /// [`OpenError`]; the log is then as it was, but for what sled itself repairs.
    pub fn open(path: &Path, clock: Arc<dyn Clock>, options: Options) -> Result<Self, OpenError> {
        Self::open_with_progress(path, clock, options, |_| ())
    }

    /// As [`Self::open`]; tells now and then how far it is.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_with_progress(
        path: &Path,
        clock: Arc<dyn Clock>,
        options: Options,
        on_progress: impl FnMut(Progress),
    ) -> Result<Self, OpenError> {
        Self::open_observed(path, clock, options, on_progress, |_| ())
    }

    /// As [`Self::open_with_progress`]; shows each checked entry, in order, so that what is folded
    /// from the log needs no second reading of it.
    ///
    /// # Errors
    /// [`OpenError`]; what was shown by then isn't to be relied on.
    pub fn open_observed(
        path: &Path,
        clock: Arc<dyn Clock>,
        options: Options,
        on_progress: impl FnMut(Progress),
        on_entry: impl FnMut(&Entry),
    ) -> Result<Self, OpenError> {
        let readable = Arc::new(open(path, &options, on_progress, on_entry)?);
        readable.folder.raise_tally(readable.head().next)?;
        let writer = Writer::start(Arc::clone(&readable), clock, options)
            .map_err(|source| OpenError::Thread { source })?;
        Ok(Self { readable, writer })
    }

    /// Whether a log was ever opened in a folder; nothing is touched.
    pub fn is_in(path: &Path) -> bool {
        path.join("db").exists()
    }

    /// Finishes what is queued and closes the log, as dropping it does.
    pub fn close(self) {}

    async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Readable) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let readable = Arc::clone(&self.readable);
        task::spawn_blocking(move || read(&readable))
            .await
            .unwrap_or_else(|stopped| Err(ReadError::Unavailable(stopped.to_string())))
    }
}

/// Checks a whole log that no process has open: every entry, its chain, its commits.
///
/// # Errors
/// [`OpenError`]; [`OpenError::Damaged`] names the first bad position.
pub fn verify(path: &Path, on_progress: impl FnMut(Progress)) -> Result<Head, OpenError> {
    verify_observed(path, on_progress, |_| ())
}

/// As [`verify`]; shows each checked entry, in order.
///
/// # Errors
/// [`OpenError`]; what was shown by then isn't to be relied on.
pub fn verify_observed(
    path: &Path,
    on_progress: impl FnMut(Progress),
    on_entry: impl FnMut(&Entry),
) -> Result<Head, OpenError> {
    let readable = open(path, &Options::default(), on_progress, on_entry)?;
    Ok(readable.head())
}

fn open(
    path: &Path,
    options: &Options,
    on_progress: impl FnMut(Progress),
    on_entry: impl FnMut(&Entry),
) -> Result<Readable, OpenError> {
    let folder = Folder::open(path)?;
    let store =
        Store::open(path, options.cache_bytes).map_err(|error| OpenError::store(path, error))?;
    folder.sync_created()?;
    let (index, head) = pass::check(&store, on_progress, on_entry)?;
    folder.check_tally(head.next)?;
    Ok(Readable { index: RwLock::new(index), head: watch::Sender::new(head), store, folder })
}

/// Reads run on tokio's blocking threads: a page that isn't in sled's cache is read from the disk.
#[async_trait]
impl EventLog for SledLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        append.check()?;
        self.writer.append(append).await
    }

    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        if from >= self.readable.head().next {
            return Ok(Vec::new());
        }
        self.reading(move |log| log.read(from, limit)).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        let positions = self.readable.positions(stream, after, limit);
        if positions.is_empty() {
            return Ok(Vec::new());
        }
        self.reading(move |log| log.at(&positions)).await
    }

    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError> {
        self.reading(move |log| log.receipt(&request_id)).await
    }

    async fn head(&self) -> Result<Head, ReadError> {
        Ok(self.readable.head())
    }

    async fn wait_past(&self, position: Position) -> Result<Head, ReadError> {
        let mut head = self.readable.head.subscribe();
        let reached = head.wait_for(|head| head.next > position).await;
        reached.map(|head| *head).map_err(|gone| ReadError::Unavailable(gone.to_string()))
    }
}
