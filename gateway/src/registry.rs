//! The running registry: log, executor, views, tokens and settings in one place that handlers share.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_core::access::Caller;
use registry_core::command::{Command, ForgetSubject, OpenRegistry};
use registry_events::ids::{Digest, Position, RequestId, StreamVersion, Uuid};
use registry_events::log::{Clock, EventLog, ReadError};
use registry_events::seal::KeyId;
use registry_projections::views::Views;
use tokio::task::JoinHandle;
use tracing::{info, warn};

use crate::clock::Entropy;
use crate::documents::{DocumentError, DocumentStore, Documents};
use crate::execute::{Done, ExecuteError, Executor, Request};
use crate::follow::{PublishedViews, follow};
use crate::forget::{ForgottenError, documents_of, erase_as_told, forgotten, named};
use crate::keyring::{KeyStore, KeyStoreError, StoredKeyring};
use crate::people::{Accounts, PeopleError, Wall};
use crate::private::{MasterKey, PrivateError, PrivateStore, in_background};
use crate::read::cursor::CursorKey;
use crate::tokens::Tokens;
use crate::transparency::{Provable, Signer, Standing};

/// How long a handler waits for the views to reach a position.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What a registry is put together from.
pub struct Parts {
    /// The log.
    pub log: Arc<dyn EventLog>,
    /// The private store.
    pub private: Arc<dyn PrivateStore>,
    /// Where documents are kept.
    pub documents: Arc<dyn DocumentStore>,
    /// The master key.
    pub master: MasterKey,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
    /// What outsiders can prove of the log; none without a key, and beside the server that has it.
    pub provable: Option<Arc<Provable>>,
    /// The clock and the chance of people, whatever those of the log are.
    pub wall: Wall,
    /// Whether keys that the log says were erased are only held back, and destroyed by nobody here:
    /// for what only reads, and beside a server.
    pub holds_back: bool,
}

/// The running registry.
pub struct Registry {
    log: Arc<dyn EventLog>,
    executor: Arc<Executor>,
    views: PublishedViews,
    documents: Arc<Documents>,
    tokens: Tokens,
    accounts: Accounts,
    private: Arc<dyn PrivateStore>,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    zone: TimeZone,
    request_key: [u8; 32],
    cursor_key: CursorKey,
    provable: Option<Arc<Provable>>,
    erases: bool,
}

