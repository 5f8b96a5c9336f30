//! Regions and their cluster development centres (ЦКР) over recorded time and in the world.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use registry_events::claim::Evidence;
use registry_events::event::{CkrClosed, CkrOpened, RegionEvent};
use registry_events::ids::{OrganisationId, Position};
use registry_events::value::Code;
use serde::Serialize;

use crate::place::Place;

/// A cluster development centre of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ckr {
    /// The organisation that is the centre.
    pub organisation: OrganisationId,
    /// The day it was opened in the world.
    pub opened_on: Date,
    /// Where that was recorded.
    pub opened: Place,
    /// The documents.
    pub evidence: Vec<Evidence>,
    /// Its end, when it has one.
    pub closed: Option<CkrEnd>,
}

/// The end of a centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CkrEnd {
    /// The day in the world since which it is no more.
    pub on: Date,
    /// Where that was recorded.
    pub place: Place,
    /// Why.
    pub reason: String,
}

/// The centres of every region that ever had one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regions {
    centres: OrdMap<Code, Arc<Vec<Ckr>>>,
}

impl Ckr {
    /// Whether the registry had it as open at a position.
    pub fn is_open_at(&self, at: Position) -> bool {
        self.opened.position <= at && self.end_at(at).is_none()
    }

    /// Whether it was open on a day, as the registry knew it at a position.
    pub fn is_open_on(&self, on: Date, at: Position) -> bool {
        let ended = self.end_at(at).is_some_and(|end| end.on <= on);
        self.opened.position <= at && self.opened_on <= on && !ended
    }

    fn end_at(&self, at: Position) -> Option<&CkrEnd> {
        self.closed.as_ref().filter(|end| end.place.position <= at)
    }
}

impl Regions {
    /// The centres a region ever had, in the order of recording.
    pub fn centres(&self, region: &str) -> &[Ckr] {
        self.centres.get(region).map_or(&[], |centres| centres.as_slice())
    }

    /// Every region that ever had a centre, with its centres, in the order of codes.
    pub fn all(&self) -> impl Iterator<Item = (&Code, &[Ckr])> {
        self.centres.iter().map(|(code, centres)| (code, centres.as_slice()))
    }

    /// Whether an organisation ever was a region's centre, as the registry knew it at a position.
    pub fn was_centre(&self, organisation: OrganisationId, at: Position) -> bool {
        self.of_organisation(organisation).any(|centre| centre.opened.position <= at)
    }

    /// Whether an organisation was an open centre on a day, as the registry knew it at a position.
    pub fn is_centre_on(&self, organisation: OrganisationId, on: Date, at: Position) -> bool {
        self.of_organisation(organisation).any(|centre| centre.is_open_on(on, at))
    }

    /// Where the last opening or closing that the registry knew of at a position was recorded.
    pub fn changed_until(&self, at: Position) -> Option<Position> {
        let centres = self.centres.values().flat_map(|centres| centres.iter());
        let places = centres.flat_map(|centre| {
            let end = centre.closed.as_ref().map(|end| end.place.position);
            end.into_iter().chain([centre.opened.position])
        });
        places.filter(|position| *position <= at).max()
    }

    pub(crate) fn of_organisation(
        &self,
        organisation: OrganisationId,
    ) -> impl Iterator<Item = &Ckr> {
        let centres = self.centres.values().flat_map(|centres| centres.iter());
        centres.filter(move |centre| centre.organisation == organisation)
    }

    /// The regions that had an open centre on a day, as the registry knew it at a position.
    pub fn with_centre_on(&self, on: Date, at: Position) -> BTreeSet<&Code> {
        let open = |centres: &[Ckr]| centres.iter().any(|centre| centre.is_open_on(on, at));
        self.centres.iter().filter(|(_, centres)| open(centres)).map(|(code, _)| code).collect()
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.centres.iter()
    }

    pub(crate) fn apply(&mut self, region: &Code, place: &Place, event: &RegionEvent) {
        match event {
            RegionEvent::CkrOpened(event) => self.open(region, place, event),
            RegionEvent::CkrClosed(event) => self.close(region, place, event),
        }
    }

    fn open(&mut self, region: &Code, place: &Place, event: &CkrOpened) {
        let centres = Arc::make_mut(self.centres.entry(region.clone()).or_default());
        let open =
            |centre: &Ckr| centre.organisation == event.organisation && centre.closed.is_none();
        if !centres.iter().any(open) {
            centres.push(Ckr {
                organisation: event.organisation,
                opened_on: event.opened_on,
                opened: place.clone(),
                evidence: event.evidence.clone(),
                closed: None,
            });
        }
    }

    fn close(&mut self, region: &Code, place: &Place, event: &CkrClosed) {
        let Some(centres) = self.centres.get_mut(region).map(Arc::make_mut) else { return };
        let open = |centre: &&mut Ckr| {
            centre.organisation == event.organisation && centre.closed.is_none()
        };
        if let Some(centre) = centres.iter_mut().rev().find(open) {
            let reason = event.reason.clone();
            centre.closed = Some(CkrEnd { on: event.closed_on, place: place.clone(), reason });
        }
    }
}
