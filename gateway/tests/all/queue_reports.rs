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

/// The scene with a report of the year in which its first cluster began.
async fn reported(by: &Client, scene: &Scene) -> String {
    let at = format!("/api/v1/clusters/{}/reports", scene.pine);
    let said = json!({ "path": "year_created", "text": WORDS });
    let id = by.post(&at, &said).await.done().text("report");
    scene.app.settle().await;
    id
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
