//! The log folded into views, at one pace or another: the outcome must not tell which.

use std::slice;

use registry_events::entry::Entry;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_projections::follower::Follower;
use registry_projections::views::Views;

use crate::commands::common::missing;
use crate::failure::Failure;
use crate::progress::Bar;

/// How the log is folded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pace {
    /// In the largest slices, with nobody looking on.
    Straight,
    /// In small odd slices; a snapshot is held over each, as readers of a server do.
    WithSnapshots,
}

impl Pace {
    const fn slice(self) -> usize {
        match self {
            Self::Straight => READ_ENTRIES_MAX,
            Self::WithSnapshots => 97,
        }
    }

    const fn doing(self) -> &'static str {
        match self {
            Self::Straight => "replaying",
            Self::WithSnapshots => "replaying again",
        }
    }
}

/// Folds the log up to the end of the commit that holds a position; not at all without one.
pub(super) async fn fold(
    log: &dyn EventLog,
    last: Option<Position>,
    pace: Pace,
) -> Result<Views, Failure> {
    let bar = Bar::new(pace.doing());
    let mut follower = Follower::new();
    let end = last.map_or(Position(0), Position::next);
    let mut held = None;
    while !has_reached(&follower, end) {
        let entries = log.read(follower.next(), pace.slice()).await?;
        if entries.is_empty() {
            return Err(missing(follower.next()));
        }
        step(&mut follower, &entries, end)?;
        held = matches!(pace, Pace::WithSnapshots).then(|| follower.views().clone());
        bar.show(follower.next().0, end.0);
    }
    drop(held);
    Ok(follower.into_views())
}

fn has_reached(follower: &Follower, end: Position) -> bool {
    follower.next() >= end && follower.at_commit_end()
}

/// Takes entries one by one, since the end may stand among them.
fn step(follower: &mut Follower, entries: &[Entry], end: Position) -> Result<(), Failure> {
    for entry in entries {
        if has_reached(follower, end) {
            break;
        }
        let taken = follower.step(slice::from_ref(entry));
        taken.map_err(|error| Failure::found_wrong(error.to_string()))?;
    }
    Ok(())
}
