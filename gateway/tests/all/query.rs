//! The query of an address: what is said twice, misspelt or unreadable is refused, never passed over.

use serde_json::json;

use crate::reads::scene::Scene;
use crate::support::{Answer, TestApp};

async fn ask(app: &TestApp, path: &str) -> Answer {
    app.anonymous().get(path).await
}

#[tokio::test]
async fn what_has_one_value_may_stand_once() {
    let app = TestApp::new().await;
    for (list, query, name) in [
        ("clusters", "limit=5&limit=6", "limit"),
        ("clusters", "limit=5&limit=5", "limit"),
        ("clusters", "cursor=a&cursor=b", "cursor"),
        ("clusters", "q=a&q=b", "q"),
        ("clusters", "sort=name&sort=updated", "sort"),
        ("clusters", "participants_min=1&participants_min=2", "participants_min"),
        ("clusters", "as_of=2015-12-01&as_of=2015-12-01", "as_of"),
        ("clusters", "at_least=0&at_least=1", "at_least"),
        ("clusters", "lang=ru&lang=en", "lang"),
        ("clusters.csv", "q=a&q=b", "q"),
        ("organisations", "inn=7707083893&inn=7707083893", "inn"),
        ("changes", "from=0&from=1", "from"),
        ("statistics", "as_of=2015-12-01&as_of=position:0", "as_of"),
        ("statistics/series", "figure=clusters.total&step=month&step=year", "step"),
    ] {
        let refused = ask(&app, &format!("/api/v1/{list}?{query}")).await;
        assert_eq!(refused.refusal(), (422, "query.repeated"), "{query}");
        assert_eq!(refused.errors(), [(&*format!("?{name}"), "query.repeated")], "{query}");
        let words = refused.text("detail");
        assert!(words.contains(name), "{words}");
    }
}

#[tokio::test]
async fn filters_may_be_repeated_and_empty_parameters_count_as_absent() {
    let app = TestApp::new().await;
    for query in [
        "region=RU-TOM&region=RU-KOS&level=high&level=high",
        "district=SFO&district=DFO&specialisation=ict&specialisation=tourism",
        "status=listed&status=withdrawn",
        "limit=&limit=5&as_of=&lang=&at_least=",
    ] {
        let answer = ask(&app, &format!("/api/v1/clusters?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {answer:?}");
    }
    let scene = Scene::entered().await;
    let path = format!("/api/v1/clusters/{}/history", scene.pine);
    scene.get(&format!("{path}?category=level&category=participants")).await;
}

#[tokio::test]
async fn what_cant_be_read_is_named_with_what_is_allowed() {
    let scene = Scene::entered().await;
    let app = &scene.app;
    let history = format!("clusters/{}/history", scene.pine);
    for (list, query, code, allowed) in [
        ("clusters", "limit=x", "limit.out-of-range", "500"),
        ("clusters", "limit=501", "limit.out-of-range", "500"),
        ("clusters", "participants_min=few", "query.not-a-number", "целое число"),
        ("clusters", "participants_max=-1", "query.not-a-number", "целое число"),
        (
            "clusters",
            "status=gone",
            "query.not-a-choice",
            "listed, suspended, inactive, merged, withdrawn",
        ),
        ("clusters", "lang=fr", "query.not-a-choice", "ru, en"),
        ("clusters", "at_least=soon", "at-least.malformed", "целое число"),
        ("clusters", "organisation=x", "query.not-an-id", "id"),
        ("changes", "from=start", "query.not-a-number", "целое число"),
        ("statistics/series", "step=week", "query.not-a-choice", "month, quarter, year"),
        ("statistics/series", "from=soon", "query.not-a-day", "2015-06-30"),
        (&history, "since=soon", "query.not-a-time", "2015-12-01T10:00:00Z"),
        (&history, "actor=me", "query.not-an-id", "id"),
        (&history, "category=weather", "query.not-a-choice", "participants"),
        (&history, "path=a%20b", "claim.path-malformed", "participants/17"),
    ] {
        let refused = ask(app, &format!("/api/v1/{list}?{query}")).await;
        assert_eq!(refused.refusal(), (422, code), "{query}");
        let name = format!("?{}", query.split('=').next().unwrap_or_default());
        assert_eq!(refused.errors(), [(&*name, code)], "{query}");
        let words = refused.text("detail");
        assert!(words.contains(allowed), "{query}: {words}");
    }
}

#[tokio::test]
async fn a_misspelt_parameter_is_refused_with_the_one_that_may_be_meant() {
    let app = TestApp::new().await;
    for (query, meant) in [
        ("regoin=RU-TOM", Some("region")),
        ("Level=high", Some("level")),
        ("participant_min=1", Some("participants_min")),
        ("asof=2015-12-01", Some("as_of")),
        ("colour=red", None),
    ] {
        for (language, hint) in [("ru", "Возможно, это"), ("en", "Perhaps you mean")] {
            let refused = ask(&app, &format!("/api/v1/clusters?{query}&lang={language}")).await;
            assert_eq!(refused.refusal(), (422, "query.unknown-parameter"), "{query}");
            let words = refused.text("detail");
            assert_eq!(words.contains(hint), meant.is_some(), "{words}");
            assert!(
                meant.is_none_or(|meant| words.contains(&format!("{hint} {meant}."))),
                "{words}"
            );
            assert!(words.contains("specialisation, level"), "{words}");
        }
    }
}

#[tokio::test]
async fn an_address_that_takes_no_parameters_of_its_own_refuses_them_too() {
    let scene = Scene::entered().await;
    let refused = scene.reader.get("/api/v1/statistics?region=RU-TOM").await;
    assert_eq!(refused.refusal(), (422, "query.unknown-parameter"));
    let before = scene.app.events().await;
    let path = format!("/api/v1/clusters/{}/suspension", scene.pine);
    let why = json!({ "reason": "Спор" });
    for query in ["dry_run=true", "as_of=2015-12-01", "lang=fr"] {
        let refused = scene.officer.post(&format!("{path}?{query}"), &why).await;
        assert_eq!(refused.status, 422, "{query}: {refused:?}");
    }
    assert_eq!(scene.app.events().await, before);
    scene.officer.post(&format!("{path}?lang=en"), &why).await.done();
}

#[tokio::test]
async fn an_address_full_of_mistakes_is_told_a_bounded_number_of_them() {
    let app = TestApp::new().await;
    for mistake in ["colour=red&", "level=x&"] {
        let refused = ask(&app, &format!("/api/v1/clusters?{}", mistake.repeat(1_000))).await;
        assert_eq!(refused.refusal(), (422, "request.invalid"));
        assert_eq!(refused.errors().len(), 20);
    }
}

#[tokio::test]
async fn a_number_that_is_too_large_and_an_unknown_type_of_event_are_told_as_such() {
    let scene = Scene::entered().await;
    let large = ask(&scene.app, "/api/v1/changes?from=99999999999999999999").await;
    assert_eq!(large.refusal(), (422, "query.number-too-large"));
    let word = ask(&scene.app, "/api/v1/changes?from=minus").await;
    assert_eq!(word.refusal(), (422, "query.not-a-number"));
    let history = scene.at("history");
    let unknown = ask(&scene.app, &format!("{history}?type=Gossip")).await;
    assert_eq!(unknown.refusal(), (422, "query.not-an-event-type"));
    assert!(unknown.text("detail").contains("«Gossip»"), "{unknown:?}");
}
