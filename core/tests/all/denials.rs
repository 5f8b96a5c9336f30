//! «Мы не участвуем»: a participant ends its own membership, and nobody but itself begins it anew.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::{
    DenyMembership, REASON_CHARACTERS_MAX, SuspendCluster, WithdrawCluster, WithdrawDenial,
};
use registry_core::facts::{Fact, Facts};
use registry_core::testing::statements::{code, item, item_path, says};
use registry_core::testing::{Listed, Scene, Sketch, level_line, organisation};
use registry_events::event::{ClusterEvent, Event, ProfileEvent};
use registry_events::ids::StreamVersion;
use registry_events::value::Value;

use super::{BEFORE, TODAY, changes, noted};

/// A cluster of the medium level with participants 2 to 11 of organisations 1 to 10, coordinator 12
/// of organisation 11, and project 13 of the participants 2, 3 and 4; organisation 2 speaks.
fn medium() -> (Scene, Listed, Caller) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").medium());
    let participant = scene.representative(2);
    (scene, listed, participant)
}

fn deny(listed: &Listed) -> DenyMembership {
    DenyMembership {
        cluster: listed.cluster,
        item: item_path("participants/3"),
        since: Some(BEFORE),
        reason: "Мы не участвуем".into(),
        expected: None,
    }
}

fn takes_back(listed: &Listed) -> WithdrawDenial {
    WithdrawDenial {
        cluster: listed.cluster,
        item: item_path("participants/3"),
        reason: "Договорились".into(),
        expected: None,
    }
}

/// The same with the denial given.
fn denied() -> (Scene, Listed, Caller) {
    let (mut scene, listed, participant) = medium();
    scene.given(participant, deny(&listed));
    (scene, listed, participant)
}

#[test]
fn a_participant_that_denies_its_membership_ends_it_and_the_level_follows() {
    let (mut scene, listed, participant) = medium();
    let decision = scene
        .when(participant, deny(&listed))
        .then(&["cluster: MembershipDenied, LevelAssessed, RequirementOpened"]);
    insta::assert_snapshot!(level_line(&decision), @"medium → initial: -M8 -P1");
    let events = &decision.parts[0].events;
    let (said, assessed) = (&events[0], &events[1]);
    let Event::Cluster(ClusterEvent::MembershipDenied(denied)) = &said.event else {
        panic!("{said:?}");
    };
    assert_eq!(said.actor.organisation, Some(denied.organisation));
    let version = scene.cluster(listed.cluster).denials.keys().next().copied();
    assert_eq!(assessed.cause.as_ref().map(|cause| cause.version), version);

    let profile = &scene.cluster(listed.cluster).profile;
    let member = profile.item(&item_path("participants/3")).expect("its membership");
    assert_eq!(member.closed, Some(Some(BEFORE)));
    let facts = Facts::of(profile);
    assert_eq!(facts.get("participants"), Some(&Fact::Integer(9)));
    assert_eq!(facts.get("joint_projects"), Some(&Fact::Integer(0)), "two are left of three");
}

#[test]
fn nothing_that_the_cluster_states_stands_in_its_way() {
    let (mut scene, listed, participant) = medium();
    let manages = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(2));
    scene.given(listed.representative, listed.state(changes().opening(manages)));
    scene
        .when(listed.representative, listed.state(changes().closing("participants/3")))
        .then_problems(&["/close/0 item.referenced projects/13"]);
    scene.when(participant, deny(&listed)).accepted();
}

#[test]
fn a_suspended_record_loses_the_membership_too_and_one_that_left_does_not() {
    let (mut scene, listed, participant) = medium();
    let (cluster, reason) = (listed.cluster, "Контакты не отвечают".to_owned());
    let suspend = SuspendCluster { cluster, reason: reason.clone(), expected: None };
    scene.given(scene.officer(), suspend);
    scene.when(participant, deny(&listed)).accepted();

    let (mut scene, listed, participant) = medium();
    let cluster = listed.cluster;
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene.when(participant, deny(&listed)).then_rejected("cluster.withdrawn");
}

