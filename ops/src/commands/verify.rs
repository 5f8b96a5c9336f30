//! `clustermap verify`: checks the whole log, its chain and every entry, and names the first fault;
//! or, without any registry, what an outsider has of one: a published folder, a proof, two
//! checkpoints, a case.

mod case;
mod checkpoints;
mod continuation;
mod copy;
mod folder;
mod given;
mod guard;
mod key;
mod proof;

use std::path::PathBuf;

use registry_events::log::{EventLog, Head, READ_ENTRIES_MAX};
use registry_events::transparency::tree::{Tree, leaf_hash};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::transparency::Provable;

use given::{Given, Kind};
use guard::Guard;

use super::common::{check_signed, missing};
use crate::failure::Failure;
use crate::output::{columns, data, or_none, say};
use crate::progress::Bar;
use crate::published::pass::{Pass, Verified};

pub(super) use key::{given as given_key, text as given_text};

/// What can be checked, and what the lines mean for who sees them for the first time.
const LINES: &str = "\
What it checks:
  verify                         the log of the data folder, as does a server at its start
  verify DIR                     a published folder: signature, tree, entries, chain, views
  verify FILE.tlog-proof         that the log has recorded an entry
  verify FILE.checkpoint         that the log has signed it
  verify OLD NEW                 two checkpoints: that both can be of one log
  verify OLD FILE.consistency    that a checkpoint continues an older one
  verify CASE.zip                a case: each entry, and that its rows say what entries say
It says in a sentence what was found. Of the log it prints, and of a folder with --verbose:
  entries   how many the log holds
  position  of the last entry, from 0
  recorded  when that was
  chain     the chain value of the last entry, which stands for all before it
  digest    of the bytes of all entries
  sealed    how many can be read with a key only
  unknown   how many a newer program wrote
Exit codes: 0 it holds, 1 something was found wrong, 2 it can't be checked.";

/// What `verify` is told.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub struct Args {
    /// What to check; without it the log of the data folder
    #[arg(value_name = "PATH", num_args = 0..=2)]
    paths: Vec<PathBuf>,
    /// The log's verifier key, NAME+ID+BASE64, or a file with it; a folder has one of its own
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A checkpoint of the log that you kept: the folder must continue it
    #[arg(long, value_name = "OLD", requires = "paths")]
    since: Option<PathBuf>,
    /// The entry that a proof doesn't carry: its bytes in a file
    #[arg(long, value_name = "FILE", requires = "paths")]
    entry: Option<PathBuf>,
    /// The same, or those that a case doesn't carry, from the bundles of a published folder
    #[arg(long = "in", value_name = "DIR", requires = "paths", conflicts_with = "entry")]
    folder: Option<PathBuf>,
    /// Print what was shown, line by line
    #[arg(long, short, requires = "paths")]
    verbose: bool,
}

/// Checks what was given, or the log of a folder.
///
/// # Errors
/// What was found wrong, or why it can't be looked at.
pub async fn run(args: &Args, folder: &DataFolder) -> Result<(), Failure> {
    if args.since.is_some() && !matches!(&args.paths[..], [path] if path.is_dir()) {
        return Err(Failure::refused("--since goes with a published folder"));
    }
    match &args.paths[..] {
        [] => log(folder, args.key.as_deref()).await,
        [path] if path.is_dir() => {
            args.take_nothing_beside()?;
            folder::run(path, args)
        }
        [path] => one(&Given::read(path)?, args),
        [one, other, ..] => {
            args.take_nothing_beside()?;
            two(&Given::read(one)?, &Given::read(other)?, args)
        }
    }
}

impl Args {
    /// Nothing that was given is passed over without a word.
    fn take_nothing_beside(&self) -> Result<(), Failure> {
        if self.entry.is_some() || self.folder.is_some() {
            return Err(Failure::refused(
                "--entry goes with the proof of an entry, --in with that or with a case",
            ));
        }
        Ok(())
    }
}

