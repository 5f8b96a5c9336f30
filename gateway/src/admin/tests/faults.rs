//! What happens when the other side isn't there, breaks off, or speaks another language.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Entry;
use registry_events::ids::{Position, RequestId, StreamVersion};
use registry_events::log::{Append, AppendError, Appended, EventLog, Head, ReadError, Receipt};
use registry_events::stream::StreamId;
use registry_events::testing::{append_one, standing_clock, stream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::{sleep, timeout};

use super::super::{AdminSocket, RemoteLog, SocketError};
use super::{connect, start};

/// A log whose every answer is an error.
struct Failing;

#[async_trait]
impl EventLog for Failing {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        Err(match append.parts[0].expected.0 {
            0 => AppendError::ReadOnly("for now".into()),
            1 => AppendError::Unknown("lost".into()),
            _ => AppendError::Malformed("an event is larger than 60 KB"),
        })
    }

    async fn read(&self, from: Position, _: usize) -> Result<Vec<Entry>, ReadError> {
        Err(ReadError::Damaged { position: from, reason: "a bit".into() })
    }

    async fn read_stream(
        &self,
        stream: &StreamId,
        _: StreamVersion,
        _: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        Err(ReadError::Unavailable(stream.to_string()))
    }

    async fn receipt(&self, _: RequestId) -> Result<Option<Receipt>, ReadError> {
        Err(ReadError::Unavailable("no receipt".into()))
    }

    async fn head(&self) -> Result<Head, ReadError> {
        Ok(Head::empty())
    }

    async fn wait_past(&self, _: Position) -> Result<Head, ReadError> {
        Err(ReadError::Unavailable("nobody waits".into()))
    }
}

#[tokio::test]
async fn each_error_arrives_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let server = start(&path, Arc::new(Failing));
    let log = connect(&path).await;
    let a = stream("a");

    let errors = [
        AppendError::ReadOnly("for now".into()),
        AppendError::Unknown("lost".into()),
        AppendError::Malformed("an event is larger than 60 KB"),
    ];
    for (expected, error) in (0..).zip(errors) {
        assert_eq!(log.append(append_one(1, &a, expected)).await, Err(error));
    }
    let damaged = ReadError::Damaged { position: Position(7), reason: "a bit".into() };
    assert_eq!(log.read(Position(7), 1).await, Err(damaged));
    let unavailable = |reason: &str| ReadError::Unavailable(reason.into());
    let read = log.read_stream(&a, StreamVersion::EMPTY, 1).await;
    assert_eq!(read, Err(unavailable("a")));
    let receipt = log.receipt(append_one(1, &a, 0).request_id).await;
    assert_eq!(receipt, Err(unavailable("no receipt")));
    server.stop().await;
}

#[tokio::test]
async fn without_a_server_there_is_no_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    assert!(RemoteLog::connect(&path).await.expect("nobody").is_none());
    drop(UnixListener::bind(&path).expect("a socket"));
    assert!(path.exists(), "as after kill -9");
    assert!(RemoteLog::connect(&path).await.expect("nobody").is_none());
}

#[tokio::test]
async fn a_stale_socket_gives_way_to_a_new_one_that_only_the_owner_may_enter() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    drop(UnixListener::bind(&path).expect("a socket"));
    let socket = AdminSocket::open(&path).expect("a socket");
    let mode = fs::symlink_metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
    drop(socket);
    assert!(!path.exists());
}

#[tokio::test]
async fn a_living_socket_and_a_file_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let living = AdminSocket::open(&path).expect("a socket");
    assert!(matches!(AdminSocket::open(&path), Err(SocketError::InUse { .. })));
    drop(living);
    fs::write(&path, "mine").expect("written");
    assert!(matches!(AdminSocket::open(&path), Err(SocketError::NotASocket { .. })));
    assert_eq!(fs::read_to_string(&path).expect("it stays"), "mine");
}

#[tokio::test]
async fn a_folder_with_a_long_name_has_its_socket_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = folder.path().join("a".repeat(120));
    fs::create_dir(&long).expect("a folder");
    let path = long.join("admin.sock");
    assert!(RemoteLog::connect(&path).await.expect("nobody").is_none());
    let server = start(&path, Arc::new(MemoryLog::new(standing_clock())));
    assert_eq!(connect(&path).await.head().await, Ok(Head::empty()));
    assert!(matches!(AdminSocket::open(&path), Err(SocketError::InUse { .. })));
    server.stop().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn a_socket_that_isnt_ours_any_more_is_not_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let socket = AdminSocket::open(&path).expect("a socket");
    fs::remove_file(&path).expect("removed");
    let _other = UnixListener::bind(&path).expect("another socket");
    drop(socket);
    assert!(path.exists());
}

#[tokio::test]
async fn an_append_whose_answer_breaks_off_has_an_unknown_outcome() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let server = start(&path, Arc::new(MemoryLog::new(standing_clock())));
    let log = connect(&path).await;
    server.stop().await;
    // From here on somebody reads each request and hangs up.
    let listener = UnixListener::bind(&path).expect("a socket");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 64]).await;
        }
    });
    let lost = log.append(append_one(1, &stream("a"), 0)).await;
    assert!(matches!(lost, Err(AppendError::Unknown(_))), "{lost:?}");
    assert!(matches!(log.head().await, Err(ReadError::Unavailable(_))));
}

#[tokio::test]
async fn an_append_that_never_left_is_not_recorded_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let server = start(&path, Arc::new(MemoryLog::new(standing_clock())));
    let log = connect(&path).await;
    server.stop().await;
    // Long enough to hear of the end of the connection.
    sleep(Duration::from_millis(20)).await;
    let refused = log.append(append_one(1, &stream("a"), 0)).await;
    assert!(matches!(refused, Err(AppendError::ReadOnly(_))), "{refused:?}");
}

#[tokio::test]
async fn a_request_of_another_version_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let server = start(&path, Arc::new(MemoryLog::new(standing_clock())));
    let answer = say(&path, &[0, 0, 0, 5, 0xa4, b'f', b'o', b'r', b'k']).await;
    assert!(answer.contains("doesn't know this request"), "{answer}");
    let answer = say(&path, &[0xff; 4]).await;
    assert!(answer.contains("longer than a frame"), "{answer}");
    server.stop().await;
}

/// Sends bytes and reads what comes back until a moment passes without any.
async fn say(path: &std::path::Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(path).await.expect("a server");
    stream.write_all(bytes).await.expect("sent");
    let mut answer = vec![0; 1_024];
    let read = timeout(Duration::from_secs(5), stream.read(&mut answer)).await;
    answer.truncate(read.expect("an answer").expect("readable"));
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn more_clients_than_places_are_all_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("admin.sock");
    let server = start(&path, Arc::new(MemoryLog::new(standing_clock())));
    let clients = (0..100).map(|_| {
        let path = path.clone();
        tokio::spawn(async move { connect(&path).await.head().await })
    });
    for client in clients.collect::<Vec<_>>() {
        assert_eq!(client.await.expect("a task"), Ok(Head::empty()));
    }
    server.stop().await;
}
