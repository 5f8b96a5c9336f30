//! By what an applicant's right to speak for a cluster is shown already, so that nobody has to judge it:
//! a role for the organisation that manages the cluster, given by a link to its mailbox or on a document
//! that was seen when the role was given. A letter brought with the application is judged.

use registry_events::actor::Role;
use registry_events::ids::OrganisationId;
use registry_events::value::{NamedOrganisation, Value};

use crate::access::Grant;
use crate::likeness::managing;
use crate::profile::Profile;

/// The grant that shows an applicant's right, of those that stand for their account; organisations that
/// the application names by their numbers are looked up.
pub fn grant_that_shows<'g>(
    profile: &Profile,
    mut grants: impl Iterator<Item = &'g Grant>,
    known: impl Fn(&NamedOrganisation) -> Option<OrganisationId>,
) -> Option<&'g Grant> {
    let found = managing(profile).filter_map(|value| match value {
        Value::Organisation(id) => Some(*id),
        Value::NamedOrganisation(named) => known(named),
        _ => None,
    });
    let managing: Vec<_> = found.collect();
    grants.find(|grant| speaks_for(grant, &managing))
}

fn speaks_for(grant: &Grant, managing: &[OrganisationId]) -> bool {
    match grant.role {
        Role::OrganisationRepresentative | Role::RegionRepresentative => {
            grant.actor().organisation.is_some_and(|own| managing.contains(&own))
        }
        Role::ClusterRepresentative
        | Role::Officer
        | Role::Auditor
        | Role::Administrator
        | Role::Clerk => false,
    }
}
