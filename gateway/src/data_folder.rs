//! The data folder of an installation, and the one place that opens the configured engine.
//!
//! ```text
//! log/                the log (sled)
//! documents/          evidence, a file for each document, named by its digest
//! private.sqlite      keys of sealed subjects, digests of tokens
//! keyring.spare       a second copy of those keys, overwritten with the first
//! master.key          what protects them; back it up apart from the rest
//! checkpoint.key      what the log's checkpoints are signed with, where the registry has a key
//! signed-checkpoints  every checkpoint that was signed; better on another volume than the log
//! admin.sock          present while a server runs: other commands use the log through it
//! ```
//!
//! A new folder gets its private store first, then the key, then the log. So one of them that isn't
//! there while a later one is was lost, and is asked for rather than made anew: a fresh key or store
//! would open nothing of what stands in the log.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
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
    KeyFileError, Places, Provable, SignedCheckpoints, SignedCheckpointsError, read_key,
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
        "{missing} is missing in {path}, and the rest of the registry is there: \
         restore it from the backup; nothing was written"
    )]
    Lost {
        /// The folder.
        path: PathBuf,
        /// What isn't there, by file name.
        missing: String,
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
        let OpenLog { log, provable, .. } = self.open_engine(clock.clone(), on_progress)?;
        let documents = Arc::new(DocumentFolder::open(self.path.join("documents"))?);
        let private = Arc::new(private);
        let wall = Wall::of_machine();
        Ok(Parts { log, private, documents, master, clock, entropy, provable, wall })
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
        let opened = self.connect_or_open_engine(clock.clone(), on_progress).await?;
        let OpenLog { log, provable, .. } = opened;
        let documents = Arc::new(DocumentFolder::open(self.path.join("documents"))?);
        let private = Arc::new(private);
        let wall = Wall::of_machine();
        Ok(Parts { log, private, documents, master, clock, entropy, provable, wall })
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
            return Ok(OpenLog { log: server.clone(), server: Some(server), provable: None });
        }
        self.open_engine(clock, on_progress)
    }

    fn open_engine(
        &self,
        clock: Arc<dyn Clock>,
        on_progress: impl FnMut(Progress),
    ) -> Result<OpenLog, FolderError> {
        let signing = self.open_signing()?;
        let (path, options) = (self.log_path(), Options::default());
        let mut tree = Tree::new();
        let on_entry = |entry: &Entry| {
            if signing.is_some() {
                tree.push(leaf_hash(&entry.bytes));
            }
        };
        let log = SledLog::open_observed(&path, clock, options, on_progress, on_entry)?;
        let provable = signing.map(|(key, signed)| Arc::new(Provable::new(key, signed, tree)));
        let log: Arc<dyn EventLog> = Arc::new(log);
        let log = provable.as_ref().map_or(log.clone(), |provable| provable.guard(log));
        Ok(OpenLog { log, server: None, provable })
    }

    /// The key and what was signed with it, where the registry has a key.
    ///
    /// # Errors
    /// [`FolderError::Lost`] when there are signed checkpoints and the key isn't there;
    /// [`FolderError::Key`], [`FolderError::SignedCheckpoints`].
    pub fn open_signing(&self) -> Result<Option<(SigningKey, SignedCheckpoints)>, FolderError> {
        self.link_places()?;
        let (key, signed) = (self.checkpoint_key_path(), self.signed_checkpoints_path());
        if fs::symlink_metadata(&key).is_err() {
            let lost = signed.exists().then(|| "checkpoint.key".to_owned());
            return lost.map_or(Ok(None), |missing| {
                Err(FolderError::Lost { path: self.path.clone(), missing })
            });
        }
        let key = read_key(&key)?;
        let signed = SignedCheckpoints::open(&signed, key.verifier())?;
        Ok(Some((key, signed)))
    }

    /// The file of the key that checkpoints are signed with.
    pub fn checkpoint_key_path(&self) -> PathBuf {
        self.path.join("checkpoint.key")
    }

    /// The file of the signed checkpoints.
    pub fn signed_checkpoints_path(&self) -> PathBuf {
        self.path.join("signed-checkpoints")
    }

    /// Links to what settings have elsewhere, so that commands without settings use the same.
    fn link_places(&self) -> Result<(), FolderError> {
        let links = [
            (&self.places.key, self.checkpoint_key_path()),
            (&self.places.signed_checkpoints, self.signed_checkpoints_path()),
        ];
        for (place, link) in links {
            if let Some(place) = place {
                let linked = std::path::absolute(place).and_then(|place| relink(&place, &link));
                linked.map_err(|source| FolderError::Folder { path: link, source })?;
            }
        }
        Ok(())
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

    /// Makes the folder with an empty private store where there is none.
    ///
    /// # Errors
    /// [`FolderError::Lost`] when something of an installation isn't there any more;
    /// [`FolderError::Folder`], [`FolderError::Private`].
    pub fn make(&self) -> Result<(), FolderError> {
        self.check_nothing_is_lost()?;
        std::fs::create_dir_all(&self.path)
            .and_then(|()| make_empty(&self.private_path()))
            .map_err(|source| FolderError::Folder { path: self.path.clone(), source })
    }

    fn check_nothing_is_lost(&self) -> Result<(), FolderError> {
        let has_log = SledLog::is_in(&self.log_path());
        let has_key = self.master_key_path().exists();
        let has_store = self.private_path().exists();
        let is_in_use = has_log || has_store && self.store_is_in_use()?;
        let lost: Vec<_> = [
            ("log", !has_log && is_in_use),
            ("private.sqlite", !has_store && (has_key || is_in_use)),
            ("master.key", !has_key && is_in_use),
        ]
        .into_iter()
        .filter_map(|(name, is_lost)| is_lost.then_some(name))
        .collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(FolderError::Lost { path: self.path.clone(), missing: lost.join(" and ") })
    }

    fn store_is_in_use(&self) -> Result<bool, FolderError> {
        Ok(SqliteStore::holds_anything(&self.private_path())?)
    }

    fn master_key_path(&self) -> PathBuf {
        self.path.join("master.key")
    }

    fn private_path(&self) -> PathBuf {
        self.path.join("private.sqlite")
    }
}

