//! Changes that only an officer makes, asked for by who speaks for the cluster.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::json;

use crate::support::browser::Browser;
use crate::work_tasks::{BORIS, representative, scene};

/// Asks for another official name.
async fn ask(anna: &mut Browser, path: &str) -> String {
    let request = format!("{path}/requests/official_name");
    let page = anna.get(&request).await;
    let filled = [
        ("official_name.ru", "Кластер «Белая сосна и ель» (демо)"),
        ("reason", "Решение собрания, протокол № 4"),
    ];
    anna.submit(&page, &request, &filled).await.location().to_owned()
}

#[tokio::test]
async fn another_name_is_asked_of_an_officer_who_answers_with_a_reason() {
    let (app, path, mut anna) = scene().await;
    let identity = format!("{path}/sections/identity");
    let request = format!("{path}/requests/official_name");
    let section = anna.get(&identity).await;
    assert!(section.html.contains(&format!("href=\"{request}\"")), "no dead end");
    let page = anna.get(&request).await;
    assert_eq!(page.texts("h1"), ["Попросить изменить: Официальное наименование"]);
    let events = app.events().await;
    let same = anna.submit(&page, &request, &[("reason", "Так решили")]).await;
    assert_eq!((same.status, same.texts(".error-summary li").len()), (422, 1), "nothing differs");
    let other = ("official_name.ru", "Кластер «Ель» (демо)");
    let mute = anna.submit(&page, &request, &[other]).await;
    assert_eq!((mute.status, mute.texts(".error-summary li").len()), (422, 1), "it needs a reason");
    let typed = mute.attribute("input[name='official_name.ru']", "value");
    assert_eq!(typed.as_deref(), Some(other.1), "what was typed stays");
    assert_eq!(app.events().await, events);

    let receipt = ask(&mut anna, &path).await;
    assert_eq!(anna.get(&receipt).await.texts("h1"), ["Отправлено кураторам"]);
    assert_eq!(app.events().await, events + 1);
    app.settle().await;
    let row = &anna.get(&identity).await.texts(".work-summary > div")[0];
    assert!(row.contains("Вы просили об изменении"), "{row}");
    assert_eq!(anna.get(&request).await.texts(".done-panel").len(), 1);

    let officer = app.officer().await;
    let waiting = officer.get("/api/v1/reports?outcome=waiting").await;
    let report = &waiting.body["items"][0];
    assert_eq!(report["path"], "official_name", "it waits for officers");
    let words = report["text"].as_str().unwrap_or_default();
    assert!(words.contains("Должно стать: Кластер «Белая сосна и ель» (демо)"), "{report}");
    assert!(words.ends_with("протокол № 4"), "{words}");
    let id = report["report"].as_str().unwrap();
    app.person_as(Role::Officer, Scope::Registry, "officer@registry.example").await;
    let mut curator = app.signed_in("officer@registry.example").await;
    let decision = curator.get(&format!("/work/queue/reports/{id}")).await;
    assert_eq!(decision.texts("input[name=outcome]").len(), 2);
    assert!(decision.texts("input[value=passed_to_cluster]").is_empty(), "they ask themselves");
    let back = json!({ "outcome": "passed_to_cluster", "reason": "Кластер уточнит" });
    let back = officer.post(&format!("/api/v1/reports/{id}/decision"), &back).await;
    assert_eq!(back.refusal(), (409, "report.of-the-cluster"));
    let decided = json!({ "outcome": "declined", "reason": "Приложите протокол" });
    officer.post(&format!("/api/v1/reports/{id}/decision"), &decided).await.done();
    app.settle().await;
    let page = anna.get(&request).await;
    assert!(page.texts(".done-panel").is_empty(), "{}", page.html);
    assert!(page.texts(".notice")[0].ends_with("ошибки нет: Приложите протокол"), "{}", page.html);
}

#[tokio::test]
async fn the_main_region_is_asked_for_too_and_nobody_else_asks() {
    let (app, path, mut anna) = scene().await;
    let request = format!("{path}/requests/regions");
    let page = anna.get(&request).await;
    let main = page.attribute("select[name='regions.main'] option[selected]", "value");
    assert_eq!(main.as_deref(), Some("RU-TOM"));
    let filled = [("regions.main", "RU-NVS"), ("reason", "Переехали")];
    let sent = anna.submit(&page, &request, &filled).await.location().to_owned();
    let events = app.events().await;
    assert_eq!(anna.submit(&page, &request, &filled).await.location(), sent, "a double press");
    assert_eq!(app.events().await, events);
    for field in ["summary", "offers", "logo", "nothing"] {
        let page = anna.get(&format!("{path}/requests/{field}")).await;
        assert_eq!(page.status, 404, "{field} isn't an officer's");
    }
    let statuses = anna.get(&format!("{path}/requests/official_statuses")).await;
    assert_eq!(statuses.texts("h1"), ["Попросить изменить: Официальные статусы"]);
    let other = app.listed(&app.officer().await, "Синий лён (демо)").await;
    let mut boris = representative(&app, &other, BORIS).await;
    assert_eq!(boris.get(&request).await.status, 403);
    app.person_as(Role::Officer, Scope::Registry, "officer@registry.example").await;
    let mut officer = app.signed_in("officer@registry.example").await;
    assert_eq!(officer.get(&request).await.status, 404, "an officer changes it");
    let english = anna.get(&format!("/en{request}")).await;
    assert!(english.says("Ask for a change"), "{}", english.html);
}
