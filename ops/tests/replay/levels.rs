//! `clustermap replay --reassess`, over assessments that are right, wrong, and corrected.

use registry_core::assessment::assessed;
use registry_core::editions::SHIPPED;
use registry_core::facts::Facts;
use registry_core::profile::Profile;
use registry_core::rulebook::Rulebook;
use registry_events::claim::{Claim, ClaimKind, Source, Stated};
use registry_events::edition::EditionKind;
use registry_events::event::{
    AssessmentCorrected, ClaimsStated, ClusterListed, Event, LevelAssessed,
};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::level::Level;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text, Value};

use crate::assert_ran;
use crate::support::Folder;
use crate::support::log::record;

fn cluster() -> StreamId {
    StreamId::cluster(ClusterId::from_random([1, 2, 3, 4, 5]))
}

/// What the shipped rulebook says of a cluster that states nothing.
fn right() -> LevelAssessed {
    let shipped = SHIPPED.iter().find(|shipped| shipped.kind == EditionKind::Rulebook);
    let rulebook = Rulebook::parse(shipped.expect("a rulebook").text).expect("it parses");
    assessed(&rulebook, &Facts::of(&Profile::default()), None).expect("a first assessment")
}

fn listed_with(assessment: LevelAssessed) -> Folder {
    let folder = Folder::with_registry();
    let events: [Event; 2] = [ClusterListed { application: None }.into(), assessment.into()];
    record(&folder, &cluster(), 0, &events);
    folder
}

#[test]
fn a_level_that_follows_from_its_edition_agrees() {
    let folder = listed_with(right());
    let ran = folder.run(&["replay", "--reassess"]);
    assert_ran!(ran.data(), @r"
    cards          [digest]
    histories      [digest]
    levels         [digest]
    register       [digest]
    organisations  [digest]
    regions        [digest]
    editions       [digest]
    bulletins      [digest]
    estimates      [digest]
    publications   [digest]
    enquiries      [digest]
    reports        [digest]
    proposals      [digest]
    expected       [digest]
    masked         [digest]
    forgotten      [digest]
    times          [digest]
    all            [digest]
    assessments  1
    agreeing     1
    corrected    0
    differing    0
    ");
}

#[test]
fn a_level_that_does_not_follow_is_found_until_it_is_corrected() {
    let folder = listed_with(LevelAssessed { after: Level::High, ..right() });
    let ran = folder.run(&["replay", "--reassess"]);
    assert_eq!(ran.code(), Some(1));
    assert_ran!(ran.stderr(), @r"
    replayed to position 13
    cluster 0410610549, version 2, position 13: level none to high recorded, none to initial recomputed
    error: recorded levels that differ from what their edition says, uncorrected: 1
    ");

    let reason = "the edition was misread".into();
    let corrected = AssessmentCorrected { assessment: StreamVersion(2), reason };
    record(&folder, &cluster(), 2, &[corrected.into()]);
    let ran = folder.run(&["replay", "--reassess"]);
    assert_ran!(ran.data(), @r"
    cards          [digest]
    histories      [digest]
    levels         [digest]
    register       [digest]
    organisations  [digest]
    regions        [digest]
    editions       [digest]
    bulletins      [digest]
    estimates      [digest]
    publications   [digest]
    enquiries      [digest]
    reports        [digest]
    proposals      [digest]
    expected       [digest]
    masked         [digest]
    forgotten      [digest]
    times          [digest]
    all            [digest]
    assessments  1
    agreeing     0
    corrected    1
    differing    0
    ");
}

#[test]
fn a_level_that_was_due_and_never_recorded_is_found() {
    let folder = listed_with(right());
    let stated = Claim {
        path: FieldPath::of_cluster(Code::literal("official_name")),
        stated: Stated::Value(Value::Text(Text::ru("Белая сосна (демо)"))),
        kind: ClaimKind::Change,
        described_on: None,
        source: Source::OWN,
        evidence: Vec::new(),
        holds_until: None,
        awaits_until: None,
        replaces: None,
    };
    record(&folder, &cluster(), 2, &[ClaimsStated { claims: vec![stated] }.into()]);
    let ran = folder.run(&["replay", "--reassess"]);
    assert_eq!(ran.code(), Some(1));
    assert!(
        ran.stderr().contains("version 3, position 14: an assessment is due"),
        "{}",
        ran.stderr()
    );
}
