//! Clusters that are known and not registered yet.

use jiff::civil::date;
use registry_events::claim::Source;
use registry_events::event::{
    Event, ExpectedClusterInvited, ExpectedClusterNoted, ExpectedClusterRegistered,
    ExpectedClusterRemoved,
};
use registry_events::ids::{ExpectedId, Position, Uuid};
use registry_events::stream::StreamId;
use registry_events::value::Text;

use crate::expected::ExpectedEnd;
use crate::statistics::Statistics;
use crate::testing::{Story, cluster, code, listed};

const DAY: jiff::civil::Date = date(2016, 1, 1);

fn id(number: u128) -> ExpectedId {
    ExpectedId::from_uuid(Uuid::from_u128(number))
}

fn stream(number: u128) -> StreamId {
    StreamId::expected(id(number))
}

fn noted(name: &str) -> Event {
    ExpectedClusterNoted {
        name: Text::ru(name),
        region: code("RU-TOM"),
        source: Source::OWN,
        evidence: Vec::new(),
        known_since: date(2015, 1, 1),
    }
    .into()
}

/// 0, 1: two are noted; 2: the first is invited; 3: it applied, sealed; 4, 5: it is listed and linked;
/// 6: the second is removed.
fn story() -> Story {
    let registered = ExpectedClusterRegistered { cluster: cluster(1) };
    let removed = ExpectedClusterRemoved { reason: "Записан дважды".into() };
    Story::new()
        .commit(&stream(1), [noted("Станки")])
        .commit(&stream(2), [noted("Станки Томска")])
        .commit(&stream(1), [Event::from(ExpectedClusterInvited { invited_on: date(2015, 2, 1) })])
        .sealed(&stream(1))
        .commit(&StreamId::cluster(cluster(1)), [listed()])
        .commit(&stream(1), [Event::from(registered)])
        .commit(&stream(2), [Event::from(removed)])
}

#[test]
fn coverage_counts_those_that_wait_and_says_nothing_while_no_list_is_kept() {
    let story = story();
    let views = story.views();
    let expected = |at| Statistics::at(&views, Position(at), DAY).coverage.expected;
    assert_eq!([0, 1, 3, 5, 6].map(expected), [Some(1), Some(2), Some(2), Some(1), Some(0)]);
    let before = Story::new().commit(&StreamId::cluster(cluster(1)), [listed()]);
    let coverage = Statistics::at(&before.views(), Position(0), DAY).coverage;
    assert_eq!(coverage.expected, None);
}

#[test]
fn one_is_told_with_its_invitations_and_its_end_as_known_then() {
    let views = story().views();
    let first = views.expected().get(id(1)).expect("the first");
    let invited = |at| first.invited_at(Position(at)).map(|(_, day)| *day).collect::<Vec<_>>();
    assert_eq!((invited(1), invited(2)), (vec![], vec![date(2015, 2, 1)]));
    assert_eq!(first.end_at(Position(4)), None);
    let end = first.end_at(Position(5)).map(|(_, end)| end.clone());
    assert_eq!(end, Some(ExpectedEnd::Registered(cluster(1))));
    let places = [1, 3, 5].map(|at| first.last_place(Position(at)).position.0);
    assert_eq!(places, [0, 2, 5], "that it applied is nobody's to know");
}
