//! `clustermap restore`: makes the log of a new data folder from a published folder, byte for byte.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use registry_events::engine::sled::{OpenError, Restore};
use registry_events::log::Head;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_gateway::data_folder::{DataFolder, FolderError};
use registry_gateway::transparency::{SignedCheckpoints, read_key};

use super::verify::given_key;
use crate::failure::Failure;
use crate::output::{columns, data, or_none, say};
use crate::progress::Bar;
use crate::published::{Checked, Published, check, entries, head_at};

/// What else a registry needs.
const REST: &str = "\
The folder is verified first: with the key given, or with the checkpoint.key of the data folder, or
else with the key in the published folder, which shows no more than that whoever made the folder had
it. What is restored is the log, which goes on at the same position: to sign it on, the old
checkpoint.key is needed; to serve it, master.key and private.sqlite from their own backup.";

/// What the log is called while it isn't whole.
const UNFINISHED: &str = "log.restoring";

/// What `restore` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = REST)]
pub struct Args {
    /// The published folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The log's verifier key, NAME+ID+BASE64, or a file with it
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
    let (key, trust) = believed(args, folder, &published)?;
    let checked = verified(&published, &key)?;
    let mut signed = SignedCheckpoints::open(&folder.signed_checkpoints_path(), &key)
        .map_err(FolderError::from)?;
    refuse_another_log(&signed, &published, &checked)?;
    let head = restore(folder, &published, &checked, &mut signed)?;
    say(&format!(
        "{} has the log {} again, up to position {}{trust}",
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

/// The key to verify with, and what has to be said of it.
fn believed(
    args: &Args,
    folder: &DataFolder,
    published: &Published,
) -> Result<(VerifierKey, &'static str), Failure> {
    if let Some(key) = &args.key {
        return Ok((given_key(key)?, ""));
    }
    let own = folder.checkpoint_key_path();
    if own.exists() {
        return Ok((read_key(&own).map_err(FolderError::from)?.verifier().clone(), ""));
    }
    let trust = "; but the key is the published folder's own, so this trusts whoever made it (give \
                 the log's key with --key)";
    Ok((published.key()?, trust))
}

fn verified(published: &Published, key: &VerifierKey) -> Result<Checked, Failure> {
    let bar = Bar::new("verifying");
    Ok(check(published, key, |done, of| bar.show(done, of))?)
}

/// A log that doesn't contain its last signed checkpoint would take no writes.
fn refuse_another_log(
    signed: &SignedCheckpoints,
    published: &Published,
    checked: &Checked,
) -> Result<(), Failure> {
    let Some(last) = signed.last().map(SignedCheckpoint::head) else { return Ok(()) };
    let (size, path) = (checked.checkpoint.head().size, signed.path().display());
    match head_at(published, size, last.size)? {
        Some(head) if head == last => Ok(()),
        Some(_) => Err(Failure::found_wrong(format!(
            "the published folder is of a log that went another way than what was signed last: its \
             first {} entries aren't those that {path} covers; nothing was written",
            last.size
        ))),
        None => Err(Failure::found_wrong(format!(
            "the published folder is older than what was signed last: it has {size} entries, and \
             {path} covers {}; nothing was written",
            last.size
        ))),
    }
}

/// Builds the log beside its place, and puts it there whole.
fn restore(
    folder: &DataFolder,
    published: &Published,
    checked: &Checked,
    signed: &mut SignedCheckpoints,
) -> Result<Head, Failure> {
    let unfinished = folder.path().join(UNFINISHED);
    begin_anew(&unfinished).map_err(|error| unwritable(&unfinished, &error))?;
    let head = fill(&unfinished, published, checked)?;
    if (head.next.0, head.chain) != (checked.checkpoint.head().size, checked.chain) {
        return Err(Failure::found_wrong("the published folder was changed while it was read"));
    }
    keep(signed, &checked.checkpoint)?;
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

/// Before the log is in its place, so that at no time an older copy would be taken for the whole. The
/// key may come later: without it the log is read and not written.
fn keep(signed: &mut SignedCheckpoints, published: &SignedCheckpoint) -> Result<(), Failure> {
    if signed.last().is_some_and(|last| last.head() == published.head()) {
        return Ok(());
    }
    let kept = signed.append(published);
    kept.map_err(|error| unwritable(signed.path(), &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::refused(format!("can't write {}: {error}", path.display()))
}
