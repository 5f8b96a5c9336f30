//! A card as JSON against a bare handler that returns the same bytes behind the same middleware.

use std::process::ExitCode;

use registry_gateway::http::{App, router};
use registry_replay_tests::bench::served::{bare, demonstration, fetch, middling, settings, time};
use registry_replay_tests::bench::{Row, exit_code, figure, median, print};
use tokio::runtime::Runtime;

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
    let bare = bare(App::new(registry, settings(0)), "application/json", bytes.clone());
    let (kept, not_kept) = (router(kept), router(not_kept));

    let (mut with, mut without, mut micros) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let least = time(&bare, "/bare", REQUESTS).await;
        let hit = time(&kept, &path, REQUESTS).await;
        let miss = time(&not_kept, &path, REQUESTS).await;
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
