//! The data folder of an installation, and the one place that opens the configured engine.
//!
//! ```text
//! log/                the log (sled)
//! documents/          evidence, a file for each document, named by its digest
//! private.sqlite      keys of sealed subjects, digests of tokens, people; how far the log was signed
//! keyring.spare       a second copy of those keys, overwritten with the first
//! master.key          what protects them; back it up apart from the rest
//! checkpoint.key      what the log's checkpoints are signed with, where the registry has a key
//! signed-checkpoints  every checkpoint that was signed; better on another volume than the log
//! admin.sock          present while a server runs: other commands use the log through it
//! ```
//!
//! A new folder gets its private store first, then the key, then the log. So one of them that isn't
//! there while a later one is was lost, and is asked for rather than made anew: a fresh key or store
//! would open nothing of what stands in the log. A log that was signed, and has lost key and signed
//! checkpoints, is opened to be read only: the private store knows that it was signed.

mod lost;
mod signing;

pub use signing::Beginning;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use registry_events::engine::sled::{OpenError, Options, Progress, SledLog};
use registry_events::entry::Entry;
use registry_events::log::{Clock, EventLog};
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::{Tree, leaf_hash};

use crate::admin::{ConnectError, RemoteLog};
use crate::clock::{Entropy, SystemEntropy};
use crate::documents::{DocumentError, DocumentFolder};
use crate::people::Wall;
use crate::private::{MasterKey, PrivateError, SqliteStore};
use crate::registry::Parts;
use crate::transparency::{
    KeyFileError, Places, Provable, SignedCheckpoints, SignedCheckpointsError, Traced, only_read,
    signing_lost,
};