#[test]
fn only_the_organisation_itself_says_so() {
    let (mut scene, listed, _) = medium();
    let other = scene.representative(3);
    scene.when(other, deny(&listed)).then_rejected("access.no-grant");
    for caller in [listed.representative, scene.officer()] {
        scene.when(caller, deny(&listed)).then_rejected("access.role");
    }
}

#[test]
fn a_denial_names_a_membership_a_reason_and_a_day_that_has_come() {
    let (mut scene, listed, participant) = medium();
    let mut when = |command: DenyMembership| scene.when(participant, command);
    for path in ["participants/99", "projects/13"] {
        let item = item_path(path);
        when(DenyMembership { item, ..deny(&listed) }).then_rejected("not-found");
    }
    let reason = |reason: String| DenyMembership { reason, ..deny(&listed) };
    when(reason(" ".into())).then_problems(&["/reason reason.needed"]);
    when(reason("а".repeat(REASON_CHARACTERS_MAX + 1)))
        .then_problems(&["/reason text.too-long 2000 2001"]);
    let since = |day: Date| DenyMembership { since: Some(day), ..deny(&listed) };
    when(since(date(2026, 3, 3))).then_problems(&["/since date.in-future 2026-03-03"]);
    when(DenyMembership { since: None, ..deny(&listed) }).accepted();
}

#[test]
fn a_version_that_has_passed_is_refused() {
    let (mut scene, listed, participant) = medium();
    let expected = Some(StreamVersion(1));
    let late = DenyMembership { expected, ..deny(&listed) };
    scene.when(participant, late).then_rejected("version.passed");
}

#[test]
fn a_second_denial_is_refused() {
    let (mut scene, listed, participant) = denied();
    scene.when(participant, deny(&listed)).then_rejected("membership.already-denied");

    let (mut scene, listed, participant) = medium();
    let closed = registry_events::event::ItemClosed {
        item: item_path("participants/3"),
        closed_on: None,
        reason: None,
    };
    noted(&mut scene, listed.cluster, ProfileEvent::ItemClosed(closed));
    scene.when(participant, deny(&listed)).then_rejected("membership.ended");
}

#[test]
fn a_cluster_does_not_name_again_who_denied_it() {
    let (mut scene, listed, _) = denied();
    let problem = |at: &str| format!("{at}/value membership.denied");
    let joins = changes().opening(Sketch::participant_of(2, "small"));
    for caller in [listed.representative, scene.officer()] {
        let joins = listed.state(joins.clone());
        scene.when(caller, joins).then_problems(&[&problem("/open/0/claims/0")]);
    }
    let known = scene.organisation(&organisation(2));
    let restated =
        changes().stating(says("participants/4/organisation", Value::Organisation(known)));
    scene
        .when(listed.representative, listed.state(restated))
        .then_problems(&[&problem("/claims/0")]);
    let another = changes().opening(Sketch::participant_of(31, "small"));
    scene.when(listed.representative, listed.state(another)).accepted();
}

#[test]
fn a_denial_that_is_taken_back_lets_the_cluster_name_the_organisation_again() {
    let (mut scene, listed, participant) = denied();
    let other = scene.representative(3);
    scene.when(other, takes_back(&listed)).then_rejected("access.no-grant");
    let silent = WithdrawDenial { reason: String::new(), ..takes_back(&listed) };
    scene.when(participant, silent).then_problems(&["/reason reason.needed"]);
    scene.when(participant, takes_back(&listed)).then(&["cluster: MembershipDenialWithdrawn"]);
    scene.when(participant, takes_back(&listed)).then_rejected("membership.not-denied");
    scene.when(participant, deny(&listed)).then_rejected("membership.ended");

    let joins = changes().opening(Sketch::participant_of(2, "small"));
    scene.given(listed.representative, listed.state(joins));
    let again = DenyMembership { item: item_path("participants/14"), ..deny(&listed) };
    scene.when(participant, again).accepted();
}
