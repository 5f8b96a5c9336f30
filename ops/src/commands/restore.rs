//! `clustermap restore`: makes the log of a new data folder from a published folder, byte for byte.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use registry_events::engine::sled::{OpenError, Restore};
use registry_events::log::Head;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_gateway::data_folder::{DataFolder, FolderError};
use registry_gateway::transparency::SignedCheckpoints;

use super::verify::given_key;
use crate::failure::Failure;
use crate::output::{columns, data, or_none, say};
use crate::progress::Bar;
use crate::published::{Checked, Published, check, entries};

/// What else a registry needs.
const REST: &str = "\
The folder is verified first. What it restores is the log, which goes on at the same position: to
sign it on, the old checkpoint.key is needed; to serve it, master.key and private.sqlite from their
own backup.";

/// What the log is called while it isn't whole.
const UNFINISHED: &str = "log.restoring";

/// What `restore` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = REST)]
pub struct Args {
    /// The published folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The log's verifier key, NAME+ID+BASE64, or a file with it; else the folder's own is believed
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

/// Restores a log into a data folder that has none.
///
/// # Errors
/// What was found wrong with the published folder, or why nothing can be restored.
pub fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    refuse_a_log(folder)?;
    let published = Published::at(&args.folder);
    let key = match &args.key {
        Some(key) => given_key(key)?,
        None => published.key()?,
    };
    let checked = verified(&published, &key)?;
    refuse_an_older_copy(folder, &key, &checked.checkpoint)?;
    let head = restore(folder, &published, &checked)?;
    keep_checkpoint(folder, &key, &checked.checkpoint)?;
    say(&format!(
        "{} has the log {} again, up to position {}",
        folder.path().display(),
        key.name(),
        or_none(head.last())
    ));
    data(&columns([
        ("entries", head.next.to_string()),
        ("position", or_none(head.last())),
        ("recorded", or_none(head.recorded_at)),
        ("chain", head.chain.to_string()),
    ]))
}

fn refuse_a_log(folder: &DataFolder) -> Result<(), Failure> {
    if !folder.has_log() {
        return Ok(());
    }
    let path = folder.log_path();
    Err(Failure::refused(format!("there is a log in {}; nothing was written", path.display()))
        .hint("put that folder aside, or name a new one with --data"))
}

fn verified(published: &Published, key: &VerifierKey) -> Result<Checked, Failure> {
    let bar = Bar::new("verifying");
    Ok(check(published, key, |done, of| bar.show(done, of))?)
}

/// A log that ends before its last signed checkpoint would take no writes.
fn refuse_an_older_copy(
    folder: &DataFolder,
    key: &VerifierKey,
    published: &SignedCheckpoint,
) -> Result<(), Failure> {
    let signed = SignedCheckpoints::open(&folder.signed_checkpoints_path(), key);
    let signed = signed.map_err(FolderError::from)?;
    let last = signed.last().map_or(0, |last| last.head().size);
    if last <= published.head().size {
        return Ok(());
    }
    Err(Failure::found_wrong(format!(
        "the published folder is older than what was signed last: it has {} entries, and {} covers \
         {last}; nothing was written",
        published.head().size,
        signed.path().display()
    )))
}

/// Builds the log beside its place, and puts it there whole.
fn restore(folder: &DataFolder, published: &Published, checked: &Checked) -> Result<Head, Failure> {
    let unfinished = folder.path().join(UNFINISHED);
    begin_anew(&unfinished).map_err(|error| unwritable(&unfinished, &error))?;
    let head = fill(&unfinished, published, checked)?;
    if (head.next.0, head.chain) != (checked.checkpoint.head().size, checked.chain) {
        return Err(Failure::found_wrong("the published folder was changed while it was read"));
    }
    let moved = fs::rename(&unfinished, folder.log_path())
        .and_then(|()| File::open(folder.path())?.sync_all());
    moved.map_err(|error| unwritable(folder.path(), &error))?;
    Ok(head)
}

fn fill(path: &Path, published: &Published, checked: &Checked) -> Result<Head, Failure> {
    let failed = |error: OpenError| Failure::from(FolderError::Log(error));
    let bar = Bar::new("restoring");
    let mut restore = Restore::begin(path).map_err(failed)?;
    let size = checked.checkpoint.head().size;
    for bundle in entries(published, size) {
        restore.take(&bundle?).map_err(failed)?;
        bar.show(restore.next().0, size);
    }
    restore.finish().map_err(failed)
}

/// A restore that broke off is begun anew.
fn begin_anew(unfinished: &Path) -> io::Result<()> {
    if unfinished.exists() {
        fs::remove_dir_all(unfinished)?;
    }
    fs::create_dir_all(unfinished)
}

/// From here on no older copy is taken for the whole; without a key nothing is signed on, and the log
/// may be looked at by anybody.
fn keep_checkpoint(
    folder: &DataFolder,
    key: &VerifierKey,
    published: &SignedCheckpoint,
) -> Result<(), Failure> {
    let path = folder.signed_checkpoints_path();
    let mut signed = SignedCheckpoints::open(&path, key).map_err(FolderError::from)?;
    if signed.last().is_some() || !folder.checkpoint_key_path().exists() {
        return Ok(());
    }
    signed.append(published).map_err(|error| unwritable(&path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::refused(format!("can't write {}: {error}", path.display()))
}
