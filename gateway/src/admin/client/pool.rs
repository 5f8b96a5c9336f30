//! Connections to the server: a few, used again while they are fresh.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::net::UnixStream;
use tokio::sync::Semaphore;

use super::super::connection::IDLE_MAX;
use super::super::socket::Reach;
use super::super::wire::{Answer, Request};
use super::asking::{AskError, ask, frame_of};

/// How many requests are under way at once; more wait for their turn.
const REQUESTS_MAX: usize = 8;

#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Idle>>,
    turns: Semaphore,
}

#[derive(Debug)]
struct Idle {
    stream: UnixStream,
    since: Instant,
}

impl Pool {
    /// A pool with one connection.
    pub(super) async fn connect(path: &Path) -> io::Result<Self> {
        let idle = Idle { stream: connect(path).await?, since: Instant::now() };
        let idle = Mutex::new(vec![idle]);
        Ok(Self { path: path.into(), idle, turns: Semaphore::new(REQUESTS_MAX) })
    }

    pub(super) async fn ask(&self, request: &Request) -> Result<Answer, AskError> {
        let request = frame_of(request)?;
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|closed| AskError::NotSent(io::Error::other(closed)))?;
        let mut stream = match self.take() {
            Some(stream) => stream,
            None => connect(&self.path).await.map_err(AskError::NotSent)?,
        };
        let answer = ask(&mut stream, &request).await?;
        self.idle().push(Idle { stream, since: Instant::now() });
        Ok(answer)
    }

    /// A connection that the server has surely not closed for idling, nor by stopping.
    fn take(&self) -> Option<UnixStream> {
        let mut idle = self.idle();
        idle.retain(|idle| idle.since.elapsed() < fresh() && is_open(&idle.stream));
        idle.pop().map(|idle| idle.stream)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn connect(path: &Path) -> io::Result<UnixStream> {
    let reach = Reach::of(path)?;
    UnixStream::connect(reach.path()).await
}

fn fresh() -> Duration {
    IDLE_MAX / 2
}

/// Nothing arrives between two requests, so whatever can be read means the end.
fn is_open(stream: &UnixStream) -> bool {
    matches!(stream.try_read(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock)
}
