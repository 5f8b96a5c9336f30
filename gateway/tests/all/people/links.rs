//! Links that set a password: an invitation, and the way back for who forgot theirs.

use registry_events::actor::Role;
use registry_events::event::Scope;

use super::app;
use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::people::{PASSWORD, sign_in};

const ANNA: &str = "anna@centre.example";
const NEW: &str = "берёза за мостом 9";

async fn scene() -> TestApp {
    let app = app().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    app
}

async fn ask(browser: &mut Browser, email: &str) -> Seen {
    let page = browser.get("/sign-in/reset").await;
    browser.submit(&page, "/sign-in/reset", &[("email", email)]).await
}

#[tokio::test]
async fn who_forgot_the_password_sets_another_one_by_a_link_once() {
    let app = scene().await;
    let mut before = app.signed_in(ANNA).await;
    let mut browser = app.browser();
    assert_eq!(ask(&mut browser, ANNA).await.location(), "/sign-in/reset/sent");
    let letters = app.letters().await;
    assert_eq!((letters.len(), letters[0].recipient.as_str()), (1, ANNA));
    assert!(!letters[0].text.contains(PASSWORD));
    let path = link(&letters[0]);

    for _ in 0..3 {
        assert_eq!(browser.get(&path).await.status, 200, "a look never acts");
    }
    let page = browser.get(&path).await;
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    let weak = browser.submit(&page, &path, &[("password", "password12")]).await;
    assert_eq!((weak.status, weak.texts(".error").len()), (422, 1));
    let set = browser.submit(&page, &path, &[("password", NEW)]).await;
    assert_eq!(set.location(), "/account");
    assert_eq!(browser.get("/account").await.status, 200, "and is signed in");
    assert_eq!(before.get("/account").await.status, 303, "who was signed in is so no more");

    let mut other = app.browser();
    let used = other.get(&path).await;
    assert_eq!((used.status, used.texts("h1")[0].as_str()), (410, "Ссылка больше не действует"));
    let again = browser.submit(&page, &path, &[("password", "рябина у крыльца 3")]).await;
    assert_eq!(again.status, 410, "a second press");
    assert_eq!(sign_in(&mut app.browser(), ANNA, PASSWORD).await.status, 422);
    assert_eq!(sign_in(&mut app.browser(), ANNA, NEW).await.status, 303);
}

#[tokio::test]
async fn a_link_runs_out_and_a_newer_one_stands_beside_it() {
    let app = scene().await;
    ask(&mut app.browser(), ANNA).await;
    let first = link(&app.letters().await[0]);
    ask(&mut app.browser(), ANNA).await;
    let second = link(&app.letters().await[0]);
    let mut browser = app.browser();
    assert_eq!(browser.get(&first).await.status, 200, "whoever asked for the other one");
    assert_eq!(browser.get(&second).await.status, 200);
    let page = browser.get(&second).await;
    app.set_time("2015-12-01T10:00:00Z");
    let late = browser.get(&second).await;
    assert_eq!(late.status, 410);
    assert!(late.texts(".lead")[0].contains("Срок ссылки вышел"));
    assert_eq!(browser.submit(&page, &second, &[("password", NEW)]).await.status, 410);
    assert_eq!(browser.get("/l/0123").await.status, 410);
}

#[tokio::test]
async fn a_mailbox_that_nobody_has_is_answered_the_same_and_gets_no_letter() {
    let app = scene().await;
    let known = ask(&mut app.browser(), ANNA).await;
    assert_eq!(app.letters().await.len(), 1);
    let unknown = ask(&mut app.browser(), "nobody@centre.example").await;
    assert_eq!((known.status, known.location()), (unknown.status, unknown.location()));
    ask(&mut app.browser(), ANNA).await;
    let letters = app.letters().await;
    assert_eq!((letters.len(), letters[0].recipient.as_str()), (1, ANNA), "and none before it");
}

#[tokio::test]
async fn asking_for_links_too_often_fills_no_mailbox() {
    let app = scene().await;
    for _ in 0..8 {
        assert_eq!(ask(&mut app.browser(), ANNA).await.location(), "/sign-in/reset/sent");
    }
    let mut letters = 0;
    for _ in 0..3 {
        letters += app.letters().await.len();
    }
    assert_eq!(letters, 5);
}

#[tokio::test]
async fn without_the_address_of_the_site_no_link_is_sent() {
    let app = TestApp::new().await;
    assert_eq!(ask(&mut app.browser(), ANNA).await.status, 503);
}

#[tokio::test]
async fn a_stranger_who_asks_for_a_reset_takes_nothing_from_its_owner_and_fills_no_mailbox() {
    let app = scene().await;
    ask(&mut app.browser(), ANNA).await;
    let own = link(&app.letters().await[0]);
    let mut sent = Vec::new();
    for number in 0..8 {
        let mut stranger = app.browser();
        stranger.address = [203, 0, 113, number];
        ask(&mut stranger, ANNA).await;
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    for letter in app.letters().await {
        sent.push(link(&letter));
    }
    assert_eq!(sent.len(), 4, "five are open at most");
    let mut browser = app.browser();
    let page = browser.get(&own).await;
    assert_eq!(browser.submit(&page, &own, &[("password", NEW)]).await.location(), "/account");
    for other in sent {
        assert_eq!(app.browser().get(&other).await.status, 410, "all end with the password");
    }
}
