//! `clustermap key` and `clustermap checkpoint`.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::thread;
use std::time::{Duration, Instant};

use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::ConsistencyProof;

use crate::assert_ran;
use crate::support::{Folder, Server};

const NEW: [&str; 4] = ["key", "new", "--origin", "registry.example/log"];

fn key_of(folder: &Folder) -> VerifierKey {
    folder.run(&["key", "show"]).data().trim_end().parse().expect("a verifier key")
}

/// A folder with a key and a registry that was served, and so signed to its end.
fn signed() -> Folder {
    let folder = Folder::new();
    folder.run(&NEW).data();
    Server::start(&folder).stop();
    folder
}

fn checkpoint(folder: &Folder) -> SignedCheckpoint {
    let note = folder.run(&["checkpoint"]).data().to_owned();
    SignedCheckpoint::open(&note, &key_of(folder)).expect("signed by the key")
}

#[test]
fn a_key_is_made_once_and_shown() {
    let folder = Folder::new();
    let made = folder.run(&NEW);
    assert_eq!(made.data().trim_end(), key_of(&folder).to_string());
    assert_ran!(made.stderr(), @r"
    the key is in ./data/checkpoint.key: keep it secret, and a copy apart from the log
    this is its verifier key: publish it where others than you keep it too
    ");
    assert_ran!(folder.run(&NEW), @r"
    exit code 2
    --- stdout
    --- stderr
    error: there is a key in ./data/checkpoint.key already
    ");
    let key = folder.data().join("checkpoint.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("permissions");
    assert_ran!(folder.run(&["key", "show"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: others may read or write the key in ./data/checkpoint.key: run chmod 600 on it
    ");
}

#[test]
fn what_was_signed_is_printed_and_shown_to_continue_beside_a_server_and_without() {
    let folder = signed();
    let old = checkpoint(&folder);
    let file = folder.data().join("old");
    fs::write(&file, &old.note).expect("kept");
    let issue = ["token", "issue", "--role", "officer", "--label", "Куратор"];
    folder.run(&issue).data();
    let server = Server::start(&folder);
    let begun = Instant::now();
    while checkpoint(&folder).head() == old.head() {
        assert!(begun.elapsed() < Duration::from_secs(10), "nothing more is signed");
        thread::sleep(Duration::from_millis(50));
    }
    let new = checkpoint(&folder);
    let since = ["checkpoint", "--since", "./data/old"];
    let size = old.head().size.to_string();
    let beside = folder.run(&since).data().to_owned();
    server.stop();
    assert_eq!(folder.run(&since).data(), beside);
    assert_eq!(folder.run(&["checkpoint", "--since", &size]).data(), beside);
    for written_otherwise in [format!("+{size}"), format!("0{size}")] {
        let refused = folder.run(&["checkpoint", "--since", &written_otherwise]);
        assert_eq!(refused.code(), Some(2), "{refused}");
    }
    let proof: ConsistencyProof = beside.parse().expect("a proof");
    assert_eq!(proof.verify(&old.head(), &key_of(&folder)), Ok(new));
}

#[test]
fn without_a_key_or_a_signature_it_is_said() {
    let folder = Folder::with_registry();
    assert_ran!(folder.run(&["checkpoint"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: this registry has no key, so nothing of it is signed
    hint: make one with `clustermap key new --origin NAME`
    ");
}

#[test]
fn a_key_that_is_made_later_signs_the_log_as_it_is_at_once() {
    let folder = Folder::with_registry();
    let made = folder.run(&NEW);
    assert!(made.stderr().contains("the log is signed as it is, with its 12 entries"), "{made}");
    assert_eq!(checkpoint(&folder).head().size, 12);
    Server::start(&folder).stop();
    folder.run(&["verify"]).data();
}

/// Nothing of the log is signed, written or shown as proved, and each command says why.
fn check_only_read(folder: &Folder, words: &str) {
    check_not_written(folder, words);
    check_refused(folder, &[&["journal"][..], &["samples"], &["replay"]], words);
}

/// Nothing of the log is signed, written or shown as proved, beside a server either.
fn check_not_written(folder: &Folder, words: &str) {
    let issue = ["token", "issue", "--role", "officer", "--label", "Куратор"];
    let writes = [&["verify"][..], &["checkpoint"], &["publish", "published"], &issue];
    check_refused(folder, &writes, words);
}

fn check_refused(folder: &Folder, commands: &[&[&str]], words: &str) {
    for args in commands {
        let refused = folder.run(args);
        assert!(
            refused.code() != Some(0) && refused.stderr().contains(words),
            "{args:?}: {refused}"
        );
    }
}

#[test]
fn a_log_whose_signed_checkpoints_are_lost_or_emptied_is_only_read_until_it_is_adopted() {
    let folder = signed();
    let path = folder.data().join("signed-checkpoints");
    fs::remove_file(&path).expect("removed");
    check_only_read(&folder, "signed-checkpoints has no checkpoint of them");
    let server = Server::start(&folder);
    assert_eq!(server.get("/health/ready"), "HTTP/1.1 503 Service Unavailable");
    server.stop();
    assert!(!path.exists(), "nothing was signed");
    fs::write(&path, "").expect("emptied");
    check_only_read(&folder, "signed-checkpoints has no checkpoint of them");
    let adopted = folder.run(&["checkpoint", "--adopt"]);
    assert!(adopted.stderr().contains("are trusted as all there were"), "{adopted}");
    assert_eq!(adopted.data(), folder.run(&["checkpoint"]).data());
    folder.run(&["verify"]).data();
    let again = folder.run(&["checkpoint", "--adopt"]);
    assert_eq!(again.code(), Some(2), "{again}");
}

#[test]
fn a_log_that_lost_its_key_and_what_was_signed_is_only_read_until_it_is_begun_anew() {
    let folder = signed();
    let (before, key) = (checkpoint(&folder).head(), key_of(&folder).to_string());
    let lost = ["checkpoint.key", "signed-checkpoints"].map(|name| folder.data().join(name));
    for path in &lost {
        fs::remove_file(path).expect("removed");
    }
    check_only_read(&folder, "both checkpoint.key and signed-checkpoints are gone");
    let server = Server::start(&folder);
    assert_eq!(server.get("/health/ready"), "HTTP/1.1 503 Service Unavailable");
    check_not_written(&folder, "both checkpoint.key and signed-checkpoints are gone");
    let (_, said) = server.stop();
    assert!(said.contains(&key) && said.contains("the log takes no writes"), "{said}");
    let refused = folder.run(&NEW);
    assert_eq!(refused.code(), Some(2), "{refused}");
    assert!(refused.stderr().contains("`clustermap key new --origin NAME --anew`"), "{refused}");
    assert!(lost.iter().all(|path| !path.exists()), "nothing was made");

    let anew = folder.run(&[&NEW[..], &["--anew"]].concat());
    anew.data();
    assert!(anew.stderr().contains("this is another log to whoever checks it"), "{anew}");
    assert!(anew.stderr().contains(&key), "{anew}");
    assert_ne!(key_of(&folder).to_string(), key);
    assert_eq!(checkpoint(&folder).head(), before);
    Server::start(&folder).stop();
    folder.run(&["verify"]).data();
    folder.run(&["token", "issue", "--role", "officer", "--label", "Куратор"]).data();
}

#[test]
fn signed_checkpoints_on_a_volume_that_isn_t_there_are_asked_for() {
    let folder = signed();
    let (path, volume) = (folder.data().join("signed-checkpoints"), folder.data().join("volume"));
    fs::create_dir(&volume).expect("a volume");
    fs::rename(&path, volume.join("signed")).expect("moved");
    symlink(volume.join("signed"), &path).expect("a link");
    folder.run(&["verify"]).data();
    let unmounted = volume.with_file_name("unmounted");
    fs::rename(&volume, &unmounted).expect("unmounted");
    fs::create_dir(&volume).expect("where it was mounted");
    check_only_read(&folder, "there is no such file: mount its volume");
    let adopted = folder.run(&["checkpoint", "--adopt"]);
    assert_eq!(adopted.code(), Some(2), "{adopted}");
    assert!(!volume.join("signed").exists(), "it was written through the link");
}

#[test]
fn a_key_is_made_where_the_settings_have_it() {
    let (folder, elsewhere) = (Folder::new(), tempfile::tempdir().expect("another volume"));
    let at = |name: &str| elsewhere.path().join(name).display().to_string();
    let lines = format!(
        "checkpoint_key = {:?}\nsigned_checkpoints = {:?}\n",
        at("log.key"),
        at("signed-checkpoints")
    );
    let settings = at("settings.toml");
    fs::write(&settings, lines).expect("settings");
    let without = folder.run(&["serve", "--listen", "127.0.0.1:0", "--settings", &settings]);
    assert_eq!(without.code(), Some(2), "{without}");
    folder.run(&NEW).data();
    assert!(fs::metadata(at("log.key")).is_ok_and(|key| key.permissions().mode() & 0o777 == 0o600));
    Server::start_with(&folder, &["--settings", &settings]).stop();
    assert!(
        fs::read_to_string(at("signed-checkpoints")).is_ok_and(|notes| notes.lines().count() > 6)
    );
    assert!(checkpoint(&folder).head().size > 0);
}

#[test]
fn a_second_key_for_what_another_has_signed_is_refused() {
    let folder = signed();
    fs::remove_file(folder.data().join("checkpoint.key")).expect("removed");
    let refused = folder.run(&NEW);
    assert_eq!(refused.code(), Some(2), "{refused}");
    assert!(refused.stderr().contains("checkpoint.key is missing"), "{refused}");
    assert!(!folder.data().join("checkpoint.key").exists());
    folder.run(&["verify"]).data();
}

#[test]
fn an_older_log_than_the_signed_one_is_found_and_not_written_to() {
    let folder = signed();
    let log = folder.data().join("log");
    fs::remove_dir_all(&log).expect("removed");
    let young = Folder::with_registry();
    fs::rename(young.data().join("log"), &log).expect("another log");
    let verified = folder.run(&["verify"]);
    assert_eq!(verified.code(), Some(1), "{verified}");
    assert!(verified.stderr().contains("its signed checkpoint"), "{verified}");
    for read in ["journal", "samples", "replay"] {
        let told = folder.run(&[read]);
        assert_eq!(told.code(), Some(1), "{told}");
        assert!(told.stderr().contains("signed checkpoint"), "{told}");
    }
    let refused = folder.run(&["token", "issue", "--role", "officer", "--label", "Куратор"]);
    assert_eq!(refused.code(), Some(2), "{refused}");
    assert!(refused.stderr().contains("the log is read-only"), "{refused}");
}

#[test]
fn key_and_checkpoints_may_stand_elsewhere_and_every_command_finds_them() {
    let folder = signed();
    let elsewhere = tempfile::tempdir().expect("another volume");
    let signed = elsewhere.path().join("signed-checkpoints");
    fs::rename(folder.data().join("signed-checkpoints"), &signed).expect("moved");
    let settings = folder.data().join("settings.toml");
    let line = format!("signed_checkpoints = {:?}\n", signed.display().to_string());
    fs::write(&settings, line).expect("settings");
    let before = fs::read(&signed).expect("read");
    folder.run(&["token", "list"]).data();
    let settings = settings.display().to_string();
    Server::start_with(&folder, &["--settings", &settings]).stop();
    folder.run(&["token", "issue", "--role", "officer", "--label", "Куратор"]).data();
    Server::start_with(&folder, &["--settings", &settings]).stop();
    assert!(fs::read(&signed).expect("read").len() > before.len());
    let leads_to = fs::read_link(folder.data().join("signed-checkpoints")).expect("a link");
    assert_eq!(leads_to, signed);
    assert!(checkpoint(&folder).head().size > 0);
}
