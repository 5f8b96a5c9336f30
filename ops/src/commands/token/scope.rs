//! What a role is held for: said on the command line, checked before an account is opened for it.

use registry_core::state::{Standing, StreamState};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_gateway::registry::Registry;

use crate::failure::Failure;

/// What a role is held for.
#[derive(Debug, clap::Args)]
pub(in crate::commands) struct ScopeArgs {
    /// The cluster that its representative speaks for; none yet for an applicant
    #[arg(long, value_name = "ID", conflicts_with_all = ["organisation", "region"])]
    cluster: Option<ClusterId>,
    /// The organisation that the account speaks for
    #[arg(long, value_name = "ID")]
    organisation: Option<OrganisationId>,
    /// The region that its representative speaks for, beside the organisation
    #[arg(long, value_name = "CODE", requires = "organisation", value_parser = region)]
    region: Option<Code>,
}

fn region(given: &str) -> Result<Code, String> {
    Code::parse(given).map_err(|error| error.to_string())
}

impl ScopeArgs {
    /// The scope of a role.
    pub(in crate::commands) fn of(&self, role: Role) -> Result<Scope, Failure> {
        let needs = |what: &str| Failure::refused(format!("role {} needs {what}", role.key()));
        match (role, self.cluster, self.organisation, &self.region) {
            (Role::ClusterRepresentative, Some(cluster), None, None) => Ok(Scope::Cluster(cluster)),
            (Role::ClusterRepresentative, None, None, None) => Ok(Scope::Registry),
            (Role::ClusterRepresentative, ..) => Err(needs("--cluster, or nothing to apply")),
            (Role::OrganisationRepresentative, None, Some(id), None) => Ok(Scope::Organisation(id)),
            (Role::OrganisationRepresentative, ..) => Err(needs("--organisation alone")),
            (Role::RegionRepresentative, None, Some(organisation), Some(region)) => {
                Ok(Scope::Region { region: region.clone(), organisation })
            }
            (Role::RegionRepresentative, ..) => Err(needs("--region and --organisation")),
            (Role::Officer | Role::Auditor | Role::Administrator, None, None, None) => {
                Ok(Scope::Registry)
            }
            (Role::Officer | Role::Auditor | Role::Administrator | Role::Clerk, ..) => {
                Err(needs("no --cluster, --organisation or --region: it is for the whole registry"))
            }
        }
    }
}

/// Refuses what isn't there, before an account is recorded for ever.
pub(in crate::commands) async fn check(registry: &Registry, scope: &Scope) -> Result<(), Failure> {
    match scope {
        Scope::Registry => Ok(()),
        Scope::Cluster(id) => check_cluster(registry, *id).await,
        Scope::Organisation(id) => check_organisation(registry, *id).await,
        Scope::Region { region, organisation } => {
            check_region(registry, region).await?;
            check_organisation(registry, *organisation).await
        }
    }
}

async fn check_cluster(registry: &Registry, id: ClusterId) -> Result<(), Failure> {
    let loaded = registry.executor().streams().load(&StreamId::cluster(id)).await?;
    match loaded.state.as_ref() {
        StreamState::Cluster(cluster) if cluster.standing != Standing::NotListed => Ok(()),
        _ => Err(Failure::refused(format!("no cluster {id} is on the register"))),
    }
}

async fn check_organisation(registry: &Registry, id: OrganisationId) -> Result<(), Failure> {
    let loaded = registry.executor().streams().load(&StreamId::organisation(id)).await?;
    match loaded.state.as_ref() {
        StreamState::Organisation(organisation) if organisation.registered.is_some() => Ok(()),
        _ => Err(Failure::refused(format!("no organisation {id} is known to the registry"))),
    }
}

async fn check_region(registry: &Registry, region: &Code) -> Result<(), Failure> {
    let loaded = registry.executor().streams().load(&StreamId::registry()).await?;
    let StreamState::Registry(state) = loaded.state.as_ref() else { return Ok(()) };
    let known = state.in_force().and_then(|all| all.regions.region(region.as_str()));
    match known {
        Some(_) => Ok(()),
        None => {
            Err(Failure::refused(format!("no region {region} is in the registry's dictionary"))
                .hint("codes are those of ISO 3166-2, such as RU-TOM"))
        }
    }
}
