//! The level is a recorded decision: it follows from a commit and stands in that same commit.

use jiff::civil::date;
use registry_core::Decision;
use registry_core::access::Caller;
use registry_core::command::{
    CorrectAssessment, EnterCluster, ListApplication, NoteLapses, Reassess, WithdrawCluster,
    WithdrawConfirmation,
};
use registry_core::facts::Facts;
use registry_core::profile::changes::Changes;
use registry_core::testing::statements::{code, codes, decimal, number, says};
use registry_core::testing::{Listed, Outcome, Scene, Sketch, level_line};
use registry_events::event::{ClusterEvent, Event, LevelAssessed};
use registry_events::ids::StreamVersion;
use registry_events::level::Level;
use registry_events::stream::{EventRef, StreamId, StreamKind};

use super::rulebook::edition;
use super::{BEFORE, TODAY, changes, one_cluster};

fn sketch() -> Sketch {
    Sketch::small("Белая сосна")
}

fn level(scene: &Scene, listed: &Listed) -> Level {
    scene.cluster(listed.cluster).assessment.as_ref().expect("an assessment").level
}

/// The level of a cluster that is listed with these statements.
fn level_of(changes: Changes) -> Level {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(changes);
    level(&scene, &listed)
}

/// The assessment a decision records, and the event that caused it.
fn assessed(decision: &Decision) -> Option<(&LevelAssessed, Option<&EventRef>)> {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    events.into_iter().find_map(|decided| match &decided.event {
        Event::Cluster(ClusterEvent::LevelAssessed(level)) => Some((level, decided.cause.as_ref())),
        _ => None,
    })
}

#[test]
fn a_cluster_is_initial_from_its_listing_on_and_the_listing_is_the_cause() {
    let mut scene = Scene::small(TODAY);
    let (application, _) = scene.submitted(sketch().minimal());
    let decision = scene.given(scene.officer(), ListApplication { application });
    let (level, cause) = assessed(&decision).expect("an assessment");
    assert_eq!((level.before, level.after), (None, Level::Initial));
    assert_eq!(level.edition.as_str(), "0.9");
    let stream = decision.parts[1].stream.clone();
    assert_eq!(cause, Some(&EventRef { stream, version: StreamVersion(1) }));
}

#[test]
fn a_cluster_is_entered_only_with_every_minimum() {
    let mut scene = Scene::small(TODAY);
    let changes = sketch().participants(9).minimal().without("year_created");
    scene
        .when(scene.officer(), EnterCluster { changes })
        .then_problems(&["minimum.open M4", "minimum.open M8"]);
}

#[test]
fn an_assessment_tells_the_facts_it_rests_on() {
    let mut scene = Scene::small(TODAY);
    let changes = sketch().minimal();
    let decision = scene.given(scene.officer(), EnterCluster { changes });
    let (level, _) = assessed(&decision).expect("an assessment");
    let StreamKind::Cluster(cluster) = decision.parts[0].stream.kind() else {
        panic!("the cluster's part is the first");
    };
    let facts = Facts::of(&scene.cluster(cluster).profile);
    assert_eq!((level.facts_digest, level.facts_version), (facts.digest(), 2));
}

#[test]
fn a_filled_field_raises_the_markers_at_once() {
    let (mut scene, listed) = one_cluster();
    let with_board = listed.state(changes().opening(Sketch::board()));
    let decision = scene.given(listed.representative, with_board);
    insta::assert_snapshot!(level_line(&decision), @"initial → initial: +G3");
    let (_, cause) = assessed(&decision).expect("an assessment");
    let opened = StreamVersion(decision.parts[0].expected.0 + 1);
    assert_eq!(cause.map(|cause| cause.version), Some(opened));
}

#[test]
fn nothing_is_assessed_when_nothing_changed() {
    let (mut scene, listed) = one_cluster();
    let restated = changes().stating(says("employees_total", number(1_900)).on(BEFORE));
    scene.when(listed.representative, listed.state(restated)).then(&["cluster: ClaimsStated"]);
}

