//! The profile as it will be once the drafts are sent: seen by their person, by nobody else, and not
//! recorded.

use crate::support::browser::Browser;
use crate::work_tasks::{BORIS, representative, scene};

async fn draft(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let page = browser.get(path).await;
    let mut filled = fields.to_vec();
    filled.push(("act", "draft"));
    browser.submit(&page, path, &filled).await.location();
}

#[tokio::test]
async fn the_profile_is_shown_as_it_will_be_and_nothing_is_recorded() {
    let (app, path, mut anna) = scene().await;
    let profile = path.strip_prefix("/work").unwrap().to_owned();
    let events = app.events().await;
    draft(&mut anna, &format!("{path}/fields/website"), &[("website.value", "pine.example")]).await;
    let total = [("employees_total.value", "1 777"), ("described_on", "2015-12-31")];
    draft(&mut anna, &format!("{path}/fields/employees_total"), &total).await;
    let preview = anna.get(&format!("{path}/preview")).await;
    assert_eq!(preview.status, 200, "{}", preview.html);
    let band = &preview.texts(".preview")[0];
    assert!(band.contains("Предпросмотр") && band.contains("Сайт"), "{band}");
    assert!(preview.html.contains("https://pine.example"));
    let figures = preview.texts(".figures dd");
    assert!(figures.iter().any(|figure| figure == "1 777"), "{figures:?}");
    assert_eq!(preview.header("cache-control"), Some("private, no-store"));
    let public = app.browser().get(&profile).await;
    assert!(!public.html.contains("pine.example") && !public.html.contains("Предпросмотр"));
    assert!(public.texts(".figures dd").iter().any(|figure| figure == "1 200"));
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn a_draft_that_cannot_be_sent_is_named_and_left_out() {
    let (_app, path, mut anna) = scene().await;
    draft(
        &mut anna,
        &format!("{path}/fields/employees_total"),
        &[("employees_total.value", "много")],
    )
    .await;
    let preview = anna.get(&format!("{path}/preview")).await;
    let band = &preview.texts(".preview")[0];
    assert!(band.contains("ещё нельзя отправить") && band.contains("работников"), "{band}");
    assert!(preview.texts(".figures dd").iter().any(|figure| figure == "1 200"));
}

#[tokio::test]
async fn it_shows_the_drafts_of_its_person_beside_what_others_changed() {
    let (app, path, mut anna) = scene().await;
    let mut boris = representative(&app, path.rsplit('/').next().unwrap(), BORIS).await;
    draft(&mut anna, &format!("{path}/fields/year_created"), &[("year_created.value", "2014")])
        .await;
    let seen = boris.get(&format!("{path}/preview")).await;
    assert!(seen.texts(".preview")[0].contains("Черновиков"), "{}", seen.html);
    let year = format!("{path}/fields/year_created");
    let page = boris.get(&year).await;
    let filled = [("year_created.value", "2013"), ("act", "check")];
    let checked = boris.submit(&page, &year, &filled).await;
    boris.submit(&checked, &year, &[("act", "send")]).await.location();
    let preview = anna.get(&format!("{path}/preview")).await;
    assert!(preview.texts(".figures dd").iter().any(|figure| figure == "2014"));
    assert!(app.browser().get(&format!("{path}/preview")).await.location().contains("/sign-in"));
    let english = anna.get(&format!("/en{path}/preview")).await;
    assert!(english.texts(".preview")[0].contains("Preview."), "{}", english.html);
}
