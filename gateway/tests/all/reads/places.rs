//! Regions and specialisations.

use serde_json::{Value, json};

use super::scene::Scene;

#[tokio::test]
async fn every_region_counts_its_listed_clusters_by_level() {
    let scene = Scene::high().await;
    let regions = scene.get("/api/v1/regions").await.body;
    assert_eq!(regions["total"], 83);
    let tomsk =
        regions["items"].as_array().unwrap().iter().find(|one| one["code"] == "RU-TOM").unwrap();
    assert_eq!(tomsk["by_level"], json!({ "initial": 0, "medium": 0, "high": 1 }));
    assert_eq!((&tomsk["has_ckr"], &tomsk["district"]["key"]), (&json!(true), &json!("SFO")));
}

#[tokio::test]
async fn a_region_shows_its_clusters_and_development_centres() {
    let scene = Scene::entered().await;
    let tomsk = scene.get("/api/v1/regions/RU-TOM").await.body;
    assert_eq!((&tomsk["clusters"], &tomsk["items"][0]["id"]), (&json!(1), &json!(scene.pine)));
    let centre = &tomsk["centres"][0];
    assert_eq!(
        (&centre["organisation"]["id"], &centre["opened_on"]),
        (&json!(scene.centre), &json!("2013-01-01"))
    );
    assert_eq!((&centre["closed_on"], &centre["reason"]), (&Value::Null, &Value::Null));
    let kostroma = scene.get("/api/v1/regions/RU-KOS").await.body;
    assert_eq!(kostroma["items"][0]["id"], scene.birch, "not only the primary region");
    let unknown = scene.reader.get("/api/v1/regions/RU-XX").await;
    assert_eq!(unknown.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn a_specialisation_has_its_exact_name_and_its_clusters() {
    let scene = Scene::entered().await;
    let all = scene.get("/api/v1/specialisations").await.body;
    assert_eq!(all["total"], 25);
    let furniture = scene.get("/api/v1/specialisations/furniture").await.body;
    assert_eq!(furniture["label"]["ru"], "Производство мебели");
    assert_eq!(
        (&furniture["clusters"], &furniture["items"][0]["id"]),
        (&json!(1), &json!(scene.birch))
    );
    let then = scene.get("/api/v1/specialisations/furniture?as_of=2015-12-01T09:30:00Z").await.body;
    assert_eq!((&then["clusters"], &then["items"]), (&json!(0), &json!([])));
    let unknown = scene.reader.get("/api/v1/specialisations/magic").await;
    assert_eq!(unknown.refusal(), (404, "not-found"));
}
