//! The statistics document, its files, a figure over time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry_events::value::Language;
use registry_gateway::http::tag::Tag;
use registry_gateway::read::series::end_position;
use serde_json::{Value, json};

use super::scene::Scene;
use crate::pages;

#[tokio::test]
async fn every_block_tells_its_base_and_nothing_unstated_is_counted_as_zero() {
    let scene = Scene::high().await;
    let document = scene.get("/api/v1/statistics").await.body;
    assert_eq!(
        (&document["demonstration"], &document["as_of"]),
        (&json!(true), &json!("2017-03-12T12:00:00Z"))
    );
    assert_eq!(document["clusters"]["by_level"], json!({ "initial": 1, "medium": 0, "high": 1 }));
    assert_eq!(document["projects"]["base"], json!({ "clusters": 2, "stated": 1 }));
    assert_eq!(document["projects"]["clusters_not_provided"], 1);
    assert_eq!(document["governing_bodies"]["average_staff"], 2.5);
    assert_eq!(document["regions"]["with_ckr"], 1);
}

#[tokio::test]
async fn the_past_is_counted_as_it_was_recorded_by_day_and_by_position() {
    let scene = Scene::high().await;
    let then = scene.get("/api/v1/statistics?as_of=2015-12-01").await.body;
    assert_eq!(then["clusters"]["by_level"], json!({ "initial": 2, "medium": 0, "high": 0 }));
    assert_eq!(then["as_of"], "2015-12-01T20:59:59Z");
    let position = then["position"].as_u64().unwrap();
    let same = scene.get(&format!("/api/v1/statistics?as_of=position:{position}")).await.body;
    assert_eq!((&same["clusters"], &same["position"]), (&then["clusters"], &then["position"]));
}

