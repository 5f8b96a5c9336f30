//! Renaming an organisation.

use serde_json::json;

use crate::support::{TestApp, body};

#[tokio::test]
async fn an_officer_renames_an_organisation_once() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let id = entered.body["registered"][0].as_str().unwrap();
    let at = format!("/api/v1/organisations/{id}/name");
    let name = json!({ "name": { "ru": "ООО «Новое имя» (демо)", "en": "New Name (demo)" } });
    let answer = officer.post(&at, &name).await.done();
    assert_eq!((answer.text("organisation").as_str(), answer.number("version")), (id, 2));

    assert_eq!(officer.post(&at, &name).await.refusal(), (409, "organisation.same-name"));
    let wrong = json!({ "name": { "de": "GmbH" }, "kind": "whim" });
    let refused = officer.post(&at, &wrong).await;
    assert_eq!(refused.errors(), [("/kind", "value.type"), ("/name", "value.type")]);
    let nowhere = "/api/v1/organisations/018f0000-0000-7000-8000-000000000000/name";
    assert_eq!(officer.post(nowhere, &name).await.refusal(), (404, "not-found"));
}
