//! Reports of mistakes through pages: an officer's queue, the decision with its reason, the cluster that
//! one is passed to.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::queue_review::{OFFICER, officer};
use crate::reads::scene::Scene;
use crate::support::browser::Browser;
use crate::support::{Client, body};

const QUEUE: &str = "/work/queue";
const WORDS: &str = "В уставе год другой (тест)";

/// A report of a field of its first cluster.
async fn reported_of(by: &Client, scene: &Scene, field: &str) -> String {
    let said = json!({ "path": field, "text": WORDS });
    let id = by.post(&scene.at("reports"), &said).await.done().text("report");
    scene.app.settle().await;
    id
}

/// The scene with a report of the year in which its first cluster began.
async fn reported(by: &Client, scene: &Scene) -> String {
    reported_of(by, scene, "year_created").await
}

async fn speaker(scene: &Scene) -> Browser {
    let cluster = Scope::Cluster(scene.pine.parse().unwrap());
    let mailbox = "pine@cluster.example";
    scene.app.person_as(Role::ClusterRepresentative, cluster, mailbox).await;
    scene.app.signed_in(mailbox).await
}

fn path(report: &str) -> String {
    format!("{QUEUE}/reports/{report}")
}

#[tokio::test]
async fn an_officer_finds_a_report_with_what_stands_there_and_decides_it_with_a_reason() {
    let scene = Scene::entered().await;
    let report = reported(&scene.representative().await, &scene).await;
    let mut officer = officer(&scene.app).await;
    let queue = officer.get(QUEUE).await;
    let rows = queue.texts("[aria-labelledby=queue-reports] li");
    assert!(rows.len() == 1 && rows[0].contains("Год создания"), "{rows:?}");
    assert!(rows[0].contains("Ждёт меньше дня"), "{rows:?}");
    let page = officer.get(&path(&report)).await;
    assert_eq!(page.texts(".said"), [WORDS]);
    assert!(page.texts(".stands-now")[0].starts_with("2012"), "{}", page.html);
    assert!(page.says("сегодня") && page.texts(".changed").is_empty());
    let history = format!("/clusters/{}/history?path=year_created", scene.pine);
    assert_eq!(page.texts(&format!("a[href='{history}']")).len(), 1);
    let mend = format!("/work/clusters/{}/fields/year_created", scene.pine);
    assert_eq!(page.texts(&format!("a[href='{mend}']")), ["Исправить сведение"]);

    let events = scene.app.events().await;
    let silent = officer.submit(&page, &path(&report), &[("reason", "Сверено с уставом")]).await;
    assert_eq!((silent.status, silent.texts(".error-summary li").len()), (422, 1));
    assert!(silent.html.contains("Сверено с уставом"), "what was typed stays");
    let bare = officer.submit(&page, &path(&report), &[("outcome", "declined")]).await;
    assert_eq!((bare.status, scene.app.events().await), (422, events));
    let decided = [("outcome", "declined"), ("reason", "Сверено с уставом")];
    let done = officer.submit(&page, &path(&report), &decided).await;
    assert_eq!(
        officer.get(done.location()).await.texts("h1"),
        ["Решение по сообщению об ошибке записано"]
    );
    scene.app.settle().await;
    assert!(officer.get(QUEUE).await.texts("[aria-labelledby=queue-reports] li").is_empty());
    let page = officer.get(&path(&report)).await;
    assert!(page.texts(".decided")[0].contains("Сверено с уставом"), "{}", page.html);
    assert!(page.texts("main form").is_empty());
}

#[tokio::test]
async fn a_report_that_is_passed_waits_for_its_cluster_until_it_states_anew() {
    let scene = Scene::entered().await;
    let report = reported(&scene.participant(0).await, &scene).await;
    let mut speaker = speaker(&scene).await;
    assert_eq!(speaker.get(&path(&report)).await.status, 404, "it isn't theirs yet");
    let mut officer = officer(&scene.app).await;
    let page = officer.get(&path(&report)).await;
    let passed = [("outcome", "passed_to_cluster"), ("reason", "Кластер уточнит")];
    officer.submit(&page, &path(&report), &passed).await.location();
    scene.app.settle().await;
    let queue = speaker.get(QUEUE).await;
    assert_eq!(queue.texts("[aria-labelledby=queue-reports-passed] li").len(), 1);
    let page = speaker.get(&path(&report)).await;
    assert!(page.says("Кластер уточнит") && !page.html.contains(WORDS), "{}", page.html);
    assert!(page.texts("main form").is_empty());
    let claims = format!("/api/v1/clusters/{}/claims", scene.pine);
    let stated = body::claim("year_created", 2013);
    scene.representative().await.post(&claims, &stated).await.done();
    scene.app.settle().await;
    let queue = speaker.get(QUEUE).await;
    assert!(queue.texts("[aria-labelledby=queue-reports-passed] li").is_empty());
}

