//! What a command costs on a cluster with a long past beside what it costs on a young one, also where
//! one and the same field was stated over and over.
//!
//! The whole way through the executor: load what the rules need, decide, encode, append. The engine
//! is the one in memory, so that no sync hides the difference.

use std::ops::Range;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use registry_core::access::{Caller, program};
use registry_core::command::{Command, EnterCluster, GrantRole, OpenAccount, StateClaims};
use registry_core::profile::changes::{Changes, ClaimInput, OpenInput};
use registry_core::testing::Sketch;
use registry_core::testing::statements::{number, path, says};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::claim::{Claim, ClaimKind, ClaimRef, Relation, Source, Stated};
use registry_events::codec::{EncodedContent, encode_clear};
use registry_events::engine::memory::MemoryLog;
use registry_events::event::{
    AccessEvent, ClaimConfirmed, ClaimsStated, ClusterEvent, Event, ProfileEvent, Scope,
};
use registry_events::ids::{ClusterId, Digest, RequestId, StreamVersion};
use registry_events::log::{Append, EventLog, Part};
use registry_events::stream::{StreamId, StreamKind};
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::documents::MemoryDocuments;
use registry_gateway::execute::Done;
use registry_gateway::people::Wall;
use registry_gateway::private::SqliteStore;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Parts, Registry};
use registry_ops::demo::master_key;
use registry_replay_tests::bench::{Row, exit_code, median, print};
use tokio::runtime::Runtime;

const RUNS: usize = 9;
const COMMANDS: u32 = 100;
/// Each takes two commands and leaves a closed item behind, so few, or the young one grows old.
const OPENINGS: u32 = 10;
const AT_MOST: f64 = 3.0;
/// Items of [`Sketch::medium`] and four pieces of news.
const FEW_ITEMS: usize = 20;
const MANY_ITEMS: usize = 2_000;
const MANY_EVENTS: u64 = 20_000;
/// Of what the old cluster has beside the items of a young one.
const PROJECTS: u32 = 300;
const NEWS: u32 = 400;
const PARTICIPANTS: u32 = 1_280;
const PARTICIPANTS_OF_SKETCH: u32 = 10;
const OPENED_AT_ONCE: usize = 200;
const APPENDED_AT_ONCE: usize = 4_000;
/// The participant of which one field is stated over and over, and that field.
const HOT_PARTICIPANT: u32 = 2;
const HOT: &str = "participants/2/employees";
const DAY: Date = date(2025, 12, 31);

fn main() -> ExitCode {
    let runtime = Runtime::new().expect("a runtime");
    let rows = runtime.block_on(measure());
    print("A command on a cluster of 2,000 items and 20,000 events against one of 20 items", &rows);
    exit_code(&rows)
}

async fn measure() -> Vec<Row> {
    let mut bench = Bench::new().await;
    let young = bench.young("Молодой кластер (демо)", 1).await;
    let old = bench.old().await;
    let hot = bench.hot().await;
    bench.time(&hot, 1).await;
    let cold = bench.time(&old, 1).await;
    bench.time(&young, 1).await;
    let (mut ratios, mut on_young, mut on_old) = (Vec::new(), Vec::new(), Vec::new());
    let (mut opening, mut restating) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (less, more) = (bench.time(&young, COMMANDS).await, bench.time(&old, COMMANDS).await);
        ratios.push(more.as_secs_f64() / less.as_secs_f64());
        on_young.push(micros(less));
        on_old.push(micros(more));
        let hot = bench.time(&hot, COMMANDS).await;
        restating.push(hot.as_secs_f64() / less.as_secs_f64());
        let (less, more) = (bench.time_opening(&young).await, bench.time_opening(&old).await);
        opening.push(more.as_secs_f64() / less.as_secs_f64());
    }
    let on_old_and_young = |what| format!("{what} on the old cluster / on the young one");
    vec![
        Row::at_most(on_old_and_young("stating a claim"), median(ratios), AT_MOST),
        Row::at_most(on_old_and_young("opening and closing an item"), median(opening), AT_MOST),
        Row::at_most(
            "stating a field that was stated thousands of times / one of the young cluster",
            median(restating),
            AT_MOST,
        ),
        Row::told("young: microseconds a claim", median(on_young)),
        Row::told("old: microseconds a claim", median(on_old)),
        Row::told("old: milliseconds of the first command after a start", cold.as_secs_f64() * 1e3),
    ]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(COMMANDS)
}

/// A cluster, and the numbers of participants of which something is stated in turn.
struct Subject {
    cluster: ClusterId,
    participants: Range<u32>,
}

