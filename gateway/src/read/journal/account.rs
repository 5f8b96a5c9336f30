//! An account: what it is called, and the roles it was given with the right each rests on.

use jiff::Timestamp;
use registry_events::actor::Role;
use registry_events::entry::Recorded;
use registry_events::event::Scope;
use registry_events::ids::{AccountId, Position};
use registry_projections::grants::{GrantGiven, Grants};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::cursor::Page;
use super::super::lens::Lens;
use super::super::parts::{ActorShown, AuthorityShown, NamedCluster, NamedOrganisation};

/// An account with its roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountShown {
    /// The account; the person behind it isn't public.
    #[schema(value_type = String)]
    pub account: AccountId,
    /// What it is called in public; null of the registry's own program.
    pub label: Option<String>,
    /// When it was opened.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub opened_at: Option<Timestamp>,
    /// Every role it was given, in the order of recording.
    pub grants: Vec<GrantShown>,
}

/// A role that an account was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GrantShown {
    /// The role.
    #[schema(value_type = String)]
    pub role: Role,
    /// For what it is held.
    pub scope: ScopeShown,
    /// By what right the account speaks.
    pub authority: AuthorityShown,
    /// When it was given.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// Who gave it.
    pub given_by: ActorShown,
    /// Its end; null while it stands.
    pub revoked: Option<GrantEnd>,
}

/// For what a role is held; all null for the whole registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScopeShown {
    /// `registry`, `cluster`, `organisation` or `region`.
    pub kind: &'static str,
    /// The cluster.
    pub cluster: Option<NamedCluster>,
    /// The organisation.
    pub organisation: Option<NamedOrganisation>,
    /// The code of the region.
    pub region: Option<String>,
}

/// The end of a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GrantEnd {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where that was recorded.
    pub position: u64,
    /// Who took it back.
    pub by: ActorShown,
    /// Why.
    pub reason: String,
}

impl AccountShown {
    /// An account by the entries of the stream `access`; none when there was no such account at the
    /// lens's position.
    pub fn of(
        account: AccountId,
        is_program: bool,
        access: &[Recorded],
        lens: &Lens<'_>,
    ) -> Option<Self> {
        let grants = folded(access, lens);
        let opened = grants.account(account);
        (opened.is_some() || is_program).then(|| Self {
            account,
            label: opened.map(|opened| opened.label.clone()),
            opened_at: opened.map(|opened| opened.place.recorded_at),
            grants: grants.of(account).map(|grant| GrantShown::of(grant, lens)).collect(),
        })
    }
}

/// The stream `access` as it stood at the lens's position.
fn folded(access: &[Recorded], lens: &Lens<'_>) -> Grants {
    let mut grants = Grants::default();
    let known = access.iter().filter(|recorded| recorded.position <= lens.at);
    known.for_each(|recorded| grants.apply(recorded));
    grants
}

/// What is asked of the list of accounts; an empty filter lets everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountQuery {
    /// Holds or held any of these roles.
    pub roles: Vec<Role>,
    /// Only with roles that stand.
    pub standing: bool,
}

/// A page of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccountList {
    /// The accounts of this page, in the order of opening, each with its roles.
    pub items: Vec<AccountShown>,
    /// How many match.
    pub total: usize,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
}

impl AccountList {
    /// The accounts that match, by the entries of the stream `access`.
    pub fn of(query: &AccountQuery, access: &[Recorded], page: &Page, lens: &Lens<'_>) -> Self {
        let grants = folded(access, lens);
        let mut found: Vec<_> =
            grants.accounts().filter(|(id, _)| query.admits(*id, &grants)).collect();
        found.sort_by_key(|(_, opened)| opened.place.position);
        let page = page.cut(found);
        let shown = page.items.into_iter().map(|(id, opened)| AccountShown {
            account: id,
            label: Some(opened.label.clone()),
            opened_at: Some(opened.place.recorded_at),
            grants: query.of(id, &grants).map(|grant| GrantShown::of(grant, lens)).collect(),
        });
        let next_cursor = page.next.as_ref().map(ToString::to_string);
        Self { items: shown.collect(), total: page.total, next_cursor }
    }
}

impl AccountQuery {
    fn admits(&self, account: AccountId, grants: &Grants) -> bool {
        let is_asked =
            |grant: &GrantGiven| self.roles.is_empty() || self.roles.contains(&grant.role);
        let asks_nothing = self.roles.is_empty() && !self.standing;
        asks_nothing || self.of(account, grants).any(is_asked)
    }

    /// The roles of an account that are told.
    fn of<'g>(
        &self,
        account: AccountId,
        grants: &'g Grants,
    ) -> impl Iterator<Item = &'g GrantGiven> + use<'g> {
        let standing = self.standing;
        grants.of(account).filter(move |grant| !standing || grant.taken.is_none())
    }
}

impl GrantShown {
    fn of(grant: &GrantGiven, lens: &Lens<'_>) -> Self {
        let then = |position: Position| Lens::new(lens.views, position);
        let given = &grant.given;
        Self {
            role: grant.role,
            scope: ScopeShown::of(&grant.scope, lens),
            authority: (&grant.authority).into(),
            since: given.recorded_at,
            position: given.position.0,
            given_by: ActorShown::of(&given.actor, &then(given.position)),
            revoked: grant.taken.as_ref().map(|taken| GrantEnd {
                at: taken.place.recorded_at,
                position: taken.place.position.0,
                by: ActorShown::of(&taken.place.actor, &then(taken.place.position)),
                reason: taken.reason.clone(),
            }),
        }
    }
}

impl ScopeShown {
    fn of(scope: &Scope, lens: &Lens<'_>) -> Self {
        let (kind, cluster, organisation, region) = match scope {
            Scope::Registry => ("registry", None, None, None),
            Scope::Cluster(id) => ("cluster", Some(*id), None, None),
            Scope::Organisation(id) => ("organisation", None, Some(*id), None),
            Scope::Region { region, organisation } => {
                ("region", None, Some(*organisation), Some(region.to_string()))
            }
        };
        Self {
            kind,
            cluster: cluster.map(|id| NamedCluster::of(id, lens)),
            organisation: organisation.map(|id| NamedOrganisation::of(id, lens)),
            region,
        }
    }
}
