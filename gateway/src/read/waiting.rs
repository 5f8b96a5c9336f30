//! What waits for somebody: applications with where they stand, and disputes that aren't closed.
//!
//! Both are sealed, so this is folded here, where the keys are, and of each only what a list of tasks
//! needs is kept: whose it is and when it moved.

use std::collections::BTreeMap;

use jiff::Timestamp;
use registry_core::state::ApplicationStanding;
use registry_events::entry::{Content, Recorded};
use registry_events::event::{ApplicationEvent, DisputeEvent, Event, RegistryEvent};
use registry_events::ids::{AccountId, ApplicationId, ClusterId, Position, StreamVersion};
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::seal::KeyId;
use registry_events::stream::StreamKind;
use tokio::sync::{RwLock, RwLockReadGuard};

use super::journal::JournalError;
use crate::keyring::KeyStore;

/// An application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownApplication {
    /// Who started it.
    pub applicant: AccountId,
    /// Where it stands.
    pub standing: ApplicationStanding,
    /// When it came to stand there.
    pub since: Timestamp,
}

/// A dispute that isn't closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownDispute {
    /// Who filed it; not known where its filing can't be opened.
    pub account: Option<AccountId>,
    /// When it came to stand where it stands.
    pub since: Timestamp,
}

/// A dispute by its cluster and the version of its filing.
pub type DisputeKey = (ClusterId, StreamVersion);

/// Everything that waits, as of a position.
#[derive(Debug, Default)]
pub struct Waiting {
    next: Position,
    applications: BTreeMap<ApplicationId, KnownApplication>,
    disputes: BTreeMap<DisputeKey, KnownDispute>,
}

impl Waiting {
    /// Every application with its id.
    pub fn applications(&self) -> impl Iterator<Item = (ApplicationId, &KnownApplication)> {
        self.applications.iter().map(|(id, known)| (*id, known))
    }

    /// Every dispute that isn't closed.
    pub fn disputes(&self) -> impl Iterator<Item = (DisputeKey, &KnownDispute)> {
        self.disputes.iter().map(|(key, known)| (*key, known))
    }

    /// Takes the next entry, opened where it can be.
    fn apply(&mut self, recorded: &Recorded) {
        self.next = recorded.position.next();
        let Content::Clear(clear) = &recorded.content else { return };
        let (at, account) = (recorded.recorded_at, clear.actor.account);
        match (recorded.stream.kind(), &clear.event) {
            (StreamKind::Application(id), Event::Application(event)) => {
                self.take_application(id, at, account, event);
            }
            (StreamKind::Cluster(cluster), Event::Dispute(event)) => {
                let key = (cluster, event.dispute(recorded.version));
                self.take_dispute(key, at, account, event);
            }
            (_, Event::Registry(RegistryEvent::SubjectForgotten(forgotten))) => {
                forgotten.keys.iter().for_each(|key| self.forget(key));
            }
            _ => {}
        }
    }

    fn take_application(
        &mut self,
        id: ApplicationId,
        since: Timestamp,
        account: AccountId,
        event: &ApplicationEvent,
    ) {
        let standing = match event {
            ApplicationEvent::ApplicationStarted(_) => ApplicationStanding::Draft,
            ApplicationEvent::ApplicationSubmitted(_) => ApplicationStanding::Submitted,
            ApplicationEvent::ApplicationReturned(_) => ApplicationStanding::Returned,
            ApplicationEvent::ApplicationListed(_) => ApplicationStanding::Listed,
            ApplicationEvent::ApplicationWithdrawn(_) => ApplicationStanding::Withdrawn,
            ApplicationEvent::RightToSpeakStated(_) => return,
        };
        // An application is started by its applicant.
        let applicant = self.applications.get(&id).map_or(account, |known| known.applicant);
        self.applications.insert(id, KnownApplication { applicant, standing, since });
    }

    fn take_dispute(
        &mut self,
        key: DisputeKey,
        since: Timestamp,
        account: AccountId,
        event: &DisputeEvent,
    ) {
        match event {
            DisputeEvent::DisputeFiled(_) => {
                self.disputes.insert(key, KnownDispute { account: Some(account), since });
            }
            DisputeEvent::DisputeAdmitted(_)
            | DisputeEvent::DisputeAnswered(_)
            | DisputeEvent::DisputeDeadlineMissed(_) => {
                let account = self.disputes.get(&key).and_then(|known| known.account);
                self.disputes.insert(key, KnownDispute { account, since });
            }
            DisputeEvent::DisputeRefused(_) | DisputeEvent::DisputeResolved(_) => {
                self.disputes.remove(&key);
            }
            DisputeEvent::DisputeLifted(_) => {}
        }
    }

    /// Of an application whose key was erased nothing is known any more, as after a start without it.
    fn forget(&mut self, key: &KeyId) {
        let id: Option<ApplicationId> =
            key.0.strip_prefix("application/").and_then(|id| id.parse().ok());
        if let Some(id) = id {
            self.applications.remove(&id);
        }
    }
}

/// What waits, kept in memory and brought up to a position when it is asked for.
#[derive(Debug, Default)]
pub struct KeptWaiting {
    kept: RwLock<Waiting>,
}

impl KeptWaiting {
    /// What waits with every entry up to a position; whoever else asks meanwhile waits for it.
    ///
    /// # Errors
    /// The log can't be read.
    pub async fn until(
        &self,
        at: Position,
        log: &dyn EventLog,
        keys: &dyn KeyStore,
    ) -> Result<RwLockReadGuard<'_, Waiting>, JournalError> {
        {
            let kept = self.kept.read().await;
            if kept.next > at {
                return Ok(kept);
            }
        }
        let mut kept = self.kept.write().await;
        catch_up(&mut kept, at, log, keys).await?;
        Ok(kept.downgrade())
    }
}

/// Takes what the log has up to a position, what is sealed opened.
async fn catch_up(
    waiting: &mut Waiting,
    at: Position,
    log: &dyn EventLog,
    keys: &dyn KeyStore,
) -> Result<(), JournalError> {
    while waiting.next <= at {
        let entries = log.read(waiting.next, READ_ENTRIES_MAX).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let recorded = entry.decode()?;
            let is_sealed = matches!(recorded.content, Content::Sealed(_));
            let opened = if is_sealed { keys.open(recorded).await } else { recorded };
            waiting.apply(&opened);
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}
