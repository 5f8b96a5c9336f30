//! Merger: a cluster becomes part of another one.

use jiff::civil::date;
use registry_core::command::{
    EnterCluster, MergeClusters, ResumeCluster, SuspendCluster, WithdrawCluster,
};
use registry_core::state::Standing;
use registry_core::testing::statements::{says, year};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{ClusterId, StreamVersion};

use super::rulebook::edition;
use super::{BEFORE, TODAY, changes};

/// Two listed clusters.
fn two() -> (Scene, Listed, Listed) {
    let mut scene = Scene::small(TODAY);
    let source = scene.listed(Sketch::small("Белая сосна").minimal());
    let target = scene.listed(Sketch::small("Тёплый дом").organisations_from(21).minimal());
    (scene, source, target)
}

fn merge(source: &Listed, target: &Listed) -> MergeClusters {
    MergeClusters {
        cluster: source.cluster,
        into: target.cluster,
        merged_on: BEFORE,
        reason: "Решение обоих собраний".into(),
        expected: None,
    }
}

const MERGED: [&str; 3] =
    ["cluster: ClusterMerged", "name: NameReleased", "cluster: ClusterAbsorbed"];

#[test]
fn a_merged_cluster_gives_its_name_back_and_both_records_say_so() {
    let (mut scene, source, target) = two();
    let decision = scene.when(scene.officer(), merge(&source, &target)).then(&MERGED);
    assert_eq!(scene.cluster(source.cluster).standing, Standing::Merged(target.cluster));
    assert_eq!(scene.cluster(target.cluster).standing, Standing::Listed);
    let Event::Cluster(ClusterEvent::ClusterAbsorbed(absorbed)) =
        &decision.parts[2].events[0].event
    else {
        panic!("the target's part");
    };
    assert_eq!((absorbed.cluster, absorbed.merged_on), (source.cluster, BEFORE));
    let again = Sketch::small("Белая сосна").organisations_from(41).minimal();
    scene.when(scene.officer(), EnterCluster { changes: again }).accepted();
}

#[test]
fn a_merger_moves_no_level_even_when_one_is_due() {
    let (mut scene, source, target) = two();
    let stricter =
        edition("0.91", |text| text.replace("participants_min = 10", "participants_min = 11"));
    scene.given(scene.administrator(), stricter);
    scene.when(scene.officer(), merge(&source, &target)).then(&MERGED);
}

#[test]
fn a_merged_cluster_is_done() {
    let (mut scene, source, target) = two();
    scene.given(scene.officer(), merge(&source, &target));
    let officer = scene.officer();
    let (cluster, reason, expected) = (source.cluster, String::from("Решение"), None);
    let code = "cluster.merged";
    scene.when(officer, merge(&source, &target)).then_rejected(code);
    let withdraw = WithdrawCluster { cluster, reason: reason.clone(), expected };
    scene.when(source.representative, withdraw).then_rejected(code);
    let suspend = SuspendCluster { cluster, reason: reason.clone(), expected };
    scene.when(officer, suspend).then_rejected(code);
    let resume = ResumeCluster { cluster, reason, expected };
    scene.when(officer, resume).then_rejected("cluster.not-suspended");
    let restated = source.state(changes().stating(says("year_created", year(2011))));
    scene.when(source.representative, restated).then_rejected(code);
    scene.when(officer, source.confirm(["participants/2"])).then_rejected(code);
    scene.when(officer, merge(&target, &source)).then_rejected("cluster.target-not-listed");
}

#[test]
fn both_are_on_the_register() {
    let (mut scene, source, target) = two();
    let officer = scene.officer();
    let suspend =
        |cluster| SuspendCluster { cluster, reason: "Решение".into(), expected: None };
    let resume =
        |cluster| ResumeCluster { cluster, reason: "Решение".into(), expected: None };
    scene.given(officer, suspend(target.cluster));
    scene.when(officer, merge(&source, &target)).then_rejected("cluster.target-not-listed");
    scene.given(officer, resume(target.cluster));
    scene.given(officer, suspend(source.cluster));
    scene.when(officer, merge(&source, &target)).then_rejected("cluster.suspended");
    let nowhere = ClusterId::from_random([9; 5]);
    let to_nowhere = MergeClusters { into: nowhere, ..merge(&source, &target) };
    scene.when(officer, to_nowhere).then_rejected("not-found");
    let from_nowhere = MergeClusters { cluster: nowhere, ..merge(&source, &target) };
    scene.when(officer, from_nowhere).then_rejected("not-found");
}

#[test]
fn a_merger_has_a_reason_a_day_that_was_and_another_cluster() {
    let (mut scene, source, target) = two();
    let officer = scene.officer();
    let silent = MergeClusters { reason: " ".into(), ..merge(&source, &target) };
    scene.when(officer, silent).then_problems(&["/reason reason.needed"]);
    let ahead = MergeClusters { merged_on: date(2026, 3, 3), ..merge(&source, &target) };
    scene.when(officer, ahead).then_problems(&["/merged_on date.in-future 2026-03-03"]);
    let itself = merge(&source, &source);
    scene.when(officer, itself).then_problems(&["/into cluster.merged-into-itself"]);
    let expected = Some(StreamVersion(1));
    let passed = MergeClusters { expected, ..merge(&source, &target) };
    scene.when(officer, passed).then_rejected("version.passed");
}
