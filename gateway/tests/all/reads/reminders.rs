//! What is told before it runs out: in the level's answer, on the profile and on the level's page.

use serde_json::{Value, json};

use super::raw;
use crate::pages::{HTML, Page};
use crate::support::{TestApp, body};

/// The figure of `body::cluster` describes 2015-06-30; it holds for a year and ninety days more.
const LAST_DAY: &str = "2016-09-28";

async fn listed() -> (TestApp, String) {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = body::cluster("Белая сосна");
    let id = officer.post("/api/v1/clusters", &cluster).await.done().text("cluster");
    app.settle().await;
    (app, id)
}

async fn level_on(app: &TestApp, id: &str, day: &str) -> Value {
    app.set_time(&format!("{day}T09:00:00Z"));
    app.anonymous().get(&format!("/api/v1/clusters/{id}/level")).await.body
}

fn of<'l>(level: &'l Value, key: &str, value: &str) -> Option<&'l Value> {
    level["reminders"].as_array().unwrap().iter().find(|one| one[key] == value)
}

async fn page(app: &TestApp, path: &str) -> Page {
    let raw = raw::get(app, path, &[HTML]).await;
    assert_eq!(raw.status, 200, "{path}: {}", raw.text());
    Page::of(&raw)
}

#[tokio::test]
async fn the_level_tells_what_runs_out_ninety_and_thirty_days_before() {
    let (app, id) = listed().await;
    let early = level_on(&app, &id, "2016-06-29").await;
    assert_eq!(of(&early, "claim", "employees_total"), None, "91 days before: {early:#}");
    let first = level_on(&app, &id, "2016-06-30").await;
    let told = of(&first, "claim", "employees_total").expect("90 days before");
    assert_eq!((&told["kind"], &told["marker"]), (&json!("outdated"), &Value::Null));
    assert_eq!((&told["held_until"], &told["last_day"]), (&json!("2016-06-30"), &json!(LAST_DAY)));
    assert_eq!((&told["days_left"], &told["within"]), (&json!(90), &json!(90)));
    assert!(told["position"].is_u64(), "{told:#}");
    let second = level_on(&app, &id, "2016-08-29").await;
    let told = of(&second, "claim", "employees_total").expect("30 days before");
    assert_eq!((&told["days_left"], &told["within"]), (&json!(30), &json!(30)));
    let then = format!("/api/v1/clusters/{id}/level?as_of=2016-06-29");
    let then = app.anonymous().get(&then).await.body;
    assert_eq!(of(&then, "claim", "employees_total"), None, "by the day that is asked for");
}

#[tokio::test]
async fn an_open_requirement_is_told_with_its_day() {
    let (app, id) = listed().await;
    app.set_time("2016-09-29T09:00:00Z");
    registry_gateway::clerk::Clerk::default().look(&app.registry).await.unwrap();
    app.settle().await;
    let level = level_on(&app, &id, "2016-09-29").await;
    let told = of(&level, "marker", "M10").unwrap_or_else(|| panic!("{level:#}"));
    assert_eq!((&told["kind"], &told["claim"]), (&json!("requirement"), &Value::Null));
    let marker = level["markers"].as_array().unwrap().iter().find(|one| one["id"] == "M10");
    assert_eq!(told["last_day"], marker.unwrap()["open_until"]);
    assert_eq!(of(&level, "claim", "employees_total"), None, "it lapsed");
}

#[tokio::test]
async fn the_profile_asks_to_renew_in_time_and_blames_nobody() {
    let (app, id) = listed().await;
    app.set_time("2016-06-29T09:00:00Z");
    let before = page(&app, &format!("/clusters/{id}")).await.texts(".reminders li");
    assert!(!before.iter().any(|line| line.starts_with("Общая численность")), "{before:?}");
    app.set_time("2016-08-29T09:00:00Z");
    let lines = page(&app, &format!("/clusters/{id}")).await.texts(".reminders li");
    let told = "подтвердите до 28.09.2016";
    let employees = lines.iter().find(|line| line.ends_with(told)).expect("a line of the day");
    assert_eq!(employees, &format!("Общая численность работников: {told}"));
    let english = page(&app, &format!("/en/clusters/{id}")).await.texts(".reminders li");
    assert!(english.iter().any(|line| line.contains("please renew by")), "{english:?}");
}

#[tokio::test]
async fn a_marker_says_until_when_to_renew_what_it_rests_on() {
    let (app, id) = listed().await;
    app.set_time("2016-08-29T09:00:00Z");
    let level = page(&app, &format!("/clusters/{id}/level")).await;
    let state = level.text("#marker-M10 .state");
    assert!(state.ends_with("сведения скоро устареют: подтвердите до 28.09.2016"), "{state}");
    assert!(!level.text("#marker-M1 .state").contains("устареют"));
}
