//! Where a cluster stands: suspended, resumed, withdrawn.

use registry_core::command::{ResumeCluster, SuspendCluster, WithdrawCluster};
use registry_core::state::Standing;
use registry_core::testing::statements::{says, year};
use registry_core::testing::{Listed, Scene, level_line};
use registry_events::ids::{ClusterId, StreamVersion};

use super::rulebook::edition;
use super::{changes, one_cluster};

const WHY: &str = "Решение суда";

fn suspend(cluster: ClusterId) -> SuspendCluster {
    SuspendCluster { cluster, reason: WHY.into(), expected: None }
}

fn resume(cluster: ClusterId) -> ResumeCluster {
    ResumeCluster { cluster, reason: WHY.into(), expected: None }
}

fn withdraw(cluster: ClusterId) -> WithdrawCluster {
    WithdrawCluster { cluster, reason: WHY.into(), expected: None }
}

fn suspended() -> (Scene, Listed) {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), suspend(listed.cluster)).then(&["cluster: ClusterSuspended"]);
    (scene, listed)
}

#[test]
fn a_suspended_cluster_takes_no_claims_and_no_confirmations() {
    let (mut scene, listed) = suspended();
    let restated = listed.state(changes().stating(says("year_created", year(2011))));
    scene.when(listed.representative, restated.clone()).then_rejected("cluster.suspended");
    scene.when(scene.officer(), restated).then_rejected("cluster.suspended");
    scene
        .when(scene.officer(), listed.confirm(["participants/2"]).having_seen())
        .then_rejected("cluster.suspended");
}

#[test]
fn a_cluster_is_suspended_once() {
    let (mut scene, listed) = suspended();
    scene.when(scene.officer(), suspend(listed.cluster)).then_rejected("cluster.suspended");
}

#[test]
fn a_resumed_cluster_takes_claims_again() {
    let (mut scene, listed) = suspended();
    scene.when(scene.officer(), resume(listed.cluster)).then(&["cluster: ClusterResumed"]);
    let restated = listed.state(changes().stating(says("year_created", year(2011))));
    scene.when(listed.representative, restated).then(&["cluster: ClaimsStated"]);
}

#[test]
fn only_a_suspended_cluster_is_resumed() {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), resume(listed.cluster)).then_rejected("cluster.not-suspended");
    scene.given(scene.officer(), withdraw(listed.cluster));
    scene.when(scene.officer(), resume(listed.cluster)).then_rejected("cluster.not-suspended");
}

#[test]
fn a_resumed_cluster_is_assessed_under_the_edition_in_force() {
    let (mut scene, listed) = suspended();
    let stricter =
        edition("0.91", |text| text.replace("participants_min = 10", "participants_min = 11"));
    scene.given(scene.administrator(), stricter);
    let decision = scene.given(scene.officer(), resume(listed.cluster));
    insta::assert_snapshot!(level_line(&decision), @"initial → initial: -M8");
}

#[test]
fn a_cluster_leaves_at_its_own_request_or_by_an_officer() {
    for by_officer in [false, true] {
        let (mut scene, listed) = one_cluster();
        let caller = if by_officer { scene.officer() } else { listed.representative };
        scene
            .when(caller, withdraw(listed.cluster))
            .then(&["cluster: ClusterWithdrawn", "name: NameReleased"]);
        assert_eq!(scene.cluster(listed.cluster).standing, Standing::Withdrawn);
    }
}

#[test]
fn a_suspended_cluster_may_leave() {
    let (mut scene, listed) = suspended();
    scene
        .when(listed.representative, withdraw(listed.cluster))
        .then(&["cluster: ClusterWithdrawn", "name: NameReleased"]);
}

#[test]
fn a_withdrawn_cluster_is_done() {
    let (mut scene, listed) = one_cluster();
    scene.given(scene.officer(), withdraw(listed.cluster));
    scene.when(scene.officer(), withdraw(listed.cluster)).then_rejected("cluster.withdrawn");
    scene.when(scene.officer(), suspend(listed.cluster)).then_rejected("cluster.withdrawn");
    let restated = listed.state(changes().stating(says("year_created", year(2011))));
    scene.when(listed.representative, restated).then_rejected("cluster.withdrawn");
    scene
        .when(scene.officer(), listed.confirm(["participants/2"]).having_seen())
        .then_rejected("cluster.withdrawn");
}

#[test]
fn a_reason_is_given() {
    let (mut scene, listed) = one_cluster();
    let (officer, cluster) = (scene.officer(), listed.cluster);
    let silent = || String::from("  ");
    let problem = ["/reason reason.needed"];
    scene
        .when(officer, SuspendCluster { reason: silent(), ..suspend(cluster) })
        .then_problems(&problem);
    scene
        .when(officer, ResumeCluster { reason: silent(), ..resume(cluster) })
        .then_problems(&problem);
    scene
        .when(officer, WithdrawCluster { reason: "я".repeat(2_001), ..withdraw(cluster) })
        .then_problems(&["/reason text.too-long 2000 2001"]);
    let turned = String::from("Решение \u{202e}адус");
    scene
        .when(officer, WithdrawCluster { reason: turned, ..withdraw(cluster) })
        .then_problems(&["/reason text.control-character"]);
}

#[test]
fn what_was_decided_on_another_version_is_refused() {
    let (mut scene, listed) = one_cluster();
    let (officer, cluster) = (scene.officer(), listed.cluster);
    let expected = Some(StreamVersion(1));
    scene
        .when(officer, SuspendCluster { expected, ..suspend(cluster) })
        .then_rejected("version.passed");
    scene
        .when(officer, ResumeCluster { expected, ..resume(cluster) })
        .then_rejected("version.passed");
    scene
        .when(officer, WithdrawCluster { expected, ..withdraw(cluster) })
        .then_rejected("version.passed");
}

#[test]
fn a_cluster_that_was_never_listed_does_not_exist() {
    let (mut scene, listed) = one_cluster();
    let officer = scene.officer();
    let nowhere = ClusterId::from_random([9; 5]);
    scene.when(officer, suspend(nowhere)).then_rejected("not-found");
    scene.when(officer, resume(nowhere)).then_rejected("not-found");
    scene.when(officer, withdraw(nowhere)).then_rejected("not-found");
    let elsewhere = Listed { cluster: nowhere, ..listed };
    let restated = elsewhere.state(changes().stating(says("year_created", year(2011))));
    scene.when(officer, restated).then_rejected("not-found");
    scene.when(officer, elsewhere.confirm(["participants/2"])).then_rejected("not-found");
}
