//! The files of key and checkpoints, and the signer over a log in memory.

use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use registry_events::engine::memory::MemoryLog;
use registry_events::entry::Entry;
use registry_events::ids::{Position, RequestId, StreamVersion};
use registry_events::log::{Append, AppendError, Appended, EventLog, Head, ReadError, Receipt};
use registry_events::stream::StreamId;
use registry_events::testing::{append_one, standing_clock, stream};
use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::SigningKey;
use registry_events::transparency::tree::{Tree, TreeHead, leaf_hash};
use tempfile::TempDir;

use super::*;
use crate::clock::SystemEntropy;
use crate::private::{SigningTrace, TracePlace};

const ORIGIN: &str = "registry.example/log";

fn key() -> SigningKey {
    SigningKey::from_seed(ORIGIN, &[7; 32]).expect("a key")
}

fn file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signed-checkpoints");
    (folder, path)
}

fn open(path: &Path) -> Result<SignedCheckpoints, SignedCheckpointsError> {
    SignedCheckpoints::open(path, key().verifier())
}

/// How many entries each checkpoint of a file covers.
fn sizes(path: &Path) -> Vec<u64> {
    let heads = open(path).and_then(|signed| signed.heads()).expect("whole");
    heads.iter().map(|head| head.size).collect()
}

/// The checkpoint of a tree with so many leaves.
fn checkpoint(size: u64) -> SignedCheckpoint {
    let head = TreeHead { size, root: leaf_hash(&size.to_be_bytes()) };
    Checkpoint { origin: ORIGIN.into(), head }.sign(&key()).expect("signed")
}

fn file_of(sizes: &[u64]) -> (TempDir, PathBuf) {
    let (folder, path) = file();
    let mut signed = open(&path).expect("nothing is there yet");
    for size in sizes {
        signed.append(&checkpoint(*size)).expect("appended");
    }
    (folder, path)
}

#[test]
fn a_key_is_made_once_and_read_back() {
    let (_folder, path) = file();
    let made = make_key(&path, ORIGIN, &SystemEntropy).expect("made");
    let read = read_key(&path).expect("read");
    assert_eq!(made.verifier(), read.verifier());
    assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    let refused = make_key(&path, ORIGIN, &SystemEntropy).map(drop);
    assert!(matches!(refused, Err(KeyFileError::Exists { .. })), "{refused:?}");
    assert_eq!(read_key(&path).expect("read").verifier(), made.verifier());
}

#[test]
fn a_key_that_others_may_read_is_refused_and_so_is_none() {
    let (_folder, path) = file();
    make_key(&path, ORIGIN, &SystemEntropy).expect("made");
    for mode in [0o640, 0o604, 0o620] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("set");
        let refused = read_key(&path).map(drop);
        assert!(matches!(refused, Err(KeyFileError::OthersMayRead { .. })), "{refused:?}");
    }
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("set");
    fs::write(&path, "PRIVATE+KEY+secret").expect("written");
    let refused = read_key(&path).map(drop).expect_err("no key");
    assert!(matches!(refused, KeyFileError::NotAKey { .. }), "{refused:?}");
    assert!(!format!("{refused:?} {refused}").contains("secret"));
    let origin = make_key(&path, "two words", &SystemEntropy).map(drop);
    assert!(matches!(origin, Err(KeyFileError::Origin { .. })), "{origin:?}");
}

#[test]
fn checkpoints_that_were_signed_are_read_back_in_order() {
    let (_folder, path) = file_of(&[1, 5, 6]);
    assert_eq!(open(&path).expect("opened").last(), Some(&checkpoint(6)));
    assert_eq!(sizes(&path), [1, 5, 6]);
}

#[test]
fn a_torn_last_note_is_passed_over_and_overwritten_by_the_next() {
    let whole = file_of(&[1, 5]);
    let record = format!("{}\n", checkpoint(9).note).into_bytes();
    for kept in 0..record.len() {
        let (_folder, path) = file_of(&[1, 5]);
        let mut file = OpenOptions::new().append(true).open(&path).expect("opened");
        file.write_all(&record[..kept]).expect("written");
        let mut signed = open(&path).expect("a torn end is nobody's loss");
        assert_eq!(signed.last(), Some(&checkpoint(5)), "cut at {kept}");
        signed.append(&checkpoint(7)).expect("appended");
        assert_eq!(sizes(&path), [1, 5, 7], "cut at {kept}");
    }
    let (_folder, path) = whole;
    let mut file = OpenOptions::new().append(true).open(&path).expect("opened");
    file.write_all(&[0; 300]).expect("a length that was synced without the bytes");
    assert_eq!(open(&path).expect("opened").last(), Some(&checkpoint(5)));
}

