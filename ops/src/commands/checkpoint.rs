//! `clustermap checkpoint`: what the log has last signed, and that it continues an older one.

use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::ConsistencyProof;
use registry_events::transparency::tree::TreeHead;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::transparency::Continuation;

use super::common::{no_key, nothing_signed, open_log};
use super::verify::given_text;
use crate::failure::Failure;
use crate::output::{data, say};

/// What `checkpoint` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the proof that the log only grew since an older checkpoint: its file, or its size
    #[arg(long, value_name = "OLD")]
    since: Option<String>,
    /// Trust the log as it is, where what was signed of it is lost for good, and sign it
    #[arg(long, conflicts_with = "since")]
    adopt: bool,
}

/// Prints the last signed checkpoint, or the proof that it continues an older one.
///
/// # Errors
/// [`Failure::found_wrong`] when the log isn't what was signed; else why it can't be told.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    if args.adopt {
        return adopt(folder).await;
    }
    let (key, signed) = folder.open_signing()?.ok_or_else(|| no_key(folder, "is signed"))?;
    let Some(last) = signed.last() else {
        let entries = open_log(folder).await?.log.head().await?.next.0;
        return Err(nothing_signed(entries));
    };
    let Some(since) = &args.since else { return data(&last.note) };
    let old = Old::read(since, key.verifier())?;
    let found = continuation(folder, old.size).await?;
    data(&prove(found, old, last.head().size)?.to_string())
}

/// Signs a log of which nothing is kept that was signed, or of which more was noted than it has, and
/// says what is trusted by that.
async fn adopt(folder: &DataFolder) -> Result<(), Failure> {
    let opened = open_log(folder).await?;
    if opened.server.is_some() {
        return Err(Failure::refused("a server has the log open").hint("stop it first"));
    }
    let provable = opened.provable.ok_or_else(|| no_key(folder, "is signed"))?;
    let adopted = provable.adopt().map_err(|error| Failure::cannot_run(&error))?;
    let Some(adopted) = adopted else {
        return Err(provable.standing().reason().map_or_else(
            || Failure::refused("the log continues what was signed: there is nothing to adopt"),
            Failure::found_wrong,
        ));
    };
    say(&format!(
        "the {} entries of the log are trusted as all there were: if others followed them and were \
         lost, only who kept a later checkpoint can show it",
        adopted.head().size
    ));
    data(&adopted.note)
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
        // A number is one only as it is written, and anything else a file.
        if let Some(size) = given.parse().ok().filter(|size: &u64| size.to_string() == given) {
            return Ok(Self { size, head: None });
        }
        let note = given_text(Path::new(given))?;
        let signed = SignedCheckpoint::open(&note, key)
            .map_err(|error| Failure::found_wrong(format!("{given}: {error}")))?;
        Ok(Self { size: signed.head().size, head: Some(signed.head()) })
    }
}

/// Asks whoever has the log open: the server beside this process, or this process itself.
async fn continuation(folder: &DataFolder, old_size: u64) -> Result<Continuation, Failure> {
    let opened = open_log(folder).await?;
    if let Some(server) = &opened.server {
        return Ok(server.continuation(old_size).await?);
    }
    let here = opened.provable.map(|provable| provable.continuation(old_size));
    Ok(here.unwrap_or(Continuation::NotSigned))
}

fn prove(found: Continuation, old: Old, size: u64) -> Result<ConsistencyProof, Failure> {
    match found {
        Continuation::NotAsSigned(reason) => Err(Failure::found_wrong(reason)),
        Continuation::NotSigned => {
            let old = old.size;
            Err(Failure::refused(format!("{old} entries are more than the {size} signed last")))
        }
        Continuation::Proven { old: head, .. } if old.head.is_some_and(|old| old != head) => {
            Err(Failure::found_wrong(
                "the log doesn't continue the older checkpoint: entries that it covers are others \
                 now",
            ))
        }
        Continuation::Proven { proof, .. } => Ok(proof),
    }
}
