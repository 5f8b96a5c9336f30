//! Sentences about what is too much, and about the largest that isn't.

use super::{Engine, check_log};
use crate::codec::{EVENT_BYTES_MAX, EncodedContent};
use crate::ids::{Position, StreamVersion};
use crate::log::{Append, AppendError, COMMIT_BYTES_MAX, COMMIT_EVENTS_MAX, EventLog, Head, Part};
use crate::testing::{append, event_of, part, small_event, standing_clock, stream};

/// A part that only guards isn't an event.
pub async fn an_append_without_events_is_refused(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    check_refused(&*log, append(1, vec![])).await;
    check_refused(&*log, append(1, vec![part(&stream("a"), 0, 0)])).await;
}

/// It would expect two versions of one stream.
pub async fn a_stream_in_two_parts_is_refused(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let a = stream("a");
    check_refused(&*log, append(1, vec![part(&a, 0, 1), part(&a, 1, 1)])).await;
    check_refused(&*log, append(1, vec![part(&a, 0, 1), part(&a, 0, 0)])).await;
}

/// The bound on events.
pub async fn five_thousand_events_fit_into_a_commit_and_one_more_does_not(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let a = stream("a");
    check_refused(&*log, append(1, vec![part(&a, 0, COMMIT_EVENTS_MAX + 1)])).await;
    let commit = append(1, vec![part(&a, 0, COMMIT_EVENTS_MAX)]);
    let receipt = log.append(commit.clone()).await.expect("it fits").receipt;
    let log = engine.reopen(log, clock).await;
    assert_eq!(log.append(commit).await.expect("a repeat").receipt, receipt);
    assert_eq!(check_log(&*log).await.len(), COMMIT_EVENTS_MAX);
}

/// The bound on bytes.
pub async fn four_mebibytes_fit_into_a_commit_and_more_does_not(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let mut commit = append(1, vec![part(&stream("a"), 0, 0)]);
    let event = event_of(EVENT_BYTES_MAX - 10);
    commit.parts[0].events = vec![event.clone(); COMMIT_BYTES_MAX / event.len()];
    log.append(commit.clone()).await.expect("it fits");
    commit.request_id = append(2, vec![]).request_id;
    commit.parts[0].expected = StreamVersion(commit.parts[0].events.len() as u64);
    commit.parts[0].events.push(event);
    let head = log.head().await;
    assert!(matches!(log.append(commit.clone()).await, Err(AppendError::Malformed(_))));
    assert_eq!(log.head().await, head);
    let log = engine.reopen(log, clock).await;
    assert_eq!(check_log(&*log).await.len(), commit.parts[0].events.len() - 1);
}

/// Large events among small ones, around every size at which an engine may split them.
pub async fn an_event_of_sixty_kilobytes_is_read_back(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let near_a_split = 3_500..3_800;
    let sizes: Vec<usize> =
        near_a_split.step_by(4).chain([250, 60_000, 8_000, EVENT_BYTES_MAX - 10]).collect();
    let mut commit = append(1, vec![part(&stream("a"), 0, 0)]);
    commit.parts[0].events = sizes.iter().map(|size| event_of(*size)).collect();
    log.append(commit).await.expect("appended");
    let before = log.read(Position(0), 100).await;
    let log = engine.reopen(log, clock).await;
    assert_eq!(check_log(&*log).await.len(), sizes.len());
    assert_eq!(log.read(Position(0), 100).await, before);
    let last = Position(sizes.len() as u64 - 1);
    let alone = log.read(last, 1).await.expect("a slice");
    assert!(alone[0].bytes.len() > EVENT_BYTES_MAX);
}

/// An entry's length stands in sixteen bits.
pub async fn an_event_that_fits_no_entry_is_refused_with_its_whole_commit(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let huge = EncodedContent::Clear(vec![0; 70_000]);
    let events = vec![small_event(), huge, small_event()];
    let part_with_huge = Part { stream: stream("a"), expected: StreamVersion::EMPTY, events };
    check_refused(&*log, append(1, vec![part(&stream("b"), 0, 1), part_with_huge])).await;
    log.append(append(1, vec![part(&stream("b"), 0, 1)])).await.expect("nothing stayed behind");
    let log = engine.reopen(log, clock).await;
    assert_eq!(check_log(&*log).await.len(), 1);
}

async fn check_refused(log: &dyn EventLog, commit: Append) {
    let refused = log.append(commit).await;
    assert!(matches!(refused, Err(AppendError::Malformed(_))), "{refused:?}");
    assert_eq!(log.head().await, Ok(Head::empty()));
}