#[test]
fn damage_elsewhere_is_refused_with_its_line() {
    let (_folder, path) = file_of(&[1, 5, 6]);
    let whole = fs::read(&path).expect("read");
    let line_of = |error: SignedCheckpointsError| match error {
        SignedCheckpointsError::Damaged { line, .. } => line,
        other => panic!("{other}"),
    };
    let last = whole.len() - format!("{}\n", checkpoint(6).note).len();
    for at in 0..whole.len() - 1 {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&path, &damaged).expect("written");
        match open(&path) {
            Err(error) => assert!([1, 7, 13].contains(&line_of(error)), "byte {at}"),
            // Without the end of its line the last note is as one that was torn.
            Ok(_) => assert!(at >= last && sizes(&path).len() == 2, "byte {at}"),
        }
    }
    for (changed, line) in [("\n5\n", 7), ("\n1\n", 1)] {
        let text = String::from_utf8(whole.clone()).expect("text");
        fs::write(&path, text.replacen(changed, "\n6\n", 1)).expect("written");
        let refused = open(&path).map(drop).expect_err("the sizes don't rise");
        assert_eq!(line_of(refused), line + 6, "{changed:?}");
    }
}

#[test]
fn checkpoints_of_another_key_are_refused() {
    let (_folder, path) = file_of(&[1]);
    let other = SigningKey::from_seed(ORIGIN, &[8; 32]).expect("a key");
    let refused = SignedCheckpoints::open(&path, other.verifier()).map(drop);
    assert!(matches!(refused, Err(SignedCheckpointsError::Damaged { line: 1, .. })), "{refused:?}");
}

#[test]
fn a_file_is_begun_once_and_with_what_is_signed_first() {
    let (folder, path) = file();
    let place = folder.path().join("elsewhere");
    symlink(&place, &path).expect("a link");
    SignedCheckpoints::begin(&path, key().verifier(), &checkpoint(3)).expect("begun");
    assert_eq!(fs::read(&place).expect("where the link leads"), fs::read(&path).expect("read"));
    assert_eq!(sizes(&path), [3]);
    let again = SignedCheckpoints::begin(&path, key().verifier(), &checkpoint(4)).map(drop);
    assert!(matches!(again, Err(SignedCheckpointsError::File { .. })), "{again:?}");
    assert_eq!(sizes(&path), [3]);
}

#[test]
fn a_link_to_nothing_is_refused_and_not_written_through() {
    let (folder, path) = file();
    let place = folder.path().join("not-mounted");
    symlink(&place, &path).expect("a link");
    let refused = open(&path).map(drop);
    assert!(matches!(refused, Err(SignedCheckpointsError::Away { .. })), "{refused:?}");
    assert!(!place.exists());
}

#[test]
fn a_file_that_has_become_long_is_begun_anew_with_its_last_note() {
    let (folder, path) = file();
    let place = folder.path().join("elsewhere");
    symlink(&place, &path).expect("a link");
    SignedCheckpoints::begin(&path, key().verifier(), &checkpoint(0)).expect("begun");
    let mut signed = open(&path).expect("opened");
    for size in 1..=60 {
        signed.append(&checkpoint(size)).expect("appended");
    }
    assert!(fs::metadata(&place).expect("there").len() < 5_000);
    let now = sizes(&path);
    assert_eq!(now, (now[0]..=60).collect::<Vec<_>>());
    let older = sizes(&folder.path().join(format!("elsewhere.{}", now[0])));
    assert_eq!(older.last(), now.first(), "{older:?}");
    assert_eq!(open(&path).expect("opened").last(), Some(&checkpoint(60)));
}

