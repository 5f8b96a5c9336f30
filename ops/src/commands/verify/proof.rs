//! A proof of an entry, checked with the log's key alone.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use registry_events::chain::ChainValue;
use registry_events::entry::{Content, Entry, Recorded};
use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::{EXTRA_BYTES_MAX, InclusionProof};
use registry_events::transparency::tree::leaf_hash;

use super::Args;
use super::given::Given;
use super::key::{bytes, error_told, needed, wrong};
use crate::failure::Failure;
use crate::output::{columns, data, say};
use crate::published::{CHECKPOINT, Published};

pub(super) fn run(given: &Given<'_>, args: &Args) -> Result<(), Failure> {
    let (path, file) = (given.path, given.text()?);
    let key = needed(args.key.as_deref())?;
    let proof: InclusionProof = file.parse().map_err(|error| wrong(path, error_told(&error)))?;
    let index = proof.index;
    let refused = |error: &dyn Error| {
        let told = error_told(error);
        wrong(path, format!("the proof of the entry at position {index} doesn't hold: {told}"))
    };
    // Who signed it comes first: without an entry nothing more can be said of what somebody forged.
    SignedCheckpoint::open(&proof.checkpoint, &key).map_err(|error| refused(&error))?;
    let entry = beside(args, index, &key)?.or(proof.extra.clone()).ok_or_else(|| {
        Failure::refused(format!(
            "{} doesn't carry its entry, so there is nothing to hold against the proof",
            path.display()
        ))
        .hint("give the entry with --entry, or a published folder that has it with --in")
    })?;
    let signed = proof.verify(leaf_hash(&entry), &key).map_err(|error| refused(&error))?;
    let recorded = read(index, entry).map_err(|reason| {
        wrong(path, format!("the log has this entry at position {index}, but {reason}"))
    })?;
    if args.verbose {
        data(&lines(&signed, &recorded))?;
    }
    say(&outcome(&signed, &recorded));
    Ok(())
}

/// The entry that was given beside the proof, in a file or in the bundle of a published folder. The
/// proof vouches for it, and nothing else needs to.
fn beside(args: &Args, index: u64, key: &VerifierKey) -> Result<Option<Vec<u8>>, Failure> {
    if let Some(file) = &args.entry {
        return bytes(file, EXTRA_BYTES_MAX as u64).map(Some);
    }
    args.folder.as_deref().map(|folder| entry_in(folder, index, key)).transpose()
}

/// The entry at a position of a published folder.
pub(super) fn entry_in(folder: &Path, index: u64, key: &VerifierKey) -> Result<Vec<u8>, Failure> {
    let told = folder.display();
    if folder.join(CHECKPOINT).symlink_metadata().is_err() {
        return Err(Failure::refused(format!("{told} isn't a published folder")));
    }
    let entry = Published::at(folder).entry(index, key)?;
    entry.ok_or_else(|| Failure::refused(format!("{told} ends before position {index}")))
}

/// What the entry says.
fn read(index: u64, bytes: Vec<u8>) -> Result<Recorded, String> {
    let bytes: Arc<[u8]> = bytes.into();
    let entry = Entry::check(Position(index), ChainValue::after(&bytes), bytes);
    let recorded = entry.and_then(|entry| entry.decode());
    recorded.map_err(|error| error_told(&error))
}

fn outcome(signed: &SignedCheckpoint, recorded: &Recorded) -> String {
    let (log, position) = (&signed.checkpoint.origin, recorded.position);
    format!(
        "verified: the log {log} has recorded this entry, unchanged, at position {position} ({}, {})",
        event_type(recorded),
        recorded.recorded_at
    )
}

fn event_type(recorded: &Recorded) -> String {
    match &recorded.content {
        Content::Clear(clear) => clear.event.type_and_schema().0.to_owned(),
        Content::Unknown { event_type, .. } => event_type.clone(),
        Content::Sealed(_) => "sealed".into(),
    }
}

fn lines(signed: &SignedCheckpoint, recorded: &Recorded) -> String {
    let actor = recorded.actor().map_or("sealed", |actor| actor.role.key());
    columns([
        ("log", signed.checkpoint.origin.clone()),
        ("position", recorded.position.to_string()),
        ("size", signed.head().size.to_string()),
        ("root", signed.head().root.to_string()),
        ("recorded", recorded.recorded_at.to_string()),
        ("type", event_type(recorded)),
        ("actor", actor.to_owned()),
        ("stream", recorded.stream.to_string()),
        ("version", recorded.version.to_string()),
    ])
}
