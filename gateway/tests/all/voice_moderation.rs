//! «Журнал рассмотрения» as a browser without a script sees it.

use serde_json::json;

use crate::pages::{Page, page, unmarked};
use crate::reads::scene::Scene;

/// A report that was passed on after two working days, and one that waits.
async fn two_reports() -> Scene {
    let scene = Scene::entered().await;
    let participant = scene.participant(0).await;
    let report = async |day: &str| {
        scene.app.set_time(&format!("{day}T10:00:00Z"));
        let report = json!({ "path": "summary", "text": "Телефон соседа 8 800" });
        participant.post(&scene.at("reports"), &report).await.done().text("report")
    };
    let first = report("2016-01-11").await;
    report("2016-01-12").await;
    scene.app.set_time("2016-01-13T10:00:00Z");
    let decided = json!({ "outcome": "passed_to_cluster", "reason": "Кластер уточнит" });
    scene.officer.post(&format!("/api/v1/reports/{first}/decision"), &decided).await.done();
    scene.app.settle().await;
    scene
}

fn days(page: &Page) -> Vec<String> {
    page.texts(".cases td.number")
}

#[tokio::test]
async fn each_case_tells_what_was_decided_why_and_in_how_many_working_days() {
    let scene = two_reports().await;
    let shown = page(&scene, "/moderation").await;
    assert_eq!(shown.text(".results-head h2"), "2 обращения");
    assert_eq!(
        shown.text(".usual"),
        "Рассмотрено 1 обращение. Половина решений принята не позже чем за 2 рабочих дня."
    );
    let decisions = shown.texts(".cases .decision");
    assert_eq!(decisions[0], "Ждёт решения");
    assert!(decisions[1].starts_with("Передано кластеру 13.01.2016Кластер уточнит"));
    assert_eq!(days(&shown), ["1", "2"]);
    let about = shown.texts(".cases .about");
    assert!(
        about[1].starts_with("Сообщение об ошибке") && about[1].contains("Белая сосна"),
        "{about:?}"
    );
    let cluster = format!("/clusters/{}", scene.pine);
    assert_eq!(shown.links(".cases .about a"), [cluster.clone(), cluster]);
    assert!(!shown.text("main").contains("Телефон"), "a report's words are for officers");
}

#[tokio::test]
async fn cases_are_narrowed_by_kind_and_days_and_a_date_keeps_its_place() {
    let scene = two_reports().await;
    let narrowed = page(&scene, "/moderation?kind=report&since=2016-01-12").await;
    assert_eq!(narrowed.text(".results-head h2"), "1 обращение");
    assert_eq!(narrowed.texts(".chips li a").len(), 3);
    assert!(narrowed.texts(".chips li a")[1].starts_with("с 12.01.2016"));
    let none = page(&scene, "/moderation?kind=dispute").await;
    assert_eq!(none.text(".results-head h2"), "Таких обращений нет");
    let then = page(&scene, "/moderation?as_of=2016-01-11&limit=1").await;
    assert_eq!(days(&then), ["0"]);
    assert_eq!(then.texts(".cases .decision"), ["Ждёт решения"]);
    let cluster = format!("/clusters/{}?as_of=2016-01-11", scene.pine);
    assert_eq!(then.links(".cases .about a"), [cluster]);
    let paged = page(&scene, "/moderation?limit=1").await;
    let next = paged.links("a[rel=next]").remove(0);
    assert_eq!(days(&page(&scene, &next).await), ["2"]);
    assert!(paged.links("#menu a").contains(&"/moderation".to_owned()));
}

#[tokio::test]
async fn the_english_log_marks_what_only_stands_in_russian() {
    let scene = two_reports().await;
    let shown = page(&scene, "/en/moderation").await;
    assert_eq!(shown.text("h1"), "Review log");
    assert_eq!(unmarked(&shown), Vec::<String>::new());
    assert_eq!(shown.text(".decision .words [lang=ru]"), "Кластер уточнит");
}
