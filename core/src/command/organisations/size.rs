//! How large an organisation is: a dated statement about the organisation itself, which every
//! cluster it is in shows.

use jiff::civil::Date;
use registry_events::claim::{ClaimKind, Evidence, Source};
use registry_events::event::OrganisationSizeStated;
use registry_events::ids::OrganisationId;
use registry_events::value::Code;

use super::super::check_evidence;
use super::{check_day, check_living, invalid, officer_or_own, registered_beside_grants};
use crate::access::Caller;
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::world::{Undecided, World};

/// The terms of dictionary `participant_type` that say how large an enterprise is.
const SIZES: [&str; 3] = ["large", "medium", "small"];

/// State how large an organisation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOrganisationSize {
    /// Which.
    pub organisation: OrganisationId,
    /// Large, medium or small, as in dictionary `participant_type`.
    pub size: Code,
    /// The day it describes.
    pub described_on: Date,
    /// Whether it became so, or had been so.
    pub kind: ClaimKind,
    /// Where it comes from.
    pub source: Source,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

impl StateOrganisationSize {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let (stream, organisation) = registered_beside_grants(world, self.organisation)?;
        self.check_body(world)?;
        let actor = officer_or_own(world, caller, self.organisation)?;
        check_living(organisation)?;
        if let Some(current) = &organisation.size {
            self.check_against(current)?;
        }
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, self.event())?;
        Ok(draft.finish())
    }

    fn check_body(&self, world: &World) -> Result<(), Rejection> {
        if !SIZES.contains(&self.size.as_str()) {
            return Err(invalid(Problem::new("/size", "size.unknown").with(&self.size)));
        }
        check_day(world, "/described_on", self.described_on)?;
        check_evidence("/evidence", &self.evidence)
    }

    /// What is said last is what holds, so a change is not older than what it changes.
    fn check_against(&self, current: &OrganisationSizeStated) -> Result<(), Rejection> {
        if *current == self.event() {
            return Err(Rejection::conflict("size.unchanged"));
        }
        if self.kind == ClaimKind::Change && self.described_on < current.described_on {
            return Err(Rejection::conflict("size.newer-stated"));
        }
        Ok(())
    }

    fn event(&self) -> OrganisationSizeStated {
        OrganisationSizeStated {
            size: self.size.clone(),
            described_on: self.described_on,
            kind: self.kind,
            source: self.source.clone(),
            evidence: self.evidence.clone(),
        }
    }
}
