//! The client's side: the log of a running server, as a log of this process.

mod asking;
mod pool;

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use jiff::civil::Date;
use registry_events::entry::Entry;
use registry_events::ids::{ClusterId, Position, RequestId, StreamVersion};
use registry_events::log::{
    Append, AppendError, Appended, EventLog, Head, READ_ENTRIES_MAX, ReadError, Receipt,
};
use registry_events::stream::StreamId;
use tokio::time::sleep;

use super::wire::{Answer, Request, WireCluster, WireEntry, figures_of};
use super::{LiveCluster, LiveDigests, LiveFigures};
use crate::transparency::Continuation;
use asking::AskError;
use pool::Pool;

/// How often the head is asked for while something waits: at first, and at most.
const POLL_FIRST: Duration = Duration::from_millis(1);
const POLL_MAX: Duration = Duration::from_millis(100);

/// The log of a running server. Each call is one request, or a few that continue one another.
#[derive(Debug)]
pub struct RemoteLog {
    pool: Pool,
}

/// Why a server that seems to be there can't be used.
#[derive(Debug, thiserror::Error)]
#[error("a server holds {} and doesn't answer there: {reason}", path.display())]
pub struct ConnectError {
    path: PathBuf,
    reason: String,
}

impl RemoteLog {
    /// The log of the server at a socket; `None` when there is no server.
    ///
    /// # Errors
    /// [`ConnectError`] when somebody is there and the conversation fails.
    pub async fn connect(path: &Path) -> Result<Option<Self>, ConnectError> {
        let failed = |reason: String| ConnectError { path: path.into(), reason };
        match Pool::connect(path).await {
            Ok(pool) => {
                let log = Self { pool };
                log.head().await.map_err(|error| failed(error.to_string()))?;
                Ok(Some(log))
            }
            Err(error) if nobody_is_there(&error) => Ok(None),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// The digests of the server's live views.
    ///
    /// # Errors
    /// [`ReadError::Unavailable`].
    pub async fn digests(&self) -> Result<LiveDigests, ReadError> {
        match self.ask(&Request::Digests).await? {
            Answer::Digests { position, views } => Ok(LiveDigests { position, views }),
            other => Err(unreadable(other)),
        }
    }

    /// What the server's live views show at a position; figures are those of a day.
    ///
    /// # Errors
    /// [`ReadError::Unavailable`].
    pub async fn figures(&self, at: Position, day: Date) -> Result<LiveFigures, ReadError> {
        let statistics = match self.ask(&Request::Statistics { at, day: day.to_string() }).await? {
            Answer::Statistics(json) => figures_of(&json)?,
            other => return Err(unreadable(other)),
        };
        let mut clusters = BTreeMap::new();
        loop {
            let after = clusters.keys().next_back().copied();
            let more = self.clusters(at, after).await?;
            if more.is_empty() {
                return Ok(LiveFigures { statistics, clusters });
            }
            clusters.extend(more);
        }
    }

    /// Whether the server's log continues what it was at a size.
    ///
    /// # Errors
    /// [`ReadError::Unavailable`].
    pub async fn continuation(&self, old_size: u64) -> Result<Continuation, ReadError> {
        let answer = self.ask(&Request::Continuation { old_size }).await?;
        answer.into_continuation().map_err(unreadable)
    }

    async fn clusters(
        &self,
        at: Position,
        after: Option<ClusterId>,
    ) -> Result<Vec<(ClusterId, LiveCluster)>, ReadError> {
        match self.ask(&Request::Clusters { at, after }).await? {
            Answer::Clusters(clusters) => {
                clusters.into_iter().map(WireCluster::into_cluster).collect()
            }
            other => Err(unreadable(other)),
        }
    }

    async fn ask(&self, request: &Request) -> Result<Answer, ReadError> {
        self.pool.ask(request).await.map_err(|error| ReadError::Unavailable(error.to_string()))
    }

    /// One slice of entries, each checked.
    async fn slice(&self, request: &Request) -> Result<Vec<Entry>, ReadError> {
        match self.ask(request).await? {
            Answer::Entries(entries) => entries.into_iter().map(WireEntry::check).collect(),
            other => Err(unreadable(other)),
        }
    }
}

#[async_trait]
impl EventLog for RemoteLog {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        append.check()?;
        match self.pool.ask(&Request::Append(append.into())).await {
            Ok(Answer::Appended { receipt, repeated }) => match receipt.into_receipt() {
                Some(receipt) => Ok(Appended { receipt, repeated }),
                None => Err(AppendError::Unknown("the server's receipt has no time".into())),
            },
            Ok(Answer::NotAppended(error)) => Err(error.into()),
            Ok(Answer::Refused(reason)) => Err(AppendError::ReadOnly(reason)),
            Ok(_) => Err(AppendError::Unknown("the server answers another question".into())),
            Err(error) => Err(error.into()),
        }
    }

    async fn read(&self, from: Position, limit: usize) -> Result<Vec<Entry>, ReadError> {
        gather(limit, |have, limit| {
            let from = Position(from.0.saturating_add(have));
            async move { self.slice(&Request::Read { from, limit }).await }
        })
        .await
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        after: StreamVersion,
        limit: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        gather(limit, |have, limit| {
            let (stream, after) = (stream.to_string(), StreamVersion(after.0.saturating_add(have)));
            async move { self.slice(&Request::ReadStream { stream, after, limit }).await }
        })
        .await
    }

    async fn receipt(&self, request_id: RequestId) -> Result<Option<Receipt>, ReadError> {
        match self.ask(&Request::Receipt { request: request_id }).await? {
            Answer::Receipt(None) => Ok(None),
            Answer::Receipt(Some(receipt)) => receipt.into_receipt().map(Some).ok_or_else(timeless),
            other => Err(unreadable(other)),
        }
    }

    async fn head(&self) -> Result<Head, ReadError> {
        match self.ask(&Request::Head).await? {
            Answer::Head(head) => head.into_head().ok_or_else(timeless),
            other => Err(unreadable(other)),
        }
    }

    /// Asks for the head now and then: tools wait seldom, so the server needn't keep a list.
    async fn wait_past(&self, position: Position) -> Result<Head, ReadError> {
        let mut pause = POLL_FIRST;
        loop {
            let head = self.head().await?;
            if head.next > position {
                return Ok(head);
            }
            sleep(pause).await;
            pause = (pause * 2).min(POLL_MAX);
        }
    }
}

/// Asks on until the limit is reached or there is no more: an answer is bounded in bytes too.
async fn gather<F: Future<Output = Result<Vec<Entry>, ReadError>> + Send>(
    limit: usize,
    slice: impl Fn(u64, u32) -> F + Send,
) -> Result<Vec<Entry>, ReadError> {
    let limit = limit.min(READ_ENTRIES_MAX);
    let mut entries = Vec::new();
    while entries.len() < limit {
        let rest = u32::try_from(limit - entries.len()).unwrap_or(u32::MAX);
        let more = slice(entries.len() as u64, rest).await?;
        if more.is_empty() {
            break;
        }
        entries.extend(more);
    }
    Ok(entries)
}

/// What an answer says in place of what was asked for.
fn unreadable(answer: Answer) -> ReadError {
    match answer {
        Answer::NotRead(error) => error.into(),
        Answer::Refused(reason) => ReadError::Unavailable(reason),
        _ => ReadError::Unavailable("the server answers another question".into()),
    }
}

fn timeless() -> ReadError {
    ReadError::Unavailable("the server's answer has no time".into())
}

/// No file, or the file of a server that has stopped.
fn nobody_is_there(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused)
}

impl From<AskError> for AppendError {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NotSent(_) => Self::ReadOnly(error.to_string()),
            AskError::TooLong => Self::Malformed("more than 8 MiB with what is around it"),
            AskError::NoAnswer(_) => Self::Unknown(error.to_string()),
        }
    }
}
