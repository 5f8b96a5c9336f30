//! Requests that can't be read.

use axum::http::Method;
use serde_json::json;

use crate::reads::raw;
use crate::support::{TestApp, body};

#[tokio::test]
async fn what_is_no_json_is_a_400_that_says_where() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    for (sent, pointer) in [
        ("{\"claims\": [", "/claims"),
        ("", ""),
        ("{} {}", ""),
        ("{\"claims\": [{\"path\": x", "/claims/0/path"),
    ] {
        let refused = officer.send(Method::POST, "/api/v1/clusters", &[], sent.into()).await;
        assert_eq!(refused.refusal(), (400, "json.malformed"), "{sent}");
        assert_eq!(refused.errors(), [(pointer, "json.malformed")], "{sent}");
    }
}

#[tokio::test]
async fn json_of_another_shape_is_a_400_with_a_pointer() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    for (sent, pointer) in [
        (json!({ "claim": [] }), "/claim"),
        (json!({ "claims": [{ "path": "summary", "valeu": 1 }] }), "/claims/0/valeu"),
        (json!({ "claims": [{ "path": 7 }] }), "/claims/0/path"),
        (
            json!({ "claims": [{ "path": "summary", "source": { "type": "self", "a/b": 1 } }] }),
            "/claims/0/source/a~1b",
        ),
        (json!({ "open": [{ "collection": "contacts", "claims": [] }] }), "/open/0/claims"),
        (json!([]), ""),
        (json!({ "claims": [["summary", "…"]] }), "/claims/0"),
        (json!({ "claims": [{ "path": "summary", "source": ["self"] }] }), "/claims/0/source"),
    ] {
        let refused = officer.post("/api/v1/clusters", &sent).await;
        assert_eq!(refused.refusal(), (400, "json.shape"), "{sent}");
        assert_eq!(refused.errors(), [(pointer, "json.shape")], "{sent}");
    }
}

#[tokio::test]
async fn json_of_another_type_is_no_malformed_json_and_it_is_said_what_is_expected() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Ольха").await;
    let at = format!("/api/v1/clusters/{cluster}/confirmations");
    for (sent, pointer, words) in [
        (json!({ "against": 5 }), "/against", "A word in quotes is expected here"),
        (json!({ "against": "whim" }), "/against", "This word doesn’t belong here"),
        (json!({ "note": [] }), "/note", "A text in quotes is expected here"),
        (json!({ "evidence": "x" }), "/evidence", "A list in square brackets is expected here"),
        (json!({ "nothing": 1 }), "/nothing", "No member of this name belongs here"),
    ] {
        let headers = [("accept-language", "en")];
        let refused = officer.post_with(&at, &headers, &sent).await;
        assert_eq!(refused.refusal(), (400, "json.shape"), "{sent}");
        assert_eq!(refused.errors(), [(pointer, "json.shape")], "{sent}");
        assert!(refused.text("detail").starts_with(words), "{sent}: {refused:?}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_a_problem_and_so_is_another_method() {
    let app = TestApp::new().await;
    let unknown = app.anonymous().get("/api/v1/nowhere").await;
    assert_eq!(unknown.refusal(), (404, "path.unknown"));
    let program = [("accept", "application/json")];
    let page = raw::get(&app, "/nowhere", &program).await;
    assert_eq!((page.status, page.text().contains("path.unknown")), (404, true));
    let method =
        app.anonymous().send(Method::DELETE, "/api/v1/regions/RU-TOM/ckr", &[], Vec::new()).await;
    assert_eq!(method.refusal(), (405, "method.not-allowed"));
    assert_eq!(method.header("allow"), Some("POST"));
}

#[tokio::test]
async fn a_path_that_cant_be_decoded_is_a_400() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let why = json!({ "reason": "Спор" });
    let refused = officer.post("/api/v1/clusters/%ff/suspension", &why).await;
    assert_eq!(refused.refusal(), (400, "path.malformed"));
}

