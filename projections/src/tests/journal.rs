//! The journal of the whole registry.

use std::collections::BTreeSet;

use registry_events::actor::Role;
use registry_events::ids::{ApplicationId, Position, Uuid};
use registry_events::stream::StreamId;

use crate::history::Category;
use crate::journal::{Journal, JournalFilter, Topic};
use crate::testing::{
    Story, account, claim, claims, cluster, listed, organisation, registered, text, timestamp,
};

const END: Position = Position(u64::MAX);

fn stream(number: u32) -> StreamId {
    StreamId::cluster(cluster(number))
}

/// 0: sealed; 1, 2: a cluster by another account; 3: an organisation; 4: a cluster, a day later.
fn story() -> Story {
    let both = claims(vec![
        claim("summary", text("раз")),
        claim("participants/1/organisation", text("два")),
    ]);
    Story::new()
        .sealed(&StreamId::application(ApplicationId::from_uuid(Uuid::nil())))
        .by(2, Role::ClusterRepresentative)
        .commit(&stream(1), [listed(), both])
        .by(1, Role::Officer)
        .commit(&StreamId::organisation(organisation(1)), [registered("Завод", Vec::new())])
        .at("2015-01-02T00:00:00Z")
        .commit(&stream(2), [listed()])
}

fn journal() -> Journal {
    let mut journal = Journal::default();
    story().recorded().iter().for_each(|recorded| journal.apply(recorded));
    journal
}

fn positions(filter: &JournalFilter) -> Vec<u64> {
    let page = journal().page(filter, END, |_, _| true, 0, 100);
    assert_eq!(page.total, page.positions.len());
    page.positions.iter().map(|position| position.0).collect()
}

#[test]
fn every_entry_stands_in_it_the_newest_first() {
    assert_eq!(positions(&JournalFilter::default()), [4, 3, 2, 1, 0]);
}

#[test]
fn a_sealed_entry_says_its_stream_and_time_and_nothing_else() {
    let journal = journal();
    let sealed = journal.entry_at(Position(0)).expect("the first entry");
    assert_eq!((sealed.event_type, sealed.actor.as_ref()), (None, None));
    assert_eq!(sealed.topics().collect::<Vec<_>>(), [Topic::Sealed]);
    let by_officer = JournalFilter { account: Some(account(1)), ..JournalFilter::default() };
    assert_eq!(positions(&by_officer), [4, 3], "whoever sealed it isn't found by it");
}

#[test]
fn filters_narrow_each_other() {
    let listings = JournalFilter {
        topics: vec![Topic::Cluster(Category::Listing)],
        ..JournalFilter::default()
    };
    assert_eq!(positions(&listings), [4, 1]);
    let by_account = JournalFilter { account: Some(account(2)), ..listings.clone() };
    assert_eq!(positions(&by_account), [1]);
    let later = JournalFilter { since: Some(timestamp("2015-01-02T00:00:00Z")), ..listings };
    assert_eq!(positions(&later), [4]);
    let nothing = JournalFilter { account: Some(account(2)), ..later };
    assert_eq!(positions(&nothing), [0; 0]);
    let until = JournalFilter {
        until: Some(timestamp("2015-01-01T00:00:01Z")),
        types: vec!["ClaimsStated".into(), "OrganisationRegistered".into()],
        ..JournalFilter::default()
    };
    assert_eq!(positions(&until), [2]);
}

#[test]
fn an_event_about_several_things_is_found_by_each() {
    for (category, found) in
        [(Category::Profile, 1), (Category::Participants, 1), (Category::Level, 0)]
    {
        let topics = vec![Topic::Cluster(category)];
        assert_eq!(positions(&JournalFilter { topics, ..JournalFilter::default() }).len(), found);
    }
}

#[test]
fn streams_are_asked_for_one_by_one_or_together() {
    let one = JournalFilter { stream: Some(stream(1)), ..JournalFilter::default() };
    assert_eq!(positions(&one), [2, 1]);
    let among = BTreeSet::from([stream(1), stream(2)]);
    let several = JournalFilter { among: Some(among), ..JournalFilter::default() };
    assert_eq!(positions(&several), [4, 2, 1]);
    let both = JournalFilter { stream: Some(stream(2)), ..several };
    assert_eq!(positions(&both), [4]);
}

#[test]
fn a_page_stands_still_at_its_position_and_says_how_many_there_are() {
    let journal = journal();
    let page = |at, index| {
        let page = journal.page(&JournalFilter::default(), Position(at), |_, _| true, index, 2);
        (page.positions.iter().map(|position| position.0).collect::<Vec<_>>(), page.total)
    };
    assert_eq!(page(3, 0), (vec![3, 2], 4));
    assert_eq!(page(3, 2), (vec![1, 0], 4));
    assert_eq!(page(3, 4), (vec![], 4));
}

#[test]
fn an_entry_is_taken_once_and_in_its_turn() {
    let mut journal = journal();
    let story = story();
    let next = journal.next();
    journal.apply(&story.recorded()[0]);
    assert_eq!((next, journal.next()), (Position(5), Position(5)));
    let mut empty = Journal::default();
    empty.apply(&story.recorded()[1]);
    assert_eq!(empty.next(), Position(0));
}

#[test]
fn each_topic_has_a_key_of_its_own() {
    let keys: BTreeSet<_> = Topic::all().map(Topic::key).collect();
    assert_eq!(keys.len(), Topic::all().count());
    assert!(Topic::all().all(|topic| Topic::from_key(topic.key()) == Some(topic)));
}
