//! Rows over time, and the search over them.

use registry_events::claim::{Absence, Relation, Stated};
use registry_events::edition::EditionKind;
use registry_events::event::{ClusterSuspended, Event};
use registry_events::ids::Position;
use registry_events::level::Level;
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::StreamId;
use registry_events::value::{Point, PointPrecision, Value};

use crate::card::ListingStatus;
use crate::register::RegisterRow;
use crate::search::{Found, Query, Sort};
use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, assessed, claim, claims, closed, cluster,
    code, codes, confirmed, listed, organisation, participant, registered, text,
};
use crate::views::Views;

fn begins(name: &str, regions: &[&str], specialisation: &str, level: Level) -> Vec<Event> {
    let stated = claims(vec![
        claim("official_name", text(name)),
        claim("regions", codes(regions)),
        claim("specialisation_key", Value::Code(code(specialisation))),
    ]);
    vec![listed(), stated, assessed(None, level)]
}

/// Three clusters: 1 in Tomsk, 2 in Novosibirsk and Moscow, 3 in Moscow.
pub(super) fn story() -> Story {
    let mut story = Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&StreamId::organisation(organisation(7)), [registered("ООО «Ёлка»", vec![])]);
    let parts = [
        (1, begins("Мебель", &["RU-TOM"], "furniture", Level::Medium)),
        (2, begins("Ягода", &["RU-NVS", "RU-MOW"], "ict", Level::Initial)),
        (3, begins("Акация", &["RU-MOW"], "ict", Level::High)),
    ];
    for (number, mut events) in parts {
        events.extend((1..=number).map(|item| participant(item, item + 6, "small")));
        story.record(&StreamId::cluster(cluster(number)), events);
    }
    story
}

fn find(views: &Views, query: &Query) -> Found {
    query.find(views, views.position().unwrap_or_default())
}

pub(super) fn numbers(found: &Found) -> Vec<u32> {
    let number = |row: &RegisterRow| (1..=9).find(|number| cluster(*number) == row.cluster);
    found.rows.iter().filter_map(|row| number(row)).collect()
}

fn found(change: impl Fn(&mut Query)) -> Vec<u32> {
    let mut query = Query { sort: Sort::Name, ..Query::default() };
    change(&mut query);
    numbers(&find(&story().views(), &query))
}

#[test]
fn values_of_one_filter_are_joined_by_or_and_filters_by_and() {
    assert_eq!(found(|_| {}), [3, 1, 2]);
    assert_eq!(found(|query| query.regions = vec![code("RU-MOW")]), [3, 2]);
    assert_eq!(found(|query| query.regions = vec![code("RU-TOM"), code("RU-NVS")]), [1, 2]);
    assert_eq!(found(|query| query.districts = vec![code("SFO")]), [1, 2]);
    assert_eq!(found(|query| query.levels = vec![Level::High]), [3]);
    assert_eq!(found(|query| query.participants_min = Some(2)), [3, 2]);
    assert_eq!(found(|query| query.participants_max = Some(2)), [1, 2]);
    assert_eq!(found(|query| query.organisations = vec![organisation(9)]), [3]);
    assert_eq!(found(|query| query.statuses = vec![ListingStatus::Suspended]), [0; 0]);
    let both = |query: &mut Query| {
        query.regions = vec![code("RU-MOW")];
        query.levels = vec![Level::Initial];
    };
    assert_eq!(found(both), [2]);
}

#[test]
fn words_are_found_in_names_of_clusters_and_of_their_participants() {
    assert_eq!(found(|query| query.q = Some(" ЯГОДА ".into())), [2]);
    assert_eq!(found(|query| query.q = Some("елка".into())), [3, 1, 2]);
    assert_eq!(found(|query| query.q = Some("кедр".into())), [0; 0]);
    assert_eq!(found(|query| query.q = Some("  ".into())), [3, 1, 2]);
}

