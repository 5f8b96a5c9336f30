//! «Моя работа» of those who look after the whole registry: how much waits, how much of it is late, what
//! changed since yesterday, and where to go on.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::queue_review::{OFFICER, officer};
use crate::reads::scene::Scene;
use crate::support::body;
use crate::support::browser::Seen;

const PATH: &str = "/work";

/// A scene where an application was handed in.
async fn with_application() -> Scene {
    let scene = Scene::entered().await;
    let applicant = scene.app.client(Role::ClusterRepresentative, Scope::Registry).await;
    let started = applicant.post("/api/v1/applications", &body::application("Осина")).await.done();
    let submission = format!("/api/v1/applications/{}/submission", started.text("application"));
    applicant.post(&submission, &json!({})).await.done();
    scene.app.settle().await;
    scene
}

fn waits(page: &Seen) -> Vec<String> {
    page.texts("[aria-labelledby=today-waits] li")
}

fn changed(page: &Seen) -> Vec<String> {
    page.texts("[aria-labelledby=today-since] dd")
}

#[tokio::test]
async fn an_officer_sees_how_much_waits_and_how_much_of_it_is_late() {
    let scene = with_application().await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(PATH).await;
    assert_eq!(page.texts("h1"), ["Моя работа"]);
    let rows = waits(&page);
    assert_eq!(rows.len(), 6, "{rows:?}");
    let target = "Заявки самое давнее ждёт с 01.12.2015 Цель: решить за 5 рабочих дней";
    assert_eq!(rows[0].replace('\u{a0}', " "), format!("{target} 1"));
    assert_eq!(rows[1], "Сообщения об ошибках 0");
    let to = page.attribute("[aria-labelledby=today-waits] a", "href").unwrap();
    assert_eq!(to, "/work/queue#queue-applications");
    assert_eq!(officer.get("/work/queue").await.texts("#queue-applications").len(), 1);
    scene.app.set_time("2015-12-14T10:00:00Z");
    let page = scene.app.signed_in(OFFICER).await.get(PATH).await;
    assert!(waits(&page)[0].contains("Срок прошёл: 1"), "{:?}", waits(&page));
}

#[tokio::test]
async fn what_came_and_changed_since_yesterday_is_counted_and_no_more_than_that() {
    let scene = with_application().await;
    let mut officer = officer(&scene.app).await;
    let page = officer.get(PATH).await;
    assert!(page.says("Со вчерашнего дня, 30.11.2015"), "{}", page.html);
    assert_eq!(changed(&page).iter().map(|it| &it[..1]).collect::<Vec<_>>(), ["1", "0", "2", "2"]);
    let came = page.attribute("[aria-labelledby=today-since] dd a", "href").unwrap();
    assert_eq!(came, "/moderation?since=2015-11-30");
    assert_eq!(officer.get(&came).await.status, 200);
    scene.app.set_time("2015-12-03T10:00:00Z");
    let later = scene.app.signed_in(OFFICER).await.get(PATH).await;
    assert_eq!(changed(&later), ["0", "0", "0", "0"]);
}

#[tokio::test]
async fn each_of_them_is_led_on_and_every_page_opens() {
    let scene = with_application().await;
    let roles = [
        (
            Role::Officer,
            &["/work/expected", "/work/clusters/new", "/work/completeness", "/moderation"][..],
        ),
        (
            Role::Auditor,
            &[
                "/desk",
                "/desk/security",
                "/work/expected",
                "/work/completeness",
                "/admin/accounts",
                "/admin/editions",
                "/moderation",
            ],
        ),
        (Role::Administrator, &["/admin/accounts", "/moderation"]),
    ];
    for (role, pages) in roles {
        let mailbox = format!("{}@registry.example", role.key());
        scene.app.person_as(role, Scope::Registry, &mailbox).await;
        let mut browser = scene.app.signed_in(&mailbox).await;
        let page = browser.get(PATH).await;
        for path in pages {
            let link = format!(".work-links a[href='{path}']");
            assert_eq!(page.texts(&link).len(), 1, "{} {path}", role.key());
            assert_eq!(browser.get(path).await.status, 200, "{} {path}", role.key());
        }
        assert_eq!(waits(&page).is_empty(), role != Role::Officer, "{}", role.key());
        assert_eq!(changed(&page).is_empty(), role == Role::Administrator, "{}", role.key());
        let english = browser.get("/en/work").await;
        assert_eq!(english.texts("h1"), ["My work"]);
    }
}
