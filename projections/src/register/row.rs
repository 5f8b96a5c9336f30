//! The row of a cluster: what lists, facets, map and statistics read of it.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::level::Level;
use registry_events::value::{Code, Point, Year};
use serde::Serialize;

use super::touched::{Touched, Watched};
use super::{Body, Member, Participants, Project};
use crate::card::{Card, ListingStatus};
use crate::keys;
use crate::name::Name;
use crate::read::Reader;

/// A cluster as lists show it, at the end of one commit. Parts that a commit leaves as they were
/// are shared with the row before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterRow {
    /// The cluster.
    pub cluster: ClusterId,
    /// How it stands on the register.
    pub status: ListingStatus,
    /// The display name, else the official one; none when neither is stated in the clear.
    pub name: Option<Arc<Name>>,
    /// The regions' codes; the first is the primary one.
    pub regions: Arc<[Code]>,
    /// The key specialisation.
    pub specialisation: Option<Code>,
    /// The level; none until it was assessed.
    pub level: Option<Level>,
    /// Since when it has that level.
    pub level_since: Option<Timestamp>,
    /// The year of its creation.
    pub year_created: Option<Year>,
    /// Where it is on the map.
    pub point: Option<Point>,
    /// How many people its participants employ.
    pub employees_total: Option<i64>,
    /// Its participants.
    pub participants: Arc<Participants>,
    /// Its governing bodies.
    pub bodies: OrdMap<ItemId, Arc<Body>>,
    /// Its joint projects.
    pub projects: OrdMap<ItemId, Arc<Project>>,
    /// When it entered the register.
    pub listed_at: Timestamp,
    /// When the last event was recorded.
    pub updated_at: Timestamp,
    /// The position of the last event.
    pub updated: Position,
}

/// An organisation began or ceased to be a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MembershipChange {
    pub(crate) organisation: OrganisationId,
    pub(crate) cluster: ClusterId,
    pub(crate) item: ItemId,
    pub(crate) joined: bool,
}

impl RegisterRow {
    /// The row of a cluster of which nothing is read yet.
    pub(super) fn blank(card: &Card) -> Self {
        Self {
            cluster: card.cluster,
            status: card.standing.status,
            name: None,
            regions: [].into(),
            specialisation: None,
            level: None,
            level_since: None,
            year_created: None,
            point: None,
            employees_total: None,
            participants: Arc::default(),
            bodies: OrdMap::new(),
            projects: OrdMap::new(),
            listed_at: card.listed.recorded_at,
            updated_at: card.updated.recorded_at,
            updated: card.updated.position,
        }
    }

    /// Takes over what a commit touched of the card.
    pub(super) fn refresh(&mut self, card: &Card, touched: &mut Touched) -> Vec<MembershipChange> {
        self.refresh_standing(card);
        if touched.fields {
            self.refresh_fields(card);
        }
        let mut changes = Vec::new();
        for (watched, item) in touched.items() {
            self.refresh_item(card, *watched, *item, &mut changes);
        }
        changes
    }

    fn refresh_standing(&mut self, card: &Card) {
        self.status = card.standing.status;
        self.level = card.level.as_ref().map(|level| level.level);
        self.level_since = card.level.as_ref().map(|level| level.since.recorded_at);
        self.updated_at = card.updated.recorded_at;
        self.updated = card.updated.position;
    }

    fn refresh_fields(&mut self, card: &Card) {
        let read = Reader(card.fields());
        let name = read.text(keys::DISPLAY_NAME).or_else(|| read.text(keys::OFFICIAL_NAME));
        if self.name.as_ref().map(|name| &name.text) != name {
            self.name = name.map(|text| Arc::new(Name::new(text.clone())));
        }
        let regions = read.codes(keys::REGIONS).unwrap_or_default();
        if self.regions != regions {
            self.regions = regions;
        }
        self.specialisation = read.code(keys::SPECIALISATION);
        self.year_created = read.year(keys::YEAR_CREATED);
        self.point = read.point(keys::LOCATION);
        self.employees_total = read.integer(keys::EMPLOYEES_TOTAL);
    }

    fn refresh_item(
        &mut self,
        card: &Card,
        watched: Watched,
        item: ItemId,
        changes: &mut Vec<MembershipChange>,
    ) {
        match watched {
            Watched::Participants => self.refresh_participant(card, item, changes),
            Watched::Bodies => {
                let open = card.open_item(keys::GOVERNING_BODIES, item);
                put(&mut self.bodies, item, open.map(Body::of));
            }
            Watched::Projects => {
                let open = card.open_item(keys::PROJECTS, item);
                put(&mut self.projects, item, open.map(Project::of));
            }
        }
    }

    fn refresh_participant(
        &mut self,
        card: &Card,
        item: ItemId,
        changes: &mut Vec<MembershipChange>,
    ) {
        let new = card.open_item(keys::PARTICIPANTS, item).map(Member::of);
        if self.participants.get(item) == new.as_ref() {
            return;
        }
        let joins = new.as_ref().and_then(|member| member.organisation);
        let old = Arc::make_mut(&mut self.participants).set(item, new);
        let leaves = old.and_then(|member| member.organisation);
        if joins != leaves {
            let change = |organisation, joined| MembershipChange {
                organisation,
                cluster: self.cluster,
                item,
                joined,
            };
            changes.extend(leaves.map(|organisation| change(organisation, false)));
            changes.extend(joins.map(|organisation| change(organisation, true)));
        }
    }
}

fn put<T: PartialEq>(map: &mut OrdMap<ItemId, Arc<T>>, item: ItemId, value: Option<T>) {
    match value {
        Some(value) if map.get(&item).map(AsRef::as_ref) != Some(&value) => {
            map.insert(item, Arc::new(value));
        }
        Some(_) => {}
        None => drop(map.remove(&item)),
    }
}
