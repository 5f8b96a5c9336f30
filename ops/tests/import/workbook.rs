//! Workbooks: the template and what is filled into it.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use registry_events::edition::EditionKind;
use registry_events::value::Value;
use registry_ops::import::Outcome;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::ground::{Ground, value};
use super::sheets::{Sheet, clusters, ogrn, participants, workbook};
use crate::editions::{run, shipped};
use crate::support::Folder;

/// The rows of a sheet.
fn rows(path: &std::path::Path, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// A template's sheet filled with the rows of another one, by heading.
fn filled(template: &[String], with: &Sheet) -> Sheet {
    let mut sheet = Sheet { header: template.to_vec(), rows: Vec::new() };
    for (index, row) in with.rows.iter().enumerate() {
        sheet.rows.push(Vec::new());
        for (column, text) in with.header.iter().zip(row) {
            assert!(template.contains(column), "the template has no «{column}»");
            sheet.set(index, column, text);
        }
    }
    sheet
}

#[test]
fn a_template_never_replaces_a_file() {
    let folder = Folder::new();
    let file = folder.data().with_file_name("filled.xlsx");
    std::fs::write(&file, "filled in").expect("written");
    let refused = folder.run(&["import", "--template", "filled.xlsx"]);
    assert_eq!(refused.code(), Some(2), "{refused}");
    assert!(refused.stderr().contains("filled.xlsx is there already"), "{refused}");
    assert_eq!(std::fs::read_to_string(&file).expect("readable"), "filled in");
}

#[test]
fn a_filled_template_is_imported_from_one_file() {
    let folder = Folder::new();
    folder.run(&["import", "--template", "template.xlsx"]).data();
    let template = folder.data().with_file_name("template.xlsx");
    let headings = ["Кластеры", "Участники"].map(|name| rows(&template, name).remove(0));
    let ground = Ground::new();
    let path = ground.path("filled.xlsx");
    let (one, other) = (clusters(2), participants(2, 10));
    let [one, other] = [(&headings[0], &one), (&headings[1], &other)].map(|(t, s)| filled(t, s));
    workbook(&path, &[("Кластеры", &one), ("Участники", &other)]);
    let outcome = ground.import_files(Some(&path), None, usize::MAX);
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    assert_eq!(ground.clusters().len(), 2);
}

#[test]
fn an_empty_template_has_headings_that_are_all_known_and_lists_to_choose_from() {
    let folder = Folder::new();
    folder.run(&["import", "--template", "template.xlsx"]).data();
    let ground = Ground::new();
    let template = folder.data().with_file_name("template.xlsx");
    let outcome = ground.import_files(Some(&template), None, usize::MAX);
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    let lists = rows(&template, "Списки");
    let column = |name: &str| lists[0].iter().position(|heading| heading == name).expect("a list");
    let terms = |name| lists.iter().skip(1).filter(|row| !row[column(name)].is_empty()).count();
    assert_eq!((terms("Ключевая специализация"), terms("Тип участника")), (25, 7));
    assert!(terms("Субъекты РФ") > 80);
}

#[test]
fn numbers_days_and_flags_of_a_workbook_are_read_as_they_are_shown() {
    let ground = Ground::new();
    let path = ground.path("typed.xlsx");
    let mut book = Workbook::new();
    let days = Format::new().set_num_format("dd.mm.yyyy");
    let (one, other) = (clusters(1), participants(1, 10));
    let sheet = book.add_worksheet().set_name("clusters").expect("a sheet");
    for (column, (heading, text)) in (0..).zip(one.header.iter().zip(&one.rows[0])) {
        sheet.write_string(2, column, heading).expect("a cell");
        sheet.write_string(5, column, text).expect("a cell");
    }
    sheet.write_number(5, 3, 2012).expect("a cell");
    sheet.write_number(5, 5, 1840).expect("a cell");
    let day = ExcelDateTime::from_ymd(2015, 12, 31).expect("a day");
    sheet.write_datetime_with_format(5, 6, &day, &days).expect("a cell");
    let sheet = book.add_worksheet().set_name("participants").expect("a sheet");
    for (row, cells) in (0..).zip([&other.header].into_iter().chain(&other.rows)) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    let number = ogrn(0).parse::<f64>().expect("digits");
    sheet.write_number(1, 4, number).expect("a cell");
    book.save(&path).expect("saved");
    let outcome = ground.import_files(Some(&path), Some(&path), usize::MAX);
    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
    assert_eq!(value(&ground.only(), "employees_total"), Some(&Value::Integer(1840)));
}

#[test]
fn a_field_that_is_added_to_the_catalogue_has_its_column_in_the_template_and_is_imported() {
    let folder = Folder::with_registry();
    let words = ["label", "hint", "example", "why"]
        .map(|word| format!("{word} = {{ ru = \"Девиз\", en = \"Motto\" }}\n"));
    let entry = format!(
        "\n[[field]]\nkey = \"motto\"\nsection = \"identity\"\ntype = \"text\"\n{}\
         mark = \"optional\"\nvisibility = \"public\"\n",
        words.concat()
    );
    let kind = EditionKind::Catalogue;
    let text = shipped(kind).to_owned() + &entry;
    assert_eq!(run(&folder, kind, "check", &text).data(), "field motto: added\n");
    run(&folder, kind, "adopt", &text).data();
    folder.run(&["import", "--template", "template.xlsx"]).data();
    let template = folder.data().with_file_name("template.xlsx");
    let headings = rows(&template, "Кластеры").remove(0);
    assert!(headings.iter().any(|heading| heading.contains("Девиз")), "{headings:?}");
    let empty = folder.run(&["import", "--clusters", "template.xlsx", "--dry-run"]);
    assert_ne!(empty.code(), Some(2), "its headings are known: {empty}");
}

/// The catalogue that ships with a field of the cluster and one of its participants more.
fn with_added_fields() -> String {
    let entry = |key: &str, place: &str, ru: &str, en: &str| {
        let words = ["label", "hint", "example", "why"]
            .map(|word| format!("{word} = {{ ru = \"{ru}\", en = \"{en}\" }}\n"));
        format!(
            "\n[[field]]\nkey = \"{key}\"\n{place}\ntype = \"text\"\n{}mark = \"optional\"\n\
             visibility = \"public\"\n",
            words.concat()
        )
    };
    let own = entry("motto", "section = \"identity\"", "Девиз", "Motto");
    let of_item = entry("nickname", "collection = \"participants\"", "Прозвище", "Nickname");
    let shipped =
        shipped(EditionKind::Catalogue).replacen("edition = \"1.0\"", "edition = \"1.1\"", 1);
    shipped + &own + &of_item
}

#[test]
fn a_value_of_an_added_field_becomes_a_claim_from_csv_and_from_a_workbook() {
    let one = clusters(1).with(0, "Девиз", "Лес и люди");
    let other = participants(1, 10).with(0, "Прозвище", "Пильщики");
    for from_workbook in [false, true] {
        let ground = Ground::new();
        ground.adopt(EditionKind::Catalogue, "1.1", &with_added_fields());
        if from_workbook {
            let path = ground.path("filled.xlsx");
            workbook(&path, &[("Кластеры", &one), ("Участники", &other)]);
            let outcome = ground.import_files(Some(&path), None, usize::MAX);
            assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
        } else {
            ground.done(&one, &other);
        }
        let cluster = ground.only();
        let said = |stated: Option<&Value>| match stated {
            Some(Value::Text(text)) => text.ru.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(said(value(&cluster, "motto")).as_deref(), Some("Лес и люди"));
        let members = cluster.profile.open_items("participants");
        let mut nicknames = members.filter_map(|member| member.claim("nickname"));
        let nickname = nicknames.next().expect("a claim on an item");
        assert_eq!(said(nickname.claim.stated.value()).as_deref(), Some("Пильщики"));
        assert!(nicknames.next().is_none(), "only one participant has one");
    }
}
