//! Enquiries to clusters: which came, which were answered, and within how many days a cluster usually
//! answers. The working definition stands in `docs/enquiries.md`.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Span;
use jiff::civil::Date;
use registry_events::event::{EnquiryEvent, EnquiryKind};
use registry_events::ids::{ClusterId, EnquiryId, Position};
use registry_events::path::ItemPath;
use serde::Serialize;

use crate::place::Place;
use crate::samples::{DayOf, days_from};

/// From how many enquiries on it is told how soon a cluster answers.
pub const COUNTED_MIN: usize = 5;
/// Enquiries of how many months count.
const MONTHS: i32 = 12;
/// After how many days an enquiry without an answer counts as one.
const PATIENCE_DAYS: i32 = 14;

/// An enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Enquiry {
    /// Names it.
    pub enquiry: EnquiryId,
    /// What is asked.
    pub kind: EnquiryKind,
    /// The offer it is about.
    pub item: Option<ItemPath>,
    /// Where its coming was recorded.
    pub received: Place,
    /// Where the answer was recorded, and by whom.
    pub answered: Option<Place>,
}

/// Every enquiry, by cluster and in the order of coming.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enquiries {
    by_cluster: OrdMap<ClusterId, Arc<Vec<Enquiry>>>,
}

impl Enquiry {
    /// Where the answer was recorded, when that was by a position.
    pub fn answered_at(&self, at: Position) -> Option<&Place> {
        self.answered.as_ref().filter(|place| place.position <= at)
    }
}

impl Enquiries {
    /// The enquiries to a cluster that had come by a position, in the order of coming.
    pub fn of(&self, cluster: ClusterId, at: Position) -> impl Iterator<Item = &Enquiry> {
        let all = self.by_cluster.get(&cluster).into_iter().flat_map(|all| all.iter());
        all.take_while(move |enquiry| enquiry.received.position <= at)
    }

    /// Where the last was recorded of a cluster's enquiries by a position.
    pub fn last(&self, cluster: ClusterId, at: Position) -> Option<Position> {
        let places = self.of(cluster, at).map(|enquiry| {
            let answered = enquiry.answered_at(at).map(|place| place.position);
            answered.unwrap_or(enquiry.received.position)
        });
        places.max()
    }

    /// Within how many days a cluster usually answers, on a day and as known at a position: the median
    /// over the enquiries of a year. One without an answer counts as slower than any answer once it
    /// has waited long enough, and not at all before. None below five enquiries, and where half of
    /// them have no answer.
    pub fn usual_days(
        &self,
        cluster: ClusterId,
        at: Position,
        on: Date,
        day: impl DayOf,
    ) -> Option<u32> {
        let since = on.checked_sub(Span::new().months(MONTHS)).unwrap_or(Date::MIN);
        let mut waits: Vec<Option<u32>> = Vec::new();
        for enquiry in self.of(cluster, at) {
            let came = day(enquiry.received.recorded_at);
            if came < since || came > on {
                continue;
            }
            let answer = enquiry.answered_at(at).map(|place| day(place.recorded_at));
            match answer.filter(|answer| *answer <= on) {
                Some(answer) => waits.push(Some(within(came, answer))),
                None if days_from(came, on) >= PATIENCE_DAYS => waits.push(None),
                None => {}
            }
        }
        if waits.len() < COUNTED_MIN {
            return None;
        }
        waits.sort_by_key(|wait| wait.unwrap_or(u32::MAX));
        waits[waits.len() / 2]
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_cluster.iter()
    }

    pub(crate) fn apply(&mut self, cluster: ClusterId, place: &Place, event: &EnquiryEvent) {
        let all = Arc::make_mut(self.by_cluster.entry(cluster).or_default());
        match event {
            EnquiryEvent::EnquiryReceived(event) => all.push(Enquiry {
                enquiry: event.enquiry,
                kind: event.kind,
                item: event.item.clone(),
                received: place.clone(),
                answered: None,
            }),
            EnquiryEvent::EnquiryAnswered(event) => {
                let of_it = |one: &&mut Enquiry| one.enquiry == event.enquiry;
                if let Some(enquiry) = all.iter_mut().find(of_it) {
                    enquiry.answered.get_or_insert_with(|| place.clone());
                }
            }
        }
    }
}

/// Within how many days an answer came; one of the same day came within one.
fn within(came: Date, answer: Date) -> u32 {
    u32::try_from(days_from(came, answer)).unwrap_or_default().max(1)
}
