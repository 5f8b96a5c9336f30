//! Pages for everybody are kept for everybody; one that names its reader is kept by nobody.

use axum::http::Method;
use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::support::TestApp;

const ANNA: &str = "anna@centre.example";

#[tokio::test]
async fn a_page_that_names_its_reader_is_shown_to_nobody_else_and_kept_by_nobody() {
    let app = TestApp::new().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Сосна").await;
    let mut anna = app.signed_in(ANNA).await;
    let mut other = app.browser();
    let profile = format!("/clusters/{cluster}");
    for path in
        ["/", "/clusters", "/about", "/terms", "/accessibility", "/verify", profile.as_str(), "/no"]
    {
        for _ in 0..2 {
            let seen = anna.get(path).await;
            assert_eq!(seen.texts(".tools .who"), ["Анна Петрова"], "{path}");
            if seen.status == 200 {
                assert_eq!(seen.header("cache-control"), Some("private, no-store"), "{path}");
            }
            assert_eq!(seen.header("etag"), None, "{path}");
            let seen = other.get(path).await;
            assert_eq!(seen.texts(".tools .who"), ["Войти"], "{path}");
            assert!(!seen.html.contains("Анна Петрова"), "{path}");
            let vary = seen.headers.get_all("vary").iter().any(|vary| vary == "Cookie");
            assert!(vary, "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_browser_kept_of_before_is_not_confirmed_to_who_signed_in() {
    let app = TestApp::new().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let tag = app.browser().get("/clusters").await.header("etag").unwrap().to_owned();
    let headers = [("if-none-match", tag.as_str())];
    let mut anna = app.signed_in(ANNA).await;
    assert_eq!(anna.send(Method::GET, "/clusters", &headers, None).await.status, 200);
    let mut other = app.browser();
    assert_eq!(other.send(Method::GET, "/clusters", &headers, None).await.status, 304);
}

#[tokio::test]
async fn data_do_not_depend_on_cookies() {
    let app = TestApp::new().await;
    let answer = app.browser().get("/api/v1/clusters").await;
    assert!(answer.headers.get_all("vary").iter().all(|vary| vary != "Cookie"));
}
