//! A cluster that an officer enters from a source, without an application, in a browser.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::applications_pages::minimum;
use crate::expected_pages::{MACHINES, app, noted, officer};
use crate::support::TestApp;
use crate::support::browser::{Browser, Seen};

const PATH: &str = "/work/clusters/new";
const NAME: &str = "Станки Томска";

const SOURCE: [(&str, &str); 3] = [
    ("source", "press"),
    ("source_url", "https://press.example/1"),
    ("retrieved_on", "2015-11-30"),
];

/// Sends the form with the minimum under a name, and what else is given.
async fn entered(browser: &mut Browser, page: &Seen, name: &str, more: &[(&str, &str)]) -> Seen {
    let minimum = minimum(name);
    let fields = minimum.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields = fields.filter(|(name, _)| more.iter().all(|(other, _)| name != other));
    let fields: Vec<_> = fields.chain(SOURCE).chain(more.iter().copied()).collect();
    browser.submit(page, PATH, &fields).await
}

/// The cluster that a receipt leads to.
async fn led_to(browser: &mut Browser, done: &Seen) -> String {
    let receipt = browser.get(done.location()).await;
    assert_eq!(receipt.texts("h1"), ["Кластер внесён в реестр"], "{}", receipt.html);
    receipt.attribute(".form-page > p > .button", "href").unwrap()
}

async fn clusters(app: &TestApp) -> u64 {
    app.anonymous().get("/api/v1/clusters").await.body["total"].as_u64().unwrap()
}

#[tokio::test]
async fn an_officer_enters_a_cluster_from_a_source_once_however_often_the_form_is_sent() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let page = browser.get(PATH).await;
    assert_eq!(page.attribute("#field-retrieved_on", "value"), Some("2015-12-01".into()));
    let done = entered(&mut browser, &page, NAME, &[]).await;
    let events = app.events().await;
    let again = entered(&mut browser, &page, NAME, &[]).await;
    assert_eq!((again.location(), app.events().await), (done.location(), events));
    let tasks = led_to(&mut browser, &done).await;
    assert_eq!(browser.get(&tasks).await.status, 200);
    let cluster = tasks.rsplit('/').next().unwrap();
    let read = app.anonymous().get(&format!("/api/v1/clusters/{cluster}")).await.body;
    assert_eq!(read["application"], serde_json::Value::Null);
    let mut claims = read["claims"].as_array().unwrap().iter();
    let name = claims.find(|claim| claim["path"] == "official_name").unwrap();
    assert_eq!(name["source"]["type"], "press", "{read}");
    assert_eq!(name["source"]["url"], "https://press.example/1");
    assert_eq!(clusters(&app).await, 1);
}

#[tokio::test]
async fn what_the_minimum_needs_and_what_is_wrong_is_told_beside_its_matter() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let page = browser.get(PATH).await;
    let events = app.events().await;
    let fields = [
        ("official_name.ru", NAME),
        ("year_created.value", "давно"),
        ("source", "press"),
        ("source_url", "не адрес"),
        ("retrieved_on", "2099-01-01"),
    ];
    let seen = browser.submit(&page, PATH, &fields).await;
    assert_eq!(seen.status, 422);
    let told = |place: &str| seen.texts(&format!(".error-summary a[href='#{place}']")).len();
    for place in
        ["source_url", "retrieved_on", "year_created", "regions", "contacts", "participants"]
    {
        assert!(told(&format!("field-{place}")) > 0, "{place}: {}", seen.html);
    }
    assert_eq!(told("field-official_name"), 0);
    assert_eq!(told("field-year_created"), 1, "it is told once");
    assert_eq!(app.events().await, events);
    let english = browser.get("/en/work/clusters/new").await;
    assert_eq!(english.texts("h1"), ["Enter a cluster from a source"]);
}

#[tokio::test]
async fn clusters_like_it_are_shown_before_it_is_entered() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let page = browser.get(PATH).await;
    let first = entered(&mut browser, &page, NAME, &[]).await;
    let first = led_to(&mut browser, &first).await;
    let page = browser.get(PATH).await;
    let events = app.events().await;
    let elsewhere = [("regions.main", "RU-KEM"), ("regions.value", "RU-KEM")];
    let seen = entered(&mut browser, &page, NAME, &elsewhere).await;
    assert_eq!((seen.status, app.events().await), (422, events));
    let number = first.rsplit('/').next().unwrap();
    assert_eq!(seen.texts(&format!(".alike a[href='/clusters/{number}']")), [NAME]);
    let typed = seen.attribute("#field-official_name-ru", "value");
    assert_eq!(typed, Some(NAME.into()), "what was typed stays");
    let other = [elsewhere[0], elsewhere[1], ("other", "yes")];
    let done = entered(&mut browser, &seen, NAME, &other).await;
    assert_ne!(led_to(&mut browser, &done).await, first);
    assert_eq!(clusters(&app).await, 2);
    let third = [("regions.main", "RU-NVS"), ("regions.value", "RU-NVS"), ("other", "yes")];
    let stale = entered(&mut browser, &seen, NAME, &third).await;
    assert_eq!(
        stale.status, 422,
        "that it is another one was said of one cluster, and there are two"
    );
    assert_eq!(stale.texts(".alike li > a").len(), 2, "{}", stale.html);
    let done = entered(&mut browser, &stale, NAME, &third).await;
    led_to(&mut browser, &done).await;
    assert_eq!(clusters(&app).await, 3);
    let page = browser.get(PATH).await;
    let taken = entered(&mut browser, &page, NAME, &[("other", "yes")]).await;
    assert_eq!(taken.status, 422, "the name is taken in its region, and that is told");
}

#[tokio::test]
async fn a_cluster_that_was_expected_is_entered_from_its_record_and_marked() {
    let app = app().await;
    let mut browser = officer(&app).await;
    let one = noted(&mut browser).await;
    let shown = browser.get(&one).await;
    let way = shown.attribute(".buttons a[href^='/work/clusters/new']", "href").unwrap();
    let page = browser.get(&way).await;
    assert_eq!(page.attribute("#field-official_name-ru", "value"), Some(MACHINES[0].1.into()));
    assert_eq!(page.attribute("#field-source_url", "value"), Some(MACHINES[3].1.into()));
    let done = entered(&mut browser, &page, NAME, &[]).await;
    let events = app.events().await;
    let again = entered(&mut browser, &page, NAME, &[]).await;
    assert_eq!((again.location(), app.events().await), (done.location(), events));
    assert_eq!(led_to(&mut browser, &done).await, format!("{one}?done=registration"));
    let shown = browser.get(&one).await;
    assert_eq!(shown.texts(".way-in [aria-current]"), ["В реестре"]);
    assert!(shown.texts(".buttons a[href^='/work/clusters/new']").is_empty());
    let late = browser.get(&way).await;
    let seen = entered(&mut browser, &late, "Другие станки", &[("other", "yes")]).await;
    assert_eq!((seen.status, clusters(&app).await), (422, 1), "it is marked already");
}

#[tokio::test]
async fn nobody_but_an_officer_enters_a_cluster_from_a_source() {
    let app = app().await;
    for role in [Role::ClusterRepresentative, Role::Auditor, Role::Administrator] {
        let mailbox = format!("{}@registry.example", role.key().replace('_', "-"));
        app.person_as(role, Scope::Registry, &mailbox).await;
        let mut browser = app.signed_in(&mailbox).await;
        assert_eq!(browser.get(PATH).await.status, 403, "{}", role.key());
        assert!(browser.get("/work").await.texts(&format!("a[href='{PATH}']")).is_empty());
    }
}
