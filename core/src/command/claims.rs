//! Claims of a listed cluster, and entering a cluster from a source.

use std::collections::BTreeSet;

use registry_events::actor::{Actor, Role};
use registry_events::dictionary::Regions;
use registry_events::event::{ClusterEvent, ClusterListed, NameHeld, NameReleased, ProfileEvent};
use registry_events::ids::{ClusterId, OrganisationId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::{NamedOrganisation, Value};

use super::applications::check_minimum;
use super::organisations::{Roster, check_branches, check_new_memberships};
use super::{check_evidence, check_expected};
use crate::access::{Caller, this_cluster, whole_registry};
use crate::decide::{Decision, Draft};
use crate::name::normalise;
use crate::profile::Profile;
use crate::profile::changes::{Changes, Known};
use crate::rejection::Rejection;
use crate::state::{Standing, StreamState};
use crate::world::{Undecided, World};

/// State claims of a listed cluster, open or close its items: one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateClaims {
    /// The cluster.
    pub cluster: ClusterId,
    /// What is stated.
    pub changes: Changes,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl StateClaims {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        if cluster.standing == Standing::NotListed {
            return Err(Rejection::NotFound("cluster").into());
        }
        check_all_evidence(&self.changes)?;
        let roster = Roster::of_changes(world, &self.changes)?;
        let (listed, profile) = (Some(self.cluster), &cluster.profile);
        let events = profile_events(world, listed, profile, &self.changes, Some(&roster));
        // A broken body is answered before the right to this cluster, a lost race after it.
        if let Err(first @ (Undecided::Needs(_) | Undecided::Rejected(Rejection::Invalid(_)))) =
            events
        {
            return Err(first);
        }
        let actor = self.actor(caller, world)?;
        check_expected(self.expected, world.loaded(&stream)?.version)?;
        check_standing(cluster.standing)?;
        self.recorded(Draft::new(world, actor), events?, &roster, &cluster.profile)
    }

    fn recorded(
        &self,
        mut draft: Draft<'_>,
        events: Vec<ProfileEvent>,
        roster: &Roster,
        before: &Profile,
    ) -> Result<Decision, Undecided> {
        record_profile(&mut draft, &StreamId::cluster(self.cluster), events)?;
        roster.record(&mut draft)?;
        move_name(&mut draft, self.cluster, before)?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }

    fn actor(&self, caller: Caller, world: &World) -> Result<Actor, Undecided> {
        let access = world.access()?;
        if caller.role == Role::Officer {
            return Ok(access.actor(caller, "registry", whole_registry)?);
        }
        let actor = access.actor(caller, "cluster", this_cluster(self.cluster))?;
        let reviewed = ["official_name", "display_name", "regions"];
        if reviewed.iter().any(|field| self.changes.touches(field)) {
            return Err(Rejection::conflict("claim.needs-officer").into());
        }
        if self.changes.are_by_officer(world.in_force()?.catalogue) {
            return Err(Rejection::conflict("claim.by-officer").into());
        }
        Ok(actor)
    }
}

/// Enter a cluster from a source, without an application: an officer's act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterCluster {
    /// What is stated of it.
    pub changes: Changes,
}

impl EnterCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        world.need([StreamId::access(), StreamId::registry()])?;
        check_all_evidence(&self.changes)?;
        let roster = Roster::of_changes(world, &self.changes)?;
        let nothing = Profile::default();
        let events = profile_events(world, None, &nothing, &self.changes, Some(&roster))?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_minimum(world, &nothing.after(&events))?;

        let cluster = fresh_cluster(world)?;
        let stream = StreamId::cluster(cluster);
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, ClusterEvent::ClusterListed(ClusterListed { application: None }))?;
        record_profile(&mut draft, &stream, events)?;
        roster.record(&mut draft)?;
        move_name(&mut draft, cluster, &nothing)?;
        draft.assess(cluster)?;
        Ok(draft.finish())
    }
}

impl Roster {
    fn of_changes(world: &World, changes: &Changes) -> Result<Self, Undecided> {
        Self::of(world, &changes.named_organisations().collect::<Vec<_>>())
    }
}

/// An id that no cluster has: forty random bits can meet one that is taken.
pub(super) fn fresh_cluster(world: &World) -> Result<ClusterId, Undecided> {
    let mut number = 0;
    loop {
        let id = world.fresh_cluster(number);
        if world.loaded(&StreamId::cluster(id))?.version == StreamVersion::EMPTY {
            return Ok(id);
        }
        number += 1;
    }
}

pub(super) fn check_standing(standing: Standing) -> Result<(), Rejection> {
    match standing {
        Standing::Listed | Standing::Inactive => Ok(()),
        Standing::NotListed => Err(Rejection::NotFound("cluster")),
        Standing::Suspended => Err(Rejection::conflict("cluster.suspended")),
        Standing::Merged(_) => Err(Rejection::conflict("cluster.merged")),
        Standing::Withdrawn => Err(Rejection::conflict("cluster.withdrawn")),
    }
}

