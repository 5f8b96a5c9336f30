//! What came to officers, and what they decided: reports, proposals, applications, disputes; and how
//! profiles stand.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_gateway::http::HttpSettings;
use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::{Answer, Client, TestApp, body, generous};

fn items(answer: &Answer) -> Vec<Value> {
    answer.body["items"].as_array().unwrap().clone()
}

async fn reported(scene: &Scene, client: &Client) -> String {
    let report = json!({ "path": "summary", "text": "Телефон соседа 8 800" });
    client.post(&scene.at("reports"), &report).await.done().text("report")
}

#[tokio::test]
async fn a_reports_words_are_for_officers_and_its_decision_for_everybody() {
    let scene = Scene::entered().await;
    let representative = scene.representative().await;
    let report = reported(&scene, &scene.participant(0).await).await;
    scene.app.settle().await;
    let at = format!("/api/v1/reports/{report}");
    assert_eq!(scene.officer.get(&at).await.body["text"], "Телефон соседа 8 800");
    for outsider in [&scene.reader, &representative] {
        assert_eq!(outsider.get(&at).await.body["text"], Value::Null);
    }
    let log = String::from_utf8_lossy(&scene.app.log_bytes().await).into_owned();
    assert!(!log.contains("Телефон соседа"), "the log holds it sealed");

    let wrong = json!({ "outcome": "mended", "reason": "Сверено" });
    let refused = scene.officer.post(&format!("{at}/decision"), &wrong).await;
    assert_eq!(refused.errors(), [("/outcome", "report.outcome")]);
    let decided = json!({ "outcome": "passed_to_cluster", "reason": "Кластер уточнит" });
    scene.officer.post(&format!("{at}/decision"), &decided).await.done();
    scene.app.settle().await;
    let shown = scene.reader.get(&at).await;
    assert_eq!(shown.body["decision"]["outcome"], "passed_to_cluster");
    assert_eq!(scene.reader.get("/api/v1/reports?outcome=waiting").await.number("total"), 0);
    let of_pine = format!("/api/v1/reports?cluster={}&outcome=passed_to_cluster", scene.pine);
    assert_eq!(scene.reader.get(&of_pine).await.number("total"), 1);
    let twice = scene.officer.post(&format!("{at}/decision"), &decided).await;
    assert_eq!(twice.refusal(), (409, "report.decided"));
}

#[tokio::test]
async fn a_proposal_is_read_by_officers_and_its_author_until_it_is_published() {
    let scene = Scene::entered().await;
    let author = scene.representative().await;
    let made = json!({ "about": "questionnaire", "text": "Добавить поле о стажировках" });
    let proposal = author.post("/api/v1/proposals", &made).await.done().text("proposal");
    scene.app.settle().await;
    let at = format!("/api/v1/proposals/{proposal}");
    let words = async |client: &Client| {
        let shown = client.get(&at).await.body;
        (shown["text"].clone(), shown["own_words"].clone())
    };
    let own = json!("Добавить поле о стажировках");
    assert_eq!(words(&scene.reader).await, (Value::Null, Value::Null));
    assert_eq!(words(&author).await, (Value::Null, own.clone()));
    assert_eq!(words(&scene.officer).await, (Value::Null, own.clone()));
    let published = json!({ "text": "Поле о стажировках" });
    scene.officer.post(&format!("{at}/publication"), &published).await.done();
    let answer = json!({ "outcome": "accepted", "reason": "Просят давно" });
    scene.officer.post(&format!("{at}/answer"), &answer).await.done();
    scene.app.settle().await;
    assert_eq!(words(&scene.reader).await, (json!("Поле о стажировках"), Value::Null));
    let list = scene.reader.get("/api/v1/proposals?about=questionnaire&outcome=accepted").await;
    assert_eq!(items(&list)[0]["answer"]["reason"], "Просят давно");
    assert_eq!(scene.reader.get("/api/v1/proposals?about=rules").await.number("total"), 0);
}

#[tokio::test]
async fn an_applications_case_tells_its_way_and_nothing_of_its_content_before_the_listing() {
    let scene = Scene::shipped().await;
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Тайный кедр")).await;
    let id = started.done().text("application");
    let at = |act: &str| format!("/api/v1/applications/{id}/{act}");
    let cases = async || {
        scene.app.settle().await;
        scene.get("/api/v1/moderation?kind=application").await
    };
    assert_eq!(cases().await.number("total"), 0, "a draft is nobody's business");
    scene.app.set_time("2015-12-04T10:00:00Z");
    applicant.post_nothing(&at("submission")).await.done();
    assert_eq!(items(&cases().await)[0]["outcome"], "waiting");
    scene.app.set_time("2015-12-08T10:00:00Z");
    let reasons = json!({ "reasons": [{ "path": "summary", "reason": "Тайна кедра не раскрыта", "unmet": "not_borne_out", "marker": "M5" }] });
    scene.officer.post(&at("return"), &reasons).await.done();
    let returned = cases().await;
    let case = &items(&returned)[0];
    assert_eq!((&case["outcome"], &case["working_days"]), (&json!("returned"), &json!(2)));
    assert_eq!(case["returned_for"].as_array().unwrap().len(), 1);
    assert!(case["returned_for"][0]["ru"].is_string());
    let unmet = &case["unmet"][0];
    assert_eq!((&unmet["kind"], &unmet["marker"]), (&json!("not_borne_out"), &json!("M5")));
    assert_eq!(unmet["label"]["ru"], "Краткое описание на русском языке");
    let told = returned.body.to_string();
    assert!(!told.contains("кедр") && !told.contains(&id), "{told}");
    applicant.post_nothing(&at("submission")).await.done();
    let listed = scene.officer.post_nothing(&at("listing")).await.done();
    let all = cases().await;
    let outcomes: Vec<_> = items(&all).iter().map(|case| case["outcome"].clone()).collect();
    assert_eq!(outcomes, ["listed", "returned"]);
    assert_eq!(items(&all)[0]["cluster"]["id"], listed.text("cluster"));
    let then = scene.get("/api/v1/moderation?kind=application&as_of=2015-12-05").await;
    assert_eq!(items(&then)[0]["outcome"], "waiting");
}

