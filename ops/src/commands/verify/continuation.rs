//! Two checkpoints of a log: that nothing of the older was changed in the newer.

use std::path::Path;

use registry_events::transparency::proof::ConsistencyProof;

use super::Args;
use super::key::{checkpoint, error_told, needed, text, wrong};
use crate::failure::Failure;
use crate::output::{columns, counted, data, say};

pub(super) fn run(old: &Path, proof: &Path, args: &Args) -> Result<(), Failure> {
    let file = text(proof)?;
    let key = needed(args.key.as_deref())?;
    let older = checkpoint(old, &key)?;
    let read: ConsistencyProof = file.parse().map_err(|error| wrong(proof, error_told(&error)))?;
    let newer = read.verify(&older.head(), &key).map_err(|error| {
        let (last, told) = (older.head().size.saturating_sub(1), error_told(&error));
        wrong(
            proof,
            format!("that the entries at positions 0 to {last} stayed isn't shown: {told}"),
        )
    })?;
    let (before, after) = (older.head(), newer.head());
    if args.verbose {
        data(&columns([
            ("log", newer.checkpoint.origin.clone()),
            ("older size", before.size.to_string()),
            ("older root", before.root.to_string()),
            ("newer size", after.size.to_string()),
            ("newer root", after.root.to_string()),
        ]))?;
    }
    say(&format!(
        "verified: the log {} only grew, from {} to {}; nothing recorded by the older \
         checkpoint was changed, removed or moved",
        key.name(),
        counted(before.size, "entry", "entries"),
        after.size
    ));
    Ok(())
}
