//! What a dispute found not to stand is followed: through other values in between and other numbers
//! of the same item, until an officer confirms that it has become true.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::command::{ConfirmClaims, Target};
use registry_core::profile::changes::OpenInput;
use registry_core::testing::statements::{code, number, path, ru, says};
use registry_core::testing::{Listed, Scene, Sketch};
use registry_events::event::{DisputeEvent, Event};
use registry_events::ids::StreamVersion;
use registry_events::value::Value;

use super::disputes::{
    THURSDAY, admit, admitted, answer, claim, contest, filed, is_disputed, note, reject, stage,
    uphold,
};
use super::{BEFORE, changes};

/// Lets a dispute be admitted, answered and upheld.
fn decided(scene: &mut Scene, listed: &Listed, dispute: StreamVersion) {
    scene.given(scene.officer(), admit(listed, dispute));
    scene.given(listed.representative, answer(listed, dispute));
    scene.given(scene.officer(), uphold(listed, dispute));
}

/// An upheld dispute of a field.
fn upheld(field: &str) -> (Scene, Listed) {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, field);
    decided(&mut scene, &listed, dispute);
    assert!(is_disputed(&scene, &listed, field));
    (scene, listed)
}

/// Opens an item; answers with the path of one of its fields.
fn open(scene: &mut Scene, listed: &Listed, item: OpenInput, field: &str) -> String {
    let collection = item.collection.clone();
    scene.given(listed.representative, listed.state(changes().opening(item)));
    let profile = &scene.cluster(listed.cluster).profile;
    let last = profile.open_items(collection.as_str()).last().expect("the item just opened");
    format!("{}/{field}", last.path)
}

fn close(scene: &mut Scene, listed: &Listed, item: &str) {
    scene.given(listed.representative, listed.state(changes().closing(item)));
}

fn confirm(scene: &Scene, listed: &Listed, field: &str) -> ConfirmClaims {
    let targets = vec![Target::Claim(claim(scene, listed, field))];
    ConfirmClaims { targets, ..listed.confirm([]) }.having_seen()
}

/// States again what is said of the employees already.
fn say_again(scene: &mut Scene, listed: &Listed) {
    let current = scene.cluster(listed.cluster).profile.claim(&path("employees_total"));
    let said = current.expect("a claim").claim.stated.value().expect("a number").clone();
    let again = changes().stating(says("employees_total", said).on(BEFORE));
    scene.given(listed.representative, listed.state(again));
}

#[test]
fn saying_the_same_again_holds_off_no_admission() {
    let (mut scene, listed, sceptic) = stage();
    let dispute = filed(&mut scene, &listed, sceptic, "employees_total");
    say_again(&mut scene, &listed);
    let twice = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, twice).then_rejected("dispute.already-filed");
    scene.when(scene.officer(), admit(&listed, dispute)).then(&["cluster: DisputeAdmitted"]);
}

#[test]
fn another_value_stated_in_time_keeps_no_word_of_the_one_found_not_to_stand() {
    let (mut scene, listed, sceptic) = stage();
    scene.given(scene.officer(), confirm(&scene, &listed, "employees_total"));
    let dispute = filed(&mut scene, &listed, sceptic, "employees_total");
    let other = changes().stating(says("employees_total", number(5)).on(BEFORE));
    scene.given(listed.representative, listed.state(other));
    let kept = |scene: &Scene| {
        let profile = &scene.cluster(listed.cluster).profile;
        profile.claim(&path("employees_total")).expect("a claim").support.kept().len()
    };
    assert_eq!(kept(&scene), 1, "a change keeps its confirmations at first");
    decided(&mut scene, &listed, dispute);
    assert_eq!(kept(&scene), 0);
    assert!(!is_disputed(&scene, &listed, "employees_total"), "the other value isn't disputed");
}

#[test]
fn saying_the_same_again_escapes_no_decision() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    scene.given(listed.representative, answer(&listed, dispute));
    say_again(&mut scene, &listed);
    scene.given(scene.officer(), uphold(&listed, dispute));
    assert!(is_disputed(&scene, &listed, "employees_total"), "decided after it was said again");
    say_again(&mut scene, &listed);
    assert!(is_disputed(&scene, &listed, "employees_total"), "said again after the decision");
    let again = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, again).then_rejected("dispute.claim-disputed");
}

