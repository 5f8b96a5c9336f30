//! A filter of the register, words and links on 100,000 clusters against the same on 1,000; and what
//! the first question after a write costs.

use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use registry_events::event::Event;
use registry_events::level::Level;
use registry_events::value::Value;
use registry_gateway::http::{App, router};
use registry_gateway::registry::Registry;
use registry_projections::testing::{
    assessed, claim, claims, code, codes, listed, participant, text,
};
use registry_replay_tests::bench::clusters::{one_more, registry_of};
use registry_replay_tests::bench::served::{settings, time};
use registry_replay_tests::bench::{Row, exit_code, median, print};
use tokio::runtime::Runtime;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
const RUNS: usize = 5;
const REQUESTS: u32 = 50;
const MANY_AT_MOST: f64 = 5.0;
const LINKS_AT_MOST: f64 = 20.0;
/// Numbers of organisations that clusters have in common begin here.
const SHARED_BEGIN: u32 = 10_000_000;
const REGIONS: [&str; 6] = ["RU-TOM", "RU-NVS", "RU-MOW", "RU-SAM", "RU-TA", "RU-VLG"];
const SPECIALISATIONS: [&str; 5] = ["ict", "pharma", "furniture", "food", "machinery"];
/// What is asked: two filters, a page of fifty rows and all facets.
const PATH: &str = "/api/v1/clusters?region=RU-TOM&region=RU-SAM&level=medium&sort=name";

/// What is asked in words: a case other than the name's, a letter too few, Latin letters.
const WORDS: [(&str, &str); 3] = [
    ("inflected", "фармацевтике"),
    ("one letter wrong", "фармацевтческий"),
    ("in Latin letters", "farmatsevticheskiy"),
];
const NAMES: [&str; 5] =
    ["Фармацевтический", "Мебельный", "Пищевой", "Машиностроительный", "Лесной"];
const LINKS: &str = "/api/v1/links?kind=participants";
/// So many clusters in a row have a participant in common.
const IN_COMMON: u32 = 3;
/// A cluster names so many participants besides.
const OF_ITS_OWN: u32 = 3;

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("Questions to the register, by how many clusters it has", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let (mut few, mut many) = (Served::new(FEW).await, Served::new(MANY).await);
    let mut rows = Vec::new();
    for Question { name, path, limit } in questions() {
        let (ratio, micros) = repeated(&few, &many, &path).await;
        let about = format!("{name}: {MANY} clusters / {FEW}");
        rows.push(match limit {
            Some(limit) => Row::at_most(about, ratio, limit),
            None => Row::told(about, ratio),
        });
        rows.push(Row::told(format!("{name}: {FEW} clusters, microseconds a request"), micros));
        let first = |millis, clusters| {
            Row::told(
                format!("{name}: first after a write, {clusters} clusters, milliseconds"),
                millis,
            )
        };
        rows.push(first(few.first_after_a_write(&path).await, FEW));
        rows.push(first(many.first_after_a_write(&path).await, MANY));
    }
    rows
}

/// What is asked, and how many times as much it may cost of many clusters.
struct Question {
    name: String,
    path: String,
    limit: Option<f64>,
}

fn questions() -> Vec<Question> {
    let filter = Question { name: "filter".into(), path: PATH.into(), limit: Some(MANY_AT_MOST) };
    let links = Question { name: "links".into(), path: LINKS.into(), limit: Some(LINKS_AT_MOST) };
    let words = WORDS.map(|(name, word)| Question {
        name: format!("word, {name}"),
        path: format!("/api/v1/clusters?q={}", encoded(word)),
        limit: None,
    });
    [filter].into_iter().chain(words).chain([links]).collect()
}

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    let bytes: Vec<_> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

async fn repeated(few: &Served, many: &Served, path: &str) -> (f64, f64) {
    for served in [few, many] {
        time(&served.router, path, 1).await;
    }
    let (mut ratios, mut micros) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let of_few = time(&few.router, path, REQUESTS).await.as_secs_f64();
        let of_many = time(&many.router, path, REQUESTS).await.as_secs_f64();
        ratios.push(of_many / of_few);
        micros.push(of_few * 1e6 / f64::from(REQUESTS));
    }
    (median(ratios), median(micros))
}

/// A register of some clusters behind its edge.
struct Served {
    registry: Arc<Registry>,
    router: Router,
    clusters: u32,
}

impl Served {
    async fn new(clusters: u32) -> Self {
        let registry = registry_of(clusters, events).await;
        let router = router(App::new(Arc::clone(&registry), settings(0)));
        Self { registry, router, clusters }
    }

    /// How many milliseconds the first question takes after one more cluster was recorded and shown.
    async fn first_after_a_write(&mut self, path: &str) -> f64 {
        self.clusters += 1;
        one_more(&self.registry, self.clusters, events).await;
        time(&self.router, path, 1).await.as_secs_f64() * 1e3
    }
}

fn events(number: u32) -> Vec<Event> {
    let place = number as usize;
    let name = NAMES[place % NAMES.len()];
    let stated = claims(vec![
        claim("official_name", text(&format!("{name} кластер {number} (демо)"))),
        claim("regions", codes(&[REGIONS[place % REGIONS.len()]])),
        claim(
            "specialisation_key",
            Value::Code(code(SPECIALISATIONS[place % SPECIALISATIONS.len()])),
        ),
    ]);
    let head = [listed(), stated, assessed(None, Level::ALL[place % Level::ALL.len()])];
    head.into_iter().chain(participants(number)).collect()
}

/// Participants of the cluster alone, and one that it has in common with those beside it.
fn participants(number: u32) -> impl Iterator<Item = Event> {
    let own = (1..=OF_ITS_OWN).map(move |nth| number * OF_ITS_OWN + nth);
    let shared = SHARED_BEGIN + number / IN_COMMON;
    let organisations = std::iter::once(shared).chain(own);
    organisations.zip(1..).map(|(named, item)| participant(item, named, "small"))
}
