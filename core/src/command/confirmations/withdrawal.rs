//! Taking a confirmation back: by whom it was given, or another who speaks for the same party.

use registry_events::actor::Party;
use registry_events::event::{ClusterEvent, ConfirmationWithdrawn, Scope};
use registry_events::ids::{AccountId, ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::{is_officers, leads_to};
use crate::access::Caller;
use crate::command::{as_said, check_reason};
use crate::decide::{Decision, Draft};
use crate::profile::{Confirmation, Profile};
use crate::rejection::Rejection;
use crate::state::GivenConfirmation;
use crate::world::{Undecided, World};

/// Take a confirmation back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawConfirmation {
    /// The cluster.
    pub cluster: ClusterId,
    /// The version of the `ClaimConfirmed`.
    pub confirmation: StreamVersion,
    /// Why.
    pub reason: String,
}

impl WithdrawConfirmation {
    pub(in crate::command) fn decide(
        &self,
        caller: Caller,
        world: &World,
    ) -> Result<Decision, Undecided> {
        let stream = StreamId::cluster(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let cluster = world.cluster(self.cluster)?;
        let given = cluster
            .confirmations
            .get(&self.confirmation)
            .ok_or(Rejection::NotFound("confirmation"))?;
        check_reason("/reason", &self.reason)?;
        let gave = |scope: &Scope| given.is_of(scope, caller.account, &cluster.profile);
        let actor = world.access()?.actor(caller, "confirmation", gave)?;
        if given.is_superseded(self.confirmation, &cluster.profile) {
            return Err(Rejection::conflict("confirmation.superseded").into());
        }
        let mut draft = Draft::new(world, actor);
        let withdrawn = ConfirmationWithdrawn {
            confirmation: self.confirmation,
            reason: as_said(&self.reason),
        };
        draft.record(&stream, ClusterEvent::ConfirmationWithdrawn(withdrawn))?;
        draft.assess(self.cluster)?;
        Ok(draft.finish())
    }
}

impl GivenConfirmation {
    /// Whether a later word of the same party stands in its place.
    fn is_superseded(&self, version: StreamVersion, profile: &Profile) -> bool {
        let Some(current) = profile.claim(&self.claim.path) else { return false };
        let support = &current.support;
        let stands = support.confirmations.iter().chain(support.kept());
        let is_its_own =
            |given: &Confirmation| given.relation == self.relation && given.party == self.party();
        !stands.clone().any(|given| given.version == version)
            && stands.clone().any(|given| is_its_own(given) && given.version > version)
    }

    fn party(&self) -> Party {
        match self.organisation {
            Some(id) => Party::Organisation(id),
            None if is_officers(self.relation) => Party::Registry,
            None => Party::Cluster,
        }
    }

    /// Whether it was given by the party of a scope, and so is that party's to take back: an
    /// organisation's by any who speaks for it, a cluster's likewise, the registry's by the very officer.
    pub fn is_of(&self, scope: &Scope, account: AccountId, profile: &Profile) -> bool {
        let officer = is_officers(self.relation);
        match scope {
            Scope::Organisation(id) | Scope::Region { organisation: id, .. } => {
                self.organisation == Some(*id)
            }
            Scope::Registry => officer && self.account == account,
            Scope::Cluster(id) => {
                let link = self.claim.path.item.as_ref();
                let leads_here = link.and_then(|link| leads_to(profile, link)) == Some(*id);
                !officer && self.organisation.is_none() && (leads_here || self.account == account)
            }
        }
    }
}
