//! Sentences about many writers at once.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Engine, check_log};
use crate::ids::StreamVersion;
use crate::log::{AppendError, EventLog};
use crate::testing::{append_one, standing_clock, stream};

/// Contract 9.
pub async fn of_two_equal_expectations_one_wins(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    for round in 0..50 {
        let (one, other) = tokio::join!(
            log.append(append_one(2 * round, &stream("a"), round)),
            log.append(append_one(2 * round + 1, &stream("a"), round)),
        );
        let conflict = AppendError::Conflict {
            stream: stream("a"),
            expected: StreamVersion(round),
            actual: StreamVersion(round + 1),
        };
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(one.and(other), Err(conflict));
    }
    assert_eq!(check_log(&*log).await.len(), 50);
}

/// Each writer reads the version, tries, and on a conflict tries again with the actual one.
pub async fn sixty_four_writers_to_one_stream_lose_and_double_nothing(engine: &dyn Engine) {
    const WRITERS: u64 = 64;
    const EACH: u64 = 10;
    let log = engine.open(standing_clock()).await;
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(contend(Arc::clone(&log), writer, EACH))).collect();
    for writer in writers {
        writer.await.expect("a task");
    }
    let recorded = check_log(&*log).await;
    let requests: HashSet<_> = recorded.iter().map(|entry| entry.request_id).collect();
    let events = usize::try_from(WRITERS * EACH).expect("small");
    assert_eq!((recorded.len(), requests.len()), (events, events));
}

async fn contend(log: Arc<dyn EventLog>, writer: u64, each: u64) {
    let mut version = 0;
    for number in 0..each {
        loop {
            let commit = append_one(writer * each + number, &stream("a"), version);
            match log.append(commit).await {
                Ok(_) => break version += 1,
                Err(AppendError::Conflict { actual, .. }) => version = actual.0,
                Err(other) => panic!("{other}"),
            }
        }
    }
}
