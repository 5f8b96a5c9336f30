//! A server that is killed while many write to it: what it has answered is there afterwards, once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use registry_events::stream::StreamKind;

use crate::support::log::read_all;
use crate::support::server::{Answer, post};
use crate::support::{Folder, Server};

const KILLS: u64 = 4;
const WRITERS: u64 = 12;
/// How many writes are acknowledged before each kill.
const ACKNOWLEDGED_MIN: usize = 15;
const WAIT_MAX: Duration = Duration::from_secs(30);
const ISSUE: [&str; 6] =
    ["token", "issue", "--role", "cluster_representative", "--label", "Заявитель"];
const SETTINGS: &str = "[rate_limits]\nwrites_per_minute = 1000000\n";
const BODY: &str = r#"{"right_to_speak":"Устав кластера"}"#;

/// The idempotency keys that were sent, each with the answer that came, if one did.
type Sent = BTreeMap<String, Option<Answer>>;

#[test]
fn a_server_killed_in_a_storm_of_writers_keeps_each_acknowledged_write_once() {
    let folder = Folder::with_registry();
    fs::write(folder.data().with_file_name("settings.toml"), SETTINGS).expect("written");
    let token = folder.run(&ISSUE).data().trim_end().to_owned();
    let mut sent = Sent::new();
    for kill in 0..KILLS {
        sent.extend(write_until_killed(start(&folder), &token, kill));
    }
    let acknowledged = sent.values().flatten().count();
    assert!(acknowledged > 50, "only {acknowledged} writes were acknowledged");
    let server = start(&folder);
    let applications = repeat_all(&server, &token, &sent);
    server.stop();
    check_log(&folder, &applications);
}

fn start(folder: &Folder) -> Server {
    Server::start_with(folder, &["--settings", "settings.toml"])
}

/// Lets writers loose and kills the server, each time a little later.
fn write_until_killed(server: Server, token: &str, kill: u64) -> Sent {
    let acknowledged = AtomicUsize::new(0);
    thread::scope(|threads| {
        let (address, count) = (server.address().to_owned(), &acknowledged);
        let write = |writer| {
            let (address, name) = (address.clone(), format!("{kill}-{writer}"));
            threads.spawn(move || write_on(&address, token, &name, count))
        };
        let writers: Vec<_> = (0..WRITERS).map(write).collect();
        wait_for_some(&acknowledged);
        thread::sleep(Duration::from_millis(130 * kill));
        server.kill();
        writers.into_iter().flat_map(|writer| writer.join().expect("it ended")).collect()
    })
}

/// Waits until enough was acknowledged for a kill to lose something, on however busy a machine.
fn wait_for_some(acknowledged: &AtomicUsize) {
    let given_up = Instant::now() + WAIT_MAX;
    while acknowledged.load(Ordering::Relaxed) < ACKNOWLEDGED_MIN && Instant::now() < given_up {
        thread::sleep(Duration::from_millis(10));
    }
}

/// Writes until no answer comes; the last key is the one that has none.
fn write_on(address: &str, token: &str, name: &str, acknowledged: &AtomicUsize) -> Sent {
    let mut sent = Sent::new();
    for number in 0.. {
        let key = format!("{name}-{number}");
        let answer = post(address, "/api/v1/applications", token, &key, BODY).ok();
        let ended = answer.is_none();
        acknowledged.fetch_add(usize::from(!ended), Ordering::Relaxed);
        sent.insert(key, answer);
        if ended {
            break;
        }
    }
    sent
}

/// Sends every key again: an acknowledged one gets its first answer. The applications there are.
fn repeat_all(server: &Server, token: &str, sent: &Sent) -> BTreeSet<String> {
    let repeat = |(key, first): (&String, &Option<Answer>)| {
        let again = post(server.address(), "/api/v1/applications", token, key, BODY);
        let again = again.expect("an answer");
        assert_eq!(again.status, 201, "{}", again.body);
        if let Some(first) = first {
            assert_eq!((first.status, &first.body), (201, &again.body));
            assert!(again.replayed, "{key} was written again");
        }
        application(&again)
    };
    let applications: BTreeSet<_> = sent.iter().map(repeat).collect();
    assert_eq!(applications.len(), sent.len(), "two keys have one application");
    applications
}

fn application(answer: &Answer) -> String {
    let written: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    written["application"].as_str().expect("an application").to_owned()
}

/// The log begins each of these applications once, and no other.
fn check_log(folder: &Folder, applications: &BTreeSet<String>) {
    let mut begun = BTreeSet::new();
    for entry in read_all(folder) {
        if let StreamKind::Application(id) = entry.stream.kind()
            && entry.version.0 == 1
        {
            assert!(begun.insert(id.to_string()), "{id} begins twice");
        }
    }
    assert_eq!(&begun, applications);
}
