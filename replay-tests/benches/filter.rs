//! A filter of the register on 100,000 clusters against one on 1,000.

use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use registry_core::access::program;
use registry_events::codec::{EncodedContent, encode_clear};
use registry_events::engine::memory::MemoryLog;
use registry_events::event::Event;
use registry_events::ids::{Digest, RequestId, StreamVersion};
use registry_events::level::Level;
use registry_events::log::{Append, Part};
use registry_events::stream::StreamId;
use registry_events::value::Value;
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::http::{App, router};
use registry_projections::testing::{assessed, claim, claims, cluster, code, codes, listed, text};
use registry_replay_tests::bench::served::{follow, over, settings, time};
use registry_replay_tests::bench::{Row, exit_code, median, print};
use tokio::runtime::Runtime;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
const RUNS: usize = 5;
const REQUESTS: u32 = 50;
const MANY_AT_MOST: f64 = 5.0;
/// Clusters of one commit, so that an append is worth its while.
const AT_ONCE: u32 = 50;
const REGIONS: [&str; 6] = ["RU-TOM", "RU-NVS", "RU-MOW", "RU-SAM", "RU-TA", "RU-VLG"];
const SPECIALISATIONS: [&str; 5] = ["ict", "pharma", "furniture", "food", "machinery"];
/// What is asked: two filters, a page of fifty rows and all facets.
const PATH: &str = "/api/v1/clusters?region=RU-TOM&region=RU-SAM&level=medium&sort=name";

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("A filter of the register, by how many clusters it has", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let (few, many) = (served(FEW).await, served(MANY).await);
    let (mut ratios, mut micros) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let of_few = time(&few, PATH, REQUESTS).await.as_secs_f64();
        let of_many = time(&many, PATH, REQUESTS).await.as_secs_f64();
        ratios.push(of_many / of_few);
        micros.push(of_few * 1e6 / f64::from(REQUESTS));
    }
    vec![
        Row::at_most(format!("{MANY} clusters / {FEW}"), median(ratios), MANY_AT_MOST),
        Row::told(format!("{FEW} clusters: microseconds a request"), median(micros)),
    ]
}

/// A register of so many clusters behind its edge, asked once so that its index stands.
async fn served(clusters: u32) -> Router {
    let clock = Arc::new(SystemClock);
    let log = Arc::new(MemoryLog::new(clock.clone()));
    let registry = over(log, clock, Arc::new(SystemEntropy)).await;
    registry.open_if_new(true, "Europe/Moscow").await.expect("the registry opens");
    let numbers: Vec<u32> = (1..=clusters).collect();
    for numbers in numbers.chunks(AT_ONCE as usize) {
        let parts = numbers.iter().map(|number| part(*number)).collect();
        let request_digest = Digest::of(&numbers[0].to_be_bytes());
        let append = Append { request_id: RequestId(request_digest.0), request_digest, parts };
        registry.log().append(append).await.expect("the events are recorded");
    }
    follow(&registry).await;
    let router = router(App::new(registry, settings(0)));
    time(&router, PATH, 1).await;
    router
}

fn part(number: u32) -> Part {
    let clear = |event: &Event| encode_clear(&program(), None, event);
    let encoded = |event: Event| EncodedContent::Clear(clear(&event).expect("an event that fits"));
    let events = events(number).into_iter().map(encoded).collect();
    Part { stream: StreamId::cluster(cluster(number)), expected: StreamVersion::EMPTY, events }
}

fn events(number: u32) -> Vec<Event> {
    let place = number as usize;
    let stated = claims(vec![
        claim("official_name", text(&format!("Кластер {number} (демо)"))),
        claim("regions", codes(&[REGIONS[place % REGIONS.len()]])),
        claim(
            "specialisation_key",
            Value::Code(code(SPECIALISATIONS[place % SPECIALISATIONS.len()])),
        ),
    ]);
    vec![listed(), stated, assessed(None, Level::ALL[place % Level::ALL.len()])]
}