#[test]
fn medium_needs_five_of_nine_with_body_and_project_documented() {
    assert_eq!(level_of(sketch().medium()), Level::Medium);
}

/// A minimal cluster with a coordinator and a project as they are made here.
fn governed(body: fn(&Sketch) -> registry_core::profile::changes::OpenInput) -> Changes {
    let sketch = sketch();
    let project = sketch.project("Общая линия", "planned", [2, 3, 4]).documented();
    sketch.minimal().opening(body(&sketch)).opening(project)
}

#[test]
fn a_self_declared_gate_is_not_enough_for_medium() {
    assert_eq!(level_of(governed(Sketch::coordinator)), Level::Initial);
    assert_eq!(level_of(governed(|sketch| sketch.coordinator().documented())), Level::Medium);
    let project = sketch().project("Общая линия", "planned", [2, 3, 4]);
    let undocumented = sketch().minimal().opening(sketch().coordinator().documented());
    assert_eq!(level_of(undocumented.opening(project)), Level::Initial);
}

#[test]
fn four_of_nine_are_not_enough_for_medium() {
    let fewer = |sketch: &Sketch| sketch.coordinator().without("funding_sources").documented();
    assert_eq!(level_of(governed(fewer)), Level::Initial);
}

#[test]
fn five_of_nine_without_a_project_are_not_medium() {
    let changes = sketch()
        .minimal()
        .opening(sketch().coordinator().documented())
        .opening(Sketch::board().documented());
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(changes);
    let met = &scene.cluster(listed.cluster).assessment.as_ref().expect("an assessment").met;
    let beyond: Vec<_> =
        met.iter().map(ToString::to_string).filter(|id| !id.starts_with('M')).collect();
    assert_eq!(beyond, ["G1", "G2", "G3", "G4", "G5"]);
    assert_eq!(level(&scene, &listed), Level::Initial);
}

#[test]
fn half_a_position_is_dedicated_staff_and_less_is_not() {
    let staffed = |fte: &'static str| {
        let body = sketch().coordinator().without("staff_fte");
        let mut scene = Scene::small(TODAY);
        let body = body.says_on(BEFORE, "staff_fte", decimal(fte));
        let listed = scene.listed(sketch().minimal().opening(body));
        let met = &scene.cluster(listed.cluster).assessment.as_ref().expect("one").met;
        met.iter().any(|marker| marker.as_str() == "G4")
    };
    assert!(staffed("0.5"));
    assert!(!staffed("0.499"));
}

/// What comes of a high cluster's confirmations, one after the other.
fn confirmed(changes: Changes, memberships: u32) -> (Scene, Listed) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(changes);
    let officer = sketch().confirmed_by_officer(listed.cluster);
    let targets = officer.targets.iter().take(3 + memberships as usize).cloned().collect();
    scene.given(scene.officer(), registry_core::command::ConfirmClaims { targets, ..officer });
    let participant = scene.representative(1);
    scene.given(participant, sketch().confirmed_by_participant(listed.cluster));
    (scene, listed)
}

#[test]
fn high_needs_gates_confirmed_by_two_parties_and_half_of_the_memberships() {
    let (scene, listed) = confirmed(sketch().high(), 5);
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn the_scene_lists_a_high_cluster() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed_high(&sketch().participants(25));
    assert_eq!(level(&scene, &listed), Level::High);
}

#[test]
fn less_than_half_of_the_memberships_are_not_enough_for_high() {
    let (scene, listed) = confirmed(sketch().high(), 4);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

#[test]
fn one_party_is_not_enough_for_high() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch().high());
    scene.given(scene.officer(), sketch().confirmed_by_officer(listed.cluster));
    assert_eq!(level(&scene, &listed), Level::Medium);
    let participant = scene.representative(1);
    let second = sketch().confirmed_by_participant(listed.cluster);
    let decision = scene.when(participant, second).accepted();
    insta::assert_snapshot!(level_line(&decision), @"medium → high:");
}

