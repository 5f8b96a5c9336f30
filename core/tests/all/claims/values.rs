//! A value is one that its field may have: of its type, within its bounds, of a day that has come.

use jiff::civil::date;
use registry_core::testing::Sketch;
use registry_core::testing::statements::{
    code, codes, decimal, item, number, ru, says, texts, year,
};
use registry_events::claim::Absence;
use registry_events::value::{Text, Value};

use super::{check, stated};
use crate::{BEFORE, TODAY, changes, shipped_cluster};

/// The problem of stating one value of a cluster's own field.
#[track_caller]
fn check_value(field: &str, value: Value, expected: &str) {
    check(
        changes().stating(says(field, value).on(BEFORE)),
        &[&format!("/claims/0/value {expected}")],
    );
}

fn english(text: &str) -> Value {
    Value::Text(Text { ru: None, en: Some(text.into()) })
}

#[test]
fn a_field_that_is_not_in_the_catalogue_is_refused() {
    check(changes().stating(says("colour", ru("синий"))), &["/claims/0/path field.unknown colour"]);
    let member = Sketch::participant_of(21, "small").says("colour", ru("синий"));
    check(changes().opening(member), &["/open/0/claims/2 field.unknown participants/12/colour"]);
}

#[test]
fn a_field_of_a_cluster_is_not_one_of_its_items() {
    let elsewhere = says("participants/2/official_name", ru("Кластер"));
    let expected = ["/claims/0/path field.unknown participants/2/official_name"];
    check(changes().stating(elsewhere), &expected);
}

#[test]
fn a_collection_that_is_not_in_the_catalogue_is_refused() {
    let friend = item("friends").says("name", ru("Друг"));
    check(changes().opening(friend), &["/open/0/collection collection.unknown friends"]);
}

#[test]
fn a_value_of_another_type_is_refused() {
    check_value("employees_total", ru("много"), "value.type integer");
    check_value("official_name", number(5), "value.type text");
    check_value("regions", code("RU-TOM"), "value.type codes");
    check_value("year_created", number(2012), "value.type year");
}

#[test]
fn a_text_keeps_its_bounds_in_each_language() {
    check_value("official_name", ru("Я"), "text.too-short 3 1");
    check_value("official_name", ru(&"я".repeat(301)), "text.too-long 300 301");
    let both = Text { ru: Some("я".repeat(200)), en: Some("short".into()) };
    check_value("summary", Value::Text(both), "text.too-short 200 5");
}

#[test]
fn a_number_keeps_its_bounds() {
    check_value("employees_total", number(-1), "number.too-small 0");
    check_value("year_created", year(1899), "number.too-small 1900");
    let crowded = item("governing_bodies").says("type", code("board")).says_on(
        BEFORE,
        "staff_fte",
        decimal("10000.1"),
    );
    check(changes().opening(crowded), &["/open/0/claims/1/value number.too-large 10000"]);
}

#[test]
fn a_year_is_not_in_the_future() {
    check_value("year_created", year(2027), "year.in-future 2027");
    stated(changes().stating(says("year_created", year(2026)))).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_list_keeps_its_bounds_and_repeats_nothing() {
    check_value("regions", codes([]), "list.too-few 1 0");
    let eleven = [
        "RU-AD", "RU-BA", "RU-BU", "RU-AL", "RU-DA", "RU-IN", "RU-KB", "RU-KL", "RU-KC", "RU-KR",
        "RU-KO",
    ];
    check_value("regions", codes(eleven), "list.too-many 10 11");
    check_value("regions", codes(["RU-TOM", "RU-TOM"]), "list.repeats");
}

#[test]
fn a_list_of_texts_repeats_none() {
    let (mut scene, listed) = shipped_cluster();
    let twice = changes().stating(says("products", texts(["Щит", "Брус", "Щит"])));
    let outcome = scene.when(scene.officer(), listed.state(twice));
    outcome.then_problems(&["/claims/0/value list.repeats"]);
}

#[test]
fn a_code_stands_in_its_dictionary() {
    check_value("specialisation_key", code("astrology"), "code.unknown astrology specialisation");
    check_value("regions", codes(["RU-TOM", "RU-XXX"]), "code.unknown RU-XXX regions");
}

#[test]
fn a_needed_language_is_there() {
    check_value("official_name", english("White Pine"), "text.language-needed ru");
    check_value("display_name", english("White Pine"), "text.language-needed ru");
}

#[test]
fn a_statement_describes_no_future_day() {
    let tomorrow = date(2026, 3, 3);
    check(
        changes().stating(says("year_created", year(2012)).on(tomorrow)),
        &["/claims/0/described_on date.in-future 2026-03-03"],
    );
    stated(changes().stating(says("year_created", year(2012)).on(TODAY)))
        .then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_dated_field_says_which_day_it_describes() {
    check(
        changes().stating(says("employees_total", number(5))),
        &["/claims/0/described_on claim.date-needed employees_total"],
    );
    let member = Sketch::participant_of(21, "small").says("employees", number(5));
    check(
        changes().opening(member),
        &["/open/0/claims/2/described_on claim.date-needed employees"],
    );
}

#[test]
fn an_absence_needs_no_day() {
    stated(changes().stating(says("employees_total", Absence::NotProvided)))
        .then(&["cluster: ClaimsStated, LevelAssessed, RequirementOpened"]);
}

#[test]
fn none_is_said_only_of_what_is_counted_or_listed() {
    for field in ["display_name", "location", "year_created", "specialisation_key"] {
        let expected = format!("/claims/0/value claim.not-countable {field}");
        check(changes().stating(says(field, Absence::Zero)), &[&expected]);
    }
    stated(changes().stating(says("employees_total", Absence::Zero))).accepted();
}