fn one(given: &Given<'_>, args: &Args) -> Result<(), Failure> {
    match given.kind() {
        Kind::Case if args.entry.is_some() => args.take_nothing_beside(),
        Kind::Case => case::run(given, args),
        Kind::Proof | Kind::Other => proof::run(given, args),
        Kind::Checkpoint => {
            args.take_nothing_beside()?;
            checkpoints::one(given, args)
        }
        Kind::Continuation => Err(Failure::refused(format!(
            "{} is a consistency proof, which shows nothing without the older checkpoint",
            given.path.display()
        ))
        .hint("give the checkpoint that you kept before it")),
    }
}

fn two(one: &Given<'_>, other: &Given<'_>, args: &Args) -> Result<(), Failure> {
    match (one.kind(), other.kind()) {
        (Kind::Checkpoint, Kind::Checkpoint) => checkpoints::two([one, other], args),
        (Kind::Continuation, Kind::Checkpoint) => continuation::run(other, one, args),
        (Kind::Checkpoint, Kind::Continuation) | (Kind::Other, _) | (_, Kind::Other) => {
            continuation::run(one, other, args)
        }
        _ => Err(Failure::refused(
            "of two files one is an older checkpoint, and the other a newer one or a consistency \
             proof",
        )),
    }
}

async fn log(folder: &DataFolder, key: Option<&str>) -> Result<(), Failure> {
    let opened = copy::open(folder).await?;
    let log = &*opened.log.log;
    let guard = match &opened.log.provable {
        Some(provable) => held_already(provable, key)?,
        None => Guard::of(folder, key)?,
    };
    let head = log.head().await?;
    let mut tree = guard.needs_the_tree().then(Tree::new);
    let verified = verify(log, &head, tree.as_mut()).await?;
    guard.check(&tree.unwrap_or_default())?;
    tell(&head, &verified)
}

/// What a log was held against when it was opened: nothing else is needed, where that was well.
fn held_already(provable: &Provable, key: Option<&str>) -> Result<Guard, Failure> {
    check_signed(Some(provable))?;
    let given = key.map(given_key).transpose()?;
    if given.is_some_and(|given| provable.key() != Some(&given)) {
        return Err(Failure::found_wrong("the log is signed with another key than the one given"));
    }
    Ok(Guard::None)
}

fn tell(head: &Head, verified: &Verified) -> Result<(), Failure> {
    if verified.unknown > 0 {
        say("warning: a newer program wrote the unknown entries; what they say was not checked");
    }
    say_what_was_found(head);
    data(&columns([
        ("entries", head.next.to_string()),
        ("position", or_none(head.last())),
        ("recorded", or_none(head.recorded_at)),
        ("chain", head.chain.to_string()),
        ("digest", verified.digest.to_string()),
        ("sealed", verified.sealed.to_string()),
        ("unknown", verified.unknown.to_string()),
    ]))
}

/// Says no more than was checked.
fn say_what_was_found(head: &Head) {
    if head.last().is_none() {
        return say("the log has no entries, so nothing was checked; a lost log looks the same");
    }
    say("every entry is in its place and follows from the one before it");
}

/// Reads the log up to a head, and checks that it leads there.
async fn verify(
    log: &dyn EventLog,
    head: &Head,
    mut tree: Option<&mut Tree>,
) -> Result<Verified, Failure> {
    let bar = Bar::new("verifying");
    let mut pass = Pass::default();
    while pass.next() < head.next {
        let entries = log.read(pass.next(), READ_ENTRIES_MAX).await?;
        if entries.is_empty() {
            return Err(missing(pass.next()));
        }
        for entry in entries.iter().take_while(|entry| entry.position < head.next) {
            pass.take(entry).map_err(|reason| {
                Failure::found_wrong(format!("the entry at position {} {reason}", entry.position))
            })?;
            if let Some(tree) = &mut tree {
                tree.push(leaf_hash(&entry.bytes));
            }
        }
        bar.show(pass.next().0, head.next.0);
    }
    pass.finish_at(head).map_err(Failure::found_wrong)
}
