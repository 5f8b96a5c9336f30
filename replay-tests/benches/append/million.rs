//! The start of a log of a million entries: how long the pass takes, how much memory it leaves.
//!
//! Opened by a child process, so that what filling it took isn't counted.
#![expect(clippy::print_stdout, reason = "the child tells its parent what it measured")]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use registry_events::engine::sled::{Options, SledLog};
use registry_events::log::EventLog;
use registry_events::testing::{self, SystemClock};
use registry_replay_tests::bench::{Row, figure};
use tokio::runtime::Runtime;

use super::contenders::{EVENT_BYTES, one_event};

const ENTRIES: u64 = 1_000_000;
/// A multiple of the number of writers, so that no two share a stream.
const STREAMS: u64 = 300 * WRITERS;
const WRITERS: u64 = 64;
const CHILD: &str = "APPEND_BENCH_OPEN";

/// In the child: opens the log and tells seconds and mebibytes.
pub(crate) fn opened_as_child() -> Option<ExitCode> {
    let folder = env::var_os(CHILD)?;
    let begun = Instant::now();
    let log = SledLog::open(Path::new(&folder), Arc::new(SystemClock), Options::default());
    let seconds = begun.elapsed().as_secs_f64();
    println!("{seconds} {}", resident_mebibytes());
    Some(if log.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Fills a log and opens it in a child.
pub(crate) fn rows() -> Vec<Row> {
    let folder = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    Runtime::new().expect("a runtime").block_on(fill(folder.path()));
    let filled = figure(ENTRIES) / begun.elapsed().as_secs_f64();
    let first = open_in_child(folder.path());
    let second = open_in_child(folder.path());
    vec![
        Row::told("1,000,000 entries: written a second, 64 writers", filled),
        Row::told("1,000,000 entries: first start, seconds", first.0),
        Row::told("1,000,000 entries: later start, seconds", second.0),
        Row::told("1,000,000 entries: resident after the start, MiB", second.1),
        Row::told("1,000,000 entries: on the disk, MiB", mebibytes_of(folder.path())),
    ]
}

/// 64 writers, each with streams of its own, one event per commit.
async fn fill(folder: &Path) {
    let log = SledLog::open(folder, Arc::new(SystemClock), Options::default()).expect("a log");
    let log: Arc<dyn EventLog> = Arc::new(log);
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(fill_share(Arc::clone(&log), writer))).collect();
    for writer in writers {
        writer.await.expect("a writer ends by itself");
    }
}

async fn fill_share(log: Arc<dyn EventLog>, writer: u64) {
    let event = testing::event_of(EVENT_BYTES);
    for number in (writer..ENTRIES).step_by(64) {
        let (stream, version) = (number % STREAMS, number / STREAMS);
        let append = one_event(usize::try_from(stream).expect("small"), version, event.clone());
        log.append(append).await.expect("appended");
    }
}

fn open_in_child(folder: &Path) -> (f64, f64) {
    let program = env::current_exe().expect("this program");
    let output = Command::new(program).env(CHILD, folder).output().expect("a child");
    let told = String::from_utf8(output.stdout).expect("figures");
    let mut figures = told.split_whitespace().map(|figure| figure.parse().expect("a figure"));
    (figures.next().expect("seconds"), figures.next().expect("mebibytes"))
}

fn resident_mebibytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.unwrap_or(f64::NAN) / 1024.0
}

fn mebibytes_of(folder: &Path) -> f64 {
    let files = fs::read_dir(folder).expect("the log's folder");
    let bytes: u64 = files.flatten().filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    figure(bytes) / (1024.0 * 1024.0)
}
