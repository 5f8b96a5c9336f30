//! Confirmation by a second party: another person and another organisation than the claimant's.

use registry_core::access::Caller;
use registry_core::command::{Against, ConfirmClaims, Target, WithdrawConfirmation};
use registry_core::rejection::Rejection;
use registry_core::testing::statements::{code, item, item_path, link, path, says, year};
use registry_core::testing::{Listed, Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Stated};
use registry_events::event::{ClusterEvent, Event, Scope};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;

use super::confirmations_of_regions::authority;
use super::{TODAY, changes};

/// A cluster of the medium level with participants 2 to 11 of organisations 1 to 10, coordinator 12
/// of organisation 11, and project 13 of the participants 2, 3 and 4.
pub(super) fn medium() -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").medium());
    (scene, listed)
}

/// The current claim of a field as a target.
pub(super) fn claim(scene: &Scene, listed: &Listed, field: &str) -> Target {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    Target::Claim(current.expect("a stated field").reference())
}

/// The command that confirms these.
pub(super) fn confirm(listed: &Listed, targets: Vec<Target>) -> ConfirmClaims {
    ConfirmClaims { targets, ..listed.confirm([]) }
}

pub(super) fn withdraw(listed: &Listed, confirmation: StreamVersion) -> WithdrawConfirmation {
    let reason = "Мы ошиблись".into();
    WithdrawConfirmation { cluster: listed.cluster, confirmation, reason }
}

/// The version of the cluster's last event.
pub(super) fn last(scene: &Scene, listed: &Listed) -> StreamVersion {
    scene.load(&StreamId::cluster(listed.cluster)).version
}

pub(super) fn corroboration(scene: &Scene, listed: &Listed, field: &str) -> &'static str {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field));
    current.expect("a stated field").corroboration().key()
}

