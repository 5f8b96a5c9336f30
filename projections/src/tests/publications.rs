//! Publications over recorded time: what was said of one when, and that its end is told.

use jiff::civil::date;
use registry_events::event::{
    Event, Publication, PublicationCorrected, PublicationKind, PublicationRecorded,
    PublicationWithdrawn,
};
use registry_events::ids::{Position, StreamVersion};
use registry_events::stream::StreamId;
use registry_events::value::Text;

use crate::testing::Story;

fn says(title: &str) -> Publication {
    Publication {
        kind: PublicationKind::Announcement,
        title: Text::ru(title),
        summary: None,
        published_on: date(2015, 12, 1),
        found_at: None,
        regions: Vec::new(),
        specialisations: Vec::new(),
    }
}

const NUMBER: StreamVersion = StreamVersion(1);

fn corrected(title: &str) -> Event {
    let (says, reason) = (says(title), "Опечатка".into());
    PublicationCorrected { publication: NUMBER, says, reason }.into()
}

fn withdrawn() -> Event {
    PublicationWithdrawn { publication: NUMBER, reason: "Записано дважды".into() }.into()
}

#[test]
fn a_publication_is_told_as_it_was_said_by_each_position() {
    let registry = StreamId::registry();
    let views = Story::new()
        .commit(&registry, [Event::from(PublicationRecorded { says: says("Съест") })])
        .commit(&registry, [corrected("Съезд")])
        .commit(&registry, [withdrawn()])
        .views();
    let record = views.publications().get(NUMBER).expect("a publication");
    let title = |at| record.at(Position(at)).and_then(|said| said.says.title.ru.clone());
    assert_eq!([title(0), title(1)], [Some("Съест".into()), Some("Съезд".into())]);
    assert_eq!(record.until(Position(1)).len(), 2);
    assert_eq!(record.sayings[1].reason.as_deref(), Some("Опечатка"));
    assert!(record.withdrawn_at(Position(1)).is_none(), "it stood then");
    let end = record.withdrawn_at(Position(2)).expect("its end");
    assert_eq!(end.reason, "Записано дважды");
    let last = |at| record.last_place(Position(at)).map(|place| place.position.0);
    assert_eq!([last(0), last(1), last(2)], [Some(0), Some(1), Some(2)]);
}

#[test]
fn a_publication_is_not_there_before_its_recording() {
    let registry = StreamId::registry();
    let views = Story::new()
        .commit(&registry, [Event::from(PublicationRecorded { says: says("Первое") })])
        .commit(&registry, [Event::from(PublicationRecorded { says: says("Второе") })])
        .views();
    let known =
        |at| views.publications().at(Position(at)).map(|one| one.number.0).collect::<Vec<_>>();
    assert_eq!([known(0), known(1)], [vec![1], vec![1, 2]]);
}

#[test]
fn after_its_end_and_of_what_was_never_recorded_nothing_is_taken() {
    let registry = StreamId::registry();
    let views = Story::new()
        .commit(&registry, [Event::from(PublicationRecorded { says: says("Съезд") })])
        .commit(&registry, [withdrawn(), corrected("Другое")])
        .commit(
            &registry,
            [Event::from(PublicationWithdrawn {
                publication: StreamVersion(99),
                reason: "Нет такой".into(),
            })],
        )
        .views();
    let record = views.publications().get(NUMBER).expect("a publication");
    assert_eq!(record.sayings.len(), 1);
    assert!(views.publications().get(StreamVersion(99)).is_none());
}
