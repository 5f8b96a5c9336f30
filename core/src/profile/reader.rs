//! Typed readers of a profile: the shapes that rules over several fields speak of.
//!
//! A profile is data and its fields are named by the catalogue; the few fields that rules in Rust
//! or facts depend on are named here, in one place.

use std::collections::BTreeSet;

use registry_events::ids::{ItemId, OrganisationId};
use registry_events::path::ItemPath;
use registry_events::value::{Code, Decimal, NamedOrganisation, Text, Value};

use super::names::Name;
use super::{CurrentClaim, Item, Profile};

/// Key of the collection of memberships.
pub const PARTICIPANTS: &str = "participants";
/// Key of the field that names an item's organisation.
pub(crate) const ORGANISATION: &str = "organisation";
/// Key of the field that says since when somebody participates.
pub const JOINED_ON: &str = "joined_on";
/// Key of the collection of governing bodies.
pub const GOVERNING_BODIES: &str = "governing_bodies";
/// Key of the collection of joint projects.
pub const PROJECTS: &str = "projects";
/// Key of the collection of contacts.
pub const CONTACTS: &str = "contacts";
/// Key of the collection of partners.
pub const PARTNERS: &str = "partners";
/// Key of the collection of links with other clusters.
pub const CLUSTER_LINKS: &str = "cluster_links";
/// Key of the collection of memberships in associations.
pub const ASSOCIATION_MEMBERSHIPS: &str = "association_memberships";
/// Key of the collection of strategies and programmes.
pub const STRATEGIES: &str = "strategies";
/// Key of the collection of targets.
pub const GOALS: &str = "goals";
/// Key of the collection of infrastructure.
pub const INFRASTRUCTURE: &str = "infrastructure";
/// The collection of offers and requests.
pub const OFFERS: &str = "offers";
/// Key of the collection of news.
pub const NEWS: &str = "news";
/// Key of the collection of annual reports.
pub const ANNUAL_REPORTS: &str = "annual_reports";
/// Key of a participant's field that names the branch by its КПП.
pub const BRANCH_KPP: &str = "branch_kpp";
/// Key of the collection of official statuses.
pub const OFFICIAL_STATUSES: &str = "official_statuses";
/// Key of the collection of support that was received.
pub const SUPPORT_RECEIVED: &str = "support_received";
/// Key of the field that names the development centre which supports the cluster.
pub const CKR: &str = "ckr";

/// The open items of a profile, each with its readers.
#[derive(Clone, Copy)]
pub struct OpenItems<'a>(&'a Profile);

/// One item with typed readers of its fields.
#[derive(Clone, Copy)]
pub struct ItemReader<'a> {
    /// Its path.
    pub path: &'a ItemPath,
    item: &'a Item,
}

impl<'a> OpenItems<'a> {
    /// Those of a profile.
    pub const fn of(profile: &'a Profile) -> Self {
        Self(profile)
    }

    /// Those of a collection, in the order of opening.
    pub fn collection(&self, key: &str) -> impl Iterator<Item = ItemReader<'a>> + use<'a> {
        self.0.open_items(key).map(ItemReader::of)
    }
}

impl<'a> ItemReader<'a> {
    /// Reads an item.
    pub const fn of(item: &'a Item) -> Self {
        Self { path: &item.path, item }
    }

    /// The current claim of one of its fields.
    pub fn claim(&self, field: &str) -> Option<&'a CurrentClaim> {
        self.item.claim(field)
    }

    /// What one of its fields says, when it says a value.
    pub fn value(&self, field: &str) -> Option<&'a Value> {
        self.claim(field).and_then(|current| current.claim.stated.value())
    }

    /// A code it states.
    pub fn code(&self, field: &str) -> Option<&'a Code> {
        self.value(field).and_then(Value::as_code)
    }

    /// Codes it states.
    pub fn codes(&self, field: &str) -> &'a [Code] {
        self.value(field).map_or(&[], Value::as_codes)
    }

    /// Items it states.
    pub fn items(&self, field: &str) -> &'a [ItemId] {
        if let Some(Value::Items(items)) = self.value(field) { items } else { &[] }
    }

    /// The organisation it states.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.value(ORGANISATION).and_then(Value::as_organisation)
    }

    /// A decimal it states.
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        match self.value(field) {
            Some(Value::Decimal(number)) => Some(*number),
            _ => None,
        }
    }
}

impl Profile {
    /// The name the cluster is shown under.
    pub fn shown_name(&self) -> Option<&Text> {
        let text = |field| self.stated(field)?.value()?.as_text();
        text("display_name").filter(|text| text.ru.is_some()).or_else(|| text("official_name"))
    }

    /// The cluster's regions, the primary one first.
    pub fn regions(&self) -> &[Code] {
        self.stated("regions").and_then(|stated| stated.value()).map_or(&[], Value::as_codes)
    }

    /// The open membership of an organisation.
    pub fn membership_of(&self, organisation: OrganisationId) -> Option<ItemId> {
        self.item_of_organisation(PARTICIPANTS, organisation)
    }

    /// The first open item of a collection that states an organisation as its own.
    pub(crate) fn item_of_organisation(
        &self,
        collection: &str,
        organisation: OrganisationId,
    ) -> Option<ItemId> {
        let name = BTreeSet::from([Name::Organisation(organisation)]);
        self.called(collection, ORGANISATION, &name).map(|item| item.path.item).next()
    }

    /// Whether the organisation manages the cluster: its coordinator or management company.
    pub fn is_managed_by(&self, organisation: OrganisationId) -> bool {
        OpenItems::of(self)
            .collection(GOVERNING_BODIES)
            .any(|body| is_managing(&body) && body.organisation() == Some(organisation))
    }

    /// Organisations that an application names without an id.
    pub fn named_organisations(&self) -> impl Iterator<Item = &NamedOrganisation> {
        self.open_claims().filter_map(|current| match current.claim.stated.value() {
            Some(Value::NamedOrganisation(named)) => Some(named),
            _ => None,
        })
    }
}

/// Whether a governing body is one that manages: a coordinator or management company.
pub fn is_managing(body: &ItemReader<'_>) -> bool {
    body.code("type").is_some_and(is_managing_type)
}

/// Whether bodies of a type manage.
pub(crate) fn is_managing_type(kind: &Code) -> bool {
    matches!(kind.as_str(), "coordinator" | "management_company")
}

/// Whether a governing body is collegial: a board, supervisory board or council.
pub fn is_collegial(body: &ItemReader<'_>) -> bool {
    body.code("type")
        .is_some_and(|t| matches!(t.as_str(), "board" | "supervisory_board" | "council"))
}
