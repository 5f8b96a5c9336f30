//! Entering a cluster, stating its claims, its standing.

use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::ClusterId;
use serde_json::json;

use crate::support::{Client, TestApp, body};

async fn representative(app: &TestApp, cluster: &str) -> Client {
    let id: ClusterId = cluster.parse().unwrap();
    app.client(Role::ClusterRepresentative, Scope::Cluster(id)).await
}

#[tokio::test]
async fn an_officer_enters_a_cluster_from_a_source() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let answer = officer.post("/api/v1/clusters", &body::cluster("Белая сосна")).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let cluster = answer.text("cluster");
    assert_eq!(answer.header("location"), Some(format!("/api/v1/clusters/{cluster}").as_str()));
    assert_eq!(answer.number("position"), app.events().await - 1);
    assert_eq!(answer.body["opened"][9], "participants/10");
    assert_eq!(answer.text("recorded_at"), "2015-12-01T09:00:00Z");
}

#[tokio::test]
async fn a_cluster_short_of_the_minimum_is_not_entered() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let mut short = body::cluster("Белая сосна");
    short["open"].as_array_mut().unwrap().truncate(9);
    let refused = officer.post("/api/v1/clusters", &short).await;
    assert_eq!(refused.status, 422);
    assert!(refused.errors().contains(&("", "minimum.open")), "{refused:?}");
}

#[tokio::test]
async fn its_representative_states_claims_opens_and_closes_items_in_one_commit() {
    let app = TestApp::new().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    let representative = representative(&app, &cluster).await;
    let project = json!({
        "collection": "projects",
        "claims": {
            "title": "Общий полигон", "stage": "in_progress", "spheres": ["rnd"],
            "participants": [1, "p20", 3], "cost_sharing": true,
            "budget": { "amount": "1500000.50", "currency": "RUB" }, "start": "2015-01-01",
        },
        "evidence": ["https://cluster.example/agreement"],
    });
    let change = json!({
        "claims": [{ "path": "employees_total", "value": 1350, "described_on": "2015-11-30" }],
        "open": [body::participant(20, "research"), project],
        "close": [{ "path": "participants/9", "on": "2015-11-01", "reason": "Вышел" }],
    });
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let answer = representative.post(&at, &change).await.done();
    assert_eq!(answer.body["opened"], json!(["participants/12", "projects/13"]));
    assert_eq!(answer.header("location"), None);

    let small = json!({ "open": [project_of(&json!([1, 2]))] });
    let refused = representative.post(&at, &small).await;
    assert_eq!(refused.errors()[0], ("/open/0", "project.too-few-participants"));
}

fn project_of(participants: &serde_json::Value) -> serde_json::Value {
    json!({ "collection": "projects", "claims": {
        "title": "Общий полигон", "stage": "planned", "spheres": ["rnd"], "cost_sharing": true,
        "participants": participants } })
}

/// Until when each participant's membership holds, and what supports it.
async fn memberships(app: &TestApp, cluster: &str) -> Vec<(String, String)> {
    app.settle().await;
    let card = app.anonymous().get(&format!("/api/v1/clusters/{cluster}")).await.body;
    let members = card["items"]["participants"].as_array().unwrap().iter();
    let membership = |member: &serde_json::Value| {
        let claims = member["claims"].as_array().unwrap();
        let path = format!("{}/organisation", member["path"].as_str().unwrap());
        let claim = claims.iter().find(|claim| claim["path"] == path).unwrap();
        let text = |key: &str| claim[key].as_str().unwrap_or_default().to_owned();
        (text("holds_until"), text("corroboration"))
    };
    members.filter(|member| member["open"] == true).map(membership).collect()
}

#[tokio::test]
async fn a_list_that_holds_as_it_is_is_renewed_as_a_whole() {
    let app = TestApp::new().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    let representative = representative(&app, &cluster).await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let before = memberships(&app, &cluster).await;
    assert_eq!((before.len(), before[0].0.as_str()), (10, "2017-12-01"));
    app.set_time("2016-06-01T09:00:00Z");
    let renewal = json!({ "renew": ["participants"],
        "close": [{ "path": "participants/9", "on": "2016-05-01", "reason": "Вышел" }] });
    let answer = representative.post(&at, &renewal).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let after = memberships(&app, &cluster).await;
    assert_eq!(after, vec![("2018-06-01".to_owned(), before[0].1.clone()); 9]);
}