#[tokio::test]
async fn an_authorization_that_is_none_is_a_401_with_a_challenge() {
    let app = TestApp::new().await;
    let send = async |authorization: &str| {
        let headers = [("authorization", authorization)];
        app.anonymous().post_with("/api/v1/clusters", &headers, &body::cluster("А")).await
    };
    for (sent, code, challenge) in [
        ("Basic YTpi", "authorization.malformed", "Bearer error=\"invalid_request\""),
        ("Bearer", "authorization.malformed", "Bearer error=\"invalid_request\""),
        ("Bearer crt_unknown", "token.unknown", "Bearer error=\"invalid_token\""),
    ] {
        let refused = send(sent).await;
        assert_eq!(refused.refusal(), (401, code));
        assert_eq!(refused.header("www-authenticate"), Some(challenge));
    }
    let refused = app.anonymous().post("/api/v1/clusters", &body::cluster("А")).await;
    assert_eq!(refused.refusal(), (401, "token.needed"));
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn a_body_that_isnt_said_to_be_json_is_a_415() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let body = body::cluster("Ольха");
    let send = async |media_type: &str| {
        officer.post_with("/api/v1/clusters", &[("content-type", media_type)], &body).await
    };
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonl", ""] {
        let refused = send(media_type).await;
        assert_eq!(refused.refusal(), (415, "body.media-type"), "{media_type}");
        assert_eq!(refused.header("accept"), Some("application/json"));
    }
    let headers = [("content-type", "text/plain; charset=utf-8"), ("accept-language", "en")];
    let refused = officer.post_with("/api/v1/clusters", &headers, &body).await;
    let words = refused.text("detail");
    assert!(words.contains("Content-Type: application/json"), "{words}");
    send("Application/JSON; charset=utf-8").await.done();
}

#[tokio::test]
async fn a_write_without_a_body_needs_no_media_type() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Ольха")).await.done();
    let path = format!("/api/v1/applications/{}/submission", started.text("application"));
    applicant.post_nothing(&path).await.done();
}

#[tokio::test]
async fn a_header_that_is_repeated_is_refused() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let body = body::cluster("Ольха");
    for (name, first, second) in [
        ("if-match", "1", "2"),
        ("idempotency-key", "a", "b"),
        ("content-type", "application/json", "text/plain"),
    ] {
        let headers = [(name, first), (name, second)];
        let refused = officer.post_with("/api/v1/clusters", &headers, &body).await;
        assert_eq!(refused.refusal(), (400, "header.repeated"), "{name}");
    }
    let headers = [("authorization", "Bearer crt_other")];
    let refused = officer.post_with("/api/v1/clusters", &headers, &body).await;
    assert_eq!(refused.refusal(), (401, "authorization.malformed"));
}

#[tokio::test]
async fn a_body_that_is_said_to_be_too_large_is_not_read() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let headers = [("content-length", "999999999")];
    let refused = officer.post_with("/api/v1/clusters", &headers, &body::cluster("Ольха")).await;
    assert_eq!(refused.refusal(), (413, "body.too-large"));
}

#[tokio::test]
async fn of_very_many_errors_a_hundred_are_named_and_all_are_counted() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let statement = json!({ "path": "colour", "value": 1 });
    let refused =
        officer.post("/api/v1/clusters", &json!({ "claims": vec![&statement; 250] })).await;
    assert_eq!(refused.refusal(), (422, "request.invalid"));
    assert_eq!(refused.errors().len(), 100);
    assert!(refused.text("detail").contains("250"), "{refused:?}");
    let refused =
        officer.post("/api/v1/clusters", &json!({ "claims": vec![&statement; 20_001] })).await;
    assert_eq!(refused.refusal(), (422, "request.too-many-statements"));
    assert_eq!(refused.errors(), [("", "request.too-many-statements")]);
}

#[tokio::test]
async fn the_sentence_of_another_shape_is_russian_throughout() {
    let app = TestApp::new().await;
    let sent = json!({ "claims": [{ "path": "summary", "valeu": 1 }] });
    let refused = app.officer().await.post("/api/v1/clusters", &sent).await;
    let words = refused.text("detail").replace("/api/v1/openapi.json", "");
    assert!(!words.contains(|letter: char| letter.is_ascii_alphabetic()), "{words}");
}