#[tokio::test]
async fn nobody_but_an_officer_decides_a_report_and_nobody_one_of_their_own() {
    let scene = Scene::entered().await;
    let mut officer = officer(&scene.app).await;
    let filed = reported(&scene.participant(0).await, &scene).await;
    for (role, mailbox) in
        [(Role::Auditor, "auditor@audit.example"), (Role::Administrator, "admin@registry.example")]
    {
        scene.app.person_as(role, Scope::Registry, mailbox).await;
        let mut other = scene.app.signed_in(mailbox).await;
        assert_eq!(other.get(&path(&filed)).await.status, 403, "{}", role.key());
    }
    assert!(scene.app.browser().get(&path(&filed)).await.location().starts_with("/sign-in?next="));
    let page = officer.get(&path(&filed)).await;
    let mut speaker = speaker(&scene).await;
    let mut fields = speaker.get("/account").await.form("/sign-out");
    fields.extend(page.form(&path(&filed)).into_iter().filter(|(name, _)| name == "request"));
    fields.push(("outcome".into(), "declined".into()));
    fields.push(("reason".into(), "Нет".into()));
    let events = scene.app.events().await;
    assert_eq!(speaker.post(&path(&filed), &fields).await.status, 403);
    assert_eq!(scene.app.events().await, events);

    let account = scene.app.registry.accounts().everybody().await.unwrap();
    let account = account.iter().find(|person| person.email == OFFICER).unwrap().account;
    let own = reported(&scene.app.client_of(account, Role::Officer), &scene).await;
    let queue = officer.get(QUEUE).await;
    assert_eq!(queue.texts("[aria-labelledby=queue-reports] li").len(), 1, "not one's own");
    let page = officer.get(&path(&own)).await;
    let decided = [("outcome", "declined"), ("reason", "Нет")];
    let refused = officer.submit(&page, &path(&own), &decided).await;
    assert!(refused.status == 422 && refused.says("решает другой куратор"), "{}", refused.html);
    let english = officer.get(&format!("/en{}", path(&own))).await;
    assert!(english.says("What stands now"), "{}", english.html);
}

/// Where a reader is led to mend it; the page there answers.
async fn mends(browser: &mut Browser, scene: &Scene, report: &str) -> Option<String> {
    let page = browser.get(&path(report)).await;
    let cluster = format!("/work/clusters/{}/", scene.pine);
    let link = format!("a[href^='{cluster}']:not([href$='/renewal'])");
    let href = page.attribute(&link, "href")?;
    assert_eq!(browser.get(&href).await.status, 200, "{href}");
    Some(href.strip_prefix(&cluster).unwrap().to_owned())
}

async fn pass(officer: &mut Browser, scene: &Scene, report: &str) {
    let page = officer.get(&path(report)).await;
    let passed = [("outcome", "passed_to_cluster"), ("reason", "Кластер уточнит")];
    officer.submit(&page, &path(report), &passed).await.location();
    scene.app.settle().await;
}

/// The shipped editions with an official status.
async fn with_a_status() -> Scene {
    let scene = Scene::shipped().await;
    let status = json!({ "open": [{ "collection": "official_statuses",
        "evidence": ["https://ministry.example/order"],
        "claims": { "type": "pilot_itc", "granted_on": "2015-11-01" } }] });
    scene.officer.post(&scene.at("claims"), &status).await.done();
    scene.app.settle().await;
    scene
}

#[tokio::test]
async fn whatever_is_reported_leads_to_where_its_reader_mends_it() {
    let scene = with_a_status().await;
    let reporter = scene.participant(0).await;
    let (mut officer, mut speaker) = (officer(&scene.app).await, speaker(&scene).await);
    let kinds = [
        ("summary", Some("fields/summary"), Some("fields/summary")),
        ("technologies", Some("fields/technologies"), Some("fields/technologies")),
        ("official_name", Some("fields/official_name"), Some("requests/official_name")),
        ("regions", Some("fields/regions"), Some("requests/regions")),
        ("participants", Some("lists/participants"), Some("lists/participants")),
        ("projects", Some("lists/projects"), Some("lists/projects")),
        ("official_statuses", Some("lists/official_statuses"), Some("requests/official_statuses")),
        (
            "official_statuses/12/type",
            Some("lists/official_statuses/12"),
            Some("requests/official_statuses"),
        ),
        ("participants/3/organisation", Some("lists/participants/3"), Some("lists/participants/3")),
        ("brand_assets", None, None),
    ];
    for (field, by_officer, by_speaker) in kinds {
        let report = reported_of(&reporter, &scene, field).await;
        let led = mends(&mut officer, &scene, &report).await;
        assert_eq!(led.as_deref(), by_officer, "an officer, {field}");
        pass(&mut officer, &scene, &report).await;
        let led = mends(&mut speaker, &scene, &report).await;
        assert_eq!(led.as_deref(), by_speaker, "the cluster, {field}");
    }
    let left = reported_of(&reporter, &scene, "participants/4/organisation").await;
    let close = json!({ "close": [{ "path": "participants/4", "reason": "вышел" }] });
    scene.representative().await.post(&scene.at("claims"), &close).await.done();
    scene.app.settle().await;
    assert_eq!(mends(&mut officer, &scene, &left).await, None, "nobody mends what ended");
}

