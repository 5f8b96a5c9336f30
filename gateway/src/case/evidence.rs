//! The documents that rows name: by their digests, and whether the registry still has them. Never what
//! stands in them.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::document::DocumentRef;
use registry_events::ids::Position;

use super::format::EVIDENCE_COLUMNS;
use super::rows::{Row, number};
use crate::documents::{DocumentError, Documents};
use crate::read::table::{Cell, Table};

/// Documents with the positions of the rows that name them.
pub(super) struct Named(BTreeMap<String, (DocumentRef, BTreeSet<Position>)>);

impl Named {
    /// The documents of some rows.
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut named: BTreeMap<String, (DocumentRef, BTreeSet<Position>)> = BTreeMap::new();
        for row in rows {
            for document in &row.documents {
                let known = named.entry(document.digest.to_string());
                known.or_insert_with(|| (*document, BTreeSet::new())).1.insert(row.position);
            }
        }
        Self(named)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The table.
    ///
    /// # Errors
    /// A document can't be looked at; one that was changed isn't held.
    pub(super) async fn table(&self, documents: &Documents) -> Result<Table, DocumentError> {
        let mut rows = Vec::with_capacity(self.0.len());
        for (document, positions) in self.0.values() {
            let held = match documents.holds(document).await {
                Err(DocumentError::Damaged(_)) => false,
                held => held?,
            };
            rows.push(cells(document, held, positions));
        }
        Ok(Table::new("evidence", EVIDENCE_COLUMNS.map(|key| (key, key)), rows))
    }
}

fn cells(document: &DocumentRef, held: bool, positions: &BTreeSet<Position>) -> Vec<Cell> {
    let positions: Vec<_> = positions.iter().map(ToString::to_string).collect();
    vec![
        Cell::text(document.digest.to_string()),
        Cell::text(document.sha256.to_string()),
        Cell::text(document.media_type.as_str()),
        number(document.bytes),
        Cell::text(if held { "yes" } else { "no" }),
        Cell::text(positions.join(" ")),
    ]
}
