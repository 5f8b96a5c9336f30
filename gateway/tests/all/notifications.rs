//! Notices: what others did with what somebody speaks for, told once, and by mail as they wish; and
//! the history of a cluster as a feed.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::http::HttpSettings;
use registry_gateway::http::origin::PublicUrl;
use registry_gateway::notices::Follower;
use serde_json::json;

use crate::pages_offers::{elements, feed};
use crate::reads::scene::Scene;
use crate::support::browser::{Browser, Seen};
use crate::support::{TestApp, body, generous};
use crate::work_tasks::ANNA;

const PATH: &str = "/account/notifications";

pub(crate) async fn tell(app: &TestApp) {
    app.settle().await;
    assert!(Follower::default().round(&app.app).await.is_ok());
}

/// Somebody who speaks for a cluster.
async fn anna(app: &TestApp, cluster: &str) {
    let scope = Scope::Cluster(cluster.parse().unwrap());
    app.person_as(Role::ClusterRepresentative, scope, ANNA).await;
}

pub(crate) fn told(page: &Seen) -> Vec<String> {
    page.texts(".notices > li")
}

/// How many of the lines tell something.
fn count(page: &Seen, words: &str) -> usize {
    told(page).iter().filter(|line| line.to_lowercase().contains(words)).count()
}

async fn state(app: &TestApp, cluster: &str, employees: u32) {
    let body = json!({ "claims": [
        { "path": "employees_total", "value": employees, "described_on": "2015-11-01" }] });
    app.officer().await.post(&format!("/api/v1/clusters/{cluster}/claims"), &body).await.done();
    app.settle().await;
}

async fn wish(browser: &mut Browser, wish: &str) -> Seen {
    let page = browser.get(PATH).await;
    browser.submit(&page, PATH, &[("act", "keep"), ("by_mail", wish)]).await
}

#[tokio::test]
async fn what_others_did_is_told_once_also_after_a_restart_and_own_acts_are_not() {
    let mut scene = Scene::entered().await;
    let account = {
        let scope = Scope::Cluster(scene.pine.parse().unwrap());
        scene.app.person_as(Role::ClusterRepresentative, scope, ANNA).await
    };
    tell(&scene.app).await;
    scene.confirm_membership(0).await;
    let own = scene.app.client_of(account, Role::ClusterRepresentative);
    let claims = json!({ "claims": [{ "path": "year_created", "value": 2014 }] });
    own.post(&scene.at("claims"), &claims).await.done();
    tell(&scene.app).await;
    let mut browser = scene.app.signed_in(ANNA).await;
    let page = browser.get(PATH).await;
    assert_eq!(count(&page, "участие подтверждено"), 1, "{:?}", told(&page));
    assert_eq!(count(&page, "2014"), 0, "{:?}", told(&page));
    assert!(told(&page).iter().all(|line| line.contains("Белая сосна")), "not of others");
    let before = told(&page).len();

    tell(&scene.app).await;
    scene.app = scene.app.restarted().await;
    tell(&scene.app).await;
    let mut browser = scene.app.signed_in(ANNA).await;
    assert_eq!(told(&browser.get(PATH).await).len(), before, "nothing is told twice");
    scene.confirm_membership(1).await;
    tell(&scene.app).await;
    assert_eq!(count(&browser.get(PATH).await, "участие подтверждено"), 2, "and nothing is lost");
}

