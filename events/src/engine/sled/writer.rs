//! The one writer: a thread that gathers what waits into a group, writes it, syncs and answers.
//!
//! What arrives while a sync runs goes into the next group, so the price of a sync is shared by all
//! who wait for it.

use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tokio::sync::{mpsc, oneshot};

use super::error::StoreError;
use super::group::Group;
use super::options::Options;
use super::read::Readable;
use crate::log::{Append, AppendError, Appended, Clock};

/// The way to the writer's thread; dropping it finishes what is queued and joins the thread.
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

struct Job {
    append: Append,
    answer: oneshot::Sender<Answer>,
}

type Answer = Result<Appended, AppendError>;

impl Writer {
    /// Starts the thread.
    pub(super) fn start(
        log: Arc<Readable>,
        clock: Arc<dyn Clock>,
        options: Options,
    ) -> io::Result<Self> {
        let (sender, queue) = mpsc::channel(options.queue_commits_max);
        let work = Work { log, clock, options, queue };
        let thread = thread::Builder::new().name("log-writer".into()).spawn(|| work.run())?;
        Ok(Self { queue: Some(sender), thread: Some(thread) })
    }

    /// Queues an append and waits for its answer.
    pub(super) async fn append(&self, append: Append) -> Answer {
        let stopped = || AppendError::ReadOnly("its writer has stopped; restart".into());
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Job { append, answer }).await.map_err(|_| stopped())?;
        let lost = |_| Err(AppendError::Unknown("the log's writer has stopped".into()));
        answered.await.unwrap_or_else(lost)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been reported by itself.
            let _panicked = thread.join();
        }
    }
}

struct Work {
    log: Arc<Readable>,
    clock: Arc<dyn Clock>,
    options: Options,
    queue: mpsc::Receiver<Job>,
}

impl Work {
    fn run(mut self) {
        while let Some(first) = self.queue.blocking_recv() {
            if let Err(error) = self.commit(first) {
                self.options.hooks.on_failure(&error);
                return;
            }
        }
    }

    /// Makes one group durable, beginning with a job and going on with what waits.
    fn commit(&mut self, first: Job) -> Result<(), StoreError> {
        let mut group = Group::new(&self.log);
        let mut answers = Vec::new();
        let mut next = Some(first);
        while let Some(Job { append, answer }) = next {
            answers.push((answer, group.take(append, self.clock.now())));
            let full = group.is_full(self.options.group_events_max);
            next = if full { None } else { self.queue.try_recv().ok() };
        }
        make_durable(&self.log, &self.options, &group)?;
        group.publish();
        for (answer, decided) in answers {
            // Who no longer waits for it can ask again with the same request id.
            let _gone = answer.send(decided);
        }
        Ok(())
    }
}

fn make_durable(log: &Readable, options: &Options, group: &Group<'_>) -> Result<(), StoreError> {
    if group.entries().is_empty() {
        return Ok(());
    }
    log.store.write(group.entries())?;
    options.hooks.before_sync()?;
    log.store.sync()?;
    log.folder.write_tally(group.next())?;
    Ok(())
}
