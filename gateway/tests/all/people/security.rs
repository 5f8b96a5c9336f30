//! The security journal, and that nothing of people gets into log lines.

use std::io::Write;
use std::sync::{Arc, Mutex};

use registry_events::actor::Role;
use registry_events::event::Scope;

use super::app;
use crate::support::body;
use crate::support::people::{PASSWORD, sign_in};

const ANNA: &str = "anna@centre.example";

#[tokio::test]
async fn an_auditor_reads_who_came_in_and_who_was_turned_away_and_no_names() {
    let app = app().await;
    let account = app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    app.person_as(Role::Auditor, Scope::Registry, "auditor@audit.example").await;
    sign_in(&mut app.browser(), ANNA, "неверный пароль").await;
    sign_in(&mut app.browser(), "nobody@centre.example", "неверный пароль").await;
    let mut anna = app.signed_in(ANNA).await;
    let page = anna.get("/account").await;
    anna.submit(&page, "/sign-out", &[]).await;
    assert_eq!(anna.get("/desk/security").await.status, 401);

    let mut auditor = app.signed_in("auditor@audit.example").await;
    let page = auditor.get(&format!("/desk/security?account={account}")).await;
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    let lines = page.texts("td.name");
    assert_eq!(lines, ["Выход", "Вход", "Вход не удался", "Задан пароль"]);
    let failed = auditor.get("/desk/security?kind=sign_in_failed").await;
    assert_eq!(failed.texts("td.name").len(), 2, "of a mailbox that nobody has, too");
    for page in [page, failed] {
        let told = page.texts("main").concat();
        assert!(!told.contains('@') && !told.contains("Петрова"), "{told}");
    }
    let unknown = auditor.get("/desk/security?kind=other").await;
    assert_eq!(unknown.status, 422);
}

#[tokio::test]
async fn a_look_at_what_is_sealed_stands_in_the_journal_and_at_ones_own_does_not() {
    let app = app().await;
    app.person_as(Role::Auditor, Scope::Registry, "auditor@audit.example").await;
    let mut auditor = app.signed_in("auditor@audit.example").await;
    let path = "/desk/security?kind=sealed_seen";
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Ольха")).await.done();
    let application = format!("/api/v1/applications/{}", started.text("application"));
    applicant.post_nothing(&format!("{application}/submission")).await.done();
    assert_eq!(applicant.get(&application).await.status, 200);
    assert_eq!(auditor.get(path).await.texts("td.name").len(), 0, "one's own");
    let officer = app.officer().await;
    assert_eq!(officer.get(&application).await.status, 200);
    let seen = auditor.get(path).await.texts("td.name");
    assert_eq!(
        seen,
        [format!(
            "Просмотрены закрытые сведения {}",
            application.replace("/api/v1/applications/", "application ")
        )]
    );
}

#[tokio::test]
async fn many_lines_have_several_pages() {
    let app = app().await;
    app.person_as(Role::Auditor, Scope::Registry, "auditor@audit.example").await;
    for number in 0..60 {
        let email = format!("nobody{number}@centre.example");
        let mut browser = app.browser();
        browser.address = [198, 51, 100, number];
        sign_in(&mut browser, &email, "неверный пароль").await;
    }
    let mut auditor = app.signed_in("auditor@audit.example").await;
    let path = "/desk/security?kind=sign_in_failed";
    let first = auditor.get(path).await;
    assert_eq!(first.texts("td.name").len(), 50);
    let next = first.attribute("a[rel=next]", "href").unwrap();
    assert_eq!(auditor.get(&next).await.texts("td.name").len(), 10);
}

/// Log lines of a test.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_log_line_tells_a_mailbox_a_name_a_password_or_a_link() {
    let lines = Lines::default();
    let made = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || made.clone())
        .finish();
    // Of all tests of this binary: none of them may tell of people.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = app().await;
    app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    sign_in(&mut app.browser(), ANNA, "неверный пароль").await;
    let mut anna = app.signed_in(ANNA).await;
    anna.get("/account/sessions").await;
    let mut browser = app.browser();
    let page = browser.get("/sign-in/reset").await;
    browser.submit(&page, "/sign-in/reset", &[("email", ANNA)]).await;
    let letter = app.letters().await.remove(0);
    let path = crate::support::letters::link(&letter);
    browser.get(&path).await;

    let lines = String::from_utf8_lossy(&lines.0.lock().unwrap()).into_owned();
    assert!(lines.contains("answered 303"), "log lines are caught: {lines}");
    let token = path.trim_start_matches("/l/");
    for told in [ANNA, "centre.example", "Петрова", PASSWORD, "неверный", token] {
        assert!(!lines.contains(told), "{told}");
    }
    for cookie in anna.cookies.values() {
        assert!(!lines.contains(cookie));
    }
}
