//! Sentences about requests that are sent again (contract 3).

use std::sync::Arc;

use super::{Engine, check_log};
use crate::ids::{Digest, Position};
use crate::log::{AppendError, Appended, EventLog};
use crate::testing::{append, append_one, part, request_id, standing_clock, stream};

/// Also when its expectation is past by now, since it was right when it was recorded.
pub async fn a_repeated_request_gets_the_first_receipt(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    check_repeats(&*log, &*log).await;
}

/// The receipt is a function of the entries, so a restart changes nothing.
pub async fn a_repeated_request_gets_the_first_receipt_after_a_restart(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    check_repeats(&*log, &*log).await;
    let first = log.receipt(request_id(1)).await.expect("readable");
    let log = engine.reopen(log, clock).await;
    assert_eq!(log.receipt(request_id(1)).await.expect("readable"), first);
    let again = log.append(append(1, vec![part(&stream("a"), 0, 2), part(&stream("b"), 0, 1)]));
    assert_eq!(
        again.await.ok().map(|again| (Some(again.receipt), again.repeated)),
        Some((first, true))
    );
    assert_eq!(check_log(&*log).await.len(), 4);
}

/// Records a commit and something after it on `log`, and repeats it on `later`.
async fn check_repeats(log: &dyn EventLog, later: &dyn EventLog) {
    let (a, b) = (stream("a"), stream("b"));
    let commit = append(1, vec![part(&a, 0, 2), part(&b, 0, 1)]);
    let first = log.append(commit.clone()).await.expect("appended");
    assert!(!first.repeated);
    log.append(append_one(2, &a, 2)).await.expect("appended");

    let again = later.append(commit).await.expect("the first answer");
    assert_eq!(again, Appended { receipt: first.receipt.clone(), repeated: true });
    assert_eq!(later.receipt(request_id(1)).await, Ok(Some(first.receipt)));
    assert_eq!(check_log(later).await.len(), 4);
}

/// The id is taken; the answer says by what.
pub async fn a_request_id_with_another_body_is_refused(engine: &dyn Engine) {
    let clock = standing_clock();
    let mut log = engine.open(clock.clone()).await;
    let a = stream("a");
    log.append(append_one(1, &a, 0)).await.expect("appended");
    log.append(append_one(2, &a, 1)).await.expect("appended");
    let mut other = append_one(2, &a, 2);
    other.request_digest = Digest::of(b"another body");
    for _restart in 0..2 {
        let refused = log.append(other.clone()).await;
        assert_eq!(refused, Err(AppendError::RequestReused { first: Position(1) }));
        log = engine.reopen(log, clock.clone()).await;
    }
    assert_eq!(check_log(&*log).await.len(), 2);
}

/// Nor has one whose append was refused, as [`super::a_conflict_in_one_part_records_nothing_of_the_others`] shows.
pub async fn an_unknown_request_has_no_receipt(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    assert_eq!(log.receipt(request_id(1)).await, Ok(None));
    log.append(append_one(2, &stream("a"), 0)).await.expect("appended");
    assert_eq!(log.receipt(request_id(1)).await, Ok(None));
}

/// A caller that repeats before it has an answer.
pub async fn the_same_request_sent_many_times_at_once_is_recorded_once(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let sent: Vec<_> = (0..32)
        .map(|_| {
            let log = Arc::clone(&log);
            tokio::spawn(async move { log.append(append_one(1, &stream("a"), 0)).await })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.expect("a task").expect("appended"));
    }
    assert_eq!(answers.iter().filter(|answer| !answer.repeated).count(), 1);
    assert!(answers.iter().all(|answer| answer.receipt == answers[0].receipt));
    assert_eq!(check_log(&*log).await.len(), 1);
}
