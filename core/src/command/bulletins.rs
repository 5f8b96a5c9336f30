//! Bulletins: statistics that are published as an event, so that anybody can compute them again.

use jiff::civil::Date;
use registry_events::event::StatisticsPublished;
use registry_events::ids::{Digest, Position};
use registry_events::stream::StreamId;

use crate::access::{Caller, whole_registry};
use crate::day::{accept, over};
use crate::decide::{Decision, Draft};
use crate::rejection::Rejection;
use crate::world::{Undecided, World};

/// Publish the statistics of a day. What they are is folded outside; the rules see to it that a day
/// is published once and not before it is over: until then its figures can still change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishStatistics {
    /// The day, to its end in the registry's zone.
    pub date: Date,
    /// The position the statistics were folded to.
    pub position: Position,
    /// BLAKE3 of the figures in their canonical form.
    pub digest: Digest,
}

impl PublishStatistics {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        let registry = world.registry()?;
        world.in_force()?;
        accept(over("/date", self.date, world.today()))?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        if registry.has_bulletin(self.date) {
            return Err(Rejection::conflict("bulletin.already-published").into());
        }
        let mut draft = Draft::new(world, actor);
        let Self { date, position, digest } = *self;
        draft.record(&StreamId::registry(), StatisticsPublished { date, position, digest })?;
        Ok(draft.finish())
    }
}
