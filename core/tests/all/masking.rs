//! What is hidden by law: it counts as before, and the rules know when it is hidden.

use registry_core::command::{LiftMask, MaskValue};
use registry_core::facts::Facts;
use registry_core::rejection::Rejection;
use registry_core::testing::statements::{path, says, year};
use registry_core::testing::{Listed, Scene};
use registry_events::claim::{Absence, Stated};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;

use super::{changes, one_cluster};

fn mask(listed: &Listed, field: &str) -> MaskValue {
    MaskValue {
        cluster: listed.cluster,
        path: path(field),
        version: None,
        law: "149-ФЗ, статья 10".into(),
        reason: "Решение суда".into(),
        expected: None,
    }
}

fn lift(listed: &Listed, mask: StreamVersion) -> LiftMask {
    LiftMask {
        cluster: listed.cluster, mask, reason: "Суд отменил".into(), expected: None
    }
}

fn version(scene: &Scene, listed: &Listed) -> StreamVersion {
    scene.load(&StreamId::cluster(listed.cluster)).version
}

fn stated_at(scene: &Scene, listed: &Listed, field: &str) -> StreamVersion {
    let profile = &scene.cluster(listed.cluster).profile;
    profile.claim(&path(field)).expect("a claim").version
}

#[test]
fn a_value_is_masked_in_the_clusters_own_stream_once() {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), mask(&listed, "summary")).then(&["cluster: ValueMasked"]);
    scene.when(scene.officer(), mask(&listed, "summary")).then_rejected("mask.already");
}

#[test]
fn a_mask_changes_no_fact_and_no_level() {
    let (mut scene, listed) = one_cluster();
    let facts = |scene: &Scene| Facts::of(&scene.cluster(listed.cluster).profile).canonical();
    let before = facts(&scene);
    for field in ["official_name", "year_created", "summary", "regions", "employees_total"] {
        scene.when(scene.officer(), mask(&listed, field)).then(&["cluster: ValueMasked"]);
    }
    assert_eq!(facts(&scene), before);
}

#[test]
fn a_lifted_mask_hides_nothing_and_can_be_set_again() {
    let (mut scene, listed) = one_cluster();
    let set = version(&scene, &listed).next();
    scene.given(scene.officer(), mask(&listed, "year_created"));
    scene.when(scene.officer(), lift(&listed, set)).then(&["cluster: MaskLifted"]);
    assert!(scene.cluster(listed.cluster).profile.masks().are_none());
    scene.when(scene.officer(), lift(&listed, set)).then_rejected("not-found");
    scene.when(scene.officer(), mask(&listed, "year_created")).then(&["cluster: ValueMasked"]);
}

#[test]
fn one_statement_is_masked_by_its_version_and_a_later_one_is_not() {
    let (mut scene, listed) = one_cluster();
    let first = stated_at(&scene, &listed, "year_created");
    let masked = MaskValue { version: Some(first), ..mask(&listed, "year_created") };
    let over = |scene: &Scene| {
        let now = stated_at(scene, &listed, "year_created");
        scene.cluster(listed.cluster).profile.masks().over(&path("year_created"), now).is_some()
    };
    scene.given(scene.officer(), masked.clone());
    assert!(over(&scene));
    let corrected = says("year_created", year(2011)).replacing(first.0);
    scene.given(listed.representative, listed.state(changes().stating(corrected)));
    assert!(!over(&scene));
    scene.when(scene.officer(), masked.clone()).then_rejected("mask.already");
    scene.when(scene.officer(), mask(&listed, "year_created")).then(&["cluster: ValueMasked"]);
}

#[test]
fn what_nobody_stated_is_not_masked() {
    let (mut scene, listed) = one_cluster();
    scene.when(scene.officer(), mask(&listed, "awards")).then_rejected("not-found");
    let never = MaskValue { version: Some(StreamVersion(9_999)), ..mask(&listed, "summary") };
    scene.when(scene.officer(), never).then_rejected("not-found");
}

#[test]
fn a_representative_masks_nothing() {
    let (mut scene, listed) = one_cluster();
    scene.when(listed.representative, mask(&listed, "summary")).then_rejected("access.role");
}

#[test]
fn what_is_masked_alone_is_not_said_again_and_its_whole_field_may_be() {
    let (mut scene, listed) = one_cluster();
    let first = stated_at(&scene, &listed, "year_created");
    let one = MaskValue { version: Some(first), ..mask(&listed, "year_created") };
    let said = scene.cluster(listed.cluster).profile.claim(&path("year_created")).expect("a claim");
    let year_said = said.claim.stated.value().expect("a year").clone();
    let again = says("year_created", year_said).replacing(first.0);
    let again = listed.state(changes().stating(again));
    scene.given(scene.officer(), one);
    scene
        .when(listed.representative, again.clone())
        .then_problems(&["/claims/0 claim.masked year_created"]);
    scene.given(scene.officer(), mask(&listed, "year_created"));
    scene.when(listed.representative, again).accepted();
}

#[test]
fn a_refusal_does_not_tell_what_is_masked() {
    let (mut scene, listed) = one_cluster();
    scene.given(scene.officer(), mask(&listed, "year_created"));
    let stale = says("year_created", year(2011)).replacing(1);
    let refused =
        scene.when(listed.representative, listed.state(changes().stating(stale))).rejected();
    let Rejection::ClaimReplaced { current, .. } = refused else { panic!("{refused:?}") };
    assert_eq!(current.as_deref(), Some(&Stated::Absent(Absence::Withheld)));
}
