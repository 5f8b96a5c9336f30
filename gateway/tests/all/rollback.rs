//! A log that isn't what was signed: an older copy, a cut one, one that went another way.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use registry_core::access::Caller;
use registry_core::command::{ForgetSubject, OpenAccount};
use registry_events::engine::sled::{Options, Restore, SledLog};
use registry_events::ids::Position;
use registry_events::log::{EventLog, READ_ENTRIES_MAX};
use registry_events::seal::KeyId;
use registry_events::transparency::tree::TreeHead;
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::execute::ExecuteError;
use registry_gateway::http::{App, router};
use registry_gateway::private::{PrivateStore as _, SigningTrace, TracePlace};
use registry_gateway::registry::Registry;
use registry_gateway::transparency::{SignedCheckpoints, Signer, Standing, make_key, read_key};
use serde_json::json;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::support::{Client, generous};

/// A folder with a key, whose registry is opened and closed by tests.
struct Installation(TempDir);

/// A registry that is open.
struct Running {
    registry: Arc<Registry>,
    client: Client,
    signer: Signer,
    follower: JoinHandle<()>,
}

impl Installation {
    fn new() -> Self {
        let installation = Self(tempfile::tempdir().unwrap());
        let key = installation.folder().checkpoint_key_path();
        make_key(&key, "registry.example/log", &SystemEntropy).unwrap();
        installation
    }

    fn folder(&self) -> DataFolder {
        DataFolder::new(self.0.path())
    }

    async fn open(&self) -> Running {
        let folder = self.folder();
        let parts = folder.open(Arc::new(SystemClock), Arc::new(SystemEntropy), |_| {}).unwrap();
        let registry = Arc::new(Registry::assemble(parts).await.unwrap());
        let signer = registry.start_signer().unwrap();
        let follower = registry.start_follower();
        let client = Client::new(router(App::new(registry.clone(), generous())), None);
        Running { registry, client, signer, follower }
    }

    /// Opens the registry, writes so many accounts, and closes it: everything is signed then.
    async fn write(&self, label: &str, accounts: usize) {
        let running = self.open().await;
        running.registry.open_if_new(true, "Europe/Moscow").await.unwrap();
        for number in 0..accounts {
            running.write(&format!("{label} {number}")).await.unwrap();
        }
        running.close().await;
    }

    fn copy_log(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        copy_files(&self.folder().log_path(), copy.path()).unwrap();
        copy
    }

    fn restore_log(&self, copy: &TempDir) {
        fs::remove_dir_all(self.folder().log_path()).unwrap();
        copy_files(copy.path(), &self.folder().log_path()).unwrap();
    }

    fn open_engine(&self) -> SledLog {
        let path = self.folder().log_path();
        SledLog::open(&path, Arc::new(SystemClock), Options::default()).unwrap()
    }

    /// Puts another store in the place of the log's: whole, of the same entries without the last ones.
    async fn shorten(&self, by: usize) {
        let log = self.open_engine();
        let mut entries = log.read(Position(0), READ_ENTRIES_MAX).await.unwrap();
        drop(log);
        entries.truncate(entries.len() - by);
        fs::remove_dir_all(self.folder().log_path()).unwrap();
        let mut restore = Restore::begin(&self.folder().log_path()).unwrap();
        restore.take(&entries).unwrap();
        restore.finish().unwrap();
    }

    /// Nothing of what was signed, noted or written is left than this log and these checkpoints.
    fn restore_all(&self, log: &TempDir, signed: Vec<u8>) {
        self.restore_log(log);
        fs::write(self.folder().signed_checkpoints_path(), signed).unwrap();
        let place = TracePlace::at(&self.keyrings()[0]).unwrap();
        let trace = place.read().unwrap().unwrap();
        place.write(&SigningTrace { head: TreeHead::empty(), ..trace }).unwrap();
    }

    fn signed_bytes(&self) -> Vec<u8> {
        fs::read(self.folder().signed_checkpoints_path()).unwrap_or_default()
    }

    /// The two files of keys: what one has lost comes back from the other.
    fn keyrings(&self) -> [PathBuf; 2] {
        ["private.sqlite", "keyring.spare"].map(|name| self.folder().path().join(name))
    }

    /// Whether the private store has a key, as a file that nobody has open.
    fn has_key(&self, key: &KeyId) -> bool {
        let (store, _) = self.folder().open_private(&SystemEntropy).unwrap();
        store.key(key).unwrap().is_some()
    }

