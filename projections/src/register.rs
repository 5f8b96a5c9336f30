//! The register: a row per cluster over recorded time, so that a past list is a binary search per
//! cluster and a cursor is a position.

mod body;
mod content;
mod participants;
mod row;
mod shown;
mod status;
mod texts;
mod touched;

use std::cmp::Ordering;
use std::sync::Arc;

use imbl::{OrdMap, Vector};
use registry_events::ids::{ClusterId, Digest, Position};

pub use body::{Body, Partner, Project};
pub use participants::{Member, Participants};
pub(crate) use row::MembershipChange;
pub use row::RegisterRow;
pub use shown::ShownRegister;
pub(crate) use shown::{FieldsOfCatalogue, RowField, RowFields};
pub use status::OfficialStatus;
pub use texts::{Offered, Texts};
pub(crate) use touched::Touched;

use crate::card::Card;
use crate::digest;

/// The rows of every cluster that was ever listed, with the position since which each row holds.
///
/// These are rows as they were recorded; readers get them through [`ShownRegister`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    clusters: OrdMap<ClusterId, Arc<RowTimeline>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct RowTimeline {
    rows: Vector<(Position, Arc<RegisterRow>)>,
}

impl Register {
    /// The row of a cluster at a position; none when it wasn't listed by then.
    pub fn row(&self, cluster: ClusterId, at: Position) -> Option<&Arc<RegisterRow>> {
        self.clusters.get(&cluster)?.at(at)
    }

    /// The rows of all clusters at a position, in the order of their ids.
    pub fn rows_at(&self, at: Position) -> impl Iterator<Item = &Arc<RegisterRow>> {
        self.clusters.values().filter_map(move |rows| rows.at(at))
    }

    /// Every row a cluster ever had, with the position since which it held, oldest first.
    pub fn rows_of(
        &self,
        cluster: ClusterId,
    ) -> impl Iterator<Item = (Position, &Arc<RegisterRow>)> {
        let rows = self.clusters.get(&cluster).into_iter().flat_map(|timeline| &timeline.rows);
        rows.map(|(since, row)| (*since, row))
    }

    /// The digest of all rows.
    pub(crate) fn digest(&self) -> Digest {
        let none = Participants::default();
        digest::of_items(
            self.clusters.values().flat_map(|rows| content::of(rows.rows.iter(), &none)),
        )
    }

    /// A commit that touched a cluster ended at a position: its row from there on.
    pub(crate) fn refresh(
        &mut self,
        card: &Card,
        touched: &mut Touched,
        position: Position,
    ) -> Vec<MembershipChange> {
        let timeline = self.clusters.entry(card.cluster).or_default();
        let last = timeline.rows.last().map(|(_, row)| row);
        let mut row = last.map_or_else(|| RegisterRow::blank(card), |row| RegisterRow::clone(row));
        let changes = row.refresh(card, touched);
        Arc::make_mut(timeline).rows.push_back((position, Arc::new(row)));
        changes
    }
}

impl RowTimeline {
    fn at(&self, position: Position) -> Option<&Arc<RegisterRow>> {
        if let Some((since, row)) = self.rows.last()
            && *since <= position
        {
            return Some(row);
        }
        let before = |(since, _): &(Position, _)| {
            if *since <= position { Ordering::Less } else { Ordering::Greater }
        };
        let (Ok(after) | Err(after)) = self.rows.binary_search_by(before);
        self.rows.get(after.checked_sub(1)?).map(|(_, row)| row)
    }
}