#[tokio::test]
async fn a_report_of_a_whole_list_shows_what_is_in_it() {
    let scene = Scene::shipped().await;
    let report = reported_of(&scene.participant(0).await, &scene, "participants").await;
    let page = officer(&scene.app).await.get(&path(&report)).await;
    let stands = &page.texts(".stands-now")[0];
    assert!(stands.matches("; ").count() >= 9, "{stands}");
    assert!(page.texts(".changed").is_empty(), "{}", page.html);
}

#[tokio::test]
async fn what_was_passed_leaves_the_queue_once_the_cluster_had_its_say() {
    let scene = Scene::shipped().await;
    let reporter = scene.participant(0).await;
    let (mut officer, mut speaker) = (officer(&scene.app).await, speaker(&scene).await);
    let fields = ["participants", "participants/3/organisation", "employees_total", "regions"];
    for field in fields {
        let report = reported_of(&reporter, &scene, field).await;
        pass(&mut officer, &scene, &report).await;
    }
    let waiting = async |speaker: &mut Browser| {
        scene.app.settle().await;
        speaker.get(QUEUE).await.texts("[aria-labelledby=queue-reports-passed] li").len()
    };
    assert_eq!(waiting(&mut speaker).await, 4);
    let close = json!({ "close": [{ "path": "participants/3", "reason": "вышел" }] });
    scene.representative().await.post(&scene.at("claims"), &close).await.done();
    assert_eq!(waiting(&mut speaker).await, 2, "the item and the list it was in");

    let renewal = format!("/work/clusters/{}/renewal", scene.pine);
    let page = speaker.get(&renewal).await;
    let mut ticked = page.form(&renewal);
    ticked.retain(|(name, value)| name != "keep" || value.starts_with("employees_total"));
    speaker.post(&renewal, &ticked).await.location();
    assert_eq!(waiting(&mut speaker).await, 1, "it is right as it stands");

    let request = format!("/work/clusters/{}/requests/regions", scene.pine);
    let page = speaker.get(&request).await;
    let asked = [("regions.main", "RU-NVS"), ("reason", "Переехали")];
    speaker.submit(&page, &request, &asked).await.location();
    assert_eq!(waiting(&mut speaker).await, 0, "it waits for officers");
}

#[tokio::test]
async fn the_renewal_is_offered_for_what_it_has_a_tick_for() {
    let scene = Scene::shipped().await;
    let reporter = scene.participant(0).await;
    let (mut officer, mut speaker) = (officer(&scene.app).await, speaker(&scene).await);
    for (field, is_offered) in [("employees_total", true), ("summary", false)] {
        let report = reported_of(&reporter, &scene, field).await;
        pass(&mut officer, &scene, &report).await;
        let page = speaker.get(&path(&report)).await;
        let offered = page.attribute("main a[href$='/renewal']", "href");
        assert_eq!(offered.is_some(), is_offered, "{field}");
    }
}

#[tokio::test]
async fn what_was_passed_to_a_cluster_that_left_the_register_waits_for_nobody() {
    let scene = Scene::shipped().await;
    let report = reported_of(&scene.participant(0).await, &scene, "summary").await;
    let (mut officer, mut speaker) = (officer(&scene.app).await, speaker(&scene).await);
    pass(&mut officer, &scene, &report).await;
    let waiting = "[aria-labelledby=queue-reports-passed] li";
    assert_eq!(speaker.get(QUEUE).await.texts(waiting).len(), 1);
    let reason = json!({ "reason": "Решение общего собрания" });
    scene.officer.post(&scene.at("withdrawal"), &reason).await.done();
    scene.app.settle().await;
    assert_eq!(speaker.get(QUEUE).await.texts(waiting).len(), 0);
}
