//! An item of a cluster: a participant, a project, a governing body, a contact.

use jiff::civil::Date;
use registry_events::event::{ItemClosed, MembershipDenied};
use registry_events::ids::OrganisationId;
use registry_events::path::ItemPath;
use serde::Serialize;

use super::claims::Claims;
use crate::place::Place;

/// An item with what is stated of it, open or closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its collection and number.
    pub path: ItemPath,
    /// When it was opened, and by whom.
    pub opened: Place,
    /// How it was closed; none while it is open.
    pub closed: Option<Closed>,
    /// The claims in force; those of a closed item stay as they were.
    pub claims: Claims,
}

/// The end of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// When the registry learned it, and from whom.
    pub place: Place,
    /// The day it ended in the world.
    pub on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
    /// Whether the participant itself ended it: it said that it doesn't take part.
    pub denied: bool,
    /// When the participant took that back; the membership doesn't begin anew by it.
    pub denial_withdrawn: Option<Place>,
}

impl Item {
    pub(super) fn new(path: ItemPath, opened: Place, fields: usize) -> Self {
        Self { path, opened, closed: None, claims: Claims::with_capacity(fields) }
    }

    /// Takes away what an organisation said of it, also that it takes no part.
    pub(super) fn hide_words_of(&mut self, organisation: OrganisationId) {
        self.opened.hide_organisation(organisation);
        if let Some(closed) = &mut self.closed {
            closed.place.hide_organisation(organisation);
        }
        self.claims.hide_words_of(organisation);
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

impl Closed {
    pub(super) fn new(closed: &ItemClosed, place: Place) -> Self {
        let (on, reason) = (closed.closed_on, closed.reason.clone());
        Self { place, on, reason, denied: false, denial_withdrawn: None }
    }

    pub(super) fn by_denial(denied: &MembershipDenied, place: Place) -> Self {
        let (on, reason) = (denied.since, Some(denied.reason.clone()));
        Self { place, on, reason, denied: true, denial_withdrawn: None }
    }
}
