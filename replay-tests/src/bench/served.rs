//! A registry behind its edge as benchmarks ask it, and a bare handler with the same bytes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use registry_events::engine::memory::MemoryLog;
use registry_events::ids::ClusterId;
use registry_events::log::{Clock, EventLog};
use registry_gateway::clock::{Entropy, SystemEntropy};
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::http::{App, HttpSettings, RateLimits, around};
use registry_gateway::people::Wall;
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{Parts, Registry};
use registry_gateway::transparency::Provable;
use registry_ops::demo::{Hands, Until, load, master_key};
use tower::ServiceExt as _;

/// The demonstration as of its opening, in memory.
///
/// # Panics
/// When it doesn't play.
pub async fn demonstration() -> Arc<Registry> {
    let hands = Hands::default();
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(hands.clock.clone()));
    let registry = over(log, hands.clock.clone(), hands.entropy.clone()).await;
    load(&registry, &hands, Until::Opening, |_, _| ()).await.expect("the demonstration plays");
    follow(&registry).await;
    registry
}

/// A registry over a log.
///
/// # Panics
/// When it can't be put together.
pub async fn over(
    log: Arc<dyn EventLog>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Arc<Registry> {
    signed_over(log, clock, entropy, None).await
}

/// The same, with what its log is proved by.
///
/// # Panics
/// When it can't be put together.
pub async fn signed_over(
    log: Arc<dyn EventLog>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    provable: Option<Arc<Provable>>,
) -> Arc<Registry> {
    let master = master_key();
    let private = SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store");
    let documents = Arc::new(MemoryDocuments::default());
    let parts = Parts {
        log,
        private: Arc::new(private),
        documents,
        master,
        clock,
        entropy,
        provable,
        wall: Wall::of_machine(),
        holds_back: false,
    };
    Arc::new(Registry::assemble(parts).await.expect("a registry"))
}

/// Folds the registry's log into its views.
///
/// # Panics
/// When that fails, or takes minutes.
pub async fn follow(registry: &Registry) {
    registry.start_follower();
    let head = registry.log().head().await.expect("a head").last().expect("entries");
    registry.published().at_least(head, Duration::from_mins(5)).await.expect("folded");
}

/// The cluster with the middle number of participants.
pub fn middling(registry: &Registry) -> ClusterId {
    let views = registry.views();
    let mut sizes: Vec<_> =
        views.cards().map(|card| (card.open_items("participants").count(), card.cluster)).collect();
    sizes.sort_unstable();
    sizes[sizes.len() / 2].1
}

/// An edge that limits nobody and keeps so many bytes of its answers.
pub fn settings(kept_bytes_max: usize) -> HttpSettings {
    let rate_limits = RateLimits { reads_per_minute: u32::MAX, writes_per_minute: u32::MAX };
    HttpSettings { rate_limits, kept_bytes_max, ..HttpSettings::default() }
}

/// A handler at `/bare` that has the bytes already, behind the same middleware.
pub fn bare(app: App, content_type: &'static str, bytes: Bytes) -> Router {
    let answer = move || {
        let bytes = bytes.clone();
        async move { ([("content-type", content_type)], bytes) }
    };
    around(Router::new().route("/bare", get(answer)), app)
}

/// The bytes of an answer.
///
/// # Panics
/// When the answer isn't 200.
pub async fn fetch(router: &Router, path: &str) -> Bytes {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    to_bytes(response.into_body(), usize::MAX).await.expect("a body")
}

/// How long so many answers take, one after another.
///
/// # Panics
/// When one isn't 200.
pub async fn time(router: &Router, path: &str, requests: u32) -> Duration {
    let began = Instant::now();
    for _ in 0..requests {
        std::hint::black_box(fetch(router, path).await);
    }
    began.elapsed()
}
