//! How much and how often a caller may ask.

use registry_gateway::http::{HttpSettings, RateLimits};
use serde_json::json;

use crate::support::{TestApp, body, generous};

fn strict() -> HttpSettings {
    HttpSettings {
        rate_limits: RateLimits { reads_per_minute: 3, writes_per_minute: 2 },
        ..generous()
    }
}

#[tokio::test]
async fn a_caller_that_asks_too_often_is_told_when_to_come_back() {
    let app = TestApp::with(strict()).await;
    let anonymous = app.anonymous();
    for left in [2, 1, 0] {
        let answer = anonymous.get("/api/v1/openapi.json").await;
        assert_eq!(answer.status, 200);
        let limit = answer.header("ratelimit").unwrap();
        assert!(limit.starts_with(&format!("\"reads\";r={left};t=")), "{limit}");
        assert_eq!(answer.header("ratelimit-policy"), Some("\"reads\";q=3;w=60"));
    }
    let refused = anonymous.get("/api/v1/openapi.json").await;
    assert_eq!(refused.refusal(), (429, "rate.exceeded"));
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    assert!(refused.text("detail").contains('3'));
}

#[tokio::test]
async fn each_token_has_an_allowance_of_its_own_and_made_up_ones_share_one() {
    let app = TestApp::with(strict()).await;
    let (one, two) = (app.officer().await, app.officer().await);
    let why = json!({ "reason": "Спор" });
    for officer in [&one, &one, &two, &two] {
        let answer = officer.post("/api/v1/clusters/nonsense/suspension", &why).await;
        assert_eq!(answer.refusal(), (404, "not-found"));
    }
    for officer in [&one, &two] {
        let answer = officer.post("/api/v1/clusters/nonsense/suspension", &why).await;
        assert_eq!(answer.refusal(), (429, "rate.exceeded"));
    }
    let mut statuses = Vec::new();
    for number in 0..3 {
        let made_up = app.anonymous().with_token(Some(format!("crt_{number}")));
        statuses.push(made_up.post("/api/v1/clusters", &body::cluster("А")).await.status);
    }
    assert_eq!(statuses, [401, 401, 429]);
}

#[tokio::test]
async fn health_is_not_counted() {
    let app = TestApp::with(strict()).await;
    for _ in 0..10 {
        assert_eq!(app.anonymous().get("/health/live").await.status, 200);
    }
}

#[tokio::test]
async fn a_body_above_one_mebibyte_is_refused() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let large = json!({ "claims": [{ "path": "summary", "value": "к".repeat(600_000) }] });
    let refused = officer.post("/api/v1/clusters", &large).await;
    assert_eq!(refused.refusal(), (413, "body.too-large"));
}

#[tokio::test]
async fn a_request_that_finds_no_place_is_told_to_come_back() {
    let settings = HttpSettings {
        requests_at_once_max: 0,
        patience: std::time::Duration::from_millis(10),
        ..generous()
    };
    let app = TestApp::with(settings).await;
    let refused = app.anonymous().get("/health/live").await;
    assert_eq!(refused.refusal(), (503, "server.busy"));
    assert!(refused.header("retry-after").is_some());
}
