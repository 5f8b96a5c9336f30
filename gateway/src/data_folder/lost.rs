//! What of an installation isn't there any more: it is asked for, and nothing is made in its place.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::{DataFolder, FolderError};
use crate::private::SqliteStore;

impl DataFolder {
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
        let has_log = self.has_store_of_log();
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
        Err(FolderError::Lost { path: self.path.clone(), missing: lost_in_words(&lost) })
    }

    fn store_is_in_use(&self) -> Result<bool, FolderError> {
        Ok(SqliteStore::holds_anything(&self.private_path())?)
    }
}

/// «a is missing», «a and b are missing».
fn lost_in_words(lost: &[&str]) -> String {
    let verb = if lost.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", lost.join(" and "))
}

/// Makes an empty file, which SQLite takes for a new store, unless it is there.
fn make_empty(path: &Path) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use registry_events::seal::KeyId;
    use tempfile::TempDir;

    use super::*;
    use crate::clock::{SystemClock, SystemEntropy};
    use crate::private::MasterKey;
    use crate::registry::Parts;

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