impl Subject {
    /// The participant whose turn it is, far from the one before.
    fn participant(&self, step: u64) -> u32 {
        let count = u64::from(self.participants.end - self.participants.start);
        self.participants.start + u32::try_from(step * 37 % count).expect("a small number")
    }
}

/// A registry in memory with an officer, who states everything.
struct Bench {
    registry: Registry,
    log: Arc<dyn EventLog>,
    officer: Caller,
    step: u64,
}

impl Bench {
    async fn new() -> Self {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new(Arc::new(SystemClock)));
        let registry = assembled(&log).await;
        registry.open_if_new(true, DEFAULT_TIME_ZONE).await.expect("the registry opens");
        let mut bench = Self { registry, log, officer: Caller::PROGRAM, step: 0 };
        bench.officer = bench.officer().await;
        bench
    }

    async fn officer(&mut self) -> Caller {
        let opened = self.done(OpenAccount { label: "Оператор реестра (демо)".into() }).await;
        let account = match opened.entries[0].event() {
            Some(Event::Access(AccessEvent::AccountOpened(opened))) => opened.account,
            other => panic!("no account was opened: {other:?}"),
        };
        let (role, scope) = (Role::Officer, Scope::Registry);
        let authority = Authority { basis: Basis::Letter, document: None };
        self.done(GrantRole { account, role, scope, authority }).await;
        Caller::of(account, role)
    }

    async fn done(&mut self, command: impl Into<Command>) -> Done {
        self.step += 1;
        let key = self.step.to_string();
        let done = self.registry.execute(self.officer, &key, key.as_bytes(), command.into()).await;
        done.expect("the command is accepted")
    }

    async fn state(&mut self, cluster: ClusterId, changes: Changes) -> Done {
        self.done(StateClaims { cluster, changes, expected: None }).await
    }

    async fn young(&mut self, name: &str, organisations_from: u32) -> Subject {
        let sketch = Sketch::new(name).participants(PARTICIPANTS_OF_SKETCH);
        let changes = sketch.organisations_from(organisations_from).medium();
        let changes = (0..4).map(news).fold(changes, Changes::opening);
        assert_eq!(changes.open.len(), FEW_ITEMS, "items of a young cluster");
        let done = self.done(EnterCluster { changes }).await;
        let StreamKind::Cluster(cluster) = done.entries[0].stream.kind() else {
            panic!("no cluster was entered")
        };
        Subject { cluster, participants: 2..2 + PARTICIPANTS_OF_SKETCH }
    }

    /// A cluster with many items, most of them of organisations, and a long past; as it stands in a
    /// log that a server opens.
    async fn old(&mut self) -> Subject {
        let cluster = self.young("Давний кластер (демо)", 1_001).await.cluster;
        let items = more_items();
        assert_eq!(items.len() + FEW_ITEMS, MANY_ITEMS, "items of an old cluster");
        let mut version = 0;
        for open in items.chunks(OPENED_AT_ONCE) {
            let changes = Changes { open: open.to_vec(), ..Changes::default() };
            version = last_version(&self.state(cluster, changes).await, cluster);
        }
        let past = past(version);
        for events in past.chunks(APPENDED_AT_ONCE) {
            version = self.append(cluster, version, events).await;
        }
        assert_eq!(version, MANY_EVENTS, "events of an old cluster");
        self.registry = assembled(&self.log).await;
        let first = u32::try_from(FEW_ITEMS).expect("few items") + 1;
        Subject { cluster, participants: first..first + PARTICIPANTS }
    }

    /// A cluster of few items of which one field was stated again and again, each time otherwise.
    async fn hot(&mut self) -> Subject {
        let cluster = self.young("Повторяющий кластер (демо)", 3_001).await.cluster;
        let once = Changes::default().stating(stating(HOT_PARTICIPANT, self.step));
        let mut version = last_version(&self.state(cluster, once).await, cluster);
        let stated = (version + 1..MANY_EVENTS).map(|at| stated(HOT, at)).collect::<Vec<_>>();
        for events in stated.chunks(APPENDED_AT_ONCE) {
            version = self.append(cluster, version, events).await;
        }
        self.registry = assembled(&self.log).await;
        Subject { cluster, participants: HOT_PARTICIPANT..HOT_PARTICIPANT + 1 }
    }

    async fn append(&mut self, cluster: ClusterId, version: u64, events: &[Event]) -> u64 {
        self.step += 1;
        let encoded = |event| encode_clear(&program(), None, event).map(EncodedContent::Clear);
        let encoded = events.iter().map(|event| encoded(event).expect("an event that fits"));
        let stream = StreamId::cluster(cluster);
        let expected = StreamVersion(version);
        let parts = vec![Part { stream, expected, events: encoded.collect() }];
        let request_digest = Digest::of(&self.step.to_be_bytes());
        let append = Append { request_id: RequestId(request_digest.0), request_digest, parts };
        self.log.append(append).await.expect("the events are recorded");
        version + events.len() as u64
    }

    /// How long it takes to state one claim of one item after the other, so many times.
    async fn time(&mut self, subject: &Subject, times: u32) -> Duration {
        let began = Instant::now();
        for _ in 0..times {
            let changes =
                Changes::default().stating(stating(subject.participant(self.step), self.step));
            std::hint::black_box(self.state(subject.cluster, changes).await);
        }
        began.elapsed()
    }

    /// How long it takes to let a participant that is new to the registry join, and leave.
    async fn time_opening(&mut self, subject: &Subject) -> Duration {
        let began = Instant::now();
        for _ in 0..OPENINGS {
            let number = 100_000 + u32::try_from(self.step).expect("few steps");
            let joining = Changes::default().opening(Sketch::participant_of(number, "small"));
            let item = opened_item(&self.state(subject.cluster, joining).await);
            let leaving = Changes::default().closing(&item);
            std::hint::black_box(self.state(subject.cluster, leaving).await);
        }
        began.elapsed()
    }
}

