//! The data folder of an installation, and the one place that opens the configured engine.
//!
//! ```text
//! log/            the log (sled)
//! documents/      evidence, a file for each document, named by its digest
//! private.sqlite  keys of sealed subjects, digests of tokens
//! master.key      what protects them; back it up apart from the rest
//! admin.sock      present while a server runs: other commands use the log through it
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;

use registry_events::engine::sled::{OpenError, Options, Progress, SledLog};
use registry_events::log::{Clock, EventLog};

use crate::admin::{ConnectError, RemoteLog};
use crate::clock::{Entropy, SystemEntropy};
use crate::documents::{DocumentError, DocumentFolder};
use crate::private::{MasterKey, PrivateError, SqliteStore};
use crate::registry::Parts;

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
    /// A server is there and doesn't answer.
    #[error(transparent)]
    Server(#[from] ConnectError),
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
}

/// A data folder.
#[derive(Debug, Clone)]
pub struct DataFolder {
    path: PathBuf,
}

impl DataFolder {
    /// A data folder at a path; nothing is touched yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
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
        let log = self.open_engine(clock.clone(), on_progress)?;
        self.parts(log, clock, entropy)
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
        let log = self.connect_or_open_engine(clock.clone(), on_progress).await?.log;
        self.parts(log, clock, entropy)
    }

    /// The log alone, for what only reads it; nothing is made.
    ///
    /// # Errors
    /// [`FolderError::NoLog`] when there is none, and any other [`FolderError`].
    pub async fn connect_or_open_log(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        if !self.has_log() {
            return Err(FolderError::NoLog { path: self.path.clone() });
        }
        self.connect_or_open_engine(clock, on_progress).await
    }

    /// Whether a log was ever opened here.
    pub fn has_log(&self) -> bool {
        self.log_path().exists()
    }

    async fn connect_or_open_engine(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        if let Some(server) = RemoteLog::connect(&self.socket_path()).await? {
            let server = Arc::new(server);
            return Ok(OpenLog { log: server.clone(), server: Some(server) });
        }
        Ok(OpenLog { log: self.open_engine(clock, on_progress)?, server: None })
    }

    fn open_engine(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<Arc<dyn EventLog>, FolderError> {
        let (path, options) = (self.log_path(), Options::default());
        Ok(Arc::new(SledLog::open_with_progress(&path, clock, options, on_progress)?))
    }

    fn parts(
        &self,
        log: Arc<dyn EventLog>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Parts, FolderError> {
        let (private, master) = self.open_private(&*entropy)?;
        let documents = Arc::new(DocumentFolder::open(self.path.join("documents"))?);
        Ok(Parts { log, private: Arc::new(private), documents, master, clock, entropy })
    }

    /// Opens what stands beside the log.
    ///
    /// # Errors
    /// [`FolderError::Private`].
    pub fn open_private(
        &self,
        entropy: &dyn Entropy,
    ) -> Result<(SqliteStore, MasterKey), FolderError> {
        let master = MasterKey::open_or_make(&self.path.join("master.key"), entropy)?;
        let path = self.path.join("private.sqlite");
        let private = SqliteStore::open(&path, &master, Box::new(SystemEntropy))?;
        Ok((private, master))
    }

    /// Puts a known master key into a new folder; a folder that has one keeps it.
    ///
    /// # Errors
    /// [`FolderError::Private`].
    pub fn keep_master_key(&self, master: &MasterKey) -> Result<(), FolderError> {
        Ok(master.keep_in(&self.path.join("master.key"))?)
    }

    /// Makes the folder where there is none.
    ///
    /// # Errors
    /// [`FolderError::Folder`].
    pub fn make(&self) -> Result<(), FolderError> {
        std::fs::create_dir_all(&self.path)
            .map_err(|source| FolderError::Folder { path: self.path.clone(), source })
    }
}
