//! The way of an application through the API.

use registry_events::actor::Role;
use registry_events::event::Scope;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Client, Fault, TestApp, body};

async fn started(applicant: &Client, name: &str) -> String {
    let answer = applicant.post("/api/v1/applications", &body::application(name)).await.done();
    answer.text("application")
}

#[tokio::test]
async fn an_application_is_started_filled_in_submitted_and_listed() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);

    let answer = applicant
        .post("/api/v1/applications", &json!({ "right_to_speak": "Устав кластера" }))
        .await;
    assert_eq!(answer.status, 201);
    let id = answer.text("application");
    let at = format!("/api/v1/applications/{id}");
    assert_eq!(answer.header("location"), Some(at.as_str()));
    assert_eq!((answer.number("version"), answer.body["demonstration"].as_bool()), (1, Some(true)));

    let filled =
        applicant.post(&format!("{at}/claims"), &body::cluster("Белая сосна")).await.done();
    assert_eq!(filled.body["opened"].as_array().map(Vec::len), Some(11));
    applicant.post_nothing(&format!("{at}/submission")).await.done();

    let listed = officer.post_nothing(&format!("{at}/listing")).await;
    assert_eq!(listed.status, 201, "{listed:?}");
    let cluster = listed.text("cluster");
    assert_eq!(listed.header("location"), Some(format!("/api/v1/clusters/{cluster}").as_str()));
    assert_eq!(listed.body["level"], "initial");
    assert_eq!(listed.body["registered"].as_array().map(Vec::len), Some(10));

    let shown = applicant.get(&at).await.done();
    assert_eq!((shown.text("standing"), shown.text("cluster")), ("listed".into(), cluster));
}

#[tokio::test]
async fn an_application_shows_its_applicant_what_is_stated_and_what_is_missing() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let start = json!({
        "right_to_speak": "Устав кластера",
        "claims": [{ "path": "year_created", "value": 2012, "kind": "correction",
                     "source": { "type": "document", "url": "https://cluster.example/ustav" },
                     "evidence": ["https://cluster.example/ustav"] }],
        "open": [{ "collection": "contacts", "claims": {
            "role": "Дирекция", "email": { "value": "Office@Cluster.Example" },
            "phone": { "absence": "withheld" } } }],
    });
    let id = applicant.post("/api/v1/applications", &start).await.done().text("application");
    let shown = applicant.get(&format!("/api/v1/applications/{id}")).await.done();

    assert_eq!(shown.text("right_to_speak"), "Устав кластера");
    assert_eq!(shown.text("standing"), "draft");
    let claim = &shown.body["claims"][0];
    assert_eq!((&claim["path"], &claim["value"]), (&json!("year_created"), &json!(2012)));
    assert_eq!(claim["source"]["type"], "document");
    assert_eq!(claim["evidence"], json!(["https://cluster.example/ustav"]));
    let item = &shown.body["items"][0];
    assert_eq!((&item["path"], &item["open"]), (&json!("contacts/1"), &json!(true)));
    assert_eq!(item["claims"][0]["value"], "Office@cluster.example");
    assert_eq!(item["claims"][1]["absence"], "withheld");
    let missing = shown.body["missing"].as_array().unwrap();
    assert!(missing.iter().any(|it| it["marker"] == "M1" && it["add"].is_string()), "{missing:?}");
    assert!(!missing.iter().any(|it| it["marker"] == "M4"));
}

#[tokio::test]
async fn a_submission_with_open_requirements_names_each() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let start =
        json!({ "right_to_speak": "Устав", "claims": [{ "path": "year_created", "value": 2012 }] });
    let id = applicant.post("/api/v1/applications", &start).await.done().text("application");
    let refused = applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await;
    assert_eq!(refused.refusal(), (422, "request.invalid"));
    assert_eq!(refused.errors().len(), 9);
    let detail = refused.body["errors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("Официальное наименование"), "{detail}");
}

