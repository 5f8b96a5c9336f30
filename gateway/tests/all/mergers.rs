//! A cluster becomes part of another one.

use serde_json::{Value, json};

use crate::support::{TestApp, body};

fn into(cluster: &str) -> Value {
    json!({ "into": cluster, "merged_on": "2015-11-30", "reason": "Решение общего собрания" })
}

#[tokio::test]
async fn an_officer_merges_a_cluster_into_another_one() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let first = app.listed(&officer, "Белая сосна").await;
    let second = app.listed(&officer, "Красная сосна").await;
    let at = format!("/api/v1/clusters/{first}/merger");
    let merged = officer.post(&at, &into(&second)).await.done();
    assert_eq!(merged.text("cluster"), first, "the one that was asked about");

    let again = officer.post(&at, &into(&second)).await;
    assert_eq!(again.refusal(), (409, "cluster.merged"));
    let claims = format!("/api/v1/clusters/{first}/claims");
    let refused = officer.post(&claims, &body::claim("year_created", 2013)).await;
    assert_eq!(refused.refusal(), (409, "cluster.merged"));
}

#[tokio::test]
async fn a_merger_is_refused_in_the_order_of_answers() {
    let app = TestApp::new().await;
    let officer = app.officer().await;
    let cluster = app.listed(&officer, "Белая сосна").await;
    let at = format!("/api/v1/clusters/{cluster}/merger");
    assert_eq!(app.anonymous().post(&at, &into(&cluster)).await.refusal().0, 401);
    let applicant = app.applicant().await;
    assert_eq!(applicant.post(&at, &into(&cluster)).await.refusal(), (403, "access.role"));
    let nowhere = officer.post("/api/v1/clusters/3z5k0a7c41/merger", &json!({})).await;
    assert_eq!(nowhere.refusal(), (404, "not-found"));
    let unread = json!({ "into": "?", "merged_on": "вчера", "reason": "" });
    let refused = officer.post(&at, &unread).await;
    assert_eq!(
        refused.errors(),
        [("/into", "cluster.malformed"), ("/merged_on", "date.malformed")]
    );
    let itself = officer.post(&at, &into(&cluster)).await;
    assert_eq!(itself.refusal(), (422, "cluster.merged-into-itself"));
    let passed = officer.post_with(&at, &[("if-match", "1")], &into(&cluster)).await;
    assert_eq!(passed.status, 422, "a body that is wrong comes before a version that passed");
}
