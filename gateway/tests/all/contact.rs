//! Enquiries over HTTP: the log holds that one came and was answered, the card how soon.

use registry_core::command::ReceiveEnquiry;
use registry_events::event::EnquiryKind;
use registry_events::ids::{EnquiryId, Uuid};
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::Client;

async fn receive(scene: &Scene, number: u128) -> EnquiryId {
    let enquiry = EnquiryId::from_uuid(Uuid::from_u128(number));
    let (cluster, kind) = (scene.pine.parse().unwrap(), EnquiryKind::Join);
    scene.app.program(ReceiveEnquiry { cluster, enquiry, kind, item: None }).await;
    enquiry
}

async fn answer(scene: &Scene, client: &Client, enquiry: EnquiryId) -> (u16, String) {
    let answer = client.post_nothing(&scene.at(&format!("enquiries/{enquiry}/answer"))).await;
    let code = answer.body.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    (answer.status, code)
}

#[tokio::test]
async fn a_cluster_answers_and_from_five_enquiries_on_its_card_says_how_soon() {
    let scene = Scene::entered().await;
    let representative = scene.representative().await;
    for number in 1..=5 {
        scene.app.set_time(&format!("2016-03-{:02}T09:00:00Z", 4 * number - 3));
        let enquiry = receive(&scene, number).await;
        let card = scene.get(&scene.card()).await;
        assert_eq!(card.body["answers_usually_within_days"], Value::Null);
        scene.app.set_time(&format!("2016-03-{:02}T09:00:00Z", 4 * number));
        assert_eq!(answer(&scene, &representative, enquiry).await.0, 200);
    }
    scene.app.settle().await;
    let card = scene.get(&scene.card()).await;
    assert_eq!(card.body["answers_usually_within_days"], 3);
    let before = format!("{}?as_of=2016-03-19", scene.card());
    assert_eq!(scene.get(&before).await.body["answers_usually_within_days"], Value::Null);
}

#[tokio::test]
async fn an_enquiry_is_answered_once_and_by_the_cluster_alone() {
    let scene = Scene::entered().await;
    let enquiry = receive(&scene, 1).await;
    let member = scene.participant(0).await;
    let refused = answer(&scene, &member, enquiry).await;
    assert_eq!(refused, (403, "access.role".into()));
    let representative = scene.representative().await;
    assert_eq!(answer(&scene, &representative, enquiry).await.0, 200);
    let twice = answer(&scene, &representative, enquiry).await;
    assert_eq!(twice, (409, "enquiry.answered".into()));
    let unknown = EnquiryId::from_uuid(Uuid::from_u128(9));
    let refused = answer(&scene, &representative, unknown).await;
    assert_eq!(refused, (404, "not-found".into()));
    let changes = scene.get("/api/v1/changes?limit=500").await;
    let told: Vec<_> = changes.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["type"] == "EnquiryReceived")
        .map(|change| change["payload"].clone())
        .collect();
    assert_eq!(told, [json!({ "enquiry": enquiry, "kind": "join", "item": null })]);
}
