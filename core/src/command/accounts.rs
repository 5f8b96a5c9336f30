//! Accounts and roles.

use registry_events::actor::{Authority, Role};
use registry_events::event::{AccountOpened, RoleGranted, RoleRevoked, Scope};
use registry_events::ids::{AccountId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::one_line;

use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::Standing;
use crate::world::{Undecided, World};

/// Open an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAccount {
    /// What it is called in public; never a person's name.
    pub label: String,
}

impl OpenAccount {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        check_reason("/label", &self.label)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        let account = world.fresh_account(0);
        let label = one_line(&self.label);
        draft.record(&StreamId::access(), AccountOpened { account, label })?;
        Ok(draft.finish())
    }
}

/// Give an account a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRole {
    /// The account.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// For what.
    pub scope: Scope,
    /// By what right the account speaks.
    pub authority: Authority,
}

impl GrantRole {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        if !access.has_account(self.account) {
            return Err(Rejection::NotFound("account").into());
        }
        self.check_target(world)?;
        if !fits(self.role, &self.scope) {
            return Err(Rejection::Invalid(vec![Problem::new("/scope", "scope.wrong-kind")]).into());
        }
        let actor = access.actor(caller, "registry", whole_registry)?;
        let mut draft = Draft::new(world, actor);
        let granted = RoleGranted {
            account: self.account,
            role: self.role,
            scope: self.scope.clone(),
            authority: self.authority.clone(),
        };
        draft.record(&StreamId::access(), granted)?;
        Ok(draft.finish())
    }

    fn check_target(&self, world: &World) -> Result<(), Undecided> {
        match &self.scope {
            Scope::Registry => Ok(()),
            Scope::Cluster(id) => {
                known(world.cluster(*id)?.standing != Standing::NotListed, "cluster")
            }
            Scope::Organisation(id) => {
                known(world.organisation(*id)?.registered.is_some(), "organisation")
            }
            Scope::Region { region, organisation } => {
                known(world.in_force()?.regions.region(region.as_str()).is_some(), "region")?;
                known(world.organisation(*organisation)?.registered.is_some(), "organisation")
            }
        }
    }
}

fn known(known: bool, what: &'static str) -> Result<(), Undecided> {
    if known { Ok(()) } else { Err(Rejection::NotFound(what).into()) }
}

/// Which scopes a role can be held for.
const fn fits(role: Role, scope: &Scope) -> bool {
    match role {
        // An applicant holds the role for no cluster yet.
        Role::ClusterRepresentative => matches!(scope, Scope::Cluster(_) | Scope::Registry),
        Role::OrganisationRepresentative => matches!(scope, Scope::Organisation(_)),
        Role::RegionRepresentative => matches!(scope, Scope::Region { .. }),
        Role::Officer | Role::Auditor | Role::Administrator => matches!(scope, Scope::Registry),
        Role::Clerk => false,
    }
}

/// Take a role back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeRole {
    /// The version of the grant in the stream `access`.
    pub grant: StreamVersion,
    /// Why.
    pub reason: String,
}

impl RevokeRole {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let access = world.access()?;
        if access.grant(self.grant).is_none() {
            return Err(Rejection::NotFound("grant").into());
        }
        check_reason("/reason", &self.reason)?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        // Nobody could give a role any more but who runs the server.
        if access.is_last_administrator(self.grant) {
            return Err(Rejection::conflict("access.last-administrator").into());
        }
        let mut draft = Draft::new(world, actor);
        let revoked = RoleRevoked { grant: self.grant, reason: as_said(&self.reason) };
        draft.record(&StreamId::access(), revoked)?;
        Ok(draft.finish())
    }
}
