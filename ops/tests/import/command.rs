//! The command itself: what it prints, what it exits with.

use super::sheets::{YEAR, clusters, participants};
use crate::assert_ran;
use crate::support::{Folder, Server};

fn folder() -> Folder {
    let folder = Folder::with_registry();
    write(&folder, "clusters.csv", &clusters(2).csv(';'));
    write(&folder, "participants.csv", &participants(2, 10).csv(';'));
    folder
}

fn write(folder: &Folder, name: &str, text: &str) {
    std::fs::write(folder.data().with_file_name(name), text).expect("written");
}

const IMPORT: [&str; 5] =
    ["import", "--clusters", "clusters.csv", "--participants", "participants.csv"];

#[test]
fn an_import_says_what_it_did() {
    let folder = folder();
    assert_ran!(folder.run(&[&IMPORT[..], &["--dry-run"]].concat()), @r"
    exit code 0
    --- stdout
    --- stderr
    clusters: 2 new, 0 changed, 0 as they were
    memberships: 20 begun, 0 ended
    organisations: 0 renamed
    this was a trial: nothing was written
    ");
    assert_ran!(folder.run(&IMPORT), @r"
    exit code 0
    --- stdout
    --- stderr
    clusters: 2 new, 0 changed, 0 as they were
    memberships: 20 begun, 0 ended
    organisations: 0 renamed
    done
    ");
    assert_ran!(folder.run(&IMPORT), @r"
    exit code 0
    --- stdout
    --- stderr
    clusters: 0 new, 0 changed, 2 as they were
    memberships: 0 begun, 0 ended
    organisations: 0 renamed
    done
    ");
}

#[test]
fn bad_cells_are_a_table_and_a_report() {
    let folder = folder();
    let spoilt = clusters(2).with(1, YEAR, "=год");
    write(&folder, "clusters.csv", &spoilt.csv(';'));
    assert_ran!(folder.run(&[&IMPORT[..], &["--report", "bad.csv"]].concat()), @r"
    exit code 1
    --- stdout
    таблица   строка  столбец  поле          значение  причина
    Кластеры  3       D        Год создания  =год      Нужен год четырьмя цифрами, например 2012.
    --- stderr
    error: bad cells: 1; nothing was written
    ");
    let report = std::fs::read_to_string(folder.data().with_file_name("bad.csv"));
    let report = report.expect("a report");
    assert!(report.starts_with('\u{feff}'), "a spreadsheet takes it for UTF-8");
    insta::assert_snapshot!(report.trim_start_matches('\u{feff}'), @r"
    таблица;строка;столбец;поле;значение;причина
    Кластеры;3;D;Год создания;'=год;Нужен год четырьмя цифрами, например 2012.
    ");
}

#[test]
fn what_is_no_table_is_said() {
    let folder = folder();
    write(&folder, "clusters.csv", "\0");
    assert_ran!(folder.run(&IMPORT), @r"
    exit code 2
    --- stdout
    --- stderr
    error: clusters.csv: neither text nor a workbook
    ");
    assert_ran!(folder.run(&["import", "--clusters", "nowhere.csv"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: nowhere.csv: can't be opened: No such file or directory (os error 2)
    ");
    assert_eq!(folder.run(&["import"]).code(), Some(2));
}

#[test]
fn an_import_works_beside_a_server() {
    let folder = folder();
    let server = Server::start(&folder);
    assert_eq!(folder.run(&IMPORT).code(), Some(0));
    let again = folder.run(&IMPORT);
    assert!(again.stderr().starts_with("clusters: 0 new, 0 changed, 2 as they were"), "{again}");
    server.stop();
}

#[test]
fn a_folder_without_a_registry_is_not_made_one() {
    let folder = folder();
    let elsewhere = folder.run(&[&IMPORT[..], &["--data", "elsewhere"]].concat());
    assert_eq!(elsewhere.code(), Some(2), "{elsewhere}");
}
