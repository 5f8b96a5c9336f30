//! Who acted: account, role, organisation, and by what right they speak.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, Digest, OrganisationId};

/// What an account may do. One account can hold several roles; an act names the one it used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Speaks for named clusters.
    ClusterRepresentative,
    /// Speaks for named organisations.
    OrganisationRepresentative,
    /// A cluster development centre or an authority of a region.
    RegionRepresentative,
    /// «Куратор реестра»: lists, returns, suspends, checks against documents.
    Officer,
    /// Reads all, changes nothing.
    Auditor,
    /// Keeps accounts and rulebook; touches no profile data.
    Administrator,
    /// The registry's own clockwork: adoption at start, daily lapses.
    Clerk,
}

impl Role {
    /// Every role, in the order of the access table.
    pub const ALL: [Self; 7] = [
        Self::ClusterRepresentative,
        Self::OrganisationRepresentative,
        Self::RegionRepresentative,
        Self::Officer,
        Self::Auditor,
        Self::Administrator,
        Self::Clerk,
    ];

    /// The role's key, the same in log, API and command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ClusterRepresentative => "cluster_representative",
            Self::OrganisationRepresentative => "organisation_representative",
            Self::RegionRepresentative => "region_representative",
            Self::Officer => "officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Clerk => "clerk",
        }
    }

    /// Finds a role by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// The basis of the right to speak, shown beside each confirmation for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A one-time link to a mailbox that is tied to the organisation by somebody else.
    WorkMailbox,
    /// A signed letter or power of attorney, seen by an officer.
    Letter,
    /// Given by an officer or administrator by virtue of office.
    Office,
    /// The registry's own program.
    Program,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 4] = [Self::WorkMailbox, Self::Letter, Self::Office, Self::Program];
}

/// A right to speak, with the document that shows it where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Authority {
    /// What the right rests on.
    pub basis: Basis,
    /// The digest of the letter, when there is one.
    pub document: Option<Digest>,
}

/// Who acted, as it stands in each entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The account; people behind it stand in the private store only.
    pub account: AccountId,
    /// The role used for this act.
    pub role: Role,
    /// The organisation the account speaks for, where it does.
    pub organisation: Option<OrganisationId>,
    /// By what right.
    pub authority: Authority,
}

/// The organisation an actor speaks for, or the registry itself where it speaks for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// An organisation.
    Organisation(OrganisationId),
    /// The registry, through its officers.
    Registry,
    /// A cluster, through its representatives: this one when it states, the one at the other end of
    /// a link when it confirms.
    Cluster,
}

impl Party {
    /// Which party an actor speaks for.
    pub fn of(actor: &Actor) -> Self {
        match (actor.organisation, actor.role) {
            (Some(id), _) => Self::Organisation(id),
            (None, Role::ClusterRepresentative) => Self::Cluster,
            (None, _) => Self::Registry,
        }
    }
}
