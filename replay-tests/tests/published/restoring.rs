//! A log made from its published folder: the same bytes at the same positions, and it goes on.

use std::sync::Arc;

use registry_events::engine::sled::{Options, SledLog};
use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::testing::{SystemClock, append, part, stream};
use registry_events::transparency::tree::{Tree, leaf_hash};
use tokio::runtime::Runtime;

use super::copy::{Copy, run};
use super::fixture::{ENTRIES, fork, log};

fn restore(copy: &Copy) -> Result<(), registry_ops::failure::Failure> {
    let (from, to) = (copy.published(), copy.data());
    run(&["restore", &from.to_string_lossy(), "--data", &to.to_string_lossy()])
}

fn open(copy: &Copy) -> SledLog {
    let path = copy.data().join("log");
    SledLog::open(&path, Arc::new(SystemClock), Options::default()).expect("it opens")
}

fn read_all(runtime: &Runtime, log: &SledLog) -> Vec<Entry> {
    let mut entries = Vec::new();
    loop {
        let from = Position(entries.len() as u64);
        let read = runtime.block_on(log.read(from, READ_ENTRIES_MAX)).expect("readable");
        if read.is_empty() {
            return entries;
        }
        entries.extend(read);
    }
}

#[test]
fn a_restored_log_has_the_same_bytes_and_goes_on() {
    let (copy, runtime) = (Copy::of(log()), Runtime::new().expect("a runtime"));
    restore(&copy).expect("restored");
    let restored = open(&copy);
    assert_eq!(read_all(&runtime, &restored), log().entries());
    let next = append(1_000_000, vec![part(&stream("access"), ENTRIES, 3)]);
    let appended = runtime.block_on(restored.append(next)).expect("it goes on");
    assert_eq!(appended.receipt.first, Position(ENTRIES));
    let mut tree = Tree::new();
    for entry in read_all(&runtime, &restored) {
        tree.push(leaf_hash(&entry.bytes));
    }
    let old = log().checkpoint(ENTRIES).head();
    assert_eq!(tree.head_at(ENTRIES), Some(old), "it continues what was published");
}

#[test]
fn a_restored_log_remembers_its_requests() {
    let (copy, runtime) = (Copy::of(log()), Runtime::new().expect("a runtime"));
    restore(&copy).expect("restored");
    let again = append(0, vec![part(&stream("access"), 0, 10)]);
    let appended = runtime.block_on(open(&copy).append(again)).expect("known");
    assert!(appended.repeated);
}

#[test]
fn where_there_is_a_log_nothing_is_restored() {
    let copy = Copy::of(log());
    restore(&copy).expect("restored");
    let refused = restore(&copy).expect_err("there is a log");
    assert_eq!(refused.code(), 2, "{refused:?}");
    assert!(refused.sentence().contains("there is a log in"), "{refused:?}");
}

/// The data folder of a log, of which nothing is left but a checkpoint that was signed.
fn keep_signed(copy: &Copy, note: &str) {
    std::fs::create_dir(copy.data()).expect("a folder");
    let signed = copy.data().join("signed-checkpoints");
    std::fs::write(signed, format!("{note}\n")).expect("written");
}

#[test]
fn what_is_restored_is_guarded_before_the_key_is_there() {
    let copy = Copy::of(log());
    restore(&copy).expect("restored");
    let signed = std::fs::read_to_string(copy.data().join("signed-checkpoints"));
    assert_eq!(signed.expect("kept"), format!("{}\n", log().checkpoint(ENTRIES).note));
    let to = copy.data().to_string_lossy().into_owned();
    run(&["verify", "--data", &to, "--key", &log().key()]).expect("it continues what was signed");
}

#[test]
fn a_larger_log_that_went_another_way_isn_t_restored() {
    let copy = Copy::of(log());
    keep_signed(&copy, &fork().checkpoint(ENTRIES - 10).note);
    let refused = restore(&copy).expect_err("it went another way");
    assert_eq!(refused.code(), 1, "{refused:?}");
    assert!(refused.sentence().contains("its first 590 entries aren't those"), "{refused:?}");
    assert!(!copy.data().join("log").exists());
}

#[test]
fn a_folder_under_another_key_than_the_data_folder_s_own_isn_t_restored() {
    let copy = Copy::of(log());
    let to = copy.data().to_string_lossy().into_owned();
    run(&["key", "new", "--origin", "tampered.invalid/log", "--data", &to]).expect("a key");
    let refused = restore(&copy).expect_err("another key signed it");
    assert_eq!(refused.code(), 1, "{refused:?}");
    assert!(refused.sentence().contains("the checkpoint can't be believed"), "{refused:?}");
    assert!(!copy.data().join("log").exists());
}

#[test]
fn an_older_folder_than_what_was_signed_last_isn_t_restored() {
    let copy = Copy::at(log(), super::EARLIER);
    keep_signed(&copy, &log().checkpoint(ENTRIES).note);
    let refused = restore(&copy).expect_err("it is older");
    assert_eq!(refused.code(), 1, "{refused:?}");
    assert!(!copy.data().join("log").exists());
}
