//! Projects and other lists as lines that are pasted or a table that is brought: tried, then recorded at
//! once, as participants are.

use crate::support::body::{inn, ogrn};
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::scene;

const HEADINGS: &str =
    "Название проекта;Стадия;Сферы реализации;Участники проекта;Солидарные затраты";

async fn check(browser: &mut Browser, path: &str, rows: &str) -> Seen {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    browser.submit(&page, path, &[("rows", rows), ("act", "check")]).await
}

/// Participants by name, by number of the item and by ОГРН.
fn members() -> String {
    format!("ООО «Организация 1» (демо) | № 2 | {}", ogrn(3))
}

fn project(title: &str) -> String {
    format!("{title};Реализуемые;Маркетинговые проекты;{};да", members())
}

#[tokio::test]
async fn projects_are_pasted_each_bad_cell_is_told_and_nothing_is_half_done() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/projects");
    let import = format!("{list}/import");
    assert!(anna.get(&list).await.html.contains(&format!("href=\"{import}\"")));
    let events = app.events().await;
    let right = [project("Общий полигон"), project("Общий бренд")];
    let unknown = right[1].replace("№ 2", "ООО «Организация 11» (демо)");
    let wrong_stage = project("Третий").replace("Реализуемые", "Начатые");
    let given = [HEADINGS, &right[0], &unknown, &wrong_stage].join("\n");
    let told = check(&mut anna, &import, &given).await;
    assert_eq!((told.status, app.events().await), (422, events), "{}", told.html);
    let wrong = told.texts("tr:has(.import-wrong)");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].starts_with("3 Общий бренд"), "{}", wrong[0]);
    assert!(wrong[0].contains("Участники проекта") && wrong[0].contains("Похожие"), "{}", wrong[0]);
    assert!(wrong[1].starts_with("4 Третий") && wrong[1].contains("«Начатые»"), "{}", wrong[1]);
    assert!(told.texts("button[value=record]").is_empty());
    let untitled = right[0].replace("Общий полигон", "");
    let untitled = check(&mut anna, &import, &[HEADINGS, &untitled].join("\n")).await;
    assert_eq!(untitled.status, 422, "a row is never passed over: {}", untitled.html);
    let told = &untitled.texts("tr:has(.import-wrong)")[0];
    assert!(told.contains("о какой записи"), "{told}");
    let two = right[0].replace("№ 2 | ", "");
    let two = check(&mut anna, &import, &[HEADINGS, &two].join("\n")).await;
    assert_eq!((two.status, app.events().await), (422, events), "the rules are asked too");
    let told = &two.texts("tr:has(.import-wrong)")[0];
    assert!(told.starts_with("2 Общий полигон") && told.contains("трёх участников"), "{told}");

    let tried = check(&mut anna, &import, &[HEADINGS, &right[0], &right[1]].join("\n")).await;
    assert_eq!(tried.texts(".figures li"), ["Добавятся 2 записи"], "{}", tried.html);
    assert_eq!(app.events().await, events);
    let recorded = anna.submit(&tried, &import, &[("act", "record")]).await;
    assert!(recorded.location().starts_with(&format!("{list}?done=imported&receipt=")));
    let after = app.events().await;
    let twice = anna.submit(&tried, &import, &[("act", "record")]).await;
    assert_eq!((twice.location(), app.events().await), (recorded.location(), after));
    let same = check(&mut anna, &import, &[HEADINGS, &right[0], &right[1]].join("\n")).await;
    assert_eq!(same.texts(".figures li"), ["Без изменений 2 строки"], "{}", same.html);
}

