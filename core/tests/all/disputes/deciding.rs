//! Admitted or refused, answered and decided, and what a decision does to the claim.

use jiff::civil::date;
use registry_core::command::{
    AdmitDispute, AnswerDispute, ConfirmClaims, ResolveDispute, WithdrawCluster,
};
use registry_core::testing::statements::{code, item_path, link, number, path, says};
use registry_core::testing::{Scene, Sketch, level_line};
use registry_events::actor::Role;
use registry_events::event::{ClusterEvent, DisputeEvent, Event, Scope};
use registry_events::ids::StreamVersion;

use super::{
    THURSDAY, admit, admitted, answer, claim, contest, filed, is_disputed, open_disputes, refuse,
    reject, stage, uphold,
};
use crate::{BEFORE, changes};

#[test]
fn a_dispute_is_admitted_only_with_a_source() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    let (officer, command) = (scene.officer(), admit(&listed, dispute));
    let unsourced = AdmitDispute { evidence: Vec::new(), ..command.clone() };
    scene.when(officer, unsourced).then_problems(&["/evidence dispute.source-needed"]);
    let silent = AdmitDispute { text: String::new(), ..command.clone() };
    scene.when(officer, silent).then_problems(&["/text reason.needed"]);
    scene.when(officer, command.clone()).then(&["cluster: DisputeAdmitted"]);
    scene.when(officer, command).then_rejected("dispute.admitted");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.admitted");
}

#[test]
fn nobody_judges_a_dispute_of_their_own() {
    let (mut scene, listed, _) = stage();
    let officer = scene.officer();
    let dispute = filed(&mut scene, &listed, officer, "summary");
    scene.when(officer, admit(&listed, dispute)).then_rejected("dispute.own-dispute");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.own-dispute");
    let second = scene.account(Role::Officer, Scope::Registry);
    scene.given(second, admit(&listed, dispute));
    scene.given(listed.representative, answer(&listed, dispute));
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.own-dispute");
    scene.when(second, uphold(&listed, dispute)).accepted();
}

#[test]
fn before_its_admission_a_dispute_does_not_exist_for_the_cluster() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("not-found");
    scene.given(scene.officer(), admit(&listed, dispute));
    let silent = AnswerDispute { text: String::new(), ..answer(&listed, dispute) };
    scene.when(listed.representative, silent).then_problems(&["/text reason.needed"]);
    scene.when(listed.representative, answer(&listed, dispute)).then(&["cluster: DisputeAnswered"]);
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("dispute.answered");
}

#[test]
fn only_the_cluster_answers() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    for stranger in [other.representative, sceptic] {
        scene.when(stranger, answer(&listed, dispute)).then_rejected("access.no-grant");
    }
}

#[test]
fn a_dispute_is_decided_after_the_answer_or_when_the_time_for_it_is_over() {
    let (mut scene, listed, _, dispute) = admitted();
    let officer = scene.officer();
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.admitted");
    scene.on(date(2026, 3, 19));
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.admitted");
    scene.on(date(2026, 3, 20));
    scene.when(officer, uphold(&listed, dispute)).accepted();

    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.when(scene.officer(), uphold(&listed, dispute)).then_rejected("dispute.filed");
    scene.on(date(2026, 6, 1));
    scene.when(scene.officer(), uphold(&listed, dispute)).then_rejected("dispute.filed");
}

#[test]
fn an_upheld_dispute_takes_the_marker_until_the_claim_is_stated_anew() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    let decision = scene.when(scene.officer(), uphold(&listed, dispute)).accepted();
    let events: Vec<_> = registry_core::testing::events_of(&decision);
    assert!(events[0].starts_with("cluster: DisputeResolved"), "{events:?}");
    assert_eq!(events[1], "account: DisputeSettled");
    assert!(is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(open_disputes(&scene, sceptic), 0);

    let again = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, again).then_rejected("dispute.claim-disputed");
    let restated = changes().stating(says("employees_total", number(1_500)).on(BEFORE));
    scene.given(listed.representative, listed.state(restated));
    assert!(!is_disputed(&scene, &listed, "employees_total"));
}

#[test]
fn a_decision_names_what_it_rests_on() {
    let (mut scene, listed, _, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    let shown = ResolveDispute { evidence: vec![link()], ..uphold(&listed, dispute) };
    let decision = scene.when(scene.officer(), shown).accepted();
    let resolved =
        decision.parts.iter().flat_map(|part| &part.events).find_map(|it| match &it.event {
            Event::Dispute(DisputeEvent::DisputeResolved(resolved)) => Some(resolved),
            _ => None,
        });
    assert_eq!(resolved.map(|it| it.evidence.clone()), Some(vec![link()]));
    let many = ResolveDispute { evidence: vec![link(); 21], ..uphold(&listed, dispute) };
    scene.when(scene.officer(), many).then_problems(&["/evidence list.too-many 20 21"]);
}

#[test]
fn a_rejected_dispute_leaves_the_claim_as_it_was() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    scene
        .when(scene.officer(), reject(&listed, dispute))
        .then(&["cluster: DisputeResolved", "account: DisputeSettled"]);
    assert!(!is_disputed(&scene, &listed, "employees_total"));
    assert_eq!(open_disputes(&scene, sceptic), 0);
}

