//! Bad cells: each with its place and reason, and nothing written.

use super::ground::{Bad, Ground};
use super::sheets::{
    CLUSTER, EMAIL, EMPLOYEES, EMPLOYEES_ON, INN, JOINED, OGRN, ORGANISATION, REGION,
    SPECIALISATION, SUMMARY, Sheet, TYPE, YEAR, cluster_name, clusters, inn, ogrn, participants,
};

/// Refuses two clusters of which the first is spoilt, and compares the only bad cell.
#[track_caller]
fn check(clusters: &Sheet, members: &Sheet, row: u32, column: usize, reason: &str) {
    let bad = Ground::new().refused(clusters, members);
    let expected: Vec<Bad> = vec![(row, Some(column), reason.into())];
    assert_eq!(bad, expected);
}

#[track_caller]
fn check_cluster(column: &str, text: &str, reason: &str) {
    let clusters = clusters(2).with(0, column, text);
    let place = clusters.header.iter().position(|name| name == column).expect("a column");
    check(&clusters, &participants(2, 10), 2, place, reason);
}

#[track_caller]
fn check_member(column: &str, text: &str, reason: &str) {
    let members = participants(2, 11).with(3, column, text);
    let place = members.header.iter().position(|name| name == column).expect("a column");
    check(&clusters(2), &members, 5, place, reason);
}

#[test]
fn a_value_of_another_kind_is_told_with_row_column_and_reason() {
    check_cluster(YEAR, "две тысячи", "Нужен год четырьмя цифрами, например 2012.");
    check_cluster(EMPLOYEES, "1,840", "Нужно целое число, например 1840.");
    check_cluster(EMPLOYEES, "18 40", "Нужно целое число, например 1840.");
    check_cluster(EMPLOYEES_ON, "31/12/2015", "Нужна дата вида 31.12.2015 или 2015-12-31.");
    check_cluster(EMPLOYEES_ON, "31.02.2015", "Нужна дата вида 31.12.2015 или 2015-12-31.");
    check_cluster(EMAIL, "почта", "Нужен адрес почты, например info@pine.example.");
    check_member(JOINED, "15.03.13", "Нужна дата вида 31.12.2015 или 2015-12-31.");
    check_member(JOINED, "#Н/Д", "Формула в ячейке не вычислена: впишите само значение.");
}

#[test]
fn a_term_that_is_not_in_the_dictionary_is_told_with_its_neighbours() {
    check_cluster(
        SPECIALISATION,
        "Производство мебел",
        "В справочнике нет значения «Производство мебел». Похожие: «Производство мебели».",
    );
    check_cluster(
        REGION,
        "Томск. область",
        "В справочнике нет значения «Томск. область». Похожие: «Томская область», «Омская \
         область», «Курская область».",
    );
    check_member(TYPE, "Фирмы", "В справочнике нет значения «Фирмы».");
}

#[test]
fn a_number_of_an_organisation_is_checked() {
    check_member(
        INN,
        "0000000031",
        "Контрольная цифра ИНН не сходится. Проверьте номер по выписке.",
    );
    check_member(OGRN, "115", "ОГРН — 13 или 15 цифр; проверьте, не пропали ли нули в начале.");
}

#[test]
fn the_rules_of_the_registry_are_told_at_the_cell_that_breaks_them() {
    check_cluster(YEAR, "2199", "Год 2199 ещё не наступил. Назовите год, в котором это уже было.");
    check_cluster(SUMMARY, "Коротко.", "Нужно не меньше 200 знаков, здесь 8.");
    check_cluster(EMPLOYEES_ON, "", "Укажите, на какую дату это значение.");
    check_cluster(
        EMPLOYEES,
        "0",
        "Минимальное требование M10 не выполнено: укажите общую численность работников и дату, к \
         которой она относится.",
    );
}

