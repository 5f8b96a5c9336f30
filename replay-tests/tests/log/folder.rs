//! The guards around the log's folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use registry_events::engine::sled::{OpenError, Options, Progress, SledLog, verify};
use registry_events::ids::Position;
use registry_events::log::{EventLog, Head};
use registry_events::testing::{append_one, part, standing_clock, stream};
use tempfile::TempDir;

use super::child;

#[test]
fn a_second_process_is_refused_with_one_sentence() {
    let folder = TempDir::new().expect("a folder");
    let _log = open(folder.path()).expect("it opens");
    let output = child("open", folder.path());
    let told = String::from_utf8_lossy(&output.stdout);
    let path = folder.path().display();
    let sentence = format!("another process has this log open: stop it before opening {path}");
    assert_eq!(told.trim(), format!("refused: {sentence}"));
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn a_second_opening_in_this_process_is_refused_too() {
    let folder = TempDir::new().expect("a folder");
    let log = open(folder.path()).expect("it opens");
    assert!(matches!(open(folder.path()), Err(OpenError::InUse { .. })));
    log.close();
    open(folder.path()).expect("it is free again");
}

#[test]
fn a_snapshot_that_was_being_written_is_removed() {
    let folder = TempDir::new().expect("a folder");
    open(folder.path()).expect("it opens").close();
    let leftover = folder.path().join("snap.0000000000000042.generating");
    fs::write(&leftover, b"half a snapshot").expect("a file");
    open(folder.path()).expect("it opens all the same");
    assert!(!leftover.exists());
}

#[tokio::test]
async fn a_log_whose_store_has_vanished_is_not_begun_anew() {
    let folder = filled().await;
    fs::remove_file(folder.path().join("db")).expect("removed");
    let refused = open(folder.path()).err().expect("it doesn't open");
    assert!(matches!(refused, OpenError::Shortened { expected: 3, found: 0 }), "{refused}");
    assert!(!folder.path().join("db").exists());
}

#[tokio::test]
async fn a_log_without_its_tally_asks_for_it() {
    let folder = filled().await;
    let tally = folder.path().join("tally");
    for broken in [None, Some("three\n"), Some("")] {
        fs::remove_file(&tally).expect("removed");
        if let Some(text) = broken {
            fs::write(&tally, text).expect("written");
        }
        let refused = open(folder.path()).err().expect("it doesn't open");
        assert!(matches!(refused, OpenError::Tally { .. }), "{refused}");
        fs::write(&tally, "0").expect("written");
        open(folder.path()).expect("as the operator was told").close();
        assert_eq!(fs::read_to_string(&tally).expect("readable"), format!("{:020}\n", 3));
    }
}

#[tokio::test]
async fn a_folder_with_blobs_is_not_ours() {
    let folder = filled().await;
    fs::write(folder.path().join("blobs").join("1"), b"large").expect("written");
    let refused = open(folder.path()).err().expect("it doesn't open");
    assert!(matches!(refused, OpenError::Blobs { .. }), "{refused}");
}

#[tokio::test]
async fn large_events_make_no_blobs() {
    let folder = TempDir::new().expect("a folder");
    let log = open(folder.path()).expect("it opens");
    let mut append = append_one(1, &stream("a"), 0);
    append.parts[0].events = vec![registry_events::testing::event_of(60_000); 60];
    log.append(append).await.expect("appended");
    log.close();
    assert_eq!(fs::read_dir(folder.path().join("blobs")).expect("a folder").count(), 0);
}

#[tokio::test]
async fn verifying_tells_how_far_it_is_and_where_the_log_ends() {
    let folder = filled().await;
    let mut told = Vec::new();
    let head = verify(folder.path(), |progress| told.push(progress)).expect("it is whole");
    assert_eq!(told, [Progress { checked: 3, entries: 3 }]);
    assert_eq!(open(folder.path()).expect("it opens").head().await, Ok(head));
    let empty = TempDir::new().expect("a folder");
    assert_eq!(verify(empty.path(), |_| ()).expect("empty"), Head::empty());
    assert_eq!(head.last(), Some(Position(2)));
}

async fn filled() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let log = open(folder.path()).expect("it opens");
    let mut append = append_one(1, &stream("a"), 0);
    append.parts = vec![part(&stream("a"), 0, 3)];
    log.append(append).await.expect("appended");
    folder
}

fn open(folder: &Path) -> Result<SledLog, OpenError> {
    SledLog::open(folder, standing_clock(), Options::default())
}

/// The port is object-safe, and a log can be handed to many tasks.
#[test]
fn a_log_is_held_as_the_port() {
    let folder = TempDir::new().expect("a folder");
    let _log: Arc<dyn EventLog> = Arc::new(open(folder.path()).expect("it opens"));
}
