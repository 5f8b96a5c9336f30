//! A proof of an entry, checked with the log's key alone.

use std::path::Path;
use std::sync::Arc;

use registry_events::chain::ChainValue;
use registry_events::entry::{Content, Entry, Recorded};
use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::proof::InclusionProof;

use super::Args;
use super::key::{error_told, needed, text, wrong};
use crate::failure::Failure;
use crate::output::{columns, data, say};

pub(super) fn run(path: &Path, args: &Args) -> Result<(), Failure> {
    let file = text(path)?;
    let key = needed(args.key.as_deref())?;
    let proof: InclusionProof = file.parse().map_err(|error| wrong(path, error_told(&error)))?;
    let leaf = proof.leaf_of_extra().ok_or_else(|| {
        Failure::refused(format!(
            "{} doesn't carry its entry, so there is nothing to hold against the proof",
            path.display()
        ))
    })?;
    let index = proof.index;
    let signed = proof.verify(leaf, &key).map_err(|error| {
        let told = error_told(&error);
        wrong(path, format!("the proof of the entry at position {index} doesn't hold: {told}"))
    })?;
    let recorded = read(&proof).map_err(|reason| {
        wrong(path, format!("the log has this entry at position {index}, but {reason}"))
    })?;
    if args.verbose {
        data(&lines(&signed, &recorded))?;
    }
    say(&outcome(&signed, &recorded));
    Ok(())
}

/// What the entry says.
fn read(proof: &InclusionProof) -> Result<Recorded, String> {
    let bytes: Arc<[u8]> = proof.extra.as_deref().unwrap_or_default().into();
    let position = Position(proof.index);
    let entry = Entry::check(position, ChainValue::after(&bytes), bytes);
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
