//! The point of a cluster that states none: the centre of its primary region, and flagged as that.

use serde_json::{Value, json};

use super::raw;
use super::scene::Scene;
use crate::pages::{HTML, Page};
use crate::support::body;

/// The first cluster says that it provides no point.
async fn without_point() -> Scene {
    let scene = Scene::shipped().await;
    let none = json!({ "claims": [{ "path": "location", "absence": "not_provided" }] });
    scene.state(&none).await;
    scene
}

fn row<'r>(list: &'r Value, id: &str) -> &'r Value {
    let items = list["items"].as_array().expect("rows");
    items.iter().find(|row| row["id"] == id).expect("a row")
}

#[tokio::test]
async fn the_centre_of_the_primary_region_is_the_point_and_says_so() {
    let scene = without_point().await;
    let tomsk = json!({ "lat": 56.50049, "lng": 84.98216, "precision": "region_centroid" });
    let card = scene.get(&scene.card()).await.body;
    assert_eq!((&card["point"], &card["point_is_default"]), (&tomsk, &json!(true)));
    let claims = card["claims"].as_array().unwrap();
    let location = claims.iter().find(|claim| claim["path"] == "location").unwrap();
    assert_eq!(location["absence"], "not_provided", "the claim stays what the cluster says");

    let list = scene.get("/api/v1/clusters").await.body;
    let (pine, birch) = (row(&list, &scene.pine), row(&list, &scene.birch));
    assert_eq!((&pine["point"], &pine["point_is_default"]), (&tomsk, &json!(true)));
    assert_eq!(birch["point_is_default"], false);
    let level = scene.get(&scene.at("level")).await.body;
    let markers = level["markers"].as_array().unwrap();
    let place = markers.iter().find(|marker| marker["id"] == "M7").unwrap();
    assert_eq!(place["met"], true, "any precision will do");
}

#[tokio::test]
async fn files_and_pages_say_that_no_point_is_stated() {
    let scene = without_point().await;
    let text = scene.file("/api/v1/clusters.geojson").await.text();
    let geojson: Value = serde_json::from_str(&text).unwrap();
    let features = geojson["features"].as_array().unwrap();
    let pine = features.iter().find(|feature| feature["id"] == scene.pine).unwrap();
    assert_eq!(pine["geometry"]["coordinates"], json!([84.98216, 56.50049]));
    assert_eq!(pine["properties"]["point_is_default"], true);
    let rows = scene.rows("/api/v1/clusters.csv").await;
    let of = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap().clone();
    assert_eq!(of(&scene.pine)["point_is_default"], "true");
    assert_eq!(of(&scene.birch)["point_is_default"], "false");

    for path in ["/", &format!("/clusters/{}", scene.pine)] {
        let page = raw::get(&scene.app, path, &[("accept", "text/html")]).await.text();
        let page = page.replace('\u{ad}', "").replace('\u{a0}', " ");
        assert!(page.contains("центр региона, точка не указана"), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_point_that_is_stated_is_the_point() {
    let scene = Scene::shipped().await;
    let card = scene.get(&scene.card()).await.body;
    assert_eq!(card["point_is_default"], false);
    assert_eq!(
        card["point"]["precision"],
        body::cluster("")["claims"]
            .as_array()
            .unwrap()
            .iter()
            .find(|claim| claim["path"] == "location")
            .unwrap()["value"]["precision"]
    );
}

#[tokio::test]
async fn a_point_that_is_withheld_has_no_other_in_its_place() {
    let scene = Scene::shipped().await;
    let withheld = json!({ "claims": [{ "path": "location", "absence": "withheld" }] });
    scene.state(&withheld).await;
    let card = scene.get(&scene.card()).await.body;
    assert_eq!((&card["point"], &card["point_is_default"]), (&Value::Null, &json!(false)));
    let list = scene.get("/api/v1/clusters").await.body;
    let pine = row(&list, &scene.pine);
    assert_eq!((&pine["point"], &pine["point_is_default"]), (&Value::Null, &json!(false)));
    let text = scene.file("/api/v1/clusters.geojson").await.text();
    let geojson: Value = serde_json::from_str(&text).unwrap();
    let features = geojson["features"].as_array().unwrap();
    let pine = features.iter().find(|feature| feature["id"] == scene.pine).unwrap();
    assert_eq!(pine["geometry"], Value::Null);

    let map = Page::of(&raw::get(&scene.app, "/", &[HTML]).await);
    assert_eq!(map.links(".bubbles a"), [format!("/clusters/{}", scene.birch)]);
    assert_eq!(map.text("#found"), "2 кластера", "the list has both");
    let profile =
        Page::of(&raw::get(&scene.app, &format!("/clusters/{}", scene.pine), &[HTML]).await);
    assert!(profile.all(".locator").is_empty());
}
