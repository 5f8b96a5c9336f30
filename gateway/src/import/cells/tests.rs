use jiff::civil::date;
use registry_core::editions::InForce;
use registry_events::path::FieldPath;

use super::*;
use crate::import::shadow::{Editions, shipped};

fn read(field: &str, text: &str) -> Read<Option<Content>> {
    let editions: Editions = shipped().expect("editions");
    let in_force: InForce<'_> = editions.in_force().expect("in force");
    let path: FieldPath = field.parse().expect("a path");
    let field = in_force.catalogue.field(&path).expect("a field");
    Cells(vec![(Part::Value, text)]).content(field, &Vocabulary::of(in_force))
}

#[track_caller]
fn check(field: &str, text: &str, expected: Option<Value>) {
    match (read(field, text), expected) {
        (Ok(Some(Content::Value(value))), Some(expected)) => assert_eq!(value, expected, "{text}"),
        (Err(_), None) => {}
        (read, expected) => panic!("{text}: {read:?}, not {expected:?}"),
    }
}

#[test]
fn a_name_is_read_on_one_line_and_a_summary_keeps_its_lines() {
    let text = "Кластер\n «Белая\tсосна»";
    for (field, expected) in
        [("official_name", "Кластер «Белая сосна»"), ("summary", "Кластер\n «Белая сосна»")]
    {
        let said = read(field, text).expect("a text").expect("something said");
        assert_eq!(said, Content::Text(Text::ru(expected)), "{field}");
    }
}

#[test]
fn whole_numbers_are_read_with_any_space_between_thousands() {
    for text in ["12345", "12 345", "12\u{a0}345", "12\u{202f}345", "+12 345"] {
        check("employees_total", text, Some(Value::Integer(12_345)));
    }
    for text in ["12,345", "12.345", "1 23 45", "12345 чел.", "--5", "1e3", "12345,0"] {
        check("employees_total", text, None);
    }
}

#[test]
fn decimals_are_read_with_a_comma_or_a_point() {
    let half = Decimal::new(45, 1);
    for text in ["4,5", "4.5", "4,50"] {
        check("governing_bodies/1/staff_fte", text, Some(Value::Decimal(half)));
    }
    let thousands = Decimal::new(12_345, 1);
    check("governing_bodies/1/staff_fte", "1 234,5", Some(Value::Decimal(thousands)));
    for text in ["4,", ",5", "1.234,5", "4,5,6"] {
        check("governing_bodies/1/staff_fte", text, None);
    }
}

#[test]
fn days_are_read_in_both_orders_and_no_third() {
    let day = Some(Value::Date(date(2015, 12, 31)));
    check("participants/1/joined_on", "31.12.2015", day.clone());
    check("participants/1/joined_on", "2015-12-31", day);
    for text in ["31.12.15", "2015.12.31", "12/31/2015", "31-12-2015", "30.02.2015", "42369"] {
        check("participants/1/joined_on", text, None);
    }
}

#[test]
fn amounts_are_read_with_their_currency() {
    let amount = Some(Value::Money(
        registry_events::value::Money::new(Decimal::from(48_000_000), "RUB").expect("money"),
    ));
    for text in ["48 000 000 RUB", "48000000 руб.", "48 000 000₽"] {
        check("projects/1/budget", text, amount.clone());
    }
    check("projects/1/budget", "48 000 000", None);
}

#[test]
fn terms_are_read_by_key_and_in_either_language() {
    let furniture = Some(Value::Code(Code::literal("furniture")));
    for text in ["furniture", "Производство  МЕБЕЛИ", "Furniture"] {
        check("specialisation_key", text, furniture.clone());
    }
    let two = ["RU-TOM", "RU-VLG"].map(Code::literal);
    let two = Some(Value::Codes(two.into()));
    for text in ["Томская область | Вологодская область", "ru-tom;RU-VLG", "RU-TOM\nRU-VLG"]
    {
        check("regions", text, two.clone());
    }
}

#[test]
fn absences_are_read_and_an_answer_of_no_is_not_one() {
    for (text, absence) in [
        ("не представлено", Absence::NotProvided),
        ("Неприменимо", Absence::NotApplicable),
        ("не раскрывается", Absence::Withheld),
        ("нет", Absence::Zero),
        ("withheld", Absence::Withheld),
    ] {
        assert_eq!(read("employees_total", text), Ok(Some(Content::Absent(absence))));
    }
    check("projects/1/cost_sharing", "нет", Some(Value::Flag(false)));
}

#[test]
fn an_empty_cell_says_nothing() {
    let editions = shipped().expect("editions");
    let in_force = editions.in_force().expect("in force");
    let words = Vocabulary::of(in_force);
    for field in &in_force.catalogue.fields {
        assert_eq!(Cells(Vec::new()).content(field, &words), Ok(None), "{}", field.key);
    }
}
