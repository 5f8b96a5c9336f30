//! What callers see when the server or its log fails.

use std::time::Duration;

use registry_events::ids::Position;
use serde_json::json;

use crate::support::{Fault, TestApp, body};

const KEY: [(&str, &str); 1] = [("idempotency-key", "faults")];

#[tokio::test]
async fn a_log_that_takes_no_writes_is_a_503_and_the_server_not_ready_until_it_does() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    app.fail(Fault::ReadOnly);
    let refused = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await;
    assert_eq!(refused.refusal(), (503, "log.read-only"));
    assert!(refused.header("retry-after").is_some());
    let ready = app.anonymous().get("/health/ready").await;
    assert_eq!((ready.status, &ready.body["reasons"]), (503, &json!(["log_read_only"])));

    app.fail(Fault::None);
    officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    assert_eq!(app.anonymous().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn an_outcome_that_isnt_known_is_found_out_by_repeating() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = body::cluster("Белая сосна");
    app.fail(Fault::Forgetful);
    let unknown = officer.post_with("/api/v1/clusters", &KEY, &cluster).await;
    assert_eq!(unknown.refusal(), (503, "outcome.unknown"));

    app.fail(Fault::None);
    let events = app.events().await;
    let again = officer.post_with("/api/v1/clusters", &KEY, &cluster).await;
    assert_eq!((again.status, again.header("idempotent-replay")), (201, Some("true")));
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_log_that_cant_be_read_is_a_500_that_tells_nothing_of_the_inside() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    app.fail(Fault::Unreadable);
    let refused = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await;
    assert_eq!(refused.refusal(), (500, "server.fault"));
    assert!(!refused.body.to_string().contains("secret"), "{refused:?}");
    let ready = app.anonymous().get("/health/ready").await;
    assert_eq!(ready.body["reasons"], json!(["log_unreadable"]));
}

#[tokio::test]
async fn a_handler_that_panics_is_a_500_and_the_next_request_is_served() {
    let app = TestApp::new().await;
    app.fail(Fault::Panicking);
    let fault = app.anonymous().get("/health/ready").await;
    assert_eq!(fault.refusal(), (500, "server.fault"));
    assert!(!fault.body.to_string().contains("secret"), "{fault:?}");
    assert_eq!(fault.text("trace_id").len(), 32);
    app.fail(Fault::None);
    assert_eq!(app.anonymous().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn a_damaged_entry_is_handed_out_neither_with_its_proof_nor_in_its_bundle() {
    let app = TestApp::signed().await;
    let last = app.events().await - 1;
    let provable = app.registry.provable().unwrap();
    provable.covering(Position(last), Duration::from_secs(2)).await.unwrap();
    app.stop_following();
    let bundle = format!("/log/tile/entries/000.p/{}", last + 1);
    assert_eq!(app.anonymous().bytes(&bundle).await.0, 200);
    app.fail(Fault::Damaged);
    for path in [bundle.as_str(), "/api/v1/proofs/0", &format!("/api/v1/proofs/{last}")] {
        let refused = app.anonymous().get(path).await;
        assert_eq!(refused.refusal(), (500, "log.entry-damaged"), "{path}");
    }
    let hashes = format!("/log/tile/0/000.p/{}", last + 1);
    assert_eq!(app.anonymous().bytes(&hashes).await.0, 200, "the tree is as it was");
}
