//! Proposals on the questionnaire and the rules: made by anybody who has an account and a role,
//! published and answered by an officer. An edition names those it takes.

use registry_events::actor::Actor;
use registry_events::confidential::Confidential;
use registry_events::event::{
    ProposalAnswered, ProposalMade, ProposalOutcome, ProposalPublished, ProposalTopic,
};
use registry_events::ids::ProposalId;
use registry_events::stream::StreamId;

use super::{as_said, check_reason};
use crate::access::{Caller, whole_registry};
use crate::decide::{Decision, Draft};
use crate::rejection::{Problem, Rejection};
use crate::state::ProposalState;
use crate::world::{Undecided, World};

/// The most proposals that one edition names.
pub const PROPOSALS_TAKEN_MAX: usize = 200;

/// Propose something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeProposal {
    /// About what.
    pub about: ProposalTopic,
    /// What is proposed.
    pub text: String,
}

impl MakeProposal {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::proposal(world.fresh_proposal(0));
        world.need([StreamId::access(), stream.clone()])?;
        check_reason("/text", &self.text)?;
        let actor = world.access()?.actor(caller, "account", |_| true)?;
        let mut draft = Draft::new(world, actor);
        let text = Confidential::Clear(as_said(&self.text));
        draft.record(&stream, ProposalMade { about: self.about, text })?;
        Ok(draft.finish())
    }
}

/// Publish a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishProposal {
    /// Which.
    pub proposal: ProposalId,
    /// What is proposed, in words fit to publish.
    pub text: String,
}

impl PublishProposal {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::proposal(self.proposal);
        let (proposal, actor) = officer(world, caller, self.proposal, ("/text", &self.text))?;
        if proposal.published {
            return Err(Rejection::conflict("proposal.published").into());
        }
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, ProposalPublished { text: as_said(&self.text) })?;
        Ok(draft.finish())
    }
}

/// Answer a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerProposal {
    /// Which.
    pub proposal: ProposalId,
    /// How.
    pub outcome: ProposalOutcome,
    /// Why, in words fit to publish.
    pub reason: String,
}

impl AnswerProposal {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::proposal(self.proposal);
        let said = ("/reason", self.reason.as_str());
        let (proposal, actor) = officer(world, caller, self.proposal, said)?;
        if proposal.outcome.is_some() {
            return Err(Rejection::conflict("proposal.answered").into());
        }
        if proposal.made_by == Some(actor.account) {
            return Err(Rejection::conflict("proposal.own-proposal").into());
        }
        let mut draft = Draft::new(world, actor);
        let (outcome, reason) = (self.outcome, as_said(&self.reason));
        draft.record(&stream, ProposalAnswered { outcome, reason })?;
        Ok(draft.finish())
    }
}

/// A proposal there is, and the caller as an officer who says something of it.
fn officer<'w>(
    world: &'w World,
    caller: Caller,
    id: ProposalId,
    (pointer, said): (&str, &str),
) -> Result<(&'w ProposalState, Actor), Undecided> {
    world.need([StreamId::access(), StreamId::proposal(id)])?;
    let proposal = world.proposal(id)?;
    if proposal.made_by.is_none() {
        return Err(Rejection::NotFound("proposal").into());
    }
    check_reason(pointer, said)?;
    let actor = world.access()?.actor(caller, "registry", whole_registry)?;
    Ok((proposal, actor))
}

/// What is wrong with the proposals that an edition names: each was accepted, at least in part.
pub(super) fn check_taken(world: &World, taken: &[ProposalId]) -> Result<(), Undecided> {
    if taken.len() > PROPOSALS_TAKEN_MAX {
        let problem = Problem::new("/proposals", "list.too-many");
        let problem = problem.with(PROPOSALS_TAKEN_MAX).with(taken.len());
        return Err(Rejection::Invalid(vec![problem]).into());
    }
    world.need(taken.iter().map(|id| StreamId::proposal(*id)))?;
    let mut problems = Vec::new();
    for (index, id) in taken.iter().enumerate() {
        let accepted = world.proposal(*id)?.outcome.is_some_and(ProposalOutcome::can_be_taken);
        if !accepted || taken[..index].contains(id) {
            let code = if accepted { "list.repeats" } else { "proposal.not-accepted" };
            problems.push(Problem::new(format!("/proposals/{index}"), code).with(id));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Rejection::Invalid(problems).into()) }
}
