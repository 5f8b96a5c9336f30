//! `clustermap replay`.

mod levels;

use crate::assert_ran;
use crate::support::{Folder, Server};

#[test]
fn two_replays_of_a_new_registry_agree() {
    let folder = Folder::with_registry();
    assert_ran!(folder.run(&["replay", "--diff", "--reassess"]), @r"
    exit code 0
    --- stdout
    cards          [digest]
    histories      [digest]
    levels         [digest]
    register       [digest]
    organisations  [digest]
    regions        [digest]
    editions       [digest]
    bulletins      [digest]
    estimates      [digest]
    publications   [digest]
    enquiries      [digest]
    reports        [digest]
    proposals      [digest]
    expected       [digest]
    masked         [digest]
    forgotten      [digest]
    times          [digest]
    all            [digest]
    assessments  0
    agreeing     0
    corrected    0
    differing    0
    --- stderr
    replayed to position 11
    two replays agree; no server runs here whose views could be compared
    ");
}

#[test]
fn the_live_views_of_a_server_agree_with_its_log() {
    let folder = Folder::with_registry();
    let alone = folder.run(&["replay"]);
    let server = Server::start(&folder);
    let beside = folder.run(&["replay", "--diff"]);
    assert_eq!(beside.data(), alone.data());
    assert_ran!(beside.stderr(), @r"
    replayed to position 11
    two replays and the running server's views agree
    ");
    server.stop();
}

#[test]
fn a_replay_ends_with_the_commit_that_holds_the_position() {
    let folder = Folder::with_registry();
    let issued = folder.run(&["token", "issue", "--role", "officer", "--label", "Куратор"]);
    issued.data();
    let whole = folder.run(&["replay"]);
    let begun = folder.run(&["replay", "--at", "0"]);
    assert_ran!(begun.stderr(), @r"
    replayed to position 11
    two replays agree
    ");
    assert_ne!(begun.data(), whole.data());
    assert_ran!(folder.run(&["replay", "--at", "100000"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: the log has no position 100000; its last one is 13
    ");
}
