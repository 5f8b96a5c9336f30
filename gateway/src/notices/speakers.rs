//! Who speaks for which cluster, organisation and region, and who is an officer, of those who have a
//! mailbox here.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{AccountId, ClusterId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use crate::http::{App, Problem};
use crate::read::lens::Lens;

/// People by what they speak for.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    clusters: BTreeMap<ClusterId, BTreeSet<AccountId>>,
    organisations: BTreeMap<OrganisationId, BTreeSet<AccountId>>,
    regions: BTreeMap<Code, BTreeSet<AccountId>>,
    officers: BTreeSet<AccountId>,
}

impl Speakers {
    /// As grants stand now.
    ///
    /// # Errors
    /// A fault when the log or the private store can't be read.
    pub(super) async fn of(app: &App) -> Result<Self, Problem> {
        let people = app.registry.accounts().everybody().await?;
        let people: BTreeSet<_> = people.into_iter().map(|person| person.account).collect();
        let access = app.registry.executor().streams().load(&StreamId::access()).await?;
        let mut speakers = Self::default();
        let StreamState::Access(access) = access.state.as_ref() else { return Ok(speakers) };
        for grant in access.grants().filter(|grant| people.contains(&grant.account)) {
            match (grant.role, &grant.scope) {
                (Role::ClusterRepresentative, Scope::Cluster(id)) => {
                    speakers.clusters.entry(*id).or_default().insert(grant.account);
                }
                (Role::OrganisationRepresentative, Scope::Organisation(id)) => {
                    speakers.organisations.entry(*id).or_default().insert(grant.account);
                }
                (Role::RegionRepresentative, Scope::Region { region, .. }) => {
                    speakers.regions.entry(region.clone()).or_default().insert(grant.account);
                }
                (Role::Officer, Scope::Registry) => {
                    speakers.officers.insert(grant.account);
                }
                _ => {}
            }
        }
        Ok(speakers)
    }

    pub(super) fn of_cluster(&self, id: ClusterId) -> impl Iterator<Item = AccountId> {
        self.clusters.get(&id).into_iter().flatten().copied()
    }

    pub(super) fn of_organisation(&self, id: OrganisationId) -> impl Iterator<Item = AccountId> {
        self.organisations.get(&id).into_iter().flatten().copied()
    }

    /// Who speaks for any of some regions, by whatever code of it.
    pub(super) fn of_regions(&self, codes: &[Code], lens: &Lens<'_>) -> BTreeSet<AccountId> {
        let is_one =
            |own: &Code| codes.iter().any(|code| lens.region_code(code) == lens.region_code(own));
        let own = self.regions.iter().filter(|(code, _)| is_one(code));
        own.flat_map(|(_, accounts)| accounts).copied().collect()
    }

    pub(super) fn officers(&self) -> impl Iterator<Item = AccountId> {
        self.officers.iter().copied()
    }

    /// Clusters for which somebody speaks.
    pub(super) fn clusters(&self) -> impl Iterator<Item = (ClusterId, &BTreeSet<AccountId>)> {
        self.clusters.iter().map(|(id, accounts)| (*id, accounts))
    }
}
