//! The same key and body gives the first answer again, also after a restart.

use serde_json::json;

use crate::support::{Answer, Client, TestApp, body};

const KEY: [(&str, &str); 1] = [("idempotency-key", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")];

async fn enter(officer: &Client) -> Answer {
    officer.post_with("/api/v1/clusters", &KEY, &body::cluster("Белая сосна")).await
}

fn check_same(first: &Answer, again: &Answer) {
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.header("idempotent-replay"), None);
    assert_eq!(again.header("idempotent-replay"), Some("true"));
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_records_nothing() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let first = enter(&officer).await.done();
    let events = app.events().await;
    app.set_time("2015-12-24T00:00:00Z");
    check_same(&first, &enter(&officer).await);
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_repeat_after_a_restart_gets_the_first_answer() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let first = enter(&officer).await.done();
    let token = officer.token.clone();
    let app = app.restarted().await;
    check_same(&first, &enter(&app.anonymous().with_token(token)).await);
}

#[tokio::test]
async fn a_sealed_applications_repeat_is_opened_after_a_restart_too() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let application = body::application("Белая сосна");
    let first = applicant.post_with("/api/v1/applications", &KEY, &application).await.done();
    let token = applicant.token.clone();
    let app = app.restarted().await;
    let applicant = app.anonymous().with_token(token);
    let again = applicant.post_with("/api/v1/applications", &KEY, &application).await;
    check_same(&first, &again);
}

#[tokio::test]
async fn white_space_and_the_order_of_members_make_no_other_body() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/suspension");
    let send = async |body: &str| {
        officer.send(axum::http::Method::POST, &at, &KEY, body.as_bytes().to_vec()).await
    };
    let first = send(r#"{"reason":"Спор"}"#).await.done();
    check_same(&first, &send("{ \"reason\" :\n \"Спор\" }").await);
}

#[tokio::test]
async fn the_same_key_with_another_body_or_path_is_refused() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let first = enter(&officer).await.done();
    let cluster = first.text("cluster");
    let other = officer.post_with("/api/v1/clusters", &KEY, &body::cluster("Чёрная сосна")).await;
    assert_eq!(other.refusal(), (422, "idempotency-key.reused"));
    let at = format!("/api/v1/clusters/{cluster}/suspension");
    let other = officer.post_with(&at, &KEY, &json!({ "reason": "Спор" })).await;
    assert_eq!(other.refusal(), (422, "idempotency-key.reused"));
    // A body that can't be read is another body all the same.
    let other = officer.post_with(&at, &KEY, &json!({ "reason": 7 })).await;
    assert_eq!(other.refusal(), (422, "idempotency-key.reused"));
}

#[tokio::test]
async fn keys_of_different_accounts_are_different_keys() {
    let app = TestApp::new().await;
    let (one, two) = (app.officer().await, app.officer().await);
    enter(&one).await.done();
    assert_eq!(enter(&two).await.refusal(), (409, "cluster.name-taken"));
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let (resume, why) =
        (format!("/api/v1/clusters/{cluster}/resumption"), json!({ "reason": "Спор" }));
    let refused = officer.post_with(&resume, &KEY, &why).await;
    assert_eq!(refused.refusal(), (409, "cluster.not-suspended"));
    officer.post(&format!("/api/v1/clusters/{cluster}/suspension"), &why).await.done();
    officer.post_with(&resume, &KEY, &why).await.done();
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let long = "k".repeat(201);
    for key in ["", long.as_str()] {
        let answer = officer
            .post_with("/api/v1/clusters", &[("idempotency-key", key)], &body::cluster("А"))
            .await;
        assert_eq!(answer.refusal(), (400, "idempotency-key.malformed"));
    }
}
