//! Proofs as files: they hold as they were handed out, and with any byte changed they don't.

use std::fs;

use registry_ops::failure::Failure;
use tempfile::TempDir;

use super::copy::run;
use super::fixture::{EARLIER, ENTRIES, fork, log, stranger};

/// A file that is checked, and what it is checked beside.
struct File {
    folder: TempDir,
    text: String,
    beside: Option<String>,
}

impl File {
    fn proof(index: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, text: log().proof(index).to_string(), beside: None }
    }

    fn continuation(old: u64, note: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("old.checkpoint");
        fs::write(&path, note).expect("written");
        let beside = Some(path.to_string_lossy().into_owned());
        Self { folder, text: log().continuation(old).to_string(), beside }
    }

    fn check(&self, bytes: &[u8], key: &str) -> Result<(), Failure> {
        let path = self.folder.path().join("file");
        fs::write(&path, bytes).expect("written");
        let path = path.to_string_lossy();
        let paths = self.beside.iter().map(String::as_str).chain([&*path]);
        run(&["verify"].into_iter().chain(paths).chain(["--key", key]).collect::<Vec<_>>())
    }

    /// As it was handed out it holds; with a byte changed it is refused.
    fn no_byte_can_be_changed(&self) {
        let key = log().key();
        self.check(self.text.as_bytes(), &key).expect("it holds");
        for at in 0..self.text.len() {
            let mut changed = self.text.clone().into_bytes();
            changed[at] ^= 1;
            let refused = self.check(&changed, &key).expect_err("it is refused");
            assert_eq!(refused.code(), 1, "byte {at}: {refused:?}");
        }
    }
}

/// A pipe in a folder.
fn pipe(folder: &TempDir) -> String {
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    path.to_string_lossy().into_owned()
}

#[test]
fn a_proof_may_come_through_a_pipe_and_nobody_is_waited_for_for_ever() {
    let (folder, key) = (tempfile::tempdir().expect("a folder"), log().key());
    let pipe = pipe(&folder);
    let verify = || run(&["verify", &pipe, "--key", &key]);
    for text in [log().proof(17).to_string(), log().checkpoint(ENTRIES).note] {
        let to = pipe.clone();
        let writer = std::thread::spawn(move || fs::write(to, text).expect("written"));
        verify().expect("it holds");
        writer.join().expect("all was read");
    }
    let refused = verify().expect_err("nobody writes");
    assert_eq!(refused.code(), 2, "{refused:?}");
    assert!(refused.sentence().contains("nobody writes to the pipe"), "{refused:?}");
}

#[test]
fn an_entry_is_taken_from_a_published_folder_and_from_no_other_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, key) = (folder.path().join("17.tlog-proof"), log().key());
    let mut proof = log().proof(17);
    proof.extra = None;
    fs::write(&path, proof.to_string()).expect("written");
    let path = path.to_string_lossy();
    let verify = |place: &str| run(&["verify", &path, "--key", &key, "--in", place]);
    let published = folder.path().join("published");
    log().publish(&published, ENTRIES);
    verify(&published.to_string_lossy()).expect("it holds");
    for place in [folder.path().join("none"), folder.path().to_owned()] {
        let refused = verify(&place.to_string_lossy()).expect_err("there is no entry");
        assert_eq!(refused.code(), 2, "{refused:?}");
        assert!(refused.sentence().contains("isn't a published folder"), "{refused:?}");
    }
}

#[test]
fn no_byte_of_a_proof_can_be_changed() {
    for index in [0, 300, ENTRIES - 1] {
        File::proof(index).no_byte_can_be_changed();
    }
}

#[test]
fn no_byte_of_a_continuation_can_be_changed() {
    for old in [1, EARLIER, ENTRIES] {
        File::continuation(old, &log().checkpoint(old).note).no_byte_can_be_changed();
    }
}

#[test]
fn a_proof_names_the_position_that_it_fails_for() {
    let file = File::proof(300);
    let mut proof = log().proof(300);
    proof.hashes.swap(0, 1);
    let refused = file.check(proof.to_string().as_bytes(), &log().key()).expect_err("refused");
    assert!(refused.sentence().contains("the entry at position 300 doesn't hold"), "{refused:?}");
}

#[test]
fn a_log_that_went_another_way_doesn_t_continue_what_was_kept() {
    let file = File::continuation(ENTRIES - 10, &fork().checkpoint(ENTRIES - 10).note);
    let refused = file.check(file.text.as_bytes(), &log().key()).expect_err("refused");
    assert_eq!(refused.code(), 1, "{refused:?}");
    assert!(refused.sentence().contains("at positions 0 to 589"), "{refused:?}");
}

#[test]
fn proofs_of_a_stranger_show_nothing() {
    let file = File::proof(7);
    let refused = file.check(file.text.as_bytes(), &stranger()).expect_err("refused");
    assert_eq!(refused.code(), 1, "{refused:?}");
}

#[test]
fn without_a_key_nothing_can_be_said() {
    let file = File::proof(7);
    let path = file.folder.path().join("file");
    fs::write(&path, &file.text).expect("written");
    let refused = run(&["verify", &path.to_string_lossy()]).expect_err("refused");
    assert_eq!(refused.code(), 2, "{refused:?}");
}
