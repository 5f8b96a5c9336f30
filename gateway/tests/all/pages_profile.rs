//! The profile of a cluster: values with who supports them, and why there are none.

use serde_json::json;

use crate::pages::page;
use crate::reads::scene::Scene;

#[tokio::test]
async fn the_card_shows_each_value_with_who_supports_it() {
    let scene = Scene::high().await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert_eq!(page.text("h1"), "Белая сосна");
    assert_eq!(
        page.texts("h2"),
        [
            "Уровень оргразвития",
            "О кластере",
            "Контакты",
            "Участники",
            "Управление",
            "Совместные проекты",
            "Связи"
        ]
    );
    let fields = page.texts("dl.fields > div");
    let field = |label: &str| {
        let found = fields.iter().find(|field| field.starts_with(label));
        found.unwrap_or_else(|| panic!("{label} in {fields:#?}")).as_str()
    };
    assert_eq!(
        field("Общая численность"),
        "Общая численность работников1 200 на 30.06.2015, действует до 30.06.2016 указано кластером \
         Указал: куратор реестра, 01.12.2015 Сообщить об ошибке"
    );
    let missing = page.text("section[aria-labelledby=identity] .missing");
    assert!(missing.starts_with("Пока не представлено: Краткое наименование"), "{missing}");
    assert_eq!(
        field("Точка на карте"),
        "Точка на карте56,4977° с. ш., 84,9744° в. д. (населённый пункт) указано кластером \
         Указал: куратор реестра, 01.12.2015 Сообщить об ошибке"
    );
    let participant = &page.texts("section[aria-labelledby=participants] tbody tr")[0];
    assert_eq!(
        participant,
        "ООО «Организация 1» (демо) действует до 01.12.2017Малые предприятия \
         подтверждено второй стороной Указал: куратор реестра, 01.12.2015 \
         Подтвердил: ООО «Организация 1» (демо), участник кластера, 11.03.2017\
         представитель организации; письмо или доверенность; право записал оператор реестра, \
         11.03.2017 Сообщить об ошибке"
    );
    let standing = page.text(".standing");
    assert!(standing.starts_with("●●● высокий с 12.03.2017"), "{standing}");
}

#[tokio::test]
async fn a_row_whose_values_are_supported_otherwise_says_so_at_each() {
    let scene = Scene::high().await;
    let path = "participants/1/participant_type";
    scene.state(&json!({ "claims": [{ "path": path, "value": "medium" }] })).await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let row = "section[aria-labelledby=participants] tbody tr:first-child";
    let organisation = page.text(&format!("{row} th"));
    assert!(organisation.contains("Подтвердил: ООО «Организация 1» (демо)"), "{organisation}");
    let cells = page.texts(&format!("{row} td"));
    assert!(
        cells[0].starts_with(
            "Средние предприятия подтверждено второй стороной; ожидает подтверждения до 10.06.2017, \
             прежнее значение подтвердили: ООО «Организация 1» (демо), участник кластера"
        ),
        "{}",
        cells[0]
    );
    assert_eq!(cells[1], "у каждого сведения своё");
    let body = page.texts("section[aria-labelledby=governance] .card:first-child .support");
    let documents = body.iter().filter(|cell| cell.contains("документ")).count();
    assert_eq!(documents, 1, "the document of all of them is named once: {body:?}");
}

#[tokio::test]
async fn each_absence_has_its_own_word() {
    let scene = Scene::entered().await;
    let absent = |path: &str, absence: &str| json!({ "path": path, "absence": absence, "described_on": "2015-11-30" });
    scene
        .state(&json!({ "claims": [
        absent("employees_total", "withheld"),
        absent("participants/1/employees", "not_applicable"),
        absent("participants/2/employees", "zero"),
        absent("participants/3/employees", "not_provided"),
    ] }))
        .await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(page.texts("dl .absent").contains(&"не раскрывается".to_owned()));
    let employees = page.texts("section[aria-labelledby=participants] td:nth-of-type(2) .absent");
    assert_eq!(employees[..4], ["неприменимо", "нет", "не представлено", "—"]);
    let list = self::page(&scene, "/clusters?q=%D1%81%D0%BE%D1%81%D0%BD%D0%B0").await;
    assert_eq!(list.texts("td .absent"), ["не представлено", "не представлено"]);
}
