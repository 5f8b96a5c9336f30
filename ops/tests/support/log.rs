//! Logs written and damaged behind the binary's back.

use std::sync::Arc;

use registry_core::access::program;
use registry_events::codec::{EncodedContent, encode_clear};
use registry_events::engine::sled::{Options, SledLog};
use registry_events::entry::Recorded;
use registry_events::event::Event;
use registry_events::ids::{Digest, Position, RequestId, StreamVersion};
use registry_events::log::{Append, EventLog, Part, READ_ENTRIES_MAX};
use registry_events::stream::StreamId;
use registry_gateway::clock::SystemClock;

use super::Folder;

/// Records events of one stream as a commit of the registry's own program.
pub(crate) fn record(folder: &Folder, stream: &StreamId, after: u64, events: &[Event]) {
    let encoded = events.iter().map(|event| {
        EncodedContent::Clear(encode_clear(&program(), None, event).expect("it encodes"))
    });
    record_encoded(folder, stream, after, encoded.collect());
}

/// Records contents as they are, whatever they say.
pub(crate) fn record_encoded(
    folder: &Folder,
    stream: &StreamId,
    after: u64,
    events: Vec<EncodedContent>,
) {
    let log = open(folder);
    let request = Digest::of(format!("{stream} {after}").as_bytes());
    let part = Part { stream: stream.clone(), expected: StreamVersion(after), events };
    let append =
        Append { request_id: RequestId(request.0), request_digest: request, parts: vec![part] };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(log.append(append)).expect("recorded");
}

/// Everything the log holds, in order.
pub(crate) fn read_all(folder: &Folder) -> Vec<Recorded> {
    let log = open(folder);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut entries = Vec::new();
    loop {
        let read = runtime.block_on(log.read(Position(entries.len() as u64), READ_ENTRIES_MAX));
        let read = read.expect("readable");
        if read.is_empty() {
            return entries;
        }
        entries.extend(read.iter().map(|entry| entry.decode().expect("it decodes")));
    }
}

fn open(folder: &Folder) -> SledLog {
    let path = folder.data().join("log");
    SledLog::open(&path, Arc::new(SystemClock), Options::default()).expect("it opens")
}

/// Flips the last bit of the entry at a position, in the store itself.
pub(crate) fn damage(folder: &Folder, position: u64) {
    let db = sled::open(folder.data().join("log")).expect("the store opens");
    let mut key = vec![b'L'];
    key.extend_from_slice(&position.to_be_bytes());
    let (key, value) = db.scan_prefix(&key).last().expect("an entry").expect("readable");
    let mut value = value.to_vec();
    *value.last_mut().expect("not empty") ^= 1;
    db.insert(key, value).expect("written");
    db.flush().expect("flushed");
}
