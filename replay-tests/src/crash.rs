//! What the crash tests and the process they kill agree on: who writes what, under which request.

use registry_events::ids::StreamVersion;
use registry_events::log::{Append, EventLog};
use registry_events::stream::StreamId;
use registry_events::testing::{append, event_of, part, stream};

/// How many tasks write at once.
pub const WRITERS: u64 = 8;

/// How many events a commit has: one in the writer's own stream, and two beside it if it is odd.
pub const fn events(number: u64) -> u32 {
    if number.is_multiple_of(2) { 1 } else { 3 }
}

/// The stream whose version counts a writer's commits.
pub fn own_stream(writer: u64) -> StreamId {
    stream(&format!("writer/{writer}"))
}

/// The commit of a number, from 0, of a writer; some have an event that is split in the store.
pub fn commit(writer: u64, number: u64) -> Append {
    let mut own = part(&own_stream(writer), number, 1);
    if number % 5 == 4 {
        own.events = vec![event_of(9_000)];
    }
    let mut parts = vec![own];
    if events(number) == 3 {
        parts.push(part(&stream(&format!("pair/{writer}")), number - 1, 2));
    }
    append(writer << 32 | number, parts)
}

/// How many commits of a writer the log holds.
///
/// # Panics
/// When the log can't be read.
pub async fn version(log: &dyn EventLog, writer: u64) -> StreamVersion {
    let mut version = StreamVersion::EMPTY;
    loop {
        let read = log.read_stream(&own_stream(writer), version, usize::MAX).await;
        match read.expect("a readable stream").len() as u64 {
            0 => return version,
            more => version.0 += more,
        }
    }
}
