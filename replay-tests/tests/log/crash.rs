//! A process is killed a hundred times while it appends, and no acknowledged commit is lost.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, thread};

use registry_events::engine::sled::{Options, SledLog};
use registry_events::log::EventLog;
use registry_events::testing::SystemClock;
use registry_events::testing::conformance::check_log;
use registry_replay_tests::crash::{WRITERS, commit, events, version};

use super::writing::{Acknowledged, Writing};

const KILLS: u32 = 100;

#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_a_hundred_times_loses_no_acknowledged_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = Acknowledged::new();
    for kill in 0..KILLS {
        let acknowledged = write_and_kill(folder.path(), kill);
        let log = open(folder.path());
        check_receipts(&*log, &acknowledged).await;
        check_repeats(&*log).await;
        all.extend(acknowledged);
        // As if a snapshot had been under way: sled alone would never open again.
        fs::write(folder.path().join(format!("snap.{kill:016X}.generating")), b"half")
            .expect("a file");
    }
    assert!(all.len() > 500, "only {} commits were acknowledged", all.len());
    check_whole(&*open(folder.path()), &all).await;
}

#[test]
fn a_process_killed_while_it_begins_a_log_leaves_one_that_opens() {
    for _ in 0..30 {
        let folder = tempfile::tempdir().expect("a folder");
        let writing = Writing::start(folder.path(), 1);
        thread::sleep(some_time() / 4);
        writing.kill();
        open(folder.path());
    }
}

/// Every second time the kill falls into the start, else into the appending; by turns of one
/// writer, whose groups are single events, and of all.
fn write_and_kill(folder: &Path, kill: u32) -> Acknowledged {
    let writing = Writing::start(folder, if kill % 4 < 2 { 1 } else { WRITERS });
    if !kill.is_multiple_of(2) {
        writing.wait_for_first();
    }
    thread::sleep(some_time());
    writing.kill().acknowledged
}

/// A random time of up to 40 milliseconds.
pub(super) fn some_time() -> Duration {
    Duration::from_micros(RandomState::new().hash_one(0) % 40_000)
}

pub(super) fn open(folder: &Path) -> Arc<dyn EventLog> {
    let log = SledLog::open(folder, Arc::new(SystemClock), Options::default());
    Arc::new(log.expect("it opens after a kill"))
}

async fn check_receipts(log: &dyn EventLog, acknowledged: &Acknowledged) {
    for ((writer, number), first) in acknowledged {
        let receipt = log.receipt(commit(*writer, *number).request_id).await.expect("readable");
        let receipt = receipt.unwrap_or_else(|| panic!("commit {number} of {writer} is lost"));
        assert_eq!((receipt.first, receipt.count), (*first, events(*number)));
    }
}

/// The last recorded request of each writer, acknowledged or not, is answered and not recorded.
async fn check_repeats(log: &dyn EventLog) {
    for writer in 0..WRITERS {
        let Some(last) = version(log, writer).await.0.checked_sub(1) else { continue };
        let receipt = log.receipt(commit(writer, last).request_id).await.expect("readable");
        let again = log.append(commit(writer, last)).await.expect("the first answer");
        assert!(again.repeated);
        assert_eq!(Some(again.receipt), receipt);
    }
}

/// The chain holds, nothing is there twice, and all that was ever acknowledged is there.
pub(super) async fn check_whole(log: &dyn EventLog, acknowledged: &Acknowledged) {
    let recorded = check_log(log).await;
    let mut firsts = HashMap::new();
    for entry in recorded.iter().filter(|entry| entry.index == 0) {
        let before = firsts.insert(entry.request_id, entry.position);
        assert_eq!(before, None, "a request is recorded twice");
    }
    for ((writer, number), first) in acknowledged {
        assert_eq!(firsts.get(&commit(*writer, *number).request_id), Some(first));
    }
}
