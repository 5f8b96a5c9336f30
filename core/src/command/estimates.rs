//! Estimates of how many clusters the country has: somebody else's figure, stated with its source, so
//! that the register can tell its coverage without typing a number in.

use jiff::civil::Date;
use registry_events::claim::Evidence;
use registry_events::event::EstimateStated;
use registry_events::stream::StreamId;

use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, whole_registry};
use crate::day::{accept, happened};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// The most clusters that an estimate may tell of.
const CLUSTERS_MAX: u32 = 100_000;

/// State how many clusters somebody thinks there are in the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateEstimate {
    /// How many there may be.
    pub clusters: u32,
    /// Whose estimate it is, in words fit to publish.
    pub source: String,
    /// The day it is of.
    pub stated_for: Date,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl StateEstimate {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::registry();
        world.need([StreamId::access(), stream.clone()])?;
        world.in_force()?;
        self.check_clusters()?;
        check_reason("/source", &self.source)?;
        accept(happened("/stated_for", self.stated_for, world.today()))?;
        check_evidence("/evidence", &self.evidence)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let Self { clusters, stated_for, .. } = *self;
        let (source, evidence) = (as_said(&self.source), self.evidence.clone());
        let stated = EstimateStated { clusters, source, stated_for, evidence };
        if world.registry()?.has_estimate(&stated) {
            return Err(Rejection::conflict("estimate.unchanged").into());
        }
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, stated)?;
        Ok(draft.finish())
    }

    fn check_clusters(&self) -> Result<(), Rejection> {
        if (1..=CLUSTERS_MAX).contains(&self.clusters) {
            return Ok(());
        }
        let problem = Problem::new("/clusters", "estimate.out-of-range");
        Err(Rejection::Invalid(vec![problem.with(1).with(CLUSTERS_MAX)]))
    }
}
