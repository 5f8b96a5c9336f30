//! Typed readers of a profile: the shapes that rules over several fields speak of.
//!
//! A profile is data and its fields are named by the catalogue; the few fields that rules in Rust
//! or facts depend on are named here, in one place.

use std::collections::BTreeMap;

use registry_events::ids::{ItemId, OrganisationId};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::value::{Code, Decimal, NamedOrganisation, Text, Value};

use super::{CurrentClaim, Profile};

/// Key of the collection of memberships.
pub const PARTICIPANTS: &str = "participants";
/// Key of the collection of governing bodies.
pub const GOVERNING_BODIES: &str = "governing_bodies";
/// Key of the collection of joint projects.
pub const PROJECTS: &str = "projects";
/// Key of the collection of contacts.
pub const CONTACTS: &str = "contacts";

/// Claims of open items grouped by item, for rules that walk over a whole profile once.
pub struct OpenItems<'a> {
    items: BTreeMap<&'a ItemPath, Vec<&'a CurrentClaim>>,
}

/// One open item with its claims.
#[derive(Clone, Copy)]
pub struct ItemReader<'a> {
    /// Its path.
    pub path: &'a ItemPath,
    claims: &'a [&'a CurrentClaim],
}

impl<'a> OpenItems<'a> {
    /// Groups the open items of a profile.
    pub fn of(profile: &'a Profile) -> Self {
        let mut items: BTreeMap<&ItemPath, Vec<&CurrentClaim>> = BTreeMap::new();
        for current in profile.open_claims() {
            if let Some(item) = &current.claim.path.item {
                items.entry(item).or_default().push(current);
            }
        }
        Self { items }
    }

    /// Every open item with its claims, in the order of paths.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a ItemPath, &[&'a CurrentClaim])> {
        self.items.iter().map(|(path, claims)| (*path, claims.as_slice()))
    }

    /// The open items of a collection.
    pub fn collection<'b>(&'b self, key: &'b str) -> impl Iterator<Item = ItemReader<'b>> + 'b {
        self.items
            .iter()
            .filter(move |(path, _)| path.collection.as_str() == key)
            .map(|(path, claims)| ItemReader { path, claims })
    }
}

impl<'a> ItemReader<'a> {
    /// The current claim of one of its fields.
    pub fn claim(&self, field: &str) -> Option<&'a CurrentClaim> {
        self.claims.iter().copied().find(|current| current.claim.path.field.as_str() == field)
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

    /// The organisation it states.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.value("organisation").and_then(Value::as_organisation)
    }

    /// A decimal it states.
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        match self.value(field) {
            Some(Value::Decimal(number)) => Some(*number),
            _ => None,
        }
    }

    /// The path of one of its fields.
    pub fn path_of(&self, field: &str) -> Option<&'a FieldPath> {
        self.claim(field).map(|current| &current.claim.path)
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
        let items = OpenItems::of(self);
        let found = items
            .collection(PARTICIPANTS)
            .find(|item| item.organisation() == Some(organisation))
            .map(|item| item.path.item);
        found
    }

    /// Whether the organisation manages the cluster: its coordinator or management company.
    pub fn is_managed_by(&self, organisation: OrganisationId) -> bool {
        let items = OpenItems::of(self);
        let managed = items
            .collection(GOVERNING_BODIES)
            .any(|body| is_managing(&body) && body.organisation() == Some(organisation));
        managed
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
    body.code("type").is_some_and(|t| matches!(t.as_str(), "coordinator" | "management_company"))
}

/// Whether a governing body is collegial: a board, supervisory board or council.
pub fn is_collegial(body: &ItemReader<'_>) -> bool {
    body.code("type")
        .is_some_and(|t| matches!(t.as_str(), "board" | "supervisory_board" | "council"))
}
