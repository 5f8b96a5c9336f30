//! A card as JSON against a bare handler that returns the same bytes behind the same middleware.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use registry_events::engine::memory::MemoryLog;
use registry_events::ids::ClusterId;
use registry_events::log::EventLog;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::http::{App, HttpSettings, RateLimits, around, router};
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{Parts, Registry};
use registry_ops::demo::{Hands, Until, load, master_key};
use registry_replay_tests::bench::{Row, exit_code, figure, median, print};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

const RUNS: usize = 5;
const REQUESTS: u32 = 2_000;
const KEPT_AT_LEAST: f64 = 0.6;
const NOT_KEPT_AT_LEAST: f64 = 0.12;

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("A card as JSON against a bare handler with the same bytes", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let registry = demonstration().await;
    let cluster = middling(&registry);
    let path = format!("/api/v1/clusters/{cluster}");
    let kept = App::new(registry.clone(), settings(64 * 1024 * 1024));
    let not_kept = App::new(registry.clone(), settings(0));
    let bytes = fetch(&router(kept.clone()), &path).await;
    let bare = bare(App::new(registry, settings(0)), bytes.clone());
    let (kept, not_kept) = (router(kept), router(not_kept));

    let (mut with, mut without, mut micros) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let least = time(&bare, "/bare").await;
        let hit = time(&kept, &path).await;
        let miss = time(&not_kept, &path).await;
        with.push(least.as_secs_f64() / hit.as_secs_f64());
        without.push(least.as_secs_f64() / miss.as_secs_f64());
        micros.push(least.as_secs_f64() * 1e6 / f64::from(REQUESTS));
    }
    vec![
        Row::at_least("bare / card, bytes kept", median(with), KEPT_AT_LEAST),
        Row::at_least("bare / card, bytes not kept", median(without), NOT_KEPT_AT_LEAST),
        Row::told("bytes of the card", figure(bytes.len() as u64)),
        Row::told("bare handler: microseconds a request", median(micros)),
    ]
}

async fn demonstration() -> Arc<Registry> {
    let hands = Hands::default();
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(hands.clock.clone()));
    let master = master_key();
    let private = SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store");
    let (clock, entropy) = (hands.clock.clone(), hands.entropy.clone());
    let documents = Arc::new(MemoryDocuments::default());
    let parts =
        Parts { log: log.clone(), private: Arc::new(private), documents, master, clock, entropy };
    let registry = Arc::new(Registry::assemble(parts).await.expect("a registry"));
    load(&registry, &hands, Until::Opening, |_, _| ()).await.expect("the demonstration plays");
    registry.start_follower();
    let head = log.head().await.expect("a head").last().expect("entries");
    registry.published().at_least(head, Duration::from_mins(1)).await.expect("folded");
    registry
}

/// The cluster with the middle number of participants.
fn middling(registry: &Registry) -> ClusterId {
    let views = registry.views();
    let mut sizes: Vec<_> =
        views.cards().map(|card| (card.open_items("participants").count(), card.cluster)).collect();
    sizes.sort_unstable();
    sizes[sizes.len() / 2].1
}

fn settings(kept_bytes_max: usize) -> HttpSettings {
    let rate_limits = RateLimits { reads_per_minute: u32::MAX, writes_per_minute: u32::MAX };
    HttpSettings { rate_limits, kept_bytes_max, ..HttpSettings::default() }
}

/// A handler that has the bytes already, with the headers such an answer has.
fn bare(app: App, bytes: Bytes) -> Router {
    let answer = move || {
        let bytes = bytes.clone();
        async move { ([("content-type", "application/json")], bytes) }
    };
    around(Router::new().route("/bare", get(answer)), app)
}

async fn fetch(router: &Router, path: &str) -> Bytes {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    to_bytes(response.into_body(), usize::MAX).await.expect("a body")
}

async fn time(router: &Router, path: &str) -> Duration {
    let began = Instant::now();
    for _ in 0..REQUESTS {
        std::hint::black_box(fetch(router, path).await);
    }
    began.elapsed()
}
