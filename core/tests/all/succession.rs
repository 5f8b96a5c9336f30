//! One organisation follows another, and what becomes of numbers and memberships.

use jiff::civil::date;
use registry_core::command::{
    ListApplication, OpenCkr, RecordIdentifier, SubmitApplication, SucceedOrganisation, Successor,
};
use registry_core::profile::changes::OpenInput;
use registry_core::state::{OrganisationState, StreamState};
use registry_core::testing::statements::{code, item, link, says, text};
use registry_core::testing::{Scene, Sketch, inn, ogrn, organisation, sole_trader};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Identifier, NamedOrganisation, Value};

use super::organisation_numbers::{opens_branch, states_size};
use super::{BEFORE, TODAY, changes, one_cluster};

/// Organisations 1 to 10 participate in a cluster; the ids of the first two.
fn two_organisations() -> (Scene, OrganisationId, OrganisationId) {
    let (scene, _) = one_cluster();
    let (one, two) = (scene.organisation(&organisation(1)), scene.organisation(&organisation(2)));
    (scene, one, two)
}

fn follows(predecessor: OrganisationId, successor: Successor) -> SucceedOrganisation {
    SucceedOrganisation {
        predecessor,
        successor,
        form: Code::literal("accession"),
        on: BEFORE,
        evidence: vec![link()],
        passing: Vec::new(),
    }
}

fn state(scene: &Scene, id: OrganisationId) -> OrganisationState {
    match scene.load(&StreamId::organisation(id)).state.as_ref() {
        StreamState::Organisation(state) => state.as_ref().clone(),
        other => panic!("no organisation: {other:?}"),
    }
}

fn participant(said: impl Into<registry_core::profile::changes::Said>) -> OpenInput {
    item("participants").says("participant_type", code("small")).says("organisation", said)
}

#[test]
fn one_that_ends_in_another_gives_its_numbers_up() {
    let (mut scene, one, two) = two_organisations();
    scene.when(scene.officer(), follows(one, Successor::Known(two))).then(&[
        "organisation: IdentifierRetired ×2, OrganisationSucceeded",
        "identifier ×2: IdentifierReleased",
        "organisation: PredecessorRecorded",
    ]);
    let ended = state(&scene, one);
    assert!(!ended.is_living() && ended.successor == Some(two));
    // It had its numbers to the end of the day before.
    assert!(ended.identifiers.iter().all(|dated| dated.until == Some(date(2025, 12, 30))));
    assert!(state(&scene, two).is_living());
}

#[test]
fn numbers_pass_over_in_the_same_commit() {
    let (mut scene, one, two) = two_organisations();
    let passing = vec![Identifier::Inn(inn(1))];
    let command = SucceedOrganisation { passing, ..follows(one, Successor::Known(two)) };
    scene.when(scene.officer(), command).then(&[
        "organisation: IdentifierRetired ×2, OrganisationSucceeded",
        "identifier: IdentifierReleased, IdentifierTaken",
        "identifier: IdentifierReleased",
        "organisation: PredecessorRecorded, IdentifierRecorded",
    ]);
    let by_number =
        NamedOrganisation { name: text("Кто"), identifiers: vec![Identifier::Inn(inn(1))] };
    assert_eq!(scene.organisation(&by_number), two);
}

#[test]
fn a_successor_can_be_new_by_name_and_numbers_of_which_some_pass_over() {
    let (mut scene, one, _) = two_organisations();
    let named = NamedOrganisation {
        name: text("АО «Новое» (демо)"),
        identifiers: vec![Identifier::Inn(inn(1)), Identifier::Ogrn(ogrn(61))],
    };
    let command = SucceedOrganisation {
        passing: vec![Identifier::Inn(inn(1))],
        form: Code::literal("transformation"),
        ..follows(one, Successor::Named(named.clone()))
    };
    scene.when(scene.officer(), command).then(&[
        "organisation: IdentifierRetired ×2, OrganisationSucceeded",
        "identifier: IdentifierReleased, IdentifierTaken",
        "identifier: IdentifierReleased",
        "organisation: OrganisationRegistered, PredecessorRecorded, IdentifierRecorded",
        "identifier: IdentifierTaken",
    ]);
    let successor = scene.organisation(&named);
    assert_eq!(state(&scene, one).successor, Some(successor));
    let numbers = state(&scene, successor);
    let numbers: Vec<_> = numbers
        .current_identifiers()
        .map(|dated| (dated.identifier.clone(), dated.since))
        .collect();
    assert_eq!(
        numbers,
        [(Identifier::Ogrn(ogrn(61)), None), (Identifier::Inn(inn(1)), Some(BEFORE)),]
    );
}

