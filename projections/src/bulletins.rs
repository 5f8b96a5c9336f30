//! Bulletins: statistics that were published as events, so that anybody can compute them again.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use registry_events::event::{RegistryEvent, StatisticsPublished};
use registry_events::ids::{Digest, Position};
use serde::Serialize;

use crate::place::Place;
use crate::statistics::Statistics;
use crate::views::Views;

/// Statistics of a day that were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bulletin {
    /// The day, to its end in the registry's zone.
    pub date: Date,
    /// The position its figures were folded to.
    pub position: Position,
    /// The digest of its figures, as it was recorded.
    pub digest: Digest,
    /// When it was published, and by whom.
    pub published: Place,
}

/// Every bulletin by its day; the first one of a day stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bulletins {
    by_date: OrdMap<Date, Arc<Bulletin>>,
}

impl Bulletin {
    /// The digest of the same figures as they are folded now.
    pub fn recomputed(&self, views: &Views) -> Digest {
        Statistics::digest_at(views, self.position, self.date)
    }

    /// Whether what is folded now is what was published.
    pub fn agrees(&self, views: &Views) -> bool {
        self.recomputed(views) == self.digest
    }
}

impl Bulletins {
    /// Those that were published by a position, the oldest day first.
    pub fn at(&self, at: Position) -> impl DoubleEndedIterator<Item = &Bulletin> {
        let all = self.by_date.values().map(AsRef::as_ref);
        all.filter(move |bulletin: &&Bulletin| bulletin.published.position <= at)
    }

    /// The bulletin of a day.
    pub fn of(&self, date: Date) -> Option<&Bulletin> {
        self.by_date.get(&date).map(AsRef::as_ref)
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_date.values()
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &RegistryEvent) {
        if let RegistryEvent::StatisticsPublished(published) = event {
            self.publish(place, published);
        }
    }

    fn publish(&mut self, place: &Place, event: &StatisticsPublished) {
        let StatisticsPublished { date, position, digest } = event.clone();
        let bulletin = || Arc::new(Bulletin { date, position, digest, published: place.clone() });
        self.by_date.entry(date).or_insert_with(bulletin);
    }
}
