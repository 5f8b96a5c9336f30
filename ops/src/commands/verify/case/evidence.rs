//! The documents of a case: those that rows name and no other ones, with the digests, type and size
//! that the entries give them.

use std::collections::BTreeSet;

use registry_events::document::DocumentRef;
use registry_events::ids::Position;
use registry_gateway::case::documents_in;
use registry_gateway::case::format::{EVIDENCE, EVIDENCE_COLUMNS, MANIFEST};

use super::Case;
use super::cells::{Row, read};
use super::entries::{Known, Proven};
use super::rows::Named;
use crate::failure::Failure;

/// Checks every document.
///
/// # Errors
/// The first that is told otherwise.
pub(super) fn check(case: &Case<'_>, known: &Known, named: &Named) -> Result<(), Failure> {
    let rows = read(case, EVIDENCE, &EVIDENCE_COLUMNS)?;
    for row in &rows {
        let wrong = |reason: &str| case.wrong(EVIDENCE, format!("line {}: {reason}", row.line));
        let positions: Option<BTreeSet<_>> = row.words("positions").map(position).collect();
        if positions.as_ref() != named.get(row.cell("digest")) || positions.is_none() {
            return Err(wrong("no row names this document, or others do"));
        }
        let mut entries = positions.iter().flatten().filter_map(|at| known.get(*at));
        if !entries.all(|proven| has(proven, row)) {
            return Err(wrong("its entries name another document"));
        }
        if !["yes", "no"].contains(&row.cell("held")) {
            return Err(wrong("whether it is held isn't told"));
        }
    }
    let told: BTreeSet<_> = rows.iter().map(|row| row.cell("digest").to_owned()).collect();
    if let Some(digest) = named.keys().find(|digest| !told.contains(*digest)) {
        return Err(case.wrong(EVIDENCE, format!("the document {digest} is missing")));
    }
    if rows.len() != named.len() || rows.len() != case.manifest.counts.documents {
        return Err(case.wrong(MANIFEST, "it counts other documents than there are"));
    }
    Ok(())
}

fn position(word: &str) -> Option<Position> {
    word.parse().ok().map(Position)
}

/// Whether an entry names the document.
fn has(proven: &Proven, row: &Row<'_>) -> bool {
    let Some(recorded) = proven.recorded() else { return false };
    let payload = recorded.event().and_then(|event| serde_json::to_value(event).ok());
    let is_it = |document: &DocumentRef| {
        row.cell("digest") == document.digest.to_string()
            && row.cell("sha256") == document.sha256.to_string()
            && row.cell("media_type") == document.media_type.as_str()
            && row.cell("bytes") == document.bytes.to_string()
    };
    payload.is_some_and(|payload| documents_in(&payload).iter().any(is_it))
}
