//! Clusters that are known and not registered yet, over recorded time.
//!
//! That one applied is sealed: this fold takes it for invited, or known, until it is registered.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use registry_events::event::{ExpectedClusterNoted, ExpectedEvent};
use registry_events::ids::{ClusterId, ExpectedId, Position};
use serde::Serialize;

use crate::place::Place;

/// A cluster that is or was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// Which.
    pub expected: ExpectedId,
    /// Where it was noted, and by whom.
    pub noted: Place,
    /// What was said of it.
    pub says: ExpectedClusterNoted,
    /// Its invitations: where each was recorded, and its day.
    pub invited: Vec<(Place, Date)>,
    /// Its end, once it isn't expected any more.
    pub end: Option<(Place, ExpectedEnd)>,
}

/// Why a cluster isn't expected any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedEnd {
    /// It is in the register.
    Registered(ClusterId),
    /// It was removed, for a reason.
    Removed(String),
}

impl Expected {
    /// Its end, where that was recorded by a position.
    pub fn end_at(&self, at: Position) -> Option<&(Place, ExpectedEnd)> {
        self.end.as_ref().filter(|(place, _)| place.position <= at)
    }

    /// Its invitations that were recorded by a position.
    pub fn invited_at(&self, at: Position) -> impl Iterator<Item = &(Place, Date)> {
        self.invited.iter().filter(move |(place, _)| place.position <= at)
    }

    /// Where the last was recorded of it by a position.
    pub fn last_place(&self, at: Position) -> &Place {
        let end = self.end_at(at).map(|(place, _)| place);
        let invited = || self.invited_at(at).last().map(|(place, _)| place);
        end.or_else(invited).unwrap_or(&self.noted)
    }
}

/// Every cluster that is or was expected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpectedClusters {
    by_id: OrdMap<ExpectedId, Arc<Expected>>,
}

impl ExpectedClusters {
    /// Those that were noted by a position, in the order of their ids.
    pub fn at(&self, at: Position) -> impl Iterator<Item = &Expected> {
        let all = self.by_id.values().map(AsRef::as_ref);
        all.filter(move |expected: &&Expected| expected.noted.position <= at)
    }

    /// One by its id.
    pub fn get(&self, id: ExpectedId) -> Option<&Expected> {
        self.by_id.get(&id).map(AsRef::as_ref)
    }

    /// How many were expected at a position; none while no list was kept.
    pub fn waiting_at(&self, at: Position) -> Option<usize> {
        let mut all = self.at(at).peekable();
        all.peek()?;
        Some(all.filter(|expected| expected.end_at(at).is_none()).count())
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_id.values()
    }

    pub(crate) fn apply(&mut self, id: ExpectedId, place: &Place, event: &ExpectedEvent) {
        if let ExpectedEvent::ExpectedClusterNoted(noted) = event {
            let (noted_at, says) = (place.clone(), noted.clone());
            let (invited, end) = (Vec::new(), None);
            let expected = Expected { expected: id, noted: noted_at, says, invited, end };
            self.by_id.entry(id).or_insert_with(|| Arc::new(expected));
            return;
        }
        let Some(expected) = self.by_id.get_mut(&id).map(Arc::make_mut) else { return };
        let end = match event {
            ExpectedEvent::ExpectedClusterNoted(_) | ExpectedEvent::ExpectedClusterApplied(_) => {
                return;
            }
            ExpectedEvent::ExpectedClusterInvited(invited) => {
                expected.invited.push((place.clone(), invited.invited_on));
                return;
            }
            ExpectedEvent::ExpectedClusterRegistered(registered) => {
                ExpectedEnd::Registered(registered.cluster)
            }
            ExpectedEvent::ExpectedClusterRemoved(removed) => {
                ExpectedEnd::Removed(removed.reason.clone())
            }
        };
        expected.end.get_or_insert((place.clone(), end));
    }
}
