//! Regions' cluster development centres (ЦКР).

use jiff::civil::Date;
use registry_events::claim::Evidence;
use registry_events::event::{CkrClosed, CkrOpened};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, NamedOrganisation};

use super::confirmations::centre_at;
use super::organisations::{Roster, problem_of_numbers};
use super::{as_said, check_evidence, check_reason};
use crate::access::{Caller, whole_registry};
use crate::day;
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// Record that a region opened a cluster development centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCkr {
    /// The region.
    pub region: Code,
    /// The organisation that is the centre.
    pub organisation: NamedOrganisation,
    /// Since when.
    pub opened_on: Date,
    /// The document.
    pub evidence: Vec<Evidence>,
}

impl OpenCkr {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::region(&self.region);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        if world.in_force()?.regions.region(self.region.as_str()).is_none() {
            return Err(Rejection::NotFound("region").into());
        }
        check_evidence("/evidence", &self.evidence)?;
        day::accept(day::happened("/opened_on", self.opened_on, world.today()))?;
        let invalid = |code| Rejection::Invalid(vec![Problem::new("/organisation", code)]);
        if let Some(code) = problem_of_numbers(&self.organisation) {
            return Err(invalid(code).into());
        }
        let roster = Roster::of(world, &[&self.organisation])?;
        let organisation = roster.find(&self.organisation).map_err(invalid)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        if centre_at(world, &self.region, organisation)?.is_some() {
            return Err(Rejection::conflict("ckr.already-open").into());
        }
        let mut draft = Draft::new(world, actor);
        let evidence = self.evidence.clone();
        draft.record(&stream, CkrOpened { organisation, opened_on: self.opened_on, evidence })?;
        roster.record(&mut draft)?;
        Ok(draft.finish())
    }
}

/// Record that a region's centre was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseCkr {
    /// The region, or one that it became part of.
    pub region: Code,
    /// The organisation that was the centre.
    pub organisation: OrganisationId,
    /// Since when it is no more.
    pub closed_on: Date,
    /// Why.
    pub reason: String,
}

impl CloseCkr {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        world.need([StreamId::access(), StreamId::registry(), StreamId::region(&self.region)])?;
        let region = self.stands_at(world)?;
        let opened_on = world.region(&region)?.ckr.get(&self.organisation).copied();
        let opened_on = opened_on.ok_or(Rejection::NotFound("ckr"))?;
        check_reason("/reason", &self.reason)?;
        day::accept(day::happened("/closed_on", self.closed_on, world.today()))?;
        day::accept(day::ended("/closed_on", self.closed_on, opened_on))?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        let closed = CkrClosed {
            organisation: self.organisation,
            closed_on: self.closed_on,
            reason: as_said(&self.reason),
        };
        draft.record(&StreamId::region(&region), closed)?;
        Ok(draft.finish())
    }

    /// The region at which it was opened: the one that is named, else one that is now read as the
    /// same.
    fn stands_at(&self, world: &World) -> Result<Code, Undecided> {
        if world.region(&self.region)?.ckr.contains_key(&self.organisation) {
            return Ok(self.region.clone());
        }
        let opened_at = centre_at(world, &self.region, self.organisation)?;
        opened_at.ok_or_else(|| Rejection::NotFound("ckr").into())
    }
}