pub(super) fn check_all_evidence(changes: &Changes) -> Result<(), Rejection> {
    for (index, claim) in changes.claims.iter().enumerate() {
        check_evidence(&format!("/claims/{index}/evidence"), &claim.evidence)?;
    }
    for (index, open) in changes.open.iter().enumerate() {
        for (field, claim) in open.claims.iter().enumerate() {
            check_evidence(&format!("/open/{index}/claims/{field}/evidence"), &claim.evidence)?;
        }
    }
    Ok(())
}

/// The profile events of changes; with a roster organisations are resolved, without it they stay
/// named, as in an application. The cluster is the one that is spoken of, once it is listed.
pub(super) fn profile_events(
    world: &World,
    cluster: Option<ClusterId>,
    profile: &Profile,
    changes: &Changes,
    roster: Option<&Roster>,
) -> Result<Vec<ProfileEvent>, Undecided> {
    let clusters = changes.clusters().map(StreamId::cluster);
    world.need(changes.organisation_ids().map(StreamId::organisation).chain(clusters))?;
    let is_registered = |id: OrganisationId| {
        world.organisation(id).is_ok_and(|organisation| organisation.registered.is_some())
    };
    let is_listed = |id: ClusterId| {
        world.cluster(id).is_ok_and(|cluster| cluster.standing != Standing::NotListed)
    };
    let organisations = |named: &NamedOrganisation| match roster {
        Some(roster) => roster.resolve(named),
        None => Ok(Value::NamedOrganisation(named.on_one_line())),
    };
    let events = changes.events(Known {
        profile,
        in_force: world.in_force()?,
        today: world.today(),
        organisations: &organisations,
        is_registered: &is_registered,
        cluster,
        is_listed: &is_listed,
    })?;
    check_new_memberships(world, cluster, profile, changes, roster)?;
    check_branches(world, profile, changes, roster)?;
    Ok(events)
}

pub(super) fn record_profile(
    draft: &mut Draft<'_>,
    stream: &StreamId,
    events: Vec<ProfileEvent>,
) -> Result<(), Undecided> {
    events.into_iter().try_for_each(|event| draft.record(stream, event))
}

/// Takes the display names the cluster will have, and gives back those it had.
pub(super) fn move_name(
    draft: &mut Draft<'_>,
    cluster: ClusterId,
    before: &Profile,
) -> Result<(), Undecided> {
    let after = draft.after(&StreamId::cluster(cluster))?;
    let StreamState::Cluster(state) = after.state.as_ref() else { return Ok(()) };
    let regions = draft.world().in_force()?.regions;
    let (held, wanted) = (names(before, regions), names(&state.profile, regions));
    for name in wanted.iter().filter(|name| !held.contains(name)) {
        draft.take_name(name, cluster)?;
    }
    let left = held.iter().filter(|name| !wanted.contains(name));
    left.into_iter().try_for_each(|name| draft.release_name(name, cluster))
}

/// Gives back every display name of a cluster that leaves the register.
pub(super) fn release_names(
    draft: &mut Draft<'_>,
    cluster: ClusterId,
    profile: &Profile,
) -> Result<(), Undecided> {
    let regions = draft.world().in_force()?.regions;
    names(profile, regions).iter().try_for_each(|name| draft.release_name(name, cluster))
}

/// A display name in a region: the stream that holds it, and those of the regions that became part of
/// it, where it may be held since before.
#[derive(PartialEq)]
struct NameInRegion(Vec<StreamId>);

/// A profile's display name in each of its regions, in each language.
fn names(profile: &Profile, all: &Regions) -> Vec<NameInRegion> {
    let Some(name) = profile.shown_name() else { return Vec::new() };
    let names: BTreeSet<_> =
        [&name.ru, &name.en].into_iter().flatten().map(|n| normalise(n)).collect();
    let held = |region, name: &str| {
        NameInRegion(all.read_at(region).map(|code| StreamId::name(code, name)).collect())
    };
    let regions = all.resolve_all(profile.regions());
    let of_region = |region| names.iter().map(move |name| held(region, name));
    regions.iter().flat_map(of_region).collect()
}

impl Draft<'_> {
    fn take_name(&mut self, name: &NameInRegion, cluster: ClusterId) -> Result<(), Undecided> {
        let holders: Vec<_> = self.holders(name)?.into_iter().map(|(_, holder)| holder).collect();
        if holders.iter().any(|holder| *holder != cluster) {
            return Err(Rejection::conflict("cluster.name-taken").into());
        }
        match name.0.first() {
            Some(stream) if holders.is_empty() => self.record(stream, NameHeld { cluster }),
            _ => Ok(()),
        }
    }

    /// A log may have held the name in the first region only, as was once enough.
    fn release_name(&mut self, name: &NameInRegion, cluster: ClusterId) -> Result<(), Undecided> {
        let holders = self.holders(name)?.into_iter();
        let mut own = holders.filter(|(_, holder)| *holder == cluster);
        own.try_for_each(|(stream, _)| self.record(&stream, NameReleased { cluster }))
    }

    /// The streams of a name that somebody holds, with who does.
    fn holders(&self, name: &NameInRegion) -> Result<Vec<(StreamId, ClusterId)>, Undecided> {
        self.world().need(name.0.iter().cloned())?;
        let mut holders = Vec::new();
        for stream in &name.0 {
            let holder = self.world().holding(stream)?.cluster;
            holders.extend(holder.map(|holder| (stream.clone(), holder)));
        }
        Ok(holders)
    }
}
