//! Merger: a cluster becomes part of another one, whose record speaks from then on.
//!
//! Nothing is moved: the other cluster states for itself what it took over, and the level of
//! neither changes by the merger.

use jiff::civil::Date;
use registry_events::event::{ClusterAbsorbed, ClusterEvent, ClusterMerged};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::claims::{check_standing, release_names};
use super::standing::{check_seen, known};
use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::day;
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::Standing;
use crate::world::{Undecided, World};

/// Record that a cluster became part of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeClusters {
    /// The cluster that is no more.
    pub cluster: ClusterId,
    /// The cluster it is part of now.
    pub into: ClusterId,
    /// Since when in the world.
    pub merged_on: Date,
    /// Why, in words fit to publish.
    pub reason: String,
    /// The version of the first cluster that the caller saw, when it must not have passed.
    pub expected: Option<StreamVersion>,
}

impl MergeClusters {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        world.need([StreamId::cluster(self.cluster), StreamId::cluster(self.into)])?;
        let (cluster, into) = (known(world, self.cluster)?, known(world, self.into)?);
        self.check_body(world.today())?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_seen(world, self.cluster, self.expected)?;
        check_standing(cluster.standing)?;
        if into.standing != Standing::Listed {
            return Err(Rejection::conflict("cluster.target-not-listed").into());
        }
        let mut draft = Draft::new(world, actor);
        let (merged_on, reason) = (self.merged_on, as_said(&self.reason));
        let merged = ClusterMerged { into: self.into, merged_on, reason };
        draft.record(&StreamId::cluster(self.cluster), ClusterEvent::ClusterMerged(merged))?;
        release_names(&mut draft, self.cluster, &cluster.profile)?;
        let absorbed = ClusterAbsorbed { cluster: self.cluster, merged_on };
        draft.record(&StreamId::cluster(self.into), ClusterEvent::ClusterAbsorbed(absorbed))?;
        Ok(draft.finish())
    }

    fn check_body(&self, today: Date) -> Result<(), Rejection> {
        check_reason("/reason", &self.reason)?;
        day::accept(day::happened("/merged_on", self.merged_on, today))?;
        if self.cluster == self.into {
            let problem = Problem::new("/into", "cluster.merged-into-itself");
            return Err(Rejection::Invalid(vec![problem]));
        }
        Ok(())
    }
}
