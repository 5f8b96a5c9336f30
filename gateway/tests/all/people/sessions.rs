//! The list of sessions, and ending them.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::support::people::PASSWORD;
use crate::support::{Answer, TestApp};

const ANNA: &str = "anna@centre.example";
const NEW: &str = "берёза за мостом 9";

async fn scene() -> TestApp {
    let app = TestApp::new().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    app
}

#[tokio::test]
async fn somebody_sees_where_they_are_signed_in_and_ends_one_session() {
    let app = scene().await;
    let mut other = app.signed_in(ANNA).await;
    let mut browser = app.signed_in(ANNA).await;
    let page = browser.get("/account/sessions").await;
    assert_eq!(page.texts(".entries-list li").len(), 2);
    let named = page.attribute("button[name=session]", "value").unwrap();
    assert!(!other.cookies.values().any(|cookie| *cookie == named), "no cookie is shown");
    let ended = browser.submit(&page, "/account/sessions", &[("session", named.as_str())]).await;
    assert_eq!(ended.location(), "/account/sessions");
    assert_eq!(other.get("/account").await.status, 303);
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_session_too() {
    let app = scene().await;
    let mut other = app.signed_in(ANNA).await;
    let mut browser = app.signed_in(ANNA).await;
    let page = browser.get("/account/sessions").await;
    let ended = browser.submit(&page, "/account/sessions", &[("session", "all")]).await;
    assert_eq!(ended.location(), "/");
    for browser in [&mut other, &mut browser] {
        assert_eq!(browser.get("/account").await.status, 303);
    }
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = scene().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, "boris@centre.example").await;
    let mut anna = app.signed_in(ANNA).await;
    let mut boris = app.signed_in("boris@centre.example").await;
    app.signed_in(ANNA).await;
    let of_anna = anna.get("/account/sessions").await;
    let of_anna = of_anna.attribute("button[name=session]", "value").unwrap();
    let page = boris.get("/account/sessions").await;
    boris.submit(&page, "/account/sessions", &[("session", of_anna.as_str())]).await;
    let left = anna.get("/account/sessions").await;
    assert_eq!(left.texts(".entries-list li").len(), 2);
}

#[tokio::test]
async fn the_oldest_of_very_many_sessions_ends() {
    let app = scene().await;
    let mut first = app.signed_in(ANNA).await;
    for minute in 1..=20 {
        app.set_time(&format!("2015-12-01T09:{minute:02}:00Z"));
        app.signed_in(ANNA).await;
    }
    assert_eq!(first.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_tokens() {
    let app = TestApp::new().await;
    let account = app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let token = app.client_of(account, Role::ClusterRepresentative);
    let status = |answer: Answer| answer.refusal().0;
    let nowhere = "/api/v1/applications/1/submission";
    assert_eq!(status(token.post(nowhere, &json!({})).await), 404, "the token is known");
    let mut other = app.signed_in(ANNA).await;
    let mut browser = app.signed_in(ANNA).await;
    let page = browser.get("/account/password").await;
    let wrong = [("current", "сосна у моря 7"), ("password", NEW)];
    let refused = browser.submit(&page, "/account/password", &wrong).await;
    assert_eq!((refused.status, refused.texts(".error").len()), (422, 1));
    let right = [("current", PASSWORD), ("password", NEW)];
    let changed = browser.submit(&page, "/account/password", &right).await;
    assert_eq!(changed.location(), "/account");
    assert_eq!(browser.get("/account").await.status, 200);
    assert_eq!(other.get("/account").await.status, 303);
    assert_eq!(status(token.post(nowhere, &json!({})).await), 401);
    let letters = app.letters().await;
    assert_eq!(
        letters.iter().map(|one| one.subject.as_str()).collect::<Vec<_>>(),
        ["Задан пароль"]
    );
    assert!(!letters[0].text.contains(NEW), "{}", letters[0].text);
}

#[tokio::test]
async fn a_session_that_was_ended_meanwhile_is_followed_by_none() {
    let app = scene().await;
    let browser = app.signed_in(ANNA).await;
    let accounts = app.registry.accounts();
    let (session, person) = accounts.session(&browser.cookies["session"]).await.unwrap().unwrap();
    accounts.end_sessions(person.account, None).await.unwrap();
    let (proof, role) = (session.proof, session.role);
    let late = accounts.rotate_session(session, proof, role).await.unwrap();
    assert!(accounts.session(&late.token).await.unwrap().is_none());
    assert!(accounts.sessions_of(&person).await.unwrap().is_empty());
}