#[test]
fn a_new_successor_can_have_nothing_but_numbers_that_pass_over() {
    let (mut scene, one, _) = two_organisations();
    let numbers = vec![Identifier::Inn(inn(1)), Identifier::Ogrn(ogrn(1))];
    let named = NamedOrganisation {
        name: text("АО «Новое» (демо)"), identifiers: numbers.clone()
    };
    let command =
        SucceedOrganisation { passing: numbers, ..follows(one, Successor::Named(named.clone())) };
    scene.given(scene.officer(), command);
    assert_eq!(state(&scene, one).successor, Some(scene.organisation(&named)));
}

#[test]
fn only_numbers_it_has_pass_over_each_once_and_never_a_persons() {
    let (mut scene, one, two) = two_organisations();
    let passes = |passing| SucceedOrganisation { passing, ..follows(one, Successor::Known(two)) };
    let own = || Identifier::Inn(inn(1));
    scene
        .when(scene.officer(), passes(vec![own(), Identifier::Inn(inn(2))]))
        .then_problems(&["/passing/1 succession.number-not-held"]);
    scene
        .when(scene.officer(), passes(vec![own(), own()]))
        .then_problems(&["/passing/1 list.repeats"]);

    let (region, evidence) = (Code::literal("RU-TOM"), vec![link()]);
    let centre = OpenCkr { region, organisation: sole_trader(1), opened_on: BEFORE, evidence };
    scene.given(scene.officer(), centre);
    let trader = scene.organisation(&sole_trader(1));
    let passing = vec![sole_trader(1).identifiers[1].clone()];
    let command = SucceedOrganisation { passing, ..follows(trader, Successor::Known(two)) };
    scene.when(scene.officer(), command).then_problems(&["/passing/0 succession.personal-number"]);
}

#[test]
fn nobody_follows_itself_nor_one_that_ended() {
    let (mut scene, one, two) = two_organisations();
    let three = scene.organisation(&organisation(3));
    let officer = scene.officer();
    scene
        .when(officer, follows(one, Successor::Known(one)))
        .then_problems(&["/successor succession.into-itself"]);
    scene
        .when(officer, follows(one, Successor::Named(organisation(1))))
        .then_problems(&["/successor succession.into-itself"]);

    scene.given(officer, follows(one, Successor::Known(two)));
    scene
        .when(officer, follows(two, Successor::Known(one)))
        .then_rejected("succession.successor-not-living");
    scene
        .when(officer, follows(one, Successor::Known(three)))
        .then_rejected("succession.already-recorded");
    // The one that followed can be followed in its turn.
    scene.when(officer, follows(two, Successor::Known(three))).accepted();
}

#[test]
fn a_division_is_told_once_for_each_part() {
    let (mut scene, one, two) = two_organisations();
    let three = scene.organisation(&organisation(3));
    let four = scene.organisation(&organisation(4));
    let divides = |part| SucceedOrganisation {
        form: Code::literal("division"),
        ..follows(one, Successor::Known(part))
    };
    let officer = scene.officer();
    scene.given(officer, divides(two));
    scene
        .when(officer, divides(three))
        .then(&["organisation: OrganisationSucceeded", "organisation: PredecessorRecorded"]);
    scene.when(officer, divides(three)).then_rejected("succession.already-recorded");
    let another_day = SucceedOrganisation { on: TODAY, ..divides(four) };
    scene.when(officer, another_day).then_rejected("succession.already-recorded");
    assert_eq!(state(&scene, one).successor, Some(two));
}

#[test]
fn after_a_spin_off_the_one_before_lives_on_with_its_numbers() {
    let (mut scene, one, two) = two_organisations();
    let command = SucceedOrganisation {
        form: Code::literal("spin_off"),
        ..follows(one, Successor::Known(two))
    };
    scene
        .when(scene.officer(), command)
        .then(&["organisation: OrganisationSucceeded", "organisation: PredecessorRecorded"]);
    assert!(state(&scene, one).is_living());
    assert_eq!(state(&scene, one).current_identifiers().count(), 2);
}

