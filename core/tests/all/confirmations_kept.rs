//! What becomes of confirmations: they are taken back, kept over a change, and count no more.

use registry_core::access::Caller;
use registry_core::command::WithdrawConfirmation;
use registry_core::facts::{Fact, Facts};
use registry_core::testing::statements::{code, flag, item, path, ru, says};
use registry_core::testing::{Scene, Sketch, organisation};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::StreamVersion;

use super::confirmations::{claim, confirm, corroboration, last, medium, withdraw};
use super::confirmations_of_regions::authority;
use super::{TODAY, changes};

#[test]
fn a_confirmation_is_taken_back_by_the_party_that_gave_it() {
    let (mut scene, listed) = medium();
    let (one, colleague, other) =
        (scene.representative(1), scene.representative(1), scene.representative(2));
    scene.given(one, listed.confirm(["participants/2"]));
    let given = last(&scene, &listed);
    for stranger in [other, scene.officer()] {
        scene.when(stranger, withdraw(&listed, given)).then_rejected("access.no-grant");
    }
    scene.when(colleague, withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
    scene.when(one, withdraw(&listed, given)).then_rejected("not-found");
    scene
        .when(one, withdraw(&listed, StreamVersion(given.0 - 1)))
        .then(&["cluster: ConfirmationWithdrawn"]);
    assert_eq!(corroboration(&scene, &listed, "participants/2/organisation"), "self_declared");
}

#[test]
fn an_officer_s_confirmation_is_taken_back_by_that_officer() {
    let (mut scene, listed) = medium();
    let name = confirm(&listed, vec![claim(&scene, &listed, "official_name")]);
    scene.given(scene.officer(), name.having_seen());
    let given = last(&scene, &listed);
    let second = scene.account(Role::Officer, Scope::Registry);
    scene.when(second, withdraw(&listed, given)).then_rejected("access.no-grant");
    let silent = WithdrawConfirmation { reason: String::new(), ..withdraw(&listed, given) };
    scene.when(scene.officer(), silent).then_problems(&["/reason reason.needed"]);
    scene.when(scene.officer(), withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
}

#[test]
fn a_confirmation_of_a_replaced_claim_is_kept_by_the_new_one_until_it_is_taken_back() {
    let (mut scene, listed) = medium();
    let project = confirm(&listed, vec![claim(&scene, &listed, "projects/13/title")]);
    scene.given(scene.officer(), project.having_seen());
    let given = last(&scene, &listed);
    let restated = changes().stating(says("projects/13/title", ru("Другая линия")));
    scene.given(listed.representative, listed.state(restated));
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "fully_corroborated");
    scene
        .when(scene.officer(), withdraw(&listed, given))
        .then(&["cluster: ConfirmationWithdrawn, LevelAssessed"]);
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "self_declared");
}

#[test]
fn a_participant_that_leaves_a_project_no_longer_confirms_it() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    let others = registry_core::testing::statements::items([3, 4, 5]);
    let restated = changes()
        .stating(says("projects/13/participants", others))
        .stating(says("projects/13/cost_sharing", flag(true)));
    scene.given(listed.representative, listed.state(restated));
    scene
        .when(participant, listed.confirm(["projects/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn what_a_participant_confirmed_counts_no_more_once_it_manages_the_cluster() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").high());
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["projects/13"]));
    let fact =
        |scene: &Scene, name| Facts::of(&scene.cluster(listed.cluster).profile).get(name).cloned();
    let (corroboration, parties) = ("joint_project_corroboration", "gate_confirming_parties");
    assert_eq!(fact(&scene, corroboration), Some(Fact::Integer(2)));
    assert_eq!(fact(&scene, parties), Some(Fact::Integer(1)));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert_eq!(fact(&scene, corroboration), Some(Fact::Integer(1)));
    assert_eq!(fact(&scene, parties), Some(Fact::Integer(0)));
}

#[test]
fn what_is_remembered_of_memberships_is_counted_anew_once_another_one_manages_the_cluster() {
    let (mut scene, listed) = medium();
    let participants = [1, 2].map(|number| scene.representative(number));
    for (participant, item) in participants.into_iter().zip(["participants/2", "participants/3"]) {
        scene.given(participant, listed.confirm([item]));
    }
    let confirmed = |scene: &Scene| {
        let facts = Facts::without_basis(&scene.cluster(listed.cluster).profile);
        facts.get("participants_confirmed").cloned()
    };
    assert_eq!(confirmed(&scene), Some(Fact::Integer(2)));
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(1));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    assert_eq!(confirmed(&scene), Some(Fact::Integer(1)));
}

#[test]
fn who_confirmed_a_value_and_then_states_another_one_does_not_support_itself() {
    let (mut scene, listed) = medium();
    let title = confirm(&listed, vec![claim(&scene, &listed, "projects/13/title")]);
    let officer = scene.officer();
    scene.given(officer, title.having_seen());
    let role = Role::ClusterRepresentative;
    scene.grant(officer.account, role, Scope::Cluster(listed.cluster));
    let restated = changes().stating(says("projects/13/title", ru("Другая линия")));
    scene.given(Caller { role, ..officer }, listed.state(restated));
    assert_eq!(corroboration(&scene, &listed, "projects/13/title"), "self_declared");
}

#[test]
fn who_speaks_of_a_changed_value_anew_is_counted_once_while_another_is_waited_for() {
    let (mut scene, listed) = medium();
    let centre = scene.supporting_centre(&listed, "RU-TOM", 51);
    let authority = authority(&mut scene, "RU-TOM", 61);
    for caller in [centre, authority] {
        scene.given(caller, listed.confirm(["governing_bodies/12"]));
    }
    let field = "governing_bodies/12/type";
    let restated = changes().stating(says(field, code("management_company")));
    scene.given(listed.representative, listed.state(restated));
    let anew = confirm(&listed, vec![claim(&scene, &listed, field)]);
    scene.given(centre, anew);
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let given: Vec<_> = current.support.standing().map(|given| given.account).collect();
    assert_eq!(given, [centre.account, authority.account]);
    assert_eq!(current.corroboration().key(), "fully_corroborated");
}
