//! Participants as lines that are pasted or a table that is brought: tried, then recorded at once.

use crate::support::body::{inn, ogrn};
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{BORIS, representative, scene};

async fn check(browser: &mut Browser, path: &str, rows: &str) -> Seen {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{}", page.html);
    browser.submit(&page, path, &[("rows", rows), ("act", "check")]).await
}

/// Lines without headings of so many new organisations.
fn lines(numbers: std::ops::Range<u64>) -> Vec<String> {
    let line = |number| format!("{}\tООО «Новая {number}» (демо)\tМалые предприятия", inn(number));
    numbers.map(line).collect()
}

#[tokio::test]
async fn of_twenty_lines_two_are_told_and_nothing_is_recorded_until_they_are_right() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/participants");
    let import = format!("{list}/import");
    assert!(anna.get(&list).await.html.contains(&format!("href=\"{import}\"")));
    let right = lines(600..620);
    let mut given = right.clone();
    given[4] = given[4].replace(&inn(604), "7707083890");
    given[16] = given[16].replace("Малые предприятия", "Огромные предприятия");
    let events = app.events().await;
    let told = check(&mut anna, &import, &given.join("\n")).await;
    assert_eq!((told.status, app.events().await), (422, events), "{}", told.html);
    let wrong: Vec<_> = told.texts("tr:has(.import-wrong)");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].starts_with('5') && wrong[0].contains("«7707083890»"), "{}", wrong[0]);
    assert!(wrong[1].starts_with("17") && wrong[1].contains("Похожие"), "{}", wrong[1]);
    assert_eq!(told.texts(".figures li"), ["Не приняты 2 строки", "Добавятся 18 участников"]);
    assert_eq!(told.texts(".error-summary li").len(), 2);
    assert_eq!(told.attribute(".error-summary a", "href").as_deref(), Some("#field-row-5"));
    assert_eq!(told.texts("#field-row-5").len(), 1, "the summary leads to the row");
    assert!(told.texts("button[value=record]").is_empty());
    let rows = told.form(&import).into_iter().find(|(name, _)| name == "rows").unwrap().1;
    assert_eq!(rows.trim(), given.join("\n"), "what was pasted stays");

    let again = [("rows", right.join("\n")), ("act", "check".into())];
    let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let tried = anna.submit(&told, &import, &again).await;
    assert_eq!((tried.status, app.events().await), (200, events), "{}", tried.html);
    assert_eq!(tried.texts(".figures li"), ["Добавятся 20 участников"]);
    let recorded = anna.submit(&tried, &import, &[("act", "record")]).await;
    assert!(recorded.location().starts_with(&format!("{list}?done=imported&receipt=")));
    let after = app.events().await;
    assert!(after > events);
    let twice = anna.submit(&tried, &import, &[("act", "record")]).await;
    assert_eq!((twice.location(), app.events().await), (recorded.location(), after));
    let edited = [("act", "record"), ("rows", "ООО «Совсем другая» (демо); 7707083893")];
    let other = anna.submit(&tried, &import, &edited).await;
    assert_ne!(other.status, 303, "other lines are another table: {}", other.html);
    assert!(other.html.contains("Совсем другая"), "what was typed is there: {}", other.html);
    assert_eq!(app.events().await, after);
    let table = anna.get(recorded.location()).await;
    assert_eq!(table.texts("table.items caption"), ["30 записей"]);
    assert_eq!(
        table.texts(".done-panel"),
        ["Таблица записана Квитанция с дока\u{ad}за\u{ad}тель\u{ad}ством"]
    );
    let same = check(&mut anna, &import, &right.join("\n")).await;
    assert!(same.texts("button[value=record]").is_empty(), "all of it stands already");
}

