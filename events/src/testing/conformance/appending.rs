//! Sentences about one append after the other.

use jiff::SignedDuration;

use super::{Engine, check_log};
use crate::ids::{Position, StreamVersion};
use crate::log::{AppendError, Head};
use crate::testing::{append, append_one, part, second, standing_clock, stream};

/// An empty log has the genesis value for its chain and no time.
pub async fn a_log_begins_empty(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    assert_eq!(log.head().await, Ok(Head::empty()));
    assert_eq!(log.read(Position(0), 10).await, Ok(Vec::new()));
    assert_eq!(log.read_stream(&stream("a"), StreamVersion::EMPTY, 10).await, Ok(Vec::new()));
}

/// Contract 1.
pub async fn positions_have_no_gaps_and_the_chain_ends_in_the_head(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let (a, b) = (stream("a"), stream("b"));
    for round in 0..20 {
        let parts = vec![part(&a, 2 * round, 2), part(&b, round, 1)];
        let appended = log.append(append(round, parts)).await.expect("appended");
        assert_eq!(appended.receipt.first, Position(3 * round));
        assert_eq!(appended.receipt.last(), Position(3 * round + 2));
    }
    assert_eq!(check_log(&*log).await.len(), 60);
}

/// Contract 4, when all goes well: index and count within the commit follow the parts.
pub async fn a_commit_over_several_streams_is_recorded_in_the_order_of_its_parts(
    engine: &dyn Engine,
) {
    let log = engine.open(standing_clock()).await;
    let (a, b, c) = (stream("a"), stream("b"), stream("c"));
    let parts = vec![part(&c, 0, 2), part(&a, 0, 0), part(&b, 0, 1)];
    let receipt = log.append(append(1, parts)).await.expect("appended").receipt;
    assert_eq!(receipt.count, 3);
    assert_eq!(receipt.streams, [(c.clone(), StreamVersion(2)), (b.clone(), StreamVersion(1))]);
    let recorded = check_log(&*log).await;
    let places: Vec<_> =
        recorded.iter().map(|r| (r.stream.clone(), r.version.0, r.index, r.count)).collect();
    assert_eq!(places, [(c.clone(), 1, 0, 3), (c, 2, 1, 3), (b, 1, 2, 3)]);
}

/// Contract 4, when it doesn't.
pub async fn a_conflict_in_one_part_records_nothing_of_the_others(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let (a, b) = (stream("a"), stream("b"));
    log.append(append_one(1, &a, 0)).await.expect("appended");
    let head = log.head().await;
    let refused = log.append(append(2, vec![part(&b, 0, 3), part(&a, 0, 1)])).await;
    assert!(matches!(refused, Err(AppendError::Conflict { .. })), "{refused:?}");
    assert_eq!(log.head().await, head);
    assert_eq!(log.read_stream(&b, StreamVersion::EMPTY, 10).await, Ok(Vec::new()));
    assert_eq!(log.receipt(append_one(2, &a, 0).request_id).await, Ok(None));
    log.append(append(2, vec![part(&b, 0, 3), part(&a, 1, 1)])).await.expect("the id is free");
    assert_eq!(check_log(&*log).await.len(), 5);
}

/// A caller learns what it expected and what is so.
pub async fn a_conflict_tells_expected_and_actual_version(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let a = stream("a");
    log.append(append(1, vec![part(&a, 0, 3)])).await.expect("appended");
    for wrong in [0, 2, 4, u64::MAX] {
        let refused = log.append(append_one(2, &a, wrong)).await;
        let (expected, actual) = (StreamVersion(wrong), StreamVersion(3));
        let conflict = AppendError::Conflict { stream: a.clone(), expected, actual };
        assert_eq!(refused, Err(conflict));
    }
}

/// What a decision read elsewhere is guarded without writing there.
pub async fn a_part_without_events_only_guards(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let (a, guarded) = (stream("a"), stream("access"));
    log.append(append_one(1, &guarded, 0)).await.expect("appended");
    log.append(append(2, vec![part(&guarded, 1, 0), part(&a, 0, 1)])).await.expect("it holds");
    let refused = log.append(append(3, vec![part(&guarded, 0, 0), part(&a, 1, 1)])).await;
    assert!(matches!(refused, Err(AppendError::Conflict { .. })), "{refused:?}");
    log.append(append_one(4, &guarded, 1)).await.expect("guarding moved nothing on");
    assert_eq!(check_log(&*log).await.len(), 3);
}

/// One commit has one time, and a receipt and head tell the same one.
pub async fn events_of_a_commit_share_one_time_to_the_microsecond(engine: &dyn Engine) {
    let clock = standing_clock();
    clock.set(second(5) + SignedDuration::from_nanos(1_234_567));
    let log = engine.open(clock).await;
    let receipt = log.append(append(1, vec![part(&stream("a"), 0, 3)])).await;
    let receipt = receipt.expect("appended").receipt;
    assert_eq!(receipt.recorded_at, second(5) + SignedDuration::from_micros(1_234));
    let recorded = check_log(&*log).await;
    assert!(recorded.iter().all(|entry| entry.recorded_at == receipt.recorded_at));
    assert_eq!(log.head().await.expect("a head").recorded_at, Some(receipt.recorded_at));
}

/// `recorded_at = max(previous, clock)`, also across a restart.
pub async fn time_never_goes_back_even_if_the_clock_does(engine: &dyn Engine) {
    let clock = standing_clock();
    let mut log = engine.open(clock.clone()).await;
    let a = stream("a");
    let mut times = Vec::new();
    for (number, now) in [10, 5, 20, 19].into_iter().enumerate() {
        clock.set(second(now));
        if number == 3 {
            log = engine.reopen(log, clock.clone()).await;
        }
        let append = append_one(number as u64, &a, number as u64);
        times.push(log.append(append).await.expect("appended").receipt.recorded_at);
    }
    assert_eq!(times, [second(10), second(10), second(20), second(20)]);
    check_log(&*log).await;
}

/// Contract 2, as far as a restart shows it; the crash test goes further.
pub async fn what_was_acknowledged_is_there_after_a_restart(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let (a, b) = (stream("a"), stream("b"));
    for round in 0..10 {
        let parts = vec![part(&a, 2 * round, 2), part(&b, round, 1)];
        log.append(append(round, parts)).await.expect("appended");
    }
    let before = (log.head().await, check_log(&*log).await);
    let log = engine.reopen(log, clock).await;
    assert_eq!((log.head().await, check_log(&*log).await), before);
    let of_b = log.read_stream(&b, StreamVersion(8), 10).await.expect("a slice");
    assert_eq!(of_b.iter().map(|entry| entry.position.0).collect::<Vec<_>>(), [26, 29]);
    log.append(append_one(10, &b, 10)).await.expect("it goes on");
    assert_eq!(check_log(&*log).await.len(), 31);
}
