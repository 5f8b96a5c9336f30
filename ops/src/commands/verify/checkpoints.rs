//! Checkpoints without a consistency proof: who signed them, and of two whether they can both be of
//! one log.

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::tree::TreeHead;

use super::Args;
use super::given::Given;
use super::key::needed;
use crate::failure::Failure;
use crate::output::{columns, data, say};

/// One checkpoint.
pub(super) fn one(given: &Given<'_>, args: &Args) -> Result<(), Failure> {
    let key = needed(args.key.as_deref())?;
    let signed = given.checkpoint(&key)?;
    if args.verbose {
        data(&lines(&signed))?;
    }
    say(&format!(
        "verified: the log {} has signed this checkpoint of {} entries; what they say, and that the \
         log only grew since, isn't shown by it",
        key.name(),
        signed.head().size
    ));
    Ok(())
}

/// Two checkpoints, in any order.
pub(super) fn two(given: [&Given<'_>; 2], args: &Args) -> Result<(), Failure> {
    let key = needed(args.key.as_deref())?;
    let [one, other] = given;
    let (one, other) = (one.checkpoint(&key)?, other.checkpoint(&key)?);
    let (older, newer) =
        if one.head().size <= other.head().size { (one, other) } else { (other, one) };
    let shown = compared(&older.head(), &newer.head())?;
    if args.verbose {
        data(&lines(&newer))?;
    }
    say(&format!("verified: the log {} has signed both checkpoints, and {shown}", key.name()));
    Ok(())
}

/// What two heads show without any proof.
fn compared(older: &TreeHead, newer: &TreeHead) -> Result<String, Failure> {
    let size = newer.size;
    if older == newer {
        return Ok(format!("they are the same, of {size} entries"));
    }
    if older.size == size || older.size == 0 && *older != TreeHead::empty() {
        let size = older.size;
        return Err(Failure::found_wrong(format!(
            "the key has signed two different logs of {size} entries: keep both checkpoints, they \
             prove it"
        )));
    }
    if older.size == 0 {
        return Ok(format!("the older is of the empty log, which any of {size} entries continues"));
    }
    Err(Failure::refused(format!(
        "the key has signed both checkpoints, but whether that of {size} entries continues that of {} \
         they don't show",
        older.size
    ))
    .hint(format!(
        "give the older one with its consistency proof, which the server has at \
         /api/v1/checkpoints/{}/consistency",
        older.size
    )))
}

fn lines(signed: &SignedCheckpoint) -> String {
    columns([
        ("log", signed.checkpoint.origin.clone()),
        ("size", signed.head().size.to_string()),
        ("root", signed.head().root.to_string()),
    ])
}
