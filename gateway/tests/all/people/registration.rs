//! Registering oneself: the mailbox, the letter, the name and the password.

use registry_events::actor::Role;
use registry_events::event::Scope;

use super::app;
use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};
use crate::support::letters::link;
use crate::support::people::{PASSWORD, sign_in};

const OLGA: &str = "olga@pine.example";

async fn ask(browser: &mut Browser, email: &str) -> Seen {
    let page = browser.get("/register").await;
    browser.submit(&page, "/register", &[("email", email)]).await
}

/// The path of the link that somebody gets who registers.
async fn letter(app: &TestApp, browser: &mut Browser) -> String {
    assert_eq!(ask(browser, OLGA).await.location(), "/register/sent");
    let letters = app.letters().await;
    assert_eq!((letters.len(), letters[0].recipient.as_str()), (1, OLGA));
    link(&letters[0])
}

#[tokio::test]
async fn somebody_registers_by_a_link_once_and_may_apply() {
    let app = app().await;
    let mut olga = app.browser();
    let path = letter(&app, &mut olga).await;
    let events = app.events().await;
    let page = olga.get(&path).await;
    assert_eq!((page.status, olga.get(&path).await.status), (200, 200), "a look never acts");
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    let wrong = olga.submit(&page, &path, &[("name", " "), ("password", "короткий")]).await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 2), "{}", wrong.html);
    assert_eq!(app.events().await, events, "nothing is recorded before it is right");

    let filled = [("name", "Ольга"), ("password", PASSWORD)];
    let entered = olga.submit(&page, &path, &filled).await;
    assert_eq!(entered.location(), "/work/applications");
    assert_eq!(app.events().await, events + 2, "an account and its role");
    let account = olga.get("/account").await;
    assert_eq!(account.texts("h1"), ["Ольга"]);
    assert!(account.html.contains("представитель кластера"), "{}", account.html);

    let again = olga.submit(&page, &path, &filled).await;
    assert_eq!((again.status, app.events().await), (410, events + 2), "a second press");
    assert_eq!(sign_in(&mut app.browser(), OLGA, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn whether_a_mailbox_is_known_only_its_owner_learns() {
    let app = app().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, OLGA).await;
    let known = ask(&mut app.browser(), OLGA).await;
    let letters = app.letters().await;
    assert!(letters[0].text.contains("уже есть"), "{}", letters[0].text);
    assert!(!letters[0].text.contains("/l/"));
    let new = ask(&mut app.browser(), "new@pine.example").await;
    assert_eq!((known.status, known.location()), (new.status, new.location()));
    let wrong = ask(&mut app.browser(), "olga").await;
    assert_eq!((wrong.status, wrong.texts(".error").len()), (422, 1));
}

#[tokio::test]
async fn a_link_to_register_runs_out_and_asking_too_often_fills_no_mailbox() {
    let app = app().await;
    let mut olga = app.browser();
    let first = letter(&app, &mut olga).await;
    let second = letter(&app, &mut olga).await;
    assert_eq!(olga.get(&first).await.status, 200, "whoever asked for the other one");
    let page = olga.get(&second).await;
    app.set_time("2015-12-02T10:00:00Z");
    let filled = [("name", "Ольга"), ("password", PASSWORD)];
    assert_eq!(olga.submit(&page, &second, &filled).await.status, 410);
    app.set_time("2015-12-02T11:00:00Z");
    for _ in 0..8 {
        assert_eq!(ask(&mut app.browser(), OLGA).await.location(), "/register/sent");
    }
    let mut letters = 0;
    for _ in 0..3 {
        letters += app.letters().await.len();
    }
    assert!(letters <= 5, "{letters}");
}

#[tokio::test]
async fn the_same_form_sent_again_is_one_letter() {
    let app = app().await;
    let mut olga = app.browser();
    let page = olga.get("/register").await;
    for _ in 0..8 {
        let sent = olga.submit(&page, "/register", &[("email", OLGA)]).await;
        assert_eq!(sent.location(), "/register/sent");
    }
    assert_eq!(app.letters().await.len(), 1);
    letter(&app, &mut olga).await;
}
