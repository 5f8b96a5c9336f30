//! What the right to speak rests on of who acted: when it was given and by whom, and the domain of the
//! mailbox where it rests on one. Rights that were taken back stay: what was done by them is shown for
//! ever.

use std::sync::Arc;

use imbl::OrdMap;
use registry_events::actor::{Actor, Authority, Role};
use registry_events::event::{AccessEvent, RoleGranted, Scope};
use registry_events::ids::{AccountId, OrganisationId, Position};
use registry_events::value::MailDomain;

use crate::place::Place;

/// A right to speak as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// In which role.
    pub role: Role,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// On what it rests.
    pub authority: Authority,
    /// The domain of the mailbox, where it rests on one.
    pub mailbox_domain: Option<MailDomain>,
    /// Where it was given, and by whom.
    pub given: Place,
}

/// Every right that was ever given.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    of: OrdMap<AccountId, Arc<Vec<Right>>>,
}

impl Rights {
    /// The right by which somebody acted at a position; none where it can't be told which it was.
    pub fn behind(&self, actor: &Actor, at: Position) -> Option<&Right> {
        let mut fitting = self.of.get(&actor.account)?.iter().filter(|right| {
            let known = right.given.position <= at;
            let same = right.role == actor.role && right.organisation == actor.organisation;
            known && same && right.authority == actor.authority
        });
        let last = fitting.next_back()?;
        // An actor doesn't name the cluster, and may speak for several.
        let is_the_one = actor.role != Role::ClusterRepresentative || fitting.next().is_none();
        is_the_one.then_some(last)
    }

    pub(crate) fn apply(&mut self, place: &Place, event: &AccessEvent) {
        let AccessEvent::RoleGranted(granted) = event else { return };
        let rights = self.of.entry(granted.account).or_default();
        Arc::make_mut(rights).push(Right::of(place, granted));
    }
}

impl Right {
    fn of(place: &Place, granted: &RoleGranted) -> Self {
        Self {
            role: granted.role,
            organisation: match granted.scope {
                Scope::Organisation(id) | Scope::Region { organisation: id, .. } => Some(id),
                Scope::Registry | Scope::Cluster(_) => None,
            },
            authority: granted.authority.clone(),
            mailbox_domain: granted.mailbox_domain.clone(),
            given: place.clone(),
        }
    }
}
