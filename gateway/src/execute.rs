//! From a command to a durable commit: load what the rules need, decide, seal, append.
//!
//! Commands of one stream are taken one at a time. What was read from other streams is guarded; a
//! conflict means something changed meanwhile, so the command is decided again on what is now there,
//! at most [`ATTEMPTS_MAX`] times, after a moment that chance chooses. The outcome of a repeated request is read from the log.

mod sealing;
mod streams;

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use registry_core::access::Caller;
use registry_core::command::Command;
use registry_core::rejection::Rejection;
use registry_core::world::{Undecided, World};
use registry_core::{DecidedEvent, DecidedPart, Decision, decide};
use registry_events::codec::{CodecError, EncodedContent, encode_clear};
use registry_events::entry::Recorded;
use registry_events::ids::{Digest, Position, RequestId, StreamVersion};
use registry_events::log::{Append, AppendError, Clock, EventLog, Part, ReadError, Receipt};
use registry_events::seal::SealPlace;
use registry_events::stream::StreamId;
use tokio::sync::Mutex;

pub use streams::Streams;

use crate::clock::Entropy;
use crate::forget::ForgottenError;
use crate::keyring::{KeyStore, KeyStoreError};

/// How often a command is decided before the race counts as lost. Somebody wins each one, so of fewer
/// rivals than this none is refused for their number alone.
pub const ATTEMPTS_MAX: usize = 32;
/// The longest wait after the first lost race; it doubles with each up to [`WAIT_MS_MAX`].
const FIRST_WAIT_MS_MAX: u64 = 2;
/// The longest wait after any.
const WAIT_MS_MAX: u64 = 64;
/// How often streams are loaded for one decision.
const ROUNDS_MAX: usize = 12;
/// Commands of streams that share a stripe wait for each other.
const STRIPES: usize = 256;

/// How long to wait after some lost races, by chance.
fn wait_after(lost: usize, chance: u64) -> Duration {
    let doublings = u32::try_from(lost.saturating_sub(1)).unwrap_or(u32::MAX);
    let most = FIRST_WAIT_MS_MAX.saturating_mul(2_u64.saturating_pow(doublings)).min(WAIT_MS_MAX);
    Duration::from_micros(chance % (most * 1_000))
}

/// A command on its way: who asks, and the request it came with.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The request's id, keyed.
    pub request_id: RequestId,
    /// The digest of its method, path and body, keyed.
    pub request_digest: Digest,
    /// What is asked.
    pub command: Command,
    /// The version that the stream it is about must have, when the caller named one.
    pub expected: Option<StreamVersion>,
}

/// A command that is done.
#[derive(Debug, Clone)]
pub struct Done {
    /// What was recorded.
    pub receipt: Receipt,
    /// The commit's entries, opened: the answer is a function of these alone.
    pub entries: Vec<Recorded>,
    /// Whether it had been done before.
    pub repeated: bool,
}

