//! Two checkpoints of a log: that nothing of the older was changed in the newer.

use registry_events::transparency::proof::ConsistencyProof;

use super::Args;
use super::given::Given;
use super::key::{error_told, needed, wrong};
use crate::failure::Failure;
use crate::output::{columns, counted, data, say};

pub(super) fn run(old: &Given<'_>, proof: &Given<'_>, args: &Args) -> Result<(), Failure> {
    let (path, file) = (proof.path, proof.text()?);
    let key = needed(args.key.as_deref())?;
    let older = old.checkpoint(&key)?;
    let read: ConsistencyProof = file.parse().map_err(|error| wrong(path, error_told(&error)))?;
    let newer = read.verify(&older.head(), &key).map_err(|error| {
        let (last, told) = (older.head().size.saturating_sub(1), error_told(&error));
        wrong(path, format!("that the entries at positions 0 to {last} stayed isn't shown: {told}"))
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
