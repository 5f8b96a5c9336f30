//! The task that follows the log and signs it: within a second of a commit, and not more than twice a
//! second however many there are.

use std::sync::Arc;
use std::time::Duration;

use registry_events::ids::Position;
use registry_events::log::{EventLog, Head, READ_ENTRIES_MAX, ReadError};
use tokio::sync::watch;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tracing::warn;

use super::{Provable, Standing};

/// How long at least lies between two signatures: what is committed meanwhile shares the next.
const SIGN_EVERY: Duration = Duration::from_millis(500);
/// How long the task waits after something failed.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How long the last signature may take when the server stops.
const STOP_MAX: Duration = Duration::from_secs(5);

/// The running task. Dropping it leaves the task running; [`Signer::stop`] ends it.
#[derive(Debug)]
pub struct Signer {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Signer {
    /// Signs what the log has, and then what comes; nothing of a log that doesn't continue what was
    /// signed.
    pub fn start(log: Arc<dyn EventLog>, provable: Arc<Provable>) -> Self {
        let stop = watch::Sender::new(false);
        let task = tokio::spawn(sign(log, provable, stop.subscribe()));
        Self { stop, task }
    }

    /// Signs what is there, and ends; bounded.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        match timeout(STOP_MAX, self.task).await {
            Err(_) => warn!("the log's end is signed at the next start: it took too long now"),
            Ok(Err(error)) => warn!(%error, "the signer's task ended badly: {error}"),
            Ok(Ok(())) => {}
        }
    }
}

/// Why a round didn't lead to a signature.
#[derive(Debug, thiserror::Error)]
enum RoundError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the log ends before position {0}")]
    Missing(Position),
    #[error("can't keep a signed checkpoint: {0}")]
    Kept(#[from] std::io::Error),
    #[error("signing was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

async fn sign(log: Arc<dyn EventLog>, provable: Arc<Provable>, mut stop: watch::Receiver<bool>) {
    if provable.standing() != Standing::Continues {
        return;
    }
    let mut running = Running { provable: &provable, is_told_to_stop: false };
    // The first round isn't waited for: what another program signed may not be noted yet.
    let mut next = attempt(&*log, &provable).await;
    while !running.is_told_to_stop {
        running.is_told_to_stop = tokio::select! {
            () = told(&mut stop) => true,
            () = due(&*log, &provable, next) => false,
        };
        next = attempt(&*log, &provable).await;
    }
}

/// Goes one round, keeps how it went, and tells from when on the next may begin.
async fn attempt(log: &dyn EventLog, provable: &Arc<Provable>) -> Instant {
    let signed = round(log, provable).await;
    let next = Instant::now() + if signed.is_ok() { SIGN_EVERY } else { RETRY_AFTER };
    provable.note(signed.err().map(|failed| failed.to_string()));
    next
}

/// A task that runs until it is told to stop; one that ends otherwise doesn't end unnoticed.
struct Running<'a> {
    provable: &'a Provable,
    is_told_to_stop: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.is_told_to_stop {
            self.provable.note(Some("the task that signs it has ended".into()));
        }
    }
}

/// Waits until it is told to stop; whoever drops the signer tells it nothing.
async fn told(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Waits until something isn't signed and the last signature is old enough.
async fn due(log: &dyn EventLog, provable: &Provable, next: Instant) {
    let signed = provable.last().map_or(0, |last| last.head().size);
    while log.wait_past(Position(signed)).await.is_err() {
        sleep(RETRY_AFTER).await;
    }
    sleep_until(next).await;
}

/// Brings the tree to the log's head, which is the end of a commit, and signs it.
async fn round(log: &dyn EventLog, provable: &Arc<Provable>) -> Result<(), RoundError> {
    let head = log.head().await?;
    pull(log, provable, head).await?;
    let provable = Arc::clone(provable);
    spawn_blocking(move || provable.sign()).await??;
    Ok(())
}

async fn pull(log: &dyn EventLog, provable: &Provable, head: Head) -> Result<(), RoundError> {
    loop {
        let from = provable.tree().size();
        let missing = usize::try_from(head.next.0.saturating_sub(from)).unwrap_or(usize::MAX);
        if missing == 0 {
            return Ok(());
        }
        let entries = log.read(Position(from), missing.min(READ_ENTRIES_MAX)).await?;
        if entries.is_empty() {
            return Err(RoundError::Missing(Position(from)));
        }
        provable.add(&entries);
        tokio::task::yield_now().await;
    }
}
