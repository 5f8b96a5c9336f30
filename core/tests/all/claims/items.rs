//! Items of lists: opened with what they need, closed once, and organisations among them.

use jiff::civil::date;
use registry_core::profile::changes::{Changes, CloseInput};
use registry_core::testing::statements::{code, email, item, item_path, labelled, path, says};
use registry_core::testing::{Scene, Sketch, organisation};
use registry_core::{Decision, command};
use registry_events::claim::{Absence, Stated};
use registry_events::ids::{ItemId, OrganisationId, Uuid};
use registry_events::value::{Text, Value};

use super::{check, claims_of, stated};
use crate::{TODAY, changes, one_cluster, shipped_cluster};

#[test]
fn an_item_opens_with_the_fields_it_needs() {
    check(
        changes().opening(item("contacts").says("email", email("info@pine.example"))),
        &["/open/0 item.field-needed role"],
    );
    check(
        changes().opening(item("contacts")),
        &["/open/0 item.field-needed role", "/open/0 item.field-needed email"],
    );
}

/// What the claims of a decision say of a list as a whole.
fn of_list(decision: &Decision, list: &str) -> Vec<Stated> {
    let claims = claims_of(decision).into_iter();
    claims.filter(|claim| claim.path == path(list)).map(|claim| claim.stated).collect()
}

#[test]
fn that_there_is_nothing_in_a_list_is_said_of_all_of_it_and_its_first_item_takes_it_back() {
    let (mut scene, listed) = shipped_cluster();
    let none = changes().stating(says("partners", Absence::Zero));
    let said = scene.when(scene.officer(), listed.state(none)).accepted();
    assert_eq!(of_list(&said, "partners"), [Stated::Absent(Absence::Zero)]);
    let partner = changes().opening(Sketch::new("Белая сосна").partner("RU"));
    let begun = scene.when(scene.officer(), listed.state(partner)).accepted();
    assert_eq!(of_list(&begun, "partners"), [Stated::Absent(Absence::NotProvided)]);
    let again = changes().opening(Sketch::new("Белая сосна").partner("KZ"));
    let more = scene.when(scene.officer(), listed.state(again)).accepted();
    assert_eq!(of_list(&more, "partners"), [], "it says nothing any more");
}

#[test]
fn of_a_list_with_items_or_one_that_is_needed_it_is_not_said_that_there_are_none() {
    let none = |list: &str| changes().stating(says(list, Absence::Zero));
    let (mut scene, listed) = shipped_cluster();
    let mut refused = |changes: Changes, expected: &str| {
        scene.when(scene.officer(), listed.state(changes)).then_problems(&[expected]);
    };
    let both = none("partners").opening(Sketch::new("Белая сосна").partner("RU"));
    refused(both, "/claims/0 list.not-empty partners");
    refused(none("participants"), "/claims/0/value claim.needed participants");
    let value = says("projects", Value::Items(vec![ItemId(1)]));
    refused(changes().stating(value), "/claims/0/value list.by-items projects");
}

#[test]
fn what_an_item_needs_is_never_absent() {
    let nameless = Sketch::contact().without("role").says("role", Absence::Withheld);
    check(changes().opening(nameless), &["/open/0/claims/1/value claim.needed role"]);
    check(
        changes().stating(says("participants/2/participant_type", Absence::NotApplicable)),
        &["/claims/0/value claim.needed participant_type"],
    );
}

#[test]
fn only_open_items_are_spoken_of() {
    let unknown = changes().stating(says("participants/99/participant_type", code("small")));
    check(unknown, &["/claims/0/path item.not-open participants/99"]);

    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().closing("participants/3")));
    let closed = changes()
        .stating(says("participants/3/participant_type", code("small")))
        .closing("participants/3");
    scene.when(listed.representative, listed.state(closed)).then_problems(&[
        "/claims/0/path item.not-open participants/3",
        "/close/0/path item.not-open participants/3",
    ]);
}

#[test]
fn an_item_is_closed_once() {
    let twice = changes().closing("participants/3").closing("participants/3");
    check(twice, &["/close/1/path item.not-open participants/3"]);
}

