//! A file that has become long is begun anew with its last note; the older notes stay in a file beside
//! it, which is named by how many entries they cover. At every moment the name leads to a file that
//! has the last note.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use registry_events::transparency::checkpoint::SignedCheckpoint;

use super::sync_folder;

/// Begins a file anew, where a link leads, and gives it open for writing.
pub(super) fn renew(path: &Path, last: &SignedCheckpoint) -> io::Result<File> {
    let place = fs::canonicalize(path)?;
    let (aside, fresh) = (beside(&place, &last.head().size.to_string()), beside(&place, "new"));
    let _none_was_left = fs::remove_file(&fresh);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&fresh)?;
    writeln!(file, "{}", last.note)?;
    file.sync_all()?;
    match fs::hard_link(&place, &aside) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => fs::rename(&fresh, &place)?,
    }
    sync_folder(&place)?;
    Ok(file)
}

fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(place);
    name.push(".");
    name.push(ending);
    name.into()
}