/// States another number of employees.
fn say(scene: &mut Scene, listed: &Listed, employees: i64) {
    let said = changes().stating(says("employees_total", number(employees)).on(BEFORE));
    scene.given(listed.representative, listed.state(said));
}

/// What is said of the employees.
fn said(scene: &Scene, listed: &Listed) -> i64 {
    let current = scene.cluster(listed.cluster).profile.claim(&path("employees_total"));
    match current.expect("a claim").claim.stated.value() {
        Some(Value::Integer(employees)) => *employees,
        other => panic!("a number and not {other:?}"),
    }
}

#[test]
fn saying_something_else_in_between_escapes_no_decision() {
    let (mut scene, listed, sceptic, dispute) = admitted();
    let contested = said(&scene, &listed);
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), uphold(&listed, dispute));
    say(&mut scene, &listed, 1_500);
    say(&mut scene, &listed, contested);
    assert!(is_disputed(&scene, &listed, "employees_total"));
    let again = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, again).then_rejected("dispute.claim-disputed");
    say(&mut scene, &listed, 1_600);
    assert!(!is_disputed(&scene, &listed, "employees_total"), "a new value is free of it");
}

#[test]
fn an_answer_missed_while_something_else_is_said_holds_for_what_was_contested() {
    let (mut scene, listed, _, dispute) = admitted();
    let contested = said(&scene, &listed);
    say(&mut scene, &listed, 1_500);
    scene.on(date(2026, 3, 20));
    scene.given(Caller::PROGRAM, note(&listed));
    assert!(!is_disputed(&scene, &listed, "employees_total"));
    say(&mut scene, &listed, contested);
    assert!(is_disputed(&scene, &listed, "employees_total"));
    say(&mut scene, &listed, 1_500);
    scene.given(scene.officer(), reject(&listed, dispute));
    say(&mut scene, &listed, contested);
    assert!(!is_disputed(&scene, &listed, "employees_total"), "the decision freed it");
}

#[test]
fn a_dispute_is_decided_about_the_claim_it_names_whatever_is_said_since() {
    let (mut scene, listed, sceptic) = stage();
    let contested = said(&scene, &listed);
    let named = claim(&scene, &listed, "employees_total");
    let dispute = filed(&mut scene, &listed, sceptic, "employees_total");
    say(&mut scene, &listed, 1_500);
    let decision = scene.given(scene.officer(), admit(&listed, dispute));
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let admitted = events.filter_map(|decided| match &decided.event {
        Event::Dispute(DisputeEvent::DisputeAdmitted(it)) => Some(it),
        _ => None,
    });
    assert!(admitted.map(|it| &it.claim).eq([&named]), "it names the former claim");
    scene.given(listed.representative, answer(&listed, dispute));
    scene.given(scene.officer(), uphold(&listed, dispute));
    assert!(!is_disputed(&scene, &listed, "employees_total"), "what is said now is another value");
    say(&mut scene, &listed, contested);
    assert!(is_disputed(&scene, &listed, "employees_total"), "what was contested is said again");
}

#[test]
fn saying_it_again_after_something_else_escapes_no_filing() {
    let (mut scene, listed, sceptic) = stage();
    let contested = said(&scene, &listed);
    let dispute = filed(&mut scene, &listed, sceptic, "employees_total");
    say(&mut scene, &listed, 1_500);
    say(&mut scene, &listed, contested);
    let twice = contest(&scene, &listed, "employees_total");
    scene.when(sceptic, twice).then_rejected("dispute.already-filed");
    decided(&mut scene, &listed, dispute);
    assert!(is_disputed(&scene, &listed, "employees_total"));
}

#[test]
fn a_participant_that_is_opened_again_under_another_number_stays_disputed() {
    let (mut scene, listed) = upheld("participants/11/participant_type");
    close(&mut scene, &listed, "participants/11");
    let again = Sketch::participant_of(10, "education");
    let again = open(&mut scene, &listed, again, "participant_type");
    assert!(is_disputed(&scene, &listed, &again), "the same is said of the same organisation");
    let other = Sketch::participant_of(15, "education");
    let other = open(&mut scene, &listed, other, "participant_type");
    assert!(!is_disputed(&scene, &listed, &other), "of another organisation");
    let medium = changes().stating(says(&again, code("medium")));
    scene.given(listed.representative, listed.state(medium));
    assert!(!is_disputed(&scene, &listed, &again), "something else of the same organisation");
}

