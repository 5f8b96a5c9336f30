//! The OpenAPI document: a golden file, and complete.

use serde_json::Value;

use crate::support::TestApp;

#[test]
fn the_document_is_the_golden_file() {
    let document = registry_gateway::openapi::json();
    crate::problems::check_golden("openapi.json", document);
}

#[tokio::test]
async fn the_document_is_served_and_says_who_may_write() {
    let app = TestApp::new().await;
    let answer = app.anonymous().get("/api/v1/openapi.json").await;
    assert_eq!((answer.status, answer.text("openapi").starts_with("3.1")), (200, true));
    for (path, methods) in answer.body["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            check_operation(path, method, operation);
        }
    }
}

#[tokio::test]
async fn the_reference_page_loads_nothing_from_elsewhere() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/api/v1/docs/").await;
    let html = page.body.as_str().unwrap();
    assert_eq!(page.status, 200);
    assert!(html.contains("swagger-ui-bundle.js") && !html.contains("://"), "{html}");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(!html.contains("<script>") && !html.contains("onload="), "{html}");
    let script = app.anonymous().get("/api/v1/docs/swagger-initializer.js").await;
    assert!(script.body.as_str().unwrap().contains("/api/v1/openapi.json"));
}

fn check_operation(path: &str, method: &str, operation: &Value) {
    assert!(operation["summary"].is_string(), "{method} {path} says what it does");
    assert!(operation["tags"].is_array(), "{method} {path} belongs somewhere");
    if method != "get" {
        assert_eq!(operation["security"][0]["token"], Value::Array(Vec::new()), "{method} {path}");
    }
}