async fn assembled(log: &Arc<dyn EventLog>) -> Registry {
    let master = master_key();
    let private = SqliteStore::in_memory(&master, Box::new(SystemEntropy)).expect("a store");
    let documents = Arc::new(MemoryDocuments::default());
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let (log, private) = (log.clone(), Arc::new(private));
    let parts = Parts {
        log,
        private,
        documents,
        master,
        clock,
        entropy,
        provable: None,
        wall: Wall::of_machine(),
        holds_back: false,
    };
    Registry::assemble(parts).await.expect("a registry")
}

fn stating(participant: u32, employees: u64) -> ClaimInput {
    let employees = number(i64::try_from(employees).expect("few steps"));
    says(&format!("participants/{participant}/employees"), employees).on(DAY)
}

fn opened_item(done: &Done) -> String {
    let opened = done.entries.iter().find_map(|entry| match entry.event() {
        Some(Event::Profile(ProfileEvent::ItemOpened(opened))) => Some(opened.item.to_string()),
        _ => None,
    });
    opened.expect("an item was opened")
}

fn last_version(done: &Done, cluster: ClusterId) -> u64 {
    let stream = StreamId::cluster(cluster);
    let own = done.entries.iter().filter(|entry| entry.stream == stream);
    own.map(|entry| entry.version.0).max().expect("events of the cluster")
}

/// Participants, projects of three of them, and news.
fn more_items() -> Vec<OpenInput> {
    let sketch = Sketch::new("").participants(PARTICIPANTS_OF_SKETCH);
    let participants = (0..PARTICIPANTS).map(|n| Sketch::participant_of(2_001 + n, "small"));
    let project = |n: u32| {
        let members = [2, 3, 4 + n % 5];
        sketch.project(&format!("Проект {n} (демо)"), "in_progress", members)
    };
    let others = (0..PROJECTS).map(project).chain((4..NEWS + 4).map(news));
    participants.chain(others).collect()
}

fn news(n: u32) -> OpenInput {
    Sketch::new("").news(&format!("Новость {n} (демо)"))
}

/// The rest of the past: participants are stated and confirmed again and again.
fn past(version: u64) -> Vec<Event> {
    let left = usize::try_from(MANY_EVENTS - version).expect("few events");
    let items = (0..).map(|n| format!("participants/{}/employees", n % 7 + 2));
    let pairs =
        items.zip((version + 1..).step_by(2)).map(|(field, at)| stated_and_confirmed(&field, at));
    pairs.flatten().take(left).collect()
}

fn stated(field: &str, at: u64) -> Event {
    let claim = Claim {
        path: path(field),
        stated: Stated::Value(number(i64::try_from(at).expect("few events"))),
        kind: ClaimKind::Change,
        described_on: Some(DAY),
        source: Source::OWN,
        evidence: Vec::new(),
        holds_until: None,
        replaces: None,
        awaits_until: None,
    };
    ProfileEvent::ClaimsStated(ClaimsStated { claims: vec![claim] }).into()
}

fn stated_and_confirmed(field: &str, at: u64) -> [Event; 2] {
    let confirmed = ClaimConfirmed {
        claim: ClaimRef { path: path(field), version: StreamVersion(at) },
        relation: Relation::Officer,
        evidence: Vec::new(),
        note: None,
        seen_on: None,
        holds_until: None,
    };
    [stated(field, at), ClusterEvent::ClaimConfirmed(confirmed).into()]
}
