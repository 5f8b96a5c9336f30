//! Organisations: names over time, numbers, memberships.

use registry_events::claim::ClaimKind;
use registry_events::event::OrganisationRenamed;
use registry_events::ids::Position;
use registry_events::stream::StreamId;
use registry_events::value::{Identifier, Inn, Text, Value};

use crate::testing::{
    Story, claim, claims, closed, cluster, listed, organisation, participant, registered,
};

fn inn() -> Identifier {
    Identifier::Inn(Inn::parse("7707083893").expect("an INN"))
}

#[test]
fn an_organisation_is_found_by_number_and_keeps_its_names() {
    let stream = StreamId::organisation(organisation(7));
    let renamed = OrganisationRenamed { name: Text::ru("Новое"), kind: ClaimKind::Change };
    let views = Story::new()
        .commit(&stream, [registered("Старое", vec![inn()])])
        .commit(&stream, [renamed.into()])
        .views();
    let found = views.organisations().by_number("7707083893").expect("found");
    let name_at = |at| found.name_at(Position(at)).and_then(|name| name.text.ru.as_deref());
    assert_eq!((name_at(0), name_at(1)), (Some("Старое"), Some("Новое")));
    assert!(views.organisations().by_number("7707083894").is_none());
    assert_eq!(views.organisations().len(), 1);
}

#[test]
fn the_first_organisation_with_a_number_keeps_it() {
    let views = Story::new()
        .commit(&StreamId::organisation(organisation(7)), [registered("А", vec![inn()])])
        .commit(&StreamId::organisation(organisation(8)), [registered("Б", vec![inn()])])
        .commit(&StreamId::organisation(organisation(7)), [registered("В", vec![])])
        .views();
    let found = views.organisations().by_identifier(&inn()).expect("found");
    assert_eq!(found.id, organisation(7));
    assert_eq!(found.name().and_then(|name| name.text.ru.as_deref()), Some("А"));
}

#[test]
fn a_membership_lasts_from_joining_until_the_item_is_closed_or_names_another() {
    let (one, two) = (StreamId::cluster(cluster(1)), StreamId::cluster(cluster(2)));
    let other = claim("participants/1/organisation", Value::Organisation(organisation(8)));
    let views = Story::new()
        .commit(&one, [listed(), participant(1, 7, "small")])
        .commit(&two, [listed(), participant(1, 7, "small")])
        .commit(&one, [closed("participants", 1, "вышел")])
        .commit(&two, [claims(vec![other])])
        .views();
    let clusters =
        |number, at| views.organisations().clusters_at(organisation(number), Position(at));
    assert_eq!(clusters(7, 0), []);
    assert_eq!(clusters(7, 1), [cluster(1)]);
    assert_eq!(clusters(7, 3), [cluster(1), cluster(2)]);
    assert_eq!(clusters(7, 4), [cluster(2)]);
    assert_eq!((clusters(7, 5), clusters(8, 5)), (vec![], vec![cluster(2)]));
}
