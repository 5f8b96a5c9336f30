//! The follower: in order, without a gap, never past what it can't read.

use registry_events::ids::Position;
use registry_events::stream::StreamId;

use crate::follower::{Follower, StepError};
use crate::testing::{Story, claim, claims, cluster, listed, participant, text};

fn story() -> Story {
    let stream = StreamId::cluster(cluster(1));
    Story::new()
        .commit(&stream, [listed(), claims(vec![claim("summary", text("Кратко"))])])
        .sealed(&StreamId::cluster(cluster(1)))
        .commit(&stream, [participant(1, 7, "small")])
}

#[test]
fn entries_lead_to_the_same_views_as_what_they_say() {
    let follower = story().follower();
    assert_eq!(follower.next(), Position(4));
    assert_eq!(follower.views().digest(), story().views().digest());
}

#[test]
fn it_stands_at_a_commit_end_only_after_the_last_event_of_a_commit() {
    let entries = story().entries();
    let mut follower = Follower::new();
    assert!(follower.at_commit_end());
    follower.step(&entries[..1]).expect("in order");
    assert!(!follower.at_commit_end());
    assert!(follower.views().register().row(cluster(1), Position(0)).is_none());
    follower.step(&entries[1..2]).expect("in order");
    assert!(follower.at_commit_end());
    assert!(follower.views().register().row(cluster(1), Position(1)).is_some());
}

#[test]
fn a_gap_is_named_and_nothing_after_it_is_taken() {
    let mut entries = story().entries();
    entries.remove(2);
    let mut follower = Follower::new();
    let error = follower.step(&entries).expect_err("a gap");
    assert!(matches!(error, StepError::Gap { expected: Position(2), found: Position(3) }));
    assert_eq!(follower.next(), Position(2));
}

#[test]
fn an_entry_that_cannot_be_read_is_named_and_never_passed_over() {
    let mut entries = story().entries();
    entries[2].bytes = entries[2].bytes[..60].into();
    let mut follower = Follower::new();
    for _ in 0..2 {
        let rest = &entries[usize::try_from(follower.next().0).expect("small")..];
        let error = follower.step(rest).expect_err("damaged");
        assert!(matches!(error, StepError::Undecodable { position: Position(2), .. }));
        assert_eq!(follower.next(), Position(2));
    }
}

#[test]
fn bytes_of_another_position_are_a_gap() {
    let mut entries = story().entries();
    entries[1].bytes = entries[0].bytes.clone();
    let error = Follower::new().step(&entries).expect_err("twice the same");
    assert!(matches!(error, StepError::Gap { expected: Position(1), found: Position(0) }));
}

#[test]
fn views_go_from_the_follower_to_any_reader() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    shared(story().follower().views());
}
