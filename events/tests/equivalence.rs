//! The durable engine beside the one in memory: whatever is asked of both, both answer the same,
//! and hold the same bytes.

use std::sync::Arc;

use proptest::prelude::*;
use registry_events::engine::memory::MemoryLog;
use registry_events::engine::sled::{Options, SledLog};
use registry_events::ids::{Digest, Position, StreamVersion};
use registry_events::log::{Append, EventLog, ManualClock};
use registry_events::testing::{
    append, event_of, part, request_id, second, standing_clock, stream,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// What a caller or the world may do.
#[derive(Debug, Clone)]
enum Step {
    /// Appends; an expectation is off by that much.
    Append { request: u64, body: u8, parts: Vec<(u8, i8, usize)>, large: bool },
    /// The clock shows another second, earlier or later.
    Clock(i64),
    /// The process is started anew.
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let off = prop_oneof![8 => Just(0_i8), 1 => -1_i8..=1];
    let parts = prop::collection::vec((0_u8..4, off, 0_usize..4), 0..4);
    let append = (0_u64..30, 0_u8..8, parts, prop::bool::weighted(0.1)).prop_map(
        |(request, body, parts, large)| Step::Append { request, body: body / 7, parts, large },
    );
    prop_oneof![10 => append, 2 => (0_i64..100).prop_map(Step::Clock), 1 => Just(Step::Restart)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn sled_answers_as_memory_does(steps in prop::collection::vec(step(), 1..60)) {
        Runtime::new().expect("a runtime").block_on(compare(steps));
    }
}

async fn compare(steps: Vec<Step>) {
    let clock = standing_clock();
    let folder = TempDir::new().expect("a folder");
    let memory = MemoryLog::new(clock.clone());
    let mut sled = open(&folder, &clock);
    for step in steps {
        match step {
            Step::Clock(now) => clock.set(second(now)),
            Step::Restart => {
                drop(sled);
                sled = open(&folder, &clock);
            }
            Step::Append { request, body, parts, large } => {
                let append = build(&memory, request, body, &parts, large).await;
                assert_eq!(memory.append(append.clone()).await, sled.append(append).await);
            }
        }
        compare_all(&memory, &sled).await;
    }
}

fn open(folder: &TempDir, clock: &Arc<ManualClock>) -> SledLog {
    SledLog::open(folder.path(), clock.clone(), Options::default()).expect("it opens")
}

async fn build(
    memory: &MemoryLog,
    request: u64,
    body: u8,
    parts: &[(u8, i8, usize)],
    large: bool,
) -> Append {
    let mut append = append(request, Vec::new());
    append.request_digest = Digest([body; 32]);
    for (name, off, events) in parts {
        let stream = stream(&format!("stream/{name}"));
        let read = memory.read_stream(&stream, StreamVersion::EMPTY, usize::MAX).await;
        let version = read.expect("memory is readable").len() as u64;
        append.parts.push(part(&stream, version.saturating_add_signed((*off).into()), *events));
    }
    if large && let Some(part) = append.parts.first_mut() {
        part.events.push(event_of(10_000));
    }
    append
}

async fn compare_all(memory: &MemoryLog, sled: &SledLog) {
    assert_eq!(memory.head().await, sled.head().await);
    let all = memory.read(Position(0), usize::MAX).await;
    assert_eq!(all, sled.read(Position(0), usize::MAX).await);
    for name in 0..4 {
        let (stream, after) = (stream(&format!("stream/{name}")), StreamVersion(1));
        assert_eq!(
            memory.read_stream(&stream, after, 5).await,
            sled.read_stream(&stream, after, 5).await
        );
    }
    for request in 0..30 {
        let id = request_id(request);
        assert_eq!(memory.receipt(id).await, sled.receipt(id).await);
    }
}
