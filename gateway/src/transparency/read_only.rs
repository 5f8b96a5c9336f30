//! A log that is read and not written, because it isn't what was signed.

use std::sync::Arc;

use async_trait::async_trait;
use registry_events::entry::Entry;
use registry_events::ids::{Position, RequestId, StreamVersion};
use registry_events::log::{Append, AppendError, Appended, EventLog, Head, ReadError, Receipt};
use registry_events::stream::StreamId;

/// A log that refuses every append with the same reason.
struct ReadOnlyLog {
    log: Arc<dyn EventLog>,
    reason: String,
}

/// The log, to be read only.
pub(crate) fn only_read(log: Arc<dyn EventLog>, reason: String) -> Arc<dyn EventLog> {
    Arc::new(ReadOnlyLog { log, reason })
}

#[async_trait]
impl EventLog for ReadOnlyLog {
    async fn append(&self, _: Append) -> Result<Appended, AppendError> {
        Err(AppendError::ReadOnly(self.reason.clone()))
    }

    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        self.log.read(from, limit).await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        self.log.read_stream(stream, after, limit).await
    }

    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError> {
        self.log.receipt(request_id).await
    }

    async fn head(&self) -> Result<Head, ReadError> {
        self.log.head().await
    }

    async fn wait_past(&self, position: Position) -> Result<Head, ReadError> {
        self.log.wait_past(position).await
    }
}