#[tokio::test]
async fn the_table_of_projects_brought_back_says_nothing_new_until_it_is_corrected() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/projects");
    let import = format!("{list}/import");
    let more =
        format!("{HEADINGS};Начало;Бюджет\n{};01.09.2015;48 000 000 RUB", project("Полигон"));
    let tried = check(&mut anna, &import, &more).await;
    anna.submit(&tried, &import, &[("act", "record")]).await.location();
    app.settle().await;
    let page = anna.get(&import).await;
    let table = anna.get(&format!("{list}/table.xlsx")).await;
    assert_eq!(table.status, 200);
    let name = table.header("content-disposition").unwrap();
    assert!(name.contains("projects-"), "{name}");
    let events = app.events().await;
    let file = ("file", "проекты.xlsx", table.bytes.as_ref());
    let tried = anna.bring_with(&page, &import, &[("act", "check")], file).await;
    assert_eq!((tried.status, app.events().await), (200, events), "{}", tried.html);
    assert_eq!(tried.texts(".figures li"), ["Без изменений 1 строка"], "{}", tried.html);
    let lines = tried.form(&import).into_iter().find(|(name, _)| name == "rows").unwrap().1;
    assert!(lines.contains("ООО «Организация 2» (демо)"), "members are named: {lines}");
    let corrected = lines.replace("48000000", "50000000");
    let tried = check(&mut anna, &import, &corrected).await;
    assert_eq!(tried.texts(".figures li"), ["Изменится 1 запись"], "{}", tried.html);
    anna.submit(&tried, &import, &[("act", "record")]).await.location();
    let closing = "Название проекта;Запись закрыта\nполигон;01.02.2016";
    let tried = check(&mut anna, &import, closing).await;
    assert_eq!(tried.texts("table.items .stand"), ["Закроется"], "{}", tried.html);
    anna.submit(&tried, &import, &[("act", "record")]).await.location();
    app.settle().await;
    let table = anna.get(&list).await;
    assert!(table.texts("table.items caption").is_empty(), "{}", table.html);
}

#[tokio::test]
async fn lines_without_headings_stand_in_the_order_of_the_catalogue_and_partners_are_named_by_number()
 {
    let (app, path, mut anna) = scene().await;
    let import = format!("{path}/lists/partners/import");
    let page = anna.get(&import).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.texts("#field-rows-hint")[0].contains("столбцы идут так"), "{}", page.html);
    let numbered = |first: &str, second: &str| format!("{first};{second}");
    let (name, number) = ("ООО «Партнёр» (демо)", inn(700));
    let told = |seen: &Seen| seen.texts("tr:has(.import-wrong)").join(" ");
    let reversed = check(&mut anna, &import, &numbered(&number, name)).await;
    assert_eq!(reversed.status, 422, "{}", reversed.html);
    assert!(told(&reversed).contains("ИНН — 10 или 12 цифр"), "{}", reversed.html);
    let in_order = check(&mut anna, &import, &numbered(name, &number)).await;
    assert!(!told(&in_order).contains("ИНН — 10 или 12 цифр"), "{}", in_order.html);
    assert!(in_order.html.contains(&number), "{}", in_order.html);
    let english = anna.get(&format!("/en{import}")).await;
    assert!(english.texts("h1")[0].ends_with("as lines or a table"), "{}", english.html);
    drop(app);
}

#[tokio::test]
async fn why_a_row_cannot_be_accepted_is_told_in_the_language_of_the_page() {
    let (_, path, mut anna) = scene().await;
    let projects = format!("/en{path}/lists/projects/import");
    let given = [HEADINGS, &project("Общий полигон").replace("Реализуемые", "Начатые")].join("\n");
    let told = check(&mut anna, &projects, &given).await;
    let row = told.texts("tr:has(.import-wrong)").join(" ");
    assert!(row.contains("The dictionary has no term «Начатые»."), "{row}");
    let unknown = given.replace("№ 2", "№ 700");
    let told = check(&mut anna, &projects, &unknown).await;
    let row = told.texts("tr:has(.import-wrong)").join(" ");
    assert!(row.contains("The list of the cluster has no such item"), "{row}");
    let numbered = format!("Номер записи;{HEADINGS}\nдва;{}", project("Полигон"));
    let told = check(&mut anna, &projects, &numbered).await;
    assert!(told.says("The number of an item is needed"), "{}", told.html);
    let participants = format!("/en{path}/lists/participants/import");
    let told = check(&mut anna, &participants, "ИНН;Организация\n123;ООО «Опечатка»").await;
    let row = told.texts("tr:has(.import-wrong)").join(" ");
    assert!(row.contains("An INN has 10 or 12 digits"), "{row}");
    assert!(told.texts("tr:has(.import-wrong) td [lang=ru]").is_empty(), "{}", told.html);
}

