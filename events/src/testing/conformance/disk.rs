//! Sentences about what happens around a sync, seen through a gate in front of the disk.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;

use super::{EngineWithDisk, check_log};
use crate::ids::{Position, StreamVersion};
use crate::log::{Append, AppendError, Appended, EventLog};
use crate::stream::StreamId;
use crate::testing::{Gate, append_one, request_id, standing_clock, stream};

type Answer = Result<Appended, AppendError>;

/// Contract 8.
pub async fn nothing_is_visible_between_batch_and_sync(engine: &dyn EngineWithDisk) {
    let (log, gate) = open(engine).await;
    let a = stream("a");
    log.append(append_one(1, &a, 0)).await.expect("appended");
    let waiting = held_up(&log, &gate, append_one(2, &a, 1)).await;

    assert_eq!(log.head().await.expect("a head").next, Position(1));
    assert_eq!(log.read(Position(0), 10).await.expect("a slice").len(), 1);
    assert_eq!(log.read_stream(&a, StreamVersion(1), 10).await, Ok(Vec::new()));
    assert_eq!(log.receipt(request_id(2)).await, Ok(None));
    assert!(!waiting.is_finished(), "not acknowledged either");

    gate.open();
    waiting.await.expect("a task").expect("appended");
    assert_eq!(check_log(&*log).await.len(), 2);
}

/// Contract 9, where only the writer's own memory can tell.
pub async fn of_two_equal_expectations_in_one_group_one_wins(engine: &dyn EngineWithDisk) {
    let (log, gate) = open(engine).await;
    let a = stream("a");
    let (first, one, other) = one_group(&log, &gate, [&a, &a], [2, 3]).await;
    first.expect("appended");
    let conflict = AppendError::Conflict {
        stream: a,
        expected: StreamVersion::EMPTY,
        actual: StreamVersion(1),
    };
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(one.and(other), Err(conflict));
    assert_eq!(check_log(&*log).await.len(), 2);
}

/// Contract 3, where only the writer's own memory can tell.
pub async fn the_same_request_twice_in_one_group_is_recorded_once(engine: &dyn EngineWithDisk) {
    let (log, gate) = open(engine).await;
    let a = stream("a");
    let (first, one, other) = one_group(&log, &gate, [&a, &a], [2, 2]).await;
    first.expect("appended");
    let (one, other) = (one.expect("appended"), other.expect("appended"));
    assert_eq!(one.receipt, other.receipt);
    assert!(one.repeated != other.repeated);
    assert_eq!(check_log(&*log).await.len(), 2);
}

/// Contract 5: after a failed sync only a new start tells what is recorded.
pub async fn a_failed_sync_is_an_unknown_outcome_and_ends_writing(engine: &dyn EngineWithDisk) {
    let (log, gate) = open(engine).await;
    let a = stream("a");
    log.append(append_one(1, &a, 0)).await.expect("appended");
    gate.fail_once();
    let failed = log.append(append_one(2, &a, 1)).await;
    assert!(matches!(failed, Err(AppendError::Unknown(_))), "{failed:?}");
    let later = log.append(append_one(3, &a, 1)).await;
    assert!(matches!(later, Err(AppendError::ReadOnly(_) | AppendError::Unknown(_))), "{later:?}");
    assert_eq!(check_log(&*log).await.len(), 1, "what was durable is readable");
}

/// Contract 5, the caller's side: it repeats after the restart, and whatever was so, is so once.
pub async fn a_repeat_of_an_unknown_outcome_is_recorded_once(engine: &dyn EngineWithDisk) {
    let (log, gate) = open(engine).await;
    let a = stream("a");
    log.append(append_one(1, &a, 0)).await.expect("appended");
    gate.fail_once();
    log.append(append_one(2, &a, 1)).await.expect_err("the disk is broken");

    let log = engine.reopen(log, standing_clock()).await;
    log.append(append_one(2, &a, 1)).await.expect("recorded before or now");
    let again = log.append(append_one(2, &a, 1)).await.expect("the first answer");
    assert!(again.repeated);
    assert_eq!(check_log(&*log).await.len(), 2);
}

async fn open(engine: &dyn EngineWithDisk) -> (Arc<dyn EventLog>, Arc<Gate>) {
    let gate = Arc::new(Gate::default());
    (engine.open_behind(Arc::clone(&gate), standing_clock()).await, gate)
}

/// Sends an append and returns when it stands between batch and sync.
async fn held_up(log: &Arc<dyn EventLog>, gate: &Arc<Gate>, append: Append) -> JoinHandle<Answer> {
    gate.close();
    let waiting = send(log, append);
    let gate = Arc::clone(gate);
    let arrived = spawn_blocking(move || gate.wait_for_arrival()).await;
    assert!(arrived.expect("a task"), "an append comes to the gate");
    waiting
}

/// Has two requests wait behind a held-up one, so that they go into one group.
async fn one_group(
    log: &Arc<dyn EventLog>,
    gate: &Arc<Gate>,
    streams: [&StreamId; 2],
    requests: [u64; 2],
) -> (Answer, Answer, Answer) {
    let first = held_up(log, gate, append_one(1, &stream("first"), 0)).await;
    let one = send(log, append_one(requests[0], streams[0], 0));
    let other = send(log, append_one(requests[1], streams[1], 0));
    // Long enough for both to be queued; were they not, they would still be judged rightly.
    sleep(Duration::from_millis(50)).await;
    gate.open();
    let done = |answer: Result<Answer, _>| answer.expect("a task");
    (done(first.await), done(one.await), done(other.await))
}

fn send(log: &Arc<dyn EventLog>, append: Append) -> JoinHandle<Answer> {
    let log = Arc::clone(log);
    tokio::spawn(async move { log.append(append).await })
}
