//! What a representative speaks for, the list of tasks, the sections.

use registry_events::actor::Role;
use registry_events::event::Scope;

use crate::support::TestApp;
use crate::support::browser::Browser;

pub(crate) const ANNA: &str = "anna@cluster.example";
pub(crate) const BORIS: &str = "boris@cluster.example";

/// A listed cluster three months later, its page, and its representative.
pub(crate) async fn scene() -> (TestApp, String, Browser) {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let id = app.listed(&officer, "Белая сосна (демо)").await;
    app.set_time("2016-03-01T09:00:00Z");
    let path = format!("/work/clusters/{id}");
    let anna = representative(&app, &id, ANNA).await;
    (app, path, anna)
}

/// Somebody who speaks for a cluster, signed in.
pub(crate) async fn representative(app: &TestApp, id: &str, email: &str) -> Browser {
    let scope = Scope::Cluster(id.parse().unwrap());
    app.person_as(Role::ClusterRepresentative, scope, email).await;
    app.signed_in(email).await
}

#[tokio::test]
async fn a_representative_finds_the_cluster_and_what_there_is_to_do() {
    let (_app, path, mut anna) = scene().await;
    let list = anna.get("/work").await;
    assert_eq!(list.attribute(".entries-list a", "href"), Some(path.clone()));
    let tasks = anna.get(&path).await;
    assert_eq!(tasks.status, 200, "{}", tasks.html);
    assert_eq!(tasks.texts("h1"), ["Белая сосна (демо)"]);
    assert_eq!(tasks.texts(".work-tasks li").len(), 11, "every section of the catalogue");
    let identity = &tasks.texts(".work-tasks li")[0];
    assert!(identity.starts_with("О кластере Заполнено 6 из"), "{identity}");
    assert!(tasks.texts("#coach")[0].contains("до среднего уровня"), "{}", tasks.html);
    assert!(!tasks.texts(".work-coach li").is_empty());
    assert_eq!(tasks.header("cache-control"), Some("private, no-store"));
}

#[tokio::test]
async fn a_section_tells_how_each_field_stands_and_leads_to_its_question() {
    let (_app, path, mut anna) = scene().await;
    let section = anna.get(&format!("{path}/sections/participants")).await;
    let rows = section.texts(".work-summary > div");
    let employees = &rows[0];
    assert!(employees.contains("Заполнено 1 200"), "{employees}");
    assert!(employees.contains("Действует до 30.06.2016"), "{employees}");
    let participants = rows.last().unwrap();
    assert!(participants.contains("10 записей"), "{participants}");
    let identity = anna.get(&format!("{path}/sections/identity")).await;
    let name = &identity.texts(".work-summary > div")[0];
    assert!(name.contains("Попросить изменить"), "{name}");
    assert_eq!(anna.get(&format!("{path}/sections/nowhere")).await.status, 404);
}

#[tokio::test]
async fn nobody_but_those_who_speak_for_a_cluster_comes_in() {
    let (app, path, _) = scene().await;
    let officer = app.officer().await;
    let other = app.listed(&officer, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    app.person_as(Role::Auditor, Scope::Registry, "auditor@registry.example").await;
    let mut auditor = app.signed_in("auditor@registry.example").await;
    let pages = ["", "/sections/identity", "/fields/website", "/renewal"];
    for page in pages.map(|page| format!("{path}{page}")) {
        assert_eq!(boris.get(&page).await.status, 403, "{page}");
        assert_eq!(auditor.get(&page).await.status, 403, "{page}");
        assert!(app.browser().get(&page).await.location().starts_with("/sign-in?next="), "{page}");
    }
    let events = app.events().await;
    let own = boris.get(&format!("/work/clusters/{other}/fields/website")).await;
    let mut fields = own.form(&format!("/work/clusters/{other}/fields/website"));
    fields.push(("website.value".into(), "https://boris.example".into()));
    fields.push(("act".into(), "send".into()));
    for page in ["/fields/website", "/renewal"] {
        assert_eq!(boris.post(&format!("{path}{page}"), &fields).await.status, 403, "{page}");
    }
    assert_eq!(app.events().await, events);
    assert_eq!(boris.get("/work/clusters/0000000000").await.status, 404);
    let list = boris.get("/work").await;
    assert_eq!(list.texts(".entries-list .name"), ["Синий лён (демо)"]);
}

#[tokio::test]
async fn the_pages_are_there_in_english() {
    let (_app, path, mut anna) = scene().await;
    for (page, heading) in [
        ("/work".to_owned(), "My clusters"),
        (format!("{path}/sections/openness"), "Openness"),
        (format!("{path}/fields/website"), "Website"),
        (format!("{path}/renewal"), "Yearly renewal"),
    ] {
        let seen = anna.get(&format!("/en{page}")).await;
        assert_eq!(seen.texts("h1"), [heading], "{page}");
    }
}
