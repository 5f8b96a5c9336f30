//! Clusters that are expected, over HTTP.

use serde_json::{Value, json};

use crate::reads::scene::Scene;
use crate::support::{Answer, Client, body};

fn machines(region: &str) -> Value {
    json!({ "name": { "ru": "Станки Томска", "en": null }, "region": region,
        "source": { "type": "press", "url": "https://press.example/1" },
        "known_since": "2015-10-01" })
}

async fn noted(client: &Client) -> String {
    client.post("/api/v1/expected", &machines("RU-TOM")).await.done().text("expected")
}

async fn standing(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/v1/expected/{id}")).await.body["standing"].clone()
}

fn names(answer: &Answer) -> Vec<&str> {
    let items = answer.body["items"].as_array().unwrap();
    items.iter().map(|one| one["standing"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn that_one_applied_is_known_to_officers_auditors_and_its_centre_until_it_is_registered() {
    let scene = Scene::shipped().await;
    let id = noted(&scene.officer).await;
    let at = |act: &str| format!("/api/v1/expected/{id}/{act}");
    let invited = json!({ "invited_on": "2015-11-01" });
    scene.officer.post(&at("invitation"), &invited).await.done();
    let applicant = scene.app.applicant().await;
    let started = applicant.post("/api/v1/applications", &body::application("Станки")).await;
    let application = started.done().text("application");
    applicant.post_nothing(&format!("/api/v1/applications/{application}/submission")).await.done();
    let link = json!({ "application": application });
    scene.officer.post(&at("application"), &link).await.done();
    scene.app.settle().await;

    let centre = scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await;
    let other = scene.app.region("RU-KEM", scene.centre.parse().unwrap()).await;
    assert_eq!(standing(&scene.officer, &id).await, "applied");
    assert_eq!(standing(&centre, &id).await, "applied");
    let auditor = crate::desk::auditor(&scene).await;
    assert_eq!(standing(&auditor, &id).await, "applied");
    for outsider in [&scene.reader, &other, &applicant] {
        let shown = outsider.get(&format!("/api/v1/expected/{id}")).await;
        assert_eq!(shown.body["standing"], "invited");
        assert!(!shown.body.to_string().contains(&application));
    }
    let applied = "/api/v1/expected?standing=applied";
    assert_eq!(scene.officer.get(applied).await.number("total"), 1);
    assert_eq!(auditor.get(applied).await.number("total"), 1);
    assert_eq!(scene.reader.get(applied).await.number("total"), 0);

    let wrong = json!({ "cluster": scene.pine });
    scene.officer.post(&at("registration"), &wrong).await.done();
    scene.app.settle().await;
    let shown = scene.reader.get(&format!("/api/v1/expected/{id}")).await;
    assert_eq!(shown.body["standing"], "registered");
    assert_eq!(shown.body["cluster"]["id"], scene.pine.as_str());
}

#[tokio::test]
async fn statistics_count_those_that_wait_and_a_removed_one_leaves_the_list() {
    let scene = Scene::entered().await;
    let expected = async || {
        scene.app.settle().await;
        scene.get("/api/v1/statistics").await.body["coverage"]["expected"].clone()
    };
    assert_eq!(expected().await, Value::Null);
    let centre = scene.app.region("RU-TOM", scene.centre.parse().unwrap()).await;
    let (first, second) = (noted(&centre).await, noted(&scene.officer).await);
    assert_eq!(expected().await, 2);
    let removal = json!({ "reason": "Записан дважды" });
    let at = format!("/api/v1/expected/{second}/removal");
    centre.post(&at, &removal).await.done();
    assert_eq!(expected().await, 1);
    let list = scene.reader.get("/api/v1/expected?region=RU-TOM").await;
    assert_eq!((names(&list), list.number("waiting")), (vec!["known"], 1));
    assert_eq!(list.body["items"][0]["expected"], first.as_str());
    let removed = scene.reader.get("/api/v1/expected?standing=removed").await;
    assert_eq!(removed.body["items"][0]["removed_for"], "Записан дважды");
    let elsewhere = centre.post("/api/v1/expected", &machines("RU-KEM")).await;
    assert_eq!(elsewhere.refusal(), (403, "access.no-grant"));
}

#[tokio::test]
async fn what_is_noted_wrongly_is_told_at_its_place() {
    let scene = Scene::entered().await;
    let mut given = machines("RU-TOM");
    given["source"] = Value::Null;
    given["known_since"] = json!("2099-01-01");
    let refused = scene.officer.post("/api/v1/expected", &given).await;
    assert_eq!(refused.errors(), [("/known_since", "date.in-future")]);
    given["known_since"] = json!("2015-10-01");
    let refused = scene.officer.post("/api/v1/expected", &given).await;
    assert_eq!(refused.errors(), [("/source", "expected.source-needed")]);
}
