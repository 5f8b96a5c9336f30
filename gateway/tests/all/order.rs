//! The order of answers: 401, 403 for the role, 404, repeat, body, 403 for the cluster, decision.
//!
//! Each step is asked with everything after it wrong as well.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, body};

const NOWHERE: &str = "/api/v1/clusters/zzzzzzzzzz/claims";
const STALE: [(&str, &str); 2] = [("if-match", "1"), ("idempotency-key", "order")];

struct Scene {
    app: TestApp,
    officer: Client,
    at: String,
}

async fn scene() -> Scene {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    Scene { app, officer, at: format!("/api/v1/clusters/{cluster}/claims") }
}

/// A body that reads well and breaks a rule.
fn broken() -> Value {
    body::claim("year_created", 1)
}

async fn ask(client: &Client, path: &str, body: &Value) -> Answer {
    client.post_with(path, &STALE, body).await
}

#[tokio::test]
async fn who_asks_comes_first() {
    let scene = scene().await;
    let refused = ask(&scene.app.anonymous(), NOWHERE, &json!("nonsense")).await;
    assert_eq!(refused.refusal(), (401, "token.needed"));
}

#[tokio::test]
async fn then_the_role() {
    let scene = scene().await;
    let auditor = scene.app.client(Role::Auditor, Scope::Registry).await;
    for path in [NOWHERE, &scene.at] {
        let refused = ask(&auditor, path, &json!("nonsense")).await;
        assert_eq!(refused.refusal(), (403, "access.role"));
    }
    let words = ask(&auditor, NOWHERE, &json!({})).await.text("detail");
    assert!(words.contains("аудитор"), "{words}");
}

#[tokio::test]
async fn then_what_the_path_names() {
    let scene = scene().await;
    let refused = ask(&scene.officer, NOWHERE, &json!("nonsense")).await;
    assert_eq!(refused.refusal(), (404, "not-found"));
    let unlisted = "/api/v1/clusters/0000000098/claims";
    let refused = ask(&scene.officer, unlisted, &json!("nonsense")).await;
    assert_eq!(refused.refusal(), (404, "not-found"));
}

#[tokio::test]
async fn then_a_repeat() {
    let scene = scene().await;
    let key = [("idempotency-key", "order")];
    let change = body::claim("year_created", 2010);
    let first = scene.officer.post_with(&scene.at, &key, &change).await.done();
    // The version has passed by now, and the answer is the first one all the same.
    let again = ask(&scene.officer, &scene.at, &change).await.done();
    assert_eq!(first.body, again.body);
    let other = ask(&scene.officer, &scene.at, &json!("nonsense")).await;
    assert_eq!(other.refusal(), (422, "idempotency-key.reused"));
}

#[tokio::test]
async fn then_the_body() {
    let scene = scene().await;
    let stranger = scene.app.applicant().await;
    let refused = ask(&stranger, &scene.at, &json!("nonsense")).await;
    assert_eq!(refused.refusal(), (400, "json.shape"));
    let refused = ask(&stranger, &scene.at, &broken()).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.errors()[0].0, "/claims/0/value");
}

#[tokio::test]
async fn then_the_right_to_this_cluster() {
    let scene = scene().await;
    let stranger = scene.app.applicant().await;
    let refused = ask(&stranger, &scene.at, &body::claim("year_created", 2010)).await;
    assert_eq!(refused.refusal(), (403, "access.no-grant"));
}

#[tokio::test]
async fn then_the_version_and_the_state() {
    let scene = scene().await;
    let why = json!({ "reason": "Спор" });
    let suspension = scene.at.replace("claims", "suspension");
    scene.officer.post(&suspension, &why).await.done();
    let change = body::claim("year_created", 2010);
    let refused = ask(&scene.officer, &scene.at, &change).await;
    assert_eq!(refused.refusal(), (412, "version.passed"));
    let refused = scene.officer.post(&scene.at, &change).await;
    assert_eq!(refused.refusal(), (409, "cluster.suspended"));
}

/// Compares with the document, so that a write can't be added without being guarded.
#[tokio::test]
async fn every_write_of_the_document_asks_who_and_in_which_role_before_anything_else() {
    let scene = scene().await;
    let auditor = scene.app.client(Role::Auditor, Scope::Registry).await;
    let document = scene.app.anonymous().get("/api/v1/openapi.json").await.body;
    let mut writes = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        if methods.get("post").is_none() {
            continue;
        }
        let path = path.replace(['{', '}'], "");
        let refused = ask(&scene.app.anonymous(), &path, &json!("nonsense")).await;
        assert_eq!(refused.refusal(), (401, "token.needed"), "{path}");
        let refused = ask(&auditor, &path, &json!("nonsense")).await;
        assert_eq!(refused.refusal(), (403, "access.role"), "{path}");
        writes += 1;
    }
    assert!(writes >= 16, "{writes}");
}