/// A file that was opened, is then changed, and takes nothing more.
fn check_not_appended(change: impl FnOnce(&Path)) {
    let (_folder, path) = file_of(&[1, 5]);
    let mut signed = open(&path).expect("opened");
    change(&path);
    let before = fs::read(&path).ok();
    signed.append(&checkpoint(7)).expect_err("it isn't the file that was read");
    assert_eq!(fs::read(&path).ok(), before);
    assert_eq!(signed.last(), Some(&checkpoint(5)));
}

#[test]
fn a_file_that_was_removed_replaced_cut_or_written_by_another_is_not_appended_to() {
    check_not_appended(|path| fs::remove_file(path).expect("removed"));
    check_not_appended(|path| {
        let bytes = fs::read(path).expect("read");
        fs::rename(path, path.with_extension("aside")).expect("put aside");
        fs::write(path, bytes).expect("the same in another file");
    });
    check_not_appended(|path| {
        OpenOptions::new().write(true).truncate(true).open(path).map(drop).expect("emptied");
    });
    check_not_appended(|path| {
        let mut file = OpenOptions::new().append(true).open(path).expect("opened");
        file.write_all(checkpoint(6).note.as_bytes()).expect("written by another");
    });
}

/// A tree with so many leaves.
fn tree(leaves: u64) -> Tree {
    let mut tree = Tree::new();
    for leaf in 0..leaves {
        tree.push(leaf_hash(&leaf.to_be_bytes()));
    }
    tree
}

#[test]
fn a_log_stands_behind_or_beside_what_was_signed_or_continues_it() {
    let signed = tree(3).head();
    let of = |tree: &Tree, heads: &[TreeHead]| {
        Standing::among(tree, heads.last().copied(), || heads.to_vec())
    };
    assert_eq!(of(&tree(0), &[]), Standing::Continues);
    assert_eq!(of(&tree(3), &[signed]), Standing::Continues);
    assert_eq!(of(&tree(9), &[signed]), Standing::Continues);
    assert_eq!(of(&tree(2), &[signed]), Standing::Behind { signed: 3, entries: 2 });
    let other = |size| TreeHead { size, root: leaf_hash(b"other") };
    assert_eq!(of(&tree(9), &[other(3)]), Standing::Differs { agreed: 0, signed: 3 });
    let heads = [tree(0).head(), signed, tree(5).head(), other(6), other(8)];
    assert_eq!(of(&tree(9), &heads), Standing::Differs { agreed: 5, signed: 6 });
    let beside = |noted| of(&tree(4), &[signed]).beside(&tree(4), noted);
    for noted in [None, Some(tree(2).head()), Some(tree(4).head())] {
        assert_eq!(beside(noted), Standing::Continues);
    }
    for noted in [tree(5).head(), other(4)] {
        let not_as_noted = Standing::NotAsNoted { signed: noted.size, entries: 4 };
        assert_eq!(beside(Some(noted)), not_as_noted);
    }
    let behind = Standing::Behind { signed: 3, entries: 2 };
    assert_eq!(of(&tree(2), &[signed]).beside(&tree(2), Some(tree(9).head())), behind);
}

/// A log in memory whose signing is noted in a store.
fn noted(path: &Path, store: &Path, tree: Tree) -> Provable {
    let traced = Traced::at(TracePlace::at(store)).expect("readable");
    Provable::traced(key(), open(path).expect("opened"), tree, traced)
}

fn noted_size(store: &Path) -> Option<u64> {
    let traced = Traced::at(TracePlace::at(store)).expect("readable");
    traced.noted().map(|trace| trace.head.size)
}

#[test]
fn what_is_signed_is_noted_first_and_nothing_is_signed_that_can_t_be_noted() {
    let (folder, path) = file();
    let store = folder.path().join("private.sqlite");
    fs::write(&store, "").expect("an empty store");
    let provable = noted(&path, &store, tree(0));
    assert_eq!((provable.sign().expect("nothing to do"), noted_size(&store)), (None, None));
    let provable = noted(&path, &store, tree(3));
    provable.adopt().expect("signed").expect("a checkpoint");
    assert_eq!((sizes(&path), noted_size(&store)), (vec![3], Some(3)));

    let aside = folder.path().join("aside");
    fs::rename(&store, &aside).expect("put aside");
    let other = open(&path).expect("opened");
    let traced = Traced::at(TracePlace::at(&aside)).expect("readable");
    let provable = Provable::traced(key(), other, tree(4), traced);
    fs::rename(&aside, &store).expect("brought back to another place");
    assert!(provable.sign().is_err());
    assert_eq!((sizes(&path), noted_size(&store)), (vec![3], Some(3)));
    assert_eq!(provable.last().map(|last| last.head().size), Some(3));
}

