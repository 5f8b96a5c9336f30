//! One organisation: its names, dated numbers, branches and sizes, and who came before and after.
//!
//! Two axes are kept apart: since when something holds in the world, and where the registry learned
//! it. Questions about the past go along the second one.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use registry_events::claim::{ClaimKind, Evidence, Source};
use registry_events::event::{
    BranchClosed, BranchOpened, IdentifierRetired, MailboxDomainReleased, MailboxDomainTied,
    OrganisationDetailsStated, OrganisationRegistered, OrganisationRenamed, OrganisationSizeStated,
    OrganisationSucceeded, PredecessorRecorded,
};
use registry_events::ids::{OrganisationId, Position};
use registry_events::value::{Code, Identifier, Kpp, MailDomain, Text};
use serde::Serialize;

use crate::name::Name;
use crate::place::Place;
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
    /// Its site, point and activity as they were stated, over recorded time.
    pub details: Vec<Details>,
    /// The organisation in which it ended; the first one where it was divided.
    pub successor: Option<Succession>,
    /// Further organisations that followed it: parts of a division, and spin-offs.
    pub further_successors: Vec<Succession>,
    /// The organisations that it followed.
    pub predecessors: Vec<Succession>,
    /// Its names over recorded time; there is at least one.
    pub names: Timeline<OrganisationName>,
    /// Domains whose mailboxes are or were its own, in the order of recording.
    pub mailbox_domains: Vec<TiedDomain>,
}

/// A domain whose mailboxes are an organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TiedDomain {
    /// The domain.
    pub domain: MailDomain,
    /// Where it was tied, and by whom.
    pub place: Place,
    /// The public source that names it.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Its end: where that was recorded, and why.
    pub released: Option<(Place, String)>,
}

impl TiedDomain {
    /// Whether the registry had it as the organisation's own at a position.
    pub fn holds_at(&self, at: Position) -> bool {
        let end = self.released.as_ref().map(|(place, _)| place);
        self.place.position <= at && !is_recorded_by(end, at)
    }
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
    /// Where its end was recorded.
    pub retired: Option<Place>,
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
    /// Where its end was recorded.
    pub closed: Option<Place>,
}

/// How large an organisation is, as it was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Where it was recorded.
    pub place: Place,
    /// What was stated.
    pub stated: OrganisationSizeStated,
}

/// A statement about where an organisation is found and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Details {
    /// Where it was recorded.
    pub place: Place,
    /// What was stated.
    pub stated: OrganisationDetailsStated,
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

impl DatedIdentifier {
    /// Whether the registry had it as the organisation's own at a position.
    pub fn holds_at(&self, at: Position) -> bool {
        self.place.position <= at && !is_recorded_by(self.retired.as_ref(), at)
    }
}

impl Branch {
    /// Whether the registry had it as open at a position.
    pub fn is_open_at(&self, at: Position) -> bool {
        self.place.position <= at && !is_recorded_by(self.closed.as_ref(), at)
    }
}

fn is_recorded_by(place: Option<&Place>, at: Position) -> bool {
    place.is_some_and(|place| place.position <= at)
}

impl Organisation {
    pub(super) fn new(id: OrganisationId, place: &Place, event: &OrganisationRegistered) -> Self {
        let mut names = Timeline::default();
        let name = Arc::new(Name::new(event.name.clone()));
        names.set(place.position, OrganisationName { name, place: place.clone(), kind: None });
        let mut organisation = Self {
            id,
            registered: place.clone(),
            identifiers: Vec::new(),
            branches: BTreeMap::new(),
            sizes: Timeline::default(),
            details: Vec::new(),
            successor: None,
            further_successors: Vec::new(),
            predecessors: Vec::new(),
            names,
            mailbox_domains: Vec::new(),
        };
        for identifier in &event.identifiers {
            organisation.identify(identifier.clone(), place, None);
        }
        organisation
    }

    /// The name now.
    pub fn name(&self) -> Option<&Arc<Name>> {
        self.names.now().map(|recorded| &recorded.name)
    }

    /// The name as it was recorded at a position.
    pub fn name_at(&self, at: Position) -> Option<&Arc<Name>> {
        self.names.at(at).map(|recorded| &recorded.name)
    }

    /// The numbers it has now.
    pub fn numbers(&self) -> impl Iterator<Item = &Identifier> {
        self.numbers_at(Position(u64::MAX))
    }

