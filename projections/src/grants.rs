//! Accounts and the roles they were given, those that were taken back too.

use std::collections::BTreeMap;
use std::sync::Arc;

use registry_events::actor::{Authority, Role};
use registry_events::entry::{Content, Recorded};
use registry_events::event::{AccessEvent, Event, Scope};
use registry_events::ids::{AccountId, StreamVersion};

use crate::place::Place;

/// A role that an account was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantGiven {
    /// The role.
    pub role: Role,
    /// For what.
    pub scope: Scope,
    /// By what right the account speaks.
    pub authority: Authority,
    /// Where it was given, and by whom.
    pub given: Place,
    /// Its end.
    pub taken: Option<GrantTaken>,
}

/// The end of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantTaken {
    /// Where it was taken back, and by whom.
    pub place: Place,
    /// Why.
    pub reason: String,
}

/// An account as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountOpenedAt {
    /// What it is called in public.
    pub label: String,
    /// Where it was opened, and by whom.
    pub place: Place,
}

/// The stream `access`, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants {
    accounts: BTreeMap<AccountId, AccountOpenedAt>,
    grants: BTreeMap<StreamVersion, (AccountId, GrantGiven)>,
}

impl Grants {
    /// Takes the next entry; only those of the stream `access` say anything.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Content::Clear(clear) = &recorded.content else { return };
        let Event::Access(event) = &clear.event else { return };
        let place = Place::of(recorded, Arc::new(clear.actor.clone()));
        match event {
            AccessEvent::AccountOpened(opened) => {
                let label = opened.label.clone();
                self.accounts.entry(opened.account).or_insert(AccountOpenedAt { label, place });
            }
            AccessEvent::RoleGranted(granted) => {
                let grant = GrantGiven {
                    role: granted.role,
                    scope: granted.scope.clone(),
                    authority: granted.authority.clone(),
                    given: place,
                    taken: None,
                };
                self.grants.insert(recorded.version, (granted.account, grant));
            }
            AccessEvent::RoleRevoked(revoked) => {
                if let Some((_, grant)) = self.grants.get_mut(&revoked.grant) {
                    let taken = GrantTaken { place, reason: revoked.reason.clone() };
                    grant.taken.get_or_insert(taken);
                }
            }
        }
    }

    /// An account, when it was opened.
    pub fn account(&self, account: AccountId) -> Option<&AccountOpenedAt> {
        self.accounts.get(&account)
    }

    /// Every account, in the order of their ids.
    pub fn accounts(&self) -> impl Iterator<Item = (AccountId, &AccountOpenedAt)> {
        self.accounts.iter().map(|(id, opened)| (*id, opened))
    }

    /// Every role an account was given, in the order of recording.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = &GrantGiven> {
        let own = self.grants.values().filter(move |(holder, _)| *holder == account);
        own.map(|(_, grant)| grant)
    }
}
