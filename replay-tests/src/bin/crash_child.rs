//! The process that the crash tests kill: `write FOLDER WRITERS` appends until then, `open FOLDER` tells
//! whether a log opens, so that whatever sled does to its process is done to this one.
//!
//! Standard output is for the parent: a line per acknowledged commit, or the outcome of opening.
//! Standard error has the log lines.
#![expect(clippy::print_stdout, reason = "the parent reads it")]

use std::path::Path;
use std::sync::Arc;
use std::{env, error::Error, io, io::Write};

use registry_events::engine::sled::{Options, SledLog};
use registry_events::ids::StreamVersion;
use registry_events::log::EventLog;
use registry_events::testing::SystemClock;
use registry_replay_tests::crash::{commit, own_stream, version};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).init();
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder, writers] => write(Path::new(folder), writers.parse()?).await,
        ["open", folder] => tell(Path::new(folder)).await,
        _ => Err("crash_child write FOLDER WRITERS, or open FOLDER".into()),
    }
}

/// Starts the first writers, each where it left off, and lets them run until the process is killed.
async fn write(folder: &Path, writers: u64) -> Result<(), Box<dyn Error>> {
    let log: Arc<dyn EventLog> = Arc::new(open(folder)?);
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..writers {
        let next = version(&*log, writer).await;
        tasks.spawn(write_on(Arc::clone(&log), writer, next));
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

async fn write_on(log: Arc<dyn EventLog>, writer: u64, from: StreamVersion) -> io::Result<()> {
    for number in from.0.. {
        let appended = log.append(commit(writer, number)).await.map_err(io::Error::other)?;
        let mut out = io::stdout().lock();
        writeln!(out, "ACK {writer} {number} {}", appended.receipt.first)?;
        out.flush()?;
    }
    Ok(())
}

/// Opens the log, reads all of it and prints how many entries it has, or why it has none.
async fn tell(folder: &Path) -> Result<(), Box<dyn Error>> {
    match open(folder) {
        Err(refused) => println!("refused: {refused}"),
        Ok(log) => match read_all(&log).await {
            Ok(entries) => println!("entries: {entries}"),
            Err(damaged) => println!("refused: {damaged}"),
        },
    }
    Ok(())
}

async fn read_all(log: &SledLog) -> Result<u64, Box<dyn Error>> {
    let head = log.head().await?;
    let mut next = registry_events::ids::Position(0);
    while next < head.next {
        let read = log.read(next, usize::MAX).await?;
        next.0 += read.len() as u64;
    }
    let stream = own_stream(0);
    log.read_stream(&stream, StreamVersion::EMPTY, usize::MAX).await?;
    Ok(next.0)
}

fn open(folder: &Path) -> Result<SledLog, Box<dyn Error>> {
    Ok(SledLog::open(folder, Arc::new(SystemClock), Options::default())?)
}
