//! The journal's index, kept in memory and brought up to a position when it is asked for. Until
//! somebody asks for the first time nothing is read, and nothing held.

use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_projections::journal::Journal;
use tokio::sync::{RwLock, RwLockReadGuard};

use super::JournalError;

/// The index.
#[derive(Debug, Default)]
pub struct KeptJournal {
    journal: RwLock<Journal>,
}

impl KeptJournal {
    /// The index with every entry up to a position; whoever else asks meanwhile waits for it.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn until(
        &self,
        at: Position,
        log: &dyn EventLog,
    ) -> Result<RwLockReadGuard<'_, Journal>, JournalError> {
        {
            let journal = self.journal.read().await;
            if journal.next() > at {
                return Ok(journal);
            }
        }
        let mut journal = self.journal.write().await;
        catch_up(&mut journal, at, log).await?;
        Ok(journal.downgrade())
    }
}

/// Takes what the log has up to a position.
///
/// # Errors
/// The log can't be read.
async fn catch_up(
    journal: &mut Journal,
    at: Position,
    log: &dyn EventLog,
) -> Result<(), JournalError> {
    while journal.next() <= at {
        let entries = log.read(journal.next(), READ_ENTRIES_MAX).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            journal.apply(&entry.decode()?);
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}