#[tokio::test]
async fn a_figure_is_followed_over_time() {
    let scene = Scene::high().await;
    let path = "/api/v1/statistics/series?figure=clusters.by_level.high&from=2015-12-31&to=2017-12-31&step=year";
    let series = scene.get(path).await.body;
    let points: Vec<_> = series["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| (point["date"].as_str().unwrap(), point["value"].as_u64()))
        .collect();
    assert_eq!(points, [("2015-12-31", Some(0)), ("2016-12-31", Some(0)), ("2017-03-12", Some(1))]);
    assert_eq!(series["step"], "year");
    let before = scene
        .get("/api/v1/statistics/series?figure=clusters.total&from=2015-01-01&step=quarter")
        .await
        .body;
    assert_eq!(
        (&before["items"][0]["value"], &before["items"][0]["position"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn a_series_wholly_before_the_first_event_has_no_values() {
    let scene = Scene::entered().await;
    let days = "from=2010-01-01&to=2011-01-01&step=year";
    let path = |figure: &str| format!("/api/v1/statistics/series?figure={figure}&{days}");
    let series = scene.get(&path("clusters.by_level.high")).await.body;
    let points = series["items"].as_array().unwrap();
    assert_eq!(points.len(), 2);
    for point in points {
        assert_eq!((&point["value"], &point["position"]), (&Value::Null, &Value::Null));
    }
    let unknown = scene.reader.get(&path("clusters.best")).await;
    assert_eq!(unknown.refusal(), (422, "figure.unknown"));
    // Under the small editions nobody may be told of statuses, nor of levels by them.
    let hidden = scene.get(&path("clusters.level_by_support.ckr.high")).await.body;
    assert_eq!(hidden["items"][1]["value"], Value::Null);
}

#[tokio::test]
async fn a_series_is_bounded_and_its_figure_known() {
    let scene = Scene::entered().await;
    let refused = |query: &'static str| {
        let path = format!("/api/v1/statistics/series?{query}");
        let reader = scene.reader.clone();
        async move {
            let answer = reader.get(&path).await;
            (answer.status, answer.body["code"].as_str().unwrap().to_owned())
        }
    };
    for (query, code) in [
        ("figure=clusters.best", "figure.unknown"),
        ("", "figure.unknown"),
        ("figure=clusters.total&from=1900-01-01", "series.bounds"),
        ("figure=clusters.total&from=2016-01-01&to=2015-01-01", "series.bounds"),
        ("figure=clusters.total&step=day", "query.not-a-choice"),
    ] {
        assert_eq!(refused(query).await, (422, code.to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_figure_that_can_not_be_is_refused_before_anything_is_counted() {
    let scene = Scene::high().await;
    let (app, zone) = (&scene.app.app, TimeZone::get("Europe/Moscow").unwrap());
    let counted = |day: Date| {
        let views = app.views();
        let at = end_position(day, &views, &zone);
        let tag = Tag::new(views.editions().catalogue_since().max(at), Language::Ru);
        app.kept.get(&format!("figures {day}"), &tag, "application/json").is_some()
    };
    let days = "from=2016-06-05&to=2016-06-06&step=month";
    let path = |figure: &str| format!("/api/v1/statistics/series?figure={figure}&{days}");
    assert_eq!(scene.reader.get(&path("zz")).await.refusal(), (422, "figure.unknown"));
    assert!(!counted(jiff::civil::date(2016, 6, 5)));
    scene.get(&path("clusters.total")).await;
    assert!(counted(jiff::civil::date(2016, 6, 5)), "what was counted is kept");
}

#[tokio::test]
async fn an_officers_estimate_stands_in_document_page_files_and_export_with_its_source() {
    let scene = Scene::entered().await;
    let estimates = "/api/v1/statistics/estimates";
    let estimate = json!({ "clusters": 200, "source": "Обсерватория", "stated_for": "2015-09-01",
        "evidence": ["https://press.example/estimate"] });
    let none = scene.get("/api/v1/statistics").await.body;
    assert_eq!(none["coverage"]["estimate"], Value::Null);
    scene.officer.post(estimates, &estimate).await.done();
    scene.app.set_time("2016-02-01T12:00:00Z");
    let later =
        json!({ "clusters": 220, "source": "Экспертная оценка", "stated_for": "2016-01-31" });
    let answer = scene.officer.post(estimates, &later).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    scene.app.settle().await;
    let told = async |when: &str| {
        let document = scene.get(&format!("/api/v1/statistics{when}")).await.body;
        document["coverage"]["estimate"].clone()
    };
    let first = json!({ "value": 200, "source": "Обсерватория", "date": "2015-09-01" });
    let second = json!({ "value": 220, "source": "Экспертная оценка", "date": "2016-01-31" });
    assert_eq!((told("").await, told("?as_of=2015-12-31").await), (second.clone(), first));
    let page = scene.file("/statistics").await.text();
    assert!(page.contains("Экспертная оценка, 31.01.2016"), "{page}");
    let english = pages::page(&scene, "/en/statistics").await;
    let label = english.texts("section[aria-labelledby=coverage] .bar-label").pop().unwrap();
    assert_eq!(label, "Estimate (Экспертная оценка, 31 January 2016)");
    let tooltips = english.texts("svg title");
    assert!(!tooltips.iter().any(|one| one.contains('Э')), "{tooltips:?}");
    let csv = scene.file("/api/v1/statistics.csv?lang=ru").await.text();
    assert!(csv.contains("coverage.estimate.value;Охват;Экспертная оценка, 31.01.2016"), "{csv}");
    let export = scene.file("/api/v1/export/clusters.jsonl").await.text();
    let heading: Value = serde_json::from_str(export.lines().next().unwrap()).unwrap();
    assert_eq!(heading["estimate"], second);
}

#[tokio::test]
async fn an_estimate_is_an_officers_and_is_refused_with_places() {
    let scene = Scene::entered().await;
    let estimates = "/api/v1/statistics/estimates";
    let estimate = json!({ "clusters": 0, "source": "Обсерватория", "stated_for": "2015-09-01" });
    let refused = scene.officer.post(estimates, &estimate).await;
    assert_eq!(refused.errors(), [("/clusters", "estimate.out-of-range")]);
    let unread = json!({ "clusters": 200, "source": "Обсерватория", "stated_for": "сентябрь" });
    let refused = scene.officer.post(estimates, &unread).await;
    assert_eq!(refused.errors(), [("/stated_for", "date.malformed")]);
    let representative = scene.representative().await;
    assert_eq!(representative.post(estimates, &estimate).await.refusal(), (403, "access.role"));
    assert_eq!(scene.reader.post(estimates, &estimate).await.status, 401);
}
