//! The row of a cluster: what lists, facets, map and statistics read of it.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::Timestamp;
use registry_events::dictionary::Regions;
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::level::Level;
use registry_events::path::ItemPath;
use registry_events::value::{Code, Point, Ratings, Text, Year};
use serde::Serialize;

use super::texts::{self, Offered, Texts};
use super::touched::{Touched, Watched};
use super::{Body, Member, OfficialStatus, Participants, Partner, Project, RowField, RowFields};
use crate::card::{Card, Item, ListingStatus};
use crate::keys;
use crate::masked::Over;
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
    /// The official name, to fall back on where the display name may not be shown.
    pub(super) official_name: Option<Arc<Name>>,
    /// The display name.
    pub(super) display_name: Option<Arc<Name>>,
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
    /// Whether it says that it withholds where that is, or said it under seal.
    pub point_withheld: bool,
    /// How many people its participants employ.
    pub employees_total: Option<i64>,
    /// Its participants.
    pub participants: Arc<Participants>,
    /// Its governing bodies.
    pub bodies: OrdMap<ItemId, Arc<Body>>,
    /// Its joint projects.
    pub projects: OrdMap<ItemId, Arc<Project>>,
    /// Its partners.
    pub partners: OrdMap<ItemId, Arc<Partner>>,
    /// How important each priority is to it.
    pub priorities: Option<Arc<Ratings>>,
    /// Its official statuses, those that ended too.
    pub statuses: OrdMap<ItemId, Arc<OfficialStatus>>,
    /// The cluster development centre that supports it, as it states.
    pub ckr: Option<OrganisationId>,
    /// What it says of itself in words.
    #[serde(skip)]
    pub texts: Arc<Texts>,
    /// Its own fields whose claims lapsed or are disputed: shown, but not counted.
    pub(super) uncounted: RowFields,
    /// When it entered the register.
    pub listed_at: Timestamp,
    /// When the last event was recorded.
    pub updated_at: Timestamp,
    /// The position of the last event.
    pub updated: Position,
}

