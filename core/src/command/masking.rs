//! Masks: what is stated of a field is hidden by law, and shown again. The log keeps it, so a level
//! stands and can be computed again from the entries; answers stop telling it.

use registry_events::event::{ClusterEvent, MaskLifted, ValueMasked};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::masks::Masked;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;

use super::standing::{check_seen, known};
use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::Rejection;
use crate::state::ClusterState;
use crate::world::{Undecided, World};

/// Hide what is stated of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskValue {
    /// The cluster.
    pub cluster: ClusterId,
    /// The field.
    pub path: FieldPath,
    /// The version of the one statement that is meant; none for every one, later ones too.
    pub version: Option<StreamVersion>,
    /// The law, in words fit to publish.
    pub law: String,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl MaskValue {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = known(world, self.cluster)?;
        check_reason("/law", &self.law)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_seen(world, self.cluster, self.expected)?;
        self.check_stated(cluster)?;
        if self.is_masked(cluster) {
            return Err(Rejection::conflict("mask.already").into());
        }
        let (law, reason) = (as_said(&self.law), as_said(&self.reason));
        let (path, version) = (self.path.clone(), self.version);
        let masked = ValueMasked { path, version, law, reason };
        let mut draft = Draft::new(world, actor);
        let stream = StreamId::cluster(self.cluster);
        draft.record(&stream, ClusterEvent::ValueMasked(masked))?;
        Ok(draft.finish())
    }

    /// A mask of what nobody ever said would tell of a value that isn't there.
    fn check_stated(&self, cluster: &ClusterState) -> Result<(), Rejection> {
        let stated = match self.version {
            None => cluster.profile.claim(&self.path).is_some(),
            Some(version) => cluster.profile.was_stated_at(&self.path, version),
        };
        if stated { Ok(()) } else { Err(Rejection::NotFound("claim")) }
    }

    fn is_masked(&self, cluster: &ClusterState) -> bool {
        let covers = |masked: &Masked| {
            masked.path == self.path && (masked.version.is_none() || masked.version == self.version)
        };
        cluster.profile.masks().iter().any(|(_, masked)| covers(masked))
    }
}

/// Show again what a mask hid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiftMask {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version that set the mask.
    pub mask: StreamVersion,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl LiftMask {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let cluster = known(world, self.cluster)?;
        check_reason("/reason", &self.reason)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_seen(world, self.cluster, self.expected)?;
        if cluster.profile.masks().get(self.mask).is_none() {
            return Err(Rejection::NotFound("mask").into());
        }
        let mut draft = Draft::new(world, actor);
        let lifted = MaskLifted { mask: self.mask, reason: as_said(&self.reason) };
        draft.record(&StreamId::cluster(self.cluster), ClusterEvent::MaskLifted(lifted))?;
        Ok(draft.finish())
    }
}
