//! A log that may only be read, as on a mounted backup: sled opens no store that it can't write, so a
//! copy is opened, for as long as it is looked at.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use registry_events::engine::sled::OpenError;
use registry_gateway::clock::SystemClock;
use registry_gateway::data_folder::{DataFolder, FolderError, OpenLog};
use registry_gateway::transparency::KeyFileError;
use tempfile::TempDir;

use crate::commands::common::checking;
use crate::failure::Failure;
use crate::output::say;

/// An open log, and the copy it stands in where there is one.
pub(super) struct Opened {
    pub(super) log: OpenLog,
    /// Removed when it is dropped, after the log.
    _copy: Option<TempDir>,
}

/// Opens the log of a folder, or a copy of it where the folder may only be read.
pub(super) async fn open(folder: &DataFolder) -> Result<Opened, Failure> {
    match connect_or_open(folder).await {
        Err(error) if may_only_be_read(&error) => open_copy(folder).await,
        opened => Ok(Opened { log: opened?, _copy: None }),
    }
}

async fn connect_or_open(folder: &DataFolder) -> Result<OpenLog, FolderError> {
    folder.connect_or_open_log(Arc::new(SystemClock), checking()).await
}

fn may_only_be_read(error: &FolderError) -> bool {
    let (FolderError::Log(OpenError::Folder { source, .. })
    | FolderError::Key(KeyFileError::File { source, .. })) = error
    else {
        return false;
    };
    matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

async fn open_copy(folder: &DataFolder) -> Result<Opened, Failure> {
    let path = folder.path().display();
    say(&format!("{path} may only be read, so a temporary copy of its log is checked"));
    let copied = tempfile::tempdir().and_then(|copy| {
        copy_files(&folder.log_path(), &copy.path().join("log"))?;
        Ok(copy)
    });
    let copy = copied.map_err(|error| {
        Failure::refused(format!("can't copy the log of {path}: {error}"))
            .hint("name a folder with room for the log in TMPDIR")
    })?;
    let log = connect_or_open(&DataFolder::new(copy.path())).await?;
    Ok(Opened { log, _copy: Some(copy) })
}

/// Copies a folder's contents, but not that nobody may write them.
fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        let (here, there) = (file.path(), to.join(file.file_name()));
        if file.file_type()?.is_dir() {
            copy_files(&here, &there)?;
        } else {
            io::copy(&mut fs::File::open(here)?, &mut fs::File::create(there)?)?;
        }
    }
    Ok(())
}
