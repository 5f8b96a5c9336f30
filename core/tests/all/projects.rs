//! Rule S8: a joint project involves at least three participants of the cluster who share its costs.

use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::testing::statements::{code, day, flag, items, labelled, says};
use registry_core::testing::{Listed, Outcome, Scene, Sketch};
use registry_events::claim::Absence;
use registry_events::event::{Event, ProfileEvent};

use super::{BEFORE, TODAY, changes, one_cluster};

/// A planned project of these participants.
fn project(participants: impl IntoIterator<Item = u32>) -> OpenInput {
    Sketch::small("").project("Общая линия", "planned", participants)
}

/// What comes of stating this of a cluster with participants 2 to 11.
fn stated(changes: Changes) -> Outcome {
    let (mut scene, listed) = one_cluster();
    scene.when(listed.representative, listed.state(changes))
}

/// A cluster with project 12 of participants 2, 3 and 4.
fn with_project() -> (Scene, Listed) {
    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().opening(project([2, 3, 4]))));
    (scene, listed)
}

#[test]
fn a_project_with_two_participants_is_rejected_with_the_reason() {
    let outcome = stated(changes().opening(project([2, 3])));
    outcome.then_problems(&["/open/0 project.too-few-participants 2"]);
}

#[test]
fn a_project_with_three_participants_is_accepted() {
    let outcome = stated(changes().opening(project([2, 3, 4])));
    outcome.then(&["cluster: ItemOpened, LevelAssessed"]);
}

#[test]
fn a_project_with_three_participants_of_whom_one_is_no_participant_is_rejected() {
    let outcome = stated(changes().opening(project([2, 3, 99])));
    outcome.then_problems(&["/open/0 project.not-a-participant participants/99"]);
}

#[test]
fn another_item_of_the_cluster_is_no_participant() {
    // Item 1 is the contact.
    let outcome = stated(changes().opening(project([1, 2, 3])));
    outcome.then_problems(&["/open/0 project.not-a-participant participants/1"]);
}

#[test]
fn a_participant_who_has_left_takes_part_in_no_new_project() {
    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().closing("participants/4")));
    let outcome =
        scene.when(listed.representative, listed.state(changes().opening(project([2, 3, 4]))));
    outcome.then_problems(&["/open/0 project.not-a-participant participants/4"]);
}

#[test]
fn a_participant_named_three_times_is_one_participant() {
    let outcome = stated(changes().opening(project([2, 2, 2])));
    outcome.then_problems(&["/open/0/claims/3/value list.repeats"]);
}

#[test]
fn a_project_whose_costs_are_not_shared_is_rejected() {
    let alone = project([2, 3, 4]).without("cost_sharing").says("cost_sharing", flag(false));
    stated(changes().opening(alone)).then_problems(&["/open/0 project.costs-not-shared"]);
}

#[test]
fn a_project_must_say_who_shares_its_costs() {
    let silent = project([2, 3, 4]).without("cost_sharing").without("participants");
    stated(changes().opening(silent)).then_problems(&[
        "/open/0 item.field-needed participants",
        "/open/0 item.field-needed cost_sharing",
    ]);
}

#[test]
fn an_implemented_project_needs_a_result() {
    let implemented = project([2, 3, 4]).without("stage").says("stage", code("implemented"));
    stated(changes().opening(implemented.clone()))
        .then_problems(&["/open/0 project.implemented-without-result"]);
    let empty =
        implemented.clone().says("results", registry_events::value::Value::Texts(Vec::new()));
    stated(changes().opening(empty)).then_problems(&["/open/0/claims/5/value list.too-few 1 0"]);
    let long = "я".repeat(501);
    let long =
        implemented.clone().says("results", registry_core::testing::statements::texts([&long]));
    stated(changes().opening(long))
        .then_problems(&["/open/0/claims/5/value text.too-long 500 501"]);
    let with_result =
        implemented.says("results", registry_core::testing::statements::texts(["Линия работает"]));
    stated(changes().opening(with_result)).then(&["cluster: ItemOpened, LevelAssessed"]);
}

#[test]
fn a_result_that_is_not_provided_is_none() {
    let implemented = project([2, 3, 4]).without("stage").says("stage", code("implemented"));
    stated(changes().opening(implemented.says("results", Absence::NotProvided)))
        .then_problems(&["/open/0 project.implemented-without-result"]);
}

