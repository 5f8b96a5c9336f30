//! Pages of the site against a bare handler that returns the same bytes behind the same middleware.

use std::process::ExitCode;
use std::sync::Arc;

use registry_gateway::http::{App, router};
use registry_gateway::registry::Registry;
use registry_replay_tests::bench::served::{bare, demonstration, fetch, middling, settings, time};
use registry_replay_tests::bench::{Row, exit_code, figure, median, print};
use tokio::runtime::Runtime;

const RUNS: usize = 5;
const KEPT_REQUESTS: u32 = 1_000;
/// A page that is made anew takes milliseconds.
const MADE_REQUESTS: u32 = 30;
const KEPT_AT_LEAST: f64 = 0.5;

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("Pages against a bare handler with the same bytes", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let registry = demonstration().await;
    let profile = format!("/clusters/{}", middling(&registry));
    let mut rows = Vec::new();
    for (name, path) in [("map", "/"), ("register", "/clusters"), ("profile", profile.as_str())] {
        rows.extend(compare(&registry, name, path).await);
    }
    rows
}

async fn compare(registry: &Arc<Registry>, name: &str, path: &str) -> Vec<Row> {
    let kept = App::new(registry.clone(), settings(64 * 1024 * 1024));
    let not_kept = App::new(registry.clone(), settings(0));
    let bytes = fetch(&router(kept.clone()), path).await;
    let edge = App::new(registry.clone(), settings(0));
    let bare = bare(edge, "text/html; charset=utf-8", bytes.clone());
    let (kept, not_kept) = (router(kept), router(not_kept));
    let (mut with, mut made) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let least = time(&bare, "/bare", KEPT_REQUESTS).await / KEPT_REQUESTS;
        let hit = time(&kept, path, KEPT_REQUESTS).await / KEPT_REQUESTS;
        let miss = time(&not_kept, path, MADE_REQUESTS).await / MADE_REQUESTS;
        with.push(least.as_secs_f64() / hit.as_secs_f64());
        made.push(miss.as_secs_f64() * 1e3);
    }
    vec![
        Row::at_least(format!("bare / {name}, bytes kept"), median(with), KEPT_AT_LEAST),
        Row::told(format!("{name} made anew: milliseconds"), median(made)),
        Row::told(format!("{name}: bytes"), figure(bytes.len() as u64)),
    ]
}
