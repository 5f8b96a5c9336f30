//! The status history of a level.

use registry_events::edition::EditionKind;
use registry_events::event::{
    AssessmentCorrected, ClusterEvent, ClusterListed, EditionAdopted, Event,
};
use registry_events::ids::{Digest, Position, StreamVersion};
use registry_events::level::Level;
use registry_events::stream::StreamId;

use crate::testing::{Story, adopted, assessed, claim, claims, cluster, code, listed, text};

fn stream() -> StreamId {
    StreamId::cluster(cluster(1))
}

fn summary(words: &str) -> Event {
    claims(vec![claim("summary", text(words))])
}

fn story() -> Story {
    Story::new()
        .commit(&stream(), [listed(), assessed(None, Level::Initial)])
        .commit_caused(&stream(), summary("раз"), assessed(Some(Level::Initial), Level::Initial))
        .commit_caused(&stream(), summary("два"), assessed(Some(Level::Initial), Level::Medium))
}

#[test]
fn a_period_lasts_until_the_level_changes_and_names_its_cause() {
    let views = story().views();
    let levels = views.levels(cluster(1)).expect("levels");
    let periods = levels.periods(Position(99));
    let told: Vec<_> = periods
        .iter()
        .map(|period| {
            let cause = period.assessment.cause.as_ref();
            (period.level, cause.map(|cause| (cause.event_type, cause.place.position.0)))
        })
        .collect();
    let expected = [(Level::Initial, None), (Level::Medium, Some(("ClaimsStated", 4)))];
    assert_eq!(told, expected);
    assert_eq!(periods[0].until, Some(periods[1].since));
    assert_eq!(periods[1].until, None);
    assert_eq!(periods[1].assessment.gained, [code("G1")]);
}

#[test]
fn markers_stand_in_the_order_of_the_rulebook_that_was_applied() {
    let rulebook = |edition: &str, ids: &[&str]| {
        let markers = ids.iter().map(|id| format!("[[marker]]\nid = \"{id}\"\n"));
        format!("edition = \"{edition}\"\n{}", markers.collect::<String>())
    };
    let applied = rulebook("1.0", &["M1", "M2", "M10", "G1"]);
    let later = rulebook("1.1", &["G1", "M10", "M2", "M1"]);
    let codes = |ids: &[&str]| ids.iter().map(|id| code(id)).collect::<Vec<_>>();
    let Event::Cluster(ClusterEvent::LevelAssessed(mut event)) = assessed(None, Level::Initial)
    else {
        panic!("an assessment");
    };
    event.gained = codes(&["G1", "M1", "M10", "M2"]);
    event.lost = codes(&["A1", "M10", "M2"]);
    let views = Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Rulebook, "1.0", &applied))
        .commit(&StreamId::registry(), adopted(EditionKind::Rulebook, "1.1", &later))
        .commit(&stream(), [listed(), event.into()])
        .views();
    let levels = views.levels(cluster(1)).expect("levels");
    let assessment = &levels.assessments()[0];
    assert_eq!(assessment.gained, codes(&["M1", "M2", "M10", "G1"]));
    assert_eq!(assessment.lost, codes(&["M2", "M10", "A1"]), "one it doesn't have stands last");
}

#[test]
fn the_past_knows_no_later_period() {
    let views = story().views();
    let levels = views.levels(cluster(1)).expect("levels");
    let periods = levels.periods(Position(3));
    assert_eq!(periods.iter().map(|period| period.until).collect::<Vec<_>>(), [None]);
    assert_eq!(levels.at(Position(3)).map(|one| one.place.position), Some(Position(3)));
    assert!(levels.at(Position(0)).is_none());
}

#[test]
fn a_corrected_assessment_says_why() {
    let corrected = AssessmentCorrected {
        assessment: StreamVersion(6),
        reason: "ошибка программы".into(),
    };
    let views = story().commit(&stream(), [corrected.into()]).views();
    let assessments = views.levels(cluster(1)).expect("levels").assessments();
    let reasons: Vec<_> = assessments
        .iter()
        .map(|one| one.corrected.as_ref().map(|correction| correction.reason.as_str()))
        .collect();
    assert_eq!(reasons, [None, None, Some("ошибка программы")]);
}

#[test]
fn a_level_that_an_edition_brought_about_names_the_edition() {
    let edition: Event = EditionAdopted {
        kind: EditionKind::Rulebook,
        edition: code("1.1"),
        digest: Digest::of(b""),
        proposals: Vec::new(),
    }
    .into();
    let story = Story::new().commit(&stream(), [listed()]).commit_caused(
        &StreamId::registry(),
        edition,
        assessed(None, Level::Medium),
    );
    let mut recorded = story.recorded().to_vec();
    recorded.last_mut().expect("an event").stream = stream();
    let mut views = crate::views::Views::default();
    for recorded in &recorded {
        views.apply(recorded);
    }
    let levels = views.levels(cluster(1)).expect("levels");
    let cause = levels.assessments()[0].cause.as_ref().expect("a cause");
    assert_eq!(cause.event_type, "EditionAdopted");
    assert_eq!(cause.edition, Some((EditionKind::Rulebook, code("1.1"))));
}

#[test]
fn a_cause_in_another_stream_is_left_out() {
    let other = StreamId::cluster(cluster(2));
    let story = Story::new()
        .commit(&other, [ClusterListed { application: None }.into()])
        .commit(&stream(), [listed()])
        .commit_caused(&other, summary("раз"), assessed(None, Level::Initial));
    let mut recorded = story.recorded().to_vec();
    recorded.last_mut().expect("an event").stream = stream();
    let mut views = crate::views::Views::default();
    for recorded in &recorded {
        views.apply(recorded);
    }
    let levels = views.levels(cluster(1)).expect("levels");
    assert!(levels.assessments()[0].cause.is_none());
}
