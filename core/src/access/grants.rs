//! The grants as the stream `access` has them: who asks, in which role, for what, by what right.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::actor::{Actor, Authority, Basis, Role};
use registry_events::dictionary::Regions;
use registry_events::event::{AccessEvent, Scope};
use registry_events::ids::{AccountId, ClusterId, OrganisationId, StreamVersion};
use registry_events::value::{Code, MailDomain};

use crate::rejection::Rejection;

/// The account of the registry's own program; it needs no grant and has no credentials.
pub const PROGRAM_ACCOUNT: AccountId = AccountId::from_uuid(uuid_nil());

const fn uuid_nil() -> registry_events::ids::Uuid {
    registry_events::ids::Uuid::nil()
}

/// Who asks: an account in one of its roles. What it speaks for follows from its grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub account: AccountId,
    /// The role it uses.
    pub role: Role,
    /// The only grant that counts, by the version that gave it, where the caller is held to one: a token
    /// may be for one of the clusters, organisations or regions that its owner speaks for.
    pub only: Option<StreamVersion>,
}

impl Caller {
    /// The registry's own program.
    pub const PROGRAM: Self = Self::of(PROGRAM_ACCOUNT, Role::Clerk);

    /// An account in a role, with everything that its grants of the role give.
    pub const fn of(account: AccountId, role: Role) -> Self {
        Self { account, role, only: None }
    }
}

/// A standing grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who holds it.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// For what.
    pub scope: Scope,
    /// By what right the account speaks.
    pub authority: Authority,
    /// The domain of the mailbox that the right rests on, where it rests on one.
    pub mailbox_domain: Option<MailDomain>,
}

/// The stream `access`, folded: accounts and standing grants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessState {
    accounts: BTreeSet<AccountId>,
    grants: BTreeMap<StreamVersion, Grant>,
    by_account: BTreeMap<AccountId, Vec<StreamVersion>>,
}

impl AccessState {
    pub(crate) fn evolve(&mut self, version: StreamVersion, event: &AccessEvent) {
        match event {
            AccessEvent::AccountOpened(opened) => {
                self.accounts.insert(opened.account);
            }
            AccessEvent::RoleGranted(granted) => {
                self.by_account.entry(granted.account).or_default().push(version);
                self.grants.insert(
                    version,
                    Grant {
                        account: granted.account,
                        role: granted.role,
                        scope: granted.scope.clone(),
                        authority: granted.authority.clone(),
                        mailbox_domain: granted.mailbox_domain.clone(),
                    },
                );
            }
            AccessEvent::RoleRevoked(revoked) => {
                if let Some(grant) = self.grants.remove(&revoked.grant) {
                    let of_account = self.by_account.entry(grant.account).or_default();
                    of_account.retain(|version| *version != revoked.grant);
                }
            }
        }
    }

    /// Whether the account exists.
    pub fn has_account(&self, account: AccountId) -> bool {
        self.accounts.contains(&account)
    }

    /// A standing grant by the version that gave it.
    pub fn grant(&self, version: StreamVersion) -> Option<&Grant> {
        self.grants.get(&version)
    }

    /// Whether another administrator stays when this grant ends.
    pub fn keeps_an_administrator_without(&self, grant: StreamVersion) -> bool {
        let mut others = self.grants.iter().filter(|(version, _)| **version != grant);
        others.any(|(_, other)| other.role == Role::Administrator)
    }

    /// Every standing grant.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.grants.values()
    }

    /// The standing grants of an account.
    pub fn grants_of(&self, account: AccountId) -> impl Iterator<Item = &Grant> {
        let versions = self.by_account.get(&account).into_iter().flatten();
        versions.filter_map(|version| self.grants.get(version))
    }

    /// Whether an account speaks for a cluster.
    pub fn represents(&self, account: AccountId, cluster: ClusterId) -> bool {
        let speaks = |grant: &Grant| {
            grant.role == Role::ClusterRepresentative && grant.scope == Scope::Cluster(cluster)
        };
        self.grants_of(account).any(speaks)
    }

    /// The standing grants for an organisation that rest on mailboxes of a domain, by their versions.
    pub fn resting_on<'a>(
        &'a self,
        organisation: OrganisationId,
        domain: &'a MailDomain,
    ) -> impl Iterator<Item = StreamVersion> + 'a {
        let rests = move |grant: &Grant| {
            grant.scope == Scope::Organisation(organisation)
                && grant.mailbox_domain.as_ref() == Some(domain)
        };
        self.grants.iter().filter(move |(_, grant)| rests(grant)).map(|(version, _)| *version)
    }

    /// Every standing grant with the version that gave it.
    pub fn standing(&self) -> impl Iterator<Item = (StreamVersion, &Grant)> {
        self.grants.iter().map(|(version, grant)| (*version, grant))
    }

    /// The standing grants of an account with the versions that gave them.
    pub fn standing_of(&self, account: AccountId) -> impl Iterator<Item = (StreamVersion, &Grant)> {
        let versions = self.by_account.get(&account).into_iter().flatten();
        versions.filter_map(|version| Some((*version, self.grants.get(version)?)))
    }

    /// The caller as an actor, by the first grant that fits.
    ///
    /// # Errors
    /// [`Rejection::NoGrant`] with `about` when none fits.
    pub fn actor(
        &self,
        caller: Caller,
        about: &'static str,
        fits: impl Fn(&Scope) -> bool,
    ) -> Result<Actor, Rejection> {
        if caller == Caller::PROGRAM {
            return Ok(program());
        }
        let mut grants = self.grants_for(caller, fits);
        grants.next().map(Grant::actor).ok_or(Rejection::NoGrant(about))
    }

    /// The caller's standing grants of its role that fit; of one who is held to a grant only that.
    pub fn grants_for(
        &self,
        caller: Caller,
        fits: impl Fn(&Scope) -> bool,
    ) -> impl Iterator<Item = &Grant> {
        let counts = move |version: StreamVersion| caller.only.is_none_or(|only| only == version);
        let grants = self.standing_of(caller.account).filter(move |(version, _)| counts(*version));
        let grants = grants.map(|(_, grant)| grant);
        grants.filter(move |grant| grant.role == caller.role && fits(&grant.scope))
    }
}

impl Grant {
    /// The account as it acts under this grant.
    pub fn actor(&self) -> Actor {
        let organisation = match &self.scope {
            Scope::Organisation(id) | Scope::Region { organisation: id, .. } => Some(*id),
            Scope::Registry | Scope::Cluster(_) => None,
        };
        let authority = self.authority.clone();
        Actor { account: self.account, role: self.role, organisation, authority }
    }
}

/// The registry's own program as an actor.
pub const fn program() -> Actor {
    Actor {
        account: PROGRAM_ACCOUNT,
        role: Role::Clerk,
        organisation: None,
        authority: Authority { basis: Basis::Program, document: None },
    }
}

/// Whether a scope is the whole registry.
pub fn whole_registry(scope: &Scope) -> bool {
    *scope == Scope::Registry
}

/// Whether a scope is this cluster.
pub fn this_cluster(cluster: ClusterId) -> impl Fn(&Scope) -> bool {
    move |scope| *scope == Scope::Cluster(cluster)
}

/// Whether a scope is a region that is read at one of these in an edition.
pub fn one_of_regions<'a>(codes: &'a [Code], all: &'a Regions) -> impl Fn(&Scope) -> bool + 'a {
    move |scope| matches!(scope, Scope::Region { region, .. } if codes.contains(all.resolve(region)))
}
