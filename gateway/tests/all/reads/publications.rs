//! Publications as anybody reads them, now and as of a date.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::publications::{AT, correction, report, withdrawal};
use crate::support::Client;

/// What an officer recorded, corrected and withdrew from December 2015 on.
pub(crate) struct Published {
    pub(crate) scene: Scene,
    pub(crate) report: u64,
    pub(crate) withdrawn: u64,
}

async fn record(officer: &Client, says: &Value) -> u64 {
    officer.post(AT, says).await.done().number("publication")
}

/// A document that was uploaded, as requests name it.
async fn upload(officer: &Client, bytes: &[u8]) -> Value {
    let headers = [("content-type", "application/octet-stream")];
    let (method, at) = (axum::http::Method::POST, "/api/v1/evidence");
    let kept = officer.send(method, at, &headers, bytes.to_vec()).await.done();
    let mut document = kept.body;
    document.as_object_mut().unwrap().remove("demonstration");
    document
}

/// A report that is corrected in 2016, a review with a document, two announcements, and a rating
/// that is withdrawn in 2016.
pub(crate) async fn published() -> Published {
    let scene = Scene::entered().await;
    let officer = &scene.officer;
    let report_number = record(officer, &report("Отчёт о кластерах (тест)")).await;
    let document = upload(officer, b"%PDF-1.7 review").await;
    let review = json!({ "kind": "review", "title": { "ru": "Обзор (тест)", "en": "Review (test)" },
        "summary": { "ru": "О кооперации.", "en": "On cooperation." },
        "published_on": "2014-05-05", "found_at": document });
    record(officer, &review).await;
    let rating = json!({ "kind": "rating", "title": "Рейтинг (тест)",
        "published_on": "2015-10-01", "found_at": "https://press.example/rating" });
    let withdrawn = record(officer, &rating).await;
    for (title, day) in [("Приём заявок (тест)", "2015-11-20"), ("Съезд (тест)", "2015-11-30")]
    {
        let says = json!({ "kind": "announcement", "title": title, "published_on": day });
        record(officer, &says).await;
    }
    scene.app.set_time("2016-02-01T12:00:00Z");
    let at = format!("{AT}/{report_number}/correction");
    let says = report("Доклад о кластерах (тест)");
    officer.post(&at, &correction(&says)).await.done();
    let at = format!("{AT}/{withdrawn}/withdrawal");
    officer.post(&at, &withdrawal()).await.done();
    scene.app.settle().await;
    Published { scene, report: report_number, withdrawn }
}

async fn titles(scene: &Scene, query: &str) -> Vec<String> {
    let list = scene.get(&format!("{AT}?{query}")).await.body;
    let items = list["items"].as_array().unwrap().iter();
    let titles: Vec<_> = items.map(|one| one["title"]["ru"].as_str().unwrap().to_owned()).collect();
    assert_eq!(list["total"], titles.len());
    titles
}

const DEALS: &str = "Приём заявок (тест)";
const CONGRESS: &str = "Съезд (тест)";
const REPORT: &str = "Доклад о кластерах (тест)";
const REVIEW: &str = "Обзор (тест)";
const RATING: &str = "Рейтинг (тест)";

#[tokio::test]
async fn publications_stand_in_one_list_the_last_that_came_out_first() {
    let Published { scene, .. } = published().await;
    assert_eq!(titles(&scene, "").await, [CONGRESS, DEALS, REPORT, REVIEW]);
}

#[tokio::test]
async fn filters_narrow_the_list_by_kind_year_region_and_specialisation() {
    let Published { scene, .. } = published().await;
    assert_eq!(titles(&scene, "kind=review&kind=report").await, [REPORT, REVIEW]);
    assert_eq!(titles(&scene, "year=2014").await, [REVIEW]);
    assert_eq!(titles(&scene, "region=RU-TOM").await, [REPORT]);
    assert_eq!(titles(&scene, "specialisation=ict&year=2015").await, [REPORT]);
    assert_eq!(titles(&scene, "status=withdrawn").await, [RATING]);
    for (query, code) in [
        ("kind=novel", "query.not-a-choice"),
        ("year=MMXV", "query.not-a-number"),
        ("region=RU-XXX", "filter.unknown-value"),
        ("status=lost", "query.not-a-choice"),
        ("knid=report", "query.unknown-parameter"),
    ] {
        let refused = scene.reader.get(&format!("{AT}?{query}")).await;
        assert_eq!(refused.refusal(), (422, code), "{query}");
    }
}

