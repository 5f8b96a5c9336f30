//! Completeness and confidence.

use registry_events::catalogue::Catalogue;
use registry_events::claim::{Absence, Claim, ClaimRef, Relation, Stated};
use registry_events::edition::EditionKind;
use registry_events::event::{ClaimLapsed, Event, LapseCause};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::{Value, Year};

use crate::measures::{Measures, Share};
use crate::testing::{
    CATALOGUE, Story, adopted, claim, claims, cluster, confirmed, listed, participant, text,
};

fn stream() -> StreamId {
    StreamId::cluster(cluster(1))
}

fn measured(story: &Story) -> Measures {
    let views = story.views();
    let catalogue: &Catalogue = views.editions().catalogue().expect("a catalogue");
    Measures::of(views.card(cluster(1)).expect("a card"), catalogue)
}

fn story(stated: Vec<Claim>) -> Story {
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&stream(), [listed(), claims(stated)])
}

fn absent(path: &str, absence: Absence) -> Claim {
    claim(path, Stated::Absent(absence))
}

#[test]
fn optional_fields_do_not_count_and_a_list_counts_as_one() {
    let website = claim("website", text("?"));
    let empty = measured(&story(vec![website]));
    // Five marked fields of the cluster, participants and projects.
    assert_eq!(empty.completeness, Share { parts: 0, of: 7 });
    assert_eq!(empty.confidence.per_mille(), None);

    let one = story(vec![]).commit(&stream(), [participant(1, 7, "small")]);
    let two = one.clone().commit(&stream(), [participant(2, 8, "small")]);
    assert_eq!(measured(&one).completeness, Share { parts: 1, of: 7 });
    assert_eq!(measured(&two).completeness, Share { parts: 1, of: 7 });
}

#[test]
fn each_kind_of_absence_counts_in_its_own_way() {
    let story = story(vec![
        absent("summary", Absence::NotProvided),
        absent("year_created", Absence::NotApplicable),
        absent("employees_total", Absence::Withheld),
        absent("specialisation_key", Absence::Zero),
    ]);
    assert_eq!(measured(&story).completeness, Share { parts: 2, of: 6 });
}

#[test]
fn of_a_list_it_can_be_said_that_there_is_nothing_in_it() {
    let none = story(vec![absent("projects", Absence::Zero)]);
    assert_eq!(measured(&none).completeness, Share { parts: 1, of: 7 });
    let elsewhere = story(vec![absent("projects", Absence::NotApplicable)]);
    assert_eq!(measured(&elsewhere).completeness, Share { parts: 0, of: 6 });
}

#[test]
fn confidence_takes_a_list_by_the_share_of_its_confirmed_items() {
    let year = Value::Year(Year::new(2012).expect("a year"));
    let story = story(vec![claim("official_name", text("К")), claim("year_created", year)])
        .commit(&stream(), [participant(1, 7, "small")])
        .commit(&stream(), [participant(2, 8, "small")])
        .commit(&stream(), [participant(3, 9, "small")])
        .commit(&stream(), [confirmed("official_name", 2, Relation::Ckr)])
        .commit(&stream(), [confirmed("participants/2/organisation", 4, Relation::Participant)])
        .commit(&stream(), [confirmed("participants/3/participant_type", 5, Relation::Ckr)]);
    let measures = measured(&story);
    assert_eq!(measures.completeness, Share { parts: 3, of: 7 });
    // The name in full, the year not at all, the list by one of three.
    assert_eq!(measures.confidence, Share { parts: 1_333, of: 3_000 });
    assert_eq!(measures.confidence.per_mille(), Some(444));
}

#[test]
fn what_lapsed_or_is_disputed_fills_neither_a_field_nor_a_list() {
    let whole = story(vec![claim("official_name", text("К")), claim("summary", text("О"))])
        .commit(&stream(), [participant(1, 7, "small")])
        .commit(&stream(), [participant(2, 8, "small")])
        .commit(&stream(), [confirmed("participants/2/organisation", 4, Relation::Participant)]);
    assert_eq!(measured(&whole).completeness, Share { parts: 3, of: 7 });
    let one = whole
        .commit(&stream(), [lapsed("summary", 2)])
        .commit(&stream(), [lapsed("participants/1/organisation", 3)]);
    let measures = measured(&one);
    assert_eq!(measures.completeness, Share { parts: 2, of: 7 });
    // The name not at all, the list by the one item that is left.
    assert_eq!(measures.confidence, Share { parts: 1_000, of: 2_000 });
    let none = one.commit(&stream(), [lapsed("participants/2/organisation", 4)]);
    assert_eq!(measured(&none).completeness, Share { parts: 1, of: 7 });
}

/// The claim that a version of the stream made grew too old.
fn lapsed(path: &str, version: u64) -> Event {
    let claim = ClaimRef { path: path.parse().expect("a path"), version: StreamVersion(version) };
    let held_until = jiff::civil::date(2016, 1, 1);
    ClaimLapsed { claim, cause: LapseCause::Outdated, held_until }.into()
}
