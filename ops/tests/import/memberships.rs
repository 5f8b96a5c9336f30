//! Memberships begin, change and end by their rows, and never by a missing one.

use registry_events::value::{Code, Value};
use registry_ops::import::Summary;

use super::ground::{Ground, bad_cells};
use super::sheets::{INN, LEFT, OGRN, TYPE, clusters, inn, organisation_name, participants};

fn ground() -> Ground {
    let ground = Ground::new();
    ground.done(&clusters(1), &participants(1, 12));
    ground
}

fn members(ground: &Ground) -> usize {
    ground.only().profile.open_items("participants").count()
}

#[test]
fn a_missing_row_closes_no_membership() {
    let ground = ground();
    let mut fewer = participants(1, 12);
    fewer.rows.truncate(3);
    let summary = ground.done(&clusters(1), &fewer);
    assert_eq!(summary, Summary { unchanged: 1, ..Summary::default() });
    assert_eq!(members(&ground), 12);
}

#[test]
fn a_day_of_leaving_closes_a_membership_once() {
    let ground = ground();
    let left = participants(1, 12).with(4, LEFT, "01.06.2020");
    let summary = ground.done(&clusters(1), &left);
    assert_eq!(summary, Summary { changed: 1, left: 1, ..Summary::default() });
    assert_eq!(members(&ground), 11);
    let again = ground.done(&clusters(1), &left);
    assert_eq!(again, Summary { unchanged: 1, ..Summary::default() });
}

#[test]
fn nobody_leaves_who_was_no_member_or_leaves_tomorrow() {
    let ground = ground();
    let stranger = participants(1, 13).with(12, LEFT, "01.06.2020");
    let bad = ground.refused(&clusters(1), &stranger);
    let reason = "Организация не состоит в кластере, выходить неоткуда: уберите дату или строку.";
    assert_eq!(bad, [(14, Some(7), reason.into())]);
    let tomorrow = participants(1, 12).with(4, LEFT, "01.06.2199");
    let bad = ground.refused(&clusters(1), &tomorrow);
    assert_eq!(bad, [(6, Some(7), "Этот день ещё не наступил.".into())]);
}

#[test]
fn participants_alone_join_a_known_cluster() {
    let ground = ground();
    let more = participants(1, 14);
    let outcome = ground.import(None, Some(&more), usize::MAX);
    assert!(matches!(outcome, registry_ops::import::Outcome::Done(_)), "{outcome:?}");
    assert_eq!(members(&ground), 14);
}

#[test]
fn a_known_membership_is_found_by_either_number() {
    let ground = ground();
    let mut by_inn = participants(1, 2).with(1, TYPE, "Крупные предприятия");
    by_inn.set(0, OGRN, "");
    by_inn.set(1, INN, "");
    let summary = ground.done(&clusters(1), &by_inn);
    assert_eq!(summary, Summary { changed: 1, ..Summary::default() });
    let cluster = ground.only();
    let large = Value::Code(Code::literal("large"));
    let typed = cluster.profile.claims().filter(|c| c.claim.stated.value() == Some(&large));
    assert_eq!(typed.count(), 1);
}

#[test]
fn a_number_that_the_registry_does_not_have_is_refused() {
    let ground = ground();
    let other = participants(1, 12).with(3, INN, &inn(99));
    let bad = ground.refused(&clusters(1), &other);
    let reason = "В реестре у этой организации другой номер: проверьте оба или оставьте один.";
    assert_eq!(bad, [(5, Some(4), reason.into())]);
}

#[test]
fn a_new_organisation_needs_a_name_and_a_known_one_does_not() {
    let ground = ground();
    let mut nameless = participants(1, 13);
    for row in 0..13 {
        nameless.set(row, "Организация", "");
    }
    let bad = ground.refused(&clusters(1), &nameless);
    let reason = "Организации ещё нет в реестре: нужно её наименование.";
    assert_eq!(bad, [(14, Some(2), reason.into())]);
    nameless.set(12, "Организация", &organisation_name(12));
    ground.done(&clusters(1), &nameless);
    assert_eq!(members(&ground), 13);
}

#[test]
fn participants_of_a_cluster_that_is_nowhere_are_refused() {
    let ground = Ground::new();
    let outcome = ground.import(None, Some(&participants(1, 1)), usize::MAX);
    let reason = "Такого кластера в этом регионе нет ни в файле, ни в реестре.";
    assert_eq!(bad_cells(&outcome), [(2, Some(1), reason.into())]);
}