#[test]
fn what_another_program_signed_is_noted_at_the_next_start() {
    let (folder, path) = file();
    let store = folder.path().join("private.sqlite");
    fs::write(&store, "").expect("an empty store");
    over(&path, tree(3)).1.adopt().expect("signed").expect("a checkpoint");
    assert_eq!(noted_size(&store), None);
    noted(&path, &store, tree(3)).sign().expect("nothing to sign");
    assert_eq!((sizes(&path), noted_size(&store)), (vec![3], Some(3)));
}

#[test]
fn a_log_that_lacks_what_was_noted_is_signed_on_only_when_it_is_adopted() {
    let (folder, path) = file();
    let store = folder.path().join("private.sqlite");
    fs::write(&store, "").expect("an empty store");
    over(&path, tree(3)).1.adopt().expect("signed").expect("a checkpoint");
    let place = TracePlace::at(&store).expect("a store");
    let trace = SigningTrace { key: key().verifier().to_string(), head: tree(5).head() };
    place.write(&trace).expect("noted");
    let provable = noted(&path, &store, tree(3));
    assert_eq!(provable.standing(), Standing::NotAsNoted { signed: 5, entries: 3 });
    assert_eq!(provable.last(), None);
    let adopted = provable.adopt().expect("noted").expect("the last checkpoint");
    assert_eq!((adopted.head().size, noted_size(&store)), (3, Some(3)));
    assert_eq!(noted(&path, &store, tree(3)).standing(), Standing::Continues);
}

#[tokio::test]
async fn a_log_without_anything_signed_is_only_read_until_it_is_adopted() {
    let (_folder, path) = file();
    let (log, provable) = over(&path, tree(3));
    assert_eq!(provable.standing(), Standing::Unguarded { entries: 3 });
    let refused = provable.guard(log).append(append_one(0, &stream("a"), 0)).await;
    let refused = refused.expect_err("read-only").to_string();
    assert!(refused.contains("without it an older copy of the log"), "{refused}");
    let adopted = provable.adopt().expect("kept").expect("a checkpoint");
    assert_eq!(adopted.head(), tree(3).head());
    let (_, again) = over(&path, tree(4));
    assert_eq!(
        (again.standing(), again.adopt().expect("nothing to do")),
        (Standing::Continues, None)
    );
    let (_, shorter) = over(&path, tree(2));
    assert_eq!(shorter.adopt().expect("nothing is done"), None);
}

/// A log in memory with its signer's things.
fn over(path: &Path, tree: Tree) -> (Arc<MemoryLog>, Arc<Provable>) {
    let provable = Provable::new(key(), open(path).expect("opened"), tree);
    (Arc::new(MemoryLog::new(standing_clock())), Arc::new(provable))
}

async fn commit(log: &dyn EventLog, number: u64) {
    log.append(append_one(number, &stream("a"), number)).await.expect("appended");
}

#[tokio::test]
async fn a_commit_is_signed_within_a_second_and_many_share_a_signature() {
    let (_folder, path) = file();
    let (log, provable) = over(&path, Tree::new());
    let signer = Signer::start(log.clone(), provable.clone());
    let began = Instant::now();
    for number in 0..400 {
        commit(&*log, number).await;
        if number % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }
    let last = provable.covering(Position(399), Duration::from_secs(1)).await.expect("signed");
    let all = sizes(&path);
    assert_eq!(all.last(), Some(&last.head().size));
    let most = began.elapsed().as_millis() / 500 + 1;
    assert!(all.len() as u128 <= most, "{} signatures, not {most}", all.len());
    signer.stop().await;
}

#[tokio::test]
async fn a_signer_that_stops_signs_the_end_first() {
    let (_folder, path) = file();
    let (log, provable) = over(&path, Tree::new());
    let signer = Signer::start(log.clone(), provable.clone());
    commit(&*log, 0).await;
    provable.covering(Position(0), Duration::from_secs(1)).await.expect("signed");
    commit(&*log, 1).await;
    signer.stop().await;
    assert_eq!(provable.last().expect("signed").head().size, 2);
    assert_eq!(open(&path).expect("opened").last().map(|last| last.head().size), Some(2));
}

