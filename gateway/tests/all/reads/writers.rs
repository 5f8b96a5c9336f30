//! Answers are written by a faster writer than serde's own: its bytes are the same.

use axum::response::IntoResponse as _;
use jiff::civil::date;
use registry_events::ids::ClusterId;
use registry_gateway::http::body::Json;
use registry_gateway::read::card::{CardShown, Days};
use registry_gateway::read::clusters;
use registry_gateway::read::lens::Lens;
use registry_gateway::read::statistics::count;
use registry_projections::search::Query;
use serde::Serialize;
use serde_json::json;

use super::scene::Scene;

/// Texts and numbers that writers may disagree on.
fn odd() -> serde_json::Value {
    let text = "«Лес»\t\"люди\" \\ / \u{0}\u{1f}\u{7f}\u{2028}\u{10ffff}";
    json!({ "text": text, text: null, "flags": [true, false], "empty": [{}, [], ""],
        "numbers": [0.1, -0.0, 1e21, 1e-7, 84.974_4, 5e-324, f64::MAX, u64::MAX, i64::MIN] })
}

async fn written(value: &impl Serialize) -> Vec<u8> {
    let response = Json(value).into_response();
    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
}

async fn check(value: &impl Serialize) {
    let plain = serde_json::to_string(value).unwrap();
    assert_eq!(String::from_utf8(written(value).await).unwrap(), plain);
    assert_eq!(sonic_rs::to_string(value).unwrap(), plain);
}

#[tokio::test]
async fn a_card_a_list_and_the_statistics_are_the_same_bytes_from_either_writer() {
    let scene = Scene::high().await;
    let summary = json!({ "ru": "Лес \"и\" люди\\\u{85} 10 < 20. ".repeat(10), "en": null });
    scene.state(&json!({ "claims": [{ "path": "summary", "value": summary }] })).await;
    let views = scene.app.app.views();
    let lens = Lens::new(&views, views.position().unwrap());
    let day = date(2017, 3, 12);
    let id: ClusterId = scene.pine.parse().unwrap();
    let card = views.card(id).unwrap();
    check(&CardShown::of(card, &lens, Days { today: day, on: Some(day) })).await;
    let query = Query { day: Some(day), ..Query::default() };
    let rows = clusters::recorded(&query, &lens);
    assert_eq!(rows.len(), 2);
    check(&rows).await;
    let instant = views.times().recorded_at(lens.at).unwrap();
    check(&count(&lens, instant, scene.app.app.registry.zone())).await;
    check(&odd()).await;
}