#[test]
fn a_participant_confirms_its_own_membership() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let decision = scene
        .when(participant, listed.confirm(["participants/2"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
    let actor = &decision.parts[0].events[0].actor;
    assert_eq!(actor.organisation, Some(scene.organisation(&organisation(1))));
    assert_eq!(
        corroboration(&scene, &listed, "participants/2/organisation"),
        "partially_corroborated"
    );
}

#[test]
fn a_participant_does_not_confirm_the_membership_of_another() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene
        .when(participant, listed.confirm(["participants/2", "participants/3"]))
        .then_problems(&["/claims/1 confirmation.not-entitled"]);
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn a_participant_confirms_a_project_it_is_in() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(3);
    scene.when(participant, listed.confirm(["projects/13"])).then(&["cluster: ClaimConfirmed ×5"]);
}

#[test]
fn a_participant_does_not_confirm_a_project_it_is_not_in() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(4);
    scene
        .when(participant, listed.confirm(["projects/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn a_participant_confirms_neither_the_cluster_s_bodies_nor_its_fields_nor_its_contacts() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]);
    scene.when(participant, name).then_problems(&["/claims/0 confirmation.not-entitled"]);
    for item in ["governing_bodies/12", "contacts/1"] {
        scene
            .when(participant, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn who_is_no_participant_confirms_nothing() {
    let (mut scene, listed) = medium();
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let stranger = scene.representative(21);
    scene.when(stranger, listed.confirm(["governing_bodies/12"])).then_rejected("access.no-grant");
}

#[test]
fn who_has_left_confirms_nothing_any_more() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(9);
    scene.given(listed.representative, listed.state(changes().closing("participants/10")));
    scene
        .when(participant, listed.confirm(["governing_bodies/12"]))
        .then_rejected("access.no-grant");
}

/// A cluster whose participant 2 is also a body of a type.
fn with_body(kind: &str) -> (Scene, Listed, Caller) {
    let mut scene = Scene::small(TODAY);
    let body =
        item("governing_bodies").says("type", code(kind)).says("organisation", organisation(1));
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(body));
    let participant = scene.representative(1);
    (scene, listed, participant)
}

#[test]
fn the_cluster_s_own_coordinator_or_management_company_is_no_second_party() {
    for kind in ["coordinator", "management_company"] {
        let (mut scene, listed, participant) = with_body(kind);
        scene
            .when(participant, listed.confirm(["participants/2"]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn who_sits_on_the_board_is_a_second_party() {
    let (mut scene, listed, participant) = with_body("board");
    scene
        .when(participant, listed.confirm(["participants/2"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
}

#[test]
fn the_claimant_s_own_account_is_no_second_party_in_another_role() {
    let (mut scene, listed) = medium();
    let account = listed.representative.account;
    let id = scene.organisation(&organisation(1));
    scene.grant(account, Role::OrganisationRepresentative, Scope::Organisation(id));
    scene.grant(account, Role::Officer, Scope::Registry);
    for role in [Role::OrganisationRepresentative, Role::Officer] {
        scene
            .when(Caller::of(account, role), listed.confirm(["participants/2"]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn an_officer_names_what_a_claim_was_held_against() {
    let (mut scene, listed) = medium();
    for against in [Against::Original, Against::Register] {
        let unseen = ConfirmClaims { against, ..listed.confirm(["participants/2"]) };
        scene
            .when(scene.officer(), unseen)
            .then_problems(&["/evidence confirmation.evidence-needed"]);
    }
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn an_officer_confirms_everything_and_fully() {
    let (mut scene, listed) = medium();
    let all = ["contacts/1", "participants/2", "governing_bodies/12", "projects/13"];
    let seen = listed.confirm(all).having_seen();
    scene.when(scene.officer(), seen).then(&["cluster: ClaimConfirmed ×15"]);
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]).having_seen();
    scene.when(scene.officer(), name).then(&["cluster: ClaimConfirmed"]);
    for field in ["contacts/1/email", "participants/2/organisation", "official_name"] {
        assert_eq!(corroboration(&scene, &listed, field), "fully_corroborated");
    }
}

#[test]
fn what_an_officer_stated_is_confirmed_by_no_other_officer() {
    let mut scene = Scene::small(TODAY);
    let cluster = scene.entered(Sketch::small("Белая сосна").minimal());
    let command = ConfirmClaims::of_items(cluster, [item_path("participants/2")]);
    let second = scene.account(Role::Officer, Scope::Registry);
    for officer in [scene.officer(), second] {
        scene
            .when(officer, command.clone())
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}

#[test]
fn an_officer_says_what_the_claim_was_held_against() {
    let (mut scene, listed) = medium();
    let matched = ConfirmClaims {
        against: Against::Register,
        evidence: vec![link()],
        note: Some("ЕГРЮЛ".into()),
        ..confirm(&listed, vec![claim(&scene, &listed, "participants/2/organisation")])
    };
    let decision = scene.when(scene.officer(), matched).then(&["cluster: ClaimConfirmed"]);
    let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a confirmation");
    };
    assert_eq!(confirmed.relation.key(), "register");
    assert_eq!((confirmed.evidence.len(), confirmed.note.as_deref()), (1, Some("ЕГРЮЛ")));
}

#[test]
fn who_speaks_for_two_participants_confirms_the_membership_of_each() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let id = scene.organisation(&organisation(2));
    scene.grant(participant.account, participant.role, Scope::Organisation(id));
    for item in ["participants/2", "participants/3"] {
        scene.when(participant, listed.confirm([item])).then(&["cluster: ClaimConfirmed ×2"]);
    }
    scene
        .when(participant, listed.confirm(["participants/4"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn a_party_confirms_a_claim_once() {
    let (mut scene, listed) = medium();
    let (one, colleague) = (scene.representative(1), scene.representative(1));
    scene.given(one, listed.confirm(["participants/2"]));
    for caller in [one, colleague] {
        scene
            .when(caller, listed.confirm(["participants/2"]))
            .then_rejected("confirmation.already-given");
    }
    let single = confirm(&listed, vec![claim(&scene, &listed, "participants/2/organisation")]);
    scene.when(one, single).then_rejected("confirmation.already-given");
}

#[test]
fn what_is_said_anew_of_an_item_is_confirmed_by_confirming_the_item_again() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let restated = changes().stating(says("participants/2/participant_type", code("large")));
    scene.given(listed.representative, listed.state(restated));
    let stated = path("participants/2/participant_type");
    let current = scene.cluster(listed.cluster).profile.claim(&stated).expect("a claim");
    assert_eq!((current.support.confirmations.len(), current.support.kept().len()), (0, 1));
    scene.when(participant, listed.confirm(["participants/2"])).then(&["cluster: ClaimConfirmed"]);
}

#[test]
fn a_claim_that_is_meant_twice_is_confirmed_once() {
    let (mut scene, listed) = medium();
    let single = claim(&scene, &listed, "participants/2/organisation");
    let twice = vec![Target::Item(item_path("participants/2")), single.clone(), single];
    let twice = confirm(&listed, twice).having_seen();
    scene.when(scene.officer(), twice).then(&["cluster: ClaimConfirmed ×2"]);
}

#[test]
fn a_claim_that_was_replaced_is_not_confirmed() {
    let (mut scene, listed) = medium();
    let seen = claim(&scene, &listed, "year_created");
    let Target::Claim(ClaimRef { version: expected, .. }) = seen.clone() else {
        panic!("a claim");
    };
    let restated = changes().stating(says("year_created", year(2011)));
    scene.given(listed.representative, listed.state(restated));
    let outcome = scene.when(scene.officer(), confirm(&listed, vec![seen]));
    assert_eq!(
        outcome.then_rejected("claim.replaced"),
        Rejection::ClaimReplaced {
            path: path("year_created"),
            expected: Some(expected),
            actual: Some(last(&scene, &listed)),
            current: Some(Box::new(Stated::Value(year(2011)))),
            proposed: None,
        }
    );
}

#[test]
fn what_was_said_of_a_closed_item_is_not_confirmed() {
    let (mut scene, listed) = medium();
    let single = claim(&scene, &listed, "participants/11/organisation");
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    let targets = [Target::Item(item_path("participants/11")), single];
    for target in targets {
        scene
            .when(scene.officer(), confirm(&listed, vec![target]))
            .then_problems(&["/claims/0 item.not-open"]);
    }
}

#[test]
fn only_what_is_said_is_confirmed() {
    let (mut scene, listed) = medium();
    scene
        .when(scene.officer(), listed.confirm(["participants/99"]).having_seen())
        .then_problems(&["/claims/0 item.not-open"]);
    let unsaid = ClaimRef { path: path("display_name"), version: StreamVersion(1) };
    scene
        .when(scene.officer(), confirm(&listed, vec![Target::Claim(unsaid)]))
        .then_rejected("not-found");
}

#[test]
fn a_confirmation_names_something_and_not_too_much_and_its_remark_says_something() {
    let (mut scene, listed) = medium();
    let officer = scene.officer();
    scene.when(officer, listed.confirm([])).then_problems(&["/claims request.empty"]);
    let many = vec![Target::Item(item_path("participants/2")); 1_001];
    scene
        .when(officer, confirm(&listed, many))
        .then_problems(&["/claims request.too-many-statements 1000"]);
    let blank = ConfirmClaims { note: Some(" ".into()), ..listed.confirm(["participants/2"]) };
    scene.when(officer, blank).then_problems(&["/note reason.needed"]);
    let endless =
        ConfirmClaims { evidence: vec![link(); 21], ..listed.confirm(["participants/2"]) };
    scene.when(officer, endless).then_problems(&["/evidence list.too-many 20 21"]);
}

#[test]
fn corroboration_rises_with_second_parties_of_other_relations_and_falls_without_them() {
    let (mut scene, listed) = medium();
    let field = "governing_bodies/12/type";
    assert_eq!(corroboration(&scene, &listed, field), "documented");
    assert_eq!(corroboration(&scene, &listed, "official_name"), "self_declared");

    let (one, two) = (authority(&mut scene, "RU-TOM", 61), authority(&mut scene, "RU-TOM", 81));
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let body = confirm(&listed, vec![claim(&scene, &listed, field)]);
    scene.given(one, body.clone());
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene.given(two, body.clone());
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene.given(centre, body);
    assert_eq!(corroboration(&scene, &listed, field), "fully_corroborated");

    let given = last(&scene, &listed);
    scene.given(centre, withdraw(&listed, given));
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
}

#[test]
fn who_represents_the_cluster_is_no_second_party_to_a_colleague_in_another_role() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let authority = authority(&mut scene, "RU-TOM", 61);
    let here = Scope::Cluster(listed.cluster);
    for (caller, item) in [(participant, "participants/2"), (authority, "governing_bodies/12")] {
        scene.grant(caller.account, Role::ClusterRepresentative, here.clone());
        scene
            .when(caller, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-second-party"]);
    }
}