    /// The numbers that the registry had as its own at a position.
    pub fn numbers_at(&self, at: Position) -> impl Iterator<Item = &Identifier> {
        let held = self.identifiers.iter().filter(move |dated| dated.holds_at(at));
        held.map(|dated| &dated.identifier)
    }

    /// The branches that the registry had as open at a position, each with its number.
    pub fn branches_at(&self, at: Position) -> impl Iterator<Item = (u32, &Branch)> {
        let open = self.branches.iter().filter(move |(_, branch)| branch.is_open_at(at));
        open.map(|(number, branch)| (*number, branch))
    }

    /// How large it was stated to be at a position.
    pub fn size_at(&self, at: Position) -> Option<&Size> {
        self.sizes.at(at)
    }

    /// What was stated last at a position of those statements that name something.
    pub fn detail_at<T>(
        &self,
        at: Position,
        named: impl Fn(&OrganisationDetailsStated) -> Option<T>,
    ) -> Option<(T, &Details)> {
        let known = self.details.iter().filter(|details| details.place.position <= at);
        known.rev().find_map(|details| Some((named(&details.stated)?, details)))
    }

    /// The end the registry knew of at a position.
    pub fn successor_at(&self, at: Position) -> Option<&Succession> {
        self.successor.as_ref().filter(|end| end.place.position <= at)
    }

    pub(super) fn rename(&mut self, place: &Place, event: &OrganisationRenamed) {
        let name = Arc::new(Name::new(event.name.clone()));
        let recorded = OrganisationName { name, place: place.clone(), kind: Some(event.kind) };
        self.names.set(place.position, recorded);
    }

    pub(super) fn identify(&mut self, identifier: Identifier, place: &Place, since: Option<Date>) {
        let (place, until, retired) = (place.clone(), None, None);
        self.identifiers.push(DatedIdentifier { identifier, place, since, until, retired });
    }

    pub(super) fn retire(&mut self, place: &Place, event: &IdentifierRetired) {
        let of_it = |dated: &&mut DatedIdentifier| {
            dated.identifier == event.identifier && dated.retired.is_none()
        };
        if let Some(dated) = self.identifiers.iter_mut().find(of_it) {
            dated.until = Some(event.until);
            dated.retired = Some(place.clone());
        }
    }

    pub(super) fn open_branch(&mut self, place: &Place, event: &BranchOpened) {
        let branch = Branch {
            place: place.clone(),
            name: event.name.clone(),
            kpp: event.kpp.clone(),
            region: event.region.clone(),
            closed_on: None,
            closed: None,
        };
        self.branches.insert(event.branch, branch);
    }

    pub(super) fn close_branch(&mut self, place: &Place, event: &BranchClosed) {
        let open = self.branches.get_mut(&event.branch).filter(|branch| branch.closed.is_none());
        if let Some(branch) = open {
            branch.closed_on = Some(event.closed_on);
            branch.closed = Some(place.clone());
        }
    }

    pub(super) fn succeed(&mut self, place: &Place, event: &OrganisationSucceeded) {
        let followed = Succession::new(place, event.successor, &event.form, event.on);
        if event.ends_predecessor() && self.successor.is_none() {
            self.successor = Some(followed);
        } else {
            self.further_successors.push(followed);
        }
    }

    pub(super) fn tie(&mut self, place: &Place, event: &MailboxDomainTied) {
        let MailboxDomainTied { domain, source, evidence } = event.clone();
        let (place, released) = (place.clone(), None);
        self.mailbox_domains.push(TiedDomain { domain, place, source, evidence, released });
    }

    pub(super) fn release(&mut self, place: &Place, event: &MailboxDomainReleased) {
        let of_it = |tied: &&mut TiedDomain| tied.domain == event.domain && tied.released.is_none();
        if let Some(tied) = self.mailbox_domains.iter_mut().find(of_it) {
            tied.released = Some((place.clone(), event.reason.clone()));
        }
    }

    pub(super) fn follow(&mut self, place: &Place, event: &PredecessorRecorded) {
        let before = Succession::new(place, event.predecessor, &event.form, event.on);
        self.predecessors.push(before);
    }
}

impl Succession {
    fn new(place: &Place, other: OrganisationId, form: &Code, on: Date) -> Self {
        Self { place: place.clone(), other, form: form.clone(), on }
    }
}