#[test]
fn an_item_that_is_opened_again_before_the_decision_escapes_neither_admission_nor_decision() {
    let (mut scene, listed, sceptic) = stage();
    let field = "participants/11/organisation";
    let dispute = filed(&mut scene, &listed, sceptic, field);
    close(&mut scene, &listed, "participants/11");
    let again = Sketch::participant_of(10, "education");
    let again = open(&mut scene, &listed, again, "organisation");
    scene.given(scene.officer(), admit(&listed, dispute));
    scene.when(sceptic, contest(&scene, &listed, &again)).then_rejected("dispute.already-filed");
    assert!(!is_disputed(&scene, &listed, &again));
    scene.on(date(2026, 3, 20));
    scene.given(Caller::PROGRAM, note(&listed));
    assert!(is_disputed(&scene, &listed, &again), "no answer came");
    scene.given(scene.officer(), reject(&listed, dispute));
    assert!(!is_disputed(&scene, &listed, &again));
}

#[test]
fn an_item_without_a_unique_field_is_known_again_by_its_title() {
    let (mut scene, listed, sceptic) = stage();
    let project =
        |title: &str| Sketch::small("Белая сосна").project(title, "in_progress", [2, 3, 4]);
    let field = open(&mut scene, &listed, project("Общий склад"), "stage");
    let dispute = filed(&mut scene, &listed, sceptic, &field);
    let title = field.replace("/stage", "/title");
    let renamed = changes().stating(says(&title, ru("Третий склад")));
    scene.given(listed.representative, listed.state(renamed));
    decided(&mut scene, &listed, dispute);
    close(&mut scene, &listed, field.trim_end_matches("/stage"));
    let other = open(&mut scene, &listed, project("Другой склад"), "stage");
    assert!(!is_disputed(&scene, &listed, &other));
    for title in ["Общий склад", "Общий cклад", "О\u{301}бщий склад"] {
        let again = open(&mut scene, &listed, project(title), "stage");
        assert!(is_disputed(&scene, &listed, &again), "{title}");
        close(&mut scene, &listed, again.trim_end_matches("/stage"));
    }
    let title = other.replace("/stage", "/title");
    let renamed = changes().stating(says(&title, ru("Общий склад")));
    scene.given(listed.representative, listed.state(renamed));
    assert!(is_disputed(&scene, &listed, &other), "it took the name of what was contested");
}

#[test]
fn a_kind_is_no_name() {
    let mut scene = Scene::small(THURSDAY);
    let sketch = Sketch::small("Белая сосна");
    let listed = scene.listed(sketch.medium());
    let sceptic = scene.applicant();
    let field = format!("{}/type", sketch.coordinator_item());
    let dispute = filed(&mut scene, &listed, sceptic, &field);
    decided(&mut scene, &listed, dispute);
    close(&mut scene, &listed, field.trim_end_matches("/type"));
    let other = sketch.clone().organisations_from(30).coordinator();
    let other = open(&mut scene, &listed, other, "type");
    assert!(!is_disputed(&scene, &listed, &other), "another organisation coordinates");
    close(&mut scene, &listed, other.trim_end_matches("/type"));
    let again = open(&mut scene, &listed, sketch.coordinator(), "type");
    assert!(is_disputed(&scene, &listed, &again), "the same organisation does");
}

#[test]
fn an_officer_who_confirms_what_was_stated_anew_lifts_the_dispute() {
    let (mut scene, listed) = upheld("employees_total");
    let contested = said(&scene, &listed);
    let officer = scene.officer();
    let too_early = confirm(&scene, &listed, "employees_total");
    scene.given(officer, too_early);
    assert!(is_disputed(&scene, &listed, "employees_total"), "it wasn't stated anew");
    say_again(&mut scene, &listed);
    assert!(is_disputed(&scene, &listed, "employees_total"), "nobody has seen that it is true");
    let anew = confirm(&scene, &listed, "employees_total");
    let decision = scene.given(officer, anew.clone());
    let events = registry_core::testing::events_of(&decision);
    assert!(events[0].starts_with("cluster: ClaimConfirmed, DisputeLifted"), "{events:?}");
    assert!(!is_disputed(&scene, &listed, "employees_total"));
    scene.when(officer, anew).then_rejected("confirmation.already-given");
    say(&mut scene, &listed, 1_500);
    say(&mut scene, &listed, contested);
    assert!(!is_disputed(&scene, &listed, "employees_total"), "it is lifted for good");
    let stranger = scene.applicant();
    let filing = contest(&scene, &listed, "employees_total");
    scene.when(stranger, filing).accepted();
}

