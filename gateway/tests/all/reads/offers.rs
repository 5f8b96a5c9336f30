//! What clusters offer and look for.

use serde_json::{Value, json};

use super::scene::Scene;
use crate::support::Fault;

/// One of each kind of the first cluster; the second one looks for a partner until the end of 2015.
pub(crate) async fn offering() -> Scene {
    let scene = Scene::shipped().await;
    scene
        .state(&json!({
            "claims": [{ "path": "members_open", "value": true },
                { "path": "members_open_conditions", "value": "По рекомендации участника" }],
            "open": [
                { "collection": "offers", "claims": { "kind": "rnd",
                    "text": { "ru": "Испытательный полигон для новых материалов", "en": null },
                    "until": "2016-06-30", "contact": "rnd@cluster.example" } },
                { "collection": "available_sites", "claims": {
                    "name": { "ru": "Корпус 4", "en": "Building 4" }, "area_sq_m": 1200.5 } },
            ],
        }))
        .await;
    let request = json!({ "claims": [], "open": [{ "collection": "requests", "claims": {
        "kind": "partner", "text": { "ru": "Ищем партнёра по фурнитуре", "en": null },
        "until": "2015-12-31" } }] });
    let path = format!("/api/v1/clusters/{}/claims", scene.birch);
    scene.officer.post(&path, &request).await.done();
    scene.app.settle().await;
    scene
}

async fn kinds(scene: &Scene, query: &str) -> Vec<String> {
    let list = scene.get(&format!("/api/v1/offers?{query}")).await.body;
    let items = list["items"].as_array().unwrap().iter();
    let mut kinds: Vec<_> = items.map(|one| one["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(list["total"], kinds.len());
    kinds.sort_unstable();
    kinds
}

#[tokio::test]
async fn offers_requests_sites_and_open_doors_stand_in_one_list() {
    let scene = offering().await;
    assert_eq!(kinds(&scene, "").await, ["members", "offer", "request", "site"]);
    let list = scene.get("/api/v1/offers?kind=offer").await.body;
    let offer = &list["items"][0];
    assert_eq!(offer["offer_kind"]["label"]["ru"], "Исследования и разработки");
    assert_eq!(
        (&offer["until"], &offer["contact"]),
        (&json!("2016-06-30"), &json!("rnd@cluster.example"))
    );
    assert_eq!(offer["cluster"]["name"]["ru"], "Белая сосна");
    assert_eq!((&offer["title"], &offer["regions"][0]["key"]), (&Value::Null, &json!("RU-TOM")));
    let members = scene.get("/api/v1/offers?kind=members").await.body;
    assert_eq!(members["items"][0]["text"]["ru"], "По рекомендации участника");
}

#[tokio::test]
async fn what_was_read_of_a_date_answers_other_questions_about_it() {
    let scene = offering().await;
    scene.app.set_time("2016-02-01T12:00:00Z");
    scene.state(&json!({ "claims": [{ "path": "members_open", "value": false }] })).await;
    scene.app.settle().await;
    assert_eq!(kinds(&scene, "kind=offer&as_of=2016-01-15").await, ["offer"]);
    scene.app.fail(Fault::Unreadable);
    assert_eq!(kinds(&scene, "kind=members&as_of=2016-01-15").await, ["members"]);
}

#[tokio::test]
async fn each_filter_narrows_the_list() {
    let scene = offering().await;
    assert_eq!(kinds(&scene, "kind=site&kind=offer").await, ["offer", "site"]);
    assert_eq!(kinds(&scene, "offer_kind=partner").await, ["request"]);
    assert_eq!(kinds(&scene, "specialisation=furniture").await, ["request"]);
    assert_eq!(kinds(&scene, "region=RU-TOM").await, ["members", "offer", "site"]);
    assert_eq!(kinds(&scene, "until=2016-03-01").await, ["members", "offer", "site"]);
    assert_eq!(kinds(&scene, "language=en").await, ["site"]);
    assert_eq!(kinds(&scene, "language=en&language=ru").await.len(), 4);
    let refused = "/api/v1/offers?kind=gift&region=RU-XXX&until=soon&language=de";
    let refused = scene.reader.get(refused).await;
    let mut codes: Vec<_> = refused.errors().into_iter().map(|(place, _)| place).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["?kind", "?language", "?region", "?until"]);
}

#[tokio::test]
async fn what_ran_out_by_the_day_is_not_listed() {
    let scene = offering().await;
    scene.app.set_time("2015-12-31T12:00:00Z");
    assert_eq!(kinds(&scene, "kind=request").await, ["request"], "its last day");
    scene.app.set_time("2016-01-01T12:00:00Z");
    assert_eq!(kinds(&scene, "kind=request").await, [""; 0]);
    assert_eq!(kinds(&scene, "kind=request&on=2015-12-30").await, ["request"]);
    assert_eq!(kinds(&scene, "kind=request&as_of=2015-12-30").await, ["request"]);
}

#[tokio::test]
async fn a_cluster_that_left_the_register_offers_nothing_and_the_list_is_paged() {
    let scene = offering().await;
    let first = scene.get("/api/v1/offers?limit=3").await.body;
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = scene.get(&format!("/api/v1/offers?limit=3&cursor={cursor}")).await.body;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (1, &Value::Null));
    let out = json!({ "reason": "По заявлению" });
    scene.officer.post(&scene.at("withdrawal"), &out).await.done();
    scene.app.settle().await;
    assert_eq!(kinds(&scene, "").await, ["request"]);
}