#[tokio::test]
async fn the_list_of_a_past_date_has_what_was_said_and_stood_then() {
    let Published { scene, report, .. } = published().await;
    let then = titles(&scene, "as_of=2015-12-31").await;
    assert_eq!(then, [CONGRESS, DEALS, "Отчёт о кластерах (тест)", RATING, REVIEW]);
    let one = scene.get(&format!("{AT}/{report}?as_of=2015-12-31")).await.body;
    assert_eq!(one["corrections"], json!([]));
    let before = scene.reader.get(&format!("{AT}/{report}?as_of=position:0")).await;
    assert_eq!(before.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn one_publication_tells_when_and_why_it_was_corrected_or_withdrawn() {
    let Published { scene, report, withdrawn } = published().await;
    let one = scene.get(&format!("{AT}/{report}")).await.body;
    assert_eq!(one["url"], "https://press.example/report");
    assert_eq!(one["regions"][0]["label"]["ru"], "Томская область");
    assert_eq!(one["corrections"][0]["reason"], "Исправлено название");
    assert_eq!(one["corrections"][0]["at"], one["updated_at"]);
    assert_eq!((&one["withdrawn"], &one["demonstration"]), (&Value::Null, &json!(true)));
    let gone = scene.get(&format!("{AT}/{withdrawn}")).await.body;
    assert_eq!(
        (&gone["withdrawn"]["reason"], &gone["url"]),
        (&json!("Записано дважды"), &Value::Null)
    );
}

#[tokio::test]
async fn the_list_is_paged_and_stands_still_while_it_is_read() {
    let Published { scene, .. } = published().await;
    let first = scene.get(&format!("{AT}?limit=3")).await;
    assert!(first.header("link").unwrap().contains("rel=\"next\""), "{first:?}");
    let cursor = first.text("next_cursor");
    let new = json!({ "kind": "announcement", "title": "Новое", "published_on": "2016-01-31" });
    record(&scene.officer, &new).await;
    scene.app.settle().await;
    let last = scene.get(&format!("{AT}?limit=3&cursor={cursor}")).await.body;
    assert_eq!((&last["items"][0]["title"]["ru"], &last["total"]), (&json!(REVIEW), &json!(4)));
}

#[tokio::test]
async fn the_document_of_a_publication_is_everybodys_while_it_stands() {
    let Published { scene, .. } = published().await;
    let list = scene.get(&format!("{AT}?kind=review")).await.body;
    let review = &list["items"][0];
    let address = review["document"]["address"].as_str().unwrap().to_owned();
    let raw = raw::get(&scene.app, &address, &[]).await;
    assert_eq!((raw.status, raw.header("content-type")), (200, Some("application/pdf")));
    assert_eq!(raw.text(), "%PDF-1.7 review");
    let number = review["publication"].as_u64().unwrap();
    let at = format!("{AT}/{number}/withdrawal");
    scene.officer.post(&at, &withdrawal()).await.done();
    scene.app.settle().await;
    assert_eq!(raw::get(&scene.app, &address, &[]).await.status, 404);
    let then = scene.get(&format!("{AT}?kind=review&as_of=2016-01-31")).await.body;
    assert_eq!(then["items"][0]["document"]["address"], Value::Null);
    let none = format!("{AT}/{}/document", list["items"][0]["publication"].as_u64().unwrap() + 1);
    assert_eq!(raw::get(&scene.app, &none, &[]).await.status, 404, "an address is no document");
}

#[tokio::test]
async fn the_feed_of_changes_tells_publications_in_words() {
    let Published { scene, .. } = published().await;
    let mut told = Vec::new();
    let mut from = 0;
    loop {
        let page = scene.get(&format!("/api/v1/changes?from={from}&limit=500")).await.body;
        let items = page["items"].as_array().unwrap().iter();
        told.extend(items.filter_map(|one| Some(one["description"]["ru"].as_str()?.to_owned())));
        let next = page["next"].as_u64().unwrap();
        if next == from {
            break;
        }
        from = next;
    }
    assert_eq!(told[0], "Реестр открыт");
    let has = |sentence: &str| assert!(told.iter().any(|one| one == sentence), "{told:#?}");
    has("Публикация записана: отчёт «Отчёт о кластерах (тест)», 01.11.2015");
    has(
        "Публикация исправлена: отчёт «Доклад о кластерах (тест)», 01.11.2015. Исправлено название",
    );
    has("Публикация отозвана: рейтинг «Рейтинг (тест)», 01.10.2015. Записано дважды");
    has("Принята редакция: Правила уровней, 1.0");
}
