//! Who confirms: the caller as each actor that its grants make of it at a cluster, with how that one
//! stands to the cluster.

use std::collections::BTreeSet;

use registry_events::actor::{Actor, Role};
use registry_events::claim::Relation;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, ItemId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Value};

use super::ConfirmClaims;
use crate::access::{AccessState, Caller, Grant, one_of_regions, this_cluster, whole_registry};
use crate::command::claims::check_standing;
use crate::profile::Profile;
use crate::profile::reader::{CLUSTER_LINKS, ItemReader, OpenItems, PARTNERS};
use crate::rejection::Rejection;
use crate::support;
use crate::world::{Undecided, World};

/// Who confirms: an actor as it stands to the cluster.
pub(super) struct Confirmer {
    pub(super) actor: Actor,
    pub(super) relation: Relation,
    /// The open item that it speaks of as its own: its membership or partnership.
    pub(super) own: Option<ItemId>,
    /// The cluster it represents, at the other end of a link.
    pub(super) cluster: Option<ClusterId>,
    /// Whether it is of the cluster itself: manages or represents it.
    pub(super) inside: bool,
}

impl ConfirmClaims {
    /// The caller as each actor that its grants make of it here, at least one.
    pub(super) fn confirmers(
        &self,
        caller: Caller,
        world: &World,
        profile: &Profile,
    ) -> Result<Vec<Confirmer>, Undecided> {
        let access = world.access()?;
        let (about, confirmers) = match caller.role {
            Role::OrganisationRepresentative => {
                ("organisation", of_organisations(access, caller, profile))
            }
            Role::RegionRepresentative => ("region", of_regions(world, caller, profile)?),
            Role::ClusterRepresentative => {
                ("cluster", self.of_linked_clusters(world, caller, profile)?)
            }
            Role::Officer => {
                let grants = access.grants_for(caller, whole_registry);
                let relation = self.against.relation();
                ("registry", grants.map(|g| Confirmer::of(g.actor(), relation, profile)).collect())
            }
            Role::Auditor | Role::Administrator | Role::Clerk => ("cluster", Vec::new()),
        };
        if confirmers.is_empty() {
            return Err(Rejection::NoGrant(about).into());
        }
        let inside = caller.role != Role::Officer && self.is_represented_by(caller, access);
        let known = |of: Confirmer| Confirmer { inside: of.inside || inside, ..of };
        Ok(confirmers.into_iter().map(known).collect())
    }

    /// Whether the caller represents the cluster in another role: a colleague's claim has no second
    /// party in it then, whoever else it speaks for.
    fn is_represented_by(&self, caller: Caller, access: &AccessState) -> bool {
        access.grants_of(caller.account).any(|grant| this_cluster(self.cluster)(&grant.scope))
    }

    /// As who represents listed clusters to which a link of this one leads.
    fn of_linked_clusters(
        &self,
        world: &World,
        caller: Caller,
        profile: &Profile,
    ) -> Result<Vec<Confirmer>, Undecided> {
        let access = world.access()?;
        let linked: BTreeSet<_> = OpenItems::of(profile)
            .collection(CLUSTER_LINKS)
            .filter_map(|l| linked_to(&l))
            .collect();
        let elsewhere = |scope: &Scope| matches!(scope, Scope::Cluster(id) if *id != self.cluster && linked.contains(id));
        let grants: Vec<_> = access.grants_for(caller, elsewhere).collect();
        let clusters = grants.iter().filter_map(|grant| cluster_of(&grant.scope));
        world.need(clusters.map(StreamId::cluster))?;
        let mut confirmers = Vec::new();
        for grant in grants {
            let Some(id) = cluster_of(&grant.scope) else { continue };
            if check_standing(world.cluster(id)?.standing).is_ok() {
                let confirmer = Confirmer::of(grant.actor(), Relation::Partner, profile);
                confirmers.push(Confirmer { cluster: Some(id), ..confirmer });
            }
        }
        Ok(confirmers)
    }
}

impl Confirmer {
    fn of(actor: Actor, relation: Relation, profile: &Profile) -> Self {
        let speaks_for = actor.organisation;
        let own = speaks_for.and_then(|id| match relation {
            Relation::Participant => profile.membership_of(id),
            Relation::Partner => partnership_of(profile, id),
            Relation::Ckr | Relation::Region | Relation::Officer | Relation::Register => None,
        });
        let inside = speaks_for.is_some_and(|id| profile.is_managed_by(id));
        Self { actor, relation, own, cluster: None, inside }
    }
}