#[tokio::test]
async fn what_was_told_is_marked_as_read_by_its_reader_alone() {
    let scene = Scene::entered().await;
    anna(&scene.app, &scene.pine).await;
    tell(&scene.app).await;
    let mut browser = scene.app.signed_in(ANNA).await;
    let page = browser.get(PATH).await;
    let new = page.texts(".notices .new").len();
    assert!(new > 0, "{}", page.html);
    assert_eq!(browser.get(PATH).await.texts(".notices .new").len(), new, "a look marks nothing");
    let other = Scope::Cluster(scene.birch.parse().unwrap());
    scene.app.person_as(Role::ClusterRepresentative, other, "boris@cluster.example").await;
    let mut boris = scene.app.signed_in("boris@cluster.example").await;
    let own = boris.get("/account").await.form("/sign-out");
    let csrf = own.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let fields = [("csrf", csrf.as_str()), ("request", "1"), ("act", "read"), ("up_to", "999999")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    boris.post(PATH, &fields).await.location();
    assert_eq!(browser.get(PATH).await.texts(".notices .new").len(), new);
    let done = browser.submit(&page, PATH, &[("act", "read")]).await;
    let read = browser.get(done.location()).await;
    assert_eq!((read.texts(".notices .new").len(), read.texts(".mark-read").len()), (0, 0));
    assert_eq!(told(&read).len(), told(&page).len(), "they stay");
}

#[tokio::test]
async fn letters_leave_once_a_day_at_once_or_not_at_all_as_somebody_wishes() {
    let app = crate::expected_pages::app().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    anna(&app, &cluster).await;
    tell(&app).await;
    let first = app.letters().await;
    assert_eq!((first.len(), first[0].recipient.as_str()), (1, ANNA), "one letter with all");
    assert!(first[0].text.contains("http://registry.example/account/notifications"));
    assert!(first[0].text.contains("Белая сосна: "), "{}", first[0].text);

    state(&app, &cluster, 900).await;
    tell(&app).await;
    assert_eq!(app.letters().await.len(), 0, "a letter a day");
    app.set_time("2015-12-02T10:00:00Z");
    tell(&app).await;
    let second = app.letters().await;
    assert_eq!(second.len(), 1);
    assert!(second[0].subject.contains("1 новое уведомление"), "{}", second[0].subject);
    tell(&app).await;
    assert_eq!(app.letters().await.len(), 0);

    let mut browser = app.signed_in(ANNA).await;
    assert_eq!(wish(&mut browser, "often").await.status, 422);
    wish(&mut browser, "at-once").await.location();
    let kept = browser.get(PATH).await;
    assert_eq!(kept.attribute("input[name=by_mail][checked]", "value"), Some("at-once".into()));
    state(&app, &cluster, 800).await;
    tell(&app).await;
    assert_eq!(app.letters().await.len(), 1);
    wish(&mut browser, "never").await.location();
    state(&app, &cluster, 700).await;
    tell(&app).await;
    assert_eq!(app.letters().await.len(), 0);
}

#[tokio::test]
async fn a_reader_whom_no_letter_reaches_keeps_nobody_elses_back() {
    let app = crate::expected_pages::app().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    // Accounts without a person behind them, before and after the one who has a mailbox.
    for _ in 0..3 {
        app.client(Role::ClusterRepresentative, Scope::Cluster(cluster.parse().unwrap())).await;
    }
    anna(&app, &cluster).await;
    tell(&app).await;
    let letters = app.letters().await;
    assert_eq!((letters.len(), letters[0].recipient.as_str()), (1, ANNA));
    app.set_time("2015-12-01T12:00:00Z");
    let later = Some(app.registry.accounts().now());
    let due = app.registry.accounts().unmailed_notices(later).await.unwrap();
    assert_eq!(due, [], "what reaches nobody takes no place");
}

#[tokio::test]
async fn the_settings_say_plainly_why_letters_dont_leave() {
    let said = async |public_url: &str, letters_are_files: bool| {
        let public_url = PublicUrl::parse(public_url);
        let settings = HttpSettings { public_url, letters_are_files, ..generous() };
        let app = TestApp::with(settings).await;
        app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
        let page = app.signed_in(ANNA).await.get(PATH).await;
        [page.says("не указан его адрес"), page.says("не указан почтовый сервер")]
    };
    assert_eq!(said("", true).await, [true, false]);
    assert_eq!(said("", false).await, [true, false]);
    assert_eq!(said("http://registry.example", true).await, [false, true]);
    assert_eq!(said("http://registry.example", false).await, [false, false]);
}

#[tokio::test]
async fn an_applicant_is_told_that_the_application_came_back() {
    let app = TestApp::new().await;
    let account = app.person_as(Role::ClusterRepresentative, Scope::Registry, ANNA).await;
    let applicant = app.client_of(account, Role::ClusterRepresentative);
    let started = applicant.post("/api/v1/applications", &body::application("Кедр")).await.done();
    let at = format!("/api/v1/applications/{}", started.text("application"));
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let reasons = json!({ "reasons": [{ "path": "summary", "reason": "Расскажите, что делает", "unmet": "not_borne_out" }] });
    app.officer().await.post(&format!("{at}/return"), &reasons).await.done();
    tell(&app).await;
    let page = app.signed_in(ANNA).await.get(PATH).await;
    assert_eq!(told(&page).len(), 1, "handing in is no news to oneself: {:?}", told(&page));
    assert!(told(&page)[0].contains("Заявка возвращена"));
}

#[tokio::test]
async fn what_runs_out_soon_is_told_once_for_each_of_its_days() {
    let app = TestApp::new().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    anna(&app, &cluster).await;
    app.set_time("2016-07-05T09:00:00Z");
    tell(&app).await;
    app.set_time("2016-07-06T09:00:00Z");
    tell(&app).await;
    let page = app.signed_in(ANNA).await.get(PATH).await;
    assert_eq!(
        count(&page, "скоро устареет: подтвердите их до 28.09.2016"),
        1,
        "{:?}",
        told(&page)
    );
    app.set_time("2016-09-10T09:00:00Z");
    tell(&app).await;
    let page = app.signed_in(ANNA).await.get(PATH).await;
    assert_eq!(count(&page, "28.09.2016"), 2, "a month before once more: {:?}", told(&page));
}

#[tokio::test]
async fn a_clusters_feed_tells_its_history_with_proofs_and_nothing_that_is_hidden() {
    let (scene, _) = Scene::high_signed().await;
    let path = format!("/clusters/{}/history.atom", scene.pine);
    let told = feed(&scene, &path).await;
    assert_eq!(elements(&told, "title")[0], "История: Белая сосна — Карта кластеров России");
    let entries = told.matches("<entry>").count();
    assert!(entries > 5, "{told}");
    assert!(told.matches("/api/v1/proofs/").count() >= entries, "each entry leads to proofs");
    assert!(told.contains("2014") || told.contains("Участие подтверждено"), "{told}");
    let claims = json!({ "claims": [{ "path": "summary", "value": "Скрытая сушка древесины: участники вместе делают мебель, окна и двери, учат рабочих и испытывают новые клеи для изделий из местной сосны и берёзы, а опытные образцы показывают покупателям в общем зале кластера" }] });
    scene.officer.post(&scene.at("claims"), &claims).await.done();
    scene.app.settle().await;
    assert!(feed(&scene, &path).await.contains("Скрытая сушка"));
    let mask = json!({ "path": "summary", "law": "149-ФЗ (тест)", "reason": "Суд (тест)" });
    scene.officer.post(&scene.at("masking"), &mask).await.done();
    scene.app.settle().await;
    assert!(!feed(&scene, &path).await.contains("Скрытая сушка"), "masks hold");
    let before = feed(&scene, &format!("{path}?as_of=2016-01-01")).await;
    assert!(before.matches("<entry>").count() < entries);
    let profile = crate::pages::page(&scene, &format!("/clusters/{}", scene.pine)).await;
    assert!(profile.links("link[type='application/atom+xml']").contains(&path));
}