#[tokio::test]
async fn the_table_of_another_list_is_told_as_such() {
    let (app, path, mut anna) = scene().await;
    let import = |list: &str| format!("{path}/lists/{list}/import");
    let table = |list: &str| format!("{path}/lists/{list}/table.xlsx");
    let events = app.events().await;
    for (list, other, named) in [
        ("participants", "projects", "«Совместные проекты»"),
        ("projects", "participants", "«Участники»"),
        ("partners", "projects", "«Совместные проекты»"),
    ] {
        let table = anna.get(&table(other)).await;
        let page = anna.get(&import(list)).await;
        let file = ("file", "таблица.xlsx", table.bytes.as_ref());
        let told = anna.bring_with(&page, &import(list), &[("act", "check")], file).await;
        assert_eq!(told.status, 422, "{list}");
        let words = told.texts("#field-file-error").concat();
        assert!(words.contains("другого списка") && words.contains(named), "{list}: {words}");
    }
    let told = check(&mut anna, &import("partners"), HEADINGS).await;
    assert!(told.texts("#field-rows-error")[0].contains("другого списка"), "{}", told.html);
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn an_invisible_character_is_told_where_it_stands() {
    let (app, path, mut anna) = scene().await;
    let events = app.events().await;
    for list in ["projects", "participants"] {
        let import = format!("{path}/lists/{list}/import");
        let told = check(&mut anna, &import, "ИНН;Организация\n7707083893;ООО\0Сосна").await;
        let words = told.texts("#field-rows-error").concat();
        assert!(words.contains("В строке 2 есть невидимый"), "{list}: {words}");
    }
    let import = format!("{path}/lists/projects/import");
    let given = [HEADINGS, &project("Полигон").replace("Реализуемые", "Реали\u{1}зуемые")];
    let told = check(&mut anna, &import, &given.join("\n")).await;
    let row = told.texts("tr:has(.import-wrong)").join(" ");
    assert!(row.contains("невидимый управляющий знак"), "{row}");
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn of_lines_and_a_file_at_once_both_are_kept_until_one_is_chosen() {
    let (app, path, mut anna) = scene().await;
    let import = format!("{path}/lists/projects/import");
    let [typed, brought] =
        ["Вставленный", "Принесённый"].map(|title| [HEADINGS, &project(title)].join("\n"));
    let page = anna.get(&import).await;
    let events = app.events().await;
    let act = [("rows", typed.as_str()), ("act", "check")];
    let file = ("file", "проекты.csv", brought.as_bytes());
    let asked = anna.bring_with(&page, &import, &act, file).await;
    assert_eq!((asked.status, app.events().await), (422, events));
    assert!(asked.says("и вставили строки, и принесли файл"), "{}", asked.html);
    let unchosen = anna.submit(&asked, &import, &[("act", "check")]).await;
    assert_eq!(unchosen.status, 422, "neither stands for the other");
    for (which, title) in [("rows", "Вставленный"), ("file", "Принесённый")] {
        let chosen = [("which", which), ("act", "check")];
        let tried = anna.submit(&unchosen, &import, &chosen).await;
        assert_eq!(tried.texts("table.items tbody th"), [title], "{}", tried.html);
    }
    let tried = anna.submit(&asked, &import, &[("which", "file"), ("act", "check")]).await;
    let better = brought.replace("Принесённый", "Исправленный");
    let file = ("file", "проекты.csv", better.as_bytes());
    let again = anna.bring_with(&tried, &import, &[("act", "check")], file).await;
    assert_eq!(again.texts("table.items tbody th"), ["Исправленный"], "a file replaces a file");
}
