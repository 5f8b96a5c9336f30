//! Where a cluster stands: suspension, its end, withdrawal.

use registry_events::actor::Role;
use registry_events::event::{ClusterEvent, ClusterResumed, ClusterSuspended, ClusterWithdrawn};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::claims::{check_standing, release_names};
use super::clerk::deactivate;
use super::{as_said, check_expected, check_reason};
use crate::access::{Caller, this_cluster, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::Rejection;
use crate::state::{ClusterState, Standing};
use crate::world::{Undecided, World};

/// Suspend a cluster's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspendCluster {
    /// The cluster.
    pub cluster: ClusterId,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl SuspendCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = known(world, self.cluster)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_seen(world, self.cluster, self.expected)?;
        check_standing(cluster.standing)?;
        let mut draft = Draft::new(world, actor);
        let suspended = ClusterSuspended { reason: as_said(&self.reason) };
        draft
            .record(&StreamId::cluster(self.cluster), ClusterEvent::ClusterSuspended(suspended))?;
        Ok(draft.finish())
    }
}

/// End a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeCluster {
    /// The cluster.
    pub cluster: ClusterId,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl ResumeCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = known(world, self.cluster)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_seen(world, self.cluster, self.expected)?;
        if cluster.standing != Standing::Suspended {
            return Err(Rejection::conflict("cluster.not-suspended").into());
        }
        let mut draft = Draft::new(world, actor);
        let resumed = ClusterResumed { reason: as_said(&self.reason) };
        draft.record(&StreamId::cluster(self.cluster), ClusterEvent::ClusterResumed(resumed))?;
        draft.assess(self.cluster)?;
        // Requirements that stayed open for too long meanwhile end it at once.
        deactivate(&mut draft, self.cluster, world.today())?;
        Ok(draft.finish())
    }
}

/// Take a cluster off the register, at its own request or by an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawCluster {
    /// The cluster.
    pub cluster: ClusterId,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl WithdrawCluster {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = known(world, self.cluster)?;
        check_reason("/reason", &self.reason)?;
        let access = world.access()?;
        let actor = match caller.role {
            Role::Officer => access.actor(caller, "registry", whole_registry)?,
            _ => access.actor(caller, "cluster", this_cluster(self.cluster))?,
        };
        check_seen(world, self.cluster, self.expected)?;
        // A suspended record can leave; one that has ended can't end again.
        if !cluster.standing.is_living() {
            check_standing(cluster.standing)?;
        }
        let mut draft = Draft::new(world, actor);
        let withdrawn = ClusterWithdrawn { reason: as_said(&self.reason) };
        draft
            .record(&StreamId::cluster(self.cluster), ClusterEvent::ClusterWithdrawn(withdrawn))?;
        release_names(&mut draft, self.cluster, &cluster.profile)?;
        Ok(draft.finish())
    }
}

pub(super) fn known(world: &World, id: ClusterId) -> Result<&ClusterState, Undecided> {
    world.need([StreamId::access(), StreamId::cluster(id)])?;
    let cluster = world.cluster(id)?;
    if cluster.standing == Standing::NotListed {
        return Err(Rejection::NotFound("cluster").into());
    }
    Ok(cluster)
}

pub(super) fn check_seen(
    world: &World,
    id: ClusterId,
    expected: Option<StreamVersion>,
) -> Result<(), Undecided> {
    check_expected(expected, world.loaded(&StreamId::cluster(id))?.version)?;
    Ok(())
}
