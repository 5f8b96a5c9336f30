//! `clustermap forget`, `mask` and `unmask`.

use registry_core::testing::Sketch;
use registry_events::ids::ClusterId;
use registry_events::stream::StreamKind;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::private::PrivateStore as _;

use crate::assert_ran;
use crate::editions::program;
use crate::support::log::read_all;
use crate::support::server::post;
use crate::support::{Folder, Ran, Server};

const ISSUE: [&str; 6] =
    ["token", "issue", "--role", "cluster_representative", "--label", "Заявитель"];
const WHY: [&str; 4] = ["--law", "152-ФЗ, статья 21", "--reason", "По заявлению"];
const BODY: &str = r#"{"right_to_speak":"Устав кластера"}"#;

/// A registry with so many applications, each sealed under a key of its own.
fn with_applications(number: usize) -> Folder {
    let folder = Folder::with_registry();
    let token = folder.run(&ISSUE).data().trim_end().to_owned();
    let server = Server::start(&folder);
    for number in 0..number {
        let key = format!("application {number}");
        let sent = post(server.address(), "/api/v1/applications", &token, &key, BODY);
        assert_eq!(sent.expect("an answer").status, 201);
    }
    server.stop();
    folder
}

fn keys(folder: &Folder) -> Vec<String> {
    folder.run(&["forget", "--list"]).data().lines().map(str::to_owned).collect()
}

fn forget(folder: &Folder, what: &[&str]) -> Ran {
    folder.run(&[&["forget"], what, &WHY[..]].concat())
}

#[test]
fn a_kind_without_an_id_is_asked_back_for_its_number() {
    let folder = with_applications(3);
    let before = keys(&folder);
    assert_eq!(before.len(), 3);
    for kind in ["application", "application/"] {
        let refused = forget(&folder, &[kind]);
        assert_eq!(refused.code(), Some(2), "{refused}");
        assert!(refused.stderr().contains("--all 3"), "{refused}");
    }
    assert_ran!(forget(&folder, &["application", "--all", "2"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: there are 3 keys of application, and not 2
    ");
    assert_eq!(keys(&folder), before);
    let erased = forget(&folder, &["application", "--all", "3"]);
    assert!(erased.data().starts_with("erased    3\n"), "{erased}");
    assert_eq!(keys(&folder), [""; 0]);
}

#[test]
fn a_key_that_is_gone_is_told_as_erased_whoever_was_faster() {
    let folder = with_applications(2);
    let before = keys(&folder);
    let alone = forget(&folder, &[&before[0]]);
    assert!(alone.data().starts_with("erased    1\n"), "{alone}");
    let server = Server::start(&folder);
    let beside = forget(&folder, &[&before[1]]);
    assert!(beside.data().starts_with("erased    1\n"), "{beside}");
    assert_eq!(keys(&folder), [""; 0]);
    server.stop();
    let unknown = forget(&folder, &[&before[1]]);
    assert_eq!(unknown.code(), Some(2), "{unknown}");
}

#[test]
fn a_list_destroys_nothing_and_shows_no_key_that_the_log_says_was_erased() {
    let folder = with_applications(2);
    let before = keys(&folder);
    let keyrings = ["private.sqlite", "keyring.spare"].map(|name| folder.data().join(name));
    let backup = keyrings.each_ref().map(|path| std::fs::read(path).expect("a backup"));
    forget(&folder, &[&before[0]]).data();
    for (path, bytes) in keyrings.iter().zip(&backup) {
        std::fs::write(path, bytes).expect("an older store is back");
    }
    assert_eq!(keys(&folder), before[1..]);
    folder.run(&["token", "list"]).data();
    let opened = DataFolder::new(folder.data()).open_private(&SystemEntropy);
    let (store, _) = opened.expect("a private store");
    assert_eq!(store.keys().expect("readable").len(), 2, "a list destroyed a key");
}

/// A registry with one cluster.
fn with_cluster() -> (Folder, ClusterId) {
    let folder = Folder::with_registry();
    program(&folder, |ground| drop(ground.enter(Sketch::new("Белая сосна").minimal())));
    let cluster = read_all(&folder).iter().find_map(|entry| match entry.stream.kind() {
        StreamKind::Cluster(cluster) => Some(cluster),
        _ => None,
    });
    (folder, cluster.expect("a cluster"))
}

#[test]
fn a_field_is_masked_and_shown_again() {
    let (folder, cluster) = with_cluster();
    let cluster = cluster.to_string();
    let masked = folder.run(&[&["mask", &cluster, "summary"], &WHY[..]].concat());
    let mask = masked.data().lines().find_map(|line| line.strip_prefix("mask"));
    let mask = mask.expect("a mask").trim().to_owned();
    let again = folder.run(&[&["mask", &cluster, "nonsense"], &WHY[..]].concat());
    assert_eq!(again.code(), Some(2), "{again}");
    let server = Server::start(&folder);
    let lifted = folder.run(&["unmask", &cluster, &mask, "--reason", "Суд отменил"]);
    assert!(lifted.data().starts_with(&format!("mask      {mask}\n")), "{lifted}");
    server.stop();
    let twice = folder.run(&["unmask", &cluster, &mask, "--reason", "Суд отменил"]);
    assert_eq!(twice.code(), Some(2), "{twice}");
}