/// The versions of the confirmations that stand behind a field's claim.
fn standing(scene: &Scene, listed: &Listed, field: &str) -> Vec<StreamVersion> {
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    current.support.standing().map(|given| given.version).collect()
}

#[test]
fn who_confirmed_what_was_found_false_says_nothing_of_what_has_become_true() {
    let (mut scene, listed, sceptic) = stage();
    let field = "participants/11/organisation";
    let participant = scene.representative(10);
    scene.given(participant, confirm(&scene, &listed, field));
    let dispute = filed(&mut scene, &listed, sceptic, field);
    decided(&mut scene, &listed, dispute);
    let current = scene.cluster(listed.cluster).profile.claim(&path(field)).expect("a claim");
    let said = current.claim.stated.value().expect("an organisation").clone();
    scene.given(listed.representative, listed.state(changes().stating(says(field, said))));
    let (named, officer) = (claim(&scene, &listed, field), scene.officer());
    scene.given(officer, confirm(&scene, &listed, field));
    assert!(!is_disputed(&scene, &listed, field));
    let after = standing(&scene, &listed, field);
    assert!(after.len() == 1 && after[0] > named.version, "the officer's word alone: {after:?}");
    scene.given(participant, confirm(&scene, &listed, field));
    assert_eq!(standing(&scene, &listed, field).len(), 2, "it looked again");
}

#[test]
fn a_sealed_value_stated_anew_stays_disputed_until_an_officer_has_seen_it() {
    let mut scene = Scene::open(THURSDAY);
    let listed = scene.listed(Sketch::new("Белая сосна").minimal());
    let (field, sceptic) = ("contacts/1/name", scene.applicant());
    let named = |name| {
        let consent = says("contacts/1/consent", Value::Flag(true));
        listed.state(changes().stating(consent).stating(says(field, ru(name))))
    };
    scene.given(listed.representative, named("Анна Волкова"));
    let dispute = filed(&mut scene, &listed, sceptic, field);
    decided(&mut scene, &listed, dispute);
    scene.given(listed.representative, named("Анна Волкова"));
    assert!(is_disputed(&scene, &listed, field), "the same is said again");
    scene.given(listed.representative, named("Ольга Зимина"));
    assert!(is_disputed(&scene, &listed, field), "nothing tells that it is another name");
    scene.given(scene.officer(), confirm(&scene, &listed, field));
    assert!(!is_disputed(&scene, &listed, field));
}

#[test]
fn nobody_but_an_officer_lifts_a_dispute() {
    let (mut scene, listed) = upheld("participants/11/organisation");
    close(&mut scene, &listed, "participants/11");
    let again = Sketch::participant_of(10, "education");
    let again = open(&mut scene, &listed, again, "organisation");
    let participant = scene.representative(10);
    let confirmation = confirm(&scene, &listed, &again);
    scene.given(participant, confirmation.clone());
    assert!(is_disputed(&scene, &listed, &again));
    scene.given(scene.officer(), confirmation);
    assert!(!is_disputed(&scene, &listed, &again));
}

#[test]
fn a_missed_answer_is_lifted_by_no_confirmation_but_by_the_decision() {
    let (mut scene, listed, _, dispute) = admitted();
    scene.on(date(2026, 3, 20));
    scene.given(Caller::PROGRAM, note(&listed));
    say_again(&mut scene, &listed);
    let confirmation = confirm(&scene, &listed, "employees_total");
    scene.given(scene.officer(), confirmation);
    assert!(is_disputed(&scene, &listed, "employees_total"));
    scene.given(scene.officer(), reject(&listed, dispute));
    assert!(!is_disputed(&scene, &listed, "employees_total"));
}
