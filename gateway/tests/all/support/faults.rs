//! A log that fails when it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Entry;
use registry_events::ids::{Position, RequestId, StreamVersion};
use registry_events::log::{Append, AppendError, Appended, EventLog, Head, ReadError, Receipt};
use registry_events::stream::StreamId;

/// How the log behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    None,
    /// It takes no writes.
    ReadOnly,
    /// It records, and can't say so.
    Forgetful,
    /// It can't be read.
    Unreadable,
    /// It takes its time before it records, so that whoever decides meanwhile loses the race.
    Slow,
    /// It can't say where it ends.
    Headless,
    /// What it reads isn't what was written.
    Damaged,
    /// It panics when it is asked for its head.
    Panicking,
}

pub(crate) struct FaultyLog {
    log: Arc<MemoryLog>,
    fault: AtomicU8,
}

impl FaultyLog {
    pub(crate) fn new(log: Arc<MemoryLog>) -> Self {
        Self { log, fault: AtomicU8::new(Fault::None as u8) }
    }

    pub(crate) fn set(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::SeqCst);
    }

    fn is(&self, fault: Fault) -> bool {
        self.fault.load(Ordering::SeqCst) == fault as u8
    }

    fn check_read(&self) -> Result<(), ReadError> {
        if self.is(Fault::Unreadable) {
            return Err(ReadError::Unavailable("pulled out, /dev/secret".into()));
        }
        Ok(())
    }
}

/// Changes an entry as a disk may that nobody notices.
fn flip_a_bit(entry: &mut Entry) {
    let mut bytes = entry.bytes.to_vec();
    bytes[40] ^= 1;
    entry.bytes = bytes.into();
}

#[async_trait]
impl EventLog for FaultyLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        if self.is(Fault::ReadOnly) {
            return Err(AppendError::ReadOnly("the disk is full".into()));
        }
        if self.is(Fault::Slow) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let appended = self.log.append(append).await?;
        if self.is(Fault::Forgetful) {
            return Err(AppendError::Unknown("the line broke".into()));
        }
        Ok(appended)
    }

    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        self.check_read()?;
        let mut entries = self.log.read(from, limit).await?;
        if self.is(Fault::Damaged) {
            entries.iter_mut().for_each(flip_a_bit);
        }
        Ok(entries)
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        self.check_read()?;
        self.log.read_stream(stream, after, limit).await
    }

    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError> {
        self.check_read()?;
        self.log.receipt(request_id).await
    }

    async fn head(&self) -> Result<Head, ReadError> {
        assert!(!self.is(Fault::Panicking), "a secret of the log");
        self.check_read()?;
        if self.is(Fault::Headless) {
            return Err(ReadError::Unavailable("no head".into()));
        }
        self.log.head().await
    }

    async fn wait_past(&self, position: Position) -> Result<Head, ReadError> {
        self.log.wait_past(position).await
    }
}