#[tokio::test]
async fn an_officer_returns_an_application_and_the_applicant_completes_it() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let busy = applicant.post(&format!("{at}/claims"), &body::claim("year_created", 2013)).await;
    assert_eq!(busy.refusal(), (409, "application.submitted"));

    let empty = officer.post(&format!("{at}/return"), &json!({ "reasons": [] })).await;
    assert_eq!(empty.refusal(), (422, "reason.needed"));
    let reasons = json!({ "reasons": [
        { "path": "year_created", "reason": "Приложите устав", "unmet": "not_borne_out", "marker": "M4" },
        { "reason": "И письмо", "unmet": "right_to_speak" }] });
    officer.post(&format!("{at}/return"), &reasons).await.done();
    let shown = applicant.get(&at).await.done();
    let [first, second] = &shown.body["returned"]["reasons"].as_array().unwrap()[..] else {
        panic!("two reasons: {}", shown.body);
    };
    assert_eq!((&first["path"], &first["marker"]), (&json!("year_created"), &json!("M4")));
    assert_eq!(
        (&first["unmet"], &second["unmet"]),
        (&json!("not_borne_out"), &json!("right_to_speak"))
    );
    assert_eq!(shown.text("standing"), "returned");

    applicant.post(&format!("{at}/claims"), &body::claim("year_created", 2013)).await.done();
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    officer.post_nothing(&format!("{at}/listing")).await.done();
    let again = officer.post_nothing(&format!("{at}/listing")).await;
    assert_eq!(again.refusal(), (409, "application.listed"));
}

#[tokio::test]
async fn an_application_is_returned_only_for_a_requirement_that_is_not_met() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let events = app.events().await;
    let code = async |mut reason: Value| {
        reason["reason"] = json!("Не нравится");
        let refused = officer.post(&format!("{at}/return"), &json!({ "reasons": [reason] })).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        let (pointer, code) = refused.errors()[0];
        format!("{pointer} {code}")
    };
    let summary = json!({ "path": "summary" });
    assert_eq!(code(summary).await, "/reasons/0/unmet return.requirement-needed");
    let taste = json!({ "unmet": "taste" });
    assert_eq!(code(taste).await, "/reasons/0/unmet return.requirement-kind");
    let met = json!({ "unmet": "minimum", "marker": "M5" });
    assert_eq!(code(met).await, "/reasons/0/marker return.requirement-met");
    let beyond = json!({ "unmet": "minimum", "marker": "G1" });
    assert_eq!(code(beyond).await, "/reasons/0/marker return.requirement-unknown");
    let nameless = json!({ "unmet": "minimum" });
    assert_eq!(code(nameless).await, "/reasons/0/marker return.requirement-needed");
    let nowhere = json!({ "unmet": "already_listed", "cluster": "0000000000" });
    assert_eq!(code(nowhere).await, "/reasons/0/cluster cluster.unknown");
    let foreign = json!({ "unmet": "right_to_speak", "cluster": "0000000000" });
    assert_eq!(code(foreign).await, "/reasons/0/cluster return.member-of-another");
    let nothing = json!({ "unmet": "not_borne_out", "path": "website" });
    assert_eq!(code(nothing).await, "/reasons/0/path return.statement-needed");
    assert_eq!(app.events().await, events);
}

#[tokio::test]
async fn what_an_applicant_changes_after_a_return_an_officer_sees_when_it_is_submitted_again() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let reasons =
        json!({ "reasons": [{ "reason": "Приложите письмо", "unmet": "right_to_speak" }] });
    officer.post(&format!("{at}/return"), &reasons).await.done();
    let returned = officer.get(&at).await.done();

    applicant.post(&format!("{at}/claims"), &body::claim("year_created", 2013)).await.done();
    let close = json!({ "close": [{ "path": "participants/10" }] });
    applicant.post(&format!("{at}/claims"), &close).await.done();
    assert_eq!(officer.get(&at).await.done().body, returned.body, "as it was submitted");
    let own = applicant.get(&at).await.done();
    assert_ne!(own.body["claims"], returned.body["claims"]);
    assert_eq!(own.body["missing"][0]["marker"], "M8");

    applicant.post(&format!("{at}/withdrawal"), &json!({})).await.done();
    let withdrawn = officer.get(&at).await.done();
    assert_eq!(withdrawn.text("standing"), "withdrawn");
    for content in ["claims", "items", "missing"] {
        assert_eq!(withdrawn.body[content], returned.body[content], "{content}");
    }
}