#[test]
fn rows_stand_in_the_asked_order_the_last_updated_first_by_default() {
    let sorted = |sort| found(move |query| query.sort = sort);
    assert_eq!(sorted(Sort::Updated), [3, 2, 1]);
    assert_eq!(sorted(Sort::Participants), [3, 2, 1]);
    assert_eq!(sorted(Sort::LevelSince), [3, 2, 1]);
    let story = story().commit(&StreamId::cluster(cluster(1)), [participant(2, 20, "large")]);
    assert_eq!(numbers(&find(&story.views(), &Query::default())), [1, 3, 2]);
    let by_participants = Query { sort: Sort::Participants, ..Query::default() };
    assert_eq!(numbers(&find(&story.views(), &by_participants)), [3, 1, 2]);
}

#[test]
fn a_facet_counts_without_its_own_filter() {
    let query = Query {
        regions: vec![code("RU-TOM")],
        specialisations: vec![code("ict"), code("furniture")],
        day: Some(jiff::civil::date(2015, 12, 1)),
        ..Query::default()
    };
    let facets = find(&story().views(), &query).facets;
    insta::assert_json_snapshot!(facets, @r#"
    {
      "region": {
        "RU-MOW": 2,
        "RU-NVS": 1,
        "RU-TOM": 1
      },
      "district": {
        "SFO": 1
      },
      "specialisation": {
        "furniture": 1
      },
      "level": {
        "medium": 1
      },
      "support": {
        "independent": 1
      },
      "status": {
        "listed": 1
      },
      "english": 0
    }
    "#);
}

#[test]
fn a_past_list_shows_the_rows_of_that_position() {
    let stream = StreamId::cluster(cluster(1));
    let before = story();
    let at = before.last();
    let views = before
        .commit(&stream, [ClusterSuspended { reason: "проверка".into() }.into()])
        .commit(&stream, [closed("participants", 1, "вышел")])
        .views();
    let row = |at| views.register().row(cluster(1), at).expect("a row");
    assert_eq!((row(at).status, row(at).participants.total()), (ListingStatus::Listed, 1));
    let now = Position(at.0 + 2);
    assert_eq!((row(now).status, row(now).participants.total()), (ListingStatus::Suspended, 0));
    assert!(views.register().row(cluster(1), Position(0)).is_none());
}

#[test]
fn a_row_shares_what_a_commit_left_as_it_was() {
    let stream = StreamId::cluster(cluster(3));
    let views = story().commit(&stream, [claims(vec![claim("summary", text("!"))])]).views();
    let rows: Vec<_> = views.recorded_register().rows_of(cluster(3)).map(|(_, row)| row).collect();
    let [first, second] = rows.as_slice() else { panic!("two rows") };
    assert!(std::sync::Arc::ptr_eq(&first.participants, &second.participants));
    assert!(std::sync::Arc::ptr_eq(&first.regions, &second.regions));
}

#[test]
fn a_row_counts_its_participants_by_type_and_confirmation() {
    let stream = StreamId::cluster(cluster(2));
    let organisation = "participants/2/organisation";
    let retyped = claim("participants/1/participant_type", Value::Code(code("large")));
    let views = story()
        .commit(&stream, [confirmed(organisation, 5, Relation::Participant)])
        .commit(&stream, [claims(vec![retyped])])
        .views();
    let now = views.position().unwrap_or_default();
    let participants = &views.register().row(cluster(2), now).expect("a row").participants;
    let by_type: Vec<_> = participants.by_type().iter().map(|(k, n)| (k.as_str(), *n)).collect();
    assert_eq!(by_type, [("large", 1), ("small", 1)]);
    assert_eq!(participants.confirmed(), 1);
}

#[test]
fn a_point_that_is_withheld_or_sealed_is_told_from_one_that_is_not_provided() {
    let seal = Sealed { key: KeyId("k".into()), nonce: vec![0; 24], bytes: vec![1] };
    let point =
        Point { lat_micro: 56_500_000, lng_micro: 84_970_000, precision: PointPrecision::Locality };
    let stated = [
        (Stated::Absent(Absence::NotProvided), false),
        (Stated::Absent(Absence::Withheld), true),
        (Stated::Sealed(seal), true),
        (Stated::Value(Value::Point(point)), false),
    ];
    let mut story = story();
    for (stated, withheld) in stated {
        story =
            story.commit(&StreamId::cluster(cluster(1)), [claims(vec![claim("location", stated)])]);
        let views = story.views();
        let row = views.register().row(cluster(1), story.last()).expect("a row");
        assert_eq!(row.point_withheld, withheld, "{row:?}");
    }
}
