//! The history of a cluster in lines and sentences.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::body;

async fn lines(scene: &Scene, query: &str) -> Vec<Value> {
    let history = scene.get(&format!("{}?{query}", scene.at("history"))).await.body;
    history["items"].as_array().unwrap().clone()
}

fn said(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["description"]["ru"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_number_that_is_said_again_reads_as_renewed() {
    let scene = Scene::entered().await;
    let again = json!({ "claims": [
        { "path": "employees_total", "value": 1200, "described_on": "2015-11-30" }] });
    scene.state(&again).await;
    let lines = lines(&scene, "path=employees_total").await;
    let number = "1\u{202f}200";
    let renewed = format!("Общая численность работников: {number}, обновлено без изменений");
    assert_eq!(said(&lines)[0], renewed);
    assert_eq!(
        lines[0]["description"]["en"],
        format!("Total employees: {number}, updated unchanged")
    );
}

#[tokio::test]
async fn a_changed_number_reads_with_an_arrow() {
    let scene = Scene::entered().await;
    let change = json!({ "claims": [
        { "path": "employees_total", "value": 1350, "described_on": "2015-11-30" }] });
    scene.state(&change).await;
    let lines = lines(&scene, "path=employees_total").await;
    let line = &lines[0];
    assert_eq!(said(&lines)[0], "Общая численность работников: 1\u{202f}200 → 1\u{202f}350");
    assert_eq!(line["description"]["en"], "Total employees: 1\u{202f}200 → 1\u{202f}350");
    assert_eq!(line["old"], json!({ "value": 1200, "absence": null, "hidden": null }));
    assert_eq!(line["new"], json!({ "value": 1350, "absence": null, "hidden": null }));
    assert_eq!((&line["type"], &line["category"]), (&json!("ClaimsStated"), &json!("profile")));
    assert_eq!(line["actor"]["role"], "cluster_representative");
    assert_eq!((&line["on_evidence"], &line["proof_url"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn confirmations_items_and_levels_read_without_cases() {
    let scene = Scene::high().await;
    let confirmations = lines(&scene, "category=confirmation").await;
    insta::assert_snapshot!(said(&confirmations[..3]).join("\n"), @r"
    Подтверждено: Совместные проекты · Общий бренд (ООО «Организация 1» (демо), участник кластера)
    Подтверждено: Совместные проекты · Общий бренд · Начало: 01.01.2015 (ООО «Организация 1» (демо), участник кластера)
    Подтверждено: Совместные проекты · Общий бренд · Стадия: Реализуемые (ООО «Организация 1» (демо), участник кластера)
    ");
    let memberships = lines(&scene, "category=confirmation&path=participants/2").await;
    insta::assert_snapshot!(said(&memberships).join("\n"), @r"
    Подтверждено: Участники · ООО «Организация 2» (демо) · Тип участника: Малые предприятия (ООО «Организация 2» (демо), участник кластера)
    Участие подтверждено: ООО «Организация 2» (демо)
    ");
    let levels = lines(&scene, "category=level").await;
    insta::assert_snapshot!(said(&levels).join("\n"), @r"
    Уровень оргразвития: средний → высокий
    Уровень оргразвития: начальный → средний; выполнены признаки: G1, G2, G3, G4, G5, P1, P2, P3, P4
    Уровень оргразвития: начальный; выполнены признаки: M1, M2, M3, M4, M5, M6, M7, M8, M9, M10
    ");
    let projects = lines(&scene, "path=projects/14&category=projects").await;
    insta::assert_snapshot!(said(&projects).join("\n"), @r"
    Совместные проекты, новая запись: Общий полигон
    Совместные проекты · Общий полигон · Начало: 01.01.2015
    Совместные проекты · Общий полигон · Стадия: Реализуемые
    Совместные проекты · Общий полигон · Сферы реализации: В сфере ИиР
    Совместные проекты · Общий полигон · Участники проекта: ООО «Организация 1» (демо); ООО «Организация 2» (демо); ООО «Организация 3» (демо)
    Совместные проекты · Общий полигон · Солидарные затраты: да
    ");
    let listing = lines(&scene, "category=listing").await;
    assert_eq!(said(&listing), ["Кластер внесён в реестр куратором из источника"]);
}

#[tokio::test]
async fn what_ended_is_told_with_day_and_reason() {
    let scene = Scene::entered().await;
    scene
        .state(&json!({ "claims": [], "open": [body::participant(60, "small")],
        "close": [{ "path": "participants/9", "on": "2015-11-01", "reason": "Вышел" }] }))
        .await;
    let closed = lines(&scene, "type=ItemClosed").await;
    assert_eq!(
        said(&closed),
        ["Участники, запись закрыта: ООО «Организация 9» (демо), 01.11.2015 (Вышел)"]
    );
    let why = json!({ "reason": "Проверка" });
    scene.officer.post(&scene.at("suspension"), &why).await.done();
    scene.app.settle().await;
    assert_eq!(
        said(&lines(&scene, "category=standing").await),
        ["Запись приостановлена: Проверка"]
    );
}

#[tokio::test]
async fn filters_of_time_actor_and_path_narrow_the_history() {
    let scene = Scene::high().await;
    let total = |query: &str| {
        let path = format!("{}?{query}&limit=1", scene.at("history"));
        let scene = &scene;
        async move { scene.get(&path).await.body["total"].as_u64().unwrap() }
    };
    let all = total("").await;
    let (before, after) = (total("until=2015-12-31").await, total("since=2016-01-01").await);
    assert_eq!(before + after, all);
    assert_eq!(total("since=2017-03-12T00:00:00Z&category=level").await, 1);
    assert!(total("path=participants/1").await < total("path=participants").await);
    let actor = lines(&scene, "category=listing").await[0]["actor"]["account"].clone();
    assert!(total(&format!("actor={}", actor.as_str().unwrap())).await < all);
    assert_eq!(total("as_of=2015-12-01").await, before);
}

#[tokio::test]
async fn pages_of_a_history_stand_still_while_it_grows() {
    let scene = Scene::entered().await;
    let first = scene.get(&format!("{}?limit=3", scene.at("history"))).await;
    let cursor = first.text("next_cursor");
    let path = format!("{}?limit=3&cursor={cursor}", scene.at("history"));
    let before = scene.get(&path).await.body;
    scene.state(&body::claim("year_created", 2013)).await;
    assert_eq!(scene.get(&path).await.body["items"], before["items"]);
    let other = format!("/api/v1/clusters/{}/history?limit=3&cursor={cursor}", scene.birch);
    assert_eq!(scene.reader.get(&other).await.refusal(), (422, "cursor.of-another-query"));
}

#[tokio::test]
async fn a_line_speaks_with_the_names_of_its_own_time() {
    let scene = Scene::entered().await;
    let renaming = format!("/api/v1/organisations/{}/name", scene.organisation(0));
    let body = json!({ "name": "ООО «Новое имя» (демо)", "kind": "change" });
    scene.officer.post(&renaming, &body).await.done();
    scene.app.settle().await;
    let opened = lines(&scene, "path=participants/1/organisation").await;
    assert_eq!(said(&opened), ["Участники, новая запись: ООО «Организация 1» (демо)"]);
}
