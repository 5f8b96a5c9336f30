//! Estimates of how many clusters the country has, as they were stated over recorded time.

use std::sync::Arc;

use registry_events::event::RegistryEvent;
use registry_events::ids::Position;
use serde::Serialize;

use crate::place::Place;
use crate::statistics::Estimate;
use crate::timeline::Timeline;

/// Every estimate with the position since which it is the last one stated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Estimates {
    stated: Arc<Timeline<Estimate>>,
}

impl Estimates {
    /// The last one that was stated by a position.
    pub fn at(&self, at: Position) -> Option<&Estimate> {
        self.stated.at(at)
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.stated.iter()
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &RegistryEvent) {
        let RegistryEvent::EstimateStated(stated) = event else { return };
        let estimate = Estimate {
            value: stated.clusters,
            source: stated.source.clone(),
            date: stated.stated_for,
        };
        Arc::make_mut(&mut self.stated).set(place.position, estimate);
    }
}
