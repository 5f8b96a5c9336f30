//! Bulletins, and whether what is folded now is what was published.

use jiff::civil::{Date, date};
use registry_events::edition::EditionKind;
use registry_events::event::{Event, StatisticsPublished};
use registry_events::ids::{Digest, Position};
use registry_events::level::Level;
use registry_events::stream::StreamId;

use crate::statistics::Statistics;
use crate::testing::{
    CATALOGUE, DICTIONARIES, Story, adopted, assessed, catalogue_hiding, cluster, listed,
    participant,
};

const DAY: Date = date(2015, 12, 1);

fn story() -> Story {
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&StreamId::registry(), adopted(EditionKind::Dictionaries, "0.1", DICTIONARIES))
        .commit(
            &StreamId::cluster(cluster(1)),
            [listed(), assessed(None, Level::Initial), participant(1, 7, "small")],
        )
}

fn published(story: &Story) -> Event {
    let position = story.last();
    let digest = Statistics::digest_at(&story.views(), position, DAY);
    StatisticsPublished { date: DAY, position, digest }.into()
}

#[test]
fn a_bulletin_keeps_its_figures_whatever_is_recorded_later() {
    let story = story();
    let bulletin = published(&story);
    let at = story.last();
    let views = story
        .commit(&StreamId::registry(), [bulletin])
        .commit(&StreamId::cluster(cluster(2)), [listed(), assessed(None, Level::High)])
        .views();
    let kept = views.bulletins().of(DAY).expect("a bulletin");
    assert_eq!((kept.position, kept.published.position), (at, Position(at.0 + 1)));
    assert!(kept.agrees(&views));
    assert_eq!(views.bulletins().at(at).count(), 0, "it wasn't published by then");
    assert_eq!(views.bulletins().at(Position(at.0 + 1)).count(), 1);
}

#[test]
fn a_field_that_is_hidden_later_leaves_the_bulletins_digest_as_it_was() {
    let story = story();
    let bulletin = published(&story);
    let at = story.last();
    let hidden = adopted(EditionKind::Catalogue, "0.2", &catalogue_hiding(&["participant_type"]));
    let views = story
        .commit(&StreamId::registry(), [bulletin])
        .commit(&StreamId::registry(), hidden)
        .views();
    assert!(views.bulletins().of(DAY).expect("a bulletin").agrees(&views));
    let shown = Statistics::at(&views, at, DAY);
    assert!(shown.participants.by_type.is_empty(), "what is hidden today isn't shown");
}

#[test]
fn a_bulletin_of_other_figures_does_not_agree_and_the_first_of_a_day_stands() {
    let story = story();
    let wrong = StatisticsPublished { date: DAY, position: story.last(), digest: Digest::of(b"") };
    let right = published(&story);
    let views = story.commit(&StreamId::registry(), [Event::from(wrong.clone()), right]).views();
    let kept = views.bulletins().of(DAY).expect("a bulletin");
    assert_eq!(kept.digest, wrong.digest);
    assert!(!kept.agrees(&views));
}