/// Why a data folder can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It can't be made or entered.
    #[error("can't use the data folder {path}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The log can't be opened.
    #[error(transparent)]
    Log(#[from] OpenError),
    /// The private store can't be opened.
    #[error(transparent)]
    Private(#[from] PrivateError),
    /// The documents can't be kept.
    #[error(transparent)]
    Documents(#[from] DocumentError),
    /// The key of checkpoints can't be used.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The signed checkpoints can't be used.
    #[error(transparent)]
    SignedCheckpoints(#[from] SignedCheckpointsError),
    /// A server is there and doesn't answer.
    #[error(transparent)]
    Server(#[from] ConnectError),
    /// Something of an installation was lost.
    #[error(
        "{missing} missing in {path}, and the rest of the registry is there: \
         restore it from the backup; nothing was written"
    )]
    Lost {
        /// The folder.
        path: PathBuf,
        /// What isn't there, by file name.
        missing: String,
    },
    /// The log was signed, and neither its key nor what was signed is there.
    #[error("{}", signing_lost(*signed))]
    SigningLost {
        /// How many entries were signed.
        signed: u64,
    },
    /// There is no log to read.
    #[error("there is no registry in {path}")]
    NoLog {
        /// The folder.
        path: PathBuf,
    },
}

/// A log that is open: in this process, or in that of a server.
#[derive(Clone)]
pub struct OpenLog {
    /// The log.
    pub log: Arc<dyn EventLog>,
    /// The server whose log it is; none when it is open in this process.
    pub server: Option<Arc<RemoteLog>>,
    /// What outsiders can prove of it; none without a key, and when it is that of a server.
    pub provable: Option<Arc<Provable>>,
}

/// A data folder.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
    places: Places,
}

impl DataFolder {
    /// A data folder at a path; nothing is touched yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), places: Places::default() }
    }

    /// With key and signed checkpoints elsewhere, as settings may say.
    #[must_use]
    pub fn with_places(self, places: Places) -> Self {
        Self { places, ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the log.
    pub fn log_path(&self) -> PathBuf {
        self.path.join("log")
    }

    /// The socket of a running server.
    pub fn socket_path(&self) -> PathBuf {
        self.path.join("admin.sock")
    }

    /// Opens everything in this process, making what isn't there yet.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(
        &self,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        on_progress: impl FnMut(Progress),
    ) -> Result<Parts, FolderError> {
        self.make()?;
        let (private, master) = self.open_private(&*entropy)?;
        let OpenLog { log, provable, .. } = self.open_here(clock.clone(), on_progress)?;
        let documents = Arc::new(DocumentFolder::open(self.path.join("documents"))?);
        let (private, holds_back) = (Arc::new(private), false);
        let wall = Wall::of_machine();
        Ok(Parts { log, private, documents, master, clock, entropy, provable, wall, holds_back })
    }

    /// As [`Self::open`], and beside a running server: then its log is used through its socket.
    ///
    /// # Errors
    /// [`FolderError`].
    pub async fn connect_or_open(
        &self,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        on_progress: impl FnMut(Progress),
    ) -> Result<Parts, FolderError> {
        self.make()?;
        let (private, master) = self.open_private(&*entropy)?;
        let opened = match self.connect().await? {
            Some(opened) => opened,
            None => self.open_here(clock.clone(), on_progress)?,
        };
        let OpenLog { log, server, provable } = opened;
        let documents = Arc::new(DocumentFolder::open(self.path.join("documents"))?);
        // A server destroys what is to be destroyed itself.
        let (private, holds_back) = (Arc::new(private), server.is_some());
        let wall = Wall::of_machine();
        Ok(Parts { log, private, documents, master, clock, entropy, provable, wall, holds_back })
    }

    /// The log alone, for what only reads it; nothing is made. It may be read without the key that
    /// signed it, as after a restore from a published folder.
    ///
    /// # Errors
    /// [`FolderError::NoLog`] when there is none, and any other [`FolderError`].
    pub async fn connect_or_open_log(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        if let Some(opened) = self.connect_to_log().await? {
            return Ok(opened);
        }
        let lost = match self.open_signing() {
            Err(lost @ FolderError::Lost { .. }) => lost,
            signing => return self.open_engine(signing?, self.traced()?, clock, on_progress),
        };
        let opened = self.open_engine(None, Traced::default(), clock, on_progress)?;
        Ok(OpenLog { log: only_read(opened.log, lost.to_string()), ..opened })
    }

    /// The log of a folder whose key isn't made yet, whatever stands in the key's place.
    ///
    /// # Errors
    /// As [`Self::connect_or_open_log`].
    pub async fn connect_or_open_unsigned_log(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        match self.connect_to_log().await? {
            Some(opened) => Ok(opened),
            None => self.open_engine(None, Traced::default(), clock, on_progress),
        }
    }

    async fn connect_to_log(&self) -> Result<Option<OpenLog>, FolderError> {
        if !self.has_log() {
            return Err(FolderError::NoLog { path: self.path.clone() });
        }
        self.connect().await
    }

    /// Whether a log was ever opened here.
    pub fn has_log(&self) -> bool {
        self.log_path().exists()
    }

    /// Whether the engine's store is here.
    fn has_store_of_log(&self) -> bool {
        SledLog::is_in(&self.log_path())
    }

    /// The log of the server that has it open, where one does.
    async fn connect(&self) -> Result<Option<OpenLog>, FolderError> {
        let Some(server) = RemoteLog::connect(&self.socket_path()).await? else { return Ok(None) };
        let server = Arc::new(server);
        Ok(Some(OpenLog { log: server.clone(), server: Some(server), provable: None }))
    }

    /// The log in this process, with the key and what was signed and noted of it.
    fn open_here(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        self.open_engine(self.open_signing()?, self.traced()?, clock, on_progress)
    }

    fn open_engine(
        &self,
        signing: Option<(SigningKey, SignedCheckpoints)>,
        traced: Traced,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        let (path, options) = (self.log_path(), Options::default());
        let (mut tree, was_signed) = (Tree::new(), signing.is_some() || traced.noted().is_some());
        let on_entry = |entry: &Entry| {
            if was_signed {
                tree.push(leaf_hash(&entry.bytes));
            }
        };
        let log = SledLog::open_observed(&path, clock, options, on_progress, on_entry)?;
        let provable = match signing {
            Some((key, signed)) => Some(Provable::traced(key, signed, tree, traced)),
            None => Provable::without_key(tree, traced),
        };
        let (log, provable): (Arc<dyn EventLog>, _) = (Arc::new(log), provable.map(Arc::new));
        let log = provable.as_ref().map_or(log.clone(), |provable| provable.guard(log));
        Ok(OpenLog { log, server: None, provable })
    }

    /// Opens what stands beside the log.
    ///
    /// # Errors
    /// [`FolderError::Private`].
    pub fn open_private(
        &self,
        entropy: &dyn Entropy,
    ) -> Result<(SqliteStore, MasterKey), FolderError> {
        let master = MasterKey::open_or_make(&self.master_key_path(), entropy)?;
        let private = SqliteStore::open(&self.private_path(), &master, Box::new(SystemEntropy))?;
        Ok((private, master))
    }

    /// Puts a known master key into a new folder; a folder that has one keeps it.
    ///
    /// # Errors
    /// [`FolderError::Private`].
    pub fn keep_master_key(&self, master: &MasterKey) -> Result<(), FolderError> {
        Ok(master.keep_in(&self.master_key_path())?)
    }

    fn master_key_path(&self) -> PathBuf {
        self.path.join("master.key")
    }

    fn private_path(&self) -> PathBuf {
        self.path.join("private.sqlite")
    }
}
