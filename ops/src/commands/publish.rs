//! `clustermap publish`: writes the log as plain files, for any web server and as its own backup.

use std::path::PathBuf;

use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tile::TilePath;
use registry_events::transparency::tree::{TILE_WIDTH, Tree, leaf_hash};
use registry_gateway::data_folder::{DataFolder, OpenLog};
use registry_gateway::transparency::Signer;
use registry_projections::follower::Follower;
use registry_projections::views::Views;

use super::common::{behind, missing, no_key, nothing_signed, open_log};
use crate::failure::Failure;
use crate::output::{columns, counted, data, say};
use crate::progress::Bar;
use crate::published::{Published, Publisher, Written};

/// What stands in the folder.
const FILES: &str = "\
It writes:
  tile/         hashes and entries, as C2SP tlog-tiles has them; full files never change
  key           the verifier key
  views/        the digests of the views that follow from the entries, signed
  checkpoint    the signed head, last; until then checkpoint.next says what it will be
Only what is new is written, and what isn't as it should be. `clustermap verify DIR` checks the folder, `clustermap restore DIR`
makes a registry's log from it.";

/// What `publish` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = FILES)]
pub struct Args {
    /// The folder to write into: a new one, or one that this log was published into before
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Publishes the log of a data folder.
///
/// # Errors
/// What was found wrong, or why it can't be published.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    let opened = open_log(folder).await?;
    sign(&opened).await?;
    let signing = folder.open_signing()?;
    let (key, signed) = signing.ok_or_else(|| no_key(folder, "can be published"))?;
    let Some(signed) = signed.last() else {
        return Err(nothing_signed(opened.log.head().await?.next.0));
    };
    if signed.head().size == 0 {
        return Err(Failure::refused("of the log no entry is signed: there is nothing to publish"));
    }
    let published = Published::at(&args.folder);
    let written = publish(&*opened.log, &key, signed, &published).await?;
    tell(written, key.name(), args);
    data(&columns([
        ("entries", written.entries.to_string()),
        ("root", signed.head().root.to_string()),
        ("files", written.files.to_string()),
        ("repaired", written.repaired.to_string()),
    ]))
}

/// Brings a published folder to a checkpoint of a log.
///
/// # Errors
/// What was found wrong, or why it can't be published.
pub async fn publish(
    log: &dyn EventLog,
    key: &SigningKey,
    signed: &SignedCheckpoint,
    published: &Published,
) -> Result<Written, Failure> {
    let (tree, views) = read(log, signed.head().size).await?;
    let mut writing = Publisher::begin(published, key, signed, &tree)?;
    for path in writing.missing_bundles() {
        writing.write_bundle(path, &entries_of(log, path).await?)?;
    }
    writing.finish(&views)
}

fn tell(Written { before, entries, repaired, .. }: Written, origin: &str, args: &Args) {
    let folder = args.folder.display();
    if repaired > 0 {
        say(&format!("{repaired} files of {folder} were missing or damaged, and are written anew"));
    }
    let all = counted(entries, "entry", "entries");
    if before == entries {
        say(&format!("{folder} has all {all} of {origin} already"));
    } else {
        say(&format!("{folder} has {all} of {origin}, {} of them new", entries - before));
    }
}

/// Signs what isn't signed yet, where no server does it; refuses a log that isn't what was signed.
async fn sign(opened: &OpenLog) -> Result<(), Failure> {
    let Some(provable) = &opened.provable else { return Ok(()) };
    if let Some(reason) = provable.standing().reason() {
        return Err(Failure::found_wrong(reason));
    }
    Signer::start(opened.log.clone(), provable.clone()).stop().await;
    Ok(())
}

/// The tree over so many entries, and the views that they fold into.
async fn read(log: &dyn EventLog, size: u64) -> Result<(Tree, Views), Failure> {
    let (mut tree, mut follower) = (Tree::new(), Follower::new());
    let entries = log.head().await?.next.0;
    if entries < size {
        return Err(behind(size, entries));
    }
    let bar = Bar::new("reading the log");
    while tree.size() < size {
        let entries = next(log, Position(tree.size()), size - tree.size()).await?;
        for entry in &entries {
            tree.push(leaf_hash(&entry.bytes));
        }
        let folded = follower.step(&entries);
        folded.map_err(|error| Failure::found_wrong(error.to_string()))?;
        bar.show(tree.size(), size);
    }
    Ok((tree, follower.into_views()))
}

/// The entries of a bundle.
async fn entries_of(log: &dyn EventLog, path: TilePath) -> Result<Vec<Entry>, Failure> {
    let (TilePath::Entries { index, .. } | TilePath::Hashes { index, .. }) = path;
    let (mut entries, width) = (Vec::new(), path.width());
    while entries.len() < width {
        let from = Position(index * TILE_WIDTH as u64 + entries.len() as u64);
        entries.extend(next(log, from, (width - entries.len()) as u64).await?);
    }
    Ok(entries)
}

async fn next(log: &dyn EventLog, from: Position, wanted: u64) -> Result<Vec<Entry>, Failure> {
    let limit = usize::try_from(wanted).unwrap_or(usize::MAX).min(READ_ENTRIES_MAX);
    let entries = log.read(from, limit).await?;
    if entries.is_empty() { Err(missing(from)) } else { Ok(entries) }
}
