//! A published folder that a test may change, and what `clustermap` says of it.

use std::fs;
use std::path::PathBuf;

use clap::Parser as _;
use registry_ops::cli::Cli;
use registry_ops::command;
use registry_ops::failure::Failure;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::fixture::{ENTRIES, Log};

pub(super) struct Copy {
    folder: TempDir,
    log: &'static Log,
}

impl Copy {
    /// The folder of a log that was published twice, as it grew.
    pub(super) fn of(log: &'static Log) -> Self {
        let copy = Self::at(log, super::EARLIER);
        log.publish(&copy.published(), ENTRIES);
        copy
    }

    /// The folder of a log that was published once, at a size.
    pub(super) fn at(log: &'static Log, size: u64) -> Self {
        let copy = Self { folder: tempfile::tempdir().expect("a folder"), log };
        log.publish(&copy.published(), size);
        copy
    }

    pub(super) fn published(&self) -> PathBuf {
        self.folder.path().join("published")
    }

    /// Where a restored registry would stand.
    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file beside the folder with the checkpoint of a size.
    pub(super) fn kept(&self, size: u64) -> String {
        let kept = self.folder.path().join(format!("{size}.checkpoint"));
        fs::write(&kept, self.log.checkpoint(size).note).expect("written");
        kept.to_string_lossy().into_owned()
    }

    /// The same, to outlive the folder.
    pub(super) fn kept_file(self, size: u64) -> String {
        let kept = self.kept(size);
        // The system clears its folder of temporary files.
        let _kept = self.folder.keep();
        kept
    }

    pub(super) fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.published().join(file)).expect("readable")
    }

    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> &Self {
        let path = self.published().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
        self
    }

    pub(super) fn flip(&self, file: &str, at: usize) -> &Self {
        let mut bytes = self.read(file);
        bytes[at] ^= 1;
        self.write(file, &bytes)
    }

    pub(super) fn remove(&self, file: &str) -> &Self {
        fs::remove_file(self.published().join(file)).expect("removed");
        self
    }

    pub(super) fn holds(&self, more: &[&str]) {
        let verified = self.verify(more);
        assert!(verified.is_ok(), "{verified:?}");
    }

    /// Whether it is refused with these words in the sentence, and no log is made of it.
    pub(super) fn is_refused(&self, words: &str) {
        self.is_refused_with(&[], words);
        let restored =
            run(&["restore", &self.folder_name(), "--data", &self.data().to_string_lossy()]);
        check_refused(&restored.expect_err("it isn't restored"), words);
        assert!(!self.data().join("log").exists(), "a log was made of it");
    }

    pub(super) fn is_refused_with(&self, more: &[&str], words: &str) {
        check_refused(&self.verify(more).expect_err("it is refused"), words);
    }

    /// Whether it is said that this program can't compare it, which is no fault of the folder.
    pub(super) fn cant_be_compared(&self, words: &str) {
        let failure = self.verify(&[]).expect_err("it can't be compared");
        assert_eq!(failure.code(), 2, "{failure:?}");
        assert!(failure.sentence().contains(words), "{failure:?} doesn't say “{words}”");
    }

    fn verify(&self, more: &[&str]) -> Result<(), Failure> {
        run(&[&["verify", &self.folder_name()], more].concat())
    }

    fn folder_name(&self) -> String {
        self.published().to_string_lossy().into_owned()
    }
}

fn check_refused(failure: &Failure, words: &str) {
    assert_eq!(failure.code(), 1, "{failure:?}");
    assert!(failure.sentence().contains(words), "{failure:?} doesn't say “{words}”");
}

/// What `clustermap` comes to.
pub(super) fn run(args: &[&str]) -> Result<(), Failure> {
    let cli = Cli::try_parse_from([&["clustermap"], args].concat()).expect("a command line");
    Runtime::new().expect("a runtime").block_on(command(cli))
}
