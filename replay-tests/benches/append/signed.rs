//! What it costs that a log can be proved: the engine with its tree followed and signed, and a proof.

use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use registry_events::engine::sled::{Options, SledLog};
use registry_events::ids::StreamVersion;
use registry_events::log::{EventLog, Part};
use registry_events::testing::{self, SystemClock};
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::Tree;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::http::{App, router};
use registry_gateway::private::TracePlace;
use registry_gateway::transparency::{Provable, SignedCheckpoints, Signer, Traced};
use registry_replay_tests::bench::served::{fetch, settings, signed_over};
use registry_replay_tests::bench::{Row, figure};
use tokio::runtime::Runtime;

use super::contenders::{Contender, EVENT_BYTES, Engine};

const ENTRIES: u64 = 1_000_000;
/// How many of them a commit has.
const COMMIT: usize = 1_000;
const PROOFS: u64 = 10_000;
/// A step that shares no factor with the number of entries, so that proofs are asked for all over.
const STEP: u64 = 104_729;

/// Our engine with its signer beside it, as in a server with a key.
pub(crate) struct SignedEngine {
    engine: Engine,
    _signer: Signer,
}

impl Contender for SignedEngine {
    const NAME: &'static str = "engine, signed";

    fn open(folder: &Path) -> Self {
        let engine = Engine::open(folder);
        let provable = provable(folder);
        let log: Arc<dyn EventLog> = engine.log().clone();
        Self { engine, _signer: Signer::start(log, provable) }
    }

    async fn append(&self, writer: usize, number: u64) {
        self.engine.append(writer, number).await;
    }
}

fn key() -> SigningKey {
    SigningKey::from_seed("registry.example/log", &[7; 32]).expect("a key")
}

/// What signs as a server does: each checkpoint is noted in the private store before.
fn provable(folder: &Path) -> Arc<Provable> {
    let signed = SignedCheckpoints::open(&folder.join("signed-checkpoints"), key().verifier());
    let store = folder.join("private.sqlite");
    File::create(&store).expect("an empty store");
    let traced = Traced::at(TracePlace::at(&store)).expect("readable");
    Arc::new(Provable::traced(key(), signed.expect("none yet"), Tree::new(), traced))
}

/// The mean time of a proof among a million entries, as a client asks for it: the entry read from the
/// engine, its hashes, the checkpoint, and the way through the edge.
pub(crate) fn proof() -> Row {
    let (runtime, folder) = (Runtime::new().expect("a runtime"), tempfile::tempdir());
    let folder = folder.expect("a folder");
    let router = runtime.block_on(served(folder.path()));
    let begun = Instant::now();
    runtime.block_on(async {
        for number in 0..PROOFS {
            let position = number * STEP % ENTRIES;
            black_box(fetch(&router, &format!("/api/v1/proofs/{position}")).await);
        }
    });
    let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0 / figure(PROOFS);
    Row::at_most("a proof among 1,000,000 entries, ms", milliseconds, 2.0)
}

/// The edge of a registry with a million signed entries.
async fn served(folder: &Path) -> Router {
    let clock = Arc::new(SystemClock);
    let log = SledLog::open(folder, clock.clone(), Options::default()).expect("a log");
    let log: Arc<dyn EventLog> = Arc::new(log);
    let (stream, event) = (testing::stream("name/77/0000"), testing::event_of(EVENT_BYTES));
    for first in (0..ENTRIES).step_by(COMMIT) {
        let (stream, expected) = (stream.clone(), StreamVersion(first));
        let part = Part { stream, expected, events: vec![event.clone(); COMMIT] };
        log.append(testing::append(first, vec![part])).await.expect("appended");
    }
    let provable = provable(folder);
    Signer::start(log.clone(), provable.clone()).stop().await;
    let registry = signed_over(log, clock, Arc::new(SystemEntropy), Some(provable)).await;
    router(App::new(registry, settings(0)))
}