    /// The registry is served to be read, says why, and neither writes nor signs.
    async fn check_read_only(&self, word: &str) -> Standing {
        let before = self.signed_bytes();
        let running = self.open().await;
        let ready = running.client.get("/health/ready").await;
        assert_eq!(ready.status, 503);
        assert!(ready.body["reasons"].as_array().unwrap().contains(&json!(word)), "{ready:?}");
        let standing = running.registry.provable().unwrap().standing();
        assert_eq!(ready.body["advice"].as_str(), standing.reason().as_deref());
        for path in ["/log/checkpoint", "/log/tile/0/000.p/1", "/api/v1/proofs/0"] {
            let refused = running.client.get(path).await;
            assert_eq!(refused.refusal(), (503, "log.not-as-signed"), "{path}");
        }
        match running.write("new").await {
            Err(ExecuteError::ReadOnly(reason)) => assert_eq!(Some(reason), standing.reason()),
            other => panic!("{other:?}"),
        }
        running.close().await;
        assert_eq!(self.signed_bytes(), before);
        standing
    }
}

impl Running {
    async fn write(&self, label: &str) -> Result<(), ExecuteError> {
        let command = OpenAccount { label: label.into() }.into();
        let key = self.registry.random_key();
        self.registry.execute(Caller::PROGRAM, &key, b"", command).await.map(drop)
    }

    async fn size(&self) -> u64 {
        self.registry.log().head().await.unwrap().next.0
    }

    /// Ends its tasks, so that nobody has the log open any more.
    async fn close(self) {
        self.follower.abort();
        let _aborted = self.follower.await;
        self.signer.stop().await;
        let log = Arc::downgrade(self.registry.log());
        drop((self.client, self.registry));
        while log.strong_count() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let here = file?.path();
        let there = to.join(here.file_name().unwrap_or_default());
        if here.is_dir() {
            copy_files(&here, &there)?;
        } else {
            fs::copy(&here, &there)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_log_that_is_opened_again_goes_on_being_signed() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    installation.write("second", 2).await;
    let running = installation.open().await;
    let provable = running.registry.provable().unwrap();
    assert_eq!(provable.standing(), Standing::Continues);
    assert_eq!(provable.last().unwrap().head().size, running.size().await);
    running.close().await;
    let key = read_key(&installation.folder().checkpoint_key_path()).unwrap();
    let path = installation.folder().signed_checkpoints_path();
    let heads = SignedCheckpoints::open(&path, key.verifier()).unwrap().heads().unwrap();
    assert!(heads.len() >= 2, "{heads:?}");
}

#[tokio::test]
async fn an_older_copy_of_the_log_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let older = installation.copy_log();
    installation.write("second", 3).await;
    let newer = installation.copy_log();
    installation.restore_log(&older);
    let standing = installation.check_read_only("log_behind_checkpoint").await;
    assert!(matches!(standing, Standing::Behind { signed, entries } if signed == entries + 3));

    installation.restore_log(&newer);
    installation.write("third", 1).await;
}

#[tokio::test]
async fn a_log_whose_signed_checkpoints_are_lost_or_emptied_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let path = installation.folder().signed_checkpoints_path();
    let signed = installation.signed_bytes();
    fs::remove_file(&path).unwrap();
    let standing = installation.check_read_only("signed_checkpoints_missing").await;
    assert!(matches!(standing, Standing::Unguarded { .. }), "{standing:?}");
    fs::write(&path, b"").unwrap();
    installation.check_read_only("signed_checkpoints_missing").await;
    // Only the first note's beginning was left.
    fs::write(&path, &signed[..30]).unwrap();
    installation.check_read_only("signed_checkpoints_missing").await;
    fs::write(&path, signed).unwrap();
    installation.write("second", 1).await;
}

#[tokio::test]
async fn older_copies_of_the_log_and_of_what_was_signed_don_t_pass_for_the_whole() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let (older, signed) = (installation.copy_log(), installation.signed_bytes());
    installation.write("second", 3).await;
    installation.restore_log(&older);
    fs::write(installation.folder().signed_checkpoints_path(), signed).unwrap();
    let standing = installation.check_read_only("log_not_as_noted").await;
    assert!(matches!(standing, Standing::NotAsNoted { signed, entries } if signed == entries + 3));

    let running = installation.open().await;
    running.registry.provable().unwrap().adopt().unwrap().expect("the last checkpoint");
    running.close().await;
    installation.write("third", 1).await;
}

#[tokio::test]
async fn a_log_that_was_signed_and_has_lost_key_and_checkpoints_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let (folder, signed) = (installation.folder(), installation.signed_bytes());
    let key = fs::read(folder.checkpoint_key_path()).unwrap();
    fs::remove_file(folder.checkpoint_key_path()).unwrap();
    fs::remove_file(folder.signed_checkpoints_path()).unwrap();
    let standing = installation.check_read_only("signing_lost").await;
    assert!(matches!(
        standing,
        Standing::SigningLost { signed, entries, is_as_noted: true } if signed == entries
    ));
    installation.shorten(1).await;
    let standing = installation.check_read_only("signing_lost").await;
    assert!(matches!(standing, Standing::SigningLost { is_as_noted: false, .. }), "{standing:?}");
    assert!(standing.reason().unwrap().contains("isn't the one that was signed"));
    assert!(!folder.checkpoint_key_path().exists(), "a key was made");

    write_new(&folder.checkpoint_key_path(), &key);
    fs::write(folder.signed_checkpoints_path(), signed).unwrap();
    installation.check_read_only("log_behind_checkpoint").await;
}

