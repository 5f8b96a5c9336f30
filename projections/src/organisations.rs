//! Organisations: what each is called and was called, its numbers, and the clusters it is in.

mod record;
mod typed;

use std::sync::Arc;

use imbl::{HashMap, OrdMap};
use registry_events::event::{OrganisationEvent, OrganisationRegistered};
use registry_events::ids::{ClusterId, ItemId, OrganisationId, Position};
use registry_events::value::{ForeignNumber, Identifier, Inn, MailDomain, Ogrn};
use serde::Serialize;

pub use record::{
    Branch, DatedIdentifier, Details, Organisation, OrganisationName, Size, Succession, TiedDomain,
};
pub use typed::{TypedMember, by_type};

use crate::place::Place;
use crate::register::MembershipChange;

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

    /// The organisation that has an identifier, else the one that had it last.
    pub fn by_identifier(&self, identifier: &Identifier) -> Option<&Arc<Organisation>> {
        self.get(*self.by_identifier.get(identifier)?)
    }

    /// The organisation that has an INN or OGRN, given as digits, else the one that had it last.
    pub fn by_number(&self, number: &str) -> Option<&Arc<Organisation>> {
        let inn = Inn::parse(number).ok().map(Identifier::Inn);
        let identifier = inn.or_else(|| Ogrn::parse(number).ok().map(Identifier::Ogrn))?;
        self.by_identifier(&identifier)
    }

    /// The same by the number in a register of another country.
    pub fn by_foreign_number(&self, country: &str, number: &str) -> Option<&Arc<Organisation>> {
        let number = ForeignNumber::parse(country, number).ok()?;
        self.by_identifier(&Identifier::Foreign(number))
    }

    /// The organisations whose own a domain's mailboxes were at a position.
    pub fn of_mailbox_domain<'a>(
        &'a self,
        domain: &'a MailDomain,
        at: Position,
    ) -> impl Iterator<Item = &'a Arc<Organisation>> {
        self.by_id.values().filter(move |organisation| {
            let mut tied = organisation.mailbox_domains.iter();
            tied.any(|tied| tied.domain == *domain && tied.holds_at(at))
        })
    }

    /// Every membership an organisation ever had, in the order of recording.
    pub fn memberships(&self, id: OrganisationId) -> &[Membership] {
        self.memberships.get(&id).map_or(&[], |memberships| memberships.as_slice())
    }

    /// The content in a fixed order, for its digest.
    pub(crate) fn content(&self) -> impl Iterator<Item = impl Serialize> {
        self.by_id.values().map(|organisation| (organisation, self.memberships(organisation.id)))
    }

    pub(crate) fn apply(&mut self, id: OrganisationId, place: &Place, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::OrganisationRegistered(event) => self.register(id, place, event),
            OrganisationEvent::OrganisationRenamed(event) => {
                self.change_one(id, |organisation| organisation.rename(place, event));
            }
            OrganisationEvent::IdentifierRecorded(event) => {
                self.change_one(id, |organisation| {
                    organisation.identify(event.identifier.clone(), place, event.since);
                });
                self.find_by(&event.identifier, id);
            }
            OrganisationEvent::IdentifierRetired(event) => {
                self.change_one(id, |organisation| organisation.retire(place, event));
            }
            OrganisationEvent::BranchOpened(event) => {
                self.change_one(id, |organisation| organisation.open_branch(place, event));
            }
            OrganisationEvent::BranchClosed(event) => {
                self.change_one(id, |organisation| organisation.close_branch(place, event));
            }
            OrganisationEvent::OrganisationSizeStated(event) => {
                let size = Size { place: place.clone(), stated: event.clone() };
                self.change_one(id, |organisation| organisation.sizes.set(place.position, size));
            }
            OrganisationEvent::OrganisationDetailsStated(event) => {
                let details = Details { place: place.clone(), stated: event.clone() };
                self.change_one(id, |organisation| organisation.details.push(details));
            }
            OrganisationEvent::OrganisationSucceeded(event) => {
                self.change_one(id, |organisation| organisation.succeed(place, event));
            }
            OrganisationEvent::PredecessorRecorded(event) => {
                self.change_one(id, |organisation| organisation.follow(place, event));
            }
            OrganisationEvent::MailboxDomainTied(event) => {
                self.change_one(id, |organisation| organisation.tie(place, event));
            }
            OrganisationEvent::MailboxDomainReleased(event) => {
                self.change_one(id, |organisation| organisation.release(place, event));
            }
        }
    }

    /// From here on a number leads to this organisation, unless another one still has it.
    fn find_by(&mut self, identifier: &Identifier, id: OrganisationId) {
        let holder = self.by_identifier.get(identifier).and_then(|holder| self.get(*holder));
        let held = holder.is_some_and(|holder| holder.numbers().any(|one| one == identifier));
        if !held && !identifier.is_personal() {
            self.by_identifier.insert(identifier.clone(), id);
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
        self.by_id.insert(id, Arc::new(Organisation::new(id, place, event)));
        for identifier in &event.identifiers {
            self.find_by(identifier, id);
        }
    }
}
