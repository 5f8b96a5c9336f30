//! Who speaks for which cluster and organisation, of those who have a mailbox here.

use std::collections::{BTreeMap, BTreeSet};

use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{AccountId, ClusterId, OrganisationId};
use registry_events::stream::StreamId;

use crate::http::{App, Problem};

/// People by what they speak for.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    clusters: BTreeMap<ClusterId, BTreeSet<AccountId>>,
    organisations: BTreeMap<OrganisationId, BTreeSet<AccountId>>,
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

    /// Clusters for which somebody speaks.
    pub(super) fn clusters(&self) -> impl Iterator<Item = (ClusterId, &BTreeSet<AccountId>)> {
        self.clusters.iter().map(|(id, accounts)| (*id, accounts))
    }
}
