//! Control samples and the registry's journal with 100,000 clusters and 1,000,000 events: what the
//! first reader after a write waits for, against drawing everything anew, and a page of the journal
//! against the same of a hundredth of the log.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::date;
use registry_events::claim::Relation;
use registry_events::event::{ClusterEvent, Event};
use registry_events::level::Level;
use registry_gateway::read::journal::{KeptJournal, found};
use registry_gateway::read::lens::Lens;
use registry_gateway::read::samples::{KeptSamples, Sources};
use registry_gateway::registry::Registry;
use registry_projections::history::Category;
use registry_projections::journal::{JournalFilter, Topic};
use registry_projections::samples::Sample;
use registry_projections::testing::{
    assessed, claim, claims, code, confirmed, listed, participant, text,
};
use registry_replay_tests::bench::clusters::{one_more, registry_of};
use registry_replay_tests::bench::{Row, exit_code, median, print};
use tokio::runtime::Runtime;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
/// Participants of a cluster; with them it has ten events.
const PARTICIPANTS: u32 = 6;
/// One cluster of so many recorded a fact late.
const LATE: u32 = 10;
const WRITES: usize = 15;
const PAGES: usize = 5;
/// A reader beside writers pays for what they wrote, not for what stood there before: of a whole draw
/// a fiftieth leaves room for telling ten thousand records again.
const AFTER_A_WRITE_AT_MOST: f64 = 0.02;
/// A page says how many entries there are: it may grow with the log, by half as much again and no more.
const PAGE_AT_MOST: f64 = 150.0;

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("The auditor's desk, by how much the registry has", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let (mut few, mut many) = (Desk::new(FEW).await, Desk::new(MANY).await);
    let mut rows = Vec::new();
    for desk in [&mut few, &mut many] {
        let clusters = desk.clusters;
        let whole = desk.draw().await;
        let after = desk.after_writes().await;
        let about = |what: &str| format!("samples: {what}, {clusters} clusters, milliseconds");
        rows.push(Row::told(about("all drawn anew"), whole * 1e3));
        rows.push(Row::told(about("first after a write"), after * 1e3));
        if clusters > MANY {
            let name = "samples: first after a write / all drawn anew, 100,000 clusters";
            rows.push(Row::at_most(name, after / whole, AFTER_A_WRITE_AT_MOST));
        }
        let about = |what: &str| format!("journal: {what}, {clusters} clusters, milliseconds");
        rows.push(Row::told(about("first read of the whole log"), desk.index().await * 1e3));
    }
    let by_topic =
        JournalFilter { topics: vec![Topic::Cluster(Category::Level)], ..JournalFilter::default() };
    for (name, filter) in [("a page", JournalFilter::default()), ("a page of levels", by_topic)] {
        let (of_few, of_many) = (few.page(&filter).await, many.page(&filter).await);
        let name = format!("journal: {name}");
        rows.push(Row::told(format!("{name} of 1,000,000 events, milliseconds"), of_many * 1e3));
        rows.push(Row::at_most(
            format!("{name}: 1,000,000 / 10,000"),
            of_many / of_few,
            PAGE_AT_MOST,
        ));
    }
    rows
}

/// A registry of some clusters and what the desk keeps of it.
struct Desk {
    registry: Arc<Registry>,
    samples: KeptSamples,
    journal: KeptJournal,
    clusters: u32,
}

impl Desk {
    async fn new(clusters: u32) -> Self {
        let registry = registry_of(clusters, events).await;
        Self {
            registry,
            samples: KeptSamples::default(),
            journal: KeptJournal::default(),
            clusters,
        }
    }

    /// How many seconds the samples of the present take.
    async fn draw(&self) -> f64 {
        let views = self.registry.views();
        let lens = Lens::new(&views, views.position().expect("entries"));
        let (log, keys) = (&**self.registry.log(), Some(&**self.registry.keys()));
        let (today, accounts) = (self.registry.today(), self.registry.accounts());
        let begun = Instant::now();
        let sources = Sources { log, keys, journal: &self.journal, lens, today, accounts };
        let found = self.samples.of(sources).await.expect("readable");
        assert!(found.count(Sample::LateFacts) >= (self.clusters / LATE) as usize);
        begun.elapsed().as_secs_f64()
    }

    /// The same after each of some writes.
    async fn after_writes(&mut self) -> f64 {
        let mut seconds = Vec::new();
        for _ in 0..WRITES {
            self.clusters += 1;
            one_more(&self.registry, self.clusters, events).await;
            seconds.push(self.draw().await);
        }
        median(seconds)
    }

    /// How many seconds the index of the journal takes from the first entry on.
    async fn index(&self) -> f64 {
        let at = self.registry.views().position().expect("entries");
        let begun = Instant::now();
        let journal = KeptJournal::default();
        drop(journal.until(at, &**self.registry.log()).await.expect("readable"));
        begun.elapsed().as_secs_f64()
    }

    /// How many seconds a page of the journal takes.
    async fn page(&self, filter: &JournalFilter) -> f64 {
        let views = self.registry.views();
        let lens = Lens::new(&views, views.position().expect("entries"));
        let mut seconds = Vec::new();
        for _ in 0..PAGES {
            let journal = self.journal.until(lens.at, &**self.registry.log()).await;
            let journal = journal.expect("readable");
            let begun = Instant::now();
            let page = found(&journal, filter, &lens, (0, 50));
            seconds.push(begun.elapsed().as_secs_f64());
            assert!(page.total >= self.clusters as usize);
        }
        median(seconds)
    }
}

/// Ten events: what a cluster says, of some a fact of long ago, who takes part, a confirmation, and a
/// level under the edition in force.
fn events(number: u32) -> Vec<Event> {
    let mut summary = claim("summary", text("Испытания и стажировки (демо)"));
    summary.described_on = number.is_multiple_of(LATE).then_some(date(2020, 2, 29));
    let name = claim("official_name", text(&format!("Кластер {number} (демо)")));
    let own =
        (1..=PARTICIPANTS).map(|item| participant(item, number * PARTICIPANTS + item, "small"));
    let first = confirmed("participants/1/organisation", 3, Relation::Participant);
    let level = Level::ALL[number as usize % Level::ALL.len()];
    let mut assessed = assessed(None, level);
    if let Event::Cluster(ClusterEvent::LevelAssessed(assessed)) = &mut assessed {
        assessed.edition = code("1.0");
    }
    let head = [listed(), claims(vec![name, summary])];
    head.into_iter().chain(own).chain([first, assessed]).collect()
}