#[test]
fn each_gate_of_high_needs_a_second_party() {
    for gate in [sketch().coordinator_item(), sketch().project_item(), sketch().board_item()] {
        let mut scene = Scene::small(TODAY);
        let listed = scene.listed(sketch().high());
        let participant = scene.representative(1);
        let without = |command: registry_core::command::ConfirmClaims| {
            let other = registry_core::command::Target::Item(gate.clone());
            let targets = command.targets.into_iter().filter(|target| *target != other).collect();
            registry_core::command::ConfirmClaims { targets, ..command }
        };
        scene.given(scene.officer(), without(sketch().confirmed_by_officer(listed.cluster)));
        // Without the project nothing is left for the participant, and its membership will do.
        let project = without(sketch().confirmed_by_participant(listed.cluster));
        let left = Some(project).filter(|left| !left.targets.is_empty());
        scene.given(participant, left.unwrap_or_else(|| listed.confirm(["participants/2"])));
        assert_eq!(level(&scene, &listed), Level::Medium, "without {gate}");
    }
}

#[test]
fn high_needs_eight_of_nine() {
    let edit = |field: &'static str| {
        let mut changes = sketch().high();
        changes.open = changes.open.into_iter().map(|open| open.without(field)).collect();
        changes
    };
    let (scene, listed) = confirmed(edit("budget"), 5);
    assert_eq!(level(&scene, &listed), Level::High, "eight");
    let mut seven = edit("budget");
    seven.open = seven.open.into_iter().map(|open| open.without("funding_sources")).collect();
    let (scene, listed) = confirmed(seven, 5);
    assert_eq!(level(&scene, &listed), Level::Medium, "seven");
}

#[test]
fn a_planned_project_is_no_gate_of_high() {
    let mut changes = sketch().high();
    let planned = |open: registry_core::profile::changes::OpenInput| match open.collection.as_str()
    {
        "projects" => open.without("stage").says("stage", code("planned")).documented(),
        _ => open,
    };
    changes.open = changes.open.into_iter().map(planned).collect();
    let (scene, listed) = confirmed(changes, 5);
    assert_eq!(level(&scene, &listed), Level::Medium);
}

/// A high cluster and what comes of a command.
fn from_high(act: impl FnOnce(&mut Scene, &Listed) -> Outcome) -> (String, Decision) {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed_high(&sketch());
    let decision = act(&mut scene, &listed).accepted();
    (level_line(&decision), decision)
}

#[test]
fn the_level_falls_when_a_confirmation_is_taken_back() {
    let (line, decision) = from_high(|scene, listed| {
        let stage = registry_core::testing::statements::path("projects/13/stage");
        let profile = &scene.cluster(listed.cluster).profile;
        let officer = scene.officer();
        let given = &profile.claim(&stage).expect("the project").support.confirmations;
        let given = given.iter().find(|given| given.account == officer.account).expect("one");
        let (cluster, confirmation) = (listed.cluster, given.version);
        let reason = "Оригинал оказался черновиком".into();
        // The participant's confirmation of the project stands, so the gate still holds.
        scene.when(officer, WithdrawConfirmation { cluster, confirmation, reason })
    });
    assert_eq!((line.as_str(), decision.parts[0].events.len()), ("", 1));

    let (line, _) = from_high(|scene, listed| {
        let membership = registry_core::testing::statements::path("participants/2/organisation");
        let profile = &scene.cluster(listed.cluster).profile;
        let confirmation = profile.claim(&membership).expect("it").support.confirmations[0].version;
        let (cluster, reason) = (listed.cluster, "Ошибка".into());
        scene.when(scene.officer(), WithdrawConfirmation { cluster, confirmation, reason })
    });
    insta::assert_snapshot!(line, @"high → medium:");
}

#[test]
fn an_open_minimum_blocks_medium_and_high() {
    let (line, _) = from_high(|scene, listed| {
        scene.when(listed.representative, listed.state(changes().closing("participants/11")))
    });
    insta::assert_snapshot!(line, @"high → initial: -M8");
}

