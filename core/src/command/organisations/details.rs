//! Where an organisation is found and what it does: its site, its point on the map, its main activity.
//! Each is a dated statement about the organisation itself.

use jiff::civil::Date;
use registry_events::catalogue::CodeFormat;
use registry_events::claim::{ClaimKind, Evidence, Source};
use registry_events::event::OrganisationDetailsStated;
use registry_events::ids::OrganisationId;
use registry_events::value::{Code, Point, WebUrl};

use super::super::check_evidence;
use super::{check_day, check_living, invalid, officer_or_own, registered_beside_grants};
use crate::access::Caller;
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::OrganisationDetails;
use crate::world::{Undecided, World};

/// State details of an organisation; what isn't named stays as it was stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateOrganisationDetails {
    /// Which.
    pub organisation: OrganisationId,
    /// Its site.
    pub site: Option<WebUrl>,
    /// Its point on the map.
    pub point: Option<Point>,
    /// Its main activity by ОКВЭД2.
    pub okved: Option<Code>,
    /// The day they describe.
    pub described_on: Date,
    /// Whether it became so, or had been so.
    pub kind: ClaimKind,
    /// Where they come from.
    pub source: Source,
    /// What shows them.
    pub evidence: Vec<Evidence>,
}

impl StateOrganisationDetails {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let (stream, organisation) = registered_beside_grants(world, self.organisation)?;
        self.check_body(world)?;
        let actor = officer_or_own(world, caller, self.organisation)?;
        check_living(organisation)?;
        self.check_against(&organisation.details)?;
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, self.event())?;
        Ok(draft.finish())
    }

    fn check_body(&self, world: &World) -> Result<(), Rejection> {
        if self.site.is_none() && self.point.is_none() && self.okved.is_none() {
            return Err(invalid(Problem::new("", "request.empty")));
        }
        if let Some(okved) = &self.okved
            && !CodeFormat::Okved2.fits(okved.as_str())
        {
            let problem = Problem::new("/okved", "code.format").with(okved);
            return Err(invalid(problem.with(CodeFormat::Okved2.key())));
        }
        check_day(world, "/described_on", self.described_on)?;
        check_evidence("/evidence", &self.evidence)
    }

    /// What is said last is what holds, so a change is not older than what it changes.
    fn check_against(&self, details: &OrganisationDetails) -> Result<(), Rejection> {
        let after = details.with(&self.event());
        if after == *details {
            return Err(Rejection::conflict("details.unchanged"));
        }
        let newer = |stated: &&OrganisationDetailsStated| self.described_on < stated.described_on;
        let replaced = details.replaced_in(&after);
        if self.kind == ClaimKind::Change && replaced.iter().any(newer) {
            return Err(Rejection::conflict("details.newer-stated"));
        }
        Ok(())
    }

    fn event(&self) -> OrganisationDetailsStated {
        OrganisationDetailsStated {
            site: self.site.clone(),
            point: self.point,
            okved: self.okved.clone(),
            described_on: self.described_on,
            kind: self.kind,
            source: self.source.clone(),
            evidence: self.evidence.clone(),
        }
    }
}
