//! `clustermap checkpoint`: what the log has last signed, and that it continues an older one.

use std::fs;
use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::ConsistencyProof;
use registry_events::transparency::tree::{Tree, TreeHead};
use registry_gateway::data_folder::DataFolder;

use super::common::{open_log, tree};
use crate::failure::Failure;
use crate::output::data;

/// What `checkpoint` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the proof that the log only grew since an older checkpoint: its file, or its size
    #[arg(long, value_name = "OLD")]
    since: Option<String>,
}

/// Prints the last signed checkpoint, or the proof that it continues an older one.
///
/// # Errors
/// [`Failure::found_wrong`] when the log isn't what was signed; else why it can't be told.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let (key, signed) = folder.open_signing()?.ok_or_else(|| {
        Failure::refused("this registry has no key, so nothing of it is signed")
            .hint("make one with `clustermap key new --origin NAME`")
    })?;
    let last = signed.last().ok_or_else(|| {
        Failure::refused("nothing is signed yet").hint("`clustermap serve` signs the log")
    })?;
    let Some(since) = &args.since else { return data(&last.note) };
    let old = Old::read(since, key.verifier())?;
    let opened = open_log(folder).await?;
    let tree = tree(&*opened.log, last.head().size).await?;
    data(&prove(&tree, old, last)?.to_string())
}

/// What somebody kept of an older checkpoint.
#[derive(Clone, Copy)]
struct Old {
    size: u64,
    /// Where it was given whole.
    head: Option<TreeHead>,
}

impl Old {
    fn read(given: &str, key: &VerifierKey) -> Result<Self, Failure> {
        if let Ok(size) = given.parse() {
            return Ok(Self { size, head: None });
        }
        let note = fs::read_to_string(Path::new(given));
        let note =
            note.map_err(|error| Failure::refused(format!("can't read {given}: {error}")))?;
        let signed = SignedCheckpoint::open(&note, key)
            .map_err(|error| Failure::found_wrong(format!("{given}: {error}")))?;
        Ok(Self { size: signed.head().size, head: Some(signed.head()) })
    }
}

fn prove(tree: &Tree, old: Old, last: &SignedCheckpoint) -> Result<ConsistencyProof, Failure> {
    let size = last.head().size;
    if tree.head() != last.head() {
        return Err(Failure::found_wrong(format!(
            "the first {size} entries of the log aren't those that the last signed checkpoint covers"
        )));
    }
    let Some(head) = tree.head_at(old.size) else {
        let old = old.size;
        return Err(Failure::refused(format!(
            "{old} entries are more than the {size} signed last"
        )));
    };
    if old.head.is_some_and(|old| old != head) {
        return Err(Failure::found_wrong(
            "the log doesn't continue the older checkpoint: entries that it covers are others now",
        ));
    }
    let hashes = tree.consistency(old.size, size).map_err(|error| Failure::cannot_run(&error))?;
    Ok(ConsistencyProof { old_size: old.size, hashes, checkpoint: last.note.clone() })
}
