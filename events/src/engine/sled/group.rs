//! A group of commits on its way to the disk: decided one after the other, written as one batch.
//!
//! An append is checked against the durable log and against the commits before it in the group, so
//! of two that expect the same version one wins. All answers wait until the group is durable; even
//! a conflict would tell of a commit that may not come to be.

use std::collections::HashMap;

use jiff::Timestamp;

use super::read::Readable;
use crate::codec::{self, CodecError, EncodedContent, EntryHead};
use crate::entry::Entry;
use crate::ids::{Position, RequestId, StreamVersion};
use crate::log::{Append, AppendError, Appended, COMMIT_BYTES_MAX, Head, Part, Receipt};
use crate::stream::StreamId;

/// Commits decided and not yet durable.
pub(super) struct Group<'a> {
    log: &'a Readable,
    head: Head,
    entries: Vec<Entry>,
    /// How many bytes the entries have.
    bytes: usize,
    /// The stream of each entry.
    streams: Vec<StreamId>,
    /// The versions of the streams that the group moves on.
    versions: HashMap<StreamId, StreamVersion>,
    receipts: HashMap<RequestId, Receipt>,
}

impl<'a> Group<'a> {
    /// An empty group behind the durable head.
    pub(super) fn new(log: &'a Readable) -> Self {
        Self {
            log,
            head: log.head(),
            entries: Vec::new(),
            bytes: 0,
            streams: Vec::new(),
            versions: HashMap::new(),
            receipts: HashMap::new(),
        }
    }

    /// The entries to be written.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether another commit is to wait for the next group.
    pub(super) const fn is_full(&self, events_max: usize) -> bool {
        self.entries.len() >= events_max || self.bytes >= COMMIT_BYTES_MAX
    }

    /// The position after the group.
    pub(super) const fn next(&self) -> Position {
        self.head.next
    }

    /// Decides an append; `now` is the clock's time.
    pub(super) fn take(&mut self, append: Append, now: Timestamp) -> Result<Appended, AppendError> {
        if let Some(receipt) = self.recorded(&append)? {
            return Ok(Appended { receipt, repeated: true });
        }
        for part in &append.parts {
            self.check_version(part)?;
        }
        let receipt = self.record(append, now)?;
        Ok(Appended { receipt, repeated: false })
    }

    /// Shows the group, which is durable now, to readers: first in the index, then in the head.
    pub(super) fn publish(self) {
        let mut index = self.log.index_mut();
        for (stream, entry) in self.streams.into_iter().zip(&self.entries) {
            index.add(stream, entry.position);
        }
        for (id, receipt) in &self.receipts {
            index.add_request(id, receipt.first);
        }
        drop(index);
        self.log.head.send_replace(self.head);
    }

    fn recorded(&self, append: &Append) -> Result<Option<Receipt>, AppendError> {
        let in_group = self.receipts.get(&append.request_id).cloned();
        let receipt = match in_group {
            Some(receipt) => Some(receipt),
            None => self
                .log
                .receipt(&append.request_id)
                .map_err(|error| AppendError::Unknown(error.to_string()))?,
        };
        match receipt {
            Some(Receipt { request_digest, first, .. })
                if request_digest != append.request_digest =>
            {
                Err(AppendError::RequestReused { first })
            }
            receipt => Ok(receipt),
        }
    }

    fn check_version(&self, part: &Part) -> Result<(), AppendError> {
        let actual = self.version(&part.stream);
        if actual == part.expected {
            return Ok(());
        }
        Err(AppendError::Conflict { stream: part.stream.clone(), expected: part.expected, actual })
    }

    fn version(&self, stream: &StreamId) -> StreamVersion {
        let in_group = self.versions.get(stream).copied();
        in_group.unwrap_or_else(|| self.log.index().version(stream))
    }

    /// Adds the append's entries; leaves the group as it was when one can't be encoded.
    fn record(&mut self, append: Append, now: Timestamp) -> Result<Receipt, AppendError> {
        let before = (self.head, self.entries.len());
        let mut commit = Commit::new(&append, &self.head, now);
        for part in append.parts {
            if let Err(_too_large) = self.record_part(part, &mut commit) {
                self.head = before.0;
                self.entries.truncate(before.1);
                self.streams.truncate(before.1);
                return Err(AppendError::Malformed("an event is larger than 60 KB"));
            }
        }
        self.bytes += self.entries[before.1..].iter().map(|entry| entry.bytes.len()).sum::<usize>();
        self.versions.extend(commit.receipt.streams.iter().cloned());
        self.receipts.insert(append.request_id, commit.receipt.clone());
        Ok(commit.receipt)
    }

    fn record_part(&mut self, part: Part, commit: &mut Commit) -> Result<(), CodecError> {
        if part.events.is_empty() {
            return Ok(());
        }
        let mut version = part.expected;
        for content in part.events {
            version = version.next();
            let place = (self.head.next, part.stream.clone(), version);
            let entry = commit.encode(place, content, &self.head)?;
            self.head = Head {
                next: entry.position.next(),
                chain: entry.chain,
                recorded_at: Some(commit.receipt.recorded_at),
            };
            self.entries.push(entry);
            self.streams.push(part.stream.clone());
        }
        commit.receipt.streams.push((part.stream, version));
        Ok(())
    }
}

/// One commit while it is encoded.
struct Commit {
    request_id: RequestId,
    receipt: Receipt,
}

impl Commit {
    fn new(append: &Append, head: &Head, now: Timestamp) -> Self {
        let count: usize = append.parts.iter().map(|part| part.events.len()).sum();
        // To the microsecond, as entries hold it.
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let receipt = Receipt {
            first: head.next,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            recorded_at: head.recorded_at.map_or(now, |last| last.max(now)),
            request_digest: append.request_digest,
            streams: Vec::new(),
        };
        Self { request_id: append.request_id, receipt }
    }

    fn encode(
        &self,
        (position, stream, version): (Position, StreamId, StreamVersion),
        content: EncodedContent,
        head: &Head,
    ) -> Result<Entry, CodecError> {
        let index = u32::try_from(position.0 - self.receipt.first.0).unwrap_or(u32::MAX);
        let entry_head = EntryHead {
            position,
            stream,
            version,
            index,
            count: self.receipt.count,
            recorded_at: self.receipt.recorded_at,
            request_id: self.request_id,
            request_digest: self.receipt.request_digest,
        };
        codec::encode_entry(entry_head, content, head.chain)
    }
}
