//! `clustermap verify`.

use std::os::unix::fs::PermissionsExt as _;

use registry_events::codec::EncodedContent;
use registry_events::stream::StreamId;

use crate::assert_ran;
use crate::support::log::{damage, record_encoded};
use crate::support::{Folder, Server};

#[test]
fn where_there_is_no_log_nothing_is_made() {
    let folder = Folder::new();
    assert_ran!(folder.run(&["verify"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: there is no registry in ./data
    hint: give its folder with --data, or begin one with `clustermap serve --data ./data`
    ");
    assert!(!folder.data().exists());
}

#[test]
fn of_a_log_without_entries_it_is_said_that_nothing_was_checked() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.data().join("log")).expect("a folder");
    assert_ran!(folder.run(&["verify"]), @r"
    exit code 0
    --- stdout
    entries   0
    position  none
    recorded  none
    chain     [digest]
    digest    [digest]
    sealed    0
    unknown   0
    --- stderr
    the log has no entries, so nothing was checked; a lost log looks the same
    ");
}

#[test]
fn a_copy_that_may_only_be_read_is_verified() {
    let folder = Folder::with_registry();
    let data = folder.run(&["verify"]).data().to_owned();
    let read_only = folder.run_read_only(&["verify", "--data", "./data"]);
    assert_eq!(read_only.data(), data);
    assert_ran!(read_only.stderr(), @r"
    ./data may only be read, so a temporary copy of its log is checked
    every entry is in its place and follows from the one before it
    ");
}

#[test]
fn a_copy_that_may_only_be_read_is_held_against_its_signed_checkpoints_with_their_key() {
    let folder = Folder::new();
    let key = folder.run(&["key", "new", "--origin", "test.invalid/log"]).data().trim().to_owned();
    Server::start(&folder).stop();
    let hidden = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(folder.data().join("checkpoint.key"), hidden).expect("hidden");
    let (with, without) = (["verify", "--key", &key], ["verify"]);
    let checked = folder.run_read_only(&with);
    assert_eq!(checked.code(), Some(0), "{checked}");
    assert!(!checked.stderr().contains("was not checked"), "{checked}");
    let unchecked = folder.run_read_only(&without);
    assert!(unchecked.data() == checked.data() && unchecked.stderr().contains("was not checked"));

    let other = Folder::with_registry();
    let log = folder.data().join("log");
    folder.allow_writing();
    std::fs::remove_dir_all(&log).expect("removed");
    std::fs::rename(other.data().join("log"), &log).expect("another log");
    let found = folder.run_read_only(&with);
    assert_eq!(found.code(), Some(1), "{found}");
    assert!(found.stderr().contains("its signed checkpoint covers"), "{found}");
}

#[test]
fn beside_a_server_the_log_is_held_against_what_was_signed_too() {
    let folder = Folder::new();
    folder.run(&["key", "new", "--origin", "test.invalid/log"]).data();
    Server::start(&folder).stop();
    let older = Folder::with_registry();
    let log = folder.data().join("log");
    std::fs::remove_dir_all(&log).expect("removed");
    std::fs::rename(older.data().join("log"), &log).expect("another log");
    let server = Server::start(&folder);
    assert_eq!(folder.run(&["verify"]).code(), Some(1));
    server.stop();
}

#[test]
fn a_key_that_is_held_against_nothing_is_said_so() {
    let folder = Folder::new();
    let key = folder.run(&["key", "new", "--origin", "test.invalid/log"]).data().trim().to_owned();
    Server::start(&folder).stop();
    for file in ["checkpoint.key", "signed-checkpoints"] {
        std::fs::remove_file(folder.data().join(file)).expect("removed");
    }
    let lost = folder.run(&["verify", "--key", &key]);
    assert_eq!(lost.code(), Some(1), "the private store knows that it was signed: {lost}");
    // A copy of the log alone doesn't.
    std::fs::remove_file(folder.data().join("private.sqlite")).expect("removed");
    let checked = folder.run(&["verify", "--key", &key]);
    assert_eq!(checked.code(), Some(0), "{checked}");
    assert!(checked.stderr().contains("no signed checkpoints lie in the folder"), "{checked}");
    assert!(!folder.run(&["verify"]).stderr().contains("warning"));
}

#[test]
fn a_key_that_isn_t_the_log_s_own_is_not_passed_over() {
    let folders = [Folder::new(), Folder::new()];
    let [key, other] = folders.each_ref().map(|folder| {
        folder.run(&["key", "new", "--origin", "test.invalid/log"]).data().trim().to_owned()
    });
    Server::start(&folders[0]).stop();
    assert_eq!(folders[0].run(&["verify", "--key", &key]).code(), Some(0));
    let checked = folders[0].run(&["verify", "--key", &other]);
    assert_eq!(checked.code(), Some(1), "{checked}");
    assert!(checked.stderr().contains("another key than the one given"), "{checked}");
}

#[test]
fn signed_checkpoints_that_are_a_pipe_are_refused_and_not_waited_for() {
    let folder = Folder::new();
    folder.run(&["key", "new", "--origin", "test.invalid/log"]).data();
    Server::start(&folder).stop();
    let path = folder.data().join("signed-checkpoints");
    std::fs::remove_file(&path).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    let refused = folder.run(&["verify"]);
    assert_eq!(refused.code(), Some(2), "{refused}");
    assert!(refused.stderr().contains("it isn't a regular file"), "{refused}");
}

#[test]
fn a_new_registry_is_well_and_the_same_beside_its_server() {
    let folder = Folder::with_registry();
    let alone = folder.run(&["verify"]);
    assert_ran!(alone, @r"
    exit code 0
    --- stdout
    entries   12
    position  11
    recorded  [time]
    chain     [digest]
    digest    [digest]
    sealed    0
    unknown   0
    --- stderr
    every entry is in its place and follows from the one before it
    ");
    let server = Server::start(&folder);
    let beside = folder.run(&["verify", "--data", "./data"]);
    assert_eq!(beside.data(), alone.data());
    server.stop();
}

#[test]
fn the_first_damaged_entry_is_named() {
    let folder = Folder::with_registry();
    damage(&folder, 5);
    damage(&folder, 3);
    assert_ran!(folder.run(&["verify"]), @r"
    exit code 1
    --- stdout
    --- stderr
    error: the entry at position 3 is damaged (not an entry: its bytes don't yield its chain value): put the folder aside and restore it from a backup
    ");
}

#[test]
fn an_entry_that_says_nothing_readable_is_named_though_the_chain_holds() {
    let folder = Folder::with_registry();
    let unreadable = EncodedContent::Clear(b"no event".to_vec());
    record_encoded(&folder, &StreamId::access(), 0, vec![unreadable]);
    assert_ran!(folder.run(&["verify"]), @r"
    exit code 1
    --- stdout
    --- stderr
    error: the entry at position 12 can't be decoded: not an entry: its content isn't a map
    ");
}

#[test]
fn an_entry_of_a_newer_program_is_counted() {
    let folder = Folder::with_registry();
    record_encoded(&folder, &StreamId::access(), 0, vec![newer()]);
    assert_ran!(folder.run(&["verify"]), @r"
    exit code 0
    --- stdout
    entries   13
    position  12
    recorded  [time]
    chain     [digest]
    digest    [digest]
    sealed    0
    unknown   1
    --- stderr
    warning: a newer program wrote the unknown entries; what they say was not checked
    every entry is in its place and follows from the one before it
    ");
}

/// An event of a type that this program doesn't know.
fn newer() -> EncodedContent {
    let known = registry_events::event::NameHeld {
        cluster: registry_events::ids::ClusterId::from_random([1, 2, 3, 4, 5]),
    };
    let actor = registry_core::access::program();
    let clear = registry_events::codec::encode_clear(&actor, None, &known.into());
    let mut clear = clear.expect("it encodes");
    let name = b"NameHeld";
    let at = clear.windows(name.len()).position(|window| window == name).expect("its type");
    clear[at..at + name.len()].copy_from_slice(b"NameLent");
    EncodedContent::Clear(clear)
}