#[tokio::test]
async fn an_officer_sees_what_was_submitted_again() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let reasons =
        json!({ "reasons": [{ "reason": "Приложите письмо", "unmet": "right_to_speak" }] });
    officer.post(&format!("{at}/return"), &reasons).await.done();
    applicant.post(&format!("{at}/claims"), &body::claim("year_created", 2013)).await.done();
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    assert_eq!(officer.get(&at).await.done().body, applicant.get(&at).await.done().body);
}

#[tokio::test]
async fn a_withdrawn_application_stays_withdrawn() {
    let app = TestApp::new().await;
    let applicant = app.applicant().await;
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post(&format!("{at}/withdrawal"), &json!({ "reason": "Передумали" })).await.done();
    let again = applicant.post_nothing(&format!("{at}/submission")).await;
    assert_eq!(again.refusal(), (409, "application.withdrawn"));
}

#[tokio::test]
async fn a_name_of_the_same_region_is_listed_once() {
    let app = TestApp::new().await;
    let (applicant, officer) = (app.applicant().await, app.officer().await);
    app.listed(&officer, "Белая сосна").await;
    let id = started(&applicant, "белая  Сосна!").await;
    let at = format!("/api/v1/applications/{id}");
    applicant.post_nothing(&format!("{at}/submission")).await.done();
    let refused = officer.post_nothing(&format!("{at}/listing")).await;
    assert_eq!(refused.refusal(), (409, "cluster.name-taken"));
}

/// A submitted application of a cluster of its own.
async fn submitted(app: &TestApp, number: u64) -> String {
    let applicant = app.applicant().await;
    let body = body::application(&format!("Сосна {number}"));
    let id = applicant.post("/api/v1/applications", &body).await.done().text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{id}/submission")).await.done();
    id
}

#[tokio::test]
async fn twenty_clusters_of_a_region_are_listed_at_once_and_none_is_refused_for_their_number() {
    let app = TestApp::new().await;
    let mut ready = Vec::new();
    for number in 0..20 {
        let at = format!("/api/v1/applications/{}/listing", submitted(&app, number).await);
        ready.push((at, app.officer().await));
    }
    app.fail(Fault::Slow);
    let listing = |(at, officer): (String, Client)| async move { officer.post_nothing(&at).await };
    let listings: JoinSet<_> = ready.into_iter().map(listing).collect();
    let answers = listings.join_all().await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status >= 400).collect();
    assert!(refused.is_empty(), "{} of 20, first {:?}", refused.len(), refused.first());
}

#[tokio::test]
async fn nobody_else_sees_an_application_and_officers_only_once_it_is_submitted() {
    let app = TestApp::new().await;
    let (applicant, other) = (app.applicant().await, app.applicant().await);
    let (officer, auditor) =
        (app.officer().await, app.client(Role::Auditor, Scope::Registry).await);
    let id = started(&applicant, "Белая сосна").await;
    let at = format!("/api/v1/applications/{id}");

    assert_eq!(app.anonymous().get(&at).await.refusal(), (401, "token.needed"));
    for stranger in [&other, &officer, &auditor] {
        assert_eq!(stranger.get(&at).await.refusal(), (404, "not-found"));
    }
    let stolen = other.post(&format!("{at}/claims"), &body::claim("year_created", 2013)).await;
    assert_eq!(stolen.refusal(), (404, "not-found"));
    let early = officer.post_nothing(&format!("{at}/listing")).await;
    assert_eq!(early.refusal(), (404, "not-found"));

    applicant.post_nothing(&format!("{at}/submission")).await.done();
    officer.get(&at).await.done();
    assert_eq!(other.get(&at).await.refusal(), (404, "not-found"));
}
