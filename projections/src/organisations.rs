//! Organisations: what each is called and was called, its numbers, and the clusters it is in.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::{HashMap, OrdMap};
use jiff::civil::Date;
use registry_events::claim::ClaimKind;
use registry_events::event::{
    BranchOpened, IdentifierRetired, OrganisationEvent, OrganisationRegistered,
    OrganisationRenamed, OrganisationSizeStated,
};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::value::{Code, Identifier, Inn, Kpp, Ogrn, Text};
use serde::Serialize;

use crate::name::Name;
use crate::place::Place;
use crate::register::MembershipChange;
use crate::timeline::Timeline;

/// One legal entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// When it became known to the registry.
    pub registered: Place,
    /// Every number it has or had, in the order of recording.
    pub identifiers: Vec<DatedIdentifier>,
    /// Its branches by number.
    pub branches: BTreeMap<u32, Branch>,
    /// How large it was stated to be, over recorded time.
    pub sizes: Timeline<Size>,
    /// The organisation that followed it.
    pub successor: Option<Succession>,
    /// The organisations that it followed.
    pub predecessors: Vec<Succession>,
    /// Its names over recorded time; there is at least one.
    pub names: Timeline<OrganisationName>,
}

/// A name of an organisation, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganisationName {
    /// The name.
    pub name: Arc<Name>,
    /// Where it was recorded.
    pub place: Place,
    /// Whether it changed or was corrected; none for the first one.
    pub kind: Option<ClaimKind>,
}

/// A number with the days between which the organisation has it in the world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatedIdentifier {
    /// The number.
    pub identifier: Identifier,
    /// Where it was recorded.
    pub place: Place,
    /// Since when in the world, where that is known.
    pub since: Option<Date>,
    /// The last day, once it is over.
    pub until: Option<Date>,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// Where it was recorded.
    pub place: Place,
    /// Its name.
    pub name: Text,
    /// The tax office's code.
    pub kpp: Kpp,
    /// The subject of the federation.
    pub region: Code,
    /// The day it ended, once it has.
    pub closed_on: Option<Date>,
}

/// How large an organisation is, as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Where it was recorded.
    pub place: Place,
    /// What was stated.
    pub stated: OrganisationSizeStated,
}

/// One end of a reorganisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// Where it was recorded.
    pub place: Place,
    /// The organisation at the other end.
    pub other: OrganisationId,
    /// A term of dictionary `organisation_succession`.
    pub form: Code,
    /// The day of the reorganisation.
    pub on: Date,
}

/// A time during which an organisation was a participant of a cluster, along recorded time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Membership {
    /// The cluster.
    pub cluster: ClusterId,
    /// The participant's item there.
    pub item: ItemId,
    /// The end of the commit that recorded it.
    pub since: Position,
    /// The end of the commit that recorded its end.
    pub until: Option<Position>,
}

/// All organisations, by id and by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organisations {
    by_id: OrdMap<OrganisationId, Arc<Organisation>>,
    by_identifier: HashMap<Identifier, OrganisationId>,
    memberships: OrdMap<OrganisationId, Arc<Vec<Membership>>>,
}

impl Organisation {
    /// The name now.
    pub fn name(&self) -> Option<&Arc<Name>> {
        self.names.now().map(|recorded| &recorded.name)
    }

    /// The name as it was recorded at a position.
    pub fn name_at(&self, at: Position) -> Option<&Arc<Name>> {
        self.names.at(at).map(|recorded| &recorded.name)
    }
}

impl Organisation {
    /// The numbers it has now.
    pub fn numbers(&self) -> impl Iterator<Item = &Identifier> {
        let current = self.identifiers.iter().filter(|dated| dated.until.is_none());
        current.map(|dated| &dated.identifier)
    }

    fn identify(&mut self, identifier: Identifier, place: &Place, since: Option<Date>) {
        let place = place.clone();
        self.identifiers.push(DatedIdentifier { identifier, place, since, until: None });
    }

    fn retire(&mut self, event: &IdentifierRetired) {
        let of_it = |dated: &&mut DatedIdentifier| dated.identifier == event.identifier;
        if let Some(dated) = self.identifiers.iter_mut().find(of_it) {
            dated.until = Some(event.until);
        }
    }

    fn open_branch(&mut self, place: &Place, event: &BranchOpened) {
        let branch = Branch {
            place: place.clone(),
            name: event.name.clone(),
            kpp: event.kpp.clone(),
            region: event.region.clone(),
            closed_on: None,
        };
        self.branches.insert(event.branch, branch);
    }
}

impl Succession {
    fn new(place: &Place, other: OrganisationId, form: &Code, on: Date) -> Self {
        Self { place: place.clone(), other, form: form.clone(), on }
    }
}

impl Membership {
    /// Whether it was recorded and not ended at a position.
    pub fn holds_at(&self, at: Position) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

impl Organisations {
    /// An organisation by its id.
    pub fn get(&self, id: OrganisationId) -> Option<&Arc<Organisation>> {
        self.by_id.get(&id)
    }