#[test]
fn the_level_returns_when_the_tenth_participant_joins() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch().medium());
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    assert_eq!(level(&scene, &listed), Level::Initial);
    let joins = changes().opening(Sketch::participant_of(30, "large"));
    let decision = scene.given(listed.representative, listed.state(joins));
    insta::assert_snapshot!(level_line(&decision), @"initial → medium: +M8");
}

#[test]
fn a_restated_gate_keeps_the_level_for_ninety_days_and_no_longer() {
    let (line, _) = from_high(|scene, listed| {
        let restated = says("governing_bodies/12/type", code("management_company")).documented();
        let decision =
            scene.given(listed.representative, listed.state(changes().stating(restated)));
        assert_eq!(level_line(&decision), "");
        scene.on(date(2026, 6, 1));
        scene.when(Caller::PROGRAM, NoteLapses { cluster: listed.cluster })
    });
    insta::assert_snapshot!(line, @"high → medium:");
}

#[test]
fn adopting_a_rulebook_assesses_nobody_and_reassessing_records_who_fares_otherwise() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch().medium());
    let stricter = edition("0.91", |text| text.replace("markers_min = 5", "markers_min = 6"));
    scene
        .when(scene.administrator(), stricter)
        .then(&["registry: EditionTextRecorded, EditionAdopted"]);
    assert_eq!(level(&scene, &listed), Level::Medium);

    let reassess = Reassess { cluster: listed.cluster };
    let decision =
        scene.when(scene.administrator(), reassess.clone()).then(&["cluster: LevelAssessed"]);
    insta::assert_snapshot!(level_line(&decision), @"medium → initial:");
    let (assessed, cause) = assessed(&decision).expect("an assessment");
    assert_eq!(assessed.edition.as_str(), "0.91");
    // The adoption is the last event of the registry's stream.
    let stream = StreamId::registry();
    let version = scene.load(&stream).version;
    assert_eq!(cause, Some(&EventRef { stream, version }));
    scene.when(scene.administrator(), reassess).then_rejected("assessment.unchanged");
}

#[test]
fn a_cluster_that_fares_the_same_under_a_new_edition_is_assessed_under_it_all_the_same() {
    let (mut scene, listed) = one_cluster();
    let same = edition("0.91", |text| text.replace("markers_min = 5", "markers_min = 6"));
    scene.given(scene.administrator(), same);
    let decision = scene.given(scene.administrator(), Reassess { cluster: listed.cluster });
    insta::assert_snapshot!(level_line(&decision), @"initial → initial:");
}

#[test]
fn whatever_happens_after_an_edition_was_adopted_is_assessed_under_it() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(sketch().medium());
    let wider =
        edition("0.91", |text| text.replace("participants_min = 10", "participants_min = 11"));
    scene.given(scene.administrator(), wider);
    let restated = changes().stating(says("employees_total", number(1_900)).on(BEFORE));
    let decision = scene.given(listed.representative, listed.state(restated));
    insta::assert_snapshot!(level_line(&decision), @"medium → initial: -M8");
}

#[test]
fn markers_that_an_edition_no_longer_has_are_lost() {
    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().opening(Sketch::board())));
    let other = edition("0.91", |text| text.replace("\"G3\"", "\"G9\""));
    scene.given(scene.administrator(), other);
    let decision = scene.given(scene.administrator(), Reassess { cluster: listed.cluster });
    insta::assert_snapshot!(level_line(&decision), @"initial → initial: +G9 -G3");
}

#[test]
fn a_withdrawn_cluster_is_not_assessed() {
    let (mut scene, listed) = one_cluster();
    let (cluster, reason) = (listed.cluster, "Кластер распущен".into());
    scene.given(scene.officer(), WithdrawCluster { cluster, reason, expected: None });
    let stricter = edition("0.91", |text| text.replace("markers_min = 5", "markers_min = 6"));
    scene.given(scene.administrator(), stricter);
    scene.when(scene.administrator(), Reassess { cluster }).then_rejected("assessment.unchanged");
}

