//! How dear a replay into all views is, beside reading, checking and decoding alone.
//!
//! `cargo run --release -p registry-projections --example replay_cost --features testing`
//! The bound is 2.5; the larger the commits of one cluster, the more its items weigh.
#![expect(clippy::print_stdout, reason = "a measurement is there to be read")]

use std::time::{Duration, Instant};

use registry_events::claim::Relation;
use registry_events::edition::EditionKind;
use registry_events::entry::Entry;
use registry_events::event::Event;
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Decimal, Value, Year};
use registry_projections::follower::Follower;
use registry_projections::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, claim, claims, closed, cluster,
    code, codes, confirmed, listed, opened, organisation, participant, registered, text,
};

const CLUSTERS: u32 = 200;
const PARTICIPANTS: u32 = 40;
const SMALL_COMMITS: u32 = 50_000;
const ROUNDS: usize = 15;
const BATCH: usize = 4_096;

fn main() {
    let entries = story().entries();
    let bytes: usize = entries.iter().map(|entry| entry.bytes.len()).sum();
    println!("{} entries, {bytes} bytes", entries.len());
    let [mut reading, mut replay, mut live] = [Duration::MAX; 3];
    // Turn by turn, so that a busy machine is busy for all three; the shortest of each counts.
    for _ in 0..ROUNDS {
        reading = reading.min(timed(|| read(&entries)));
        replay = replay.min(timed(|| follow(&entries, false)));
        live = live.min(timed(|| follow(&entries, true)));
    }
    println!("read, check, decode:      {reading:>10.1?}");
    println!("the same and fold:        {replay:>10.1?}  {}", ratio(replay, reading));
    println!("the same, published each: {live:>10.1?}  {}", ratio(live, reading));
    let (follower, _) = follow(&entries, false);
    let began = Instant::now();
    println!("digest {} in {:.1?}", follower.views().digest(), began.elapsed());
}

fn ratio(whole: Duration, part: Duration) -> String {
    let hundredths = whole.as_micros() * 100 / part.as_micros().max(1);
    format!("{}.{:02} times", hundredths / 100, hundredths % 100)
}

/// How long some work takes; giving up what it made isn't counted.
fn timed<T>(work: impl Fn() -> T) -> Duration {
    let began = Instant::now();
    let made = work();
    let elapsed = began.elapsed();
    drop(made);
    elapsed
}

fn checked(entry: &Entry) -> Entry {
    Entry::check(entry.position, entry.chain, entry.bytes.clone()).expect("whole")
}

fn read(entries: &[Entry]) {
    for entry in entries {
        std::hint::black_box(checked(entry).decode().expect("an entry"));
    }
}

/// Folds all entries; `publish` keeps a snapshot after each commit, as the gateway does.
fn follow(entries: &[Entry], publish: bool) -> (Follower, Option<Follower>) {
    let mut follower = Follower::new();
    let mut snapshot = None;
    for batch in entries.chunks(if publish { 1 } else { BATCH }) {
        let batch: Vec<_> = batch.iter().map(checked).collect();
        follower.step(&batch).expect("in order");
        if publish && follower.at_commit_end() {
            snapshot = Some(follower.clone());
        }
    }
    (follower, snapshot)
}

fn story() -> Story {
    let registry = StreamId::registry();
    let mut story = Story::new()
        .commit(&registry, adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&registry, adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&registry, adopted(EditionKind::Regions, "0.1", REGIONS));
    for number in 0..CLUSTERS * PARTICIPANTS {
        let name = format!("Общество с ограниченной ответственностью «{number}»");
        story.record(&StreamId::organisation(organisation(number)), [registered(&name, vec![])]);
    }
    for number in 0..CLUSTERS {
        story.record(&StreamId::cluster(cluster(number)), listing(number));
    }
    for number in 0..SMALL_COMMITS {
        let stream = StreamId::cluster(cluster(number % CLUSTERS));
        story.record(&stream, small_commit(number));
    }
    story
}

fn listing(number: u32) -> Vec<Event> {
    let name = format!("Инновационный территориальный кластер номер {number}");
    let stated = claims(vec![
        claim("official_name", text(&name)),
        claim("summary", text(&"Краткое описание кластера и его участников. ".repeat(6))),
        claim("regions", codes(&["RU-TOM"])),
        claim("specialisation_key", Value::Code(code("ict"))),
        claim("year_created", Value::Year(Year::new(2012).expect("a year"))),
        claim("employees_total", Value::Integer(12_000)),
    ]);
    let first = number * PARTICIPANTS;
    let participants = (1..=PARTICIPANTS).map(|item| participant(item, first + item - 1, "small"));
    let staff = ("staff_fte", Value::Decimal(Decimal::new(95, 1)));
    let body =
        opened("governing_bodies", 1_000, &[("type", Value::Code(code("coordinator"))), staff]);
    let assessed = assessed(None, Level::Initial);
    [listed(), stated].into_iter().chain(participants).chain([body, assessed]).collect()
}

/// What a registry lives by: a value is stated, a participant confirms, joins, leaves.
fn small_commit(number: u32) -> Vec<Event> {
    let round = number / CLUSTERS;
    let item = round % PARTICIPANTS + 1;
    let joined = 2_000 + round;
    match round % 5 {
        0 => vec![claims(vec![claim("employees_total", Value::Integer(i64::from(number)))])],
        1 => vec![confirmed(
            &format!("participants/{item}/organisation"),
            u64::from(item) + 2,
            Relation::Participant,
        )],
        2 => vec![claims(vec![claim("summary", text(&format!("Описание {number}. ").repeat(20)))])],
        3 => vec![participant(joined, number % 8_000, "large")],
        _ => vec![
            closed("participants", joined - 1, "вышел"),
            assessed(Some(Level::Initial), Level::Initial),
        ],
    }
}
