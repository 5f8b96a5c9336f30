//! The data folder of an installation, and the one place that opens the configured engine.
//!
//! ```text
//! log/            the log (sled)
//! private.sqlite  keys of sealed subjects, digests of tokens
//! master.key      what protects them; back it up apart from the rest
//! admin.sock      present while a server runs: other commands use the log through it
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;

use registry_events::engine::sled::{OpenError, Options, Progress, SledLog};
use registry_events::log::Clock;

use crate::clock::{Entropy, SystemEntropy};
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
        let log = SledLog::open_with_progress(
            &self.log_path(),
            clock.clone(),
            Options::default(),
            on_progress,
        )?;
        let (private, master) = self.open_private(&*entropy)?;
        Ok(Parts { log: Arc::new(log), private: Arc::new(private), master, clock, entropy })
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

    /// Makes the folder where there is none.
    ///
    /// # Errors
    /// [`FolderError::Folder`].
    pub fn make(&self) -> Result<(), FolderError> {
        std::fs::create_dir_all(&self.path)
            .map_err(|source| FolderError::Folder { path: self.path.clone(), source })
    }
}
