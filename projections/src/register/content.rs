//! The register's content for its digest: each row with the participants that changed since the
//! row before, so that digesting costs what was recorded and not rows times participants.

use std::collections::BTreeMap;
use std::sync::Arc;

use registry_events::ids::{ItemId, Position};
use registry_events::value::Code;
use serde::Serialize;

use super::{Member, Participants, RegisterRow};

/// One row of a time line.
#[derive(Serialize)]
pub(super) struct RowContent<'a> {
    since: Position,
    /// The row with its participants left out.
    row: RegisterRow,
    by_type: &'a BTreeMap<Code, u32>,
    confirmed: u32,
    changed: Vec<(ItemId, Option<&'a Member>)>,
}

/// Every row of a time line, oldest first.
pub(super) fn of<'a>(
    rows: impl Iterator<Item = &'a (Position, Arc<RegisterRow>)>,
    none: &'a Participants,
) -> impl Iterator<Item = RowContent<'a>> {
    rows.scan(none, |before, (since, row)| {
        let participants = row.participants.as_ref();
        let changed = participants.changes_since(before);
        *before = participants;
        Some(RowContent {
            since: *since,
            row: RegisterRow { participants: Arc::default(), ..RegisterRow::clone(row) },
            by_type: participants.by_type(),
            confirmed: participants.confirmed(),
            changed,
        })
    })
}
