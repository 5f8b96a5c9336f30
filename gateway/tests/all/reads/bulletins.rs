//! Bulletins: the list, and each with the digest that was recorded and the one computed now.

use jiff::civil::date;
use registry_core::command::PublishStatistics;
use registry_events::ids::{Digest, Position};
use registry_projections::statistics::Statistics;
use serde_json::json;

use super::scene::Scene;

/// Publishes the statistics of the day on which the scene's clusters were entered, on the next one.
pub(crate) async fn published(scene: &Scene, digest: Option<Digest>) -> Position {
    scene.app.set_time("2015-12-02T10:00:00Z");
    let views = scene.app.registry.views();
    let position = views.position().unwrap();
    let date = date(2015, 12, 1);
    let digest = digest.unwrap_or_else(|| Statistics::digest_at(&views, position, date));
    scene.app.program(PublishStatistics { date, position, digest }).await;
    scene.app.settle().await;
    position
}

#[tokio::test]
async fn a_bulletin_tells_its_figures_and_that_they_come_to_the_same_digest_now() {
    let scene = Scene::entered().await;
    let none = scene.get("/api/v1/bulletins").await.body;
    assert_eq!((&none["items"], &none["total"]), (&json!([]), &json!(0)));
    let position = published(&scene, None).await;
    let list = scene.get("/api/v1/bulletins").await.body;
    let row = &list["items"][0];
    assert_eq!((&row["date"], &row["counted_to"]), (&json!("2015-12-01"), &json!(position.0)));
    let shown = scene.get("/api/v1/bulletins/2015-12-01").await.body;
    assert_eq!((&shown["agrees"], &shown["digest"]), (&json!(true), &row["digest"]));
    assert_eq!(shown["recomputed"], shown["digest"]);
    assert_eq!(shown["statistics"]["clusters"]["total"], 2);
    assert_eq!(shown["statistics"]["coverage"]["expected"], json!(null));
    let before = format!("/api/v1/bulletins/2015-12-01?as_of=position:{position}");
    assert_eq!(scene.reader.get(&before).await.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn a_bulletin_that_does_not_agree_says_so_and_an_unknown_one_is_not_found() {
    let scene = Scene::entered().await;
    published(&scene, Some(Digest::of(b"other figures"))).await;
    let shown = scene.get("/api/v1/bulletins/2015-12-01").await.body;
    assert_eq!(shown["agrees"], false);
    assert_ne!(shown["recomputed"], shown["digest"]);
    for unknown in ["2015-12-02", "yesterday"] {
        let path = format!("/api/v1/bulletins/{unknown}");
        assert_eq!(scene.reader.get(&path).await.refusal(), (404, "not-found"), "{unknown}");
    }
}
