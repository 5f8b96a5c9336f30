//! Organisations: found by their numbers, registered when new, renamed, followed by others.

mod branches;
mod details;
mod mailbox_domains;
mod memberships;
mod numbers;
mod roster;
mod size;
mod succession;
mod taking_part;

use jiff::civil::Date;
use registry_events::actor::{Actor, Role};
use registry_events::claim::ClaimKind;
use registry_events::event::{OrganisationRenamed, Scope};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::Text;

pub use branches::{CloseBranch, OpenBranch};
pub use details::StateOrganisationDetails;
pub use mailbox_domains::{ReleaseMailboxDomain, TieMailboxDomain, is_for_anybody};
pub(super) use memberships::{check_new_memberships, problems_of_memberships};
pub use numbers::{RecordIdentifier, RetireIdentifier};
pub(crate) use numbers::{problem_of_numbers, unknown_country};
pub(super) use roster::Roster;
pub use size::StateOrganisationSize;
pub use succession::{SucceedOrganisation, Successor};
pub(super) use taking_part::{check_branches, problems_of_branches};

use crate::access::{Caller, whole_registry};
use crate::day;
use crate::decide::{Decision, Draft};
use crate::name::is_readable;
use crate::rejection::{Problem, Rejection};
use crate::state::OrganisationState;
use crate::world::{Undecided, World};

/// Rename an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameOrganisation {
    /// Which.
    pub organisation: OrganisationId,
    /// The name.
    pub name: Text,
    /// Whether it changed or is corrected.
    pub kind: ClaimKind,
}

impl RenameOrganisation {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        let organisation = registered(world, self.organisation)?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        let name = self.name.on_one_line();
        if !is_readable(&name) {
            return Err(Rejection::Invalid(vec![Problem::new("/name", "name.unreadable")]).into());
        }
        if organisation.name.as_ref() == Some(&name) {
            return Err(Rejection::conflict("organisation.same-name").into());
        }
        let mut draft = Draft::new(world, actor);
        let renamed = OrganisationRenamed { name, kind: self.kind };
        draft.record(&StreamId::organisation(self.organisation), renamed)?;
        Ok(draft.finish())
    }
}

/// An organisation that the registry knows, living or not.
fn registered(world: &World, id: OrganisationId) -> Result<&OrganisationState, Undecided> {
    let organisation = world.organisation(id)?;
    if organisation.registered.is_none() {
        return Err(Rejection::NotFound("organisation").into());
    }
    Ok(organisation)
}

/// An organisation that the registry knows with its stream, where grants are needed beside it.
fn registered_beside_grants(
    world: &World,
    id: OrganisationId,
) -> Result<(StreamId, &OrganisationState), Undecided> {
    let stream = StreamId::organisation(id);
    world.need([StreamId::access(), stream.clone()])?;
    Ok((stream, registered(world, id)?))
}

/// Refuses to change what has ended.
fn check_living(organisation: &OrganisationState) -> Result<(), Rejection> {
    if organisation.is_living() {
        Ok(())
    } else {
        Err(Rejection::conflict("organisation.not-living"))
    }
}

/// An officer, or somebody who speaks for this organisation itself.
fn officer_or_own(
    world: &World,
    caller: Caller,
    organisation: OrganisationId,
) -> Result<Actor, Undecided> {
    let access = world.access()?;
    if caller.role == Role::OrganisationRepresentative {
        let own = |scope: &Scope| *scope == Scope::Organisation(organisation);
        return Ok(access.actor(caller, "organisation", own)?);
    }
    Ok(access.actor(caller, "registry", whole_registry)?)
}

/// Refuses a day on which nothing can have happened yet.
fn check_day(world: &World, pointer: &str, day: Date) -> Result<(), Rejection> {
    day::accept(day::happened(pointer, day, world.today()))
}

fn invalid(problem: Problem) -> Rejection {
    Rejection::Invalid(vec![problem])
}
