//! Access tokens of one's own.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::support::TestApp;
use crate::support::browser::Browser;

const ANNA: &str = "anna@centre.example";
const PATH: &str = "/account/tokens";

async fn scene(role: Role) -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.person_as(role, Scope::Registry, ANNA).await;
    let browser = app.signed_in(ANNA).await;
    (app, browser)
}

async fn issue(browser: &mut Browser, role: &str) -> crate::support::browser::Seen {
    let page = browser.get(PATH).await;
    let fields = [("act", "issue"), ("label", "Выгрузка"), ("role", role), ("days", "30")];
    browser.submit(&page, PATH, &fields).await
}

#[tokio::test]
async fn a_token_is_told_once_works_in_its_role_and_is_taken_back() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let made = issue(&mut browser, "auditor").await;
    assert_eq!((made.status, made.header("cache-control")), (200, Some("private, no-store")));
    let token = made.texts("code.secret")[0].clone();
    let program = app.anonymous().with_token(Some(token.clone()));
    assert_eq!(program.get("/api/v1/journal").await.status, 200);

    let page = browser.get(PATH).await;
    assert!(!page.html.contains(&token));
    let named = page.attribute("input[name=token]", "value").unwrap();
    let fields = [("act", "remove"), ("token", named.as_str())];
    assert_eq!(browser.submit(&page, PATH, &fields).await.location(), PATH);
    assert_eq!(program.get("/api/v1/journal").await.status, 401);
}

#[tokio::test]
async fn a_token_runs_out() {
    let (app, mut browser) = scene(Role::Auditor).await;
    let token = issue(&mut browser, "auditor").await.texts("code.secret")[0].clone();
    let program = app.anonymous().with_token(Some(token));
    app.set_time("2015-12-31T08:59:00Z");
    assert_eq!(program.get("/api/v1/journal").await.status, 200);
    app.set_time("2015-12-31T09:00:00Z");
    assert_eq!(program.get("/api/v1/journal").await.status, 401);
}

#[tokio::test]
async fn nobody_makes_a_token_for_a_role_they_do_not_hold() {
    let (_app, mut browser) = scene(Role::ClusterRepresentative).await;
    let refused = issue(&mut browser, "administrator").await;
    assert_eq!((refused.status, refused.texts(".error").len()), (422, 1));
}

#[tokio::test]
async fn nobody_takes_back_the_token_of_somebody_else() {
    let (app, mut anna) = scene(Role::ClusterRepresentative).await;
    issue(&mut anna, "cluster_representative").await;
    let named = anna.get(PATH).await.attribute("input[name=token]", "value").unwrap();
    app.person_as(Role::ClusterRepresentative, Scope::Registry, "boris@centre.example").await;
    let mut boris = app.signed_in("boris@centre.example").await;
    let page = boris.get(PATH).await;
    boris.submit(&page, PATH, &[("act", "remove"), ("token", named.as_str())]).await;
    assert_eq!(anna.get(PATH).await.texts(".entries-list li").len(), 1);
}
