//! Headers of every answer.

use axum::http::Method;

use crate::support::{TestApp, generous};

#[tokio::test]
async fn every_answer_tells_how_far_the_views_are_but_not_while_the_log_is_empty() {
    let empty = TestApp::unopened(generous()).await;
    let answer = empty.anonymous().get("/health/live").await;
    assert_eq!((answer.status, answer.header("registry-position")), (200, None));

    let app = TestApp::new().await;
    let answer = app.anonymous().get("/health/live").await;
    let last = (app.events().await - 1).to_string();
    assert_eq!(answer.header("registry-position"), Some(last.as_str()));
    assert_eq!(answer.body["demonstration"], true);
    assert_eq!(answer.header("registry-demonstration"), None);
}

#[tokio::test]
async fn a_browser_is_told_what_it_may_do() {
    let app = TestApp::new().await;
    let answer = app.anonymous().get("/api/v1/nowhere").await;
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert!(answer.header("referrer-policy").is_some());
}

/// Whatever is added to what pages load is added here, and to `docs/security.md`, knowingly.
#[tokio::test]
async fn a_page_loads_what_is_ours_alone_and_nothing_within_it_runs() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/").await;
    let sent = page.header("content-security-policy").unwrap();
    let said = include_str!("../../../docs/security.md");
    for (directive, sources) in [
        ("default-src", "'none'"),
        ("style-src", "'self'"),
        ("script-src", "'self'"),
        ("img-src", "'self' data:"),
        ("font-src", "'self'"),
        ("connect-src", "'self'"),
        ("manifest-src", "'self'"),
        ("form-action", "'self'"),
        ("base-uri", "'none'"),
        ("frame-ancestors", "'none'"),
    ] {
        let whole = format!("{directive} {sources}");
        assert!(sent.split("; ").any(|one| one == whole), "{whole}: {sent}");
        assert!(said.contains(&format!("| `{directive}` | `{sources}` |")), "{whole} isn't told");
    }
    assert_eq!(sent.split("; ").count(), 10, "{sent}");
    assert!(!sent.contains("unsafe") && !sent.contains("nonce"), "{sent}");
}

#[tokio::test]
async fn a_problem_carries_the_trace_its_caller_began() {
    let app = TestApp::new().await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let parent = format!("00-{trace}-b7ad6b7169203331-01");
    let answer = app
        .anonymous()
        .send(Method::GET, "/api/v1/nowhere", &[("traceparent", &parent)], Vec::new())
        .await;
    assert_eq!((answer.text("trace_id").as_str(), answer.header("trace-id")), (trace, Some(trace)));
    let fresh = app.anonymous().get("/api/v1/nowhere").await;
    assert_eq!(fresh.text("trace_id").len(), 32);
}

#[tokio::test]
async fn a_problem_speaks_the_language_asked_for() {
    let app = TestApp::new().await;
    let get = async |path: &str, language: &str| {
        let headers = [("accept-language", language)];
        app.anonymous().send(Method::GET, path, &headers, Vec::new()).await
    };
    assert_eq!(get("/api/v1/nowhere", "de").await.text("title"), "Такого адреса нет");
    assert_eq!(get("/api/v1/nowhere", "en, ru;q=0.5").await.text("title"), "No such address");
    let by_address = get("/api/v1/nowhere?lang=en", "ru").await;
    assert_eq!(by_address.text("title"), "No such address");
    assert_eq!(by_address.header("content-type"), Some("application/problem+json"));
    assert!(by_address.headers.get_all("vary").iter().any(|vary| vary == "Accept-Language"));
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_who_can_read_it() {
    let app = TestApp::new().await;
    let headers = [("accept-encoding", "gzip")];
    let answer =
        app.anonymous().send(Method::GET, "/api/v1/openapi.json", &headers, Vec::new()).await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
}