#[tokio::test]
async fn the_table_of_the_cluster_brought_back_unchanged_changes_nothing() {
    let (app, path, mut anna) = scene().await;
    let list = format!("{path}/lists/participants");
    let import = format!("{list}/import");
    let page = anna.get(&import).await;
    let table = anna.get(&format!("{list}/table.xlsx")).await;
    assert_eq!(table.status, 200);
    assert_eq!(table.header("cache-control"), Some("private, no-store"));
    assert!(table.header("content-disposition").unwrap().starts_with("attachment;"));
    let events = app.events().await;
    let file = ("file", "участники.xlsx", table.bytes.as_ref());
    let tried = anna.bring_with(&page, &import, &[("act", "check")], file).await;
    assert_eq!((tried.status, app.events().await), (200, events), "{}", tried.html);
    assert_eq!(tried.texts(".figures li"), ["Без изменений 10 строк"], "{}", tried.html);
    assert!(tried.texts("button[value=record]").is_empty());
    let lines = tried.form(&import).into_iter().find(|(name, _)| name == "rows").unwrap().1;
    let again = check(&mut anna, &import, &lines).await;
    assert_eq!(again.texts(".figures li"), ["Без изменений 10 строк"], "as lines it says the same");

    let number = ogrn(3);
    let changed = format!(
        "ОГРН;Тип участника;Дата выхода\n{number};Средние предприятия;\n{};;01.02.2016",
        ogrn(4)
    );
    let tried =
        anna.bring_with(&page, &import, &[("act", "check")], ("file", "t.csv", changed.as_bytes()));
    let tried = tried.await;
    let outcome = tried.texts("table.items .stand");
    assert_eq!(outcome, ["Изменится", "Закроется"], "{}", tried.html);
    anna.submit(&tried, &import, &[("act", "record")]).await.location();
    let table = anna.get(&list).await;
    assert_eq!(table.texts("table.items caption"), ["9 записей"]);
}

#[tokio::test]
async fn a_table_is_recorded_only_if_it_still_does_what_was_shown() {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    let import = format!("{path}/lists/participants/import");
    let line = format!("ОГРН;Тип участника\n{};Средние предприятия", ogrn(3));
    let tried = check(&mut anna, &import, &line).await;
    let faster = line.replace("Средние", "Крупные");
    let his = check(&mut boris, &import, &faster).await;
    boris.submit(&his, &import, &[("act", "record")]).await.location();
    let events = app.events().await;
    let late = anna.submit(&tried, &import, &[("act", "record")]).await;
    assert_eq!((late.status, app.events().await), (200, events));
    assert_eq!(late.texts(".meanwhile h2"), ["Пока вы смотрели, список изменился"]);
    anna.submit(&late, &import, &[("act", "record")]).await.location();
    assert!(app.events().await > events, "once it was looked at again it is recorded");
}

#[tokio::test]
async fn what_is_no_table_or_too_large_is_told_and_strangers_bring_nothing() {
    let (app, path, mut anna) = scene().await;
    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    let import = format!("{path}/lists/participants/import");
    let page = anna.get(&import).await;
    let act = [("act", "check")];
    let large = vec![b'a'; 5 * 1024 * 1024 + 1];
    for (name, bytes) in [("x.xlsx", b"PK\x03\x04 no workbook".as_slice()), ("y.csv", &large)] {
        let told = anna.bring_with(&page, &import, &act, ("file", name, bytes)).await;
        assert_eq!(told.status, 422, "{name}");
        assert_eq!(told.texts("#field-file-error").len(), 1, "{name}: {}", told.html);
    }
    let nothing = anna.submit(&page, &import, &act).await;
    assert_eq!((nothing.status, nothing.texts("#field-rows-error").len()), (422, 1));
    let others = format!(
        "Идентификатор кластера;ОГРН;Тип участника\n{other};{};Крупные предприятия",
        ogrn(3)
    );
    let told = check(&mut anna, &import, &others).await;
    assert_eq!(told.status, 422, "rows of another cluster aren't taken");
    let renamed = format!("ОГРН;Организация\n{};ООО «Совсем другая»", ogrn(3));
    let told = check(&mut anna, &import, &renamed).await;
    assert!(told.texts("tr:has(.import-wrong)")[0].contains("называется «ООО «Организация 3»"));
    for path in [import.clone(), import.replace("import", "table.xlsx")] {
        assert_eq!(boris.get(&path).await.status, 403, "{path}");
    }
    let own = format!("/work/clusters/{other}/lists/participants/import");
    let mut fields = boris.get(&own).await.form(&own);
    fields.push(("act".into(), "record".into()));
    assert_eq!(boris.post(&import, &fields).await.status, 403);
    let english = anna.get(&format!("/en{import}")).await;
    assert_eq!(english.texts("h1"), ["Participants as lines or a table"]);
}
