//! Sums and medians are of the values that the statistics count: what lapsed stays shown at its own
//! cluster, marked, and is in no sum.

use registry_core::command::NoteLapses;
use registry_events::ids::ClusterId;
use serde_json::json;

use crate::pages::{Page, page};
use crate::reads::scene::Scene;

/// The employees of one of the two clusters lapsed.
async fn with_a_lapsed_number() -> Scene {
    let scene = Scene::shipped().await;
    scene.app.set_time("2016-10-05T09:00:00Z");
    let cluster: ClusterId = scene.pine.parse().unwrap();
    scene.app.program(NoteLapses { cluster }).await;
    scene.app.settle().await;
    scene
}

/// The headline figures with their labels.
fn headline(page: &Page) -> Vec<(String, String)> {
    let heads = ".page-head .figures";
    let numbers = page.texts(&format!("{heads} dd"));
    page.texts(&format!("{heads} dt")).into_iter().zip(numbers).collect()
}

#[tokio::test]
async fn the_maps_headline_sums_what_the_statistics_count_and_tells_its_base() {
    let scene = with_a_lapsed_number().await;
    let statistics = scene.get("/api/v1/statistics").await.body;
    let (participants, bases) = (&statistics["participants"], &statistics["bases"]);
    assert_eq!(bases["employees"], json!({ "clusters": 2, "stated": 1 }));
    let figures = headline(&page(&scene, "/").await);
    let (label, number) = &figures[2];
    assert_eq!(*label, "работников, по данным 1 из 2");
    assert_eq!(number.replace(' ', ""), participants["employees"].to_string());
    let (label, number) = &figures[1];
    assert!(label.starts_with("участи") && label.contains("в кластер"), "{label}");
    assert_eq!(*number, participants["total"].to_string());
    let english = headline(&page(&scene, "/en").await);
    assert_eq!(english[2].0, "employees, stated by 1 of 2 clusters");
}

#[tokio::test]
async fn a_row_keeps_the_number_that_lapsed_and_marks_it() {
    let scene = with_a_lapsed_number().await;
    let words = page(&scene, "/clusters").await.text("main");
    assert!(words.contains("1 200 (нужно обновить или оспаривается)"), "{words}");
    let rows = scene.get("/api/v1/clusters").await.body;
    let pine =
        rows["items"].as_array().unwrap().iter().find(|row| row["id"] == scene.pine.as_str());
    let pine = pine.unwrap();
    assert_eq!(pine["employees_total"], 1200);
    assert_eq!(pine["counted"]["employees_total"], json!(null));
}

#[tokio::test]
async fn the_median_of_a_comparison_is_of_what_counts() {
    let scene = with_a_lapsed_number().await;
    let path = format!("/api/v1/compare?ids={},{}", scene.pine, scene.birch);
    let compared = scene.get(&path).await.body;
    let sections = compared["sections"].as_array().unwrap().iter();
    let mut rows = sections.flat_map(|section| section["rows"].as_array().unwrap());
    let employees = rows.find(|row| row["path"] == "employees_total").unwrap();
    assert_eq!(employees["median"]["stated"], 1);
    assert_eq!(employees["cells"][0]["counts"], false, "its own cell shows it all the same");
}
