//! The contenders: our engine, a plain file and `SQLite`, each behind a channel and one thread.

use std::fs::File;
use std::future::Future;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use registry_events::codec::EncodedContent;
use registry_events::engine::sled::{Options, SledLog};
use registry_events::ids::{Digest, RequestId, StreamVersion};
use registry_events::log::{Append, EventLog, Part};
use registry_events::stream::StreamId;
use registry_events::testing::{self, SystemClock};
use registry_replay_tests::bench::figure;
use rusqlite::Connection;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};

/// The size of an event, as its content stands in the entry.
pub(crate) const EVENT_BYTES: usize = 512;
const RUN: Duration = Duration::from_millis(1_500);
const QUEUE: usize = 1_024;
/// How many events a group has at most, for us and for the raw file alike.
const GROUP: usize = 256;

/// Something that makes events durable.
pub(crate) trait Contender: Send + Sync + 'static {
    const NAME: &'static str;

    fn open(folder: &Path) -> Self;

    /// Returns when the writer's event of that number, from 0, is durable.
    fn append(&self, writer: usize, number: u64) -> impl Future<Output = ()> + Send;
}

/// Durable events a second with so many writers, each waiting for its acknowledgement.
pub(crate) fn rate<C: Contender>(writers: usize) -> f64 {
    let folder = tempfile::tempdir().expect("a folder for the contender");
    let runtime = Runtime::new().expect("a runtime");
    let within = runtime.enter();
    let contender = Arc::new(C::open(folder.path()));
    drop(within);
    let begun = Instant::now();
    let events = runtime.block_on(run(&contender, writers, begun + RUN));
    figure(events) / begun.elapsed().as_secs_f64()
}

async fn run<C: Contender>(contender: &Arc<C>, writers: usize, until: Instant) -> u64 {
    let tasks: Vec<_> = (0..writers)
        .map(|writer| tokio::spawn(write_until(Arc::clone(contender), writer, until)))
        .collect();
    let mut events = 0;
    for task in tasks {
        events += task.await.expect("a writer ends by itself");
    }
    events
}

async fn write_until<C: Contender>(contender: Arc<C>, writer: usize, until: Instant) -> u64 {
    let mut number = 0;
    while Instant::now() < until {
        contender.append(writer, number).await;
        number += 1;
    }
    number
}

/// Our engine, through the port.
pub(crate) struct Engine {
    log: Arc<dyn EventLog>,
    event: EncodedContent,
}

impl Engine {
    pub(crate) const fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }
}

impl Contender for Engine {
    const NAME: &'static str = "engine";

    fn open(folder: &Path) -> Self {
        let options = Options { group_events_max: GROUP, ..Options::default() };
        let log = SledLog::open(&folder.join("log"), Arc::new(SystemClock), options);
        Self { log: Arc::new(log.expect("a log")), event: testing::event_of(EVENT_BYTES) }
    }

    async fn append(&self, writer: usize, number: u64) {
        let append = one_event(writer, number, self.event.clone());
        self.log.append(append).await.expect("appended");
    }
}

/// A commit of one event in the writer's own stream.
pub(crate) fn one_event(writer: usize, number: u64, event: EncodedContent) -> Append {
    let mut id = [0; 32];
    id[..8].copy_from_slice(&number.to_be_bytes());
    id[8..16].copy_from_slice(&(writer as u64).to_be_bytes());
    let stream: StreamId = format!("cluster/{writer:010}").parse().expect("a stream");
    let parts = vec![Part { stream, expected: StreamVersion(number), events: vec![event] }];
    Append { request_id: RequestId(id), request_digest: Digest(id), parts }
}

/// A file that a thread appends to, with group commit and `fdatasync`.
pub(crate) struct RawFile(Thread);

impl Contender for RawFile {
    const NAME: &'static str = "raw file";

    fn open(folder: &Path) -> Self {
        let mut file = File::create(folder.join("raw")).expect("a file");
        Self(Thread::start(move |group| {
            let mut bytes = Vec::with_capacity(group.len() * (EVENT_BYTES + 8));
            for event in group {
                bytes.extend_from_slice(&(event.len() as u64).to_be_bytes());
                bytes.extend_from_slice(event);
            }
            file.write_all(&bytes).expect("written");
            file.sync_data().expect("synced");
        }))
    }

    async fn append(&self, _writer: usize, _number: u64) {
        self.0.append(vec![7; EVENT_BYTES]).await;
    }
}

/// `SQLite` in its durable setting, one event per transaction.
pub(crate) struct Sqlite(Thread);

impl Contender for Sqlite {
    const NAME: &'static str = "SQLite";

    fn open(folder: &Path) -> Self {
        let database = Connection::open(folder.join("sqlite")).expect("a database");
        database
            .execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full;
                 create table log (position integer primary key, entry blob not null);",
            )
            .expect("a table");
        Self(Thread::start(move |group| {
            for event in group {
                database
                    .prepare_cached("insert into log (entry) values (?)")
                    .and_then(|mut insert| insert.execute([event]))
                    .expect("inserted");
            }
        }))
    }

    async fn append(&self, _writer: usize, _number: u64) {
        self.0.append(vec![7; EVENT_BYTES]).await;
    }
}

/// The same channel and kind of thread as our engine has.
struct Thread {
    queue: Option<mpsc::Sender<(Vec<u8>, oneshot::Sender<()>)>>,
    thread: Option<JoinHandle<()>>,
}

impl Thread {
    fn start(mut write: impl FnMut(&[Vec<u8>]) + Send + 'static) -> Self {
        let (sender, mut queue) = mpsc::channel(QUEUE);
        let thread = thread::spawn(move || {
            while let Some(first) = queue.blocking_recv() {
                let mut group = Vec::new();
                let mut answers: Vec<oneshot::Sender<()>> = Vec::new();
                let mut next = Some(first);
                while let Some((event, answer)) = next {
                    group.push(event);
                    answers.push(answer);
                    next = if group.len() < GROUP { queue.try_recv().ok() } else { None };
                }
                write(&group);
                for answer in answers {
                    let _gone = answer.send(());
                }
            }
        });
        Self { queue: Some(sender), thread: Some(thread) }
    }

    async fn append(&self, event: Vec<u8>) {
        let (answer, answered) = oneshot::channel();
        let queue = self.queue.as_ref().expect("open");
        queue.send((event, answer)).await.expect("the thread runs");
        answered.await.expect("acknowledged");
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the thread ends by itself");
        }
    }
}