#[test]
fn rejecting_one_dispute_says_nothing_of_another_one_of_the_same_claim() {
    let (mut scene, listed, _, first) = admitted();
    let other = scene.applicant();
    let second = filed(&mut scene, &listed, other, "employees_total");
    scene.given(scene.officer(), admit(&listed, second));
    for dispute in [first, second] {
        scene.given(listed.representative, answer(&listed, dispute));
    }
    scene.given(scene.officer(), uphold(&listed, first));
    scene.given(scene.officer(), reject(&listed, second));
    assert!(is_disputed(&scene, &listed, "employees_total"));
}

#[test]
fn a_disputed_claim_hands_no_confirmation_on_to_the_one_that_replaces_it() {
    let (mut scene, listed, _, dispute) = admitted();
    let target = registry_core::command::Target::Claim(claim(&scene, &listed, "employees_total"));
    let confirm = ConfirmClaims { targets: vec![target], ..listed.confirm([]) };
    scene.given(scene.officer(), confirm.having_seen());
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), uphold(&listed, dispute));
    let restated = changes().stating(says("employees_total", number(1_500)).on(BEFORE));
    scene.given(listed.representative, listed.state(restated));
    let current = scene.cluster(listed.cluster).profile.claim(&path("employees_total"));
    assert_eq!(current.expect("a claim").corroboration().key(), "self_declared");
}

#[test]
fn a_closed_dispute_is_done() {
    let (mut scene, listed, _, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), reject(&listed, dispute));
    let officer = scene.officer();
    scene.when(officer, admit(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(officer, refuse(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(officer, uphold(&listed, dispute)).then_rejected("dispute.closed");
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("dispute.closed");
    let never = StreamVersion(1);
    scene.when(officer, admit(&listed, never)).then_rejected("not-found");
    scene.when(officer, refuse(&listed, never)).then_rejected("not-found");
    scene.when(officer, uphold(&listed, never)).then_rejected("not-found");
    scene.when(listed.representative, answer(&listed, never)).then_rejected("not-found");
}

#[test]
fn a_refused_dispute_never_existed_for_the_cluster() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "summary");
    scene.given(scene.officer(), refuse(&listed, dispute));
    scene.when(listed.representative, answer(&listed, dispute)).then_rejected("not-found");
    scene.when(scene.officer(), admit(&listed, dispute)).then_rejected("dispute.closed");
}

#[test]
fn disputes_of_a_record_that_is_gone_are_closed_all_the_same() {
    let (mut scene, listed, sceptic, first) = admitted();
    let second = filed(&mut scene, &listed, sceptic, "summary");
    scene.given(listed.representative, answer(&listed, first));
    let (cluster, reason) = (listed.cluster, String::from("Решение"));
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    scene.when(scene.officer(), admit(&listed, second)).then_rejected("cluster.withdrawn");
    scene.given(scene.officer(), refuse(&listed, second));
    scene.given(scene.officer(), uphold(&listed, first));
    assert_eq!(open_disputes(&scene, sceptic), 0);
}

#[test]
fn a_decision_that_takes_a_gate_takes_the_level_in_the_same_commit() {
    let mut scene = Scene::small(THURSDAY);
    let sketch = Sketch::small("Белая сосна");
    let listed = scene.listed_high(&sketch);
    let before = scene.cluster(listed.cluster).assessment.as_ref().map(|recorded| recorded.level);
    let sceptic = scene.applicant();
    let field = format!("{}/type", sketch.coordinator_item());
    let dispute = filed(&mut scene, &listed, sceptic, &field);
    scene.given(scene.officer(), admit(&listed, dispute));
    scene.given(listed.representative, answer(&listed, dispute));
    let decision = scene.given(scene.officer(), uphold(&listed, dispute));
    let level = level_line(&decision);
    assert!(before.is_some() && level.contains("-G1"), "{level}");
    let events = &decision.parts[0].events;
    let assessed = |event: &Event| matches!(event, Event::Cluster(ClusterEvent::LevelAssessed(_)));
    assert!(events.iter().any(|decided| assessed(&decided.event)));
    let restated = changes().stating(says(&field, code("management_company")));
    let decision = scene.given(listed.representative, listed.state(restated));
    assert!(level_line(&decision).contains("+G1"), "{}", level_line(&decision));
    assert!(scene.cluster(listed.cluster).profile.is_open(&item_path("participants/2")));
}
