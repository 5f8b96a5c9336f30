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
