//! Accounts and roles.

use registry_events::actor::{Authority, Basis, Role};
use registry_events::event::{AccountOpened, RoleGranted, RoleRevoked, Scope};
use registry_events::ids::{AccountId, OrganisationId, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::{MailDomain, one_line};

use super::{as_said, check_reason};
use crate::access::{AccessState, Caller, is_of_profiles, may_give, whole_registry};
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
        check_giver(caller, self.role)?;
        check_apart(self.role, self.account, access)?;
        if self.account == caller.account {
            return Err(Rejection::conflict("grant.own").into());
        }
        self.check_basis()?;
        let mut draft = Draft::new(world, actor);
        let granted = RoleGranted {
            account: self.account,
            role: self.role,
            scope: self.scope.clone(),
            authority: self.authority.clone(),
            mailbox_domain: None,
        };
        draft.record(&StreamId::access(), granted)?;
        Ok(draft.finish())
    }

    /// For an organisation nobody's word is enough that a mailbox is its own: [`GrantByMailbox`] holds
    /// its domain against those that were tied.
    fn check_basis(&self) -> Result<(), Rejection> {
        let of_organisation = matches!(self.scope, Scope::Organisation(_) | Scope::Region { .. });
        if of_organisation && self.authority.basis == Basis::WorkMailbox {
            return Err(Rejection::conflict("grant.by-mailbox"));
        }
        Ok(())
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

/// Let an account speak for an organisation, since a link was followed that went to a mailbox of a
/// domain that is tied to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantByMailbox {
    /// The account.
    pub account: AccountId,
    /// The organisation.
    pub organisation: OrganisationId,
    /// What stands behind the sign in the mailbox's address; the rest is in no log.
    pub domain: MailDomain,
}

impl GrantByMailbox {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::organisation(self.organisation);
        world.need([StreamId::access(), stream])?;
        let access = world.access()?;
        if !access.has_account(self.account) {
            return Err(Rejection::NotFound("account").into());
        }
        let organisation = world.organisation(self.organisation)?;
        known(organisation.registered.is_some(), "organisation")?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        let role = Role::OrganisationRepresentative;
        check_apart(role, self.account, access)?;
        if !organisation.mailbox_domains.contains_key(&self.domain) {
            return Err(Rejection::conflict("grant.domain-not-tied").into());
        }
        let mut draft = Draft::new(world, actor);
        let granted = RoleGranted {
            account: self.account,
            role,
            scope: Scope::Organisation(self.organisation),
            authority: Authority { basis: Basis::WorkMailbox, document: None },
            mailbox_domain: Some(self.domain.clone()),
        };
        draft.record(&StreamId::access(), granted)?;
        Ok(draft.finish())
    }
}

/// Who keeps accounts and rules has no hand in what is told of clusters, nor has who audits it.
fn check_apart(role: Role, account: AccountId, access: &AccessState) -> Result<(), Rejection> {
    let holds = |excluded: Role| {
        let excludes = move |held: Role| {
            (role == excluded && is_of_profiles(held)) || (held == excluded && is_of_profiles(role))
        };
        access.grants_of(account).any(|grant| excludes(grant.role))
    };
    if holds(Role::Administrator) {
        return Err(Rejection::conflict("grant.kept-apart"));
    }
    if holds(Role::Auditor) {
        return Err(Rejection::conflict("grant.audits-apart"));
    }
    Ok(())
}

/// Refuses who may give and take back only some roles.
fn check_giver(caller: Caller, role: Role) -> Result<(), Rejection> {
    if may_give(caller.role, role) {
        return Ok(());
    }
    Err(Rejection::conflict("grant.by-administrator"))
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
        let ends = access.grant(self.grant).ok_or(Rejection::NotFound("grant"))?;
        check_reason("/reason", &self.reason)?;
        let actor = access.actor(caller, "registry", whole_registry)?;
        check_giver(caller, ends.role)?;
        let stays = access.keeps_an_administrator_without(self.grant);
        if ends.role == Role::Administrator && !stays {
            return Err(Rejection::conflict("grant.last-administrator").into());
        }
        let mut draft = Draft::new(world, actor);
        let revoked = RoleRevoked { grant: self.grant, reason: as_said(&self.reason) };
        draft.record(&StreamId::access(), revoked)?;
        Ok(draft.finish())
    }
}