#[test]
fn a_project_does_not_end_before_it_starts() {
    let dated = |start, end| project([2, 3, 4]).says("start", day(start)).says("end", day(end));
    stated(changes().opening(dated(TODAY, BEFORE)))
        .then_problems(&["/open/0 project.ends-before-it-starts"]);
    stated(changes().opening(dated(TODAY, TODAY))).then(&["cluster: ItemOpened, LevelAssessed"]);
}

#[test]
fn everything_that_is_wrong_with_a_project_is_said_at_once() {
    let wrong = Sketch::small("")
        .project("Общая линия", "implemented", [2, 99])
        .without("cost_sharing")
        .says("cost_sharing", flag(false))
        .says("start", day(TODAY))
        .says("end", day(BEFORE));
    stated(changes().opening(wrong)).then_problems(&[
        "/open/0 project.too-few-participants 2",
        "/open/0 project.not-a-participant participants/99",
        "/open/0 project.costs-not-shared",
        "/open/0 project.ends-before-it-starts",
        "/open/0 project.implemented-without-result",
    ]);
}

#[test]
fn a_participant_of_an_open_project_can_not_be_closed_and_the_project_is_named() {
    let (mut scene, listed) = with_project();
    let outcome =
        scene.when(listed.representative, listed.state(changes().closing("participants/3")));
    outcome.then_problems(&["/close/0 item.referenced projects/12"]);
}

#[test]
fn a_participant_leaves_together_with_its_project() {
    let (mut scene, listed) = with_project();
    let both = changes().closing("participants/3").closing("projects/12");
    let outcome = scene.when(listed.representative, listed.state(both));
    outcome.then(&["cluster: ItemClosed ×2, LevelAssessed, RequirementOpened"]);
}

#[test]
fn a_participant_leaves_once_the_project_has_another() {
    let (mut scene, listed) = with_project();
    let replaced = changes()
        .stating(says("projects/12/participants", items([2, 4, 5])))
        .closing("participants/3");
    let outcome = scene.when(listed.representative, listed.state(replaced));
    outcome.then(&["cluster: ClaimsStated, ItemClosed, LevelAssessed, RequirementOpened"]);
}

#[test]
fn a_project_is_not_reduced_to_two_participants() {
    let (mut scene, listed) = with_project();
    let fewer = changes().stating(says("projects/12/participants", items([2, 3])));
    let outcome = scene.when(listed.representative, listed.state(fewer));
    outcome.then_problems(&["/claims/0 project.too-few-participants 2"]);
}

#[test]
fn a_project_is_not_left_without_word_of_its_participants() {
    let (mut scene, listed) = with_project();
    let absent = changes().stating(says("projects/12/participants", Absence::Withheld));
    let outcome = scene.when(listed.representative, listed.state(absent));
    outcome.then_problems(&["/claims/0/value claim.needed participants"]);
}

#[test]
fn the_rule_holds_in_an_application_too() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(Sketch::small("Белая сосна").minimal());
    let changes = changes().opening(project([2, 3]));
    let command = registry_core::command::StateApplication { application, changes, expected: None };
    scene.when(applicant, command).then_problems(&["/open/0 project.too-few-participants 2"]);
}

#[test]
fn participants_that_join_with_the_project_are_named_by_their_labels() {
    let joining = |label, number| Sketch::participant_of(number, "small").labelled(label);
    let together = changes()
        .opening(joining("a", 21))
        .opening(joining("b", 22))
        .opening(joining("c", 23))
        .opening(
            project([]).without("participants").says("participants", labelled(["c", "a", "b"])),
        );
    let decision = stated(together).then(&[
        "cluster: ItemOpened ×4, LevelAssessed",
        "organisation ×3: OrganisationRegistered",
        "identifier ×6: IdentifierTaken",
    ]);
    let Event::Profile(ProfileEvent::ItemOpened(opened)) = &decision.parts[0].events[3].event
    else {
        panic!("the project is the fourth item");
    };
    assert_eq!(opened.item.to_string(), "projects/15");
    let said = opened.claims.iter().find(|claim| claim.path.field.as_str() == "participants");
    insta::assert_snapshot!(format!("{:?}", said.and_then(|claim| claim.stated.value())),
        @"Some(Items([ItemId(14), ItemId(12), ItemId(13)]))");
}
