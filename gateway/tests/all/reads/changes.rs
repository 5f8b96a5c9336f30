//! The log in order, as JSON; and the whole register as lines.

use serde_json::json;

use super::scene::Scene;
use crate::support::body;

#[tokio::test]
async fn every_entry_comes_once_in_order_and_sealed_ones_only_say_so() {
    let scene = Scene::entered().await;
    scene
        .app
        .applicant()
        .await
        .post("/api/v1/applications", &body::application("Тайна"))
        .await
        .done();
    scene.app.settle().await;
    let mut from = 0;
    let mut seen = Vec::new();
    loop {
        let page = scene.get(&format!("/api/v1/changes?from={from}&limit=7")).await.body;
        seen.extend(page["items"].as_array().unwrap().clone());
        let next = page["next"].as_u64().unwrap();
        if next == from {
            break;
        }
        from = next;
    }
    let positions: Vec<_> = seen.iter().map(|entry| entry["position"].as_u64().unwrap()).collect();
    assert_eq!(positions, (0..scene.app.events().await).collect::<Vec<_>>());
    let sealed: Vec<_> = seen.iter().filter(|entry| entry["sealed"] == true).collect();
    assert!(!sealed.is_empty());
    assert!(sealed.iter().all(|entry| entry.as_object().unwrap().len() == 2), "{sealed:?}");
    assert_eq!(seen[0]["type"], "RegistryOpened");
    assert_eq!(seen[0]["payload"], json!({ "demonstration": true, "time_zone": "Europe/Moscow" }));
}

#[tokio::test]
async fn an_entry_tells_stream_version_actor_and_payload() {
    let scene = Scene::entered().await;
    let done = scene.state(&body::claim("year_created", 2013)).await;
    let page = scene.get(&format!("/api/v1/changes?from={}", done.number("position"))).await.body;
    let entry = &page["items"][0];
    assert_eq!(entry["stream"], format!("cluster/{}", scene.pine));
    assert_eq!((&entry["type"], &entry["schema"]), (&json!("ClaimsStated"), &json!(2)));
    assert_eq!(entry["actor"]["role"], "cluster_representative");
    assert_eq!(entry["payload"]["claims"][0]["path"], "year_created");
    assert_eq!(entry["payload"]["claims"][0]["stated"], json!({ "value": { "year": 2013 } }));
}

#[tokio::test]
async fn beyond_the_end_there_is_nothing_yet() {
    let scene = Scene::entered().await;
    let next = scene.app.events().await;
    let page = scene.get(&format!("/api/v1/changes?from={next}")).await.body;
    assert_eq!((&page["items"], &page["next"]), (&json!([]), &json!(next)));
}

#[tokio::test]
async fn entries_past_the_one_that_comes_next_are_not_asked_for() {
    let scene = Scene::entered().await;
    let next = scene.app.events().await;
    let refused = scene.reader.get(&format!("/api/v1/changes?from={}", next + 1)).await;
    assert_eq!(refused.refusal(), (422, "from.past-head"));
    assert_eq!(refused.errors(), [("?from", "from.past-head")]);
    assert!(refused.text("detail").contains(&next.to_string()), "{refused:?}");
}
