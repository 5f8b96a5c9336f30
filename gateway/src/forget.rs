//! Forgetting at the edge: keys that the log says were erased are destroyed, at every start before
//! anything is served, and while a server runs as soon as the event is durable.
//!
//! The event comes first. A process that ends before it erased a key does so at its next start, and
//! so does one that finds an older private store: the log remembers what must not be there. Documents
//! that nothing else names go with the keys, and before them.

mod documents;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use registry_events::codec::CodecError;
use registry_events::event::{Event, RegistryEvent};
use registry_events::ids::StreamVersion;
use registry_events::log::{EventLog, READ_ENTRIES_MAX, ReadError};
use registry_events::seal::KeyId;
use registry_events::stream::StreamId;
use tracing::{error, info};

pub use documents::{documents_of, named};

use crate::documents::{DocumentError, Documents};
use crate::execute::Executor;
use crate::keyring::KeyStore;

/// How long to wait before what failed is tried again.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// Why it isn't known which keys were forgotten.
#[derive(Debug, thiserror::Error)]
pub enum ForgottenError {
    /// The log can't be read.
    #[error("can't read which keys were erased")]
    Read(#[from] ReadError),
    /// An entry can't be read.
    #[error("can't read an entry of the registry's stream")]
    Decode(#[from] CodecError),
    /// A document can't be erased.
    #[error("can't erase a document")]
    Document(#[from] DocumentError),
}

/// What was forgotten, read along the registry's stream.
#[derive(Default)]
struct Reader {
    version: StreamVersion,
}

impl Reader {
    /// The keys that were erased since it was asked last.
    async fn next(&mut self, log: &dyn EventLog) -> Result<BTreeSet<KeyId>, ForgottenError> {
        let mut keys = BTreeSet::new();
        let mut version = self.version;
        loop {
            let entries = log.read_stream(&StreamId::registry(), version, READ_ENTRIES_MAX).await?;
            if entries.is_empty() {
                self.version = version;
                return Ok(keys);
            }
            for entry in entries {
                let recorded = entry.decode()?;
                version = recorded.version;
                if let Some(Event::Registry(RegistryEvent::SubjectForgotten(event))) =
                    recorded.event()
                {
                    keys.extend(event.keys.iter().cloned());
                }
            }
        }
    }
}

/// Every key that was ever erased, as the log has it.
///
/// # Errors
/// [`ForgottenError`].
pub async fn forgotten(log: &dyn EventLog) -> Result<BTreeSet<KeyId>, ForgottenError> {
    Reader::default().next(log).await
}

/// Erases for ever what the log says is to be forgotten, whoever appended it.
pub(crate) async fn erase_as_told(
    log: Arc<dyn EventLog>,
    keys: Arc<dyn KeyStore>,
    executor: Arc<Executor>,
    documents: Arc<Documents>,
) {
    let mut reader = Reader::default();
    loop {
        let head = log.head().await;
        if let Err(failed) = erase_next(&mut reader, &*log, &*keys, &executor, &documents).await {
            error!(reason = %failed, "keys can't be erased yet: {failed}");
            tokio::time::sleep(RETRY_AFTER).await;
            continue;
        }
        let woken = match head {
            Ok(head) => log.wait_past(head.next).await,
            Err(failed) => Err(failed),
        };
        if woken.is_err() {
            tokio::time::sleep(RETRY_AFTER).await;
        }
    }
}

async fn erase_next(
    reader: &mut Reader,
    log: &dyn EventLog,
    keys: &dyn KeyStore,
    executor: &Executor,
    documents: &Documents,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let before = reader.version;
    let erased: Vec<_> = reader.next(log).await?.into_iter().collect();
    if erased.is_empty() {
        return Ok(());
    }
    // Asked again from here when the store doesn't answer.
    let gone = erase(&erased, log, keys, documents).await;
    let found = gone.inspect_err(|_| reader.version = before)?;
    executor.streams().let_go();
    if found > 0 {
        info!(keys = found, "erased {found} keys that the log says were forgotten");
    }
    Ok(())
}

/// Erases the documents first: once the keys are gone, nobody knows which these are.
async fn erase(
    gone: &[KeyId],
    log: &dyn EventLog,
    keys: &dyn KeyStore,
    documents: &Documents,
) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let anew: BTreeSet<_> = gone.iter().filter(|key| !keys.has_forgotten(key)).cloned().collect();
    if !anew.is_empty() {
        documents.erase(documents_of(log, keys, &anew).await?).await?;
    }
    Ok(keys.forget(gone).await?)
}