#[test]
fn an_item_is_not_closed_in_the_future_nor_for_an_endless_reason() {
    let mut closing = changes();
    closing.close.push(CloseInput {
        item: item_path("participants/3"),
        closed_on: Some(date(2026, 3, 3)),
        reason: Some("я".repeat(2_001)),
    });
    check(
        closing,
        &["/close/0/on date.in-future 2026-03-03", "/close/0/reason text.too-long 2000 2001"],
    );
}

#[test]
fn the_number_of_a_closed_item_is_not_given_again() {
    let (mut scene, listed) = one_cluster();
    scene.given(listed.representative, listed.state(changes().closing("participants/11")));
    let joins = listed.state(changes().opening(Sketch::participant_of(21, "small")));
    scene.given(listed.representative, joins);
    let profile = &scene.cluster(listed.cluster).profile;
    let last = profile.open_items("participants").last().map(|item| item.path.to_string());
    assert_eq!(last.as_deref(), Some("participants/12"));
}

#[test]
fn an_organisation_participates_once() {
    check(
        changes().opening(Sketch::participant_of(1, "small")),
        &["/open/0 item.stated-twice participants/2"],
    );
    let twice = changes()
        .opening(Sketch::participant_of(21, "small"))
        .opening(Sketch::participant_of(21, "large"));
    check(twice, &["/open/1 item.stated-twice participants/12"]);
}

#[test]
fn a_membership_does_not_become_that_of_another_participant() {
    check(
        changes().stating(says("participants/2/organisation", organisation(2))),
        &["/claims/0 item.stated-twice participants/2"],
    );
}

#[test]
fn an_organisation_that_left_may_join_again() {
    let again = changes().closing("participants/2").opening(Sketch::participant_of(1, "small"));
    stated(again).then(&["cluster: ItemOpened, ItemClosed"]);
}

#[test]
fn in_an_application_two_names_with_one_number_are_one_organisation() {
    let mut scene = Scene::small(TODAY);
    let (application, applicant) = scene.started(Sketch::small("Белая сосна").minimal());
    let mut same = organisation(3);
    same.identifiers.remove(1);
    same.name = Text::ru("Совсем другое имя");
    let member =
        item("participants").says("organisation", same).says("participant_type", code("small"));
    let command = command::StateApplication {
        application,
        changes: changes().opening(member),
        expected: None,
    };
    scene.when(applicant, command).then_problems(&["/open/0 item.stated-twice participants/4"]);
}

#[test]
fn an_organisation_by_id_is_one_the_registry_knows() {
    let (mut scene, listed) = one_cluster();
    let unknown = OrganisationId::from_uuid(Uuid::from_u128(7));
    let member = |id| {
        let organisation = Value::Organisation(id);
        let typed = item("participants").says("participant_type", code("small"));
        listed.state(changes().opening(typed.says("organisation", organisation)))
    };
    scene
        .when(listed.representative, member(unknown))
        .then_problems(&[&format!("/open/0/claims/1/value organisation.unknown {unknown}")]);
    let other = scene.listed(Sketch::small("Другой").organisations_from(21).minimal());
    let known = scene.organisation(&organisation(21));
    scene.when(listed.representative, member(known)).then(&["cluster: ItemOpened"]);
    assert_ne!(other.cluster, listed.cluster);
}

#[test]
fn a_collection_has_its_limit() {
    let contacts = |count| (0..count).fold(changes(), |all, _| all.opening(Sketch::contact()));
    check(contacts(20), &["/open collection.too-many contacts 20"]);
    stated(contacts(19)).then(&["cluster: ItemOpened ×19"]);
}

#[test]
fn a_label_is_of_this_request_and_of_the_right_collection() {
    let of = |labels| {
        Sketch::small("")
            .project("Общая линия", "planned", [])
            .without("participants")
            .says("participants", labels)
    };
    check(
        changes().opening(of(labelled(["a", "b", "c"]))),
        &["/open/0/claims/4/value item.label-unknown"],
    );
    let wrong = changes().opening(Sketch::contact().labelled("a")).opening(of(labelled(["a"])));
    check(wrong, &["/open/1/claims/4/value item.label-unknown"]);
}

#[test]
fn a_label_names_one_item() {
    let twice = changes()
        .opening(Sketch::participant_of(21, "small").labelled("a"))
        .opening(Sketch::participant_of(22, "small").labelled("a"));
    check(twice, &["/open/1/label list.repeats"]);
}
