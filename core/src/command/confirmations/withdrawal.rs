//! Taking a confirmation back: by whom it was given, or another who speaks for the same party.

use registry_events::event::{ClusterEvent, ConfirmationWithdrawn, Scope};
use registry_events::ids::{AccountId, ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use super::{is_officers, leads_to};
use crate::access::Caller;
use crate::command::{as_said, check_reason};
use crate::decide::{Decision, Draft};
use crate::profile::Profile;
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
    /// Whether it was given by the party of a scope: an organisation by any who speaks for it, a
    /// cluster likewise, the registry by the very officer.
    fn is_of(&self, scope: &Scope, account: AccountId, profile: &Profile) -> bool {
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