#[tokio::test]
async fn a_renewal_of_what_is_no_list_that_ages_is_refused_with_its_place() {
    let app = TestApp::new().await;
    let cluster = app.listed(&app.officer().await, "Белая сосна").await;
    let representative = representative(&app, &cluster).await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let renewal = json!({ "renew": ["не код", "participants", "news", "nothing"] });
    let refused = representative.post(&at, &renewal).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let mut errors = refused.errors();
    errors.sort_unstable();
    let expected = [
        ("/renew/0", "collection.unknown"),
        ("/renew/2", "collection.not-renewable"),
        ("/renew/3", "collection.unknown"),
    ];
    assert_eq!(errors, expected);
    let sentences = refused.body["errors"].to_string();
    assert!(sentences.contains("Записи списка «news»"), "{sentences}");
    assert!(sentences.contains("Списка «nothing» в анкете нет"), "{sentences}");

    let many = json!({ "renew": vec!["participants"; 20_001] });
    let refused = representative.post(&at, &many).await;
    assert_eq!(refused.refusal(), (422, "request.too-many-statements"));
    let unread = representative.post(&at, &json!({ "renew": "participants" })).await;
    assert_eq!((unread.refusal(), unread.errors()[0].0), ((400, "json.shape"), "/renew"));
}

#[tokio::test]
async fn names_and_regions_of_a_listed_cluster_are_an_officers() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let rename = body::claim("official_name", "Чёрная сосна");
    let refused = representative(&app, &cluster).await.post(&at, &rename).await;
    assert_eq!(refused.refusal(), (409, "claim.needs-officer"));
    officer.post(&at, &rename).await.done();
}

#[tokio::test]
async fn another_clusters_representative_has_no_right_here() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let other = app.listed(&officer, "Чёрная сосна").await;
    let stranger = representative(&app, &other).await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let refused = stranger.post(&at, &body::claim("year_created", 2011)).await;
    assert_eq!(refused.refusal(), (403, "access.no-grant"));
}

#[tokio::test]
async fn a_replaced_claim_is_told_with_both_values() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/claims");
    let first = officer.post(&at, &body::claim("year_created", 2010)).await.done();
    let stale = json!({ "claims": [
        { "path": "year_created", "value": 2011, "replaces": first.number("version") - 1 }] });
    let refused = officer.post(&at, &stale).await;
    assert_eq!(refused.refusal(), (409, "claim.replaced"));
    assert_eq!(refused.body["current"], json!({ "value": 2010, "absence": null }));
    assert_eq!(refused.body["proposed"], json!({ "value": 2011, "absence": null }));
    assert_eq!(refused.body["actual"].as_u64(), Some(first.number("version")));

    let right = json!({ "claims": [
        { "path": "year_created", "value": 2011, "replaces": first.number("version") }] });
    officer.post(&at, &right).await.done();
}

#[tokio::test]
async fn a_cluster_is_suspended_resumed_and_withdrawn() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let representative = representative(&app, &cluster).await;
    let at = |act: &str| format!("/api/v1/clusters/{cluster}/{act}");
    let why = json!({ "reason": "По заявлению" });

    let nothing = officer.post(&at("resumption"), &why).await;
    assert_eq!(nothing.refusal(), (409, "cluster.not-suspended"));
    officer.post(&at("suspension"), &why).await.done();
    let refused = representative.post(&at("claims"), &body::claim("year_created", 2011)).await;
    assert_eq!(refused.refusal(), (409, "cluster.suspended"));
    officer.post(&at("resumption"), &why).await.done();
    let silent = representative.post(&at("withdrawal"), &json!({ "reason": " " })).await;
    assert_eq!((silent.refusal(), silent.errors()[0].0), ((422, "reason.needed"), "/reason"));
    representative.post(&at("withdrawal"), &why).await.done();
    let refused = officer.post(&at("claims"), &body::claim("year_created", 2011)).await;
    assert_eq!(refused.refusal(), (409, "cluster.withdrawn"));
    app.listed(&officer, "Белая сосна").await;
}
