//! News and annual reports are of a day that stays: the newest come first, older ones are folded,
//! and none is asked to be renewed.

use registry_core::command::NoteLapses;
use registry_events::ids::ClusterId;
use serde_json::{Value, json};

use crate::pages::page;
use crate::reads::scene::Scene;

const NEWS: &str = "section[aria-labelledby=openness]";

/// Seven pieces of news, told from the oldest on, all of them past their year.
async fn with_old_news() -> Scene {
    let scene = Scene::shipped().await;
    let news = |month: u32| {
        json!({ "collection": "news", "claims": {
            "date": format!("2015-{month:02}-10"), "title": format!("Новость {month}") } })
    };
    let open: Vec<Value> = (1..=7).map(news).collect();
    scene.state(&json!({ "open": open, "claims": [] })).await;
    scene.app.set_time("2018-10-05T09:00:00Z");
    let cluster: ClusterId = scene.pine.parse().unwrap();
    scene.app.program(NoteLapses { cluster }).await;
    scene.app.settle().await;
    scene
}

#[tokio::test]
async fn the_newest_news_come_first_and_older_ones_are_folded() {
    let scene = with_old_news().await;
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let seen = page.texts(&format!("{NEWS} > .scroll tbody th"));
    assert_eq!(seen, ["Новость 7", "Новость 6", "Новость 5", "Новость 4", "Новость 3"]);
    let folded = page.texts(&format!("{NEWS} details.older:not([open]) tbody th"));
    assert_eq!(folded, ["Новость 2", "Новость 1"]);
    assert_eq!(page.text(&format!("{NEWS} details.older > summary")), "Новости: раньше, 2");
}

#[tokio::test]
async fn what_is_of_a_past_day_is_not_asked_to_be_renewed() {
    let scene = with_old_news().await;
    let card = scene.get(&scene.card()).await.body.to_string();
    assert!(card.contains("\"lapsed\":true"), "it counts no longer");
    let page = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let told = page.texts(&format!("{NEWS} tbody tr")).join(" ");
    assert!(told.contains("10.07.2015"), "{told}");
    assert!(!told.contains("нужно обновить") && !told.contains("действует до"), "{told}");
    let counted = "Для признаков уровня учитывается сказанное за последние 12 месяцев";
    let notes = page.texts(&format!("{NEWS} .counted"));
    assert!(matches!(&notes[..], [note] if note.starts_with(counted)), "{notes:?}");
    let employees = page.text("main");
    assert!(employees.contains("нужно обновить"), "a number of people is still to be renewed");
}

#[tokio::test]
async fn the_history_says_that_news_count_no_longer_and_asks_for_nothing() {
    let scene = with_old_news().await;
    let path = format!("/clusters/{}/history?category=lapse", scene.pine);
    let lines = page(&scene, &path).await.texts("td.name");
    let of = |what: &str| lines.iter().find(|line| line.contains(what)).unwrap().as_str();
    assert!(of("Новость 7").starts_with("Больше не учитывается для признаков: "), "{lines:?}");
    assert!(of("численность").starts_with("Нужно обновить: "), "{lines:?}");
    let english = page(&scene, &format!("/en{path}")).await.texts("td.name");
    assert!(english.iter().any(|line| line.starts_with("No longer counted for markers: ")));
}

#[tokio::test]
async fn news_that_grow_old_soon_call_for_new_ones() {
    let scene = Scene::shipped().await;
    let news = json!({ "collection": "news",
        "claims": { "date": "2015-11-10", "title": "Открыт цех" } });
    scene.state(&json!({ "open": [news], "claims": [] })).await;
    scene.app.set_time("2016-11-20T09:00:00Z");
    let profile = page(&scene, &format!("/clusters/{}", scene.pine)).await;
    let reminders = profile.texts(".reminders li");
    let told = reminders.iter().find(|line| line.contains("Открыт цех"));
    let told = told.unwrap_or_else(|| panic!("{reminders:?}"));
    assert!(told.contains("учитывается до") && told.ends_with("добавьте новое"), "{told}");
}