#[test]
fn a_correction_names_an_assessment_and_says_why() {
    let (mut scene, listed) = one_cluster();
    let last = scene.load(&StreamId::cluster(listed.cluster)).version;
    scene.given(listed.representative, listed.state(changes().opening(Sketch::board())));
    let correct = |assessment, reason: &str| CorrectAssessment {
        cluster: listed.cluster,
        assessment,
        reason: reason.into(),
    };
    let administrator = scene.administrator();
    scene
        .when(administrator, correct(last, "Ошибка в программе 0.1"))
        .then(&["cluster: AssessmentCorrected"]);
    scene.when(administrator, correct(last, " ")).then_problems(&["/reason reason.needed"]);
    for other in [0, last.0 - 1, last.0 + 1, last.0 + 99] {
        scene
            .when(administrator, correct(StreamVersion(other), "Ошибка"))
            .then_rejected("not-found");
    }
}

/// The same cluster as if the program had once recorded a level that wasn't due.
fn wrongly_medium(scene: &mut Scene, listed: &Listed) -> StreamVersion {
    let stream = StreamId::cluster(listed.cluster);
    let wider =
        edition("0.91", |text| text.replace("participants_min = 10", "participants_min = 9"));
    scene.given(scene.administrator(), wider);
    let reassess = Reassess { cluster: listed.cluster };
    let mut decision = scene.decide(scene.administrator(), &reassess.into()).expect("a decision");
    let Event::Cluster(ClusterEvent::LevelAssessed(wrong)) = &mut decision.parts[0].events[0].event
    else {
        panic!("an assessment");
    };
    wrong.after = Level::Medium;
    scene.record(&decision);
    scene.load(&stream).version
}

#[test]
fn a_corrected_assessment_is_followed_by_the_level_that_is_due() {
    let (mut scene, listed) = one_cluster();
    let wrong = wrongly_medium(&mut scene, &listed);
    assert_eq!(level(&scene, &listed), Level::Medium);
    let correct = CorrectAssessment {
        cluster: listed.cluster,
        assessment: wrong,
        reason: "Ошибка в программе 0.1".into(),
    };
    let decision = scene
        .when(scene.administrator(), correct)
        .then(&["cluster: AssessmentCorrected, LevelAssessed"]);
    insta::assert_snapshot!(level_line(&decision), @"medium → initial:");
    let (_, cause) = assessed(&decision).expect("an assessment");
    let correction = StreamVersion(wrong.0 + 1);
    assert_eq!(cause.map(|cause| cause.version), Some(correction));
    assert_eq!(level(&scene, &listed), Level::Initial);
}

#[test]
fn spheres_count_over_all_projects_of_the_cluster() {
    let (mut scene, listed) = one_cluster();
    let project = |title: &str, sphere| {
        let project = sketch().project(title, "planned", [2, 3, 4]).without("spheres");
        listed.state(changes().opening(project.says("spheres", codes([sphere]))))
    };
    let decision = scene.given(listed.representative, project("Первый", "rnd"));
    insta::assert_snapshot!(level_line(&decision), @"initial → initial: +P1");
    scene.given(listed.representative, project("Второй", "rnd"));
    let decision = scene.given(listed.representative, project("Третий", "design"));
    insta::assert_snapshot!(level_line(&decision), @"initial → initial: +P3");
}

#[test]
fn any_of_budget_dates_and_result_tells_more_of_a_project() {
    for (field, value) in [
        ("budget", registry_core::testing::statements::roubles(5)),
        ("results", registry_core::testing::statements::texts(["Линия работает"])),
        ("start", registry_core::testing::statements::day(TODAY)),
        ("end", registry_core::testing::statements::day(BEFORE)),
    ] {
        let (mut scene, listed) = one_cluster();
        let project = sketch().project("Линия", "planned", [2, 3, 4]).says(field, value);
        let decision = scene.given(listed.representative, listed.state(changes().opening(project)));
        assert_eq!(level_line(&decision), "initial → initial: +P1 +P4", "{field}");
    }
}
