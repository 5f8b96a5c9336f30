//! «Наполнение» as officers and development centres work with it in a browser.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::value::Code;
use serde_json::json;

use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};
use crate::work_tasks::{ANNA, BORIS, representative};

const PATH: &str = "/work/completeness";
const OFFICER: &str = "officer@registry.example";

/// Two clusters, the second without a representative; and an officer's browser.
async fn scene() -> (TestApp, [String; 2], Browser) {
    let app = crate::expected_pages::app().await;
    let client = app.officer().await;
    let pine = app.listed(&client, "Белая сосна").await;
    app.set_time("2016-01-15T09:00:00Z");
    let birch = app.listed(&client, "Берёза").await;
    app.set_time("2016-03-01T09:00:00Z");
    representative(&app, &pine, ANNA).await;
    app.person_as(Role::Officer, Scope::Registry, OFFICER).await;
    let officer = app.signed_in(OFFICER).await;
    app.settle().await;
    (app, [pine, birch], officer)
}

fn names(page: &Seen) -> Vec<String> {
    page.texts(".completeness tbody .of > a")
}

/// Sends the form of the page with these clusters chosen.
async fn remind(browser: &mut Browser, page: &Seen, chosen: &[&str], act: &str) -> Seen {
    let hidden = |name: &str| {
        let value = page.attribute(&format!("form[method=post] input[name={name}]"), "value");
        (name.to_owned(), value.unwrap())
    };
    let mut fields = vec![hidden("csrf"), hidden("request")];
    fields.extend(chosen.iter().map(|id| ("cluster".to_owned(), (*id).to_owned())));
    fields.push(("act".into(), act.into()));
    browser.post(PATH, &fields).await
}

#[tokio::test]
async fn profiles_stand_with_each_section_and_are_found_by_what_they_lack() {
    let (app, [pine, _], mut officer) = scene().await;
    let page = officer.get(PATH).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert_eq!(names(&page), ["Белая сосна", "Берёза"]);
    let columns = page.texts(".completeness thead th").len();
    assert_eq!(columns, 2 + 11, "a name, how complete it is, every section");
    assert_eq!(page.texts(".completeness tbody tr:first-child td").len(), columns - 1);
    let cell = format!("/work/clusters/{pine}/sections/identity");
    assert!(page.html.contains(&cell));
    let body = json!({ "claims": [
        { "path": "employees_total", "value": 900, "described_on": "2016-02-01" }] });
    app.officer().await.post(&format!("/api/v1/clusters/{pine}/claims"), &body).await.done();
    app.settle().await;
    let changed = officer.get(&format!("{PATH}?since=2016-02-01&changed=true")).await;
    assert_eq!(names(&changed), ["Белая сосна"]);
    assert_eq!(changed.texts(".completeness tbody td.number a"), ["1"]);
    let history = format!("/clusters/{pine}/history?since=2016-02-01");
    assert_eq!(changed.attribute(".completeness tbody td.number a", "href"), Some(history));
    let lacking = officer.get(&format!("{PATH}?without=participants")).await;
    assert_eq!(
        (names(&lacking).len(), lacking.texts("h2").concat()),
        (0, "Таких кластеров нет".into())
    );
    let lacking = officer.get(&format!("{PATH}?without=governing_bodies")).await;
    assert_eq!(names(&lacking).len(), 2);
}

#[tokio::test]
async fn a_reminder_leaves_once_in_a_week_for_a_person_and_a_cluster() {
    let (app, [pine, birch], mut officer) = scene().await;
    let page = officer.get(PATH).await;
    let none = remind(&mut officer, &page, &[], "chosen").await;
    assert_eq!((none.status, none.texts(".error-summary a").len()), (422, 1));
    let done = remind(&mut officer, &page, &[&pine, &birch], "chosen").await;
    assert_eq!(done.location(), format!("{PATH}?reminded=1&before=0&nobody=1"));
    let again = remind(&mut officer, &page, &[&pine, &birch], "chosen").await;
    assert_eq!(again.location(), done.location(), "pressed twice");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].recipient, ANNA);
    assert!(letters[0].text.contains(&format!("http://registry.example/work/clusters/{pine}")));
    let told = officer.get(done.location()).await;
    assert!(told.texts(".done-panel")[0].starts_with("Отправлено 1 письмо. У 1 кластера"));
    assert!(told.texts(".completeness tbody .first")[0].contains("напоминали 01.03.2016"));

    app.set_time("2016-03-04T09:00:00Z");
    let mut officer = app.signed_in(OFFICER).await;
    let page = officer.get(PATH).await;
    let soon = remind(&mut officer, &page, &[], "all").await;
    assert_eq!(soon.location(), format!("{PATH}?reminded=0&before=1&nobody=1"));
    app.set_time("2016-03-08T10:00:00Z");
    let mut officer = app.signed_in(OFFICER).await;
    let page = officer.get(PATH).await;
    let later = remind(&mut officer, &page, &[], "all").await;
    assert_eq!(later.location(), format!("{PATH}?reminded=1&before=0&nobody=1"));
}

#[tokio::test]
async fn a_centre_sees_and_reminds_its_own_region_alone() {
    let (app, [pine, birch], _) = scene().await;
    let client = app.officer().await;
    let opening = json!({
        "organisation": crate::support::body::organisation(77), "opened_on": "2013-01-01" });
    let opened = client.post("/api/v1/regions/RU-KEM/ckr", &opening).await.done();
    let organisation = opened.text("organisation").parse().unwrap();
    let scope = Scope::Region { region: Code::literal("RU-KEM"), organisation };
    app.person_as(Role::RegionRepresentative, scope, "centre@region.example").await;
    let mut centre = app.signed_in("centre@region.example").await;
    let page = centre.get(PATH).await;
    assert_eq!((page.status, names(&page).len()), (200, 0), "both are of Tomsk");
    let own = centre.get("/account").await;
    let csrf = own.form("/sign-out").into_iter().find(|(name, _)| name == "csrf").unwrap();
    let mut fields =
        vec![csrf, ("request".into(), "foreign".into()), ("act".into(), "chosen".into())];
    fields.extend([pine, birch].map(|id| ("cluster".to_owned(), id)));
    let sent = centre.post(PATH, &fields).await;
    assert_eq!(sent.location(), format!("{PATH}?reminded=0&before=0&nobody=0"));

    let mut boris = representative(&app, &app.listed(&client, "Кедр").await, BORIS).await;
    assert_eq!(boris.get(PATH).await.status, 403);
}

#[tokio::test]
async fn an_auditor_reads_how_profiles_stand_and_reminds_nobody() {
    let (app, [pine, _], _) = scene().await;
    app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = app.signed_in("auditor@registry.example").await;
    let page = auditor.get(PATH).await;
    assert_eq!((page.status, names(&page).len()), (200, 2), "{}", page.html);
    assert_eq!(page.texts("main form[method=post]").len(), 0, "{}", page.html);
    assert_eq!(page.texts(".completeness input").len(), 0);
    assert!(!page.html.contains(&format!("/work/clusters/{pine}")), "nothing is filled in");
    let mut fields = auditor.get("/account").await.form("/sign-out");
    fields.extend([("act".to_owned(), "all".to_owned())]);
    assert_eq!(auditor.post(PATH, &fields).await.status, 403);
    assert_eq!(app.letters().await.len(), 0);
}
