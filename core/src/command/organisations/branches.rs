//! Branches of an organisation: the same legal entity under another КПП.

use jiff::civil::Date;
use registry_events::event::{BranchClosed, BranchOpened};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Kpp, Text};

use super::{
    check_day, check_living, invalid, officer_or_own, registered, registered_beside_grants,
};
use crate::access::Caller;
use crate::decide::{Decision, Draft};
use crate::profile::unknown_region;
use crate::rejection::Rejection;
use crate::world::{Undecided, World};

/// Record a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenBranch {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: Text,
    /// The tax office's code of the branch.
    pub kpp: Kpp,
    /// The subject of the federation.
    pub region: Code,
}

impl OpenBranch {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let stream = StreamId::organisation(self.organisation);
        world.need([StreamId::access(), StreamId::registry(), stream.clone()])?;
        let organisation = registered(world, self.organisation)?;
        if world.in_force()?.regions.region(self.region.as_str()).is_none() {
            let all = world.in_force()?.regions;
            return Err(invalid(unknown_region("/region", &self.region, all)).into());
        }
        let actor = officer_or_own(world, caller, self.organisation)?;
        check_living(organisation)?;
        let mut open = organisation.branches.values().filter(|one| one.closed_on.is_none());
        if open.any(|branch| branch.kpp == self.kpp) {
            return Err(Rejection::conflict("branch.kpp-taken").into());
        }
        let mut draft = Draft::new(world, actor);
        let opened = BranchOpened {
            branch: organisation.next_branch(),
            name: self.name.on_one_line(),
            kpp: self.kpp.clone(),
            region: self.region.clone(),
        };
        draft.record(&stream, opened)?;
        Ok(draft.finish())
    }
}

/// Record that a branch ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseBranch {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its number within the organisation.
    pub branch: u32,
    /// The day it ended.
    pub closed_on: Date,
}

impl CloseBranch {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let (stream, organisation) = registered_beside_grants(world, self.organisation)?;
        let Some(branch) = organisation.branches.get(&self.branch) else {
            return Err(Rejection::NotFound("branch").into());
        };
        check_day(world, "/closed_on", self.closed_on)?;
        let actor = officer_or_own(world, caller, self.organisation)?;
        if branch.closed_on.is_some() {
            return Err(Rejection::conflict("branch.already-closed").into());
        }
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, BranchClosed { branch: self.branch, closed_on: self.closed_on })?;
        Ok(draft.finish())
    }
}
