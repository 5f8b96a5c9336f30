//! The engine that keeps the log in memory: for tests and short-lived tools.
//!
//! Correct by simplicity: one lock around everything, each commit applied under it as a whole.
//! It knows no disk; "durable" means until the process ends.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::{RwLock, watch};

use crate::codec::{self, CodecError, EntryHead};
use crate::entry::Entry;
use crate::ids::{Position, RequestId, StreamVersion};
use crate::log::{
    Append, AppendError, Appended, Clock, EventLog, Head, READ_ENTRIES_MAX, ReadError, Receipt,
};
use crate::stream::StreamId;

/// A log in memory.
pub struct MemoryLog {
    clock: Arc<dyn Clock>,
    state: RwLock<State>,
    head: watch::Sender<Head>,
}

#[derive(Default)]
struct State {
    entries: Vec<Entry>,
    streams: HashMap<StreamId, Vec<Entry>>,
    receipts: HashMap<RequestId, Receipt>,
}

impl MemoryLog {
    /// An empty log that takes its time from `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, state: RwLock::default(), head: watch::Sender::new(Head::empty()) }
    }

    /// The clock's time to the microsecond, as entries hold it, and never before the last entry's.
    fn now(&self, head: &Head) -> Timestamp {
        let now = self.clock.now();
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        head.recorded_at.map_or(now, |last| last.max(now))
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        append.check()?;
        let mut state = self.state.write().await;
        if let Some(receipt) = state.recorded(&append)? {
            return Ok(Appended { receipt, repeated: true });
        }
        state.check_versions(&append)?;
        let head = *self.head.borrow();
        let recorded_at = self.now(&head);
        let entries = encode(&append, &head, recorded_at)
            .map_err(|_| AppendError::Malformed("an event is larger than 60 KB"))?;
        let (receipt, head) = state.record(&append, head, recorded_at, entries);
        self.head.send_replace(head);
        Ok(Appended { receipt, repeated: false })
    }

    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let state = self.state.read().await;
        let from = usize::try_from(from.0).unwrap_or(usize::MAX);
        let limit = limit.min(READ_ENTRIES_MAX);
        Ok(state.entries.iter().skip(from).take(limit).cloned().collect())
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        let state = self.state.read().await;
        let after = usize::try_from(after.0).unwrap_or(usize::MAX);
        let limit = limit.min(READ_ENTRIES_MAX);
        let entries = state.streams.get(stream).map(Vec::as_slice).unwrap_or_default();
        Ok(entries.iter().skip(after).take(limit).cloned().collect())
    }

    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError> {
        Ok(self.state.read().await.receipts.get(&request_id).cloned())
    }

    async fn head(&self) -> Result<Head, ReadError> {
        Ok(*self.head.borrow())
    }

    async fn wait_past(&self, position: Position) -> Result<Head, ReadError> {
        let mut head = self.head.subscribe();
        let reached = head.wait_for(|head| head.next > position).await;
        reached.map(|head| *head).map_err(|gone| ReadError::Unavailable(gone.to_string()))
    }
}

impl State {
    fn recorded(&self, append: &Append) -> Result<Option<Receipt>, AppendError> {
        match self.receipts.get(&append.request_id) {
            Some(receipt) if receipt.request_digest != append.request_digest => {
                Err(AppendError::RequestReused { first: receipt.first })
            }
            receipt => Ok(receipt.cloned()),
        }
    }

    fn check_versions(&self, append: &Append) -> Result<(), AppendError> {
        for part in &append.parts {
            let actual = StreamVersion(self.streams.get(&part.stream).map_or(0, Vec::len) as u64);
            if actual != part.expected {
                let (stream, expected) = (part.stream.clone(), part.expected);
                return Err(AppendError::Conflict { stream, expected, actual });
            }
        }
        Ok(())
    }

    fn record(
        &mut self,
        append: &Append,
        head: Head,
        recorded_at: Timestamp,
        entries: Vec<Entry>,
    ) -> (Receipt, Head) {
        let mut streams = Vec::new();
        let mut rest = entries.as_slice();
        for part in append.parts.iter().filter(|part| !part.events.is_empty()) {
            let (of_part, others) = rest.split_at(part.events.len());
            let stream = self.streams.entry(part.stream.clone()).or_default();
            stream.extend_from_slice(of_part);
            streams.push((part.stream.clone(), StreamVersion(stream.len() as u64)));
            rest = others;
        }
        let receipt = Receipt {
            first: head.next,
            count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            recorded_at,
            request_digest: append.request_digest,
            streams,
        };
        self.receipts.insert(append.request_id, receipt.clone());
        self.entries.extend(entries);
        let chain = self.entries.last().map_or(head.chain, |entry| entry.chain);
        let next = receipt.last().next();
        (receipt, Head { next, chain, recorded_at: Some(recorded_at) })
    }
}

/// The entries of a commit, to stand behind `head`; the expected versions are the actual ones.
fn encode(append: &Append, head: &Head, recorded_at: Timestamp) -> Result<Vec<Entry>, CodecError> {
    let count = append.parts.iter().map(|part| part.events.len()).sum();
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for part in &append.parts {
        for (content, version) in part.events.iter().zip(part.expected.0 + 1..) {
            let entry_head = EntryHead {
                position: Position(head.next.0 + entries.len() as u64),
                stream: part.stream.clone(),
                version: StreamVersion(version),
                index: u32::try_from(entries.len()).unwrap_or(u32::MAX),
                count: u32::try_from(count).unwrap_or(u32::MAX),
                recorded_at,
                request_id: append.request_id,
                request_digest: append.request_digest,
            };
            let previous = entries.last().map_or(head.chain, |entry| entry.chain);
            entries.push(codec::encode_entry(entry_head, content.clone(), previous)?);
        }
    }
    Ok(entries)
}