/// As who represents participants and partners.
fn of_organisations(access: &AccessState, caller: Caller, profile: &Profile) -> Vec<Confirmer> {
    let mut confirmers = Vec::new();
    for grant in access.grants_for(caller, |_| true) {
        for relation in [Relation::Participant, Relation::Partner] {
            let confirmer = Confirmer::of(grant.actor(), relation, profile);
            confirmers.extend(Some(confirmer).filter(|confirmer| confirmer.own.is_some()));
        }
    }
    confirmers
}

/// As who speaks for the cluster's regions: the open development centres that support the cluster,
/// and authorities, which never were one. A centre that was closed no longer speaks for its region.
fn of_regions(
    world: &World,
    caller: Caller,
    profile: &Profile,
) -> Result<Vec<Confirmer>, Undecided> {
    let access = world.access()?;
    let all = world.in_force()?.regions;
    let own = all.resolve_all(profile.regions());
    let grants: Vec<_> = access.grants_for(caller, one_of_regions(&own, all)).collect();
    let any = !grants.is_empty();
    let read = own.iter().filter(|_| any).flat_map(|code| all.read_at(code));
    world.need(read.map(StreamId::region))?;
    let mut confirmers = Vec::new();
    let mut refused = None;
    for grant in grants {
        match relation_to_region(world, grant, profile)? {
            Ok(relation) => confirmers.push(Confirmer::of(grant.actor(), relation, profile)),
            Err(refusal) => refused = Some(refusal),
        }
    }
    match refused.filter(|_| confirmers.is_empty()) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(confirmers),
    }
}

/// How who speaks for a region stands to a cluster there, or why it doesn't.
fn relation_to_region(
    world: &World,
    grant: &Grant,
    profile: &Profile,
) -> Result<Result<Relation, Rejection>, Undecided> {
    let Scope::Region { region, organisation } = &grant.scope else {
        return Ok(Err(Rejection::NoGrant("region")));
    };
    let is_centre = centre_at(world, region, *organisation)?.is_some();
    Ok(if is_centre {
        let supports = support::supports(*organisation, profile, world.today());
        if supports { Ok(Relation::Ckr) } else { Err(Rejection::conflict("ckr.not-supporting")) }
    } else if is_ever_a_centre(world, *organisation)? {
        Err(Rejection::conflict("ckr.not-open"))
    } else {
        Ok(Relation::Region)
    })
}

/// Where an organisation stands as an open development centre: at a region itself, else at one that
/// became part of it.
pub(in crate::command) fn centre_at(
    world: &World,
    region: &Code,
    organisation: OrganisationId,
) -> Result<Option<Code>, Undecided> {
    let all = world.in_force()?.regions;
    let codes: Vec<_> = all.read_at(all.resolve(region)).collect();
    world.need(codes.iter().map(|code| StreamId::region(code)))?;
    for code in codes {
        if world.region(code)?.ckr.contains_key(&organisation) {
            return Ok(Some(code.clone()));
        }
    }
    Ok(None)
}

/// Whether an organisation is or was the development centre of any region: such a one is no
/// authority of another, whatever a grant says.
fn is_ever_a_centre(world: &World, organisation: OrganisationId) -> Result<bool, Undecided> {
    let all = world.in_force()?.regions;
    let regions = all.regions.keys().chain(all.former.keys());
    world.need(regions.clone().map(StreamId::region))?;
    for region in regions {
        if world.region(region)?.ever_ckr.contains(&organisation) {
            return Ok(true);
        }
    }
    Ok(false)
}

const fn cluster_of(scope: &Scope) -> Option<ClusterId> {
    if let Scope::Cluster(id) = scope { Some(*id) } else { None }
}

/// The cluster of the registry to which a link leads.
pub(super) fn linked_to(link: &ItemReader<'_>) -> Option<ClusterId> {
    if let Some(Value::Cluster(id)) = link.value("cluster") { Some(*id) } else { None }
}

fn partnership_of(profile: &Profile, organisation: OrganisationId) -> Option<ItemId> {
    profile.item_of_organisation(PARTNERS, organisation)
}