#[test]
fn a_new_cluster_with_too_few_participants_is_refused_at_its_name() {
    let bad = Ground::new().refused(&clusters(1), &participants(1, 9));
    let reason = "Минимальное требование M8 не выполнено: назовите участников кластера: не менее \
                  10.";
    assert_eq!(bad, [(2, Some(0), reason.into())]);
}

#[test]
fn a_field_that_a_membership_needs_is_asked_for_at_its_column() {
    check_member(TYPE, "", "Без поля «Тип участника» запись не открыть.");
}

#[test]
fn a_row_of_an_unknown_cluster_is_told_with_its_neighbours() {
    let wrong = cluster_name(0).replace("Опушка", "Опушки");
    let reason = "Такого кластера в этом регионе нет ни в файле, ни в реестре. Похожие: «Кластер \
                  «Опушка № 0» (демо)», «Кластер «Опушка № 1» (демо)».";
    check_member(CLUSTER, &wrong, reason);
}

#[test]
fn the_same_thing_twice_is_refused() {
    let numbers = format!("{} и {}", inn(2), ogrn(2));
    let reason =
        format!("ИНН и ОГРН не сходятся со строкой 4, где у организации номера {numbers}.");
    let mistyped = participants(2, 11).with(3, INN, &inn(2));
    check(&clusters(2), &mistyped, 5, 4, &reason);
    let members = participants(2, 11).with(3, INN, &inn(2)).with(3, OGRN, &ogrn(2));
    let members = members.with(3, ORGANISATION, "ООО «Пень № 2» (демо)");
    check(&clusters(2), &members, 5, 4, "Эта организация уже указана в кластере: строка 4.");
    let mut twice = clusters(2);
    twice.rows.push(twice.rows[0].clone());
    let bad = Ground::new().refused(&twice, &participants(2, 10));
    assert_eq!(bad, [(4, None, "Этот кластер уже есть в строке 2.".into())]);
}

#[test]
fn one_organisation_under_two_names_is_refused() {
    let members = participants(2, 10).with(10, INN, &inn(3)).with(10, OGRN, &ogrn(3));
    let reason = "В строке 5 организация с этим номером названа иначе: «ООО «Пень № 3» (демо)».";
    check(&clusters(2), &members, 12, 2, reason);
}

#[test]
fn two_clusters_may_share_a_new_organisation() {
    let members = participants(2, 10).with(10, INN, &inn(3)).with(10, OGRN, &ogrn(3));
    let members = members.with(10, ORGANISATION, "ооо \"Пень № 3\" (демо)");
    let ground = Ground::new();
    ground.done(&clusters(2), &members);
    assert_eq!(ground.organisation_names().len(), 19);
}

#[test]
fn an_unknown_or_doubled_column_is_refused_at_its_heading() {
    let clusters = clusters(1).with(0, "Год созданя", "2012").with(0, "year_created", "2012");
    let bad = Ground::new().refused(&clusters, &participants(1, 10));
    let expected: [Bad; 2] = [
        (1, Some(9), "Такого столбца нет. Похожие: «Год создания».".into()),
        (1, Some(10), "Такой столбец уже есть: D.".into()),
    ];
    assert_eq!(bad, expected);
}

#[test]
fn a_cell_without_a_heading_is_refused() {
    let clusters = clusters(1).with(0, "", "забытое");
    let bad = Ground::new().refused(&clusters, &participants(1, 10));
    assert_eq!(bad, [(2, Some(9), "У столбца нет заголовка.".into())]);
}

#[test]
fn all_bad_cells_are_told_at_once() {
    let clusters = clusters(3).with(0, YEAR, "?").with(2, EMAIL, "?").with(2, SUMMARY, "?");
    let bad = Ground::new().refused(&clusters, &participants(3, 10));
    let places: Vec<_> = bad.iter().map(|(row, column, _)| (*row, *column)).collect();
    assert_eq!(places, [(2, Some(3)), (4, Some(4)), (4, Some(8))]);
}
