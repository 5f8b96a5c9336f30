//! `clustermap bulletin`, and what `replay --diff` says of bulletins.

use std::sync::Arc;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use registry_core::command::PublishStatistics;
use registry_events::ids::{Digest, Position};
use registry_events::log::ManualClock;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::Registry;
use tokio::runtime::Runtime;

use crate::assert_ran;
use crate::editions::program;
use crate::support::{Folder, Server};

/// The registry's day some days ago, as a bulletin's.
fn days_ago(days: i64) -> String {
    let then = Timestamp::now() - SignedDuration::from_hours(24 * days);
    then.in_tz("Europe/Moscow").expect("a zone").date().to_string()
}

/// A registry that was opened two days ago.
fn opened_before() -> Folder {
    let folder = Folder::new();
    let then = Timestamp::now() - SignedDuration::from_hours(48);
    let clock = Arc::new(ManualClock::new(then));
    let parts = DataFolder::new(folder.data()).open(clock, Arc::new(SystemEntropy), |_| {});
    let opening = async {
        let registry = Registry::assemble(parts.expect("a new folder opens")).await;
        registry.expect("a registry").open_if_new(true, "Europe/Moscow").await
    };
    Runtime::new().expect("a runtime").block_on(opening).expect("opened");
    folder
}

#[test]
fn a_bulletin_is_published_once_also_beside_a_server_and_replay_finds_it_unchanged() {
    let folder = opened_before();
    let server = Server::start(&folder);
    let day = days_ago(2);
    let published = folder.run(&["bulletin", &day]);
    assert!(published.data().starts_with(&format!("date        {day}\ncounted to  ")));
    let again = folder.run(&["bulletin", &day]);
    assert_eq!(again.code(), Some(2));
    assert!(again.stderr().contains("bulletin.already-published"), "{again}");
    server.stop();
    assert_eq!(folder.run(&["replay", "--diff"]).code(), Some(0));
}

#[test]
fn a_day_that_is_not_over_or_before_the_log_has_no_bulletin() {
    let folder = Folder::with_registry();
    assert_ran!(folder.run(&["bulletin", "2999-01-01"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: the day 2999-01-01 isn't over
    ");
    let ran = folder.run(&["bulletin", &days_ago(0)]);
    assert_eq!(ran.code(), Some(2), "today isn't over: {ran}");
    assert_ran!(folder.run(&["bulletin", "2001-01-01"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: nothing was recorded by the end of 2001-01-01
    ");
}

#[test]
fn replay_names_the_bulletin_whose_figures_are_others_now() {
    let folder = Folder::with_registry();
    let (position, digest) = (Position(8), Digest::of(b"other figures"));
    program(&folder, |ground| {
        ground.execute(PublishStatistics { date: date(2026, 1, 2), position, digest });
    });
    assert_eq!(folder.run(&["replay"]).code(), Some(0), "it is told on request");
    let ran = folder.run(&["replay", "--diff"]);
    assert_eq!(ran.code(), Some(1));
    let sentence = "the bulletin of 2026-01-02 was of other figures than those at position 8";
    assert!(ran.stderr().contains(sentence), "{ran}");
}
