//! `If-Match`: the version the caller saw.

use serde_json::{Value, json};

use crate::support::{Answer, Client, TestApp, body};

async fn post_at(client: &Client, path: &str, version: &str, body: &Value) -> Answer {
    client.post_with(path, &[("if-match", version)], body).await
}

#[tokio::test]
async fn a_version_that_has_passed_is_a_412_with_the_current_one() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let entered = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await.done();
    let (cluster, seen) = (entered.text("cluster"), entered.number("version"));
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let change = body::claim("year_created", 2010);
    let first = post_at(&officer, &at, &seen.to_string(), &change).await.done();
    let lost = post_at(&officer, &at, &seen.to_string(), &body::claim("year_created", 2011)).await;
    assert_eq!(lost.refusal(), (412, "version.passed"));
    assert_eq!((lost.number("expected"), lost.number("version")), (seen, first.number("version")));

    let quoted = format!("\"{}\"", first.number("version"));
    post_at(&officer, &at, &quoted, &body::claim("year_created", 2011)).await.done();
}

#[tokio::test]
async fn it_holds_for_writes_whose_command_carries_no_version() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Чёрная сосна")).await;
    let at = format!("/api/v1/applications/{}/submission", started.text("application"));
    assert_eq!(post_at(&applicant, &at, "1", &json!({})).await.refusal(), (412, "version.passed"));
    let version = started.number("version").to_string();
    post_at(&applicant, &at, &version, &json!({})).await.done();
}

#[tokio::test]
async fn a_version_that_is_none_is_refused() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    for version in ["W/\"5-x-ru\"", "latest", "-1"] {
        let refused = post_at(&officer, &at, version, &body::claim("year_created", 2010)).await;
        assert_eq!(refused.refusal(), (400, "if-match.malformed"), "{version}");
    }
}
