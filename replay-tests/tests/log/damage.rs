//! Flipped bits and cut files: a damaged log names the place or doesn't open, and is never
//! silently shorter.
//!
//! Each damaged log is opened by a process of its own, so that a panic, an abort or a hang of
//! sled's would be seen as one.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;

use registry_events::engine::sled::{Options, SledLog, verify};
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, ReadError};
use registry_events::testing::{SystemClock, append, part, stream};
use registry_replay_tests::crash::{WRITERS, commit, events};
use tempfile::TempDir;

use super::child;

const COMMITS_EACH: u64 = 80;
const ENTRIES: u64 = WRITERS * COMMITS_EACH / 2 * (events(0) + events(1)) as u64;
const FLIPS: u64 = 40;

#[tokio::test]
async fn a_flipped_bit_in_a_log_that_was_reopened_is_named_or_refused() {
    let log = TempDir::new().expect("a folder");
    fill(log.path(), 0..COMMITS_EACH / 2).await;
    fill(log.path(), COMMITS_EACH / 2..COMMITS_EACH).await;
    verify(log.path(), |_| ()).expect("it is whole");
    let outcomes = check_flips(log.path());
    assert!(outcomes.iter().any(|told| told.contains("at position")), "{outcomes:#?}");
}

#[tokio::test]
async fn a_flipped_bit_in_a_log_that_was_never_reopened_is_refused() {
    let log = TempDir::new().expect("a folder");
    fill(log.path(), 0..COMMITS_EACH).await;
    let outcomes = check_flips(log.path());
    assert!(outcomes.iter().any(|told| told.contains("doesn't open")), "{outcomes:#?}");
}

#[tokio::test]
async fn a_cut_log_is_refused_wherever_it_is_cut() {
    let log = TempDir::new().expect("a folder");
    fill(log.path(), 0..COMMITS_EACH).await;
    check_cuts(log.path());
    verify(log.path(), |_| ()).expect("it is whole, and sled has its snapshot now");
    check_cuts(log.path());
}

#[tokio::test]
async fn an_entry_damaged_while_the_log_is_open_is_named_when_it_is_read() {
    let folder = TempDir::new().expect("a folder");
    let log = open_with_little_memory(folder.path());
    for number in 0..3 {
        let events = part(&stream("a"), 4_000 * number, 4_000);
        log.append(append(number, vec![events])).await.expect("appended");
    }
    let whole = one_by_one(&log).await;
    assert!(whole.iter().all(Result::is_ok));
    let bytes = fs::metadata(folder.path().join("db")).expect("sled's file").len();
    for place in (0..bytes).step_by(2_000) {
        flip_bit(&folder.path().join("db"), place);
    }
    let mut damaged = 0;
    for (position, (before, after)) in (0..).zip(whole.iter().zip(one_by_one(&log).await)) {
        match after {
            Err(ReadError::Damaged { position: named, .. }) => {
                assert_eq!(named, Position(position));
                damaged += 1;
            }
            other => assert_eq!(*before, other, "not another entry"),
        }
    }
    assert!(damaged > 100, "only {damaged} entries were read from the disk");
}

/// sled must read its file again for most entries.
fn open_with_little_memory(folder: &Path) -> SledLog {
    let options = Options { cache_bytes: 1 << 10, ..Options::default() };
    SledLog::open(folder, Arc::new(SystemClock), options).expect("it opens")
}

async fn one_by_one(log: &SledLog) -> Vec<Result<Vec<Entry>, ReadError>> {
    let mut read = Vec::new();
    for position in 0..log.head().await.expect("a head").next.0 {
        read.push(log.read(Position(position), 1).await);
    }
    read
}

/// Appends commits of each writer and closes the log.
async fn fill(folder: &Path, numbers: std::ops::Range<u64>) {
    let log = SledLog::open(folder, Arc::new(SystemClock), Options::default()).expect("it opens");
    for number in numbers {
        for writer in 0..WRITERS {
            log.append(commit(writer, number)).await.expect("appended");
        }
    }
}

/// Flips one bit at a time, spread over the whole file.
fn check_flips(log: &Path) -> Vec<String> {
    let bytes = fs::metadata(log.join("db")).expect("sled's file").len();
    let places = (0..FLIPS).map(|flip| flip * bytes / FLIPS + flip * 97 % (bytes / FLIPS));
    places.map(|place| check_damaged(log, |file| flip_bit(file, place))).collect()
}

fn check_cuts(log: &Path) {
    let bytes = fs::metadata(log.join("db")).expect("sled's file").len();
    for kept in [0, 10, bytes / 7, bytes / 3, bytes / 2, bytes / 3 * 2] {
        let told = check_damaged(log, |file| cut(file, kept));
        assert!(told.starts_with("refused: "), "cut to {kept} of {bytes} bytes: {told}");
    }
}

/// Damages a copy of the log and opens it: whole, where the place was unused, or refused.
fn check_damaged(log: &Path, damage: impl FnOnce(&Path)) -> String {
    let copy = TempDir::new().expect("a folder");
    fs::create_dir(copy.path().join("blobs")).expect("a folder");
    for file in fs::read_dir(log).expect("the log's folder").flatten() {
        if file.file_type().expect("a type").is_file() {
            fs::copy(file.path(), copy.path().join(file.file_name())).expect("copied");
        }
    }
    damage(&copy.path().join("db"));
    let told = outcome(&child("open", copy.path()));
    let whole = format!("entries: {ENTRIES}");
    assert!(told == whole || told.starts_with("refused: "), "neither whole nor refused: {told}");
    told
}

fn outcome(output: &Output) -> String {
    assert!(output.status.success(), "the process failed: {output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn flip_bit(file: &Path, place: u64) {
    let file = OpenOptions::new().read(true).write(true).open(file).expect("sled's file");
    let mut byte = [0];
    file.read_exact_at(&mut byte, place).expect("read");
    byte[0] ^= 1 << (place % 8);
    file.write_all_at(&byte, place).expect("written");
}

fn cut(file: &Path, kept: u64) {
    OpenOptions::new().write(true).open(file).and_then(|file| file.set_len(kept)).expect("cut");
}