/// Why a command is not done.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// The rules refuse it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The request's id was used with another body.
    #[error("this idempotency key was used with another body at position {0}")]
    RequestReused(Position),
    /// Others were faster each time.
    #[error("the race was lost {ATTEMPTS_MAX} times")]
    Contended,
    /// The commit would break a bound of the log.
    #[error("the change is too large for one commit: {0}")]
    TooLarge(String),
    /// The log takes no writes now.
    #[error("the log is read-only: {0}")]
    ReadOnly(String),
    /// Whether it is recorded isn't known; the caller repeats with the same key.
    #[error("the outcome is not known: {0}")]
    Unknown(String),
    /// The log can't be read.
    #[error("can't read the log")]
    Read(#[source] ReadError),
    /// The keyring doesn't answer.
    #[error("can't use the keyring")]
    Keys(#[source] KeyStoreError),
    /// Documents that are to be erased can't be found or erased.
    #[error("can't erase documents")]
    Documents(#[source] ForgottenError),
    /// An event can't be written; a fault of this program.
    #[error("can't encode an event")]
    Encode(#[source] CodecError),
}

/// Decides and appends.
pub struct Executor {
    log: Arc<dyn EventLog>,
    keys: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    zone: TimeZone,
    streams: Streams,
    stripes: Vec<Mutex<()>>,
}

impl Executor {
    /// An executor over a log; `zone` is the registry's, whose days are its days.
    pub fn new(
        log: Arc<dyn EventLog>,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        zone: TimeZone,
    ) -> Self {
        let streams = Streams::new(log.clone(), keys.clone());
        let stripes = (0..STRIPES).map(|_| Mutex::new(())).collect();
        Self { log, keys, clock, entropy, zone, streams, stripes }
    }

    /// The streams as the rules see them.
    pub const fn streams(&self) -> &Streams {
        &self.streams
    }

    /// Does what a command asks, once.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn execute(&self, request: &Request) -> Result<Done, ExecuteError> {
        let _turn = match request.command.subject() {
            Some(stream) => Some(self.stripe(&stream).lock().await),
            None => None,
        };
        request.command.operation().check(request.caller.role)?;
        if let Some(done) = self.repeated(request.request_id, request.request_digest).await? {
            return Ok(done);
        }
        let outcome = self.decide_and_append(request).await;
        if !matches!(outcome, Err(ExecuteError::Rejected(_) | ExecuteError::Contended)) {
            return outcome;
        }
        // The same request may have been recorded meanwhile: then it is its own work that it was
        // refused for, a name taken for instance, and the first answer is the answer.
        match self.repeated(request.request_id, request.request_digest).await? {
            Some(first) => Ok(first),
            None => outcome,
        }
    }

    async fn decide_and_append(&self, request: &Request) -> Result<Done, ExecuteError> {
        for attempt in 0..ATTEMPTS_MAX {
            self.step_back(attempt).await;
            let (world, decision) = self.decide(request.caller, &request.command).await?;
            check_expected(request, &world)?;
            let append = self.append_of(request, &world, decision).await?;
            match self.log.append(append).await {
                Ok(appended) => return self.done(appended.receipt, appended.repeated).await,
                Err(AppendError::Conflict { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Err(ExecuteError::Contended)
    }

    /// After a lost race waits for a moment that no two rivals share, so that they come one by one.
    async fn step_back(&self, lost: usize) {
        if lost > 0 {
            let chance = u64::from_be_bytes(self.entropy.array());
            tokio::time::sleep(wait_after(lost, chance)).await;
        }
    }

    /// What a request led to when it was made before.
    ///
    /// # Errors
    /// [`ExecuteError::RequestReused`], [`ExecuteError::Read`].
    pub async fn repeated(
        &self,
        request_id: RequestId,
        request_digest: Digest,
    ) -> Result<Option<Done>, ExecuteError> {
        let receipt = self.log.receipt(request_id).await.map_err(ExecuteError::Read)?;
        match receipt {
            None => Ok(None),
            Some(first) if first.request_digest != request_digest => {
                Err(ExecuteError::RequestReused(first.first))
            }
            Some(first) => Ok(Some(self.done(first, true).await?)),
        }
    }

    /// Decides a command and records nothing: whether it would be refused as things stand.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn rehearse(&self, caller: Caller, command: &Command) -> Result<(), ExecuteError> {
        self.decide(caller, command).await.map(drop)
    }

    /// What a command would record as things stand; nothing is.
    ///
    /// # Errors
    /// [`ExecuteError`].
    pub async fn foresee(
        &self,
        caller: Caller,
        command: &Command,
    ) -> Result<Decision, ExecuteError> {
        self.decide(caller, command).await.map(|(_, decision)| decision)
    }

    async fn done(&self, receipt: Receipt, repeated: bool) -> Result<Done, ExecuteError> {
        let mut entries = Vec::new();
        while entries.len() < receipt.count as usize {
            let from = Position(receipt.first.0 + entries.len() as u64);
            let rest = receipt.count as usize - entries.len();
            let read = self.log.read(from, rest).await.map_err(ExecuteError::Read)?;
            if read.is_empty() {
                return Err(ExecuteError::Unknown(format!("nothing stands at {from}")));
            }
            for entry in read {
                let recorded = entry.decode().map_err(ExecuteError::Encode)?;
                entries.push(self.keys.open(recorded).await);
            }
        }
        Ok(Done { receipt, entries, repeated })
    }

    async fn decide(
        &self,
        caller: Caller,
        command: &Command,
    ) -> Result<(World, Decision), ExecuteError> {
        let now = self.clock.now();
        let today = self.zone.to_datetime(now).date();
        let mut world = World::new(now, today, self.entropy.array());
        for _ in 0..ROUNDS_MAX {
            match decide(command, caller, &world) {
                Ok(decision) => return Ok((world, decision)),
                Err(Undecided::Rejected(rejection)) => return Err(rejection.into()),
                Err(Undecided::Needs(streams)) => {
                    for stream in streams {
                        let loaded = self.streams.load(&stream).await?;
                        world.load(stream, loaded);
                    }
                }
            }
        }
        Err(ExecuteError::Unknown("the decision asks for ever more streams".into()))
    }

    async fn append_of(
        &self,
        request: &Request,
        world: &World,
        decision: Decision,
    ) -> Result<Append, ExecuteError> {
        let mut parts = Vec::new();
        for part in decision.parts {
            parts.push(self.encode_part(world, part).await?);
        }
        let written: HashSet<_> = parts.iter().map(|part: &Part| part.stream.clone()).collect();
        let guards = world.versions().filter(|(stream, _)| !written.contains(stream));
        parts.extend(guards.map(|(stream, version)| Part {
            stream: stream.clone(),
            expected: version,
            events: Vec::new(),
        }));
        let (request_id, request_digest) = (request.request_id, request.request_digest);
        Ok(Append { request_id, request_digest, parts })
    }

    async fn encode_part(&self, world: &World, part: DecidedPart) -> Result<Part, ExecuteError> {
        let DecidedPart { stream, expected, events } = part;
        let mut version = expected;
        let mut encoded = Vec::with_capacity(events.len());
        for event in events {
            version = version.next();
            let place = SealPlace { stream: &stream, version };
            encoded.push(self.encode(world, place, event).await?);
        }
        Ok(Part { stream, expected, events: encoded })
    }

    /// Seals an event as a whole, or else what of its values isn't for everybody.
    async fn encode(
        &self,
        world: &World,
        place: SealPlace<'_>,
        decided: DecidedEvent,
    ) -> Result<EncodedContent, ExecuteError> {
        let DecidedEvent { actor, cause, event } = decided;
        let Some(key) = sealing::key_of(place.stream, place.version, &event) else {
            let event = self.with_values_sealed(world, place, event).await?;
            return Ok(EncodedContent::Clear(encode_clear(&actor, cause.as_ref(), &event)?));
        };
        let clear = encode_clear(&actor, cause.as_ref(), &event)?;
        let first = key.clone();
        let key = sealing::usable(world, key)?;
        if sealing::begins(place.version, &event) || key != first {
            self.keys.make(&key, self.entropy.array()).await.map_err(ExecuteError::Keys)?;
        }
        let sealed = self.keys.seal(&key, self.entropy.array(), place, &clear).await;
        Ok(EncodedContent::Sealed(sealed.map_err(ExecuteError::Keys)?))
    }

    fn stripe(&self, stream: &StreamId) -> &Mutex<()> {
        let mut hasher = DefaultHasher::new();
        stream.hash(&mut hasher);
        let index = usize::try_from(hasher.finish() % STRIPES as u64).unwrap_or(0);
        &self.stripes[index]
    }
}

/// Refuses when the stream the command is about has passed the version the caller saw. What a
/// decision read is guarded, so it can't pass between here and the append.
fn check_expected(request: &Request, world: &World) -> Result<(), Rejection> {
    let (Some(expected), Some(stream)) = (request.expected, request.command.seen_stream()) else {
        return Ok(());
    };
    match world.loaded(&stream) {
        Ok(loaded) if loaded.version != expected => {
            Err(Rejection::VersionPassed { expected, actual: loaded.version })
        }
        _ => Ok(()),
    }
}

impl From<AppendError> for ExecuteError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { .. } => Self::Contended,
            AppendError::RequestReused { first } => Self::RequestReused(first),
            AppendError::Malformed(reason) => Self::TooLarge(reason.into()),
            AppendError::Unknown(reason) => Self::Unknown(reason),
            AppendError::ReadOnly(reason) => Self::ReadOnly(reason),
        }
    }
}

impl From<CodecError> for ExecuteError {
    fn from(error: CodecError) -> Self {
        match error {
            CodecError::TooLarge { .. } => Self::TooLarge(error.to_string()),
            other => Self::Encode(other),
        }
    }
}
