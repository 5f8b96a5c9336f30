//! Sentences about reading and waiting.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::{Engine, check_log};
use crate::codec::{EncodedContent, encode_clear};
use crate::entry::Content;
use crate::ids::{Position, StreamVersion};
use crate::log::{EventLog, READ_ENTRIES_MAX};
use crate::seal::{KeyId, Sealed};
use crate::testing::{append, append_one, event_of, part, small_event, standing_clock, stream};

/// Contract 7, for clear and sealed content, from `read` and `read_stream`, before a restart and
/// after.
pub async fn the_bytes_read_are_the_bytes_appended(engine: &dyn Engine) {
    let clock = standing_clock();
    let log = engine.open(clock.clone()).await;
    let sealed = Sealed { key: KeyId("k".into()), nonce: vec![1; 24], bytes: vec![2; 5_000] };
    let events = vec![small_event(), EncodedContent::Sealed(sealed), event_of(2_000)];
    let mut commit = append(1, vec![part(&stream("a"), 0, 0)]);
    commit.parts[0].events.clone_from(&events);
    log.append(commit).await.expect("appended");

    let read = log.read(Position(0), 10).await.expect("a slice");
    let contents = check_log(&*log).await.into_iter().map(|entry| encoded(entry.content));
    assert_eq!(contents.collect::<Vec<_>>(), events);
    let of_stream = log.read_stream(&stream("a"), StreamVersion::EMPTY, 10).await;
    assert_eq!(of_stream.as_ref(), Ok(&read));
    let log = engine.reopen(log, clock).await;
    assert_eq!(log.read(Position(0), 10).await, Ok(read));
}

fn encoded(content: Content) -> EncodedContent {
    match content {
        Content::Sealed(sealed) => EncodedContent::Sealed(sealed),
        Content::Clear(clear) => {
            let bytes = encode_clear(&clear.actor, clear.cause.as_ref(), &clear.event);
            EncodedContent::Clear(bytes.expect("it was encoded before"))
        }
        Content::Unknown { event_type, .. } => panic!("no test writes {event_type}"),
    }
}

/// By the caller's limit and by the port's own.
pub async fn a_read_is_bounded(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let a = stream("a");
    log.append(append(1, vec![part(&a, 0, READ_ENTRIES_MAX + 100)])).await.expect("appended");
    for (limit, expected) in [(0, 0), (7, 7), (usize::MAX, READ_ENTRIES_MAX)] {
        let read = log.read(Position(0), limit).await.expect("a slice");
        let of_stream = log.read_stream(&a, StreamVersion::EMPTY, limit).await.expect("a slice");
        assert_eq!((read.len(), of_stream.len()), (expected, expected));
    }
    let rest = log.read(Position(READ_ENTRIES_MAX as u64), usize::MAX).await.expect("a slice");
    assert_eq!(rest.len(), 100);
    for behind in [READ_ENTRIES_MAX as u64 + 100, u64::MAX] {
        assert_eq!(log.read(Position(behind), 10).await, Ok(Vec::new()));
        assert_eq!(log.read_stream(&a, StreamVersion(behind), 10).await, Ok(Vec::new()));
    }
}

/// Streams that take turns in the log are told apart.
pub async fn a_stream_is_read_on_after_a_version(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let (a, b) = (stream("a"), stream("b"));
    for round in 0..6 {
        let name = if round % 2 == 0 { &a } else { &b };
        log.append(append(round, vec![part(name, round / 2 * 2, 2)])).await.expect("appended");
    }
    let read = log.read_stream(&b, StreamVersion(1), 3).await.expect("a slice");
    let decoded: Vec<_> = read.iter().map(|entry| entry.decode().expect("it decodes")).collect();
    assert_eq!(decoded.iter().map(|entry| entry.version.0).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(decoded.iter().map(|entry| entry.position.0).collect::<Vec<_>>(), [3, 6, 7]);
    assert!(decoded.iter().all(|entry| entry.stream == b));
    assert_eq!(log.read_stream(&stream("c"), StreamVersion::EMPTY, 3).await, Ok(Vec::new()));
}

/// Contract 6.
pub async fn a_cursor_sees_each_event_once_while_others_write(engine: &dyn Engine) {
    const COMMITS: u64 = 300;
    let log = engine.open(standing_clock()).await;
    let writers: Vec<_> =
        (0..4).map(|writer| tokio::spawn(write(Arc::clone(&log), writer, COMMITS))).collect();
    let mut seen = Vec::new();
    while seen.len() < 4 * 2 * usize::try_from(COMMITS).expect("small") {
        let next = Position(seen.len() as u64);
        let head = log.wait_past(next).await.expect("a head");
        let read = log.read(next, 7).await.expect("a slice");
        assert!(
            !read.is_empty() && read[read.len() - 1].position < head.next.max(log_end(&*log).await)
        );
        seen.extend(read.into_iter().map(|entry| entry.position.0));
    }
    assert_eq!(seen, (0..seen.len() as u64).collect::<Vec<_>>());
    for writer in writers {
        writer.await.expect("a task");
    }
    check_log(&*log).await;
}

async fn log_end(log: &dyn EventLog) -> Position {
    log.head().await.expect("a head").next
}

async fn write(log: Arc<dyn EventLog>, writer: u64, commits: u64) {
    let stream = stream(&format!("writer/{writer}"));
    for number in 0..commits {
        let commit = append(writer * commits + number, vec![part(&stream, 2 * number, 2)]);
        log.append(commit).await.expect("appended");
    }
}

/// At once when it is filled already.
pub async fn waiting_ends_when_the_position_is_filled(engine: &dyn Engine) {
    let log = engine.open(standing_clock()).await;
    let waiting = timeout(Duration::from_millis(50), log.wait_past(Position(1))).await;
    assert!(waiting.is_err(), "nothing stands there yet");
    let waiter = tokio::spawn({
        let log = Arc::clone(&log);
        async move { log.wait_past(Position(1)).await }
    });
    log.append(append_one(1, &stream("a"), 0)).await.expect("appended");
    log.append(append_one(2, &stream("a"), 1)).await.expect("appended");
    let head = waiter.await.expect("a task").expect("a head");
    assert_eq!(Ok(head), log.head().await);
    assert_eq!(log.wait_past(Position(0)).await, Ok(head));
}
