//! Accounts and roles.

use registry_events::actor::{Authority, Role};
use registry_events::event::{AccountOpened, RoleGranted, RoleRevoked, Scope};
use registry_events::ids::{AccountId, StreamVersion};
use registry_events::stream::StreamId;

use super::check_reason;
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
        let label = self.label.trim().into();
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
        let actor = access.actor(caller, "registry", whole_registry)?;
        if !access.has_account(self.account) {
            return Err(Rejection::NotFound("account").into());
        }
        if !fits(self.role, &self.scope) {
            return Err(Rejection::Invalid(vec![Problem::new("/scope", "scope.wrong-kind")]).into());
        }
        self.check_target(world)?;
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
        let missing = match &self.scope {
            Scope::Registry => None,
            Scope::Cluster(id) if world.cluster(*id)?.standing == Standing::NotListed => {
                Some("cluster")
            }
            Scope::Organisation(id) | Scope::Region { organisation: id, .. }
                if world.organisation(*id)?.registered.is_none() =>
            {
                Some("organisation")
            }
            Scope::Region { region, .. }
                if world.in_force()?.regions.region(region.as_str()).is_none() =>
            {
                Some("region")
            }
            Scope::Cluster(_) | Scope::Organisation(_) | Scope::Region { .. } => None,
        };
        missing.map_or(Ok(()), |what| Err(Rejection::NotFound(what).into()))
    }
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
        let actor = access.actor(caller, "registry", whole_registry)?;
        check_reason("/reason", &self.reason)?;
        if access.grant(self.grant).is_none() {
            return Err(Rejection::NotFound("grant").into());
        }
        let mut draft = Draft::new(world, actor);
        let revoked = RoleRevoked { grant: self.grant, reason: self.reason.trim().into() };
        draft.record(&StreamId::access(), revoked)?;
        Ok(draft.finish())
    }
}
