//! What one cluster has that it can have in common with another: its organisations, its projects,
//! its confirmed links.

use std::collections::BTreeSet;

use jiff::civil::Date;
use registry_core::profile::reader::{CLUSTER_LINKS, PARTICIPANTS, PARTNERS, PROJECTS};
use registry_events::ids::{ClusterId, ItemId, OrganisationId};
use registry_events::value::{Code, Value};
use registry_projections::card::{Card, Item};

use super::{Project, Tie};
use crate::read::held::held_on;
use crate::read::lens::{Lens, Seen};

/// What one cluster has.
pub(super) struct Ties {
    pub(super) cluster: ClusterId,
    pub(super) regions: Vec<Code>,
    pub(super) participants: BTreeSet<OrganisationId>,
    pub(super) partners: BTreeSet<OrganisationId>,
    pub(super) projects: Vec<Project>,
    pub(super) links: Vec<Tie>,
}

/// Reads the items of a card that hold.
struct Reader<'r> {
    card: &'r Card,
    on: Option<Date>,
    lens: &'r Lens<'r>,
}

impl Ties {
    pub(super) fn of(card: &Card, on: Option<Date>, lens: &Lens<'_>) -> Self {
        let read = Reader { card, on, lens };
        let row = lens.views.register().row(card.cluster, lens.at);
        Self {
            cluster: card.cluster,
            regions: row.map(|row| row.regions.to_vec()).unwrap_or_default(),
            participants: read.organisations(PARTICIPANTS),
            partners: read.organisations(PARTNERS),
            projects: read.items(PROJECTS).filter_map(|item| read.project(item)).collect(),
            links: read.items(CLUSTER_LINKS).filter_map(|item| read.link(item)).collect(),
        }
    }

    /// Whether it discloses anything by which it could be linked.
    pub(super) fn tells_something(&self) -> bool {
        !(self.participants.is_empty() && self.partners.is_empty() && self.links.is_empty())
    }
}

impl<'r> Reader<'r> {
    fn items(&self, collection: &str) -> impl Iterator<Item = &'r Item> {
        let (on, lens) = (self.on, self.lens);
        self.card.items(collection).filter(move |item| match on {
            Some(day) => held_on(item, day, lens),
            None => item.is_open(),
        })
    }

    fn organisations(&self, collection: &str) -> BTreeSet<OrganisationId> {
        self.items(collection).filter_map(|item| self.organisation(item)).collect()
    }

    fn organisation(&self, item: &Item) -> Option<OrganisationId> {
        self.value(item, "organisation")?.as_organisation()
    }

    /// A project with the organisations that are named as its participants and external partners.
    fn project(&self, item: &Item) -> Option<Project> {
        let title = self.value(item, "title")?.as_text()?.clone();
        let named = [("participants", PARTICIPANTS), ("external_partners", PARTNERS)];
        let organisations = named.into_iter().flat_map(|(field, collection)| {
            let items = self.numbers(item, field);
            items.into_iter().filter_map(move |number| self.member(collection, number))
        });
        let organisations = organisations.collect::<BTreeSet<_>>().into_iter().collect();
        Some(Project { path: item.path.to_string(), title, organisations })
    }

    fn numbers(&self, item: &Item, field: &str) -> Vec<ItemId> {
        match self.value(item, field) {
            Some(Value::Items(items)) => items.clone(),
            _ => Vec::new(),
        }
    }

    fn member(&self, collection: &str, number: ItemId) -> Option<OrganisationId> {
        self.organisation(self.card.item_of(collection, number)?)
    }

    /// A link with a cluster of the register, where a second party confirms it.
    fn link(&self, item: &Item) -> Option<Tie> {
        let to = match self.value(item, "cluster")? {
            Value::Cluster(id) => *id,
            _ => return None,
        };
        let claim = item.claims.get("cluster").filter(|claim| claim.is_corroborated())?;
        let since = match self.value(item, "since") {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        let kind = self.value(item, "type").and_then(Value::as_code).cloned();
        Some(Tie { to, kind, since, corroboration: claim.corroboration() })
    }

    /// What everybody sees of a field whose claim neither lapsed nor is disputed.
    fn value(&self, item: &'r Item, field: &str) -> Option<&'r Value> {
        let claim = item.claims.get(field).filter(|claim| claim.counts())?;
        match self.lens.seen(&claim.claim) {
            Seen::Value(value) => Some(value),
            Seen::Absent(_) => None,
        }
    }
}