/// Makes a link to a file, in the place of another link or of nothing; what a file holds isn't given
/// up for one.
fn relink(place: &Path, link: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(link) {
        Ok(_) if fs::read_link(link).is_ok_and(|to| to == place) => return Ok(()),
        Ok(there) if there.is_symlink() || there.len() == 0 => fs::remove_file(link)?,
        Ok(_) => {
            let both = "the settings name another file for it: move this one there";
            return Err(std::io::Error::new(std::io::ErrorKind::AlreadyExists, both));
        }
        Err(_) => {}
    }
    std::os::unix::fs::symlink(place, link)
}

/// Makes an empty file, which SQLite takes for a new store, unless it is there.
fn make_empty(path: &Path) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)?.sync_all()
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::clock::SystemClock;
    use registry_events::seal::KeyId;

    /// A folder with a log, a key, and a private store that holds a subject's key.
    fn in_use() -> (TempDir, DataFolder) {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::new(parent.path().join("data"));
        let parts = open(&folder).expect("a new folder opens");
        parts.private.add_key(&KeyId("subject".into()), &[7; 32]).expect("added");
        (parent, folder)
    }

    fn open(folder: &DataFolder) -> Result<Parts, FolderError> {
        folder.open(Arc::new(SystemClock), Arc::new(SystemEntropy), |_| {})
    }

    /// What stands in the folder, by name and length.
    fn listing(folder: &DataFolder) -> Vec<(String, u64)> {
        let files = fs::read_dir(folder.path()).expect("a folder").map(|file| {
            let file = file.expect("a file");
            let length = file.metadata().expect("known").len();
            (file.file_name().to_string_lossy().into_owned(), length)
        });
        let mut files: Vec<_> = files.collect();
        files.sort();
        files
    }

    #[test]
    fn a_known_master_key_is_offered_again_and_leaves_no_copy_of_itself() {
        let (_parent, folder) = in_use();
        let before = listing(&folder);
        folder.keep_master_key(&MasterKey::from_bytes([7; 32])).expect("it has one");
        assert_eq!(listing(&folder), before);
    }

    fn check_lost(folder: &DataFolder, lost: &str) {
        let before = listing(folder);
        let refused = open(folder).map(drop).expect_err("something is lost");
        assert!(refused.to_string().starts_with(&format!("{lost} is missing in ")), "{refused}");
        assert_eq!(listing(folder), before);
    }

    #[test]
    fn a_folder_that_is_in_use_opens_again() {
        let (_parent, folder) = in_use();
        open(&folder).map(drop).expect("it opens");
    }

    #[test]
    fn a_lost_private_store_is_asked_for() {
        let (_parent, folder) = in_use();
        fs::remove_file(folder.private_path()).expect("removed");
        check_lost(&folder, "private.sqlite");
    }

    #[test]
    fn a_lost_master_key_is_asked_for() {
        let (_parent, folder) = in_use();
        fs::remove_file(folder.master_key_path()).expect("removed");
        check_lost(&folder, "master.key");
    }

    #[test]
    fn a_lost_log_is_asked_for() {
        let (_parent, folder) = in_use();
        fs::remove_dir_all(folder.log_path()).expect("removed");
        check_lost(&folder, "log");
    }

    #[test]
    fn a_key_that_is_left_alone_asks_for_the_private_store() {
        let (_parent, folder) = in_use();
        fs::remove_dir_all(folder.log_path()).expect("removed");
        fs::remove_file(folder.private_path()).expect("removed");
        check_lost(&folder, "private.sqlite");
    }

    #[test]
    fn a_first_start_that_broke_off_is_finished() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::new(parent.path().join("data"));
        folder.make().expect("made");
        folder.keep_master_key(&MasterKey::from_bytes([1; 32])).expect("kept");
        open(&folder).map(drop).expect("it opens");
    }
}
