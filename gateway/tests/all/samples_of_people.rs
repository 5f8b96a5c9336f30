//! Control samples that join the log with what is known of people: mailboxes of one domain, documents
//! that nobody had opened.

use registry_events::ids::AccountId;
use serde_json::{Value, json};

use crate::desk::{auditor, read};
use crate::evidence::upload;
use crate::reads::scene::Scene;
use crate::support::Client;

const PDF: &[u8] = b"%PDF-1.7 a charter";

async fn count(scene: &Scene, key: &str, query: &str) -> Value {
    let samples = scene.get(&format!("/api/v1/samples{query}")).await.body;
    let samples = samples["items"].as_array().unwrap().clone();
    samples.iter().find(|sample| sample["key"] == key).unwrap()["count"].clone()
}

/// Who stated the first participant and who confirmed it.
async fn claimant_and_confirmer(scene: &Scene) -> [AccountId; 2] {
    let of = async |filter: &str| {
        let path = format!("{}?path=participants/1&{filter}", scene.at("history"));
        let lines = scene.get(&path).await.body;
        let account = lines["items"][0]["actor"]["account"].as_str().unwrap().to_owned();
        account.parse().unwrap()
    };
    [of("type=ItemOpened").await, of("type=ClaimConfirmed").await]
}

/// The high scene with mailboxes for who stated and who confirmed.
async fn with_mailboxes(mailboxes: [&str; 2]) -> (Scene, [AccountId; 2]) {
    let scene = Scene::high().await;
    assert_eq!(count(&scene, "shared_mail_domain", "").await, 0);
    let accounts = claimant_and_confirmer(&scene).await;
    assert_ne!(accounts[0], accounts[1]);
    for (account, mailbox) in accounts.into_iter().zip(mailboxes) {
        scene.app.person(account, mailbox).await;
    }
    (scene, accounts)
}

#[tokio::test]
async fn who_confirms_from_the_claimants_mail_domain_is_found_without_the_domain_being_told() {
    let (scene, [claimant, confirmer]) =
        with_mailboxes(["one@works.example", "two@works.example"]).await;
    assert_eq!(count(&scene, "shared_mail_domain", "").await, 1);
    let auditor = auditor(&scene).await;
    let page = read(&auditor, "/api/v1/samples/shared_mail_domain").await;
    let row = &page.body["items"][0];
    assert_eq!(row["account"], json!(confirmer.to_string()));
    assert_eq!(row["claimant"], json!(claimant.to_string()));
    assert_eq!(row["actor"]["role"], "organisation_representative");
    assert!(row["count"].as_u64().unwrap() > 0);
    assert!(!page.body.to_string().contains("works.example"));
    assert_eq!(count(&scene, "shared_mail_domain", "?as_of=2016-01-01").await, 0);
}

#[tokio::test]
async fn a_public_mail_service_and_two_domains_are_no_shared_domain() {
    for mailboxes in [
        ["one@mail.ru", "two@mail.ru"],
        ["one@works.example", "one@other.example"],
        ["one@works.example", "one@office.works.example"],
    ] {
        let (scene, _) = with_mailboxes(mailboxes).await;
        assert_eq!(count(&scene, "shared_mail_domain", "").await, 0, "{mailboxes:?}");
    }
}

/// A claim that a document shows, confirmed by an officer after what `before` does with the document.
async fn confirmed_after(before: impl AsyncFnOnce(&Scene, &str)) -> (Scene, String) {
    let scene = Scene::entered().await;
    let uploaded = upload(&scene.representative().await, PDF).await.done();
    let document = uploaded.header("location").unwrap().to_owned();
    before(&scene, &document).await;
    let stated = json!({ "claims": [
        { "path": "year_created", "value": 2013, "evidence": [uploaded.body] }] });
    scene.state(&stated).await;
    let card = scene.get(&scene.card()).await.body;
    let mut claims = card["claims"].as_array().unwrap().iter();
    let year = claims.find(|claim| claim["path"] == "year_created").unwrap();
    let confirmed = json!({
        "claims": [{ "path": "year_created", "version": year["version"] }],
        "evidence": ["https://register.example/1"] });
    scene.officer.post(&scene.at("confirmations"), &confirmed).await.done();
    scene.app.settle().await;
    (scene, document)
}

async fn opens(client: &Client, document: &str) {
    assert_eq!(client.get(document).await.status, 200);
}

#[tokio::test]
async fn an_officer_who_confirms_what_a_document_shows_unopened_is_found_for_good() {
    // What another one opens clears nobody.
    let (scene, document) =
        confirmed_after(async |scene, document| opens(&auditor(scene).await, document).await).await;
    assert_eq!(count(&scene, "evidence_unopened", "").await, 1);
    let auditor = auditor(&scene).await;
    let page = read(&auditor, "/api/v1/samples/evidence_unopened").await;
    let row = &page.body["items"][0];
    assert_eq!((&row["path"], &row["actor"]["role"]), (&json!("year_created"), &json!("officer")));
    opens(&scene.officer, &document).await;
    scene.state(&json!({ "claims": [{ "path": "year_created", "value": 2014 }] })).await;
    scene.app.settle().await;
    assert_eq!(count(&scene, "evidence_unopened", "").await, 1, "it was opened too late");
}

#[tokio::test]
async fn an_officer_who_opened_or_brought_the_document_before_is_not_found() {
    let (scene, _) =
        confirmed_after(async |scene, document| opens(&scene.officer, document).await).await;
    assert_eq!(count(&scene, "evidence_unopened", "").await, 0);
    let (scene, _) =
        confirmed_after(async |scene, _| drop(upload(&scene.officer, PDF).await.done())).await;
    assert_eq!(count(&scene, "evidence_unopened", "").await, 0);
}