/// The fields its texts are read from.
const TEXT_FIELDS: [RowField; 12] = [
    RowField::OfficialName,
    RowField::DisplayName,
    RowField::Aliases,
    RowField::Summary,
    RowField::Technologies,
    RowField::Products,
    RowField::ProjectTitle,
    RowField::OfferText,
    RowField::RequestText,
    RowField::OfferKind,
    RowField::RequestKind,
    RowField::Address,
];

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
            official_name: None,
            display_name: None,
            regions: [].into(),
            specialisation: None,
            level: None,
            level_since: None,
            year_created: None,
            point: None,
            point_withheld: false,
            employees_total: None,
            participants: Arc::default(),
            bodies: OrdMap::new(),
            projects: OrdMap::new(),
            partners: OrdMap::new(),
            priorities: None,
            statuses: OrdMap::new(),
            ckr: None,
            texts: Arc::default(),
            uncounted: RowFields::default(),
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

    /// The row with these fields and no others; shared where it keeps all of them. Every member is
    /// named, so that one that is added must be decided on.
    pub(super) fn shown(self: &Arc<Self>, fields: RowFields) -> Arc<Self> {
        if fields == RowFields::ALL {
            return Arc::clone(self);
        }
        let official_name = fields.keep(RowField::OfficialName, self.official_name.as_ref());
        let display_name = fields.keep(RowField::DisplayName, self.display_name.as_ref());
        let employees_total = self.employees_total.as_ref();
        Arc::new(Self {
            cluster: self.cluster,
            status: self.status,
            name: display_name.clone().or_else(|| official_name.clone()),
            official_name,
            display_name,
            regions: fields.keep(RowField::Regions, Some(&self.regions)).unwrap_or_default(),
            specialisation: fields.keep(RowField::Specialisation, self.specialisation.as_ref()),
            level: self.level,
            level_since: self.level_since,
            year_created: fields.keep(RowField::YearCreated, self.year_created.as_ref()),
            point: fields.keep(RowField::Location, self.point.as_ref()),
            point_withheld: self.point_withheld,
            employees_total: fields.keep(RowField::EmployeesTotal, employees_total),
            participants: self.shown_participants(fields),
            bodies: self.shown_bodies(fields),
            projects: self.shown_projects(fields),
            partners: self.shown_partners(fields),
            priorities: fields.keep(RowField::Priorities, self.priorities.as_ref()),
            statuses: self.shown_statuses(fields),
            ckr: fields.keep(RowField::Ckr, self.ckr.as_ref()),
            texts: self.shown_texts(fields),
            uncounted: self.uncounted,
            listed_at: self.listed_at,
            updated_at: self.updated_at,
            updated: self.updated,
        })
    }

    /// The row with these participants and projects.
    pub(super) fn with_items<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Self {
        let (mut participants, mut projects) = (Participants::default(), OrdMap::new());
        for item in items {
            match item.path.collection.as_str() {
                keys::PARTICIPANTS => {
                    drop(participants.set(item.path.item, Some(Member::of(item))));
                }
                keys::PROJECTS => put(&mut projects, item.path.item, Some(Project::of(item))),
                _ => {}
            }
        }
        Self { participants: Arc::new(participants), projects, ..self.clone() }
    }

    /// Every name it has, the official one first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Text> {
        [&self.official_name, &self.display_name].into_iter().flatten().map(|name| &name.text)
    }

    /// The row with its regions as an edition has them: a subject that became part of another one is
    /// read as that one.
    pub(super) fn in_regions(self: Arc<Self>, all: &Regions) -> Arc<Self> {
        let regions = all.resolve_all(&self.regions);
        if regions == *self.regions {
            return self;
        }
        Arc::new(Self { regions: regions.into(), ..(*self).clone() })
    }

    /// The row without what is hidden by law.
    pub(super) fn without(self: &Arc<Self>, over: &[Over<'_>]) -> Arc<Self> {
        let (of_items, own): (Vec<&Over<'_>>, Vec<&Over<'_>>) =
            over.iter().partition(|over| over.path.item.is_some());
        let fields = own.iter().filter(|over| !over.former_only);
        let fields = fields.map(|over| RowFields::at(over.path));
        let fields = fields.fold(RowFields::default(), RowFields::and);
        let mut row = Self::clone(&self.shown(RowFields::ALL.without(fields)));
        row.point_withheld |= fields.has(RowField::Location);
        let names = own.iter().map(|over| RowFields::at(over.path));
        Arc::make_mut(&mut row.texts).drop_former(names.fold(fields, RowFields::and));
        for over in of_items.into_iter().filter(|over| !over.former_only) {
            if let Some(item) = &over.path.item {
                row.hide_of_item(item, RowFields::at(over.path));
            }
        }
        Arc::new(row)
    }

    fn hide_of_item(&mut self, path: &ItemPath, hidden: RowFields) {
        let (item, shown) = (path.item, RowFields::ALL.without(hidden));
        match path.collection.as_str() {
            keys::PARTICIPANTS => Arc::make_mut(&mut self.participants).hide(item, hidden),
            keys::GOVERNING_BODIES => replace(&mut self.bodies, item, |it| Some(it.shown(shown))),
            keys::PROJECTS => replace(&mut self.projects, item, |it| Some(it.shown(shown))),
            keys::PARTNERS => replace(&mut self.partners, item, |it| Some(it.shown(shown))),
            keys::OFFICIAL_STATUSES => replace(&mut self.statuses, item, |it| it.shown(shown)),
            _ => {}
        }
        Arc::make_mut(&mut self.texts).hide_of_item(item, hidden);
    }

    /// The row as figures count it: without its fields that lapsed or are disputed.
    pub(crate) fn counted(self: &Arc<Self>) -> Arc<Self> {
        self.shown(RowFields::ALL.without(self.uncounted))
    }

    /// Its employees as figures count them: none where what is stated lapsed or is disputed.
    pub fn counted_employees(&self) -> Option<i64> {
        self.employees_total.filter(|_| !self.uncounted.has(RowField::EmployeesTotal))
    }

    /// How many of its participants count; none where nobody does.
    pub fn counted_participants(&self) -> Option<usize> {
        Some(self.participants.counted().count()).filter(|count| *count > 0)
    }

    /// How many of its joint projects count; none where no project does.
    pub fn counted_projects(&self) -> Option<usize> {
        let counted = self.projects.values().filter(|project| project.counts);
        Some(counted.count()).filter(|count| *count > 0)
    }

    fn shown_participants(&self, fields: RowFields) -> Arc<Participants> {
        if fields.have_all_of(keys::PARTICIPANTS) {
            return Arc::clone(&self.participants);
        }
        Arc::new(self.participants.shown(fields))
    }

    fn shown_bodies(&self, fields: RowFields) -> OrdMap<ItemId, Arc<Body>> {
        if fields.have_all_of(keys::GOVERNING_BODIES) {
            return self.bodies.clone();
        }
        self.bodies.iter().map(|(item, one)| (*item, Arc::new(one.shown(fields)))).collect()
    }

    fn shown_projects(&self, fields: RowFields) -> OrdMap<ItemId, Arc<Project>> {
        if fields.have_all_of(keys::PROJECTS) {
            return self.projects.clone();
        }
        self.projects.iter().map(|(item, one)| (*item, Arc::new(one.shown(fields)))).collect()
    }

    fn shown_partners(&self, fields: RowFields) -> OrdMap<ItemId, Arc<Partner>> {
        if fields.have_all_of(keys::PARTNERS) {
            return self.partners.clone();
        }
        self.partners.iter().map(|(item, one)| (*item, Arc::new(one.shown(fields)))).collect()
    }

    fn shown_statuses(&self, fields: RowFields) -> OrdMap<ItemId, Arc<OfficialStatus>> {
        if fields.have_all_of(keys::OFFICIAL_STATUSES) {
            return self.statuses.clone();
        }
        let shown =
            self.statuses.iter().filter_map(|(item, one)| Some((*item, one.shown(fields)?)));
        shown.map(|(item, one)| (item, Arc::new(one))).collect()
    }

    fn shown_texts(&self, fields: RowFields) -> Arc<Texts> {
        if fields.have(&TEXT_FIELDS) {
            return Arc::clone(&self.texts);
        }
        Arc::new(self.texts.shown(fields))
    }

    fn refresh_standing(&mut self, card: &Card) {
        self.status = card.standing.status;
        self.level = card.level.as_ref().map(|level| level.level);
        self.level_since = card.level.as_ref().map(|level| level.since.recorded_at);
        self.updated_at = card.updated.recorded_at;
        self.updated = card.updated.position;
    }

    fn refresh_fields(&mut self, card: &Card) {
        let read = Reader::new(card.fields());
        rename(&mut self.official_name, read.text(keys::OFFICIAL_NAME));
        rename(&mut self.display_name, read.text(keys::DISPLAY_NAME));
        self.name = self.display_name.clone().or_else(|| self.official_name.clone());
        let regions = read.codes(keys::REGIONS).unwrap_or_default();
        if self.regions != regions {
            self.regions = regions;
        }
        self.specialisation = read.code(keys::SPECIALISATION);
        self.year_created = read.year(keys::YEAR_CREATED);
        self.point = read.point(keys::LOCATION);
        self.point_withheld = read.is_withheld(keys::LOCATION);
        self.employees_total = read.integer(keys::EMPLOYEES_TOTAL);
        self.ckr = read.organisation(keys::CKR);
        let priorities = read.ratings(keys::PRIORITIES);
        if self.priorities.as_deref() != priorities {
            self.priorities = priorities.cloned().map(Arc::new);
        }
        Arc::make_mut(&mut self.texts).refresh(read);
        self.uncounted = RowFields::uncounted(card.fields());
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
                let titles = &mut Arc::make_mut(&mut self.texts).projects;
                texts::refresh_item(titles, item, open, keys::TITLE);
            }
            Watched::Partners => {
                let open = card.open_item(keys::PARTNERS, item);
                put(&mut self.partners, item, open.map(Partner::of));
            }
            Watched::Statuses => {
                let known = card.item_of(keys::OFFICIAL_STATUSES, item);
                put(&mut self.statuses, item, known.map(OfficialStatus::of));
            }
            Watched::Offers => {
                let open = card.open_item(keys::OFFERS, item);
                let offers = &mut Arc::make_mut(&mut self.texts).offers;
                put(offers, item, open.map(Offered::of));
            }
            Watched::Requests => {
                let open = card.open_item(keys::REQUESTS, item);
                let requests = &mut Arc::make_mut(&mut self.texts).requests;
                put(requests, item, open.map(Offered::of));
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

/// Takes a name over, unless it is the one that stands.
fn rename(name: &mut Option<Arc<Name>>, text: Option<&Text>) {
    if name.as_ref().map(|name| &name.text) != text {
        *name = text.map(|text| Arc::new(Name::new(text.clone())));
    }
}

/// Shows less of one item, or nothing.
fn replace<T>(map: &mut OrdMap<ItemId, Arc<T>>, item: ItemId, shown: impl FnOnce(&T) -> Option<T>) {
    let Some(one) = map.get(&item) else { return };
    match shown(one) {
        Some(shown) => drop(map.insert(item, Arc::new(shown))),
        None => drop(map.remove(&item)),
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