/// Writes a file for its owner's eyes.
fn write_new(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[tokio::test]
async fn a_log_that_isn_t_what_was_signed_destroys_no_key_and_holds_it_back() {
    let (installation, key) = (Installation::new(), KeyId("application/7".into()));
    installation.write("first", 1).await;
    let (store, _) = installation.folder().open_private(&SystemEntropy).unwrap();
    store.add_key(&key, &[7; 32]).unwrap();
    drop(store);
    let [private, spare] = installation.keyrings();
    let backup = [&private, &spare].map(|path| fs::read(path).unwrap());
    let running = installation.open().await;
    let (law, reason) = ("152-ФЗ (тест)".into(), "По заявлению (тест)".into());
    let command = ForgetSubject { keys: vec![key.clone()], law, reason };
    running.registry.forget(Caller::PROGRAM, command).await.unwrap();
    running.close().await;
    let older = installation.copy_log();
    installation.write("second", 2).await;
    let whole = installation.copy_log();
    assert!(!installation.has_key(&key));

    for (path, bytes) in [private, spare].iter().zip(&backup) {
        fs::write(path, bytes).unwrap();
    }
    installation.restore_log(&older);
    let running = installation.open().await;
    assert_eq!(
        running.registry.provable().unwrap().standing().word(),
        Some("log_behind_checkpoint")
    );
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!running.registry.may_use(&key));
    running.close().await;
    assert!(installation.has_key(&key), "a log that is refused has destroyed a key");

    installation.restore_log(&whole);
    installation.open().await.close().await;
    assert!(!installation.has_key(&key), "the log that was signed destroys it");
}

#[tokio::test]
async fn a_log_of_the_same_length_that_went_another_way_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let before = installation.copy_log();
    let signed_before = installation.signed_bytes();
    installation.write("one way", 3).await;
    let one_way = installation.copy_log();
    installation.restore_all(&before, signed_before);
    installation.write("another way", 3).await;
    installation.restore_log(&one_way);
    let standing = installation.check_read_only("log_differs_from_checkpoint").await;
    assert!(matches!(standing, Standing::Differs { .. }), "{standing:?}");
}

#[tokio::test]
async fn a_longer_log_that_went_another_way_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let before = installation.copy_log();
    let signed_before = installation.signed_bytes();
    installation.write("one way", 9).await;
    let one_way = installation.copy_log();
    installation.restore_all(&before, signed_before);
    installation.write("another way", 3).await;
    installation.restore_log(&one_way);
    installation.check_read_only("log_differs_from_checkpoint").await;
}

#[tokio::test]
async fn a_log_that_was_emptied_is_only_read() {
    let installation = Installation::new();
    installation.write("first", 2).await;
    let other = Installation::new();
    let running = other.open().await;
    running.close().await;
    installation.restore_log(&other.copy_log());
    let standing = installation.check_read_only("log_behind_checkpoint").await;
    assert!(matches!(standing, Standing::Behind { entries: 0, .. }), "{standing:?}");
}

#[tokio::test]
async fn a_cut_log_is_never_written_to() {
    let installation = Installation::new();
    installation.write("first", 40).await;
    let whole = installation.copy_log();
    let db = installation.folder().log_path().join("db");
    let bytes = fs::metadata(&db).unwrap().len();
    for kept in [bytes / 2, bytes / 4, 0] {
        installation.restore_log(&whole);
        fs::OpenOptions::new().write(true).open(&db).unwrap().set_len(kept).unwrap();
        // What the engine itself counts is cut as well, by somebody who knows of it.
        for file in fs::read_dir(installation.folder().log_path()).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() && path != db && path.file_name().unwrap() != "conf" {
                fs::remove_file(path).unwrap();
            }
        }
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let opened = installation.folder().open(clock, entropy, |_| {});
        let standing = opened.ok().map(|parts| parts.provable.unwrap().standing());
        assert!(!matches!(standing, Some(Standing::Continues)), "cut to {kept}: {standing:?}");
    }
}

#[tokio::test]
async fn a_shorter_log_that_its_engine_finds_whole_is_held_back_by_the_guard_alone() {
    let installation = Installation::new();
    installation.write("first", 6).await;
    installation.shorten(3).await;
    let entries = installation.open_engine().head().await.unwrap().next.0;
    let standing = installation.check_read_only("log_behind_checkpoint").await;
    assert_eq!(standing, Standing::Behind { signed: entries + 3, entries });

    // Nothing else refuses: where nobody knows what was signed, the same store is written to.
    fs::remove_file(installation.folder().signed_checkpoints_path()).unwrap();
    let running = installation.open().await;
    running.registry.provable().unwrap().adopt().unwrap().expect("nothing was signed of it");
    running.close().await;
    let running = installation.open().await;
    running.write("new").await.unwrap();
    assert_eq!(running.size().await, entries + 1);
    running.close().await;
}
