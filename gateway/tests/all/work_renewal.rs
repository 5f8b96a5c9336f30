//! «Ежегодное обновление»: what changed is unticked, the rest holds as of today in one commit.

use serde_json::json;

use crate::support::browser::{Browser, Seen};
use crate::work_tasks::scene;

/// The form as it stands without some of its ticks.
async fn renew(browser: &mut Browser, page: &Seen, path: &str, unticked: &[&str]) -> Seen {
    let mut fields = page.form(path);
    fields.retain(|(name, value)| {
        name != "keep" || !unticked.iter().any(|start| value.starts_with(start))
    });
    browser.post(path, &fields).await
}

#[tokio::test]
async fn what_stays_ticked_holds_as_of_today_in_one_commit() {
    let (app, path, mut anna) = scene().await;
    let renewal = format!("{path}/renewal");
    let page = anna.get(&renewal).await;
    assert_eq!(page.texts("input[name=keep][checked]").len(), 11, "employees, ten participants");
    assert!(page.texts("button[type=submit]").iter().any(|it| it.contains("01.03.2016")));
    let done = renew(&mut anna, &page, &renewal, &["participants/3/"]).await;
    assert!(
        done.location()
            .starts_with(&format!("{path}?renewed=10&changed=participants%2F3&receipt="))
    );
    let events = app.events().await;
    let tasks = anna.get(done.location()).await;
    let told = tasks.texts(".done-panel");
    assert!(
        told[0].contains("Подтверждено 10 сведений") && told[0].contains("Участники:"),
        "{told:?}"
    );
    let section = anna.get(&format!("{path}/sections/participants")).await;
    assert!(section.texts(".work-summary > div")[0].contains("Действует до 01.03.2017"));
    let again = renew(&mut anna, &page, &renewal, &["participants/3/"]).await;
    assert_eq!((again.location(), app.events().await), (done.location(), events), "sent twice");
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_is_not_said_to_hold() {
    let (app, path, mut anna) = scene().await;
    let renewal = format!("{path}/renewal");
    let page = anna.get(&renewal).await;
    let id = path.rsplit('/').next().unwrap();
    let body = json!({ "claims": [
        { "path": "employees_total", "value": 900, "described_on": "2016-02-01" }] });
    app.officer().await.post(&format!("/api/v1/clusters/{id}/claims"), &body).await.done();
    let events = app.events().await;
    let late = renew(&mut anna, &page, &renewal, &[]).await;
    assert_eq!((late.status, app.events().await), (409, events));
    let told = late.texts(".meanwhile .changed li");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("900") && told[0].contains("куратор реестра"), "{told:?}");
    let unticked = late.texts("input[name=keep]:not([checked])").len();
    assert_eq!(unticked, 1, "what changed is left for another look");
    renew(&mut anna, &late, &renewal, &[]).await.location();
}

#[tokio::test]
async fn at_least_one_tick_stays() {
    let (app, path, mut anna) = scene().await;
    let renewal = format!("{path}/renewal");
    let page = anna.get(&renewal).await;
    let events = app.events().await;
    let empty = renew(&mut anna, &page, &renewal, &[""]).await;
    assert_eq!((empty.status, empty.texts(".error-summary a").len()), (422, 1));
    assert_eq!(app.events().await, events);
}
