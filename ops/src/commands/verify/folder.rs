//! A published folder, checked without its server: every file that its checkpoint covers.

use std::path::Path;

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;

use super::Args;
use super::key::{checkpoint, given};
use crate::failure::Failure;
use crate::output::{columns, counted, data, or_none, say};
use crate::progress::Bar;
use crate::published::{Checked, Fault, Others, Published, check, head_at};

/// How many files that aren't of the log are named.
const UNKNOWN_SHOWN: usize = 10;

pub(super) fn run(path: &Path, args: &Args) -> Result<(), Failure> {
    let published = Published::at(path);
    let key = match &args.key {
        Some(key) => believed(&published, given(key)?)?,
        None => published.key()?,
    };
    let old = args.since.as_deref().map(|old| checkpoint(old, &key)).transpose()?;
    let bar = Bar::new("verifying");
    let checked = check(&published, &key, |done, of| bar.show(done, of))?;
    drop(bar);
    if let Some(old) = &old {
        continues(&published, &checked, old)?;
    }
    if args.verbose {
        data(&lines(&checked))?;
    }
    warn(&checked.others);
    say(&outcome(&checked, &key, args.key.is_some(), old.as_ref()));
    // The process ends here: to give the views back piece by piece would only take time.
    std::mem::forget(checked);
    Ok(())
}

/// The key that was given. Whoever takes the one that lies in the folder must get the same.
fn believed(published: &Published, given: VerifierKey) -> Result<VerifierKey, Failure> {
    published.checkpoint(&given)?;
    match published.key() {
        Ok(own) if own != given => Err(Failure::found_wrong("key isn't the key that was given")),
        Ok(_) | Err(Fault::Missing { .. }) => Ok(given),
        Err(fault) => Err(fault.into()),
    }
}

/// Whether the entries begin with those of a checkpoint that was kept.
fn continues(
    published: &Published,
    checked: &Checked,
    old: &SignedCheckpoint,
) -> Result<(), Failure> {
    let (size, kept) = (checked.checkpoint.head().size, old.head().size);
    if kept > size {
        return Err(Failure::found_wrong(format!(
            "the folder ends at position {}, and the checkpoint you kept covers the entries up to \
             position {}: it is an older copy, or its end was cut",
            size.saturating_sub(1),
            kept.saturating_sub(1)
        )));
    }
    if head_at(published, size, kept)? != Some(old.head()) {
        return Err(Failure::found_wrong(format!(
            "the entries at positions 0 to {} aren't those that the checkpoint you kept covers: the \
             log went another way",
            kept.saturating_sub(1)
        )));
    }
    Ok(())
}

/// Says what lies beside the log.
fn warn(Others { unknown, next, beyond }: &Others) {
    if let Some(next) = next {
        say(&format!(
            "warning: publishing up to {next} entries isn't finished; {beyond} files of it weren't \
             checked"
        ));
    }
    if !unknown.is_empty() {
        let shown: Vec<_> =
            unknown.iter().take(UNKNOWN_SHOWN).map(|name| format!("{name:?}")).collect();
        say(&format!(
            "warning: {}: {}",
            counted(
                unknown.len(),
                "file isn't of the log, and nothing is said of it",
                "files aren't of the log, and nothing is said of them"
            ),
            shown.join(", ")
        ));
    }
}

/// Says no more than was checked.
fn outcome(
    checked: &Checked,
    key: &VerifierKey,
    key_was_given: bool,
    old: Option<&SignedCheckpoint>,
) -> String {
    let (size, log) = (checked.checkpoint.head().size, key.name());
    let since = if old.is_some() { ", they continue the checkpoint you kept" } else { "" };
    let trust = if key_was_given {
        ""
    } else {
        "; but the key is the folder's own, so this trusts whoever made the folder (give the log's \
         key with --key)"
    };
    format!(
        "verified: this is the log {log}; its {}{since}, and the figures follow from them{trust}",
        counted(
            size,
            "entry stands unchanged in its place",
            "entries stand unchanged, each in its place"
        )
    )
}

fn lines(checked: &Checked) -> String {
    let (head, verified) = (checked.checkpoint.head(), checked.verified);
    columns([
        ("log", checked.checkpoint.checkpoint.origin.clone()),
        ("entries", head.size.to_string()),
        ("position", or_none(head.size.checked_sub(1))),
        ("recorded", or_none(checked.recorded_at)),
        ("root", head.root.to_string()),
        ("chain", checked.chain.to_string()),
        ("digest", verified.digest.to_string()),
        ("sealed", verified.sealed.to_string()),
        ("unknown", verified.unknown.to_string()),
        ("views", checked.views.digest.to_string()),
    ])
}
