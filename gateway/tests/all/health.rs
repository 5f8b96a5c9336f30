//! Whether the server should be sent requests.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use registry_gateway::clock::SystemEntropy;
use registry_gateway::private::{MasterKey, SqliteStore};

use crate::support::{Fault, TestApp, generous};

/// Asks until a word is among the reasons, or isn't.
async fn wait_for(app: &TestApp, word: &str, among: bool) {
    let begun = Instant::now();
    loop {
        let ready = app.anonymous().get("/health/ready").await;
        let reasons = ready.body["reasons"].as_array().unwrap();
        if reasons.iter().any(|reason| reason == word) == among {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{word}: {among}, {ready:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_log_that_isn_t_signed_any_more_is_told() {
    let app = TestApp::signed().await;
    wait_for(&app, "signing_failed", false).await;
    app.fail(Fault::Headless);
    app.account().await;
    wait_for(&app, "signing_failed", true).await;
    wait_for(&app, "checkpoint_behind", false).await;
    app.set_time("2015-12-01T09:00:10Z");
    wait_for(&app, "checkpoint_behind", true).await;
    app.fail(Fault::None);
    wait_for(&app, "signing_failed", false).await;
    wait_for(&app, "checkpoint_behind", false).await;
    assert_eq!(app.anonymous().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn a_server_is_ready_once_its_views_have_caught_up() {
    let app = TestApp::new().await;
    let ready = app.anonymous().get("/health/ready").await;
    assert_eq!((ready.status, ready.text("status").as_str()), (200, "ready"));
}

#[tokio::test]
async fn an_empty_registry_is_ready_as_well() {
    let app = TestApp::unopened(generous()).await;
    assert_eq!(app.anonymous().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn a_server_whose_views_are_behind_at_the_start_is_not_ready() {
    let app = TestApp::unopened(generous()).await;
    app.stop_following();
    app.registry.open_if_new(true, "Europe/Moscow").await.unwrap();
    let ready = app.anonymous().get("/health/ready").await;
    assert_eq!(ready.status, 503);
    assert_eq!(ready.body["reasons"][0], "views_behind");
    assert_eq!(app.anonymous().get("/health/live").await.status, 200);
}

#[tokio::test]
async fn a_server_whose_private_store_was_removed_is_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("private.sqlite");
    let master = MasterKey::from_bytes([7; 32]);
    let store = SqliteStore::open(&file, &master, Box::new(SystemEntropy)).unwrap();
    let app = TestApp::over(Arc::new(store), generous()).await;
    assert_eq!(app.anonymous().get("/health/ready").await.status, 200);
    fs::remove_file(&file).unwrap();
    let ready = app.anonymous().get("/health/ready").await;
    assert_eq!(ready.status, 503);
    assert_eq!(ready.body["reasons"][0], "private_store_missing");
}
