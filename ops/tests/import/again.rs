//! The same import again: after nothing, after a corrected cell, after a kill.

use registry_core::command::RevokeRole;
use registry_events::ids::StreamVersion;
use registry_events::value::Value;
use registry_ops::import::Summary;

use super::ground::{Ground, value};
use super::sheets::{EMAIL, EMPLOYEES, NAME, ORGANISATION, SUMMARY, clusters, participants};

#[test]
fn a_second_run_repeats_nothing() {
    let ground = Ground::new();
    let (clusters, members) = (clusters(3), participants(3, 10));
    let first = ground.done(&clusters, &members);
    assert_eq!(first, Summary { entered: 3, joined: 30, ..Summary::default() });
    let head = ground.head();
    let second = ground.done(&clusters, &members);
    assert_eq!(second, Summary { unchanged: 3, ..Summary::default() });
    assert_eq!(ground.head(), head);
}

#[test]
fn a_corrected_cell_is_committed_alone() {
    let ground = Ground::new();
    let (mut clusters, members) = (clusters(3), participants(3, 10));
    ground.done(&clusters, &members);
    let head = ground.head();
    clusters.set(1, EMPLOYEES, "1 900");
    let corrected = ground.done(&clusters, &members);
    assert_eq!(corrected, Summary { unchanged: 2, changed: 1, ..Summary::default() });
    let recorded = ground.head().0 - head.0;
    // The claim; the level's assessment doesn't change.
    assert_eq!((ground.commits_since(head), recorded), (1, 1));
}

#[test]
fn a_corrected_address_stays_one_contact() {
    let ground = Ground::new();
    let (mut clusters, members) = (clusters(1), participants(1, 10));
    ground.done(&clusters, &members);
    clusters.set(0, EMAIL, "info@cluster-0.example");
    ground.done(&clusters, &members);
    assert_eq!(ground.only().profile.open_items("contacts").count(), 1);
}

#[test]
fn a_value_that_was_changed_and_changed_back_is_stated_again() {
    let ground = Ground::new();
    let (clusters, members) = (clusters(1), participants(1, 10));
    ground.done(&clusters, &members);
    ground.done(&clusters.clone().with(0, EMPLOYEES, "1 900"), &members);
    ground.done(&clusters, &members);
    assert_eq!(value(&ground.only(), "employees_total"), Some(&Value::Integer(1_840)));
}

#[test]
fn an_import_that_was_killed_is_finished_by_the_next() {
    let whole = Ground::new();
    let (clusters, members) = (clusters(5), participants(5, 10));
    whole.done(&clusters, &members);

    let killed = Ground::new();
    for _ in 0..2 {
        killed.import(Some(&clusters), Some(&members), 2);
    }
    assert_eq!(killed.clusters().len(), 4);
    let last = killed.done(&clusters, &members);
    assert_eq!(last, Summary { unchanged: 4, entered: 1, joined: 10, ..Summary::default() });
    assert_eq!(killed.head(), whole.head(), "nothing is recorded twice");
}

#[test]
fn a_trial_writes_nothing_and_tells_what_would_be_done() {
    let ground = Ground::new();
    let (clusters, members) = (clusters(1), participants(1, 10));
    let before = ground.head();
    ground.import(Some(&clusters), Some(&members), 0);
    assert_eq!(ground.head(), before);
}

#[test]
fn a_cluster_is_found_by_its_official_name_though_it_is_shown_under_another() {
    let ground = Ground::new();
    let (named, members) =
        (clusters(1).with(0, "display_name", "Опушка (демо)"), participants(1, 10));
    ground.done(&named, &members);
    let summary = ground.done(&clusters(1), &members);
    assert_eq!(summary, Summary { unchanged: 1, ..Summary::default() });
}

#[test]
fn a_cluster_is_renamed_by_its_id() {
    let ground = Ground::new();
    let members = participants(1, 10);
    ground.done(&clusters(1), &members);
    let id = ground.clusters()[0].0.to_string();
    let mut renamed = clusters(1).with(0, "cluster_id", &id);
    renamed.set(0, NAME, "Кластер «Поляна» (демо)");
    ground.import(Some(&renamed), None, usize::MAX);
    let name = value(&ground.only(), "official_name").and_then(Value::as_text).cloned();
    assert_eq!(name.and_then(|name| name.ru).as_deref(), Some("Кластер «Поляна» (демо)"));
}

#[test]
fn a_text_in_one_language_leaves_the_other_as_it_is() {
    let ground = Ground::new();
    let members = participants(1, 10);
    let english = "An invented cluster. ".repeat(12);
    ground.done(&clusters(1).with(0, "summary.en", &english), &members);
    let russian = "Другое краткое описание. ".repeat(10);
    ground.done(&clusters(1).with(0, SUMMARY, &russian), &members);
    let text = value(&ground.only(), "summary").and_then(Value::as_text).cloned().expect("a text");
    assert_eq!(text.en.as_deref(), Some(english.trim()));
    assert_eq!(text.ru.as_deref(), Some(russian.trim()));
}

#[test]
fn the_name_of_a_known_organisation_is_corrected_once() {
    let ground = Ground::new();
    let (clusters, members) = (clusters(1), participants(1, 10));
    ground.done(&clusters, &members);
    let renamed = members.with(0, ORGANISATION, "АО «Пень» (демо)");
    let summary = ground.done(&clusters, &renamed);
    assert_eq!(summary, Summary { unchanged: 1, renamed: 1, ..Summary::default() });
    assert!(ground.organisation_names().contains(&"АО «Пень» (демо)".to_owned()));
    let head = ground.head();
    ground.done(&clusters, &renamed);
    assert_eq!(ground.head(), head);
}

#[test]
fn a_role_that_was_taken_back_is_not_given_again() {
    let ground = Ground::new();
    let members = participants(1, 10);
    ground.done(&clusters(1), &members);
    // The account's opening comes first in the stream of access, its grant second.
    let revoke =
        RevokeRole { grant: StreamVersion(2), reason: "проверка (демо)".into() };
    ground.execute(revoke.into());
    let changed = clusters(1).with(0, EMPLOYEES, "1 900");
    let changed = ground.write("changed.csv", changed.csv(';'));
    let refused = ground.try_import(Some(&changed), None, usize::MAX);
    assert!(refused.expect_err("refused").to_string().contains("deprived of its role"));
}