/// Why a registry can't be put together.
#[derive(Debug, thiserror::Error)]
pub enum AssembleError {
    /// The keyring can't be read.
    #[error("can't open the keyring")]
    Keyring(#[source] KeyStoreError),
    /// It isn't known which keys were forgotten, and none may be used before that is.
    #[error("can't open the keyring")]
    Forgotten(#[source] ForgottenError),
    /// The log can't be read.
    #[error("can't read how the registry was opened")]
    Log(#[source] ReadError),
    /// The registry's stream can't be folded.
    #[error("can't read the registry's editions")]
    Editions(#[source] ExecuteError),
    /// The private store can't be written.
    #[error("can't note since when looks at documents are noted")]
    Looks(#[source] PeopleError),
    /// The time zone isn't known here.
    #[error("the time zone {0} is not known")]
    TimeZone(String),
}

/// The zone of a registry that isn't opened yet.
pub const DEFAULT_TIME_ZONE: &str = "Europe/Moscow";

impl Registry {
    /// Puts a registry together; the zone is the one it was opened with.
    ///
    /// # Errors
    /// [`AssembleError`].
    pub async fn assemble(parts: Parts) -> Result<Self, AssembleError> {
        let forgotten = forgotten(&*parts.log).await.map_err(AssembleError::Forgotten)?;
        let erases = !parts.holds_back && is_believed(parts.provable.as_deref());
        let documents = Arc::new(Documents::new(parts.documents.clone()));
        if erases {
            erase_left_behind(&*parts.log, &parts.private, &forgotten, &documents).await?;
        }
        let opened = if erases { StoredKeyring::erasing } else { StoredKeyring::holding_back };
        let opened = opened(parts.private.clone(), forgotten).map_err(AssembleError::Keyring)?;
        let accounts = Accounts::new(parts.private.clone(), &parts.master, parts.wall.clone());
        if !parts.holds_back {
            let next = parts.log.head().await.map_err(AssembleError::Log)?.next;
            accounts.note_looks_since(next).await.map_err(AssembleError::Looks)?;
        }
        let zone = zone_of(&parts.log).await?;
        Ok(Self::over(parts, documents, Arc::new(opened), accounts, zone, erases))
    }

    fn over(
        parts: Parts,
        documents: Arc<Documents>,
        keys: Arc<dyn KeyStore>,
        accounts: Accounts,
        zone: TimeZone,
        erases: bool,
    ) -> Self {
        let (log, clock, entropy) = (&parts.log, &parts.clock, &parts.entropy);
        let executor =
            Executor::new(log.clone(), keys.clone(), clock.clone(), entropy.clone(), zone.clone());
        Self {
            log: parts.log,
            executor: Arc::new(executor),
            views: PublishedViews::default(),
            documents,
            tokens: Tokens::new(parts.private.clone(), &parts.master),
            accounts,
            private: parts.private,
            keys,
            clock: parts.clock,
            entropy: parts.entropy,
            zone,
            request_key: parts.master.derive("request id"),
            cursor_key: CursorKey::of(&parts.master),
            provable: parts.provable,
            erases,
        }
    }

    /// What the cursors of its lists are sealed with.
    pub const fn cursor_key(&self) -> CursorKey {
        self.cursor_key
    }

    /// Starts the follower, and beside it what erases keys; the task ends when its handle is aborted.
    pub fn start_follower(&self) -> JoinHandle<()> {
        let follow = follow(self.log.clone(), self.views.clone());
        if !self.erases {
            return tokio::spawn(follow);
        }
        let (log, keys) = (self.log.clone(), self.keys.clone());
        let erase = erase_as_told(log, keys, self.executor.clone(), self.documents.clone());
        tokio::spawn(async move {
            tokio::join!(follow, erase);
        })
    }

    /// Erases keys for good: the event first, durably, then the keys. What is asked for with the same
    /// words again, after a crash between the two, is erased at the next start all the same. Answers
    /// with how many of them are gone, whoever erased them: a server beside may be faster.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn forget(
        &self,
        caller: Caller,
        command: ForgetSubject,
    ) -> Result<(Done, usize), ExecuteError> {
        let keys = command.keys.clone();
        let key = self.random_key();
        // Found while the keys are there, also where a server beside is faster with them.
        let gone = keys.iter().cloned().collect();
        let documents = documents_of(&*self.log, &*self.keys, &gone).await;
        let documents = documents.map_err(ExecuteError::Documents)?;
        let done = self.execute(caller, &key, b"", command.into()).await?;
        let erased = self.documents.erase(documents).await;
        erased.map_err(|error| ExecuteError::Documents(error.into()))?;
        self.keys.forget(&keys).await.map_err(ExecuteError::Keys)?;
        self.executor.streams().let_go();
        let kept = self.key_ids().await;
        let kept = kept.map_err(|error| ExecuteError::Keys(KeyStoreError::Store(error)))?;
        let gone = keys.iter().filter(|key| !kept.contains(key)).count();
        Ok((done, gone))
    }

    /// Starts to sign the log, where there is a key; [`Signer::stop`] signs its end.
    pub fn start_signer(&self) -> Option<Signer> {
        let provable = self.provable.clone()?;
        Some(Signer::start(self.log.clone(), provable))
    }

    /// Opens a registry that is new; does nothing when it is open.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn open_if_new(
        &self,
        demonstration: bool,
        time_zone: &str,
    ) -> Result<(), ExecuteError> {
        let head = self.log.head().await.map_err(ExecuteError::Read)?;
        if head.next > Position(0) {
            return Ok(());
        }
        let open = OpenRegistry { demonstration, time_zone: time_zone.into() };
        self.execute(Caller::PROGRAM, "open the registry", b"", open.into()).await.map(drop)
    }

    /// Does what a command asks. `key` and `body` make the request's id and digest: the same key of
    /// the same account is the same request.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn execute(
        &self,
        caller: Caller,
        key: &str,
        body: &[u8],
        command: Command,
    ) -> Result<Done, ExecuteError> {
        self.execute_at(caller, key, body, command, None).await
    }

    /// As [`Self::execute`], and only when the stream the command is about stands at a version.
    ///
    /// # Errors
    /// [`ExecuteError`]; `VersionPassed` when it doesn't.
    pub async fn execute_at(
        &self,
        caller: Caller,
        key: &str,
        body: &[u8],
        command: Command,
        expected: Option<StreamVersion>,
    ) -> Result<Done, ExecuteError> {
        let request_id = self.request_id(caller, key);
        let request_digest = self.request_digest(body);
        let request = Request { caller, request_id, request_digest, command, expected };
        self.executor.execute(&request).await
    }

    /// The id of a request: keyed, so that it tells an outsider nothing.
    pub fn request_id(&self, caller: Caller, key: &str) -> RequestId {
        let mut hasher = blake3::Hasher::new_keyed(&self.request_key);
        hasher.update(caller.account.as_uuid().as_bytes()).update(key.as_bytes());
        RequestId(*hasher.finalize().as_bytes())
    }

    /// The digest of a request's method, path and canonical body: keyed likewise.
    pub fn request_digest(&self, body: &[u8]) -> Digest {
        Digest(*blake3::keyed_hash(&self.request_key, body).as_bytes())
    }

    /// An id that is made of what it stands for: the same of the same.
    pub fn made_of(&self, what: &str) -> Uuid {
        let digest = self.request_digest(what.as_bytes());
        let mut bytes: [u8; 16] = std::array::from_fn(|place| digest.0[place]);
        // An id of the eighth version: what it is made of is our own.
        bytes[6] = bytes[6] & 0x0F | 0x80;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        Uuid::from_bytes(bytes)
    }

    /// A key for a request that came without one.
    pub fn random_key(&self) -> String {
        blake3::Hash::from_bytes(self.entropy.array()).to_hex().to_string()
    }

    /// The log.
    pub const fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }

    /// What outsiders can prove of the log; none without a key.
    pub const fn provable(&self) -> Option<&Arc<Provable>> {
        self.provable.as_ref()
    }

    /// The executor.
    pub fn executor(&self) -> &Executor {
        &self.executor
    }

    /// The published views.
    pub const fn published(&self) -> &PublishedViews {
        &self.views
    }

    /// The views as they are now.
    pub fn views(&self) -> Arc<Views> {
        self.views.load()
    }

    /// Documents that show what is stated.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Access tokens.
    pub const fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// People, their sessions, links and letters.
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The keys that the private store has, by their ids; a key that was erased is none.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub async fn key_ids(&self) -> Result<Vec<KeyId>, PrivateError> {
        let kept = in_background(&self.private, |store| store.keys()).await?;
        Ok(kept.into_iter().map(|(key, _)| key).collect())
    }

    /// Whether a key may be used: one that the log says was erased may not, though an older private
    /// store still has it.
    pub fn may_use(&self, key: &KeyId) -> bool {
        !self.keys.has_forgotten(key)
    }

    /// The keyring.
    pub const fn keys(&self) -> &Arc<dyn KeyStore> {
        &self.keys
    }

    /// Where random bytes come from.
    pub const fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.entropy
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The registry's zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The registry's day.
    pub fn today(&self) -> Date {
        self.zone.to_datetime(self.now()).date()
    }
}

/// Erases the documents of subjects that the log says were forgotten: where a process ended before it
/// destroyed their keys, since after these nobody knows of all which documents they are; and those
/// that somebody restored without the keys. What nothing that can be read names may be of a subject
/// that was sealed as a whole: it is told, and given out to nobody.
async fn erase_left_behind(
    log: &dyn EventLog,
    private: &Arc<dyn PrivateStore>,
    forgotten: &BTreeSet<KeyId>,
    documents: &Documents,
) -> Result<(), AssembleError> {
    let failed = |error: DocumentError| AssembleError::Forgotten(error.into());
    let kept = if forgotten.is_empty() {
        BTreeSet::new()
    } else {
        documents.kept().await.map_err(failed)?
    };
    if kept.is_empty() {
        return Ok(());
    }
    let all = StoredKeyring::holding_back(private.clone(), BTreeSet::new());
    let all = all.map_err(AssembleError::Keyring)?;
    let named = named(log, &all, forgotten).await.map_err(AssembleError::Forgotten)?;
    let gone = named.only_by_forgotten().intersection(&kept).copied().collect::<BTreeSet<_>>();
    if !gone.is_empty() {
        info!(documents = gone.len(), "erasing {} documents of what was forgotten", gone.len());
    }
    documents.erase(gone).await.map_err(failed)?;
    let unnamed = named.named_by_nothing(&kept);
    tell_unnamed(&unnamed);
    documents.withhold(unnamed);
    Ok(())
}

fn tell_unnamed(documents: &BTreeSet<Digest>) {
    if documents.is_empty() {
        return;
    }
    let digests = documents.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let count = documents.len();
    warn!(
        documents = count,
        "nothing names {count} documents, which may be of what was forgotten: {digests}"
    );
}

/// Whether what a log says is acted upon for good: not when it isn't the one that was signed.
fn is_believed(provable: Option<&Provable>) -> bool {
    provable.is_none_or(|provable| provable.standing() == Standing::Continues)
}

/// The zone the registry was opened with, or the default while it isn't.
async fn zone_of(log: &Arc<dyn EventLog>) -> Result<TimeZone, AssembleError> {
    use registry_events::event::{Event, RegistryEvent};
    use registry_events::ids::StreamVersion;
    use registry_events::stream::StreamId;

    let first = log
        .read_stream(&StreamId::registry(), StreamVersion::EMPTY, 1)
        .await
        .map_err(AssembleError::Log)?;
    let opened = first.first().and_then(|entry| entry.decode().ok());
    let name = match opened.as_ref().and_then(|recorded| recorded.event()) {
        Some(Event::Registry(RegistryEvent::RegistryOpened(opened))) => opened.time_zone.clone(),
        _ => DEFAULT_TIME_ZONE.into(),
    };
    TimeZone::get(&name).map_err(|_| AssembleError::TimeZone(name))
}
