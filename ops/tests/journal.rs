//! `clustermap journal` and `clustermap samples`.

use registry_events::codec::EncodedContent;
use registry_events::ids::{ApplicationId, Uuid};
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::StreamId;

use crate::assert_ran;
use crate::support::log::record_encoded;
use crate::support::{Folder, Server};

const PROGRAM: &str = "00000000-0000-0000-0000-000000000000";
const ISSUE: [&str; 6] = ["token", "issue", "--role", "auditor", "--label", "Аудитор"];

/// The cells of each line below the heading.
fn cells(table: &str) -> Vec<Vec<String>> {
    let lines = table.lines().skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn without_a_registry_there_is_nothing_to_read() {
    let folder = Folder::new();
    for command in ["journal", "samples"] {
        assert_eq!(folder.run(&[command]).code(), Some(2));
    }
}

#[test]
fn entries_are_printed_newest_first_and_narrowed_together() {
    let folder = Folder::with_registry();
    folder.run(&ISSUE).data();
    let told = cells(folder.run(&["journal", "--category", "access", "--limit", "2"]).data());
    let [given, opened] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(given[2..4], ["access", "RoleGranted"]);
    assert!(given[6].starts_with("Роль выдана: аудитор, "), "{}", given[6]);
    assert_eq!(
        opened[2..],
        ["access", "AccountOpened", PROGRAM, "clerk", "Учётная запись открыта: Аудитор"]
    );
    assert!(given[0] > opened[0], "{told:?}");
    let lines =
        |args: &[&str]| folder.run(&[&["journal"], args].concat()).data().lines().count() - 1;
    assert_eq!(lines(&["--category", "access", "--actor", PROGRAM]), 2);
    assert_eq!(lines(&["--category", "access", "--since", "2099-01-01"]), 0);
    assert_eq!(lines(&["--category", "access", "--until", "2000-01-01"]), 0);
    assert_eq!(folder.run(&["journal", "--category", "love"]).code(), Some(2));
    assert_eq!(folder.run(&["journal", "--since", "soon"]).code(), Some(2));
}

#[test]
fn a_sealed_entry_is_its_place_stream_and_time() {
    let folder = Folder::with_registry();
    let stream = StreamId::application(ApplicationId::from_uuid(Uuid::from_u128(5)));
    let sealed = Sealed { key: KeyId("k".into()), nonce: vec![0; 24], bytes: vec![1, 2, 3] };
    record_encoded(&folder, &stream, 0, vec![EncodedContent::Sealed(sealed)]);
    let told = cells(folder.run(&["journal", "--category", "sealed"]).data());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0][2..], [stream.as_str(), "sealed", "", "", ""]);
}

#[test]
fn samples_are_counted_with_and_without_a_server_beside() {
    let folder = Folder::with_registry();
    let alone = folder.run(&["samples"]);
    assert_ran!(alone, @r"
    exit code 0
    --- stdout
    gates_by_one_organisation  0
    bursts                     0
    rise_before_support        0
    waivers_overdue            0
    applications_overdue       0
    late_facts                 0
    shared_mail_domain         0
    evidence_unopened          0
    --- stderr
    ");
    let server = Server::start(&folder);
    assert_eq!(folder.run(&["samples"]).data(), alone.data());
    assert_eq!(folder.run(&["samples", "late_facts"]).data().lines().count(), 1);
    server.stop();
    assert_eq!(folder.run(&["samples", "love"]).code(), Some(2));
}
