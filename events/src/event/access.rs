//! Accounts and roles: who may do what, since when, by whose grant. One stream, `access`, has all.

use serde::{Deserialize, Serialize};

use super::event_family;
use crate::actor::{Authority, Role};
use crate::ids::{AccountId, ClusterId, OrganisationId, StreamVersion};
use crate::value::{Code, MailDomain};

event_family! {
    /// Events of the stream `access`.
    AccessEvent { AccountOpened = 1, RoleGranted = 2, RoleRevoked = 1 }
}

/// An account began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountOpened {
    /// The account.
    pub account: AccountId,
    /// What it is called in public, e.g. «Представитель кластера»; never a person's name.
    pub label: String,
}

/// An account was given a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGranted {
    /// The account.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// For what.
    pub scope: Scope,
    /// By what right the account speaks.
    pub authority: Authority,
    /// The domain of the mailbox that the right rests on, where it rests on one; never the mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox_domain: Option<MailDomain>,
}

/// A grant ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRevoked {
    /// The version of the [`RoleGranted`] in the stream `access`.
    pub grant: StreamVersion,
    /// Why.
    pub reason: String,
}

/// What a role is held for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole registry.
    Registry,
    /// One cluster.
    Cluster(ClusterId),
    /// One organisation.
    Organisation(OrganisationId),
    /// A region, and the organisation (its development centre) that speaks for it.
    Region {
        /// The subject's code.
        region: Code,
        /// The organisation.
        organisation: OrganisationId,
    },
}
