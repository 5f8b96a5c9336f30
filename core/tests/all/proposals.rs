//! Proposals: made, published, answered, taken by an edition.

use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, AnswerProposal, MakeProposal, PublishProposal};
use registry_core::testing::Scene;
use registry_events::actor::Role;
use registry_events::event::{Event, ProposalOutcome, ProposalTopic, RegistryEvent, Scope};
use registry_events::ids::{ProposalId, Uuid};
use registry_events::stream::StreamKind;

use super::one_cluster;
use super::rulebook::edition;

/// The command that proposes something for the questionnaire.
pub(crate) fn propose(text: &str) -> MakeProposal {
    MakeProposal { about: ProposalTopic::Questionnaire, text: text.into() }
}

/// A proposal that was made.
pub(crate) fn made(scene: &mut Scene, caller: Caller, text: &str) -> ProposalId {
    let decision = scene.given(caller, propose(text));
    match decision.parts[0].stream.kind() {
        StreamKind::Proposal(id) => id,
        other => panic!("{other:?} is no proposal"),
    }
}

fn answers(proposal: ProposalId, outcome: ProposalOutcome) -> AnswerProposal {
    AnswerProposal { proposal, outcome, reason: "Поле просят давно".into() }
}

#[test]
fn a_proposal_is_published_once_and_answered_once() {
    let (mut scene, listed) = one_cluster();
    let proposal = made(&mut scene, listed.representative, "Добавить поле о стажировках");
    let officer = scene.officer();
    let publish = PublishProposal {
        proposal, text: "Добавить поле о стажировках".into()
    };
    scene.when(officer, publish.clone()).then(&["proposal: ProposalPublished"]);
    scene.when(officer, publish).then_rejected("proposal.published");
    let answer = answers(proposal, ProposalOutcome::Declined);
    scene.when(officer, answer.clone()).then(&["proposal: ProposalAnswered"]);
    scene.when(officer, answer).then_rejected("proposal.answered");
}

#[test]
fn nobody_answers_a_proposal_of_their_own() {
    let (mut scene, _) = one_cluster();
    let officer = scene.officer();
    let own = made(&mut scene, officer, "Упростить анкету");
    let answer = answers(own, ProposalOutcome::Accepted);
    scene.when(officer, answer.clone()).then_rejected("proposal.own-proposal");
    let colleague = scene.account(Role::Officer, Scope::Registry);
    scene.when(colleague, answer).accepted();
}

#[test]
fn an_edition_names_only_proposals_that_were_accepted() {
    let (mut scene, listed) = one_cluster();
    let [accepted, partly, declined, waiting] = ["а", "б", "в", "г"]
        .map(|letter| made(&mut scene, listed.representative, &format!("Предложение {letter}")));
    let officer = scene.officer();
    for (proposal, outcome) in [
        (accepted, ProposalOutcome::Accepted),
        (partly, ProposalOutcome::PartlyAccepted),
        (declined, ProposalOutcome::Declined),
    ] {
        scene.given(officer, answers(proposal, outcome));
    }
    let taking = |proposals| AdoptEdition { proposals, ..edition("0.91", |text| text) };
    let administrator = scene.administrator();
    let unknown = ProposalId::from_uuid(Uuid::from_u128(9));
    for proposal in [declined, waiting, unknown] {
        let refused = scene.when(administrator, taking(vec![accepted, proposal]));
        refused.then_rejected("proposal.not-accepted");
    }
    let twice = scene.when(administrator, taking(vec![accepted, accepted]));
    twice.then_rejected("list.repeats");
    let adopted = scene.given(administrator, taking(vec![accepted, partly]));
    let last = adopted.parts[0].events.last().expect("an adoption");
    let Event::Registry(RegistryEvent::EditionAdopted(event)) = &last.event else {
        panic!("{last:?}");
    };
    assert_eq!(event.proposals, [accepted, partly]);
}
