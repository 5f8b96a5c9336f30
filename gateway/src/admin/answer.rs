//! From a request to its answer: the port of the log, and the digests of the live views.

use std::sync::Arc;

use registry_events::entry::Entry;
use registry_events::ids::StreamVersion;
use registry_events::log::{EventLog, ReadError};
use registry_projections::figures::Figures;
use registry_projections::statistics::Statistics;
use registry_projections::views::Views;
use tokio::task;

use super::wire::{Answer, Request, WireAppend, WireCluster, whole};
use crate::follow::PublishedViews;
use crate::transparency::{Continuation, Provable};

/// The most entries in one answer; a client that wants more asks on.
const SLICE_ENTRIES_MAX: u32 = 256;

/// What a server lends to other commands.
#[derive(Clone)]
pub struct Lent {
    /// Its log.
    pub log: Arc<dyn EventLog>,
    /// Its live views.
    pub views: PublishedViews,
    /// What outsiders can prove of the log; none without a key.
    pub provable: Option<Arc<Provable>>,
}

impl Lent {
    pub(super) async fn answer(&self, request: Request) -> Answer {
        match request {
            Request::Append(append) => self.append(append).await,
            Request::Read { from, limit } => entries(self.log.read(from, slice(limit)).await),
            Request::ReadStream { stream, after, limit } => {
                self.read_stream(&stream, after, slice(limit)).await
            }
            Request::Receipt { request } => match self.log.receipt(request).await {
                Ok(receipt) => Answer::Receipt(receipt.map(Into::into)),
                Err(error) => error.into(),
            },
            Request::Head => match self.log.head().await {
                Ok(head) => Answer::Head(head.into()),
                Err(error) => error.into(),
            },
            Request::Digests => self.digests().await,
            Request::Statistics { at, day } => {
                let Ok(day) = day.parse() else {
                    return Answer::Refused("it names a day that can't be one".into());
                };
                let count = move |views: &Views| Statistics::at(views, at, day).figures();
                self.counted(move |views| statistics(&count(views))).await
            }
            Request::Continuation { old_size } => self.continuation(old_size),
            Request::Clusters { at, after } => {
                self.counted(move |views| Answer::Clusters(WireCluster::some(views, at, after)))
                    .await
            }
        }
    }

    fn continuation(&self, old_size: u64) -> Answer {
        let found = self.provable.as_ref().map(|provable| provable.continuation(old_size));
        let without_key = || Continuation::NotAsSigned("the running server has no key".into());
        found.unwrap_or_else(without_key).into()
    }

    async fn append(&self, append: WireAppend) -> Answer {
        match append.into_append() {
            Some(append) => self.log.append(append).await.into(),
            None => not_a_stream(),
        }
    }

    async fn read_stream(&self, stream: &str, after: StreamVersion, limit: usize) -> Answer {
        match stream.parse() {
            Ok(stream) => entries(self.log.read_stream(&stream, after, limit).await),
            Err(_) => not_a_stream(),
        }
    }

    async fn digests(&self) -> Answer {
        self.counted(|views| {
            let digests = views.digests().into_iter();
            let digests = digests.map(|(name, digest)| (name.to_owned(), digest));
            Answer::Digests { position: views.position(), views: digests.collect() }
        })
        .await
    }

    /// Over large views counting takes a while, so it is done beside the server's other work.
    async fn counted(&self, count: impl FnOnce(&Views) -> Answer + Send + 'static) -> Answer {
        let views = self.views.load();
        let counted = task::spawn_blocking(move || count(&views)).await;
        counted.unwrap_or_else(|stopped| Answer::Refused(format!("it can't be counted: {stopped}")))
    }
}

fn entries(read: Result<Vec<Entry>, ReadError>) -> Answer {
    read.map_or_else(Answer::from, |entries| Answer::Entries(whole(entries)))
}

fn slice(limit: u32) -> usize {
    usize::try_from(limit.min(SLICE_ENTRIES_MAX)).unwrap_or(0)
}

fn statistics(figures: &Figures) -> Answer {
    serde_json::to_string(figures)
        .map_or_else(|error| Answer::Refused(error.to_string()), Answer::Statistics)
}

fn not_a_stream() -> Answer {
    Answer::Refused("it names a stream that can't be one".into())
}