#[tokio::test]
async fn cases_are_filtered_by_kind_outcome_and_day_and_paged() {
    let scene = Scene::entered().await;
    let representative = scene.representative().await;
    for day in ["2016-01-11", "2016-01-12", "2016-01-13"] {
        scene.app.set_time(&format!("{day}T10:00:00Z"));
        reported(&scene, &representative).await;
    }
    scene.app.settle().await;
    let total =
        async |query: &str| scene.get(&format!("/api/v1/moderation?{query}")).await.number("total");
    assert_eq!(total("kind=report").await, 3);
    assert_eq!(total("kind=dispute").await, 0);
    assert_eq!(total("outcome=waiting&since=2016-01-12").await, 2);
    assert_eq!(total("until=2016-01-11").await, 1);
    assert_eq!(total(&format!("cluster={}", scene.birch)).await, 0);
    let first = scene.get("/api/v1/moderation?limit=2").await;
    let next = first.text("next_cursor");
    let second = scene.get(&format!("/api/v1/moderation?limit=2&cursor={next}")).await;
    assert_eq!((items(&first).len(), items(&second).len()), (2, 1));
    assert_eq!(items(&first)[0]["received_at"], "2016-01-13T10:00:00Z");
    let misspelt = scene.reader.get("/api/v1/moderation?kind=complaint").await;
    assert_eq!(misspelt.refusal(), (422, "query.not-a-choice"));
}

#[tokio::test]
async fn how_profiles_stand_is_for_officers_and_for_a_centre_of_its_own_region() {
    let scene = Scene::entered().await;
    let all = scene.officer.get("/api/v1/completeness").await;
    assert_eq!(all.number("total"), 2);
    let ids = |answer: &Answer| {
        let items = items(answer);
        items.iter().map(|one| one["cluster"]["id"].clone()).collect::<Vec<_>>()
    };
    let centre = scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await;
    let own = centre.get("/api/v1/completeness").await;
    assert_eq!(ids(&own), [json!(scene.pine)]);
    let administrator = scene.app.client(Role::Administrator, Scope::Registry).await;
    for other in [&administrator, &scene.representative().await] {
        let refused = other.get("/api/v1/completeness").await;
        assert_eq!(refused.refusal(), (403, "access.role"));
    }
    assert_eq!(scene.reader.get("/api/v1/completeness").await.status, 401);
}

#[tokio::test]
async fn profiles_are_found_by_what_they_lack_and_by_what_changed_since_a_day() {
    let scene = Scene::high().await;
    let total = async |query: &str| {
        scene.officer.get(&format!("/api/v1/completeness?{query}")).await.number("total")
    };
    let lacking = scene.officer.get("/api/v1/completeness?without=governing_bodies").await;
    assert_eq!(items(&lacking)[0]["cluster"]["id"], scene.birch.as_str());
    let wanting = items(&lacking)[0]["wanting"].as_array().unwrap().clone();
    assert!(wanting.contains(&json!({ "key": "governing_bodies", "state": "not_provided" })));
    assert_eq!(lacking.number("total"), 1);
    assert_eq!(total("state=disputed").await, 0);
    assert_eq!(total("since=2016-01-01&changed=true").await, 1);
    assert_eq!(total("since=2016-01-01&changed=false").await, 1);
    assert_eq!(total("region=RU-VLG").await, 1);
    let unknown = scene.officer.get("/api/v1/completeness?without=nothing").await;
    assert_eq!(unknown.refusal(), (422, "filter.unknown-value"));
    let sections = lacking.body["sections"].as_array().unwrap().clone();
    let parts = |section: &Value| {
        ["filled", "stale", "disputed", "not_provided", "not_applicable"]
            .map(|state| section[state].as_u64().unwrap())
            .iter()
            .sum::<u64>()
    };
    assert_eq!(&sections, items(&lacking)[0]["sections"].as_array().unwrap());
    assert!(sections.iter().all(|section| parts(section) > 0), "{sections:?}");
}

#[tokio::test]
async fn the_page_shows_what_is_folded_already_and_is_kept_once_it_is_whole() {
    let settings = HttpSettings { folded_within: std::time::Duration::ZERO, ..generous() };
    let app = TestApp::with(settings).await;
    let applicant = app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Кедр")).await.done();
    let at = format!("/api/v1/applications/{}/submission", started.text("application"));
    applicant.post_nothing(&at).await.done();
    app.settle().await;
    let mut browser = app.browser();
    let early = browser.get("/moderation").await;
    assert!(
        early.says("Журнал ещё собирается") && early.says("Таких обращений нет"),
        "{}",
        early.html
    );
    assert_eq!(
        (early.header("cache-control"), early.header("etag")),
        (Some("private, no-store"), None)
    );
    // A program waits until it is whole.
    let whole = app.anonymous().get("/api/v1/moderation").await;
    assert_eq!(whole.number("total"), 1);
    let late = browser.get("/moderation").await;
    assert!(!late.says("Журнал ещё собирается") && late.says("Заявка на включение"));
    assert!(late.header("etag").is_some());
}
