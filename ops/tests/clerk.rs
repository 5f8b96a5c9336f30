//! `clustermap clerk`, and the clerk in a server.

use std::thread;
use std::time::{Duration, Instant};

use crate::import::sheets::{clusters, participants};
use crate::support::{Folder, Ran, Server};

/// How long a server may take to note what is due when it starts.
const NOTED_MAX: Duration = Duration::from_secs(20);

/// A registry with two clusters whose figures describe 2015 and have lapsed since.
fn folder() -> Folder {
    let folder = Folder::with_registry();
    for (name, sheet) in [("clusters", clusters(2)), ("participants", participants(2, 10))] {
        let path = folder.data().with_file_name(format!("{name}.csv"));
        std::fs::write(path, sheet.csv(';')).expect("written");
    }
    let import = ["import", "--clusters", "clusters.csv", "--participants", "participants.csv"];
    folder.run(&import).data();
    folder
}

/// A line's number.
fn number(ran: &Ran, name: &str) -> u64 {
    let line = ran.data().lines().find_map(|line| line.strip_prefix(name)).expect("the line");
    line.trim().parse().expect("a number")
}

#[test]
fn a_round_notes_what_ran_out_and_a_second_one_nothing() {
    let folder = folder();
    let entries = number(&folder.run(&["verify"]), "entries");
    let first = folder.run(&["clerk"]);
    assert_eq!(number(&first, "clusters"), 2);
    assert!(number(&first, "events") >= 2, "{first}");
    let noted = number(&folder.run(&["verify"]), "entries");
    assert_eq!(noted, entries + number(&first, "events"));
    assert_eq!(number(&folder.run(&["clerk"]), "events"), 0);
}

#[test]
fn a_server_notes_what_ran_out_when_it_starts_and_a_round_beside_it_nothing_more() {
    let folder = folder();
    let entries = number(&folder.run(&["verify"]), "entries");
    let server = Server::start(&folder);
    let begun = Instant::now();
    while number(&folder.run(&["verify"]), "entries") == entries {
        assert!(begun.elapsed() < NOTED_MAX, "the server notes nothing");
        thread::sleep(Duration::from_millis(100));
    }
    folder.run(&["clerk"]).data();
    assert_eq!(number(&folder.run(&["clerk"]), "events"), 0);
    let (status, stderr) = server.stop();
    assert!(status.success(), "{stderr}");
}

#[test]
fn a_folder_without_a_registry_has_no_work_for_a_clerk() {
    let ran = Folder::new().run(&["clerk"]);
    assert_eq!(ran.code(), Some(2), "{ran}");
    assert!(ran.stderr().contains("there is no registry in"), "{ran}");
}
