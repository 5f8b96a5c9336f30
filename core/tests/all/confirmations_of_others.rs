//! Confirmation from outside the cluster: by partners, and by clusters at the other end of a link.

use registry_core::access::Caller;
use registry_core::command::WithdrawCluster;
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::actor::Role;
use registry_events::event::{ClusterEvent, Event, Scope};

use super::confirmations::{corroboration, last, medium, withdraw};
use super::wider::{link_to, open_wider, partner};
use super::{TODAY, changes};

/// A cluster with the partner 12, an organisation that isn't a participant.
fn with_partner() -> (Scene, Listed, Caller) {
    let mut scene = open_wider(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal().opening(partner(31)));
    let partner = scene.representative(31);
    (scene, listed, partner)
}

#[test]
fn a_partner_confirms_its_own_partnership_and_nothing_else() {
    let other = partner(32);
    let (mut scene, listed, partner) = with_partner();
    scene.given(listed.representative, listed.state(changes().opening(other)));
    let decision =
        scene.when(partner, listed.confirm(["partners/12"])).then(&["cluster: ClaimConfirmed ×2"]);
    let Event::Cluster(ClusterEvent::ClaimConfirmed(confirmed)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a confirmation");
    };
    assert_eq!(confirmed.relation.key(), "partner");
    let field = "partners/12/organisation";
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    for item in ["partners/13", "participants/2", "contacts/1"] {
        scene
            .when(partner, listed.confirm([item]))
            .then_problems(&["/claims/0 confirmation.not-entitled"]);
    }
}

#[test]
fn a_partnership_that_ended_is_no_right_to_confirm() {
    let (mut scene, listed, partner) = with_partner();
    scene.given(listed.representative, listed.state(changes().closing("partners/12")));
    scene.when(partner, listed.confirm(["partners/12"])).then_rejected("access.no-grant");
}

#[test]
fn a_participant_does_not_confirm_a_partnership() {
    let (mut scene, listed, _) = with_partner();
    let participant = scene.representative(1);
    scene
        .when(participant, listed.confirm(["partners/12"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

/// A cluster with the link 12 to another one.
fn linked() -> (Scene, Listed, Listed) {
    let mut scene = open_wider(TODAY);
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    let link = changes().opening(link_to(other.cluster));
    scene.given(listed.representative, listed.state(link));
    (scene, listed, other)
}

#[test]
fn the_cluster_at_the_other_end_confirms_a_link_and_nothing_else() {
    let (mut scene, listed, other) = linked();
    let decision = scene
        .when(other.representative, listed.confirm(["cluster_links/12"]))
        .then(&["cluster: ClaimConfirmed ×2"]);
    let confirmed = &decision.parts[0].events[0];
    assert_eq!(
        (confirmed.actor.role, confirmed.actor.organisation),
        (Role::ClusterRepresentative, None)
    );
    let field = "cluster_links/12/cluster";
    assert_eq!(corroboration(&scene, &listed, field), "partially_corroborated");
    scene
        .when(other.representative, listed.confirm(["participants/2"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
    let colleague = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene
        .when(colleague, listed.confirm(["cluster_links/12"]))
        .then_rejected("confirmation.already-given");
}

#[test]
fn a_cluster_confirms_no_link_of_its_own_nor_one_that_leads_elsewhere() {
    let (mut scene, listed, _) = linked();
    let third = scene.listed(Sketch::small("Третий").organisations_from(41).minimal());
    for stranger in [listed.representative, third.representative, scene.applicant()] {
        scene.when(stranger, listed.confirm(["cluster_links/12"])).then_rejected("access.no-grant");
    }
}

#[test]
fn a_cluster_does_not_confirm_the_link_to_another_one() {
    let (mut scene, listed, other) = linked();
    let third = scene.listed(Sketch::small("Третий").organisations_from(41).minimal());
    let link = changes().opening(link_to(third.cluster));
    scene.given(listed.representative, listed.state(link));
    scene
        .when(other.representative, listed.confirm(["cluster_links/13"]))
        .then_problems(&["/claims/0 confirmation.not-entitled"]);
}

#[test]
fn who_confirmed_in_one_role_takes_it_back_in_no_other() {
    let (mut scene, listed) = medium();
    let participant = scene.representative(1);
    scene.given(participant, listed.confirm(["participants/2"]));
    let given = last(&scene, &listed);
    let role = Role::ClusterRepresentative;
    scene.grant(participant.account, role, Scope::Registry);
    let as_applicant = Caller { role, ..participant };
    scene.when(as_applicant, withdraw(&listed, given)).then_rejected("access.no-grant");
}

#[test]
fn who_represents_both_ends_of_a_link_is_no_second_party() {
    let (mut scene, listed, other) = linked();
    let both = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene.grant(both.account, both.role, Scope::Cluster(listed.cluster));
    scene
        .when(both, listed.confirm(["cluster_links/12"]))
        .then_problems(&["/claims/0 confirmation.not-second-party"]);
}

#[test]
fn a_cluster_that_left_the_register_confirms_no_link() {
    let (mut scene, listed, other) = linked();
    let (cluster, reason) = (other.cluster, String::from("Решение"));
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene
        .when(other.representative, listed.confirm(["cluster_links/12"]))
        .then_rejected("access.no-grant");
}

#[test]
fn a_cluster_takes_its_confirmation_of_a_link_back_and_nobody_else_s() {
    let (mut scene, listed, other) = linked();
    scene.given(other.representative, listed.confirm(["cluster_links/12"]));
    let given = last(&scene, &listed);
    scene.given(scene.officer(), listed.confirm(["cluster_links/12"]).having_seen());
    let by_officer = last(&scene, &listed);
    let colleague = scene.account(Role::ClusterRepresentative, Scope::Cluster(other.cluster));
    scene.when(colleague, withdraw(&listed, by_officer)).then_rejected("access.no-grant");
    scene.when(listed.representative, withdraw(&listed, given)).then_rejected("access.no-grant");
    scene.when(scene.officer(), withdraw(&listed, given)).then_rejected("access.no-grant");
    scene.when(colleague, withdraw(&listed, given)).then(&["cluster: ConfirmationWithdrawn"]);
}
