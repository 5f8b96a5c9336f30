//! An organisation, as far as rules need to know it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registry_events::event::{
    BranchOpened, OrganisationDetailsStated, OrganisationEvent, OrganisationRegistered,
    OrganisationSizeStated,
};
use registry_events::ids::{OrganisationId, StreamVersion};
use registry_events::value::{Code, Identifier, Kpp, MailDomain, Text};

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationState {
    /// How it was registered; none when it isn't.
    pub registered: Option<OrganisationRegistered>,
    /// Its name now.
    pub name: Option<Text>,
    /// Every number it ever had, in the order of recording.
    pub identifiers: Vec<DatedIdentifier>,
    /// Its branches by number.
    pub branches: BTreeMap<u32, Branch>,
    /// How large it is, as last stated.
    pub size: Option<OrganisationSizeStated>,
    /// Its site, point and activity, as last stated.
    pub details: OrganisationDetails,
    /// The organisation that followed it; a living one has none.
    pub successor: Option<OrganisationId>,
    /// Every organisation that followed it, by a spin-off too, with the form.
    pub followed_by: BTreeSet<(OrganisationId, Code)>,
    /// The form and the day of its end.
    pub ended: Option<(Code, Date)>,
    /// Domains whose mailboxes are its own, each with the version that tied it.
    pub mailbox_domains: BTreeMap<MailDomain, StreamVersion>,
}

/// The statements that hold of an organisation's site, point and activity, each reduced to its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationDetails {
    /// Of its site.
    pub site: Option<OrganisationDetailsStated>,
    /// Of its point on the map.
    pub point: Option<OrganisationDetailsStated>,
    /// Of its main activity.
    pub okved: Option<OrganisationDetailsStated>,
}

impl OrganisationDetails {
    /// What holds after a statement.
    pub(crate) fn with(&self, stated: &OrganisationDetailsStated) -> Self {
        let nothing =
            OrganisationDetailsStated { site: None, point: None, okved: None, ..stated.clone() };
        let site = stated.site.clone().map(Some);
        let site = site.map(|site| OrganisationDetailsStated { site, ..nothing.clone() });
        let point = stated.point.map(Some);
        let point = point.map(|point| OrganisationDetailsStated { point, ..nothing.clone() });
        let okved = stated.okved.clone().map(Some);
        let okved = okved.map(|okved| OrganisationDetailsStated { okved, ..nothing.clone() });
        Self {
            site: site.or_else(|| self.site.clone()),
            point: point.or_else(|| self.point.clone()),
            okved: okved.or_else(|| self.okved.clone()),
        }
    }

    /// The statements that hold no more afterwards.
    pub(crate) fn replaced_in(&self, after: &Self) -> Vec<&OrganisationDetailsStated> {
        let pairs =
            [(&self.site, &after.site), (&self.point, &after.point), (&self.okved, &after.okved)];
        pairs
            .into_iter()
            .filter(|(was, is)| was != is)
            .filter_map(|(was, _)| was.as_ref())
            .collect()
    }
}

/// A number with the days between which the organisation has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedIdentifier {
    /// The number.
    pub identifier: Identifier,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// The last day, once it is over.
    pub until: Option<Date>,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub name: Text,
    /// The tax office's code.
    pub kpp: Kpp,
    /// The subject of the federation.
    pub region: Code,
    /// The day it ended, once it has.
    pub closed_on: Option<Date>,
}

impl OrganisationState {
    pub(super) fn evolve(&mut self, version: StreamVersion, event: &OrganisationEvent) {
        match event {
            OrganisationEvent::OrganisationRegistered(registered) => self.register(registered),
            OrganisationEvent::OrganisationRenamed(renamed) => {
                self.name = Some(renamed.name.clone());
            }
            OrganisationEvent::IdentifierRecorded(recorded) => {
                self.identify(recorded.identifier.clone(), recorded.since);
            }
            OrganisationEvent::IdentifierRetired(retired) => {
                let of_it = |dated: &&mut DatedIdentifier| {
                    dated.identifier == retired.identifier && dated.until.is_none()
                };
                if let Some(dated) = self.identifiers.iter_mut().find(of_it) {
                    dated.until = Some(retired.until);
                }
            }
            OrganisationEvent::BranchOpened(opened) => self.open_branch(opened),
            OrganisationEvent::BranchClosed(closed) => {
                if let Some(branch) = self.branches.get_mut(&closed.branch) {
                    branch.closed_on = Some(closed.closed_on);
                }
            }
            OrganisationEvent::OrganisationSizeStated(stated) => self.size = Some(stated.clone()),
            OrganisationEvent::OrganisationDetailsStated(stated) => {
                self.details = self.details.with(stated);
            }
            OrganisationEvent::OrganisationSucceeded(succeeded) => {
                let (successor, form) = (succeeded.successor, succeeded.form.clone());
                self.followed_by.insert((successor, form));
                if succeeded.ends_predecessor() && self.successor.is_none() {
                    self.successor = Some(succeeded.successor);
                    self.ended = Some((succeeded.form.clone(), succeeded.on));
                }
            }
            OrganisationEvent::PredecessorRecorded(_) => {}
            OrganisationEvent::MailboxDomainTied(tied) => {
                self.mailbox_domains.insert(tied.domain.clone(), version);
            }
            OrganisationEvent::MailboxDomainReleased(released) => {
                self.mailbox_domains.remove(&released.domain);
            }
        }
    }

    fn register(&mut self, registered: &OrganisationRegistered) {
        self.name = Some(registered.name.clone());
        for identifier in &registered.identifiers {
            self.identify(identifier.clone(), None);
        }
        self.registered = Some(registered.clone());
    }

    fn identify(&mut self, identifier: Identifier, since: Option<Date>) {
        self.identifiers.push(DatedIdentifier { identifier, since, until: None });
    }

    fn open_branch(&mut self, opened: &BranchOpened) {
        let branch = Branch {
            name: opened.name.clone(),
            kpp: opened.kpp.clone(),
            region: opened.region.clone(),
            closed_on: None,
        };
        self.branches.insert(opened.branch, branch);
    }

    /// The numbers it has now, with their days.
    pub fn current_identifiers(&self) -> impl Iterator<Item = &DatedIdentifier> {
        self.identifiers.iter().filter(|dated| dated.until.is_none())
    }

    /// A number it has now.
    pub fn current(&self, identifier: &Identifier) -> Option<&DatedIdentifier> {
        self.current_identifiers().find(|dated| dated.identifier == *identifier)
    }

    /// Whether it is registered and no other organisation followed it.
    pub const fn is_living(&self) -> bool {
        self.registered.is_some() && self.successor.is_none()
    }

    /// The number the next branch gets.
    pub fn next_branch(&self) -> u32 {
        self.branches.last_key_value().map_or(1, |(last, _)| last + 1)
    }
}