#[tokio::test]
async fn a_file_that_disappears_under_a_running_signer_is_said_and_not_made_anew() {
    let (_folder, path) = file();
    let (log, provable) = over(&path, Tree::new());
    let signer = Signer::start(log.clone(), provable.clone());
    commit(&*log, 0).await;
    provable.covering(Position(0), Duration::from_secs(1)).await.expect("signed");
    assert_eq!(provable.failure(), None);
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).expect("put aside");
    commit(&*log, 1).await;
    assert_eq!(provable.covering(Position(1), Duration::from_millis(900)).await, None);
    let failure = provable.failure().expect("it is said");
    assert!(failure.contains("isn't the file any more"), "{failure}");
    assert!(!path.exists());
    fs::rename(&aside, &path).expect("brought back");
    provable.covering(Position(1), Duration::from_secs(3)).await.expect("signed again");
    assert_eq!(sizes(&path), [1, 2]);
    signer.stop().await;
}

/// A log whose reading panics.
struct Broken;

#[async_trait]
impl EventLog for Broken {
    async fn append(&self, _: Append) -> Result<Appended, AppendError> {
        unreachable!("nothing is appended")
    }

    async fn read(&self, _: Position, _: usize) -> Result<Vec<Entry>, ReadError> {
        unreachable!("the head comes first")
    }

    async fn read_stream(
        &self,
        _: &StreamId,
        _: StreamVersion,
        _: usize,
    ) -> Result<Vec<Entry>, ReadError> {
        unreachable!("no stream is read")
    }

    async fn receipt(&self, _: RequestId) -> Result<Option<Receipt>, ReadError> {
        unreachable!("no receipt is read")
    }

    async fn head(&self) -> Result<Head, ReadError> {
        panic!("the log is broken")
    }

    async fn wait_past(&self, _: Position) -> Result<Head, ReadError> {
        Ok(Head::empty())
    }
}

#[tokio::test]
async fn a_signer_that_ends_before_it_is_told_to_is_noticed() {
    let (_folder, path) = file();
    let (_, provable) = over(&path, Tree::new());
    drop(Signer::start(Arc::new(Broken), provable.clone()));
    let begun = Instant::now();
    while provable.failure().is_none() && begun.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(provable.failure().as_deref(), Some("the task that signs it has ended"));
}

#[tokio::test]
async fn a_note_that_was_durable_and_never_shown_is_shown_after_the_restart() {
    let (_folder, path) = file();
    let (log, provable) = over(&path, Tree::new());
    commit(&*log, 0).await;
    let entries = log.read(Position(0), 1).await.expect("read");
    provable.add(&entries);
    let head = provable.tree().head();
    let note = Checkpoint { origin: ORIGIN.into(), head }.sign(&key()).expect("signed");
    open(&path).expect("opened").append(&note).expect("durable; then the process ends");
    assert_eq!(provable.last(), None);

    let mut tree = Tree::new();
    tree.push(leaf_hash(&entries[0].bytes));
    let again = Provable::new(key(), open(&path).expect("opened"), tree);
    assert_eq!(again.standing(), Standing::Continues);
    assert_eq!(again.last().as_deref(), Some(&note));
}

#[tokio::test]
async fn a_log_that_is_not_as_signed_takes_no_writes_and_is_not_signed() {
    let (_folder, path) = file_of(&[5]);
    let (log, provable) = over(&path, Tree::new());
    let guarded = provable.guard(log.clone());
    let refused = guarded.append(append_one(0, &stream("a"), 0)).await;
    let refused = refused.expect_err("read-only").to_string();
    assert!(refused.contains("covers 5 entries, and the log has 0"), "{refused}");
    // Whatever is written past the guard isn't signed either.
    let signer = Signer::start(log.clone(), provable.clone());
    for number in 0..6 {
        commit(&*log, number).await;
    }
    assert_eq!(provable.covering(Position(0), Duration::from_millis(700)).await, None);
    signer.stop().await;
    assert_eq!(open(&path).expect("opened").last(), Some(&checkpoint(5)));
}
