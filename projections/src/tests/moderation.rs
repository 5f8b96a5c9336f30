//! What came to officers and what they decided.

use registry_events::event::{
    ApplicationListed, ApplicationReturned, ApplicationStarted, ApplicationSubmitted,
    ApplicationWithdrawn, Event, ReturnReason, SubjectForgotten, UnmetRequirement,
};
use registry_events::ids::{ApplicationId, Position, Uuid};
use registry_events::path::{FieldPath, ItemPath};
use registry_events::seal::KeyId;
use registry_events::stream::StreamId;

use crate::moderation::{CaseOutcome, Matter, Moderation};
use crate::testing::{Story, cluster, code};

fn application(number: u128) -> StreamId {
    StreamId::application(ApplicationId::from_uuid(Uuid::from_u128(number)))
}

fn returned() -> Event {
    let item = |number| ItemPath {
        collection: code("participants"),
        item: registry_events::ids::ItemId(number),
    };
    let path = |number| FieldPath { item: Some(item(number)), field: code("organisation") };
    let reason = |path, unmet| ReturnReason { path, reason: "Тайна".into(), unmet };
    let borne_out = || Some(UnmetRequirement::NotBorneOut { marker: Some(code("M8")) });
    let listed = UnmetRequirement::AlreadyListed { cluster: cluster(7) };
    let reasons = vec![
        reason(Some(path(1)), borne_out()),
        reason(Some(path(2)), borne_out()),
        reason(None, Some(listed)),
        reason(None, None),
    ];
    ApplicationReturned { reasons }.into()
}

fn submitted() -> Event {
    ApplicationSubmitted {}.into()
}

/// 0: one is started; 1: handed in; 2: given back; 3: handed in again; 4: listed; 5: another is handed
/// in; 6: taken back; 7: a sealed one.
fn story() -> Story {
    let started = ApplicationStarted { right_to_speak: "Письмо".into() };
    Story::new()
        .commit(&application(1), [Event::from(started)])
        .commit(&application(1), [submitted()])
        .commit(&application(1), [returned()])
        .commit(&application(1), [submitted()])
        .commit(&application(1), [Event::from(ApplicationListed { cluster: cluster(1) })])
        .commit(&application(2), [submitted()])
        .commit(&application(2), [Event::from(ApplicationWithdrawn { reason: None })])
        .sealed(&application(3))
}

fn cases() -> Moderation {
    let mut cases = Moderation::default();
    story().recorded().iter().for_each(|recorded| cases.apply(recorded));
    cases
}

#[test]
fn each_time_an_application_is_handed_in_is_a_case_of_its_own() {
    let cases = cases();
    let told = |at: u64| {
        let at = Position(at);
        let all = cases.at(at).map(|case| (case.received.position.0, case.outcome_at(at).key()));
        all.collect::<Vec<_>>()
    };
    assert!(told(0).is_empty());
    assert_eq!(told(1), [(1, "waiting")]);
    assert_eq!(told(3), [(1, "returned"), (3, "waiting")]);
    assert_eq!(told(9), [(1, "returned"), (3, "listed"), (5, "withdrawn")]);
    assert!(cases.at(Position(9)).all(|case| case.matter == Matter::Application));
}

#[test]
fn before_its_listing_no_case_names_a_cluster_and_a_return_names_kinds_of_fields_alone() {
    let cases = cases();
    let all: Vec<_> = cases.at(Position(9)).collect();
    assert_eq!(all[1].cluster_at(Position(3)), None);
    assert_eq!(all[1].cluster_at(Position(4)), Some(cluster(1)));
    let decision = all[0].decision_at(Position(2)).expect("a return");
    assert_eq!(decision.outcome, CaseOutcome::Returned);
    assert_eq!(decision.reason, None, "what the officer wrote is the applicant's");
    let fields: Vec<_> = decision.fields.iter().collect();
    assert_eq!(fields, [&(Some(code("participants")), code("organisation"))]);
}

#[test]
fn a_return_tells_which_requirements_are_not_met_and_not_which_cluster_it_is_already() {
    let cases = cases();
    let returned = cases.at(Position(9)).next().expect("a case");
    let unmet = &returned.decision_at(Position(2)).expect("a return").unmet;
    let told: Vec<_> = unmet.iter().map(|unmet| (unmet.key, unmet.marker.clone())).collect();
    assert_eq!(told, [("already_listed", None), ("not_borne_out", Some(code("M8")))]);
    assert!(
        cases.at(Position(9)).skip(1).all(|case| {
            case.decision.as_ref().is_none_or(|decision| decision.unmet.is_empty())
        })
    );
}

#[test]
fn of_an_application_whose_key_was_erased_nothing_is_told() {
    let keys = vec![KeyId(application(1).to_string())];
    let (law, reason) = ("152-ФЗ".into(), "По заявлению".into());
    let forgotten = Event::from(SubjectForgotten { keys, law, reason });
    let mut cases = Moderation::default();
    let story = story().commit(&StreamId::registry(), [forgotten]);
    story.recorded().iter().for_each(|recorded| cases.apply(recorded));
    let told: Vec<_> = cases.at(Position(9)).map(|case| case.received.position.0).collect();
    assert_eq!(told, [5], "the other one stays");
}

#[test]
fn an_entry_that_is_not_the_next_changes_nothing() {
    let mut cases = cases();
    let before = cases.clone();
    story().recorded().iter().for_each(|recorded| cases.apply(recorded));
    assert_eq!(cases, before);
}
