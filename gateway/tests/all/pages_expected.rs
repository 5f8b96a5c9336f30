//! «Ожидаются на Карте» as everybody reads it, and the ways to it.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use crate::pages::{HTML, Page, page, unmarked};
use crate::reads::raw;
use crate::reads::scene::Scene;
use crate::support::body;

const NAMES: &str = ".expected tbody th";
const WAITING: &str = "/expected?standing=known&standing=invited";

async fn noted(scene: &Scene, name: &str, region: &str, url: &str) -> String {
    let says = json!({ "name": { "ru": name, "en": null }, "region": region,
        "source": { "type": "press", "url": url }, "known_since": "2015-10-01" });
    scene.officer.post("/api/v1/expected", &says).await.done().text("expected")
}

async fn act(scene: &Scene, id: &str, act: &str, says: &Value) {
    scene.officer.post(&format!("/api/v1/expected/{id}/{act}"), says).await.done();
}

/// One known, one invited that applied, one in the register and one that was removed.
async fn scene() -> Scene {
    let scene = Scene::shipped().await;
    noted(&scene, "Станки Томска", "RU-TOM", "https://press.example/1").await;
    let applied = noted(&scene, "Угли", "RU-KEM", "https://press.example/2").await;
    act(&scene, &applied, "invitation", &json!({ "invited_on": "2015-11-01" })).await;
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Угли")).await;
    let application = started.done().text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{application}/submission")).await.done();
    act(&scene, &applied, "application", &json!({ "application": application })).await;
    let registered = noted(&scene, "Сосна", "RU-TOM", "https://press.example/3").await;
    act(&scene, &registered, "registration", &json!({ "cluster": scene.pine })).await;
    let removed = noted(&scene, "Дважды", "RU-TOM", "https://press.example/4").await;
    act(&scene, &removed, "removal", &json!({ "reason": "Записан дважды" })).await;
    scene.app.settle().await;
    scene
}

#[tokio::test]
async fn everybody_reads_name_region_source_and_stage_but_not_that_one_applied() {
    let scene = scene().await;
    let all = page(&scene, "/expected").await;
    assert_eq!(all.texts(NAMES), ["Сосна", "Угли", "Станки Томска"], "the last noted first");
    assert_eq!(all.texts(".expected .stand"), ["В реестре", "Приглашён", "Известен"]);
    assert_eq!(all.links(".expected th a"), [format!("/clusters/{}", scene.pine)]);
    let tomsk = all.texts(".expected tbody tr").pop().unwrap();
    assert_eq!(tomsk, "Станки Томска Томская область публикация 01.10.2015 Известен");
    let sources = all.links(".expected a[rel~=external]");
    assert_eq!(sources.last().unwrap(), "https://press.example/1");
    assert!(all.text(".page-head").contains("уровня у них нет"), "no entries of the registry");
    assert_eq!(all.links(".page-head a"), ["/register"], "the way into it");
    assert!(!all.text("main").contains("Заявка"), "{}", all.text("main"));
    let english = page(&scene, "/en/expected").await;
    assert_eq!(unmarked(&english), [""; 0]);
    assert_eq!(english.texts("th .latin").len(), 3);
}

#[tokio::test]
async fn the_list_is_narrowed_by_region_and_stage_turned_and_shown_as_of_a_date() {
    let scene = scene().await;
    let tomsk = page(&scene, &format!("{WAITING}&region=RU-TOM")).await;
    assert_eq!(tomsk.texts(NAMES), ["Станки Томска"]);
    assert_eq!(tomsk.texts(".chips a").len(), 4, "three conditions and all at once");
    let removed = page(&scene, "/expected?standing=removed").await;
    assert!(removed.text(".expected tbody").ends_with("Больше не ожидается Записан дважды"));
    let first = page(&scene, "/expected?limit=2").await;
    let rest = page(&scene, &first.links(".pages a[rel=next]")[0]).await;
    assert_eq!((first.texts(NAMES).len(), rest.texts(NAMES).len()), (2, 1));
    let before = page(&scene, "/expected?as_of=2015-11-01").await;
    assert_eq!(before.text(".results-head h2"), "Таких кластеров нет");
    let wrong = raw::get(&scene.app, "/expected?standing=lost", &[HTML]).await;
    assert_eq!((wrong.status, Page::of(&wrong).all("h1").len()), (422, 1));
    let raw = raw::get(&scene.app, "/expected", &[HTML]).await;
    let tag = raw.header("etag").unwrap().to_owned();
    let again = raw::get(&scene.app, "/expected", &[HTML, ("if-none-match", &tag)]).await;
    assert_eq!((raw.header("cache-control"), again.status), (Some("no-cache"), 304));
}

#[tokio::test]
async fn statistics_a_region_and_the_foot_of_each_page_lead_there_and_officers_on_to_their_list() {
    let scene = scene().await;
    let statistics = page(&scene, "/statistics").await;
    assert!(statistics.links("#coverage ~ * a").contains(&WAITING.to_owned()));
    let here = "/expected?region=RU-TOM&standing=known&standing=invited";
    let tomsk = page(&scene, "/regions/RU-TOM").await;
    assert_eq!(tomsk.links(".expected-here a"), [here]);
    assert_eq!(tomsk.text(".expected-here"), "Ожидается на Карте ещё 1 кластер региона");
    assert!(page(&scene, "/regions/RU-MOW").await.all(".expected-here").is_empty());
    assert!(tomsk.links("footer .menu a").contains(&"/expected".to_owned()));
    assert!(page(&scene, "/expected").await.all("main a[href^='/work']").is_empty());
    let mailbox = "officer@registry.example";
    scene.app.person_as(Role::Officer, Scope::Registry, mailbox).await;
    let mut officer = scene.app.signed_in(mailbox).await;
    assert_eq!(officer.get("/expected").await.texts("main a[href='/work/expected']").len(), 1);
    assert_eq!(officer.get("/work/expected").await.texts("main a[href='/expected']").len(), 1);
}
