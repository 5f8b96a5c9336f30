//! Publications over recorded time: what was said of each, when that was corrected, and its end.

use std::sync::Arc;

use imbl::OrdMap;
use registry_events::event::{Publication, PublicationEvent};
use registry_events::ids::{Position, StreamVersion};
use serde::Serialize;

use crate::place::Place;

/// A publication with all that was ever said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicationRecord {
    /// Its number: the version of its recording.
    pub number: StreamVersion,
    /// What was said of it, the first recording first; at least one.
    pub sayings: Vec<Saying>,
    /// Its end, when it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
}

/// What was said of a publication at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// Where it was recorded, and by whom.
    pub place: Place,
    /// What is said.
    pub says: Publication,
    /// Why it was corrected; none of the first recording.
    pub reason: Option<String>,
}

/// The end of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// Where it was recorded, and by whom.
    pub place: Place,
    /// Why.
    pub reason: String,
}

/// Every publication by its number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publications {
    by_number: OrdMap<StreamVersion, Arc<PublicationRecord>>,
}

impl PublicationRecord {
    /// What was said of it by a position; none before its recording.
    pub fn at(&self, at: Position) -> Option<&Saying> {
        self.until(at).last()
    }

    /// All that was said of it by a position, the first recording first.
    pub fn until(&self, at: Position) -> &[Saying] {
        let known = self.sayings.partition_point(|saying| saying.place.position <= at);
        &self.sayings[..known]
    }

    /// Its end, where that was recorded by a position.
    pub fn withdrawn_at(&self, at: Position) -> Option<&Withdrawal> {
        self.withdrawn.as_ref().filter(|end| end.place.position <= at)
    }

    /// Where the last was recorded of it by a position.
    pub fn last_place(&self, at: Position) -> Option<&Place> {
        let end = self.withdrawn_at(at).map(|end| &end.place);
        end.or_else(|| self.at(at).map(|saying| &saying.place))
    }
}

impl Publications {
    /// Those that were recorded by a position, in the order of recording, withdrawn ones too.
    pub fn at(&self, at: Position) -> impl Iterator<Item = &PublicationRecord> {
        let all = self.by_number.values().map(AsRef::as_ref);
        all.filter(move |record: &&PublicationRecord| record.at(at).is_some())
    }

    /// One by its number.
    pub fn get(&self, number: StreamVersion) -> Option<&PublicationRecord> {
        self.by_number.get(&number).map(AsRef::as_ref)
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_number.values()
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &PublicationEvent) {
        let number = event.publication(place.version);
        match event {
            PublicationEvent::PublicationRecorded(recorded) => {
                let says = recorded.says.clone();
                let saying = Saying { place: place.clone(), says, reason: None };
                let record = PublicationRecord { number, sayings: vec![saying], withdrawn: None };
                self.by_number.entry(number).or_insert_with(|| Arc::new(record));
            }
            PublicationEvent::PublicationCorrected(corrected) => {
                let (says, reason) = (corrected.says.clone(), Some(corrected.reason.clone()));
                let saying = Saying { place: place.clone(), says, reason };
                self.change(number, |record| record.sayings.push(saying));
            }
            PublicationEvent::PublicationWithdrawn(withdrawn) => {
                let end = Withdrawal { place: place.clone(), reason: withdrawn.reason.clone() };
                self.change(number, |record| record.withdrawn = Some(end));
            }
        }
    }

    /// Changes one that stands; after its end nothing is said of it any more.
    fn change(&mut self, number: StreamVersion, change: impl FnOnce(&mut PublicationRecord)) {
        let standing = self.by_number.get_mut(&number).filter(|one| one.withdrawn.is_none());
        if let Some(record) = standing.map(Arc::make_mut) {
            change(record);
        }
    }
}
