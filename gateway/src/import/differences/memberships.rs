//! The memberships of a cluster by organisation: those that are open, and that there ever was one.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::profile::Profile;
use registry_core::profile::reader::PARTICIPANTS;
use registry_events::ids::OrganisationId;
use registry_events::path::ItemPath;
use registry_events::value::Value;

/// The memberships of a cluster by organisation.
pub(super) struct Memberships {
    open: BTreeMap<OrganisationId, ItemPath>,
    ever: BTreeSet<OrganisationId>,
}

impl Memberships {
    pub(super) fn of(profile: &Profile) -> Self {
        let mut all = Self { open: BTreeMap::new(), ever: BTreeSet::new() };
        for current in profile.claims() {
            let Some(item) = &current.claim.path.item else { continue };
            let named = current.claim.stated.value().and_then(Value::as_organisation);
            let Some(organisation) = named.filter(|_| item.collection.as_str() == PARTICIPANTS)
            else {
                continue;
            };
            all.ever.insert(organisation);
            if profile.is_open(item) {
                all.open.insert(organisation, item.clone());
            }
        }
        all
    }

    /// The open membership of an organisation, and whether it ever had one.
    pub(super) fn find(&self, organisation: Option<OrganisationId>) -> (Option<ItemPath>, bool) {
        let Some(id) = organisation else { return (None, false) };
        (self.open.get(&id).cloned(), self.ever.contains(&id))
    }
}
