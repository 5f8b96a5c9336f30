//! The registry itself: opening, editions, centres of regions, times.

use registry_events::edition::EditionKind;
use registry_events::event::{
    CkrClosed, CkrOpened, EditionAdopted, EditionTextRecorded, RegistryOpened,
};
use registry_events::ids::{Digest, Position};
use registry_events::stream::StreamId;

use crate::testing::{
    CATALOGUE, DICTIONARIES, REGIONS, Story, adopted, cluster, code, listed, organisation,
    timestamp,
};

fn registry() -> StreamId {
    StreamId::registry()
}

#[test]
fn the_editions_in_force_are_read_from_the_log() {
    let opened = RegistryOpened { demonstration: true, time_zone: "Europe/Moscow".into() };
    let views = Story::new()
        .commit(&registry(), [opened.into()])
        .commit(&registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(&registry(), adopted(EditionKind::Regions, "0.1", REGIONS))
        .views();
    let editions = views.editions();
    assert!(editions.is_demonstration());
    assert_eq!(editions.opening().map(|opening| opening.time_zone.as_str()), Some("Europe/Moscow"));
    assert_eq!(editions.catalogue().map(|catalogue| catalogue.collections.len()), Some(7));
    assert_eq!(editions.dictionaries().map(|all| all.dictionaries.len()), Some(11));
    assert_eq!(editions.regions().map(|regions| regions.regions.len()), Some(4));
    assert!(editions.catalogue_at(Position(1)).is_none());
    assert!(editions.adoptions().iter().all(|adoption| adoption.readable));
}

#[test]
fn a_text_that_cannot_be_read_or_is_not_whole_leaves_the_edition_before_in_use() {
    let text = "# a piece of a catalogue\n";
    let digest = Digest::of(b"the whole of it");
    let piece = EditionTextRecorded { digest, index: 0, count: 2, text: text.into() };
    let cut = EditionAdopted {
        kind: EditionKind::Catalogue,
        edition: code("0.3"),
        digest,
        proposals: Vec::new(),
    };
    let views = Story::new()
        .commit(&registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&registry(), adopted(EditionKind::Catalogue, "0.2", "not a catalogue"))
        .commit(&registry(), [piece.into(), cut.into()])
        .views();
    let readable: Vec<_> = views.editions().adoptions().iter().map(|one| one.readable).collect();
    assert_eq!(readable, [true, false, false]);
    let in_use = views.editions().catalogue().expect("in use");
    assert_eq!(in_use.edition, code("0.1"));
}

#[test]
fn a_centre_is_open_along_both_axes_of_time() {
    let stream = StreamId::region(&code("RU-KL"));
    let day = |text: &str| text.parse().expect("a day");
    let opened =
        CkrOpened { organisation: organisation(7), opened_on: day("2014-06-01"), evidence: vec![] };
    let closed = CkrClosed {
        organisation: organisation(7),
        closed_on: day("2015-06-01"),
        reason: "присоединён".into(),
    };
    let views =
        Story::new().commit(&stream, [opened.into()]).commit(&stream, [closed.into()]).views();
    let [centre] = views.regions().centres("RU-KL") else { panic!("one centre") };
    assert!(centre.is_open_at(Position(0)) && !centre.is_open_at(Position(1)));
    assert!(centre.is_open_on(day("2015-05-31"), Position(1)));
    assert!(!centre.is_open_on(day("2015-06-01"), Position(1)));
    assert!(centre.is_open_on(day("2015-06-01"), Position(0)));
    assert!(!centre.is_open_on(day("2014-05-31"), Position(0)));
    assert_eq!(views.regions().with_centre_on(day("2015-06-01"), Position(0)).len(), 1);
    assert_eq!(views.regions().with_centre_on(day("2015-06-01"), Position(1)).len(), 0);
}

#[test]
fn an_instant_leads_to_the_end_of_the_last_commit_by_then() {
    let views = Story::new()
        .at("2015-01-01T00:00:00Z")
        .commit(&StreamId::cluster(cluster(1)), [listed(), listed()])
        .at("2015-02-01T00:00:00Z")
        .commit(&StreamId::cluster(cluster(2)), [listed()])
        .views();
    let at = |instant| views.times().at(timestamp(instant));
    assert_eq!(at("2014-12-31T23:59:59Z"), None);
    assert_eq!(at("2015-01-15T00:00:00Z"), Some(Position(1)));
    assert_eq!(at("2015-02-01T00:00:00Z"), Some(Position(2)));
}