#[test]
fn an_organisation_that_ended_changes_no_more() {
    let (mut scene, one, two) = two_organisations();
    let officer = scene.officer();
    scene.given(officer, follows(one, Successor::Known(two)));
    let (identifier, since) = (Identifier::Ogrn(ogrn(61)), None);
    let records = RecordIdentifier { organisation: one, identifier, since };
    scene.when(officer, records).then_rejected("organisation.not-living");
    scene.when(officer, opens_branch(one)).then_rejected("organisation.not-living");
    scene.when(officer, states_size(one, "small")).then_rejected("organisation.not-living");
}

#[test]
fn the_form_is_of_the_dictionary_and_the_day_has_been() {
    let (mut scene, one, two) = two_organisations();
    let known = Successor::Known(two);
    let unknown =
        SucceedOrganisation { form: Code::literal("theft"), ..follows(one, known.clone()) };
    scene
        .when(scene.officer(), unknown)
        .then_problems(&["/form code.unknown theft organisation_succession"]);
    let tomorrow = SucceedOrganisation { on: date(2026, 3, 3), ..follows(one, known) };
    scene.when(scene.officer(), tomorrow).then_problems(&["/on date.in-future 2026-03-03"]);
}

#[test]
fn a_membership_does_not_begin_with_one_that_ended_and_the_refusal_names_who_followed() {
    let mut scene = Scene::small(TODAY);
    let listed = scene.listed(Sketch::small("Белая сосна").minimal());
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let (ended, next) = (organisation(21), scene.organisation(&organisation(22)));
    let id = scene.organisation(&ended);
    scene.given(scene.officer(), follows(id, Successor::Known(next)));

    let problem = format!("/open/0/claims/1/value membership.organisation-ended {next}");
    for said in [participant(Value::Organisation(id)), participant(ended.clone())] {
        scene
            .when(listed.representative, listed.state(changes().opening(said)))
            .then_problems(&[&problem]);
    }
    let restated = changes().stating(says("participants/2/organisation", ended));
    scene
        .when(listed.representative, listed.state(restated))
        .then_problems(&[&format!("/claims/0/value membership.organisation-ended {next}")]);
    // Anywhere else one that ended is still the one it was.
    let body = item("governing_bodies")
        .says("type", code("coordinator"))
        .says("organisation", organisation(21));
    let decision =
        scene.given(listed.representative, listed.state(changes().opening(body.documented())));
    assert!(!format!("{decision:?}").contains("OrganisationRegistered"));
    let joins = changes().opening(participant(Value::Organisation(next)));
    scene.when(listed.representative, listed.state(joins)).accepted();
}

#[test]
fn a_membership_that_stands_stays_and_can_be_stated_again() {
    let (mut scene, listed) = one_cluster();
    let one = scene.organisation(&organisation(1));
    let two = scene.organisation(&organisation(2));
    scene.given(scene.officer(), follows(one, Successor::Known(two)));
    assert!(scene.cluster(listed.cluster).profile.membership_of(one).is_some());
    let again = says("participants/2/organisation", Value::Organisation(one)).documented();
    scene.when(listed.representative, listed.state(changes().stating(again))).accepted();
}

#[test]
fn an_application_is_not_listed_with_a_member_that_ended_meanwhile() {
    let mut scene = Scene::small(TODAY);
    scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let (ended, next) =
        (scene.organisation(&organisation(21)), scene.organisation(&organisation(22)));
    let sketch = Sketch::small("Белая сосна").minimal();
    let by_number = sketch.clone().opening(participant(organisation(21)));
    let by_id = sketch.opening(participant(Value::Organisation(ended)));
    let (submitted, _) = scene.submitted(by_number);
    let (draft, applicant) = scene.started(by_id);
    scene.given(scene.officer(), follows(ended, Successor::Known(next)));

    let problem = format!("/participants/12/organisation membership.organisation-ended {next}");
    scene
        .when(scene.officer(), ListApplication { application: submitted })
        .then_problems(&[&problem]);
    scene.when(applicant, SubmitApplication { application: draft }).then_problems(&[&problem]);
}