    /// Every organisation in the order of ids, which is the order of registration.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Organisation>> {
        self.by_id.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The organisation that has an identifier.
    pub fn by_identifier(&self, identifier: &Identifier) -> Option<&Arc<Organisation>> {
        self.get(*self.by_identifier.get(identifier)?)
    }

    /// The organisation that has an INN or OGRN, given as digits.
    pub fn by_number(&self, number: &str) -> Option<&Arc<Organisation>> {
        let inn = Inn::parse(number).ok().map(Identifier::Inn);
        let identifier = inn.or_else(|| Ogrn::parse(number).ok().map(Identifier::Ogrn))?;
        self.by_identifier(&identifier)
    }

    /// Every membership an organisation ever had, in the order of recording.
    pub fn memberships(&self, id: OrganisationId) -> &[Membership] {
        self.memberships.get(&id).map_or(&[], |memberships| memberships.as_slice())
    }

    /// The clusters it was a participant of at a position, whatever their standing, by id.
    pub fn clusters_at(&self, id: OrganisationId, at: Position) -> Vec<ClusterId> {
        let held = self.memberships(id).iter().filter(|membership| membership.holds_at(at));
        let mut clusters: Vec<_> = held.map(|membership| membership.cluster).collect();
        clusters.sort_unstable();
        clusters.dedup();
        clusters
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_id.values().map(|organisation| (organisation, self.memberships(organisation.id)))
    }

    pub(crate) fn apply(&mut self, id: OrganisationId, place: &Place, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::OrganisationRegistered(event) => self.register(id, place, event),
            OrganisationEvent::OrganisationRenamed(event) => self.rename(id, place, event),
            OrganisationEvent::IdentifierRecorded(event) => {
                self.by_identifier.insert(event.identifier.clone(), id);
                self.change_one(id, |organisation| {
                    organisation.identify(event.identifier.clone(), place, event.since);
                });
            }
            OrganisationEvent::IdentifierRetired(event) => {
                self.change_one(id, |organisation| organisation.retire(event));
            }
            OrganisationEvent::BranchOpened(event) => {
                self.change_one(id, |organisation| organisation.open_branch(place, event));
            }
            OrganisationEvent::BranchClosed(event) => self.change_one(id, |organisation| {
                if let Some(branch) = organisation.branches.get_mut(&event.branch) {
                    branch.closed_on = Some(event.closed_on);
                }
            }),
            OrganisationEvent::OrganisationSizeStated(event) => {
                let size = Size { place: place.clone(), stated: event.clone() };
                self.change_one(id, |organisation| organisation.sizes.set(place.position, size));
            }
            OrganisationEvent::OrganisationSucceeded(event) => {
                let followed = Succession::new(place, event.successor, &event.form, event.on);
                self.change_one(id, |organisation| organisation.successor = Some(followed));
            }
            OrganisationEvent::PredecessorRecorded(event) => {
                let before = Succession::new(place, event.predecessor, &event.form, event.on);
                self.change_one(id, |organisation| organisation.predecessors.push(before));
            }
        }
    }

    fn change_one(&mut self, id: OrganisationId, change: impl FnOnce(&mut Organisation)) {
        if let Some(organisation) = self.by_id.get_mut(&id) {
            change(Arc::make_mut(organisation));
        }
    }

    /// A commit that ended at a position changed a membership.
    pub(crate) fn change(&mut self, change: MembershipChange, position: Position) {
        let MembershipChange { organisation, cluster, item, joined } = change;
        let memberships = Arc::make_mut(self.memberships.entry(organisation).or_default());
        if joined {
            memberships.push(Membership { cluster, item, since: position, until: None });
            return;
        }
        let held = memberships.iter_mut().rev().find(|membership| {
            membership.cluster == cluster && membership.item == item && membership.until.is_none()
        });
        if let Some(membership) = held {
            membership.until = Some(position);
        }
    }

    fn register(&mut self, id: OrganisationId, place: &Place, event: &OrganisationRegistered) {
        if self.by_id.contains_key(&id) {
            return;
        }
        for identifier in &event.identifiers {
            self.by_identifier.entry(identifier.clone()).or_insert(id);
        }
        let mut names = Timeline::default();
        let name = Arc::new(Name::new(event.name.clone()));
        names.set(place.position, OrganisationName { name, place: place.clone(), kind: None });
        let mut organisation = Organisation {
            id,
            registered: place.clone(),
            identifiers: Vec::new(),
            branches: BTreeMap::new(),
            sizes: Timeline::default(),
            successor: None,
            predecessors: Vec::new(),
            names,
        };
        for identifier in &event.identifiers {
            organisation.identify(identifier.clone(), place, None);
        }
        self.by_id.insert(id, Arc::new(organisation));
    }

    fn rename(&mut self, id: OrganisationId, place: &Place, event: &OrganisationRenamed) {
        let Some(organisation) = self.by_id.get_mut(&id).map(Arc::make_mut) else { return };
        let name = Arc::new(Name::new(event.name.clone()));
        let recorded = OrganisationName { name, place: place.clone(), kind: Some(event.kind) };
        organisation.names.set(place.position, recorded);
    }
}
