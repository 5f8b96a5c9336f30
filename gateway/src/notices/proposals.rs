//! What who proposed something is told: that it was published, answered, taken into an edition.

use registry_events::entry::Recorded;
use registry_events::event::{Event, ProposalEvent, RegistryEvent};
use registry_events::ids::{AccountId, ProposalId};
use registry_projections::views::Views;

use super::to_others;
use super::told::Subject;
use crate::private::notices::NewNotice;

/// What an officer did with a proposal.
pub(super) fn of_proposal(views: &Views, id: ProposalId, recorded: &Recorded) -> Vec<NewNotice> {
    match recorded.event() {
        Some(Event::Proposal(
            ProposalEvent::ProposalPublished(_) | ProposalEvent::ProposalAnswered(_),
        )) => to_others(author(views, id), &Subject::Proposal(id), recorded),
        _ => Vec::new(),
    }
}

/// The proposals that an edition takes.
pub(super) fn of_edition(views: &Views, recorded: &Recorded) -> Vec<NewNotice> {
    let Some(Event::Registry(RegistryEvent::EditionAdopted(adopted))) = recorded.event() else {
        return Vec::new();
    };
    let taken = adopted.proposals.iter().copied();
    taken.flat_map(|id| to_others(author(views, id), &Subject::Proposal(id), recorded)).collect()
}

fn author(views: &Views, id: ProposalId) -> Option<AccountId> {
    views.voice().proposal(id).map(|proposal| proposal.made.actor.account)
}
