//! What a full replay into all views costs beside only reading, checking the chain and decoding.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use registry_events::engine::sled::{Options, SledLog};
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_gateway::clock::SystemEntropy;
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::follow::fold_all;
use registry_gateway::people::Wall;
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{Parts, Registry};
use registry_ops::demo::{Hands, Until, load, master_key};
use registry_replay_tests::bench::{Row, exit_code, figure, median, print};
use tokio::runtime::Runtime;

const RUNS: usize = 5;
const REPLAY_AT_MOST: f64 = 2.5;

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("Full replay of the demonstration into all views", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let folder = tempfile::tempdir().expect("a folder");
    let log = demonstration(folder.path()).await;
    let events = log.head().await.expect("a head").next.0;
    let (mut ratios, mut reading, mut replaying) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let read = only_read(&*log).await;
        let replay = replay(&*log).await;
        ratios.push(replay.as_secs_f64() / read.as_secs_f64());
        reading.push(figure(events) / read.as_secs_f64());
        replaying.push(figure(events) / replay.as_secs_f64());
    }
    vec![
        Row::at_most("replay / read, check, decode", median(ratios), REPLAY_AT_MOST),
        Row::told("events", figure(events)),
        Row::told("read, check, decode: events a second", median(reading)),
        Row::told("replay: events a second", median(replaying)),
    ]
}

async fn demonstration(folder: &Path) -> Arc<dyn EventLog> {
    let hands = Hands::default();
    let log = SledLog::open(folder, hands.clock.clone(), Options::default()).expect("a log");
    let log: Arc<dyn EventLog> = Arc::new(log);
    let master = master_key();
    let private = SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store");
    let (clock, entropy) = (hands.clock.clone(), hands.entropy.clone());
    let documents = Arc::new(MemoryDocuments::default());
    let parts = Parts {
        log: log.clone(),
        private: Arc::new(private),
        documents,
        master,
        clock,
        entropy,
        provable: None,
        wall: Wall::of_machine(),
        holds_back: false,
    };
    let registry = Registry::assemble(parts).await.expect("a registry");
    load(&registry, &hands, Until::Today, |_, _| ()).await.expect("the demonstration plays");
    log
}

/// Reads everything and decodes it; reading checks each entry and its link to the one before.
async fn only_read(log: &dyn EventLog) -> Duration {
    let began = Instant::now();
    let mut next = Position(0);
    loop {
        let entries = log.read(next, READ_ENTRIES_MAX).await.expect("entries");
        let Some(last) = entries.last() else { return began.elapsed() };
        next = last.position.next();
        for entry in entries {
            std::hint::black_box(entry.decode().expect("decodes"));
        }
    }
}

/// The same, and every event folded into every view.
async fn replay(log: &dyn EventLog) -> Duration {
    let began = Instant::now();
    std::hint::black_box(fold_all(log, |_| ()).await.expect("folds"));
    began.elapsed()
}
