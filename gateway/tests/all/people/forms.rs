//! What a form needs to be taken: that our page sent it, from this very session or visit.

use axum::http::Method;
use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::support::TestApp;
use crate::support::browser::{Browser, HOST};
use crate::support::people::PASSWORD;

const ANNA: &str = "anna@centre.example";

async fn scene() -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let browser = app.signed_in(ANNA).await;
    (app, browser)
}

fn encoded(fields: &[(String, String)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused() {
    let (_app, mut browser) = scene().await;
    let page = browser.get("/account").await;
    let body = encoded(&page.form("/sign-out"));
    let ours = format!("http://{HOST}");
    for headers in [
        vec![("origin", "http://evil.example")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site"), ("origin", ours.as_str())],
    ] {
        let answer = browser.send(Method::POST, "/sign-out", &headers, Some(body.clone())).await;
        assert_eq!(answer.status, 403, "{headers:?}");
    }
    assert_eq!(browser.get("/account").await.status, 200, "nobody was signed out");
}

#[tokio::test]
async fn a_form_without_what_our_page_had_or_of_another_session_is_refused() {
    let (app, mut browser) = scene().await;
    let mut other = app.signed_in(ANNA).await;
    let of_other = other.get("/account").await.form("/sign-out");
    let own = browser.get("/account").await.form("/sign-out");
    let without: Vec<_> = own.iter().filter(|(name, _)| name != "csrf").cloned().collect();
    for fields in [without, of_other] {
        assert_eq!(browser.post("/sign-out", &fields).await.status, 403);
    }
    assert_eq!(browser.post("/sign-out", &own).await.status, 303);
}

#[tokio::test]
async fn the_form_of_signing_in_belongs_to_the_browser_it_was_shown_in() {
    let (app, _) = scene().await;
    let mut one = app.browser();
    let mut fields = one.get("/sign-in").await.form("/sign-in");
    fields.retain(|(name, _)| !["email", "password"].contains(&name.as_str()));
    fields.push(("email".into(), ANNA.into()));
    fields.push(("password".into(), PASSWORD.into()));
    let mut another = app.browser();
    another.get("/sign-in").await;
    assert_eq!(another.post("/sign-in", &fields).await.status, 403);
    assert_eq!(app.browser().post("/sign-in", &fields).await.status, 403, "without a visit");
    assert_eq!(one.post("/sign-in", &fields).await.status, 303);
}

#[tokio::test]
async fn a_look_never_acts() {
    let (_app, mut browser) = scene().await;
    for path in ["/sign-out", "/account/role"] {
        assert_eq!(browser.get(path).await.status, 405, "{path}");
    }
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let (app, _) = scene().await;
    for (next, led_to) in [
        ("/clusters?q=1", "/clusters?q=1"),
        ("//evil.example", "/clusters"),
        ("https://evil.example", "/clusters"),
        ("/\\evil.example", "/clusters"),
    ] {
        let mut browser = app.browser();
        let page = browser.get("/sign-in").await;
        let fields = [("email", ANNA), ("password", PASSWORD), ("next", next)];
        let answer = browser.submit(&page, "/sign-in", &fields).await;
        assert_eq!(answer.location(), led_to, "{next}");
    }
}

#[tokio::test]
async fn a_session_writes_nothing_through_the_api() {
    let (_app, mut browser) = scene().await;
    let headers = [("content-type", "application/json")];
    let post = Method::POST;
    let answer = browser.send(post, "/api/v1/applications", &headers, Some("{}".into())).await;
    assert_eq!(answer.status, 401);
}
