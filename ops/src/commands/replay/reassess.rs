//! Every recorded level, recomputed: streams are folded as the rules fold them, and where an
//! assessment stands, the edition it names is applied to the facts of that moment.

use registry_events::entry::Recorded;
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};

use super::levels::{Levels, Tally};
use crate::commands::common::missing;
use crate::failure::Failure;
use crate::output::{columns, data, say};
use crate::progress::Bar;

/// Recomputes the levels up to a position; a sentence when some differ and nobody said why.
pub(super) async fn run(
    log: &dyn EventLog,
    last: Option<Position>,
) -> Result<Option<String>, Failure> {
    let mut levels = Levels::default();
    let bar = Bar::new("reassessing");
    let end = last.map_or(Position(0), Position::next);
    let mut next = Position(0);
    while next < end {
        let entries = log.read(next, READ_ENTRIES_MAX).await?;
        for entry in entries.iter().take_while(|entry| entry.position < end) {
            levels.take(&decode(entry)?);
        }
        let Some(read) = entries.last() else {
            return Err(missing(next));
        };
        next = read.position.next();
        bar.show(next.0.min(end.0), end.0);
    }
    drop(bar);
    tell(&levels.finish())
}

fn decode(entry: &registry_events::entry::Entry) -> Result<Recorded, Failure> {
    entry.decode().map_err(|error| {
        let position = entry.position;
        Failure::found_wrong(format!("the entry at position {position} can't be decoded: {error}"))
    })
}

fn tell(tally: &Tally) -> Result<Option<String>, Failure> {
    data(&columns([
        ("assessments", tally.assessments.to_string()),
        ("agreeing", tally.agreeing.to_string()),
        ("corrected", tally.corrected.to_string()),
        ("differing", tally.differing.len().to_string()),
    ]))?;
    for difference in &tally.differing {
        say(&difference.to_string());
    }
    let differing = tally.differing.len();
    Ok((differing > 0).then(|| {
        format!(
            "recorded levels that differ from what their edition says, uncorrected: {differing}"
        )
    }))
}
