//! A register of as many clusters as a benchmark asks for, each of a number and with the events that
//! follow from it.

use std::sync::Arc;
use std::time::Duration;

use registry_core::access::program;
use registry_events::codec::{EncodedContent, encode_clear};
use registry_events::engine::memory::MemoryLog;
use registry_events::event::Event;
use registry_events::ids::{Digest, RequestId, StreamVersion};
use registry_events::log::{Append, Part};
use registry_events::stream::StreamId;
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::registry::Registry;
use registry_projections::testing::cluster;

use super::served::{follow, over};

/// Clusters of one commit, so that an append is worth its while.
const AT_ONCE: usize = 50;

/// What a cluster of a number says.
pub type EventsOf = fn(u32) -> Vec<Event>;

/// A registry in memory with so many clusters, folded.
///
/// # Panics
/// When it can't be put together.
pub async fn registry_of(clusters: u32, events: EventsOf) -> Arc<Registry> {
    let clock = Arc::new(SystemClock);
    let log = Arc::new(MemoryLog::new(clock.clone()));
    let registry = over(log, clock, Arc::new(SystemEntropy)).await;
    registry.open_if_new(true, "Europe/Moscow").await.expect("the registry opens");
    let numbers: Vec<u32> = (1..=clusters).collect();
    for numbers in numbers.chunks(AT_ONCE) {
        record(&registry, numbers, events).await;
    }
    follow(&registry).await;
    registry
}

/// Records a cluster more, and waits until it is shown.
///
/// # Panics
/// When that fails, or takes a minute.
pub async fn one_more(registry: &Registry, number: u32, events: EventsOf) {
    record(registry, &[number], events).await;
    let head = registry.log().head().await.expect("a head").last().expect("entries");
    let shown = registry.published().at_least(head, Duration::from_mins(1)).await;
    shown.expect("folded");
}

async fn record(registry: &Registry, numbers: &[u32], events: EventsOf) {
    let parts = numbers.iter().map(|number| part(*number, events)).collect();
    let request_digest = Digest::of(&numbers[0].to_be_bytes());
    let append = Append { request_id: RequestId(request_digest.0), request_digest, parts };
    registry.log().append(append).await.expect("the events are recorded");
}

fn part(number: u32, events: EventsOf) -> Part {
    let clear = |event: &Event| encode_clear(&program(), None, event);
    let encoded = |event: Event| EncodedContent::Clear(clear(&event).expect("an event that fits"));
    let events = events(number).into_iter().map(encoded).collect();
    Part { stream: StreamId::cluster(cluster(number)), expected: StreamVersion::EMPTY, events }
}
