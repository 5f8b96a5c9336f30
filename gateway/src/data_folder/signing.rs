//! The key of a folder's log and what was signed with it: in the folder, or where the settings have
//! them and the folder links to.

use std::fs;
use std::io::{Error, ErrorKind};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use registry_events::transparency::checkpoint::Checkpoint;
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::TreeHead;

use super::{DataFolder, FolderError};
use crate::clock::Entropy;
use crate::private::TracePlace;
use crate::transparency::{SignedCheckpoints, Traced, make_key, read_key};

/// Whether a log is signed for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// It never was signed.
    First,
    /// It may have been: the operator says that its key is lost for good.
    Anew,
}

impl DataFolder {
    /// The key and what was signed with it, where the registry has a key.
    ///
    /// # Errors
    /// [`FolderError::Lost`] when there are signed checkpoints and the key isn't there;
    /// [`FolderError::Key`], [`FolderError::SignedCheckpoints`].
    pub fn open_signing(&self) -> Result<Option<(SigningKey, SignedCheckpoints)>, FolderError> {
        self.link_places()?;
        let (key, signed) = (self.checkpoint_key_path(), self.signed_checkpoints_path());
        if fs::symlink_metadata(&key).is_err() {
            return if signed.exists() { Err(self.key_is_lost()) } else { Ok(None) };
        }
        let key = read_key(&key)?;
        let signed = SignedCheckpoints::open(&signed, key.verifier())?;
        Ok(Some((key, signed)))
    }

    /// What is noted of the signing apart from the key and what was signed with it.
    ///
    /// # Errors
    /// [`FolderError::Private`].
    pub fn traced(&self) -> Result<Traced, FolderError> {
        Ok(Traced::at(TracePlace::at(&self.private_path()))?)
    }

    /// Makes the key, and signs with it the log as it is: from then on a log that ends before isn't
    /// taken for the whole.
    ///
    /// # Errors
    /// As [`Self::open_signing`]; a key that is there stays. [`FolderError::SigningLost`] of a log that
    /// was signed before, unless it is to begin anew.
    pub fn begin_signing(
        &self,
        origin: &str,
        head: TreeHead,
        beginning: Beginning,
        entropy: &dyn Entropy,
    ) -> Result<SigningKey, FolderError> {
        let is_there = |path: PathBuf| fs::metadata(path).is_ok_and(|file| file.len() > 0);
        if is_there(self.signed_checkpoints_path()) && !is_there(self.checkpoint_key_path()) {
            return Err(self.key_is_lost());
        }
        let traced = self.traced()?;
        if let (Beginning::First, Some(trace)) = (beginning, traced.noted()) {
            return Err(FolderError::SigningLost { signed: trace.head.size });
        }
        let key = make_key(&self.checkpoint_key_path(), origin, entropy)?;
        let path = self.signed_checkpoints_path();
        let failed = |source| FolderError::Folder { path: path.clone(), source };
        let first = Checkpoint { origin: origin.into(), head }.sign(&key);
        let first = first.map_err(|error| failed(Error::other(error)))?;
        SignedCheckpoints::begin(&path, key.verifier(), &first)?;
        traced.note(key.verifier(), head).map_err(failed)?;
        Ok(key)
    }

    fn key_is_lost(&self) -> FolderError {
        FolderError::Lost { path: self.path.clone(), missing: "checkpoint.key is".into() }
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
}

/// Makes a link to a file, in the place of another link or of nothing; what a file holds isn't given
/// up for one.
fn relink(place: &Path, link: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(link) {
        Ok(_) if fs::read_link(link).is_ok_and(|to| to == place) => return Ok(()),
        Ok(there) if there.is_symlink() || there.len() == 0 => fs::remove_file(link)?,
        Ok(_) => {
            let both = "the settings name another file for it: move this one there";
            return Err(Error::new(ErrorKind::AlreadyExists, both));
        }
        Err(_) => {}
    }
    symlink(place, link)
}
